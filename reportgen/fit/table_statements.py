"""Carries out what statements say of a rendered table: equal cells made one, empty columns dropped, the room of rows.

Compiling writes it into attributes of the graphic frame that no schema knows; they go when it has been done.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from reportgen.fit.tables import MERGED, header_rows_of
from reportgen.office.markup.marks import DROPS_EMPTY, JOINED, JOINED_COLUMNS, ROOM
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_ROW, _CELL, _PARAGRAPH, _TEXT = (qn(f"a:{name}") for name in ("tr", "tc", "p", "t"))
_GRID = qn("a:tblGrid")
_RUNS = tuple(qn(f"a:{name}") for name in ("r", "br", "fld"))


def change_table(frame: etree._Element, table: etree._Element) -> bool:
    """Drop empty columns and join equal cells where a statement says so; return whether any does."""
    columns = [int(number) - 1 for number in frame.attrib.pop(JOINED_COLUMNS, "").split()]
    drops = frame.attrib.pop(DROPS_EMPTY, None) is not None
    dropped = _drop_empty_columns(table) if drops else []
    for column in columns:
        if column not in dropped:
            _mark_joined(table, column - sum(other < column for other in dropped))
    if columns:
        join_equal(table)
    return drops or bool(columns)


def room_of(frame: etree._Element) -> float | None:
    """Return the lowest y in points that the rows may reach by their statement, or None."""
    bottom = frame.attrib.pop(ROOM, None)
    return int(bottom) / EMU_PER_POINT if bottom is not None else None


def join_equal(table: etree._Element) -> None:
    """Make neighbouring cells with the same text one, in the columns that statements join."""
    separate_equal(table)
    for column in zip(*(row.findall(_CELL) for row in _body_rows(table)), strict=False):
        for (text, joined), found in groupby(column, lambda cell: (_text(cell), JOINED in cell.attrib)):
            first, *others = found
            if text and joined and others:
                first.set("rowSpan", str(len(others) + 1))
                for cell in others:
                    cell.set("vMerge", "1")


def separate_equal(table: etree._Element) -> bool:
    """Undo `join_equal`, so that the table can be cut between any two rows; return whether anything was joined."""
    cells = [cell for cell in table.iter(_CELL) if JOINED in cell.attrib]
    for cell in cells:
        cell.attrib.pop("rowSpan", None)
        cell.attrib.pop("vMerge", None)
    return bool(cells)


def finish_joined(table: etree._Element) -> None:
    """Empty the cells that others cover, as they are in a table whose cells somebody has merged by hand."""
    for cell in table.iter(_CELL):
        if cell.attrib.pop(JOINED, None) is not None and cell.get("vMerge") in MERGED:
            first, *others = cell.iter(_PARAGRAPH)
            for run in list(first.iterchildren(*_RUNS)):
                first.remove(run)
            for paragraph in others:
                paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]


def _body_rows(table: etree._Element) -> list[etree._Element]:
    return table.findall(_ROW)[header_rows_of(table) :]


def _text(cell: etree._Element) -> str:
    return "\n".join("".join(text.text or "" for text in p.iter(_TEXT)) for p in cell.iter(_PARAGRAPH)).strip()


def _spans(cell: etree._Element) -> bool:
    """Whether a cell is one with others already."""
    spans = int(cell.get("gridSpan", "1")) > 1 or int(cell.get("rowSpan", "1")) > 1
    return spans or cell.get("hMerge") in MERGED or cell.get("vMerge") in MERGED


def _columns(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The cells of each column, from the left."""
    return (list(cells) for cells in zip(*(row.findall(_CELL) for row in table.findall(_ROW)), strict=False))


def _mark_joined(table: etree._Element, column: int) -> None:
    for cell in (row.findall(_CELL)[column] for row in _body_rows(table)):
        if not _spans(cell):
            cell.set(JOINED, "1")


def _drop_empty_columns(table: etree._Element) -> list[int]:
    """Drop the columns whose cells below the header all print nothing; their indices come back.

    The others share the width, each in proportion to its own. A column with a cell over several columns stays, and so
    does everything where all columns are empty.
    """
    grid, header = table.find(_GRID), header_rows_of(table)
    columns = list(_columns(table))
    empty = [
        index
        for index, cells in enumerate(columns)
        if not any(map(_text, cells[header:])) and not any(map(_spans, cells))
    ]
    if grid is None or not empty or len(empty) == len(columns):
        return []
    widths = [int(column.get("w", "0")) for column in grid]
    for index in reversed(empty):
        grid.remove(grid[index])
        for cell in columns[index]:
            cell.getparent().remove(cell)  # type: ignore[union-attr]
    kept = [width for index, width in enumerate(widths) if index not in empty]
    edges = [round(sum(widths) * sum(kept[:number]) / max(sum(kept), 1)) for number in range(len(kept) + 1)]
    for column, left, right in zip(grid, edges, edges[1:], strict=False):
        column.set("w", str(right - left))
    return empty
