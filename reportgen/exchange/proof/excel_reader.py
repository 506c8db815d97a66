"""Reads a proof sheet that has come back as an Excel workbook, from Excel, LibreOffice or another program.

A formula counts as the value that was last worked out for it. Struck text counts as deleted, in a part of a cell or in
all of it, and is noted. So are comments and notes, threaded ones with their replies, cells that somebody has filled
with a colour, and what was written outside the rows.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound
from reportgen.exchange.package_input import WORKBOOK, check_package, damaged_workbook
from reportgen.exchange.proof.excel_sheet import OWN_FILLS, own_lines
from reportgen.exchange.proof.returned import (
    Columns,
    Comment,
    Note,
    NoteKind,
    ReturnedSheet,
)
from reportgen.exchange.proof.rows import parse_key
from reportgen.exchange.proof.words import all_words
from reportgen.exchange.sheets.xlsx import unescaped
from reportgen.exchange.sheets.xlsx_reader import MAX_COLUMNS
from reportgen.exchange.xml_input import parse_xml
from reportgen.model.language import Language
from reportgen.office.opc.archive import read_archive

_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_LEGACY_THREAD = re.compile(r"\[Threaded comment\]|\[线程批注\]|\[執行緒註解\]|\[對話群組註解\]")
"""The first words of the note that Excel keeps for old programs beside a thread."""


def read_excel(data: bytes, name: str, languages: Mapping[str, Language], problems: Collector) -> ReturnedSheet:
    """The sheet in a workbook; cells that cannot be read (`formula-cell`) go to `problems`.

    Raises `ProblemsFound` with the faults of `check_package`, or `wrong-format`.
    """
    check_package(data, name, WORKBOOK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it does not keep
            values = openpyxl.load_workbook(io.BytesIO(data), rich_text=True, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
        reader = _Reader(name, languages, problems, _threads(data, name))
        for page, page_of_formulas in zip(values.worksheets, formulas.worksheets, strict=True):
            reader.read_page(page, page_of_formulas)
        reader.add_threads_left()
    except ProblemsFound:
        raise
    except Exception as fault:  # openpyxl raises whatever it trips over in a faulty workbook
        raise ProblemsFound([damaged_workbook(name)]) from fault
    return reader.sheet


@dataclass(slots=True)
class _Reader:
    name: str
    languages: Mapping[str, Language]
    problems: Collector
    threads: dict[str, list[Comment]]
    sheet: ReturnedSheet = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = ReturnedSheet(self.name)

    def read_page(self, page: Any, formulas: Any) -> None:
        """All rows of a worksheet; those before the heads of columns are the top of the sheet, or a reader's own."""
        columns: Columns | None = None
        own = tuple(start for words in all_words().values() for start in own_lines(words))
        for cells in _filled_rows(page):
            texts = [self._text(cell, formulas) for cell in cells]
            location = Location(
                self.name, 0, (Message("sheet '{title}'", title=page.title), Message("row {row}", row=cells[0].row))
            )
            if columns is None and (heads := self.sheet.take_heads(texts, self.languages)):
                columns = heads
            elif columns:
                location = self._read_row(texts, columns, location)
            elif not self.sheet.take_signature([text for text in texts if text.strip()]):
                self.sheet.add_outside([text for text in texts if not text.startswith(own)], location)
            for cell in cells:
                self._note_cell(cell, location)

    def _read_row(self, texts: Sequence[str], columns: Columns, location: Location) -> Location:
        """Read a row of the table; the place of what stands in it, by its number."""
        number = columns.text(texts, "number").strip()
        if number.isdigit():
            location = Location(self.name, 0, (Message("row {row}", row=number),))
        key = next((key for text in texts if (key := parse_key(text))), None)
        if key or number.isdigit():
            self.sheet.add_row(key, texts, columns, location)
            known = {*columns.languages.values(), *columns.others.values()}
            texts = [text for at, text in enumerate(texts) if at not in known and not parse_key(text)]
        self.sheet.add_outside(texts, location)
        return location

    def _text(self, cell: Any, formulas: Any) -> str:
        """A cell as a reader sees it, without what is struck."""
        value = cell.value
        if value is None:
            if formulas[cell.coordinate].data_type == "f":
                where = Location(self.name, 0, (Message("cell {coordinate}", coordinate=cell.coordinate),))
                message = Message("the cell holds a formula that no program has worked out")
                self.problems.error("formula-cell", message, where, Message("open the file in Excel and save it again"))
            return ""
        if cell.font and cell.font.strike:
            return ""
        if isinstance(value, CellRichText):
            return unescaped("".join(text for text, is_struck in _pieces(value) if not is_struck))
        return _plain(value)

    def _note_cell(self, cell: Any, location: Location) -> None:
        text = _plain(cell.value)
        notes = self.sheet.notes
        if isinstance(cell.value, CellRichText):
            for struck in (text for text, is_struck in _pieces(cell.value) if is_struck):
                notes.append(Note(NoteKind.STRUCK, unescaped(struck), location))
        elif text and cell.font and cell.font.strike:
            notes.append(Note(NoteKind.STRUCK, text, location))
        fill = cell.fill
        if text and fill and fill.fill_type == "solid" and not _is_own(fill.fgColor):
            notes.append(Note(NoteKind.HIGHLIGHTED, text, location))
        thread = self.threads.pop(cell.coordinate, None)
        notes += [comment.note(location, text) for comment in thread or ()]
        if cell.comment and not (thread and _LEGACY_THREAD.match(cell.comment.text)):
            author, said = _note_text(cell.comment)
            notes.append(Note(NoteKind.COMMENT, said, location, author, "", text))

    def add_threads_left(self) -> None:
        """Threads at cells that are empty and beyond all rows."""
        for cell, thread in self.threads.items():
            location = Location(self.name, 0, (Message("cell {cell}", cell=cell),))
            self.sheet.notes += [comment.note(location) for comment in thread]


