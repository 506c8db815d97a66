"""A cheap upper bound on a text's height. Where even the bound fits, the text is not measured.

The markup of a text is cut into its texts and what stands around them. What stands around them is read as XML, by the
reader that measuring uses, and kept: it is the same in many paragraphs. A text itself is not broken into lines but
bounded: all of it in the paragraph's largest size and widest typeface, and of Chinese
`1 + width / (column − longest word)` lines.

The markup is cut where `<a:p>`, `</a:p>` and `<a:t>` stand in it, as `office.markup.canonical_form` has them
written. What is written in any other way has no bounds, and is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from lxml import etree

from reportgen.fit.measure import HEIGHT_USED, WIDTH_USED, first_width, gap, is_address
from reportgen.fit.paragraphs import SCRIPT_SPACE, Measure, Paragraph, counted, pitch
from reportgen.fit.tables import MERGED
from reportgen.fonts.advances import Face
from reportgen.office.drawing.text_styles import CellStyles, Levels, TextStyle
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_HAN = (
    "\u2e80-\u321e\u3220-\u3247\u3250-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff03\uff06-\uffbe\uffe2-\uffe4\U00020000-\U0003ffff"
)
"""East Asian characters: none is wider than an em, and lines may end beside most of them."""
_LATIN = "\\s!-\u10ff\u1e00-\u203b\u203e-\u2046\u204a-\u2319\u2400-\u25ff\u2605-\u2613\uff04\uff05\uffe0\uffe1\uffe5"
"""Characters between which no program sets a space of its own, as it does between them and East Asian ones."""
_CLUSTER = 2.0
"""The longest unbreakable piece of Chinese beside a word: a character with its marks, in em."""
TEXT = "<a:t>"
"""What opens the text of a run."""
_BREAK, _PARAGRAPH, _PARAGRAPH_END = "<a:br", "<a:p>", "</a:p>"
_ROW, _CELL_END = "<a:tr ", "</a:tc>"
_MOST_KEPT = 256
_INFINITE = float("inf")
_SPANS = ("gridSpan", "rowSpan", "hMerge", "vMerge")


class TextBody(NamedTuple):
    """The markup of a text body or a cell, taken apart: its paragraphs, and what stands around them."""

    around: str
    paragraphs: list[str]


def text_body(markup: str) -> TextBody | None:
    """The markup of a body, taken apart; None where it is not written as it is expected to be."""
    if "<a:p/>" in markup:
        return None
    *pieces, end = markup.split(_PARAGRAPH_END)
    paragraphs: list[str] = []
    around = ""
    for piece in pieces:
        before, opened, inside = piece.partition(_PARAGRAPH)
        if not opened or (paragraphs and before.strip()):
            return None
        around = around or before
        paragraphs.append(inside)
    return TextBody(around + end, paragraphs)


def holds_text(markup: str) -> bool:
    """Whether there is a text in a piece of markup."""
    return TEXT in markup


def texts_of(markup: str) -> list[str]:
    """The texts of the runs in a piece of markup, with their entities."""
    return [piece.partition("<")[0] for piece in markup.split(TEXT)[1:]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the markup of a paragraph says beside its texts.

    Its largest size, its highest line, what is left free beside its lines and above and below it, in points; the lines
    it has besides those of its texts; and the widths of the widest of its typefaces in em.
    """

    size: float
    line: float
    aside: float
    before: float
    after: float
    breaks: int
    widths: Mapping[str, float]


_NO_BOUNDS = _Frame(1.0, 1.0, 0.0, 0.0, 0.0, 0, {})


class Bounds:
    """Bounds for the texts that are set in the levels of one style; `cell` says that they stand in a table."""

    def __init__(self, style: TextStyle, measure: Measure, cell: bool) -> None:
        self._style = style
        self._measure = measure
        self._cell = cell
        self._frames: dict[str, _Frame] = {}

    def height(self, paragraphs: Sequence[str], width: float, opening: str) -> tuple[float, float]:
        """The most lines and points that paragraphs can take in a column; infinite where a word may be too wide.

        `opening` is a start tag that declares the namespaces of their markup.
        """
        count = tall = space = 0.0
        for paragraph in paragraphs:
            text, around = _taken_apart(paragraph)
            frame = self._frames.get(around) or self._frame(around, opening)
            if frame is _NO_BOUNDS:
                return _INFINITE, _INFINITE
            lines = frame.breaks + (_lines(text, frame.widths, (width - frame.aside) / frame.size) if text else 1)
            tall += lines * frame.line + (space + frame.before if count else 0.0)
            space = frame.after
            count += lines
        return count, tall

    def wraps(self, paragraphs: Sequence[str], width: float, opening: str) -> bool:
        """Whether one of these paragraphs may take more than a line of a column of `width` points."""
        return self.height(paragraphs, width, opening)[0] > len(paragraphs)

    def _frame(self, around: str, opening: str) -> _Frame:
        try:
            holder = parse_piece(f"{_PARAGRAPH}{around}{_PARAGRAPH_END}", opening)
        except etree.XMLSyntaxError:
            frame = _NO_BOUNDS
        else:
            (paragraph,) = self._measure.read(holder, self._style, self._cell)
            frame = self._read(paragraph)
        if len(self._frames) < _MOST_KEPT:
            self._frames[around] = frame
        return frame

    def _read(self, paragraph: Paragraph) -> _Frame:
        size, style, runs = paragraph.size, paragraph.style, paragraph.runs
        if size <= 0 or any(line.text for line in paragraph.lines) or any(r.capitals or r.spacing > 0 for r in runs):
            return _NO_BOUNDS
        points, line = style.line
        return _Frame(
            size=size,
            line=line if points else line * size * max(pitch(runs, chinese, self._cell) for chinese in (False, True)),
            aside=max(style.left + style.right, -first_width(paragraph, 0.0)),
            before=gap(style.before, paragraph),
            after=gap(style.after, paragraph),
            breaks=len(paragraph.lines) - 1,
            widths=_widest([run.face for run in runs]),
        )


