"""Reads texts on slides, ready to be measured: their paragraphs and lines, with the advance of each character.

Where programs differ the larger size is taken, so that what fits here fits in PowerPoint, LibreOffice and WPS:
LibreOffice sets a little space between Chinese and Latin, PowerPoint sets whole lines of Chinese faces higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from reportgen.fonts.advances import CHINESE_LINE, LIBREOFFICE_CELL_LINE, STANDARD_LINE, Face, face
from reportgen.lang.linebreak import classify, opportunities, script_boundaries
from reportgen.office.drawing.text_styles import ParagraphStyle, RunDefaults, TextStyle, paragraph_style
from reportgen.office.drawing.theme import Fonts, typeface
from reportgen.office.markup.marks import SLIDE_COUNT, SLIDE_NUMBER
from reportgen.office.markup.namespaces import qn

_PARAGRAPH = qn("a:p")
_RUN, _FIELD, _BREAK = qn("a:r"), qn("a:fld"), qn("a:br")
_LATIN = qn("a:latin")
_PROPERTIES, _TEXT, _RUN_PROPERTIES, _END = qn("a:pPr"), qn("a:t"), qn("a:rPr"), qn("a:endParaRPr")
_LATIN_LETTER = 0.62
"""How wide a letter of a Latin text is on average in em, at the most."""
SCRIPT_SPACE = 0.24
"""The space that LibreOffice adds between a Chinese and a Latin character, in em."""
_SPACED_ON_PAGES = 0.65
"""How much of that it sets on a page, where Word sets about all of it."""
_SCRIPT_SIZE = 0.667
"""The size of superscript and subscript, as a share of the size around it."""
_TAB_WIDTH = 72.0
"""The distance of PowerPoint's own tab stops in points: the most that a tab can take."""
_EAST_ASIAN = frozenset("ICJO2")
"""The classes of `lang.linebreak.classify` that East Asian characters have."""


@dataclass(frozen=True, slots=True)
class RunStyle:
    """How a run is set: size in points, typeface, spacing between characters in points, whether in capitals."""

    size: float
    face: Face
    spacing: float
    capitals: bool


class Segments(NamedTuple):
    """The segments of a line that cannot be broken (UAX #14), an entry for each in every list.

    `stops` are their ends in the text, `ends` the same in points from the beginning of the line, and `ink` the ends of
    their visible text. `spaces` is how much of `ends` is space between scripts, `ink_spaces` how much of `ink`.
    """

    stops: list[int]
    ends: list[float]
    ink: list[float]
    spaces: list[float]
    ink_spaces: list[float]


@dataclass(slots=True)
class Line:
    """The text between two forced breaks of a paragraph, with the advance and the size of each character, in points.

    `on_page` says that Office sets space between scripts, too, though none at the end of a line. `segments` and
    `in_office` are what `split_segments` and `split_in_office` have found, which is asked for at each width and scale.
    """

    text: str = ""
    advances: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    on_page: bool = False
    segments: Segments | None = None
    in_office: Segments | None = None

    def widest(self) -> float:
        """How wide it is in points at the most, if it is not broken: with a space between all of its characters."""
        return sum(self.advances) + (0.0 if self.text.isascii() else SCRIPT_SPACE * sum(self.sizes))

    def split_segments(self) -> Segments:
        """Split it into segments that cannot be broken; the advances have the space between scripts from now on."""
        if self.segments is None:
            classes = classify(self.text)
            stops = [*opportunities(classes), len(self.text)]
            between = self._space_scripts(classes)
            sums = list(accumulate(self.advances, initial=0.0))
            ink, start = [], 0
            for stop in stops:
                visible = stop
                while visible > start and self.text[visible - 1] in " \t\u3000":
                    visible -= 1
                ink.append(sums[visible])
                start = stop
            spaces = ink_spaces = [between[stop] for stop in stops] if between else [0.0] * len(stops)
            if self.on_page and between:
                ink_spaces = [between[stop - 1] for stop in stops]
                ink = [x - space + inner for x, space, inner in zip(ink, spaces, ink_spaces, strict=True)]
            self.segments = Segments(stops, [sums[stop] for stop in stops], ink, spaces, ink_spaces)
        return self.segments

    def split_in_office(self, share: float) -> Segments:
        """The same in Office, which sets no space between scripts on a slide and less on a page, and whose typeface has
        a `share` of these widths.
        """
        found = self.split_segments()
        if share >= 1 and not found.spaces[-1]:
            return found
        if self.in_office is None:
            unset = 1 - _SPACED_ON_PAGES if self.on_page else 1.0
            ends, ink = (
                [(x - space * unset) * share for x, space in zip(one, spaces, strict=True)]
                for one, spaces in ((found.ends, found.spaces), (found.ink, found.ink_spaces))
            )
            self.in_office = found._replace(ends=ends, ink=ink)
        return self.in_office

    def _space_scripts(self, classes: str) -> list[float]:
        """Put a space between scripts into the advances; how much there is up to each position, or nothing for none."""
        positions = script_boundaries(classes)
        if not positions:
            return []
        spaces = [0.0] * len(self.text)
        for position in positions:
            spaces[position - 1] = SCRIPT_SPACE * self.sizes[position - 1]
            self.advances[position - 1] += spaces[position - 1]
        return list(accumulate(spaces, initial=0.0))


