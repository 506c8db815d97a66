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
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}
    original = {name for name in pages if ".zh-" not in name} - {"README.md"}
    assert {target for target in links(ROOT / "docs/README.md") if "/" not in target} - TRANSLATED == original


TRANSLATED = {f"README.{tag}.md" for tag in ("zh-Hant", "zh-Hans")}


@pytest.mark.parametrize("path", [path for path in documents() if ".zh-" in path.name], ids=lambda path: path.name)
def test_a_page_and_its_translations_lead_to_one_another(path: Path) -> None:
    """Who has come upon a page in the wrong language is one step from the right one."""
    stem = path.name.split(".zh-")[0]
    family = {f"{stem}{suffix}" for suffix in (".md", ".zh-Hant.md", ".zh-Hans.md")}
    for name in family:
        assert family - {name} <= set(links(path.with_name(name))), name


@pytest.mark.parametrize("path", sorted((ROOT / "docs/pictures").glob("*.[ps][nv]g")), ids=lambda path: path.name)
def test_pictures_are_small_and_used(path: Path) -> None:
    """A picture loads quickly, and some document shows it."""
    assert path.stat().st_size < MOST_BYTES
    shown = {(document.parent / target).resolve() for document in documents() for target in links(document)}
    assert path.resolve() in shown
