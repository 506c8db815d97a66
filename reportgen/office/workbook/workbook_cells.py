"""Writes texts that a chart shows into the cells of its workbook, where tags were typed into the chart's names.

A chart part keeps a copy of its table's texts beside the reference to the cells (`c:strRef`, ECMA-376
part 1 §21.2.2.201). A tag there is rendered like any text, and the result is written into the cell, so that
PowerPoint and Word still show it when somebody edits the data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound
from reportgen.office.markup.namespaces import XML, parse_xml, qn
from reportgen.office.opc.archive import Entry, UnreadableArchive, read_archive, write_archive
from reportgen.office.opc.package import CONTENT_TYPES, Package, xml_entry
from reportgen.office.workbook.workbook import column_name

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^'!,()]+))!"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)(?::\$?(?P<last_column>[A-Z]{1,3})\$?(?P<last_row>\d+))?"
)


class UnusableWorkbook(ValueError):
    """The texts of a chart cannot be written into its workbook; the message says why."""


def tagged_references(chart: etree._Element) -> list[str]:
    """Return the references of a chart (`Sheet1!$A$2:$A$4`) whose texts hold tags."""
    return [
        reference.findtext(qn("c:f")) or ""
        for reference in chart.iter(qn("c:strRef"), qn("c:multiLvlStrRef"))
        if any("{" in (value.text or "") for value in reference.iter(qn("c:v")))
    ]


def writable_references(chart: etree._Element, book: bytes | None, linked: bool) -> list[str]:
    """Return the tagged references of a chart; none without a workbook.

    `linked` says that the workbook is a file of its own. Raises `UnusableWorkbook` where their cells cannot be written.
    """
    references = tagged_references(chart)
    if references and linked:
        raise UnusableWorkbook(Message("its workbook is a file of its own, which stays as it is"))
    if not references or book is None:
        return []
    write_cells(book, {reference: [] for reference in references})
    return references


def report_unusable(fault: UnusableWorkbook, found: Collector, place: Location) -> None:
    """Report that a chart's texts cannot be written into its workbook."""
    message = Message("the chart's names hold tags, and {fault}", fault=fault)
    found.error(
        "chart-workbook", message, place, Message("bind the chart with a tag in its alt text, or type the names")
    )


def write_shown_texts(book: Entry, chart: bytes, references: Sequence[str]) -> Entry:
    """Return the workbook with the texts that a rendered chart shows in the cells of these references."""
    shown = {}
    for reference in parse_xml(chart).iter(qn("c:strRef")):
        formula = reference.findtext(qn("c:f")) or ""
        if formula in references:
            shown[formula] = [
                (int(point.get("idx", "0")), point.findtext(qn("c:v")) or "") for point in reference.iter(qn("c:pt"))
            ]
    return Entry.store(write_cells(book.read(), shown))


def write_cells(book: bytes, texts: Mapping[str, Sequence[tuple[int, str]]]) -> bytes:
    """Return a workbook with texts in the cells of references, each with its index within the reference.

    Raises `UnusableWorkbook`.
    """
    try:
        package = Package("workbook", read_archive(book))
        package.read_content_types()
        sheets = _sheets(package)
    except (UnreadableArchive, ProblemsFound, KeyError, etree.XMLSyntaxError) as fault:
        raise UnusableWorkbook(Message("its workbook cannot be read")) from fault
    changed: dict[str, etree._Element] = {}
    for formula, values in texts.items():
        sheet, cells = _cells(formula)
        if sheet not in sheets:
            raise UnusableWorkbook(Message("its workbook has no sheet '{sheet}'", sheet=sheet))
        part = sheets[sheet]
        root = changed.setdefault(part, package.parse(part))
        written = {cells[number]: text for number, text in values if number < len(cells)}
        for place in cells:
            _set_cell(root, place, written.get(place))
        _rename_columns(package, part, root, written)
    for part, root in changed.items():
        package.entries[part] = xml_entry(root)
    return write_archive(package.entries.items())


