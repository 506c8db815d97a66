"""Measures how much room a text takes: its paragraphs are broken into lines; sizes are in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.fit.paragraphs import Line, Paragraph
from reportgen.fonts.advances import STANDARD_LINE
from reportgen.lang.linebreak import fill_lines
from reportgen.office.drawing.text_styles import TextStyle

HEIGHT_USED = 0.95
"""The share of a shape's height that several lines of text may fill: programs differ in the height of a line."""
WIDTH_USED = 0.97
"""The share of a line's width that text may fill: typefaces of the same name differ a little."""
_ADDRESS_SIGNS = ("://", "www.", "@")
"""A word that holds one of these is an address, of the web or of mail."""


@dataclass(slots=True)
class Extent:
    """The size of a text: its lines, its height in points, and the first word that is wider than its line.

    `width` is that of its longest line in points, which is measured where lines do not wrap.
    """

    lines: int
    height: float
    too_wide: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set to fit: the factors for its sizes, the gaps between its paragraphs and its line spacing.

    A paragraph whose type would be smaller than `floor` points stays there while others are scaled further.
    """

    scale: float = 1.0
    gaps: float = 1.0
    lines: float = 1.0
    floor: float = 0.0

    def scale_of(self, paragraph: Paragraph) -> float:
        """The factor for the sizes of a paragraph."""
        return max(self.scale, min(1.0, self.floor / paragraph.size)) if self.floor else self.scale


AS_DESIGNED = Setting()


def extent(paragraphs: Sequence[Paragraph], width: float, setting: Setting = AS_DESIGNED, wrap: bool = True) -> Extent:
    """Return the size of paragraphs in a column of `width` points."""
    lines, height, wide = 0, 0.0, ""
    for number, paragraph in enumerate(paragraphs):
        count, paragraph_height, too_wide = _paragraph_extent(paragraph, width if wrap else float("inf"), setting)
        lines += count
        height += paragraph_height
        wide = wide or too_wide
        if number:
            height += gap(paragraph.style.before, paragraph, setting)
        if number < len(paragraphs) - 1:
            height += gap(paragraph.style.after, paragraph, setting)
    if wrap:
        return Extent(lines, height, wide)
    longest = max(paragraphs, key=_longest_line, default=None)
    widest = _longest_line(longest) * setting.scale_of(longest) if longest else 0.0
    return Extent(lines, height, longest.text if longest and widest > width else "", widest)


def _longest_line(paragraph: Paragraph) -> float:
    style = paragraph.style
    return style.left + style.right + max(sum(line.advances) for line in paragraph.lines)


def gap(spacing: tuple[bool, float], paragraph: Paragraph, setting: Setting = AS_DESIGNED) -> float:
    """Return the space above or below a paragraph, in points."""
    points, value = spacing
    return (value if points else value * STANDARD_LINE * paragraph.size) * setting.gaps * setting.scale_of(paragraph)


def line_height(paragraph: Paragraph, size: float, setting: Setting) -> float:
    """Return the height, in points, of a line whose largest size is `size` points."""
    points, value = paragraph.style.line
    if points:
        return value * setting.scale_of(paragraph) * setting.lines
    return value * paragraph.pitch * size * setting.scale_of(paragraph) * setting.lines


def _paragraph_extent(paragraph: Paragraph, width: float, setting: Setting) -> tuple[int, float, str]:
    style = paragraph.style
    other_width = (width - style.left - style.right) / setting.scale_of(paragraph)
    first = first_width(paragraph, width, setting)
    lines, height, wide = 0, 0.0, ""
    for line in paragraph.lines:
        if line.text.isascii() and sum(line.advances) <= first:  # no space is set between scripts: one line
            ends, too_wide_at = [0], -1
        else:
            segments = line.split_segments()
            ends, too_wide_at = fill_lines(segments.ends, segments.ink, max(first, 0.0), max(other_width, 0.0))
        if too_wide_at >= 0 and not wide:
            wide = _unbreakable_word(line, too_wide_at)
        lines += len(ends)
        height += _lines_height(paragraph, line, ends, setting)
        first = other_width
    return lines, height, wide


def first_width(paragraph: Paragraph, width: float, setting: Setting = AS_DESIGNED) -> float:
    """Return the width of a paragraph's first line in a column of `width` points, in points of the unscaled text."""
    style = paragraph.style
    start = style.left + style.indent
    if paragraph.bullet:
        start = style.left if paragraph.bullet <= -style.indent + 0.5 else max(style.left, start + paragraph.bullet)
    return (width - start - style.right) / setting.scale_of(paragraph)


