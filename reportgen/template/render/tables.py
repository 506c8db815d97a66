"""Tables whose cells come from data: columns repeated, cells merged, cells shaded.

Cell tags (`{% colspan n %}`, `{% hm %}`, `{% vm %}`, `{% cellbg colour %}`: docxtpl's spelling) become
attributes of their cell while the program runs; the table as it came out is then finished here in
one go: merges, the grid, the number of cells in each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.office.drawing.theme_colours import expand_marks
from reportgen.office.markup.dialect import ARPR_FILLS, DRAWING, WORD, Dialect, dialect_of, insert_in_order
from reportgen.office.markup.fragment import fragment
from reportgen.office.markup.marks import COLUMNS, FILL, SAME_COLUMN, SAME_ROW
from reportgen.office.markup.namespaces import A, W, parse_xml, qn
from reportgen.template.render.run_properties import colour_digits
from reportgen.template.runtime.state import RenderState

_TCPR_AFTER_FILL = frozenset(f"{{{A}}}{name}" for name in ("headers", "extLst"))
_WORD_TCPR_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
                    "textDirection", "tcFitText", "vAlign", "hideMark")  # fmt: skip


class TableSlot:
    """The place of a table whose cells come from data."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def render(self, value: str, state: RenderState) -> str:
        """The finished table; colours of the theme are filled in, since XML cannot hold their marks."""
        return finish_table(expand_marks(value, state.colours), self._prefixes)


def finish_table(markup: str, prefixes: Mapping[str, str]) -> str:
    """A rendered table (with what stands around it) with its cell attributes carried out.

    `prefixes` are the namespaces (uri → prefix) that the part declares at its root. Raises
    `ValueError` for a colour or a span that is none.
    """
    declarations = "".join(f' xmlns:{prefix}="{uri}"' for uri, prefix in prefixes.items())
    root = parse_xml(f"<root{declarations}>{markup}</root>".encode())
    for table in root.iter(WORD.table, DRAWING.table):
        dialect = dialect_of(table)
        _merge_rows(table, dialect)
        _merge_columns(table, dialect)
        for cell in list(table.iter(dialect.table_cell)):
            _shade(cell, dialect)
        for row in list(table.iterchildren(dialect.table_row)):
            if not _cells(row, dialect):
                table.remove(row)  # Office needs a cell in every row (§17.4.72)
        _fit_grid(table, dialect)
    return "".join(fragment(child, dict(prefixes)) for child in root)


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


def _merge_columns(table: etree._Element, dialect: Dialect) -> None:
    """Cells of one row: `hm` joins neighbours of one loop, `colspan` says how many columns a cell takes."""
    for cells in _rows(table, dialect):
        for group in _groups(cells, SAME_ROW):
            _span_columns(group[0], len(group), dialect)
            for cell in group[1:]:
                _swallow(cell, dialect)
        for cell in cells:
            span = cell.attrib.pop(COLUMNS, None)
            if span is not None:
                _widen(cell, _count(span), dialect)


def _merge_rows(table: etree._Element, dialect: Dialect) -> None:
    """Cells of one column: `vm` joins neighbours of one loop."""
    rows = _rows(table, dialect)
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if column < len(row)]
        for group in _groups(cells, SAME_COLUMN):
            for position, cell in enumerate(group):
                _span_rows(cell, position, len(group), dialect)


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


def _span_columns(cell: etree._Element, count: int, dialect: Dialect) -> None:
    if count < 2:
        return
    if dialect is DRAWING:
        cell.set("gridSpan", str(count))
    else:
        _set_property(cell, "gridSpan", {"val": str(count)})


def _swallow(cell: etree._Element, dialect: Dialect) -> None:
    """A cell that the one before it covers: PowerPoint keeps it as a mark, Word has none."""
    parent = cell.getparent()
    if dialect is DRAWING:
        cell.set("hMerge", "1")
    elif parent is not None:
        parent.remove(cell)


