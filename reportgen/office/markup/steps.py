"""Describes where an element is in a file, in the words of the person who edits it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import DRAWING, SHAPES, WORD, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text

MOST_SHOWN = 40
"""The most characters of a heading or a column's head that a place quotes."""
_SHOWN_THERE = re.compile(r" (?:(?:under the heading|in column) )?“[^”]*”")
_HEADING = re.compile(r"(?i)(heading|überschrift|berschrift|标题|標題)\s*[1-9]")
"""The ids of the styles of headings, as Word and its like write them."""

ReadText = Callable[[etree._Element], str]
"""Gives the text of a paragraph."""


class Steps:
    """Gives the steps to elements of a tree, and counts those beside each other once for all.

    The tree's paragraphs, tables, rows and cells have to stay where they are meanwhile. `read_text` is for trees that
    are not as their editor sees them any more.
    """

    def __init__(self, read_text: ReadText | None = None) -> None:
        self.read_text: ReadText = read_text or visible_text
        self._counted: dict[etree._Element, _Count] = {}

    def to(self, element: etree._Element) -> tuple[str, ...]:
        """Return the steps from a part to an element: `('shape "Body"', "paragraph 2")`.

        In Word they say under which heading:
        `("table 1 under the heading “Signed”, row 3, cell 1 in column “Who”",)`.
        """
        path = [element, *element.iterancestors()]
        told = [(step, node) for node in path if (step := _STEPS.get(str(node.tag))) is not None]
        return tuple(step(node, self) for step, node in reversed(told))

    def position(self, element: etree._Element) -> int:
        """The number of an element among those like it beside it."""
        return self._count(element).position

    def below_heading(self, element: etree._Element) -> tuple[int, str]:
        """The number of an element among those like it, counted from the heading above it, and that heading's text."""
        count = self._count(element)
        return count.below_heading, "" if count.heading is None else quoted(self.read_text(count.heading))

    def table(self, table: etree._Element) -> str:
        """The step that tells a table of Word, which has no name, from the others."""
        number, heading = self.below_heading(table)
        if heading:
            return Message("table {number} under the heading {heading}", number=number, heading=heading)
        return Message("table {number}", number=number)

    def _count(self, element: etree._Element) -> _Count:
        if element not in self._counted:
            parent = element.getparent()
            self._counted.update({element: _Count(1, 1, None)} if parent is None else _counts(parent))
        return self._counted[element]


class _Count(NamedTuple):
    """The number of an element among those like it, and that from the last heading, which is None where none is."""

    position: int
    below_heading: int
    heading: etree._Element | None


def _counts(parent: etree._Element) -> dict[etree._Element, _Count]:
    positions: Counter[object] = Counter()
    below: Counter[object] = Counter()
    heading, counts = None, {}
    for child in parent.iterchildren():
        positions[child.tag] += 1
        below[child.tag] += 1
        counts[child] = _Count(positions[child.tag], below[child.tag], heading)
        if child.tag == WORD.paragraph and is_heading(child):
            heading = child
            below.clear()
    return counts


def steps_to(element: etree._Element) -> tuple[str, ...]:
    """Return the steps from a part to one element, as `Steps.to` does."""
    return Steps().to(element)


def position(step: str) -> str:
    """A step without what a reader sees at the place, which changes as texts do: `row 3, cell 1`."""
    return _SHOWN_THERE.sub("", step)


def is_heading(paragraph: etree._Element) -> bool:
    """Whether a paragraph of Word is a heading: by an outline level of its own, or by its style."""
    properties = paragraph.find(WORD.paragraph_properties)
    if properties is None:
        return False
    style = properties.find(qn("w:pStyle"))
    named = style is not None and _HEADING.fullmatch(style.get(qn("w:val"), ""))
    return bool(named) or properties.find(qn("w:outlineLvl")) is not None


def visible_text(paragraph: etree._Element) -> str:
    """The text of a paragraph of either dialect."""
    return paragraph_text(paragraph, dialect_of(paragraph))


def quoted(text: str) -> str:
    """What a reader sees at a place, to be put behind a step; `position` takes it away again."""
    plain = " ".join(text.replace("“", '"').replace("”", '"').split())
    return f"“{plain if len(plain) <= MOST_SHOWN else plain[: MOST_SHOWN - 1].rstrip() + '…'}”"


def _paragraph(paragraph: etree._Element, steps: Steps) -> str:
    number, heading = steps.below_heading(paragraph)
    if heading:
        return Message("paragraph {number} under the heading {heading}", number=number, heading=heading)
    return Message("paragraph {number}", number=number)


def _cell(cell: etree._Element, steps: Steps) -> str:
    row = cell.getparent()
    assert row is not None
    place = Message("row {row}, cell {cell}", row=steps.position(row), cell=steps.position(cell))
    if head := _column(cell, row, steps):
        place = Message("{place} in column {head}", place=place, head=head)
    table = next(row.iterancestors(WORD.table), None)  # a table of a slide stands in a shape that has a name
    return place if table is None else Message("{table}, {place}", table=steps.table(table), place=place)


def _column(cell: etree._Element, row: etree._Element, steps: Steps) -> str:
    """The head of a cell's column, where the table's first row is one; nothing for a cell of that row."""
    table, dialect = row.getparent(), dialect_of(cell)
    first = table.find(dialect.table_row) if table is not None else None
    if first is None or first is row or not _is_header(first):
        return ""
    heads = first.findall(dialect.table_cell)
    number = steps.position(cell)
    text = " ".join(map(steps.read_text, heads[number - 1].iter(dialect.paragraph))) if number <= len(heads) else ""
    return quoted(text) if text.strip() else ""


def _is_header(row: etree._Element) -> bool:
    """Whether the first row of a table is one of heads; what the table says stands before it."""
    properties = next(row.itersiblings(qn("a:tblPr"), preceding=True), None)
    in_drawing = properties is not None and properties.get("firstRow") in ("1", "true")
    return in_drawing or row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def _shape(shape: etree._Element, _: Steps) -> str:
    properties = next(shape.iter(qn("p:cNvPr")), None)
    name = properties.get("name", "") if properties is not None else ""
    return Message('shape "{name}"', name=name)


_STEPS: Mapping[str, Callable[[etree._Element, Steps], str]] = {
    **dict.fromkeys((WORD.paragraph, DRAWING.paragraph), _paragraph),
    **dict.fromkeys((WORD.table_cell, DRAWING.table_cell), _cell),
    **dict.fromkeys(SHAPES, _shape),
    qn("w:txbxContent"): lambda *_: Message("text box"),
}
"""The elements that a place in a file is told by, each with how."""
