"""Telling from a slide's markup alone that a text plainly fits, so that most texts need no measuring.

Bounds are used that are never too small: the widest typeface of the shape, a paragraph's largest size and line,
and for the lines of a paragraph `1 + width / (column − longest word)`. What is not plain is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from reportgen.characters import EAST_ASIAN, is_full_width
from reportgen.fit.geometry import Rectangle as Box
from reportgen.fit.geometry import text_area
from reportgen.fit.measure import HEIGHT_USED, SCRIPT_SPACE, WIDTH_USED, is_address
from reportgen.fonts.advances import CHINESE_LINE, LIBREOFFICE_CELL_LINE, face
from reportgen.office.drawing.text_styles import TextStyle, paragraph_style
from reportgen.office.drawing.theme import Fonts as ThemeFonts
from reportgen.office.drawing.theme import typeface
from reportgen.office.markup.marks import SLIDE_COUNT
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_ANY_CHINESE = "Noto Sans CJK TC"
_WORDS = re.compile(f"[{EAST_ASIAN} ]+")
_CHINESE = re.compile(f"[{EAST_ASIAN}]")
_SCRIPTS = re.compile(f"(?<=[{EAST_ASIAN}])(?=[^{EAST_ASIAN} ])|(?<=[^{EAST_ASIAN} ])(?=[{EAST_ASIAN}])")
_CLUSTER = 2.0
"""The longest unbreakable piece of Chinese beside a word: a character with its marks, in em."""
TEXT_TAG = "<a:t>"
"""What opens the text of a run."""
_SIZE = re.compile(' sz="([0-9]+)"')
_RUN_SIZE = re.compile('<a:rPr[^>]* sz="([0-9]+)"')
_LINE = re.compile('<a:lnSpc><a:spc(Pts|Pct) val="([0-9]+)"')
_COLUMN = re.compile('<a:gridCol w="([0-9]+)"')
_MOST_FRAMES = 256


class Widest(dict[str, float]):
    """The width of a character in the widest of some faces, in em."""

    def __init__(self, faces: Iterable[Mapping[str, float]]) -> None:
        super().__init__()
        self._faces = list(faces)

    def __missing__(self, char: str) -> float:
        self[char] = width = self._width(char)
        return width

    def _width(self, char: str) -> float:
        if char == "\t":  # as far as to the next stop, which is not known here
            return float("inf")
        return 1.0 if is_full_width(char) else max(own[char] for own in self._faces)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the markup of a paragraph says beside its texts.

    Its largest size and a line in points, the lines it has besides those of its texts, and the widths of its
    typefaces in em, where runs are tagged as Chinese also for those.
    """

    size: float
    line: float
    breaks: float
    widths: Widest
    han: Widest | None


@dataclass(slots=True)
class Bounds:
    """The largest that a text's settings can be: type, gap and indent in points, a line in points and in em.

    `line` and `pitch` are what the levels say, `single` is a line of single spacing in em.
    `heavy` says that its type is bold where nothing else is said, `spread` that it is set in capitals or
    letter-spaced, which has no bounds here; `faces` are its typefaces.
    """

    size: float
    line: float
    pitch: float
    single: float
    gap: float
    indent: float
    heavy: bool
    spread: bool
    faces: frozenset[str]
    _frames: dict[str, _Frame] = field(default_factory=dict)

    def height(self, markup: str, width: float) -> tuple[float, float]:
        """The most lines and points that a body can take in a column; infinite where a word may be too wide."""
        count = tall = 0.0
        width -= self.indent
        for paragraph in markup.split("</a:p>")[:-1]:
            text, around = _taken_apart(paragraph)
            frame = self._frames.get(around) or self._frame(around)
            lines = frame.breaks + (_lines(text, frame, width / frame.size) if text else 1)
            count += lines
            tall += lines * frame.line + self.gap
        return count, tall - self.gap

    def _frame(self, around: str) -> _Frame:
        size = self._size(around)
        bold = self.heavy or ' b="1"' in around or ' b="true"' in around
        spread = self.spread or ' cap="' in around or ' spc="' in around
        han = _widest(self.faces, bold, True) if ' lang="zh' in around else None
        breaks = float("inf") if spread else around.count("<a:br")
        frame = _Frame(size, self._line(around, size), breaks, _widest(self.faces, bold, False), han)
        if len(self._frames) < _MOST_FRAMES:
            self._frames[around] = frame
        return frame

    def _line(self, around: str, size: float) -> float:
        own = _LINE.search(around)
        if own is None:
            return max(self.line, self.pitch * size)
        value = int(own[2]) / 100
        return value if own[1] == "Pts" else value / 1000 * self.single * size

    def _size(self, around: str) -> float:
        """The largest size; that of the level counts only where a run names none."""
        sizes = [int(size) / 100 for size in _RUN_SIZE.findall(around)]
        runs = sum(around.count(tag) for tag in ("<a:r>", "<a:fld ", "<a:br"))
        if len(sizes) >= runs > 0:
            return max(sizes)
        return max([self.size, *(int(size) / 100 for size in _SIZE.findall(around))])


