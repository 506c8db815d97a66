"""Merges, shades and measures table cells: in Word's tables (ECMA-376 part 1 §17.4) and DrawingML's (§21.1.3).

PowerPoint keeps each cell that another one covers, as a mark; of a row Word keeps the covering cell alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from lxml import etree

from reportgen.office.markup.dialect import ARPR_FILLS, DRAWING, WORD, Dialect, insert_in_order
from reportgen.office.markup.namespaces import A, W, qn

_TCPR_AFTER_FILL = frozenset(f"{{{A}}}{name}" for name in ("headers", "extLst"))
_WORD_TCPR_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
                    "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge",
                    "tcPrChange")  # fmt: skip


class CellMarkup(Protocol):
    """What is written into the cells of a table."""

    @property
    def dialect(self) -> Dialect:
        """The names of the table's elements."""

    @property
    def grid(self) -> str:
        """The element that holds the table's columns."""

    @property
    def most_columns(self) -> float:
        """How many columns a table may have."""

    @property
    def width(self) -> str:
        """The attribute of a column with its width."""

    def span_columns(self, cell: etree._Element, count: int) -> None:
        """Let a cell take so many columns."""

    def cover(self, cell: etree._Element) -> None:
        """Give a cell up to the one before it in the row."""

    def add_covered(self, cell: etree._Element, count: int) -> None:
        """Write so many covered cells after a cell, where the markup has such cells."""

    def span_rows(self, cell: etree._Element, position: int, count: int) -> None:
        """Make a cell the first, second … of a column of `count` that are one; `position` counts from 0."""

    def shade(self, cell: etree._Element, colour: str) -> None:
        """Fill a cell with a colour, six hexadecimal digits."""

    def columns(self, cells: Sequence[etree._Element]) -> int:
        """How many columns the cells of a row take."""

    def widths(self, cells: Sequence[etree._Element]) -> list[int]:
        """How wide cells say that they are, of those that say it."""

    def set_widths(self, rows: Sequence[Sequence[etree._Element]], widths: Sequence[int]) -> None:
        """Give each cell the width of its columns, where cells have a width of their own."""

    def fill_rows(self, table: etree._Element, columns: int) -> None:
        """Add empty cells to rows that have too few, where the markup asks for them."""


class _WordCells:
    dialect = WORD
    grid = qn("w:tblGrid")
    most_columns = 63.0  # as Word says when it refuses to make more
    width = qn("w:w")

    def span_columns(self, cell: etree._Element, count: int) -> None:
        _set_property(cell, "gridSpan", {"val": str(count)})

    def cover(self, cell: etree._Element) -> None:
        parent = cell.getparent()
        if parent is not None:
            parent.remove(cell)

    def add_covered(self, cell: etree._Element, count: int) -> None:
        pass  # there are no such cells

    def span_rows(self, cell: etree._Element, position: int, count: int) -> None:
        _set_property(cell, "vMerge", {"val": "restart"} if position == 0 else {})  # without a value: continued
        if position:
            for text in cell.iter(self.dialect.text):
                text.text = ""

    def shade(self, cell: etree._Element, colour: str) -> None:
        _set_property(cell, "shd", {"val": "clear", "color": "auto", "fill": colour})

    def columns(self, cells: Sequence[etree._Element]) -> int:
        return sum(map(_span, cells))

    def widths(self, cells: Sequence[etree._Element]) -> list[int]:
        stated = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in cells]
        in_twips = [width for width in stated if width is not None and width.get(qn("w:type")) == "dxa"]
        return [int(width.get(qn("w:w"), "0")) for width in in_twips]

    def set_widths(self, rows: Sequence[Sequence[etree._Element]], widths: Sequence[int]) -> None:
        for cells in rows:
            column = 0
            for cell in cells:
                width = sum(widths[column : column + _span(cell)])
                _set_property(cell, "tcW", {"w": str(width), "type": "dxa"})
                column += _span(cell)

    def fill_rows(self, table: etree._Element, columns: int) -> None:
        pass  # a row may be shorter than the grid


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(span.get(qn("w:val"), "1")) if span is not None else 1


def _set_property(cell: etree._Element, name: str, attributes: Mapping[str, str]) -> None:
    """Put a property into `w:tcPr` at its place in the schema's sequence (CT_TcPr)."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        properties = etree.Element(qn("w:tcPr"))
        cell.insert(0, properties)
    element = etree.Element(qn(f"w:{name}"), {f"{{{W}}}{key}": value for key, value in attributes.items()})
    after = _WORD_TCPR_ORDER[_WORD_TCPR_ORDER.index(name) + 1 :]
    insert_in_order(properties, element, frozenset(f"{{{W}}}{other}" for other in after))


class _DrawingCells:
    dialect = DRAWING
    grid = qn("a:tblGrid")
    most_columns = math.inf
    width = "w"

    def span_columns(self, cell: etree._Element, count: int) -> None:
        cell.set("gridSpan", str(count))

    def cover(self, cell: etree._Element) -> None:
        cell.set("hMerge", "1")

    def add_covered(self, cell: etree._Element, count: int) -> None:
        for _ in range(count):
            cell.addnext(_empty_cell(hMerge="1"))

    def span_rows(self, cell: etree._Element, position: int, count: int) -> None:
        cell.set(*(("rowSpan", str(count)) if position == 0 else ("vMerge", "1")))

    def shade(self, cell: etree._Element, colour: str) -> None:
        properties = cell.find(qn("a:tcPr"))
        if properties is None:
            properties = etree.SubElement(cell, qn("a:tcPr"))
        for old in [child for child in properties if child.tag in ARPR_FILLS]:
            properties.remove(old)
        fill = etree.Element(qn("a:solidFill"))
        etree.SubElement(fill, qn("a:srgbClr"), val=colour)
        insert_in_order(properties, fill, _TCPR_AFTER_FILL)

    def columns(self, cells: Sequence[etree._Element]) -> int:
        return len(cells)  # covered cells are among them

    def widths(self, cells: Sequence[etree._Element]) -> list[int]:
        return []  # the grid says them

    def set_widths(self, rows: Sequence[Sequence[etree._Element]], widths: Sequence[int]) -> None:
        pass

    def fill_rows(self, table: etree._Element, columns: int) -> None:
        for row in table.iterchildren(self.dialect.table_row):
            cells = list(row.iterchildren(self.dialect.table_cell))
            for _ in range(columns - len(cells)):
                cells[-1].addnext(_empty_cell())


def _empty_cell(**attributes: str) -> etree._Element:
    cell = etree.Element(qn("a:tc"), attributes)
    body = etree.SubElement(cell, qn("a:txBody"))
    for name in ("a:bodyPr", "a:lstStyle", "a:p"):
        etree.SubElement(body, qn(name))
    etree.SubElement(cell, qn("a:tcPr"))
    return cell


CELL_MARKUP: Mapping[str, CellMarkup] = {WORD.table: _WordCells(), DRAWING.table: _DrawingCells()}
"""The markup by the qualified name of its table."""