def _sheets(package: Package) -> dict[str, str]:
    """Return the parts of a workbook's sheets by the names of the sheets."""
    main = package.main_part
    targets = {item.id: package.resolve(main, item.target) for item in package.relationships(main)}
    sheets = package.parse(main).iter(f"{_MAIN}sheet")
    return {sheet.get("name", ""): targets[sheet.get(qn("r:id"), "")] for sheet in sheets}


def _cells(formula: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the sheet of a reference, and the rows (from 1) and columns (from 0) of its cells."""
    found = _REFERENCE.fullmatch(formula.strip())
    if found is None:
        raise UnusableWorkbook(Message("the cells '{formula}' are not one range", formula=formula))
    first, last = _column(found["column"]), _column(found["last_column"] or found["column"])
    top, bottom = int(found["row"]), int(found["last_row"] or found["row"])
    if first != last and top != bottom:
        raise UnusableWorkbook(Message("the cells '{formula}' are neither one row nor one column", formula=formula))
    sheet = found["quoted"].replace("''", "'") if found["quoted"] else found["sheet"]
    return sheet, [(row, column) for row in range(top, bottom + 1) for column in range(first, last + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _set_cell(sheet: etree._Element, place: tuple[int, int], text: str | None) -> None:
    """Write a text into a cell, which keeps its style; None only checks that the cell could be written."""
    row_number, column = place
    name = f"{column_name(column)}{row_number}"
    row = next((row for row in sheet.iter(f"{_MAIN}row") if row.get("r") == str(row_number)), None)
    cell = next((cell for cell in row if cell.get("r") == name), None) if row is not None else None
    if cell is None:
        raise UnusableWorkbook(Message("its workbook has nothing in the cell {name}", name=name))
    if cell.find(f"{_MAIN}f") is not None:
        raise UnusableWorkbook(Message("the cell {name} of its workbook holds a formula", name=name))
    if text is None:
        return
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    shown = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
    shown.text = text
    shown.set(f"{{{XML}}}space", "preserve")


def _rename_columns(package: Package, sheet: str, root: etree._Element, texts: Mapping[tuple[int, int], str]) -> None:
    """Name the columns of a sheet's tables like their header cells, which Excel demands; remove a table whose column
    names would clash (§18.5.1.3).
    """
    for part in list(package.related(sheet, "table")):
        table = package.parse(part)
        area = _REFERENCE.fullmatch(f"x!{table.get('ref', '')}")
        if area is None or table.get("headerRowCount") == "0":
            continue
        columns = list(table.iter(f"{_MAIN}tableColumn"))
        for number, column in enumerate(columns):
            text = texts.get((int(area["row"]), _column(area["column"]) + number))
            if text is not None:
                column.set("name", text)
        names = [column.get("name", "").lower() for column in columns]
        if all(names) and len(set(names)) == len(names):
            package.entries[part] = xml_entry(table)
        else:
            _remove_table(package, sheet, root, part)


def _remove_table(package: Package, sheet: str, root: etree._Element, part: str) -> None:
    relationships = package.relationships(sheet)
    gone = {item.id for item in relationships if package.resolve(sheet, item.target) == part}
    package.set_relationships(sheet, [item for item in relationships if item.id not in gone])
    package.remove_part(part)
    types = package.parse(CONTENT_TYPES)
    for override in [item for item in types if item.get("PartName") == f"/{part}"]:
        types.remove(override)
    package.entries[CONTENT_TYPES] = xml_entry(types)
    for reference in [r for r in root.iter(f"{_MAIN}tablePart") if r.get(qn("r:id")) in gone]:
        holder = reference.getparent()
        assert holder is not None
        holder.remove(reference)
        holder.set("count", str(len(holder)))
        if len(holder) == 0:
            holder.getparent().remove(holder)  # type: ignore[union-attr]
