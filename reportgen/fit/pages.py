"""Estimates on which page of a Word document each paragraph begins, for the numbers in a table of contents.

Word breaks lines and pages by itself and brings the numbers up to date; until then they are ours. What decides is what
a document says: pitch of lines, spacing, indents, margins of cells, what keeps with the next, widths of characters.
Pictures, footnotes and text boxes are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.fit.paragraphs import Line
from reportgen.fit.word_texts import WordTexts, text_size
from reportgen.lang.linebreak import fill_lines
from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.word_styles import ParagraphFormat

_RULE = 0.5
"""The room that the line between two rows takes, in points."""
_FEWEST = 2
"""Lines of a paragraph that stay together at the end of a page, and at the beginning of the next."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or a table row in the flow of pages; sizes in points.

    `lines` lines of `pitch` may be parted where it is not `whole`. `repeated` is the height of the rows that come again
    at the head of a page. `paragraphs` are those that begin where it begins.
    """

    paragraphs: Sequence[etree._Element]
    before: float
    after: float
    lines: int
    pitch: float
    whole: bool
    keep_next: bool
    break_before: bool = False
    repeated: float = 0.0

    @property
    def height(self) -> float:
        return self.lines * self.pitch

    @property
    def least(self) -> float:
        """What has to stand on a page for it to begin there."""
        return self.height if self.whole or self.lines < 2 * _FEWEST else _FEWEST * self.pitch


class PageEstimate:
    """The pages of one document, whose body is `body`."""

    def __init__(self, body: etree._Element, texts: WordTexts) -> None:
        self._body = body
        self._texts = texts
        self._styles = texts.styles
        self._formats: dict[etree._Element, ParagraphFormat] = {}
        section = body.find(qn("w:sectPr"))
        self._width, self._height = text_size(section)

    def _format(self, paragraph: etree._Element) -> ParagraphFormat:
        """How a paragraph is set."""
        if paragraph not in self._formats:
            self._formats[paragraph] = self._styles.paragraph(paragraph)
        return self._formats[paragraph]

    def pages(self) -> dict[etree._Element, int]:
        """The page on which each paragraph begins, from 1."""
        pieces = list(self._pieces(self._body))
        found: dict[etree._Element, int] = {}
        page, used = 1, 0.0
        for position, piece in enumerate(pieces):
            if used and (piece.break_before or used + self._needed(pieces, position) > self._height):
                page, used = page + 1, piece.repeated
            used += piece.before if used else 0.0
            found |= dict.fromkeys(piece.paragraphs, page)
            lines = piece.lines
            while not piece.whole and used + lines * piece.pitch > self._height:
                fitting = min(int((self._height - used) // piece.pitch), lines - _FEWEST)
                page, used, lines = page + 1, 0.0, lines - max(fitting, 1)
            used += lines * piece.pitch + piece.after
        return found

    def _needed(self, pieces: Sequence[_Piece], position: int) -> float:
        """The room for a piece and for what it keeps with, as far as that begins."""
        needed = 0.0
        while pieces[position].keep_next and position + 1 < len(pieces) and needed < self._height:
            piece = pieces[position]
            needed += piece.before + piece.height + piece.after
            position += 1
        return needed + pieces[position].before + pieces[position].least

    def _pieces(self, holder: etree._Element) -> Iterator[_Piece]:
        for child in holder:
            if child.tag == WORD.paragraph:
                yield self._paragraph(child)
            elif child.tag == WORD.table:
                yield from self._rows(child)
            elif child.tag == qn("w:sdt"):
                yield from self._pieces(next(child.iter(qn("w:sdtContent")), child))

    def _paragraph(self, paragraph: etree._Element) -> _Piece:
        format_ = self._format(paragraph)
        lines, pitch = self._lines(paragraph, format_, self._width)
        return _Piece(
            [paragraph], format_.before, format_.after, lines, pitch,
            format_.keep_lines, format_.keep_next, format_.break_before,
        )  # fmt: skip

    def _rows(self, table: etree._Element) -> Iterator[_Piece]:
        margins = self._styles.table_margins(table)
        ends = margins.get("top", 0.0) + margins.get("bottom", 0.0)
        ends += _RULE if self._styles.has_rules(table) else 0.0
        repeated = 0.0
        for row in table.iterchildren(WORD.table_row):
            cells = [cell for cell in row.iterchildren(WORD.table_cell) if not goes_on(cell)]
            height = max((self._cell(cell, margins) for cell in cells), default=0.0) + ends
            is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            paragraphs = list(row.iter(WORD.paragraph))
            last = [list(cell.iter(WORD.paragraph))[-1:] for cell in row.iter(WORD.table_cell)]
            keep = any(self._format(paragraph).keep_next for ends in last for paragraph in ends)
            yield _Piece(paragraphs, 0, 0, 1, height, True, keep, repeated=0 if is_head else repeated)
            repeated += height if is_head else 0

    def _cell(self, cell: etree._Element, margins: dict[str, float]) -> float:
        """The height of what stands in a cell; `margins` are those of its table."""
        width = self._texts.cell_width(cell, margins)
        height = 0.0
        for paragraph in cell.iter(WORD.paragraph):
            format_ = self._format(paragraph)
            lines, pitch = self._lines(paragraph, format_, width)
            height += format_.before + lines * pitch + format_.after
        return height

    def _lines(self, paragraph: etree._Element, format_: ParagraphFormat, width: float) -> tuple[int, float]:
        """How many lines a paragraph has, and how high each is."""
        read = self._texts.read(paragraph, format_)
        count = sum(_broken(line, format_, width) for line in read.lines)
        return count, format_.line if format_.exact else format_.line * read.pitch * read.size


def _broken(line: Line, format_: ParagraphFormat, width: float) -> int:
    """How many lines a text takes that no break parts."""
    if not line.text:
        return 1
    room = width - format_.left - format_.right
    first = room - max(format_.first, 0.0)  # a hanging number stands in the room of the first line
    if line.widest() <= first:
        return 1
    found = line.split_segments()
    return len(fill_lines(found.ends, found.ink, first, room)[0]) or 1


def goes_on(cell: etree._Element) -> bool:
    """Whether a cell is joined with the one above it, so that its text takes no room."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"
