"""Telling from a slide's markup alone that a text plainly fits, so that most texts need no measuring.

Bounds are used that are never too small: the widest typeface of the shape, a paragraph's largest size and line,
and for the lines of a paragraph `1 + width / (column − longest word)`. What is not plain is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from reportgen.ooxml.fit.faces import CHINESE_LINE, LIBREOFFICE_CELL_LINE, face
from reportgen.ooxml.fit.geometry import Box, text_area
from reportgen.ooxml.fit.inherit import EMU_PER_POINT, TextStyle, ThemeFonts, paragraph_style, typeface
from reportgen.ooxml.fit.measure import HEIGHT_USED, SCRIPT_SPACE, SLIDE_COUNT, WIDTH_USED
from reportgen.ooxml.namespaces import qn

_ANY_CHINESE = "Noto Sans CJK TC"
_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WORDS = re.compile(f"[{_HAN} ]+")
_CHINESE = re.compile(f"[{_HAN}]")
_SCRIPTS = re.compile(f"(?<=[{_HAN}])(?=[^{_HAN} ])|(?<=[^{_HAN} ])(?=[{_HAN}])")
_CLUSTER = 2.0
"""The longest unbreakable piece of Chinese beside a word: a character with its marks, in em."""
_SIZE = re.compile(' sz="([0-9]+)"')
_LINE = re.compile('<a:lnSpc><a:spc(Pts|Pct) val="([0-9]+)"')


class Widest(dict[str, float]):
    """The width of a character in the widest of some faces, in em."""

    def __init__(self, faces: Iterable[Mapping[str, float]]) -> None:
        super().__init__()
        self._faces = list(faces)

    def __missing__(self, char: str) -> float:
        self[char] = width = max(own[char] for own in self._faces)
        return width


@dataclass(slots=True)
class Bounds:
    """The largest that a text's settings can be: type, gap and indent in points, a line in points and in em.

    `line` and `pitch` are what the levels say, `single` is a line of single spacing in em.
    `heavy` says that its type is bold where nothing else is said; `faces` are its typefaces.
    """

    size: float
    line: float
    pitch: float
    single: float
    gap: float
    indent: float
    heavy: bool
    faces: frozenset[str]

    def height(self, markup: str, width: float) -> tuple[float, float]:
        """The most lines and points that a body can take in a column; infinite where a word may be too wide."""
        count = tall = 0.0
        for paragraph in markup.split("</a:p>")[:-1]:
            size = self._size(paragraph)
            texts = texts_of(paragraph)
            lines = self._lines("".join(texts), paragraph, (width - self.indent) / size) if texts else 1
            lines += paragraph.count("<a:br")
            count += lines
            tall += lines * self._line(paragraph, size) + self.gap
        return count, tall - self.gap

    def _line(self, paragraph: str, size: float) -> float:
        own = _LINE.search(paragraph)
        if own is None:
            return max(self.line, self.pitch * size)
        value = int(own[2]) / 100
        return value if own[1] == "Pts" else value / 1000 * self.single * size

    def _size(self, paragraph: str) -> float:
        """The largest size; that of the level counts only where a run names none."""
        sizes = [int(size) for size in _SIZE.findall(paragraph)]
        largest = max(sizes, default=0) / 100
        return largest if len(sizes) >= paragraph.count("<a:r>") > 0 else max(self.size, largest)

    def _lines(self, text: str, paragraph: str, width: float) -> float:
        """The most lines of a text in a column of `width` em."""
        if '"' in text:  # a text with attributes in it might be taken for markup
            return float("inf")
        han = not text.isascii() and bool(_CHINESE.search(text)) and ' lang="zh' in paragraph
        widths = _widest(self.faces, self.heavy or ' b="1"' in paragraph, han)
        return _han_lines(text, widths, width) if han else _latin_lines(text, widths, width)


def _latin_lines(text: str, widths: Widest, width: float) -> float:
    """Words are broken at spaces alone, so the lines are at least as many as any program sets."""
    words = [sum(map(widths.__getitem__, word)) for word in text.split(" ")]
    if max(words) > width:
        return float("inf")
    space, lines, used = widths[" "], 1, -widths[" "]
    for word in words:
        used += space + word
        if used > width:
            lines += 1
            used = word
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
    return Bounds(size, line, pitch, single, gap, indent, any(b.heavy for b in bounds), faces)


def _points(spacing: tuple[bool, float], size: float) -> float:
    points, value = spacing
    return value if points else value * CHINESE_LINE * size


def texts_of(markup: str) -> list[str]:
    """The texts of the runs in a piece of a slide's markup, with their entities."""
    found = [piece.partition("<")[0] for piece in markup.split("<a:t>")[1:]]
    return [text.replace(SLIDE_COUNT, "00") for text in found] if SLIDE_COUNT in markup else found


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
    """A table: the bounds of its cells, the widths of its columns, and how high it may get. Points.

    The height of a row is its least height: every program makes a row as high as its text.
    """

    bounds: Bounds
    columns: list[float]
    margins: tuple[float, float]
    room: float

    def fits(self, markup: str) -> bool:
        """Whether the rows, with what they may need at the most, fit above what stands below."""
        table = self.content(markup)
        if any(merged in table for merged in ("gridSpan=", "rowSpan=", "vert=")):
            return False
        total = 0.0
        for row in table.split("<a:tr ")[1:]:
            height = int(row.partition('h="')[2].partition('"')[0]) / EMU_PER_POINT
            cells = zip(row.split("</a:tc>"), self.columns, strict=False)
            total += max(height, *(self._needed(cell, column) for cell, column in cells))
        return total <= self.room

    def _needed(self, cell: str, column: float) -> float:
        if "<a:t>" not in cell:
            return 0.0
        return self.bounds.height(cell, (column - self.margins[0]) * WIDTH_USED)[1] + self.margins[1]

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
