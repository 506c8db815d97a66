"""Writes the glossary as an Excel workbook of one sheet, whose cells are all text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.exchange.reproducible import with_fixed_dates
from reportgen.exchange.rows import Row
from reportgen.exchange.sheets.grid import grid_of
from reportgen.model.glossary import TERM_KINDS
from reportgen.project.csv_reader import STATUSES

SHEET = "glossary"
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


def unescaped(value: str) -> str:
    """The characters that a workbook writes as `_x0041_` (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
