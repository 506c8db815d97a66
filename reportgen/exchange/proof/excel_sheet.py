"""Writes a proof sheet as an Excel workbook of one sheet: a row a text, all cells text, the head always in view.

The first column is hidden and holds the keys of the rows, so that rows may be sorted and filtered.
"""

from __future__ import annotations

import io
from typing import Any
from unicodedata import east_asian_width

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension

from reportgen.exchange.proof.printed import Printed
from reportgen.exchange.proof.rows import ProofRow, ProofSheet
from reportgen.exchange.proof.runs import Run, runs_of
from reportgen.exchange.proof.words import MARK, Words
from reportgen.exchange.reproducible import with_fixed_dates
from reportgen.exchange.sheets.xlsx import TEXT_FORMAT, escaped, write_text
from reportgen.model.language import Language

TICK = "✓"
_LATIN = "Calibri"
_DARK, _READ, _FIELD, _BLUE, _GREY, _FIGURE = "1F3864", "FFF8E1", "F2F2F2", "1F4E9E", "595959", "7F3F00"
OWN_FILLS = frozenset({_DARK, _READ, _FIELD})
"""The fills of the sheet itself; any other is a reader's highlight."""
_LATIN_WIDTH, _CHINESE = 38, 30
_WIDTHS = {"number": 6, "part": 13, "kind": 13, "changes": 24, "correction": 36, "remarks": 24, "signed": 9}
_TITLE, _GUIDE, _SIGNATURE, _HEAD = 1, 2, 3, 4
"""The rows above the texts."""
_HEIGHTS = {_TITLE: 24, _GUIDE: 50, _SIGNATURE: 20, _HEAD: 34}
_LINE_HEIGHT, _MOST_HEIGHT = 16.5, 400.0
"""Points of a line of Chinese; Excel's rows are at most 409 points high."""


class _Row(RowDimension):
    """A row with a height that grows with what is typed into it."""

    @property
    def customHeight(self) -> bool:
        """Whether a person has set the height: then no program changes it."""
        return False


