"""What a document points at is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.reading import ROOT, documents, links

MOST_BYTES = 150 * 1024


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    """A link or picture of a document names a file of the project."""
    missing = [target for target in links(path) if not (path.parent / target).exists()]
    assert missing == []


def test_the_list_of_pages_is_whole() -> None:
    """A page of `docs/` that nobody is led to is not read."""
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert {target for target in links(ROOT / "docs/README.md") if "/" not in target} == pages


@pytest.mark.parametrize("path", sorted((ROOT / "docs/pictures").glob("*.[ps][nv]g")), ids=lambda path: path.name)
def test_pictures_are_small_and_used(path: Path) -> None:
    """A picture loads quickly, and some document shows it."""
    assert path.stat().st_size < MOST_BYTES
    shown = {(document.parent / target).resolve() for document in documents() for target in links(document)}
    assert path.resolve() in shown
