"""The content in this repository is as sound as the program asks of others."""

from __future__ import annotations

from pathlib import Path

from reportgen.check import check_project
from reportgen.diagnostics import Severity
from reportgen.project.load import load_project

ROOT = Path(__file__).parents[2]


def test_the_projects_own_content_has_no_errors() -> None:
    """Content, glossary, labels and palette load, and no rule finds an error."""
    errors = [finding for finding in check_project(load_project(ROOT)) if finding.severity is Severity.ERROR]
    assert not errors, "\n".join(map(str, errors))
