"""Writes and reads proof sheets in the format of their names' endings; writes their readers' remarks as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound
from reportgen.exchange.files import read_exchange_file
from reportgen.exchange.proof.returned import Note, ReturnedSheet
from reportgen.exchange.proof.rows import ProofSheet
from reportgen.exchange.sheets.cells import escape_formula
from reportgen.model.language import Language

PROOF_SUFFIXES = (".docx", ".xlsx")
_READ_SUFFIXES = (*PROOF_SUFFIXES, ".ods")

_HEAD = ("sheet", "row", "kind", "words", "remark", "author", "date")


def write_sheet(sheet: ProofSheet, suffix: str) -> bytes:
    """The sheet in the format of a suffix, one of `PROOF_SUFFIXES`."""
    if suffix == ".xlsx":
        from reportgen.exchange.proof.excel_sheet import write_excel

        return write_excel(sheet)
    from reportgen.exchange.proof.word_sheet import write_word

    return write_word(sheet)


def read_sheet(path: Path, languages: Mapping[str, Language], problems: Collector) -> ReturnedSheet | None:
    """The sheet in a file; None, with the fault in `problems`, where there is none."""
    suffix, name = path.suffix.lower(), str(path)
    if suffix not in _READ_SUFFIXES:
        message = Message("'{value}' is no format of a proof sheet", value=suffix or name)
        problems.error(
            "wrong-format",
            message,
            Location(name),
            Message("save it as one of {proof_suffixes}", proof_suffixes=[*PROOF_SUFFIXES]),
        )
        return None
    try:
        data = read_exchange_file(path)
        if suffix == ".ods":
            from reportgen.exchange.open_document import workbook_of

            suffix, data = ".xlsx", workbook_of(data, name)
        if suffix == ".xlsx":
            from reportgen.exchange.proof.excel_reader import read_excel

            what, sheet = Message("workbook"), read_excel(data, name, languages, problems)
        else:
            from reportgen.exchange.proof.word_reader import read_word

            what, sheet = Message("document"), read_word(data, name, languages)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return None
    if not sheet.rows:
        message = Message("the {what} holds no rows of a proof sheet", what=what)
        problems.error("wrong-format", message, Location(name), Message("'reportgen proof' writes one"))
        return None
    return sheet


def is_filled_in(path: Path, languages: Mapping[str, Language]) -> bool:
    """Whether a file is there that a reader has written in, or that is no proof sheet at all."""
    if not path.exists():
        return False
    sheet = read_sheet(path, languages, Collector())
    return sheet is None or bool(sheet.reader or sheet.notes) or any(row.is_filled_in for row in sheet.rows)


def write_notes(notes: Iterable[Note]) -> bytes:
    """Remarks, comments and marks as a CSV table that spreadsheets open as it is."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(_HEAD)
    for note in notes:
        place = " › ".join(note.location.steps)
        cells = (note.location.path, place, note.kind, note.about, note.text, note.author, note.date)
        table.writerow([escape_formula(cell) for cell in cells])
    return ("\ufeff" + stream.getvalue()).encode()
