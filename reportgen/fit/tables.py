"""Reads tables on slides: how high their rows get, and between which rows they can be cut."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.fit.measure import AS_DESIGNED, WIDTH_USED, Setting, extent
from reportgen.fit.paragraphs import Measure, Paragraph
from reportgen.office.drawing.text_styles import CellStyles, TextStyle
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_ROW, _CELL, _CELL_PROPERTIES, _BODY = (qn(f"a:{name}") for name in ("tr", "tc", "tcPr", "txBody"))
_GRID, _COLUMN, _TABLE_PROPERTIES = (qn(f"a:{name}") for name in ("tblGrid", "gridCol", "tblPr"))
_LIST_STYLE, _TEXT = qn("a:lstStyle"), qn("a:t")
MERGED = ("1", "true")
"""The values of an attribute that is switched on (`xsd:boolean`)."""


@dataclass(slots=True)
class Cell:
    """A cell with text: the index of its row, how many rows it spans, its paragraphs, and in points the width for its
    text and its upper and lower margins together.
    """

    row: int
    rows: int
    paragraphs: list[Paragraph]
    width: float
    margins: float


@dataclass(slots=True)
class Table:
    """A table ready to be measured.

    `designed` are the heights of its rows in the template, in points; `header_rows` is how many rows are its header;
    `together` are the indices of rows that stay with the one before, because a cell spans both.
    """

    element: etree._Element
    rows: list[etree._Element]
    designed: list[float]
    cells: list[Cell]
    header_rows: int
    together: set[int] = field(default_factory=set)

    def row_heights(self, setting: Setting = AS_DESIGNED) -> tuple[list[float], str]:
        """Return the least height of each row in points, and the first word that is wider than its cell.

        Where a cell over several rows is higher than these, the last of them grows, as in PowerPoint.
        """
        heights, wide = [0.0] * len(self.rows), ""
        spanning = []
        for cell in self.cells:
            found = extent(cell.paragraphs, cell.width, setting)
            wide = wide or found.too_wide
            height = found.height + cell.margins
            if cell.rows > 1:
                spanning.append((cell, height))
            else:
                heights[cell.row] = max(heights[cell.row], height)
        for cell, height in spanning:
            last = min(cell.row + cell.rows, len(heights))
            missing = height - sum(
                max(h, d) for h, d in zip(heights[cell.row : last], self.designed[cell.row : last], strict=True)
            )
            if missing > 0:
                heights[last - 1] = max(heights[last - 1], self.designed[last - 1]) + missing
        return heights, wide

    def as_designed_at_least(self, needed: Sequence[float]) -> list[float]:
        """Return the height that each row will have: the one it needs, and no less than it was designed with."""
        return [max(pair) for pair in zip(needed, self.designed, strict=True)]

    def write_heights(self, heights: Sequence[float]) -> None:
        """Set the height of each row, where it is not what the row was designed with."""
        for row, height, designed in zip(self.rows, heights, self.designed, strict=True):
            if abs(height - designed) > 0.01:
                row.set("h", str(round(height * EMU_PER_POINT)))


def header_rows_of(element: etree._Element) -> int:
    """Return how many rows are the header of a table (`a:tbl`)."""
    properties = element.find(_TABLE_PROPERTIES)
    return 1 if properties is not None and properties.get("firstRow") in MERGED else 0


def read_table(
    element: etree._Element,
    styles: CellStyles,
    measure: Measure,
    is_read: Callable[[etree._Element, float], bool] = lambda body, width: True,
    rows: Container[int] | None = None,
) -> Table:
    """Read a table (`a:tbl`) with the styles of its cells.

    Of cells those are read whose text body and width in points `is_read`, and that begin in one of the `rows` by their
    indices; None stands for all rows.
    """
    columns = [int(c.get("w", "0")) / EMU_PER_POINT for c in element.iterfind(f"{_GRID}/{_COLUMN}")]
    header_rows = header_rows_of(element)
    all_rows = element.findall(_ROW)
    table = Table(element, all_rows, [int(row.get("h", "0")) / EMU_PER_POINT for row in all_rows], [], header_rows)
    cell_styles: dict[tuple[str | None, ...], TextStyle] = {}
    for number, row in enumerate(all_rows):
        for position, cell in enumerate(row.iterchildren(_CELL)):
            if cell.get("vMerge") in MERGED:
                table.together.add(number)
            body = cell.find(_BODY) if rows is None or number in rows else None
            if body is None or cell.get("vMerge") in MERGED or cell.get("hMerge") in MERGED:
                continue
            style = _cell_style(cell, styles, bold=number < header_rows, cell_styles=cell_styles)
            span = int(cell.get("gridSpan", "1"))
            left, top, right, bottom = style.insets
            width = sum(columns[position : position + span]) - left - right
            if style.upright and any(True for _ in body.iter(_TEXT)) and is_read(body, width):
                paragraphs = measure.read(body, style, cell=True)
                table.cells.append(
                    Cell(number, int(cell.get("rowSpan", "1")), paragraphs, width * WIDTH_USED, top + bottom)
                )
    return table


def _cell_style(
    cell: etree._Element, styles: CellStyles, bold: bool, cell_styles: dict[tuple[str | None, ...], TextStyle]
) -> TextStyle:
    """Return the style of a cell; cells without a list style of their own share it, by what else they state."""
    properties = cell.find(_CELL_PROPERTIES)
    list_style = cell.find(f"{_BODY}/{_LIST_STYLE}")
    if list_style is not None and len(list_style):
        return styles.of_cell(cell, bold)
    names = ("marL", "marT", "marR", "marB", "vert")
    key = (str(bold), *(properties.get(name) if properties is not None else None for name in names))
    if key not in cell_styles:
        cell_styles[key] = styles.of_cell(cell, bold)
    return cell_styles[key]