def _widen(cell: etree._Element, count: int, dialect: Dialect) -> None:
    _span_columns(cell, count, dialect)
    if dialect is DRAWING:
        for _ in range(count - 1):
            cell.addnext(_empty_cell(hMerge="1"))


def _span_rows(cell: etree._Element, position: int, count: int, dialect: Dialect) -> None:
    if count < 2:
        return
    if dialect is DRAWING:
        cell.set(*(("rowSpan", str(count)) if position == 0 else ("vMerge", "1")))
    else:
        _set_property(cell, "vMerge", {"val": "restart"} if position == 0 else {})
        if position:
            for text in cell.iter(qn("w:t")):
                text.text = ""


def _shade(cell: etree._Element, dialect: Dialect) -> None:
    value = cell.attrib.pop(FILL, None)
    if not value:
        return
    colour = colour_digits(value)
    if dialect is WORD:
        _set_property(cell, "shd", {"val": "clear", "color": "auto", "fill": colour})
        return
    properties = cell.find(qn("a:tcPr"))
    if properties is None:
        properties = etree.SubElement(cell, qn("a:tcPr"))
    for old in [child for child in properties if child.tag in ARPR_FILLS]:
        properties.remove(old)
    fill = etree.Element(qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour)
    insert_in_order(properties, fill, _TCPR_AFTER_FILL)


def _set_property(cell: etree._Element, name: str, attributes: Mapping[str, str]) -> None:
    """Put a property into `w:tcPr` at its place in the schema's sequence (CT_TcPr)."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        properties = etree.Element(qn("w:tcPr"))
        cell.insert(0, properties)
    element = etree.Element(qn(f"w:{name}"), {f"{{{W}}}{key}": value for key, value in attributes.items()})
    after = _WORD_TCPR_ORDER[_WORD_TCPR_ORDER.index(name) + 1 :]
    insert_in_order(properties, element, frozenset(f"{{{W}}}{other}" for other in after))


def _fit_grid(table: etree._Element, dialect: Dialect) -> None:
    """As many grid columns as the longest row has cells, in the table's width; short rows are filled up."""
    widest = max((_width(cells, dialect) for cells in _rows(table, dialect)), default=0)
    name, attribute = ("a:tblGrid", "w") if dialect is DRAWING else ("w:tblGrid", qn("w:w"))
    grid = table.find(qn(name))
    if grid is None or not widest:
        return
    columns = list(grid)
    if len(columns) != widest:
        total = sum(int(column.get(attribute, "0")) for column in columns)
        for column in columns:
            grid.remove(column)
        for _ in range(widest):
            etree.SubElement(grid, columns[0].tag, {attribute: str(total // widest)})
        _set_cell_widths(table, total // widest, dialect)
    if dialect is DRAWING:
        for row in table.iterchildren(dialect.table_row):
            cells = list(row.iterchildren(dialect.table_cell))
            for _ in range(widest - len(cells)):
                cells[-1].addnext(_empty_cell())


def _set_cell_widths(table: etree._Element, width: int, dialect: Dialect) -> None:
    if dialect is DRAWING:
        return
    for cell in table.iter(WORD.table_cell):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        columns = int(span.get(qn("w:val"), "1")) if span is not None else 1
        _set_property(cell, "tcW", {"w": str(width * columns), "type": "dxa"})


def _width(cells: list[etree._Element], dialect: Dialect) -> int:
    if dialect is DRAWING:
        return len(cells)
    spans = (cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in cells)
    return sum(int(span.get(qn("w:val"), "1")) if span is not None else 1 for span in spans)


def _empty_cell(**attributes: str) -> etree._Element:
    cell = etree.Element(qn("a:tc"), attributes)
    body = etree.SubElement(cell, qn("a:txBody"))
    for name in ("a:bodyPr", "a:lstStyle", "a:p"):
        etree.SubElement(body, qn(name))
    etree.SubElement(cell, qn("a:tcPr"))
    return cell


def _count(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= 63:
        raise ValueError(f"a cell cannot span '{text}' columns; write a number from 1 to 63")
    return int(text)