def write_excel(sheet: ProofSheet) -> bytes:
    """The sheet as an .xlsx; the same sheet gives the same bytes."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet.name[:31]
    heads = _heads(sheet)
    _write_top(page, sheet, len(heads))
    for at, height in _HEIGHTS.items():
        page.row_dimensions[at].height = height
    for column, (head, width) in enumerate(heads, 1):
        _write(page.cell(_HEAD, column), head, sheet.language, bold=True, colour="FFFFFF", fill=_DARK)
        page.column_dimensions[get_column_letter(column)].width = width
    page.column_dimensions["A"].hidden = True
    number = 0
    for part in sheet.parts:
        for row in part.rows:
            number += 1
            _write_row(page, sheet, part.heading, row, number)
    _set_view(page, sheet, len(heads), _HEAD + number)
    properties = book.properties
    properties.title, properties.language, properties.creator = sheet.title, sheet.language.tag, ""
    stream = io.BytesIO()
    book.save(stream)
    return with_fixed_dates(stream.getvalue())


def _heads(sheet: ProofSheet) -> list[tuple[str, float]]:
    """The heads of the columns, by which an import finds them, with the widths in characters."""
    columns = sheet.words.columns
    texts = [
        (f"{each.name} {MARK}" if each is sheet.language else each.name, _LATIN_WIDTH if _is_latin(each) else _CHINESE)
        for each in sheet.languages
    ]
    own = [(columns[name], width) for name, width in _WIDTHS.items()]
    return [("", 1), *own[:3], *texts, *own[3:]]


def _is_latin(language: Language) -> bool:
    return not language.full_width


def _write_top(page: Any, sheet: ProofSheet, columns: int) -> None:
    words = sheet.words
    _write(page.cell(_TITLE, 2), sheet.title, sheet.language, bold=True, colour=_DARK, size=14, wrap=False)
    guide = (line.format(language=sheet.language.name) for line in (*words.guide, words.keep))
    page.merge_cells(start_row=_GUIDE, start_column=2, end_row=_GUIDE, end_column=columns)
    separator = "" if sheet.language.east_asian else " "
    text = separator.join(f"{number}. {line}" for number, line in enumerate(guide, 1))
    _write(page.cell(_GUIDE, 2), text, sheet.language, size=10)
    page.merge_cells(start_row=_SIGNATURE, start_column=2, end_row=_SIGNATURE, end_column=4)
    for column, text in ((2, words.read_by), (5, ""), (6, words.day), (7, "")):
        _write(page.cell(_SIGNATURE, column), text, sheet.language, bold=bool(text), fill=_FIELD if text else "")


def own_lines(words: Words) -> tuple[str, str]:
    """How the two lines at the top begin, by which an import tells them from what a reader adds."""
    return words.title.partition("{")[0], f"1. {words.guide[0].partition('{')[0]}"


def _write_row(page: Any, sheet: ProofSheet, part: str, row: ProofRow, number: int) -> None:
    at, language = _HEAD + number, sheet.language
    _write(page.cell(at, 1), str(row.key(language.tag)), language)
    for column, text in enumerate((str(number), part, row.label), 2):
        _write(page.cell(at, column), text, language, colour=_GREY)
    for column, each in enumerate(sheet.languages, 5):
        cell = page.cell(at, column)
        _write(cell, "", each, fill=_READ if each is language else "")
        if printed := row.cells.get(each.tag):
            _write_printed(cell, printed, each)
    changes = 5 + len(sheet.languages)
    _write(page.cell(at, changes), "\n".join(row.reasons), language, colour=_GREY, size=9)
    for column in range(changes + 1, changes + 4):
        _write(page.cell(at, column), "", language)
    page.row_dimensions[at] = _Row(page, index=at, ht=_height(page, at, changes))


def _height(page: Any, row: int, columns: int) -> float:
    """The height of a row in points, from the lines its texts take: not every program works it out by itself."""
    most = 0.0
    for column in range(2, columns + 1):
        width = page.column_dimensions[get_column_letter(column)].width
        lines = [_width(line) / width for line in str(page.cell(row, column).value or "").split("\n")]
        most = max(most, sum(_LINE_HEIGHT * (1 + int(line)) for line in lines))
    return min(most, _MOST_HEIGHT)


def _width(text: str) -> float:
    """The width of a text in digits, which columns are measured in, with the room that ends of lines leave empty."""
    return sum(2.25 if east_asian_width(char) in "WF" else 0.88 for char in text)


def _write_printed(cell: Any, printed: Printed, language: Language) -> None:
    """A text with its names in blue and its figures bold; a text without either is plain."""
    runs = list(runs_of(printed))
    if all(run == Run(run.text) for run in runs):
        write_text(cell, printed.text)
        return
    face = _face(language)
    cell.value = CellRichText(*(TextBlock(_font(run, face), escaped(run.text)) for run in runs))


def _font(run: Run, face: str) -> InlineFont:
    colour = _BLUE if run.is_name else _FIGURE if run.is_figure else "000000"
    return InlineFont(rFont=face, sz=11, b=run.is_figure or run.is_strong, color=Color(colour))


def _face(language: Language) -> str:
    return language.typeface if language.east_asian and language.typeface else _LATIN


def _write(
    cell: Any,
    text: str,
    language: Language,
    *,
    bold: bool = False,
    colour: str = "000000",
    size: float = 11,
    fill: str = "",
    wrap: bool = True,
) -> None:
    write_text(cell, text)
    cell.number_format = TEXT_FORMAT
    cell.font = Font(name=_face(language), size=size, bold=bold, color=colour)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if cell.row >= _SIGNATURE:
        side = Side("thin", "BFBFBF")
        cell.border = Border(side, side, side, side)


def _set_view(page: Any, sheet: ProofSheet, columns: int, last: int) -> None:
    """How the sheet is shown and printed: the head stays in view and stands on every page, on A4 across."""
    letter = get_column_letter(columns)
    page.freeze_panes = page.cell(_HEAD + 1, 5)
    page.auto_filter.ref = f"B{_HEAD}:{letter}{last}"
    if last > _HEAD:
        ticks = DataValidation(type="list", formula1=f'"{TICK}"', allow_blank=True, showErrorMessage=False)
        ticks.add(f"{letter}{_HEAD + 1}:{letter}{last}")
        page.add_data_validation(ticks)
    page.print_title_rows = f"{_HEAD}:{_HEAD}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.5, 0.8, 0.3
    page.oddFooter.center.text = sheet.words.page.format(n="&P", total="&N")
