"""How much room a text takes: its paragraphs broken into lines, in points.

Where programs differ the larger is taken, so that what fits here fits in PowerPoint, LibreOffice and WPS:
LibreOffice sets a little space between Chinese and Latin, PowerPoint sets whole lines of Chinese faces higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from reportgen.fonts.advances import CHINESE_LINE, LIBREOFFICE_CELL_LINE, STANDARD_LINE, Face, face
from reportgen.lang.linebreak import classify, fill_lines, opportunities, script_boundaries
from reportgen.office.drawing.text_styles import (
    ParagraphStyle,
    RunDefaults,
    TextStyle,
    paragraph_style,
)
from reportgen.office.drawing.theme import Fonts, typeface
from reportgen.office.markup.marks import SLIDE_COUNT
from reportgen.office.markup.namespaces import qn

_PARAGRAPH = qn("a:p")
_RUN, _FIELD, _BREAK = qn("a:r"), qn("a:fld"), qn("a:br")
_LATIN = qn("a:latin")
_PROPERTIES, _TEXT, _RUN_PROPERTIES, _END = qn("a:pPr"), qn("a:t"), qn("a:rPr"), qn("a:endParaRPr")
SCRIPT_SPACE = 0.24
"""What LibreOffice adds between a Chinese and a Latin character, in em."""
HEIGHT_USED = 0.95
"""How much of a shape's height several lines of text may fill: programs differ in how high a line is."""
WIDTH_USED = 0.97
"""How much of a line's width text may fill: typefaces of the same name differ a little."""
_SMALL = 0.667
"""The size of raised and lowered text, as a share of the size around it."""
_TAB = 72.0
_EAST_ASIAN = frozenset("ICJO2")
_ADDRESS = ("://", "www.", "@")


@dataclass(frozen=True, slots=True)
class RunStyle:
    """What a run is set in: size in points, widths, spacing in points, whether in capitals."""

    size: float
    face: Face
    spacing: float
    capitals: bool


@dataclass(slots=True)
class Line:
    """A stretch of a paragraph without forced breaks: its text, the advance of each character, and sizes."""

    text: str = ""
    advances: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    pieces: tuple[list[float], list[float], list[float]] | None = None

    def split(self) -> tuple[list[float], list[float], list[float]]:
        """For each piece that cannot be broken: where it ends, where its ink ends, its largest size."""
        if self.pieces is None:
            classes = classify(self.text)
            ends = [*opportunities(classes), len(self.text)]
            for position in script_boundaries(classes):
                self.advances[position - 1] += SCRIPT_SPACE * self.sizes[position - 1]
            sums = list(accumulate(self.advances, initial=0.0))
            ink, sizes, start = [], [], 0
            for end in ends:
                visible = end
                while visible > start and self.text[visible - 1] in " \t\u3000":
                    visible -= 1
                ink.append(sums[visible])
                sizes.append(max(self.sizes[start:end], default=0.0))
                start = end
            self.pieces = ([sums[end] for end in ends], ink, sizes)
        return self.pieces


@dataclass(slots=True)
class Paragraph:
    """A paragraph ready to be measured at any width and scale; sizes are in points.

    `runs` are the styles of its runs, or that of its end where it has none.
    """

    element: etree._Element
    style: ParagraphStyle
    lines: list[Line]
    runs: list[RunStyle]
    size: float
    mixed: bool
    pitch: float
    bullet: float

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Extent:
    """What a text takes: lines, height in points, the first word that is wider than its line.

    `width` is that of its longest line in points, where lines do not wrap.
    """

    lines: int
    height: float
    wide: str = ""
    width: float = 0.0