class SharedBounds:
    """Bounds for the texts of some slides, which a `measure` reads; those of the same levels share what was read."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._known: dict[tuple[Levels, bool], Bounds] = {}

    def of(self, style: TextStyle, cell: bool = False) -> Bounds:
        """The bounds for texts of a style."""
        key = (style.levels, cell)
        if key not in self._known:
            self._known[key] = Bounds(style, self._measure, cell)
        return self._known[key]


def parse_piece(markup: str, opening: str) -> etree._Element:
    """An element with a piece of a part's markup in it; `opening` is the start tag of the part."""
    return parse_xml(f"{opening}{markup}</{opening[1:-1].split(None, 1)[0]}>".encode())


def _taken_apart(paragraph: str) -> tuple[str, str]:
    """The text of a paragraph, and the markup around it; of runs that are set alike only one is kept."""
    around, *pieces = paragraph.split(TEXT)
    if len(pieces) == 1:
        text, _, rest = pieces[0].partition("<")
        return counted(text), f"{around}{TEXT}<{rest}"
    cut = [piece.partition("<") for piece in pieces]
    texts, ends = [text for text, _, _ in cut], [rest for _, _, rest in cut]
    if _BREAK not in paragraph:
        ends = [*dict.fromkeys(ends[:-1]), ends[-1]] if ends else []
    return counted("".join(texts)), f"{TEXT}<".join([around, *ends])


# -- lines


class _Widest(dict[str, float]):
    """The width of a character in the widest of some faces, in em."""

    def __init__(self, faces: Sequence[Face]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, char: str) -> float:
        self[char] = width = max(face[char] for face in self._faces)
        return width


_known_widths: dict[tuple[int, ...], Mapping[str, float]] = {}


