"""Telling from a slide's markup alone that a text plainly fits, so that most texts need no measuring.

Bounds are used that are never too small: the widest typeface of the shape, a paragraph's largest size and line,
and for the lines of a paragraph `1 + width / (column − longest word)`. What is not plain is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.fit.faces import CHINESE_LINE, LIBREOFFICE_CELL_LINE, face
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
_KINDS = ((False, False), (False, True), (True, False), (True, True))
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
    `heavy` says that its type is bold where nothing else is said; `widths` are those of its widest faces, by whether
    they are bold and whether they are set as Chinese.
    """

    size: float
    line: float
    pitch: float
    single: float
    gap: float
    indent: float
    heavy: bool
    widths: Mapping[tuple[bool, bool], Widest]

    def height(self, markup: str, width: float) -> tuple[float, float]:
        """The most lines and points that a body can take in a column; infinite where a word may be too wide."""
        count = tall = 0.0
        for paragraph in markup.split("</a:p>")[:-1]:
            texts = texts_of(paragraph)
            line = self._line(paragraph)
            lines = self._lines(texts, paragraph, width - self.indent) + paragraph.count("<a:br") if texts else 1
            count += lines
            tall += lines * line + self.gap
        return count, tall - self.gap

    def _line(self, paragraph: str) -> float:
        own = _LINE.search(paragraph)
        if own is None:
            return max(self.line, self.pitch * self._size(paragraph))
        value = int(own[2]) / 100
        return value if own[1] == "Pts" else value / 1000 * self.single * self._size(paragraph)

    def _size(self, paragraph: str) -> float:
        """The largest size; that of the level counts only where a run names none."""
        sizes = [int(size) / 100 for size in _SIZE.findall(paragraph)]
        return max(sizes) if len(sizes) >= paragraph.count("<a:r>") > 0 else max([self.size, *sizes])

    def _lines(self, texts: Sequence[str], paragraph: str, width: float) -> float:
        text, size = "".join(texts), self._size(paragraph)
        han = not text.isascii() and bool(_CHINESE.search(text)) and ' lang="zh' in paragraph
        widths = self.widths[self.heavy or ' b="1"' in paragraph, han]
        total = sum(map(widths.__getitem__, text)) * size
        if not han:
            longest = max(map(len, text.split(" "))) * size
        else:
            total += len(_SCRIPTS.findall(text)) * SCRIPT_SPACE * size
            longest = (max(map(len, _WORDS.split(text))) + _CLUSTER) * size
        if total <= width and '"' not in text:  # a text with attributes in it might be taken for markup
            return 1
        room = width - longest
        return 1 + total // room if room > 0 and '"' not in text else float("inf")


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
        widths={kind: _widest_faces(names, *kind) for kind in _KINDS},
    )


def _widest_faces(names: Iterable[str], bold: bool, chinese: bool) -> Widest:
    return Widest(
        face(name, bold, italic, chinese)
        for name in (*names, *([_ANY_CHINESE] if chinese else []))
        for italic in (False, True)
    )


def widest(bounds: Sequence[Bounds]) -> Bounds:
    """The bounds of several texts together."""
    size, line, pitch, single, gap, indent = (
        max(getattr(b, name) for b in bounds) for name in ("size", "line", "pitch", "single", "gap", "indent")
    )  # fmt: skip
    widths = {kind: Widest([b.widths[kind] for b in bounds]) for kind in _KINDS}
    return Bounds(size, line, pitch, single, gap, indent, any(b.heavy for b in bounds), widths)


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
    """A shape with text: what tells that a text plainly fits into it. `width` and `height` are in points."""

    bounds: Bounds
    width: float
    height: float
    wrap: bool

    def fits(self, markup: str) -> bool:
        """Whether the shape's text plainly fits."""
        body = markup.partition("<p:txBody>")[2].partition("</p:txBody>")[0]
        if "<a:t>" not in body:
            return True
        lines, height = self.bounds.height(body, self.width * WIDTH_USED)
        if lines == 1:
            return height <= self.height
        return (self.wrap or lines <= body.count("</a:p>")) and height <= self.height * HEIGHT_USED


@dataclass(slots=True)
class QuickTable:
    """A table: the bounds of its cells, the widths of its columns, and how high it may get. Points."""

    bounds: Bounds
    columns: list[float]
    margins: tuple[float, float]
    room: float

    def doubtful_rows(self, markup: str) -> frozenset[int] | None:
        """The rows that may need to grow; None where all have to be measured."""
        table = markup.partition("</a:tbl>")[0]
        if any(merged in table for merged in ("gridSpan=", "rowSpan=", "vert=")):
            return None
        total, doubtful = 0.0, []
        for number, row in enumerate(table.split("<a:tr ")[1:]):
            height = int(row.partition('h="')[2].partition('"')[0]) / EMU_PER_POINT
            total += height
            if any(
                self._needed(cell, column) > height + 0.01
                for cell, column in zip(row.split("</a:tc>"), self.columns, strict=False)
            ):
                doubtful.append(number)
        return frozenset(doubtful) if total <= self.room else None

    def _needed(self, cell: str, column: float) -> float:
        if "<a:t>" not in cell:
            return 0.0
        return self.bounds.height(cell, (column - self.margins[0]) * WIDTH_USED)[1] + self.margins[1]
