"""The levels of a numbered list are found wherever a document says them."""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.list_levels import ListLevels, value_of
from reportgen.office.markup.word_styles import WordStyles
from tests.support.cxml import xml

NUMBERING = xml(
    "w:numbering/("
    "w:abstractNum{w:abstractNumId=1}/(w:styleLink{w:val=Steps},w:lvl{w:ilvl=0}/w:numFmt{w:val=decimal},"
    "w:lvl{w:ilvl=1}/w:numFmt{w:val=bullet}),"
    "w:abstractNum{w:abstractNumId=2}/w:numStyleLink{w:val=Steps},"
    "w:num{w:numId=1}/w:abstractNumId{w:val=1},"
    "w:num{w:numId=2}/w:abstractNumId{w:val=2},"
    "w:num{w:numId=3}/(w:abstractNumId{w:val=2},w:lvlOverride{w:ilvl=1}/w:lvl{w:ilvl=1}/w:numFmt{w:val=lowerRoman}))"
)


def test_the_levels_of_a_style_and_those_of_the_list_itself() -> None:
    """A pattern may leave its levels to a style's list, and a list has some in their place."""
    levels = ListLevels(NUMBERING)
    formats = {
        number: [value_of(level, "w:numFmt") for level in levels.of(number).values()] for number in ("1", "2", "3", "4")
    }
    assert formats == {"1": ["decimal", "bullet"], "2": ["decimal", "bullet"], "3": ["decimal", "lowerRoman"], "4": []}


def test_the_styles_of_a_document_know_them_too() -> None:
    """A list whose pattern leaves its levels to a style prints numbers, or bullets, as that style's list does."""
    styles = WordStyles(etree.Element("styles"), NUMBERING)
    assert [styles.prints_number(number, 1) for number in ("1", "2", "3", "4")] == [False, False, True, True]
