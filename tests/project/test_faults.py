"""Every fault of reading has a help page."""

from __future__ import annotations

import re
from pathlib import Path

import reportgen.project
from reportgen.project.faults import FAULTS

_CODE = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"')
_SOURCES = (
    "text_file", "yaml_errors", "yaml_composer", "csv_reader", "validation", "files", "places", "languages", "load",
    "../files",
)  # fmt: skip
_NOT_CODES = {"utf-8", "utf-8-sig", "to-hans", "to-hant"}


def test_the_codes_in_the_sources_are_those_with_a_page() -> None:
    """A new code without a page, or a page without a code, is noticed."""
    folder = Path(reportgen.project.__path__[0])
    used = {code for name in _SOURCES for code in _CODE.findall((folder / f"{name}.py").read_text(encoding="utf-8"))}
    assert used - _NOT_CODES == set(FAULTS)


def test_pages_have_four_parts() -> None:
    """What it finds, why, an example, what to write instead."""
    assert all(
        re.match(r"(?s)\S.+\n\nWhy: \S.+\n\nFor example:\n    \S.*\n\nInstead:\n    \S", page)
        for page in FAULTS.values()
    )
