"""A minimal spreadsheet: the table behind a chart, as PowerPoint and Word embed it.

One sheet, `Sheet1`, with a heading in the first row of each column (ECMA-376 part 1 §18.2, §18.3).
Texts are inline strings and so never formulas, whatever they begin with; equal tables give equal bytes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.office.markup.escaping import escape, quoteattr
from reportgen.office.markup.namespaces import DECLARATION
from reportgen.office.opc.archive import Entry, write_archive

SHEET = "Sheet1"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_CELL_TEXT = 32_767
"""The most characters of a cell's text (Excel's specifications and limits)."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "'")
"""Beginnings of texts that would become formulas when somebody edits the cell; such cells have `quotePrefix`."""
_FIRST_OWN_FORMAT = 164
"""Smaller ids of number formats are built in (§18.8.30)."""
_XSTRING_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and below it texts, or numbers as they are written in XML; None leaves a cell empty."""

    head: str | None
    cells: Sequence[str | None]
    numeric: bool = False
    number_format: str = "General"


def xstring(text: str) -> str:
    """Escape a text as an `ST_Xstring` (§22.9.2.19), in which `_x0041_` would be read as a character's number."""
    return _XSTRING_ESCAPE.sub("_x005F_", text)


def column_name(index: int) -> str:
    """Return the letters of a column counted from 0: A … Z, AA …"""
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


def write_workbook(columns: Sequence[Column]) -> bytes:
    """Return the bytes of an `.xlsx` file with these columns."""
    formats = list(dict.fromkeys(c.number_format for c in columns if c.number_format != "General"))
    variable = {"xl/worksheets/sheet1.xml": _sheet(columns, formats), "xl/styles.xml": _styles(tuple(formats))}
    written = {name: Entry.deflate((DECLARATION + text).encode("utf-8")) for name, text in variable.items()}
    return write_archive([*_fixed_parts(), *written.items()])


def _sheet(columns: Sequence[Column], formats: Sequence[str]) -> str:
    height = 1 + max((len(column.cells) for column in columns), default=0)
    rows = "".join(f'<row r="{row}">{"".join(_cells(columns, formats, row))}</row>' for row in range(1, height + 1))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cells(columns: Sequence[Column], formats: Sequence[str], row: int) -> Iterator[str]:
    for index, column in enumerate(columns):
        place = f'r="{column_name(index)}{row}"'
        value = column.head if row == 1 else column.cells[row - 2] if row - 2 < len(column.cells) else None
        if value is None:
            continue
        if row > 1 and column.numeric:
            style = 2 + formats.index(column.number_format) if column.number_format in formats else 0
            yield f'<c {place} s="{style}"><v>{value}</v></c>'
        else:
            style = 1 if value.startswith(_FORMULA_SIGNS) else 0
            text = f'<is><t xml:space="preserve">{escape(xstring(value))}</t></is>'
            yield f'<c {place} s="{style}" t="inlineStr">{text}</c>'


@functools.lru_cache(maxsize=64)
def _styles(formats: tuple[str, ...]) -> str:
    """Return the styles part: style 1 is for texts that look like formulas, those after it are the number formats."""
    codes = "".join(
        f'<numFmt numFmtId="{_FIRST_OWN_FORMAT + number}" formatCode={quoteattr(code)}/>'
        for number, code in enumerate(formats)
    )
    plain = 'fontId="0" fillId="0" borderId="0" xfId="0"'
    uses = "".join(
        f'<xf numFmtId="{_FIRST_OWN_FORMAT + number}" {plain} applyNumberFormat="1"/>' for number in range(len(formats))
    )
    return (
        f'<styleSheet xmlns="{_MAIN}">'
        + (f'<numFmts count="{len(formats)}">{codes}</numFmts>' if formats else "")
        + '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{2 + len(formats)}"><xf numFmtId="0" {plain}/>'
        f'<xf numFmtId="0" {plain} quotePrefix="1"/>{uses}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


@functools.cache
def _fixed_parts() -> tuple[tuple[str, Entry], ...]:
    """Return the parts that are the same in every workbook, compressed once."""
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{spreadsheet}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{spreadsheet}.styles+xml"/></Types>'
    )
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": _relationships(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
    }
    return tuple((name, Entry.deflate((DECLARATION + text).encode("utf-8"))) for name, text in parts.items())


def _relationships(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