def _widest(faces: Sequence[Face]) -> Mapping[str, float]:
    """The widths of the widest of some faces, which live as long as the program."""
    own = {id(face): face for face in faces}
    if len(own) == 1:
        return faces[0]
    key = tuple(sorted(own))
    if key not in _known_widths:
        _known_widths[key] = _Widest(list(own.values()))
    return _known_widths[key]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a character of neither kind and for a run of East Asian ones; only decks need the 4 ms they take."""
    return re.compile(f"[^{_HAN}{_LATIN}]"), re.compile(f"[{_HAN}]+")


def _lines(text: str, widths: Mapping[str, float], width: float) -> float:
    """The most lines of a text in a column of `width` em."""
    if "\t" in text:  # as far as to the next stop, which is not known here
        return _INFINITE
    if text.isascii():
        return _latin_lines(text, widths, width)
    unknown, han = _patterns()
    if unknown.search(text):
        return _INFINITE
    words = han.split(text)
    return _latin_lines(text, widths, width) if len(words) == 1 else _han_lines(len(text), words, widths, width)


def _latin_lines(text: str, widths: Mapping[str, float], width: float) -> float:
    """Words are broken at spaces alone, so the lines are at least as many as any program sets."""
    if sum(map(widths.__getitem__, text)) <= width:
        return 1
    lines, used, space = 1, -widths[" "], widths[" "]
    for word in text.split(" "):
        wide = sum(map(widths.__getitem__, word))
        if wide > width:
            if width <= 2 or not is_address(word):
                return _INFINITE
            lines += (used > 0) + int(wide // (width - 1))  # it begins a line, and goes on over others
            used = width
        elif (used := used + space + wide) > width:
            lines += 1
            used = wide
    return lines


def _han_lines(length: int, between: Sequence[str], widths: Mapping[str, float], width: float) -> float:
    """Every line but the last is filled up to its longest piece: a word, or a character with its marks.

    `length` is that of the text in characters, `between` what stands between its East Asian characters.
    """
    total = length + 0.0
    longest = 0.0
    for words in filter(None, between):
        wide = sum(map(widths.__getitem__, words))
        total += wide - len(words) + 2 * SCRIPT_SPACE
        if wide > longest:
            longest = max([longest, *(sum(map(widths.__getitem__, word)) for word in words.split(" "))])
    if total <= width:
        return 1
    room = width - _CLUSTER - longest
    return 1 + total // room if room > 0 else _INFINITE


# -- shapes


@dataclass(slots=True)
class TextBounds:
    """What tells that the text of a shape plainly fits."""

    bounds: Bounds
    wrap: bool
    start, end = "<p:txBody>", "</p:txBody>"

    def fits(self, content: str, opening: str, area: tuple[float, float]) -> bool:
        """Whether a text body plainly fits; `content` is its markup, `area` the points it may fill."""
        if not holds_text(content):
            return True
        body = text_body(content)
        if body is None:
            return False
        width, room = area
        lines, height = self.bounds.height(body.paragraphs, width * WIDTH_USED, opening)
        if lines == 1:
            return height <= room
        return (self.wrap or lines <= len(body.paragraphs)) and height <= room * HEIGHT_USED


class CellBounds(NamedTuple):
    """A cell without its text: its style, the bounds of a text, what is left free beside it, and above and below it."""

    style: TextStyle
    bounds: Bounds
    aside: float
    around: float


@dataclass(slots=True)
class TableBounds:
    """What tells that a table plainly fits; `room` is how high it may get, in points.

    The height of a row is its least height: every program makes a row as high as its text.
    """

    styles: CellStyles
    shared: SharedBounds
    room: float
    _grids: dict[str, tuple[list[float], int]] = field(default_factory=dict)
    _heights: dict[str, float] = field(default_factory=dict)
    _cells: dict[tuple[str, bool], CellBounds | None] = field(default_factory=dict)
    start, end = "<a:tbl>", "</a:tbl>"

    def fits(self, content: str, opening: str) -> bool:
        """Whether a table with all that its rows may need fits above what stands below; `content` is its markup."""
        return sum(height for _, height in self._rows(content, opening)) <= self.room

    def needed(self, content: str, opening: str) -> list[float]:
        """The most that the texts of each row can need, in points; infinite where that is not plain."""
        return [needed for needed, _ in self._rows(content, opening)]

    def _rows(self, content: str, opening: str) -> Iterator[tuple[float, float]]:
        """What the texts of each row need at the most, and how high that makes the row."""
        before, *rows = content.split(_ROW)
        if "<a:tr>" in content:
            yield _INFINITE, _INFINITE
            return
        try:
            columns, header_rows = self.grid(before, opening)
            for number, row in enumerate(rows):
                attributes, _, cells = row.partition(">")
                needed = self._needed_by_row(cells, columns, number < header_rows, opening)
                yield needed, max(self._height(attributes, opening), needed)
        except etree.XMLSyntaxError:
            yield _INFINITE, _INFINITE

    def grid(self, markup: str, opening: str) -> tuple[list[float], int]:
        """The widths of the columns in points, and how many of the rows are its header."""
        if markup not in self._grids:
            table = parse_piece(markup, opening)
            properties = table.find(qn("a:tblPr"))
            header_rows = int(properties is not None and properties.get("firstRow") in MERGED)
            widths = [int(column.get("w", "0")) / EMU_PER_POINT for column in table.iter(qn("a:gridCol"))]
            self._grids[markup] = widths, header_rows
        return self._grids[markup]

    def _height(self, attributes: str, opening: str) -> float:
        """The height of a row in the template, in points."""
        if attributes not in self._heights:
            row = parse_piece(f"{_ROW}{attributes}/>", opening)[0]
            self._heights[attributes] = int(row.get("h", "0")) / EMU_PER_POINT
        return self._heights[attributes]

    def _needed_by_row(self, markup: str, columns: Sequence[float], bold: bool, opening: str) -> float:
        cells = markup.split(_CELL_END)[:-1]
        if len(cells) != len(columns):
            return _INFINITE
        return max(
            (self._needed(f"{c}{_CELL_END}", w, bold, opening) for c, w in zip(cells, columns, strict=True)),
            default=0.0,
        )

    def _needed(self, markup: str, width: float, bold: bool, opening: str) -> float:
        if not holds_text(markup):
            return 0.0
        body = text_body(markup)
        cell = self.cell(body.around, bold, opening) if body else None
        if body is None or cell is None:
            return _INFINITE
        return cell.bounds.height(body.paragraphs, (width - cell.aside) * WIDTH_USED, opening)[1] + cell.around

    def cell(self, markup: str, bold: bool, opening: str) -> CellBounds | None:
        """A cell without its paragraphs; None where it is merged with others, or not set in lines."""
        if (markup, bold) not in self._cells:
            holder = parse_piece(markup, opening)
            style = self.styles.of_cell(holder[0], bold)
            left, top, right, bottom = style.insets
            plain = len(holder) == 1 and style.upright and not any(span in holder[0].attrib for span in _SPANS)
            bounds = self.shared.of(style, cell=True)
            self._cells[markup, bold] = CellBounds(style, bounds, left + right, top + bottom) if plain else None
        return self._cells[markup, bold]