class Measure:
    """Measures texts set in a theme's typefaces; what runs are set in is looked up once."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._runs: dict[tuple[object, ...], RunStyle] = {}
        self._styles: dict[tuple[ParagraphStyle, bytes], ParagraphStyle] = {}

    def read(self, body: etree._Element, style: TextStyle, cell: bool = False) -> list[Paragraph]:
        """The paragraphs of a text body; `cell` is said for a table cell."""
        return [self._paragraph(element, style, cell) for element in body.iterchildren(_PARAGRAPH)]

    def _paragraph(self, element: etree._Element, style: TextStyle, cell: bool) -> Paragraph:
        properties = element.find(_PROPERTIES)
        level = style.levels[min(int(properties.get("lvl", "0")), 8) if properties is not None else 0]
        if properties is not None and (len(properties) or len(properties.attrib) > ("lvl" in properties.attrib)):
            key = (level, etree.tostring(properties, with_tail=False))
            if key not in self._styles:
                self._styles[key] = paragraph_style(properties, level)
            level = self._styles[key]
        lines = [Line()]
        used: list[RunStyle] = []
        for child in element:
            if child.tag == _BREAK:
                lines.append(Line())
            if child.tag in (_RUN, _FIELD, _BREAK):
                used.append(self._add(lines[-1], child, level.run))
        if not used:
            used = [self._style(element.find(_END), level.run)]
        size = max(run.size for run in used)
        chinese = any(not line.text.isascii() and not _EAST_ASIAN.isdisjoint(classify(line.text)) for line in lines)
        return Paragraph(
            element,
            level,
            lines,
            used,
            size,
            any(run.size != size for run in used),
            pitch(used, chinese, cell),
            len(level.bullet) * used[0].face["•"] * used[0].size if level.bullet else 0.0,
        )

    def _add(self, line: Line, run: etree._Element, defaults: RunDefaults) -> RunStyle:
        style = self._style(run.find(_RUN_PROPERTIES), defaults)
        text = (run.findtext(_TEXT) or "").replace(SLIDE_COUNT, "00")
        text = text.upper() if style.capitals else text
        widths: Iterable[float] = map(style.face.__getitem__, text)
        size, spacing = style.size, style.spacing
        line.advances += [width * size + spacing for width in widths]
        if "\t" in text:  # as far as the next of PowerPoint's own stops, at the most
            line.advances[-len(text) :] = [
                _TAB if c == "\t" else w for c, w in zip(text, line.advances[-len(text) :], strict=True)
            ]
        line.sizes += [size] * len(text)
        line.text += text
        return style

    def _style(self, properties: etree._Element | None, defaults: RunDefaults) -> RunStyle:
        if properties is None:
            key: tuple[object, ...] = (defaults,)
        else:
            get = properties.get
            element = properties.find(_LATIN)
            latin = element.get("typeface") if element is not None else None
            key = (
                defaults,
                get("sz"),
                get("b"),
                get("i"),
                get("lang"),
                latin,
                get("cap"),
                get("spc"),
                get("baseline"),
            )
        known = self._runs.get(key)
        if known is None:
            self._runs[key] = known = self._new_style(properties, defaults)
        return known

    def _new_style(self, properties: etree._Element | None, defaults: RunDefaults) -> RunStyle:
        own = dict(properties.attrib) if properties is not None else {}
        size = int(own.get("sz", defaults.size * 100)) / 100
        if int(own.get("baseline", "0").rstrip("%")):
            size *= _SMALL
        bold = own["b"] in ("1", "true") if "b" in own else defaults.bold
        italic = own["i"] in ("1", "true") if "i" in own else defaults.italic
        latin = (typeface(properties, "a:latin") if properties is not None else "") or defaults.latin
        chinese = own.get("lang", "").lower().startswith("zh")
        capitals = own["cap"] in ("all", "small") if "cap" in own else defaults.capitals
        spacing = int(own.get("spc", defaults.spacing * 100)) / 100
        return RunStyle(size, face(self._fonts.resolve(latin), bold, italic, chinese), spacing, capitals)


def pitch(runs: Sequence[RunStyle], chinese: bool, cell: bool) -> float:
    """The height of a line of single spacing, in em of its largest size."""
    if cell:
        return LIBREOFFICE_CELL_LINE if chinese else max(STANDARD_LINE, *(run.face.line for run in runs))
    return CHINESE_LINE if chinese else STANDARD_LINE


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set to fit: the scale of its sizes, and of its gaps and line spacing."""

    scale: float = 1.0
    gaps: float = 1.0
    lines: float = 1.0


AS_DESIGNED = Setting()