@dataclass(slots=True)
class Paragraph:
    """A paragraph ready to be measured at any width and scale.

    `runs` are the styles of its runs, or that of its end where it has none; `size` is the largest of theirs in points,
    `mixed` says that they differ in size. `pitch` is the height of a line in em of its size (`pitch`), `bullet` the
    width of its bullet in points.
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
    def own_share(self) -> float:
        """What the widths of its typeface are of those it is measured with (`Face.own_share`)."""
        return max(run.face.own_share for run in self.runs)

    @property
    def text(self) -> str:
        """Its text; forced breaks are spaces."""
        return " ".join(line.text for line in self.lines)


class Measure:
    """Reads texts that are set in a theme's typefaces, ready to be measured.

    A deck sets most of its runs and paragraphs alike, so their styles are kept under what distinguishes them. Inherited
    ones are told apart by their `id`: they live as long as the template that is measured.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._runs: dict[tuple[object, ...], RunStyle] = {}
        self._styles: dict[tuple[ParagraphStyle, bytes], ParagraphStyle] = {}

    def read(self, body: etree._Element, style: TextStyle, cell: bool = False) -> list[Paragraph]:
        """Return the paragraphs of a text body; `cell` says that it is one of a table cell."""
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
        runs: list[RunStyle] = []
        for child in element:
            if child.tag == _BREAK:
                lines.append(Line())
            if child.tag in (_RUN, _FIELD, _BREAK):
                runs.append(self._add(lines[-1], child, level.run))
        if not runs:
            runs = [self._style(element.find(_END), level.run)]
        size = max(run.size for run in runs)
        chinese = any(not line.text.isascii() and not _EAST_ASIAN.isdisjoint(classify(line.text)) for line in lines)
        return Paragraph(
            element,
            level,
            lines,
            runs,
            size,
            any(run.size != size for run in runs),
            pitch(runs, chinese, cell),
            len(level.bullet) * runs[0].face["•"] * runs[0].size if level.bullet else 0.0,
        )

    def _add(self, line: Line, run: etree._Element, defaults: RunDefaults) -> RunStyle:
        """Add the text of a run to a line, and return its style."""
        style = self._style(run.find(_RUN_PROPERTIES), defaults)
        text = counted(run.findtext(_TEXT) or "")
        text = text.upper() if style.capitals else text
        widths: Iterable[float] = map(style.face.__getitem__, text)
        size, spacing = style.size, style.spacing
        line.advances += [width * size + spacing for width in widths]
        if "\t" in text:  # as far as the next of PowerPoint's own stops, at the most
            line.advances[-len(text) :] = [
                _TAB_WIDTH if c == "\t" else w for c, w in zip(text, line.advances[-len(text) :], strict=True)
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
        cached = self._runs.get(key)
        if cached is None:
            self._runs[key] = cached = self._new_style(properties, defaults)
        return cached

    def _new_style(self, properties: etree._Element | None, defaults: RunDefaults) -> RunStyle:
        attributes = dict(properties.attrib) if properties is not None else {}
        size = int(attributes.get("sz", defaults.size * 100)) / 100
        if int(attributes.get("baseline", "0").rstrip("%")):
            size *= _SCRIPT_SIZE
        bold = attributes["b"] in ("1", "true") if "b" in attributes else defaults.bold
        italic = attributes["i"] in ("1", "true") if "i" in attributes else defaults.italic
        latin = (typeface(properties, "a:latin") if properties is not None else "") or defaults.latin
        chinese = attributes.get("lang", "").lower().startswith("zh")
        capitals = attributes["cap"] in ("all", "small") if "cap" in attributes else defaults.capitals
        spacing = int(attributes.get("spc", defaults.spacing * 100)) / 100
        return RunStyle(size, face(self._fonts.resolve(latin), bold, italic, chinese), spacing, capitals)


def counted(text: str) -> str:
    """A text with room for the slide's number and for the number of slides, of two digits each."""
    return text.replace(SLIDE_COUNT, "00").replace(SLIDE_NUMBER, "00")


def usual_width(text: str) -> float:
    """How wide a text is in em at the most, if it is no odd one."""
    others = (len(text.encode()) - len(text)) / 2  # UTF-8 has two bytes more for an ideograph
    return len(text) * _LATIN_LETTER + others * (1 - _LATIN_LETTER)


def may_wrap(body: etree._Element, width: float) -> bool:
    """Whether a paragraph of a text body may take more than a line of `width` points, at a glance.

    It may where a run leaves its size to others.
    """
    for paragraph in body.iterchildren(_PARAGRAPH):
        wide = 0.0
        for run in paragraph.iterchildren(_RUN, _FIELD):
            text, properties = run.findtext(_TEXT) or "", run.find(_RUN_PROPERTIES)
            size = properties.get("sz") if properties is not None else None
            if size is None:
                return True
            wide += usual_width(text) * int(size) / 100
        if wide > width:
            return True
    return False


def pitch(runs: Sequence[RunStyle], chinese: bool, cell: bool) -> float:
    """Return the height of a line of single spacing, in em of its largest size."""
    if cell:
        return LIBREOFFICE_CELL_LINE if chinese else max(STANDARD_LINE, *(run.face.line for run in runs))
    return CHINESE_LINE if chinese else STANDARD_LINE
