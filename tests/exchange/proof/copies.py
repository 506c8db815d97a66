"""Proof sheets as their readers fill them in: with python-docx and openpyxl, as people do in Word and Excel."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from tests.support.cxml import qn, xml

COLUMNS = ("en", "zh-Hant", "zh-Hans", "changes", "correction", "remarks", "signed")


class WordCopy:
    """A sheet in Word."""

    suffix = ".docx"

    def __init__(self, data: bytes) -> None:
        self.document = docx.Document(io.BytesIO(data))
        self._rows = [row for table in self.document.tables[1:] for row in table.rows[1:]]

    def cell(self, words: str, column: str) -> Any:
        """The cell of a column in the first row that has a cell with just these words."""
        row = next(row for row in self._rows if any(cell.text == words for cell in row.cells))
        return row.cells[1 + COLUMNS.index(column)]

    def write(self, words: str, column: str, text: str) -> None:
        """Type a text over what stands in a cell."""
        self._type(self.cell(words, column), text)

    def _type(self, cell: Any, text: str) -> Any:
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        for child in list(cell.paragraphs[0]._p):
            if child.tag != qn("w:pPr"):
                cell.paragraphs[0]._p.remove(child)
        cell.paragraphs[0].add_run(text)
        return cell.paragraphs[0]

    def strike(self, words: str, column: str, struck: str) -> None:
        """Strike words out."""
        cell = self.cell(words, column)
        before, after = cell.text.split(struck)
        paragraph = self._type(cell, before)
        paragraph.add_run(struck).font.strike = True
        paragraph.add_run(after)

    def comment(self, words: str, column: str, text: str, author: str) -> None:
        """Comment on a cell."""
        runs = self.cell(words, column).paragraphs[0].runs
        comment = self.document.add_comment([runs[0], runs[-1]], text=text, author=author, initials=author[:1])
        comment._comment_elm.set(qn("w:date"), "2026-11-30T09:00:00Z")

    def tick(self, words: str) -> None:
        """Click the box of a row."""
        cell = self.cell(words, "signed")._tc
        cell.find(f".//{qn('w:sdt')}//{qn('w:t')}").text = "☑"

    def sign(self, name: str, day: str) -> None:
        """Write name and date above the rows."""
        cells = self.document.tables[0].rows[0].cells
        cells[1].paragraphs[0].add_run(name)
        cells[3].paragraphs[0].add_run(day)

    def track(self, words: str, column: str, old: str, new: str, author: str) -> None:
        """Change words with tracked changes."""
        cell = self.cell(words, column)
        before, after = cell.text.split(old)
        paragraph = self._type(cell, before)
        for number, (kind, element, text) in enumerate((("del", "delText", old), ("ins", "t", new))):
            named = {qn("w:id"): str(900 + number), qn("w:author"): author, qn("w:date"): "2026-11-30T09:00:00Z"}
            change = etree.SubElement(paragraph._p, qn(f"w:{kind}"), named)
            change.append(xml(f"w:r/w:{element}"))
            change[0][0].text = text
        paragraph.add_run(after)

    def forget_keys(self) -> None:
        """Let an inspector remove hidden text."""
        for hidden in list(self.document.element.body.iter(qn("w:vanish"))):
            run = hidden.getparent().getparent()
            run.getparent().remove(run)

    @property
    def data(self) -> bytes:
        """The file as it is saved."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


class ExcelCopy:
    """A sheet in Excel."""

    suffix = ".xlsx"

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
        self.page = self.book.worksheets[0]

    def cell(self, words: str, column: str) -> Any:
        """The cell of a column in the first row that has a cell with just these words."""
        rows = self.page.iter_rows(min_row=5)
        row = next(row for row in rows if any(str(cell.value or "") == words for cell in row))
        return row[4 + COLUMNS.index(column)]

    def write(self, words: str, column: str, text: str) -> None:
        """Type a text over what stands in a cell."""
        self.cell(words, column).value = text

    def strike(self, words: str, column: str, struck: str) -> None:
        """Strike words out."""
        cell = self.cell(words, column)
        before, after = str(cell.value).split(struck)
        cell.value = CellRichText(before, TextBlock(InlineFont(strike=True), struck), after)

    def comment(self, words: str, column: str, text: str, author: str) -> None:
        """Comment on a cell."""
        self.cell(words, column).comment = Comment(f"{author}:\n{text}", author)

    def tick(self, words: str) -> None:
        """Choose the tick in the list."""
        self.write(words, "signed", "✓")

    def sign(self, name: str, day: str) -> None:
        """Write name and date above the rows."""
        self.page["E3"].value, self.page["G3"].value = name, day

    def forget_keys(self) -> None:
        """Delete the hidden column."""
        self.page.unmerge_cells("B2:K2")
        self.page.unmerge_cells("B3:D3")
        for row in self.page.iter_rows(max_col=1):
            row[0].value = None

    @property
    def data(self) -> bytes:
        """The file as it is saved."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


COPIES = {copy.suffix: copy for copy in (WordCopy, ExcelCopy)}
