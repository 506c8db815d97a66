"""Finishes tables whose cells come from data: columns repeated, cells merged, cells shaded.

Cell tags (`{% colspan n %}`, `{% hm %}`, `{% vm %}`, `{% cellbg colour %}`: docxtpl's spelling) become
attributes of their cell while the program runs; the table as it came out is then finished here in
one go: merges, the grid, the number of cells in each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import Dialect
from reportgen.office.markup.marks import COLUMNS, FILL, SAME_COLUMN, SAME_ROW
from reportgen.office.markup.namespaces import parse_xml, qn, serialise
from reportgen.template.render.cell_markup import CELL_MARKUP, CellMarkup
from reportgen.template.render.run_properties import colour_digits

_TRUE = ("1", "true")
"""How a cell says that it goes on the one above (`vMerge`)."""


def finish_table(markup: str, declarations: str) -> str:
    """A rendered table (with what stands around it) with its cell attributes carried out.

    `declarations` are the namespaces that the part declares at its root, as attributes. Raises
    `ValueError` for a colour or a span that is none, and for too many columns.
    """
    root = parse_xml(f"<root{declarations}>{markup}</root>".encode())
    for table in root.iter(*CELL_MARKUP):
        _finish(table, CELL_MARKUP[str(table.tag)])
    return serialise(root).partition(">")[2].removesuffix("</root>")  # whole, and so without declarations inside


def _finish(table: etree._Element, markup: CellMarkup) -> None:
    dialect = markup.dialect
    _follow_rows(_rows(table, dialect))
    _merge_rows(table, markup)  # first: merging columns takes cells out of Word's rows, and the others would move up
    _merge_columns(table, markup)
    for cell in list(table.iter(dialect.table_cell)):
        colour = cell.attrib.pop(FILL, None)
        if colour:
            markup.shade(cell, colour_digits(colour))
    for row in list(table.iterchildren(dialect.table_row)):
        if not _cells(row, dialect):
            table.remove(row)  # Office needs a cell in every row (§17.4.72)
    _fit_grid(table, markup)


def _rows(table: etree._Element, dialect: Dialect) -> list[list[etree._Element]]:
    rows = [child for child in _unwrapped(table) if child.tag == dialect.table_row]
    return [_cells(row, dialect) for row in rows]


def _cells(row: etree._Element, dialect: Dialect) -> list[etree._Element]:
    return [child for child in _unwrapped(row) if child.tag == dialect.table_cell]


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of a table or row, those in Word's content controls among them."""
    for child in parent:
        content = child.find(qn("w:sdtContent")) if child.tag == qn("w:sdt") else None
        if content is None:
            yield child
        else:
            yield from _unwrapped(content)


def _merge_columns(table: etree._Element, markup: CellMarkup) -> None:
    """Cells of one row: `hm` joins neighbours of one loop, `colspan` says how many columns a cell takes."""
    for cells in _rows(table, markup.dialect):
        for group in _groups(cells, SAME_ROW):
            if len(group) > 1:
                markup.span_columns(group[0], markup.columns(group))
            for cell in group[1:]:
                markup.cover(cell)
        for cell in cells:
            count = _count(cell.attrib.pop(COLUMNS, "1"))
            if count > 1:
                markup.span_columns(cell, count)
                markup.add_covered(cell, count - 1)


def _merge_rows(table: etree._Element, markup: CellMarkup) -> None:
    """Cells of one column: `vm` joins neighbours of one loop."""
    rows = _rows(table, markup.dialect)
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if column < len(row)]  # rows may differ in length
        for group in _groups(cells, SAME_COLUMN):
            for position, cell in enumerate(group if len(group) > 1 else ()):
                markup.span_rows(cell, position, len(group))


def _follow_rows(rows: list[list[etree._Element]]) -> None:
    """Let a cell that goes over several rows of a slide's table go over those that are there, as Word's do alone.

    A cell that goes on one that is gone is the first of its own.
    """
    for column in range(max(map(len, rows), default=0)):
        first: etree._Element | None = None
        count = 1
        for cell in (row[column] for row in rows if column < len(row)):
            if cell.get("vMerge") in _TRUE and first is not None:
                count += 1
                first.set("rowSpan", str(count))
                continue
            begins = cell.attrib.pop("rowSpan", None) is not None or cell.attrib.pop("vMerge", None) in _TRUE
            first, count = cell if begins else None, 1


def _groups(cells: list[etree._Element], attribute: str) -> Iterator[list[etree._Element]]:
    """Runs of neighbouring cells that carry the attribute; "True" begins a new run (a loop's first item)."""
    group: list[etree._Element] = []
    for cell in cells:
        value = cell.attrib.pop(attribute, None)
        if group and value != "False":
            yield group
            group = []
        if value is not None:
            group.append(cell)
    if group:
        yield group


def _fit_grid(table: etree._Element, markup: CellMarkup) -> None:
    """As many grid columns as the longest row has cells, in proportion in the table's width; short rows are filled."""
    rows = _rows(table, markup.dialect)
    widest = max(map(markup.columns, rows), default=0)
    grid = table.find(markup.grid)
    if grid is None or not widest:
        return
    if widest > markup.most_columns:
        most = int(markup.most_columns)
        raise ValueError(
            Message("the table would have {count} columns; Word takes at most {most}", count=widest, most=most)
        )
    columns = list(grid)
    if len(columns) != widest:
        total = sum(int(column.get(markup.width, "0")) for column in columns)
        for column in columns:
            grid.remove(column)
        widths = _shares(next((markup.widths(row) for row in rows if len(row) == widest), []), widest, total)
        for width in widths:
            etree.SubElement(grid, columns[0].tag, {markup.width: str(width)})
        markup.set_widths(rows, widths)
    markup.fill_rows(table, widest)


def _shares(widths: Sequence[int], columns: int, total: int) -> list[int]:
    """The width of a table in proportion to what cells are wide; in equal parts where they do not say it."""
    shares = widths if len(widths) == columns and all(widths) else [1] * columns
    return [total * share // sum(shares) for share in shares]


def _count(text: str) -> int:
    """How many columns a cell spans; Word's tables have at most 63. Raises `ValueError`."""
    if not text.strip().isdecimal() or not 1 <= int(text) <= 63:
        raise ValueError(Message("a cell cannot span '{text}' columns; write a number from 1 to 63", text=text))
    return int(text)