def _taken_apart(paragraph: str) -> tuple[str, str]:
    """The text of a paragraph, and the markup around it."""
    around, *pieces = paragraph.split(TEXT_TAG)
    if len(pieces) == 1:
        text, _, rest = pieces[0].partition("<")
        return _counted(text), around + rest
    texts = [piece.partition("<") for piece in pieces]
    return _counted("".join(text for text, _, _ in texts)), around + "".join(rest for _, _, rest in texts)


def _lines(text: str, frame: _Frame, width: float) -> float:
    """The most lines of a text in a column of `width` em."""
    if frame.han is None or text.isascii() or not _CHINESE.search(text):
        return _latin_lines(text, frame.widths, width)
    return _han_lines(text, frame.han, width)


def _latin_lines(text: str, widths: Widest, width: float) -> float:
    """Words are broken at spaces alone, so the lines are at least as many as any program sets."""
    if sum(map(widths.__getitem__, text)) <= width:
        return 1
    lines, used, space = 1, -widths[" "], widths[" "]
    for word in text.split(" "):
        wide = sum(map(widths.__getitem__, word))
        if wide > width:
            if width <= 2 or wide == float("inf") or not is_address(word):
                return float("inf")
            lines += (used > 0) + int(wide // (width - 1))  # it begins a line, and goes on over others
            used = width
        elif (used := used + space + wide) > width:
            lines += 1
            used = wide
    return lines


def _han_lines(text: str, widths: Widest, width: float) -> float:
    """Every line but the last is filled up to its longest piece: a word, or a character with its marks."""
    total = sum(map(widths.__getitem__, text)) + len(_SCRIPTS.findall(text)) * SCRIPT_SPACE
    if total <= width:
        return 1
    room = width - _CLUSTER - max(sum(map(widths.__getitem__, word)) for word in _WORDS.split(text))
    return 1 + total // room if room > 0 else float("inf")


def bounds_of(body: etree._Element, style: TextStyle, fonts: ThemeFonts, cell: bool = False) -> Bounds:
    """The bounds of a text body of a template."""
    names = {fonts.resolve(name) for run in body.iter(qn("a:rPr")) if (name := typeface(run, "a:latin"))}
    levels, styles = [], []
    for paragraph in body.iterchildren(qn("a:p")):
        properties = paragraph.find(qn("a:pPr"))
        levels.append(style.levels[min(int(properties.get("lvl", "0")), 8) if properties is not None else 0])
        styles.append(paragraph_style(properties, levels[-1]) if properties is not None else levels[-1])
    names |= {fonts.resolve(s.run.latin) for s in styles}
    size = max((s.run.size for s in styles), default=18.0)
    single = LIBREOFFICE_CELL_LINE if cell else CHINESE_LINE
    return Bounds(
        size=size,
        line=max((value for points, value in (s.line for s in levels) if points), default=0.0),
        pitch=max((value for points, value in (s.line for s in levels) if not points), default=0.0) * single,
        single=single,
        gap=max((_points(s.before, size) + _points(s.after, size) for s in styles), default=0.0),
        indent=max((s.left + s.right + abs(s.indent) + (2 * size if s.bullet else 0) for s in styles), default=0.0),
        heavy=any(s.run.bold for s in styles),
        spread=any(s.run.capitals or s.run.spacing > 0 for s in styles),
        faces=frozenset(names),
    )


@cache
def _widest(names: frozenset[str], bold: bool, chinese: bool) -> Widest:
    """The widths of the widest of some typefaces, and of any that sets Chinese beside them."""
    return Widest(
        face(name, bold, italic, chinese)
        for name in (*sorted(names), *([_ANY_CHINESE] if chinese else []))
        for italic in (False, True)
    )


def widest(bounds: Sequence[Bounds]) -> Bounds:
    """The bounds of several texts together."""
    size, line, pitch, single, gap, indent = (
        max(getattr(b, name) for b in bounds) for name in ("size", "line", "pitch", "single", "gap", "indent")
    )  # fmt: skip
    faces = frozenset().union(*(b.faces for b in bounds))
    heavy, spread = any(b.heavy for b in bounds), any(b.spread for b in bounds)
    return Bounds(size, line, pitch, single, gap, indent, heavy, spread, faces)


def _points(spacing: tuple[bool, float], size: float) -> float:
    points, value = spacing
    return value if points else value * CHINESE_LINE * size


def texts_of(markup: str) -> list[str]:
    """The texts of the runs in a piece of a slide's markup, with their entities."""
    return [_counted(piece.partition("<")[0]) for piece in markup.split(TEXT_TAG)[1:]]


def _counted(text: str) -> str:
    """A text with room for the number of slides."""
    return text.replace(SLIDE_COUNT, "00")


class NoText:
    """A shape that holds no text."""

    def fits(self, _markup: str) -> bool:
        """What is not there fits."""
        return True


@dataclass(slots=True)
class QuickText:
    """A shape with text: what tells that a text plainly fits. `box` is None for a copy with a size of its own."""

    bounds: Bounds
    style: TextStyle
    box: Box | None

    def area(self, markup: str) -> tuple[float, float]:
        """The width and height that the text of a rendered shape may fill, in points."""
        return text_area(self.box or _own_box(markup), self.style)

    def fits(self, markup: str) -> bool:
        """Whether the shape's text plainly fits."""
        body = self.content(markup)
        if "<a:t>" not in body:
            return True
        width, room = self.area(markup)
        lines, height = self.bounds.height(body, width * WIDTH_USED)
        if lines == 1:
            return height <= room
        return (self.style.wrap or lines <= body.count("</a:p>")) and height <= room * HEIGHT_USED

    def content(self, markup: str) -> str:
        """The text body in the markup of a shape."""
        return _between(markup, "<p:txBody>", "</p:txBody>")


@dataclass(slots=True)
class QuickTable:
    """A table: the bounds of the cells of each column, in its first row and in others, and how high it may get.

    `margins` are, for each column, those beside, and above and below the text of a cell. Points. The height of a
    row is its least height: every program makes a row as high as its text.
    """

    heads: Sequence[Bounds]
    rows: Sequence[Bounds]
    margins: Sequence[tuple[float, float]]
    room: float

    def fits(self, markup: str) -> bool:
        """Whether the rows, with what they may need at the most, fit above what stands below."""
        table = self.content(markup)
        grid, *rows = table.split("<a:tr ")
        widths = [int(width) / EMU_PER_POINT for width in _COLUMN.findall(grid)]
        if len(widths) != len(self.rows) or any(merged in table for merged in ("gridSpan=", "rowSpan=", "vert=")):
            return False
        total = 0.0
        for number, row in enumerate(rows):
            height = int(row.partition('h="')[2].partition('"')[0]) / EMU_PER_POINT
            bounds = self.rows if number else self.heads
            cells = zip(row.split("</a:tc>")[:-1], bounds, widths, self.margins, strict=True)
            total += max([height, *(self._needed(*cell) for cell in cells)])
        return total <= self.room

    def _needed(self, cell: str, bounds: Bounds, width: float, margins: tuple[float, float]) -> float:
        if TEXT_TAG not in cell:
            return 0.0
        return bounds.height(cell, (width - margins[0]) * WIDTH_USED)[1] + margins[1]

    def content(self, markup: str) -> str:
        """The table in the markup of its frame."""
        return _between(markup, "<a:tbl>", "</a:tbl>")


def _own_box(markup: str) -> Box:
    """The size in the markup of a rendered shape."""
    extent = markup.partition('<a:ext cx="')[2]
    width, _, rest = extent.partition('" cy="')
    return Box(0.0, 0.0, int(width) / EMU_PER_POINT, int(rest.partition('"')[0]) / EMU_PER_POINT)


def _between(markup: str, start: str, end: str) -> str:
    return start + markup.partition(start)[2].partition(end)[0] + end
