"""The content in this repository is as sound as the program asks of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build.templates import template_files
from reportgen.check import check_project
from reportgen.check.documents import DocumentChecker, review_template
from reportgen.project.load import load_project

ROOT = Path(__file__).parents[2]


def test_the_projects_own_content_is_clean() -> None:
    """Content, glossary, labels, palette and settings load, and no rule finds anything: `check --strict` succeeds."""
    assert "\n".join(map(str, check_project(load_project(ROOT)))) == ""


@pytest.mark.parametrize("name", [file.name for file in template_files(ROOT)])
def test_the_projects_own_templates_keep_nobody_out(name: str) -> None:
    """Titles, reading order, descriptions, headers, contrast, glyphs; what comes of them `check --strict` looks at."""
    data = (ROOT / "templates" / name).read_bytes()
    found = DocumentChecker(load_project(ROOT)).template(review_template(data, f"templates/{name}"), name)
    assert "\n".join(map(str, found)) == ""
