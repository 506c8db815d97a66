"""The content in this repository is as sound as the program asks of others."""

from __future__ import annotations

from pathlib import Path

from reportgen.check import check_project
from reportgen.project.load import load_project

ROOT = Path(__file__).parents[2]


def test_the_projects_own_content_is_clean() -> None:
    """Content, glossary, labels, palette and settings load, and no rule finds anything: `check --strict` succeeds."""
    assert "\n".join(map(str, check_project(load_project(ROOT)))) == ""
