"""Reads the glossary from an Excel workbook, whichever program has saved it.

Struck text counts as deleted, as in proof sheets. That is said, and so is every comment.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter

from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound, Severity, shortened
from reportgen.exchange.package_input import WORKBOOK, check_package, damaged_workbook
from reportgen.exchange.rows import Row
from reportgen.exchange.sheets.grid import TableCell, TableRow, read_grid
from reportgen.exchange.sheets.xlsx import SHEET, unescaped
from reportgen.exchange.xml_input import parse_xml
from reportgen.model.language import LANGUAGES, Language
from reportgen.office.opc.archive import read_archive

MAX_COLUMNS = 64
_NO_TEXTS = {"d": Message("a date"), "b": Message("true or false"), "e": Message("an error")}
"""What else than text a cell may hold, by its type in openpyxl."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def read_xlsx(data: bytes, name: str, problems: Collector, languages: Mapping[str, Language] = LANGUAGES) -> list[Row]:
    """The rows of a workbook's sheet `glossary`, or of its first sheet, with names in some of the languages.

    Faults go to `problems`: those of `check_package` and `grid.read_grid`, `formula-cell`,
    `not-text`; comments, struck text and other sheets that hold anything are named (`not-imported`).
    """
    try:
        check_package(data, name, WORKBOOK)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it does not keep
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False, rich_text=True)
            sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            rows = list(_rows(sheet, name, problems))
            for other in book.worksheets:
                if other is not sheet and any(cell.value is not None for row in other.iter_rows() for cell in row):
                    message = Message("the sheet '{title}' is not read", title=other.title)
                    hint = Message("rows stand in the sheet '{sheet}'", sheet=SHEET)
                    problems.warning("not-imported", message, Location(name), hint)
        _say_comments(data, name, problems)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    except Exception:  # openpyxl raises whatever it trips over in a faulty workbook
        problems.extend([damaged_workbook(name)])
        return []
    return read_grid(rows, Location(name), problems, languages)


def _rows(sheet: Any, name: str, problems: Collector) -> Iterator[TableRow]:
    sheet.reset_dimensions()  # the declared size may be anything; what is there counts
    for number, cells in enumerate(sheet.iter_rows(), 1):
        location = Location(name, 0, (Message("sheet '{title}'", title=sheet.title), Message("row {row}", row=number)))
        if any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
            message = Message("the row has {count} cells; {limit} are read", count=len(cells), limit=MAX_COLUMNS)
            problems.error("wrong-number-of-cells", message, location, Message("delete what is too much"))
        row = TableRow(location, [_read_cell(cell, location) for cell in cells[:MAX_COLUMNS]])
        if any(row.texts):
            yield row


def _read_cell(cell: Any, row: Location) -> TableCell:
    """A cell's text; a formula, and what a spreadsheet has made into a number or a date, is none."""
    value = cell.value
    if value is None:
        return TableCell("")
    column = get_column_letter(cell.column)
    place = Location(row.path, 0, (*row.steps, Message("column {column}", column=column)))
    if cell.data_type == "f":
        hint = Message("put its result there as text (paste special, values only)")
        fault = Diagnostic("formula-cell", Message("the cell holds a formula; formulas are not read"), place, hint)
        return TableCell(str(value), (fault,))
    if not isinstance(value, str | CellRichText):
        what = _NO_TEXTS.get(cell.data_type, Message("a number"))
        hint = Message("format the column as Text and type it again")
        message = Message("the cell holds {what} ({reason}), not text", what=what, reason=value)
        fault = Diagnostic("not-text", message, place, hint)
        return TableCell(str(value), (fault,))
    kept, struck = _pieces(cell)
    if not struck:
        return TableCell(kept)
    message = Message("'{text}' is struck through, and taken as deleted", text=shortened(struck, 60))
    where = Location(row.path, 0, (*row.steps, Message("cell {cell}", cell=cell.coordinate)))
    hint = Message("take the line away from words that count")
    return TableCell(kept, (Diagnostic("not-imported", message, where, hint, Severity.WARNING),))


def _pieces(cell: Any) -> tuple[str, str]:
    """The text of a cell that counts, and that which is struck."""
    value = cell.value
    pieces = value if isinstance(value, CellRichText) else [value]
    all_struck = bool(cell.font and cell.font.strike)
    kept = struck = ""
    for piece in pieces:
        font = piece.font if isinstance(piece, TextBlock) else None
        text = unescaped(str(piece)).replace("\r\n", "\n")
        if font.strike if font else all_struck:
            struck += text
        else:
            kept += text
    return kept, struck


def _say_comments(data: bytes, name: str, problems: Collector) -> None:
    """Name every note and threaded comment of a workbook, which have no place in the glossary."""
    comments: dict[str, list[str]] = {}
    threads: dict[str, list[str]] = {}
    for part, entry in read_archive(data).items():
        if "comment" not in part.lower() or not part.endswith(".xml"):
            continue
        root = parse_xml(entry.read(), f"{name} › {part}")
        for comment in root.iter(f"{_MAIN}comment"):
            text = "".join(piece.text or "" for piece in comment.iter(f"{_MAIN}t"))
            comments.setdefault(comment.get("ref", ""), []).append(text)
        for comment in root.iter(f"{_THREADS}threadedComment"):
            threads.setdefault(comment.get("ref", ""), []).append(comment.findtext(f"{_THREADS}text") or "")
    for cell, texts in {**comments, **threads}.items():  # beside a thread Excel keeps a note with its text
        said = " / ".join(" ".join(text.split()) for text in texts)
        where = Location(name, 0, (Message("cell {cell}", cell=cell),))
        message = Message("the comment '{text}' is not imported", text=said)
        problems.warning("not-imported", message, where, Message("answer it before you import"))
