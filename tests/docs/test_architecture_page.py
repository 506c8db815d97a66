"""`ARCHITECTURE.md` names what is there."""

from __future__ import annotations

import re

import pytest

from tests.docs.reading import ROOT, code_in, tables

PAGE = ROOT / "ARCHITECTURE.md"
TEXT = PAGE.read_text(encoding="utf-8")
MODULES = sorted(set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.(?:py|yaml|j2))`", TEXT)))
WRITTEN_LATER = {"macros.j2"}
"""Files a project may have."""


@pytest.mark.parametrize("name", MODULES)
def test_a_file_that_is_named_is_there(name: str) -> None:
    """A path leads from the project, the program or a room, and so does a bare name."""
    rooms = [path.parent for path in (ROOT / "reportgen").rglob("__init__.py")]
    assert name in WRITTEN_LATER or any((place / name).is_file() for place in (ROOT, *rooms))


def test_every_room_is_described() -> None:
    """A new room is not left out."""
    rooms = next(rows for heading, rows in tables(PAGE) if heading == "Rooms")
    described = {name.rstrip("/").rpartition("/")[2] for row in rooms for name in code_in(row[0])}
    found = {path.name for path in (ROOT / "reportgen").iterdir() if (path / "__init__.py").is_file()}
    assert described == found | {"characters.py", "diagnostics.py", "user_cache.py"}


@pytest.mark.parametrize("name", re.findall(r"`([A-Z_]{4,})` in `([a-z/_]+\.py)`", TEXT), ids=" in ".join)
def test_a_table_that_is_named_is_there(name: tuple[str, str]) -> None:
    """A constant of the code stands where the page says."""
    constant, module = name
    assert re.search(rf"^{constant}\b", (ROOT / "reportgen" / module).read_text(encoding="utf-8"), re.MULTILINE)
