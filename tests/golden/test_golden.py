"""The parts of finished files, as XML, compared with the accepted ones.

The files come from the small project beside this module, which does not change when the product's own templates
and content do. A difference shows as a diff of pretty-printed XML; after looking at it,
`pytest tests/golden --accept` accepts all of them.
"""

from __future__ import annotations

import difflib
import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reportgen.build.render import Renderer
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import load_catalogue, load_project
from tests.golden.small import SMALL

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
EDITION = "en+zh-Hant"
DECK, SUMMARY = load_catalogue(SMALL).kinds

DECK_PARTS = (
    "docProps/core.xml",
    "ppt/_rels/presentation.xml.rels",
    "ppt/presentation.xml",
    *(f"ppt/slides/slide{number}.xml" for number in (2, 3, 5, 6, 7)),
    "ppt/slides/_rels/slide6.xml.rels",
    "ppt/notesSlides/notesSlide2.xml",
)
SUMMARY_PARTS = ("docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml", "word/header1.xml")
PARTS = {
    ("finance", DECK): DECK_PARTS,
    ("finance", SUMMARY): SUMMARY_PARTS,
    (OVERVIEW, DECK): ("ppt/slides/slide1.xml", "ppt/slides/slide2.xml"),
    (OVERVIEW, SUMMARY): ("word/document.xml",),
}
"""Which parts are worth looking at; what a template brings along is not."""
BILINGUAL_PARTS = {
    DECK: ("docProps/core.xml", "ppt/notesSlides/notesSlide1.xml",
                *(f"ppt/slides/slide{number}.xml" for number in (1, 2, 3))),
    SUMMARY: ("docProps/core.xml", "word/document.xml"),
}  # fmt: skip
"""The same for the edition that prints two languages side by side."""

CASES = [
    *((Target(sector, kind, language), parts) for (sector, kind), parts in PARTS.items() for language in LANGUAGES),
    *((Target("finance", kind, EDITION), parts) for kind, parts in BILINGUAL_PARTS.items()),
]
"""Each file, and the parts of it that are compared."""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """Renders the small project."""
    return Renderer(load_project(SMALL))


def pretty(data: bytes) -> str:
    """A part as XML one can read and compare: an element a line, an attribute's order kept."""
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=False))
    for element in root.iter():
        has_children = len(element) > 0
        if has_children and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def difference(expected: str, actual: str, name: str) -> str:
    """A unified diff, empty where the two are equal."""
    lines = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"expected/{name}", f"made/{name}", lineterm="", n=4
    )
    return "\n".join(lines)


@pytest.mark.parametrize(("target", "parts"), CASES, ids=[target.path.stem for target, _ in CASES])
def test_the_parts_are_as_accepted(target: Target, parts: tuple[str, ...], renderer: Renderer, accept: bool) -> None:
    """Every chosen part of the file is, element for element, what somebody looked at and accepted."""
    found = []
    with zipfile.ZipFile(io.BytesIO(renderer.render(target).data)) as package:
        for part in parts:
            actual = pretty(package.read(part))
            path = EXPECTED / target.path.stem / part
            if accept:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(actual, encoding="utf-8")
            expected = path.read_text(encoding="utf-8") if path.is_file() else ""
            found.append(difference(expected, actual, f"{target.path.stem}/{part}"))
    problems = "\n".join(filter(None, found))
    assert not problems, f"look at the difference, then `pytest tests/golden --accept`:\n{problems}"


def test_nothing_expected_is_left_over(accept: bool) -> None:
    """A golden that no case compares would be believed and never read."""
    wanted = {EXPECTED / target.path.stem / part for target, parts in CASES for part in parts}
    left_over = {path for path in EXPECTED.rglob("*") if path.is_file()} - wanted
    if accept:
        for path in left_over:
            path.unlink()
        left_over = set()
    assert not left_over


def test_a_changed_character_shows_in_the_diff() -> None:
    """The comparison can fail, and says where: the line before and after, with the file's name."""
    before, after = pretty(b"<a><b>one</b><c/></a>"), pretty(b"<a><b>two</b><c/></a>")
    shown = difference(before, after, "f.xml")
    assert "--- expected/f.xml" in shown
    assert "-  <b>one</b>" in shown
    assert "+  <b>two</b>" in shown


def test_spaces_in_a_text_are_compared() -> None:
    """Pretty-printing tidies between elements and leaves a text as it is."""
    assert difference(pretty(b"<a><t>x</t></a>"), pretty(b"<a><t>x </t></a>"), "f")
    assert difference(pretty(b"<a><t> </t></a>"), pretty(b"<a><t/></a>"), "f")
    assert not difference(pretty(b"<a>\n <t>x</t></a>"), pretty(b"<a><t>x</t></a>"), "f")