def _filled_rows(page: Any) -> Iterator[list[Any]]:
    """The rows in which anything stands; `iter_rows` makes a cell for each place before the last one of the sheet."""
    width = min(page.max_column, MAX_COLUMNS)
    filled = {row for (row, _), cell in page._cells.items() if cell.value is not None or cell.comment}
    for row in sorted(filled):
        yield [page.cell(row, column) for column in range(1, width + 1)]


def _note_text(comment: Any) -> tuple[str, str]:
    """Author and text of a note; Excel writes the author above the text too, and LibreOffice keeps him only there."""
    author, text = (comment.author or "").strip(), comment.text.strip()
    above, colon, rest = text.partition(":\n")
    return (above, rest.strip()) if colon and author in ("", above) else (author, text)


def _pieces(value: CellRichText) -> Iterator[tuple[str, bool]]:
    for piece in value:
        if isinstance(piece, TextBlock):
            yield piece.text, bool(piece.font and piece.font.strike)
        else:
            yield str(piece), False


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unescaped(str(value))


def _is_own(colour: Any) -> bool:
    return colour.type == "rgb" and str(colour.rgb)[-6:].upper() in OWN_FILLS


def _threads(data: bytes, name: str) -> dict[str, list[Comment]]:
    """Threaded comments by cell ([MS-XLSX] 2.6.202)."""
    parts = read_archive(data)
    people: dict[str, str] = {}
    found: dict[str, list[Comment]] = {}
    for part in (part for part in parts if part.startswith("xl/persons/") and part.endswith(".xml")):
        for person in parse_xml(parts[part].read(), f"{name} › {part}").iter(f"{_THREADS}person"):
            people[person.get("id", "")] = person.get("displayName", "")
    for part in (part for part in parts if part.startswith("xl/threadedComments/") and part.endswith(".xml")):
        for comment in parse_xml(parts[part].read(), f"{name} › {part}").iter(f"{_THREADS}threadedComment"):
            author = people.get(comment.get("personId", ""), "")
            text = comment.findtext(f"{_THREADS}text") or ""
            when, is_reply = comment.get("dT", ""), comment.get("parentId") is not None
            found.setdefault(comment.get("ref", ""), []).append(Comment(text, author, when, is_reply))
    return found