def _lines_height(paragraph: Paragraph, line: Line, ends: Sequence[int], setting: Setting) -> float:
    if not paragraph.mixed or line.segments is None:
        return len(ends) * line_height(paragraph, paragraph.size, setting)
    stops, start, height = line.segments.stops, 0, 0.0
    for end in ends:
        height += line_height(paragraph, max(line.sizes[start : stops[end]], default=paragraph.size), setting)
        start = stops[end]
    return height


def _unbreakable_word(line: Line, segment: int) -> str:
    """Return the segment that is too wide, or nothing for an address, which every program breaks anywhere."""
    stops = [0, *line.split_segments().stops]
    word = line.text[stops[segment] : stops[segment + 1]].strip()
    return "" if is_address(word) else word


class SetLine(NamedTuple):
    """A line as it is set: its text as typed, and the width of the column that it needs, in points."""

    text: str
    width: float


def set_lines(paragraph: Paragraph, width: float, in_office: bool = False) -> list[list[SetLine]]:
    """Return the lines that a paragraph is set in, in a column of `width` points: a list for each part between forced
    breaks.

    The lines are those of the program that takes most room, as everywhere here; `in_office` those of Office, which has
    the typeface itself and sets less space between scripts, or none. A word wider than its line is not broken here.
    """
    aside = paragraph.style.left + paragraph.style.right
    beside, groups = width - first_width(paragraph, width), []
    for line in paragraph.lines:
        segments = line.split_in_office(paragraph.own_share) if in_office else line.split_segments()
        stops, ends, ink, *_ = segments
        lines: list[SetLine] = []
        stop, start = 0, 0.0
        filled, _ = fill_lines(ends, ink, max(width - beside, 0.0), max(width - aside, 0.0))
        for piece in dict.fromkeys(filled):
            lines.append(SetLine(line.text[stop : stops[piece]], ink[piece] - start + beside))
            stop, start, beside = stops[piece], ends[piece], aside
        groups.append(lines)
        beside = aside
    return groups


def height_in_office(paragraphs: Sequence[Paragraph], width: float) -> float:
    """Return the height of paragraphs in a column of `width` points, in points, as PowerPoint breaks their lines."""
    height = 0.0
    for number, paragraph in enumerate(paragraphs):
        lines = sum(len(lines) for lines in set_lines(paragraph, width, in_office=True))
        height += lines * line_height(paragraph, paragraph.size, AS_DESIGNED)
        height += gap(paragraph.style.before, paragraph) if number else 0.0
        height += gap(paragraph.style.after, paragraph) if number < len(paragraphs) - 1 else 0.0
    return height


def is_address(word: str) -> bool:
    """Whether a word is an address, of the web or of mail."""
    return any(sign in word for sign in _ADDRESS_SIGNS)


@dataclass(frozen=True, slots=True)
class TextArea:
    """The area of a shape for its text: width and height of a column, in points."""

    style: TextStyle
    width: float
    height: float

    def measure(self, paragraphs: Sequence[Paragraph], setting: Setting = AS_DESIGNED) -> Extent:
        """Return the size of paragraphs in this area."""
        wrap = self.style.wrap
        return extent(paragraphs, self.width * WIDTH_USED if wrap else self.width, setting, wrap)

    def limit(self, found: Extent) -> float:
        """Return how high a text may be, in points: a single line may fill its shape."""
        return self.height if found.lines == 1 else self.height * HEIGHT_USED * self.style.columns

    def fits(self, paragraphs: Sequence[Paragraph], setting: Setting = AS_DESIGNED) -> bool:
        """Whether paragraphs fit into this area."""
        found = self.measure(paragraphs, setting)
        return found.height <= self.limit(found) and not found.too_wide
