"""Each decision has a page of its own, and the list leads to all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.reading import ROOT, links

FOLDER = ROOT / "docs" / "decisions"
PAGES = sorted(set(FOLDER.glob("*.md")) - {FOLDER / "README.md"})


def test_the_list_names_every_decision_once() -> None:
    """A page that nobody is led to is not read."""
    assert sorted(links(FOLDER / "README.md")) == [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_is_short_and_says_what_was_decided(page: Path) -> None:
    """The title says it in a sentence; the rest is read in a minute."""
    title, *rest = page.read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert title.startswith("# ")
    assert not title.endswith(".")
    assert len(rest) < 30
    assert max(map(len, rest)) <= 120


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_file_that_a_decision_names_is_there(page: Path) -> None:
    """Paths are those of the package or of the project."""
    named = re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.[a-z]+)?)`", page.read_text(encoding="utf-8"))
    missing = [name for name in named if not any((place / name).exists() for place in (ROOT, ROOT / "reportgen"))]
    assert missing == []
