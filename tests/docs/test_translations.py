"""Pages in Chinese say what the English page says: same examples, keys and headings, and links to Chinese pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.reading import ROOT, Block, blocks, code_in, documents, links, tables

_TAG = re.compile(r"\.(zh-Han[st])\.md$")
_TRANSLATED = [path for path in documents() if _TAG.search(path.name)]
_GUIDES = [path for path in _TRANSLATED if path.parent.name == "docs" and not path.name.startswith("README")]

_TEMPLATES = [path for path in _TRANSLATED if path.parent.name == "templates"]


def _english(path: Path) -> Path:
    return path.with_name(_TAG.sub(".md", path.name))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*_GUIDES, *_TEMPLATES], ids=_name)
def test_examples_are_those_of_the_english_page(path: Path) -> None:
    """Its blocks are the ones that other tests run; what a command prints is in the language of the screen."""
    assert list(map(_example, blocks(path))) == list(map(_example, blocks(_english(path))))


def _example(block: Block) -> tuple[str, list[str]]:
    is_typed = block.info == "console"
    return block.info, [line for line in block.lines if not is_typed or line.startswith("$ ")]


@pytest.mark.parametrize("path", _GUIDES, ids=_name)
def test_tables_have_the_keys_of_the_english_page(path: Path) -> None:
    """A row that is missing, or a key that is misspelt, sends its reader astray."""

    def codes(page: Path) -> list[set[str]]:
        return [{code for cell in row for code in code_in(cell)} for _, rows in tables(page) for row in rows]

    assert codes(path) == codes(_english(path))


@pytest.mark.parametrize("path", _TEMPLATES, ids=_name)
def test_names_that_a_template_sees_are_all_there(path: Path) -> None:
    """In the order of the English page; the last table quotes messages, which are in the reader's language."""

    def names(page: Path) -> list[list[str]]:
        return [code_in(row[0]) for _, rows in list(tables(page))[:-1] for row in rows]

    assert names(path) == names(_english(path))


@pytest.mark.parametrize("path", _GUIDES, ids=_name)
def test_headings_stand_as_in_the_english_page(path: Path) -> None:
    """No section is left out."""

    def levels(page: Path) -> list[str]:
        prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        return re.findall(r"^#+(?= )", prose, re.MULTILINE)

    assert levels(path) == levels(_english(path))


@pytest.mark.parametrize("path", _TRANSLATED, ids=_name)
def test_links_lead_to_pages_of_the_same_language(path: Path) -> None:
    """But for the page's own translations."""
    tag = path.suffixes[-2]
    targets = {path.parent / target for target in links(path) if target.endswith(".md") and ".zh-" not in target}
    assert [t for t in targets - {_english(path)} if t.with_name(f"{t.stem}{tag}.md").exists()] == []