def extent(paragraphs: Sequence[Paragraph], width: float, setting: Setting = AS_DESIGNED, wrap: bool = True) -> Extent:
    """What paragraphs take in a column of `width` points."""
    lines, height, wide = 0, 0.0, ""
    for number, paragraph in enumerate(paragraphs):
        count, tall, word = _paragraph_extent(paragraph, width if wrap else float("inf"), setting)
        lines += count
        height += tall
        wide = wide or word
        if number:
            height += gap(paragraph.style.before, paragraph, setting)
        if number < len(paragraphs) - 1:
            height += gap(paragraph.style.after, paragraph, setting)
    if wrap:
        return Extent(lines, height, wide)
    longest = max(paragraphs, key=_longest_line, default=None)
    widest = _longest_line(longest) * setting.scale if longest else 0.0
    return Extent(lines, height, longest.text if longest and widest > width else "", widest)


def _longest_line(paragraph: Paragraph) -> float:
    style = paragraph.style
    return style.left + style.right + max(sum(line.advances) for line in paragraph.lines)


def gap(spacing: tuple[bool, float], paragraph: Paragraph, setting: Setting = AS_DESIGNED) -> float:
    """The space above or below a paragraph, in points."""
    points, value = spacing
    return (value if points else value * STANDARD_LINE * paragraph.size) * setting.gaps * setting.scale


def line_height(paragraph: Paragraph, size: float, setting: Setting) -> float:
    """The height of a line whose largest size is `size` points."""
    points, value = paragraph.style.line
    if points:
        return value * setting.scale * setting.lines
    return value * paragraph.pitch * size * setting.scale * setting.lines


def _paragraph_extent(paragraph: Paragraph, width: float, setting: Setting) -> tuple[int, float, str]:
    style = paragraph.style
    later = (width - style.left - style.right) / setting.scale
    first = first_width(paragraph, width, setting)
    lines, height, wide = 0, 0.0, ""
    for line in paragraph.lines:
        if line.text.isascii() and sum(line.advances) <= first:  # no space is set between scripts: one line
            ends, wide_at = [0], -1
        else:
            advances, ink, _ = line.split()
            ends, wide_at = fill_lines(advances, ink, max(first, 0.0), max(later, 0.0))
        if wide_at >= 0 and not wide:
            wide = _word(line, wide_at)
        lines += len(ends)
        height += _lines_height(paragraph, line, ends, setting)
        first = later
    return lines, height, wide


def first_width(paragraph: Paragraph, width: float, setting: Setting = AS_DESIGNED) -> float:
    """The width of a paragraph's first line in a column of `width` points."""
    style = paragraph.style
    start = style.left + style.indent
    if paragraph.bullet:
        start = style.left if paragraph.bullet <= -style.indent + 0.5 else max(style.left, start + paragraph.bullet)
    return (width - start - style.right) / setting.scale


def _lines_height(paragraph: Paragraph, line: Line, ends: Sequence[int], setting: Setting) -> float:
    if not paragraph.mixed or line.pieces is None:
        return len(ends) * line_height(paragraph, paragraph.size, setting)
    sizes, start, height = line.pieces[2], 0, 0.0
    for end in ends:
        height += line_height(paragraph, max(sizes[start : end + 1], default=paragraph.size), setting)
        start = max(start, end + 1) if end >= start else start
    return height


def _word(line: Line, piece: int) -> str:
    """The piece that is too wide, or nothing where it is an address, which every program breaks anywhere."""
    ends = [0, *opportunities(classify(line.text)), len(line.text)]
    word = line.text[ends[piece] : ends[piece + 1]].strip()
    return "" if is_address(word) else word


def is_address(word: str) -> bool:
    """Whether a word is an address, of the web or of mail."""
    return any(mark in word for mark in _ADDRESS)


@dataclass(frozen=True, slots=True)
class Room:
    """The room that a shape has for its text: width and height of a column, in points."""

    style: TextStyle
    width: float
    height: float

    def measure(self, paragraphs: Sequence[Paragraph], setting: Setting = AS_DESIGNED) -> Extent:
        """What paragraphs take here."""
        wrap = self.style.wrap
        return extent(paragraphs, self.width * WIDTH_USED if wrap else self.width, setting, wrap)

    def limit(self, found: Extent) -> float:
        """How high a text may be: a single line may fill its shape."""
        return self.height if found.lines == 1 else self.height * HEIGHT_USED * self.style.columns

    def holds(self, paragraphs: Sequence[Paragraph], setting: Setting = AS_DESIGNED) -> bool:
        """Whether paragraphs fit."""
        found = self.measure(paragraphs, setting)
        return found.height <= self.limit(found) and not found.wide
