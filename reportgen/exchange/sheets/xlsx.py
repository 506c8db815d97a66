"""Writes and reads the glossary as an Excel workbook of one sheet, whose cells are all text."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.diagnostics import Collector, Location, ProblemsFound
from reportgen.exchange.package_input import WORKBOOK, check_package
from reportgen.exchange.reproducible import with_fixed_dates
from reportgen.exchange.rows import STATUSES, Row
from reportgen.exchange.sheets.grid import grid_of, read_grid
from reportgen.messages import Message
from reportgen.model.glossary import TERM_KINDS
from reportgen.model.language import LANGUAGES

SHEET = "glossary"
MAX_COLUMNS = 64
_WIDTHS = {"id": 24, "kind": 11, "status": 11, "note": 60, "source": 40, "as_exported": 11}
TEXT_FORMAT = "@"
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def write_xlsx(rows: Iterable[Row]) -> bytes:
    """A workbook with the rows; the same rows give the same bytes."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    header: tuple[str, ...] = ()
    for number, cells in enumerate(grid_of(rows), 1):
        header = header or cells
        for column, value in enumerate(cells, 1):
            write_text(sheet.cell(number, column), value)
    for column, name in enumerate(header, 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 30)
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        sheet.cell(1, column).font = Font(bold=True)
        choices = {"status": STATUSES, "kind": tuple(TERM_KINDS.values())}.get(name)
        if choices:
            rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            rule.add(f"{letter}2:{letter}1048576")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "B2"
    stream = io.BytesIO()
    book.save(stream)
    return with_fixed_dates(stream.getvalue())


def write_text(cell: Any, value: str) -> None:
    """Store text, whatever it looks like.

    openpyxl takes `#N/A` for an error, and Excel `_x0041_` for an A (ECMA-376 part 1, 22.9.2.19).
    """
    if value:
        cell.value = escaped(value)
        cell.data_type = "s"
    cell.number_format = TEXT_FORMAT


def escaped(value: str) -> str:
    """A text whose characters are taken as they stand."""
    return _LOOKS_ESCAPED.sub("_x005F_", value)


def read_xlsx(data: bytes, name: str, problems: Collector, languages: Iterable[str] = LANGUAGES) -> list[Row]:
    """The rows of a workbook's sheet `glossary`, or of its first sheet, with names in some of the languages.

    Faults go to `problems`: those of `check_package` and `grid.read_grid`, `formula-cell`,
    `not-text`; other sheets that hold anything are named (`not-imported`).
    """
    try:
        check_package(data, name, WORKBOOK)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it does not keep
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            records = list(_records(sheet, name, problems))
            for other in book.worksheets:
                if other is not sheet and any(cell.value is not None for row in other.iter_rows() for cell in row):
                    message = Message("the sheet '{title}' is not read", title=other.title)
                    problems.warning(
                        "not-imported",
                        message,
                        Location(name),
                        Message("rows stand in the sheet '{sheet}'", sheet=SHEET),
                    )
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    except Exception as fault:  # openpyxl raises whatever it trips over in a faulty workbook
        message = Message(
            "the workbook cannot be read ({value})", value=" ".join(str(fault).split()) or type(fault).__name__
        )
        problems.error(
            "wrong-format", message, Location(name), Message("open it in a spreadsheet and save it again as .xlsx")
        )
        return []
    return read_grid(records, Location(name), problems, languages)


def _records(sheet: Any, name: str, problems: Collector) -> Iterator[tuple[Location, list[str]]]:
    sheet.reset_dimensions()  # the declared size may be anything; what is there counts
    for number, row in enumerate(sheet.iter_rows(), 1):
        location = Location(name, 0, (f"sheet '{sheet.title}'", f"row {number}"))
        if any(cell.value is not None for cell in row[MAX_COLUMNS:]):
            message = Message(
                "the row has {count} cells; {max_columns} are read", count=len(row), max_columns=MAX_COLUMNS
            )
            problems.error("wrong-number-of-cells", message, location, Message("delete what is too much"))
        values = [_text(cell, location, problems) for cell in row[:MAX_COLUMNS]]
        if any(values):
            yield location, values


def _text(cell: Cell, location: Location, problems: Collector) -> str:
    """A cell's text; a formula, or what a spreadsheet has made into a number or a date, is refused."""
    value = cell.value
    if value is None:
        return ""
    place = Location(location.path, 0, (*location.steps, f"column {get_column_letter(cell.column)}"))
    if cell.data_type == "f":
        hint = Message("put its result there as text (paste special, values only)")
        problems.error("formula-cell", Message("the cell holds a formula; formulas are not read"), place, hint)
        return ""
    if not isinstance(value, str):
        what = {"d": "a date", "b": "true or false", "e": "an error"}.get(cell.data_type, "a number")
        hint = Message("format the column as Text and type it again")
        problems.error(
            "not-text", Message("the cell holds {what} ({value}), not text", what=what, value=value), place, hint
        )
        return ""
    return unescaped(value).replace("\r\n", "\n")


def unescaped(value: str) -> str:
    """The characters that a workbook writes as `_x0041_` (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
