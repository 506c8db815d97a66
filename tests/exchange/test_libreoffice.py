"""The glossary goes out, is edited in a spreadsheet and saved by LibreOffice, and comes back: just the edits change."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from reportgen.diagnostics import Collector
from reportgen.exchange.files import read_rows
from reportgen.exchange.merge import merge
from reportgen.exchange.rows import rows_of
from reportgen.exchange.sheets.xlsx import write_xlsx
from reportgen.exchange.tables import read_glossary
from tests.support.other_programs import SOFFICE, converted_by_libreoffice

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]
ROOT = Path(__file__).parents[2]
EDITS = {
    ("hktdc", "zh-Hans"): "香港贸发局",
    ("hktdc", "en_short"): "TDC",
    ("stock-connect", "note"): '=looked, "at"; twice',
}
TEXT = "csv:Text - txt - csv (StarCalc)"
"""LibreOffice's filter for tables of text; its options are separator, quotation mark and encoding."""


def _edited(struck: bool) -> bytes:
    """The exported workbook with some cells typed over, a column of the translator's, a comment and a struck cell."""
    glossary = read_glossary(ROOT)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows_of(glossary.terms(), glossary.languages))))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows()}
    for (term, column), text in EDITS.items():
        cell = sheet.cell(rows[term], heads[column], f"'{text}" if text.startswith("=") else text)
        cell.data_type = "s"
    own = sheet.max_column + 1
    sheet.cell(1, own, "Done?")
    sheet.cell(2, own, 1)
    if struck:
        sheet.cell(rows["hktdc"], heads["en"]).comment = Comment("正確嗎？", "Lee")
        sheet.cell(rows["hktdc"], heads["source"], "x").font = Font(strike=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("xlsx", ["not-imported", "not-imported", "unknown-column"]),
        ("ods", ["not-imported", "not-imported", "unknown-column"]),
        (f"{TEXT}:44,34,76", ["unknown-column"]),
        (f"{TEXT}:59,34,76", ["unknown-column"]),
        (f"{TEXT}:9,34,65535", ["unknown-column"]),
        (f"{TEXT}:44,34,85", ["guessed-encoding", "unknown-column"]),
    ],
)
def test_just_what_was_edited_changes(to: str, said: list[str], tmp_path: Path) -> None:
    """In its workbooks, OpenDocument tables and tables of text."""
    table = _edited(struck=to in ("xlsx", "ods"))
    ((name, data),) = converted_by_libreoffice({"names.xlsx": table}, to, tmp_path / "office").items()
    (tmp_path / name).write_bytes(data)
    files, problems = read_glossary(ROOT), Collector()
    rows = read_rows(tmp_path / name, problems, files.languages)
    outcome = merge(rows, files.glossary, problems, languages=files.languages, needed=files.needed)
    found = {(change.id, cell.column): cell.new for change in outcome.changes for cell in change.cells}
    assert found == EDITS
    assert sorted({one.code for one in outcome.problems.diagnostics} - {"formula-cell"}) == sorted(set(said))
