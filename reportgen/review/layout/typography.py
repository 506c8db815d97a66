"""Finds what looks unfinished on the slides of a finished deck, with the measures of fitting; templates are not asked.

Where programs set lines in different ways (LibreOffice puts a space between scripts, PowerPoint does not), only what
happens in both is a fact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from reportgen.characters import count_ideographs
from reportgen.fit.geometry import Rectangle
from reportgen.fit.line_ends import Flaw, flaws
from reportgen.fit.measure import set_lines
from reportgen.fit.paragraphs import Paragraph
from reportgen.office.drawing.placeholders import FOOTERS, TITLES
from reportgen.review.document import OfficeDocument
from reportgen.review.layout.set_shapes import SetShape, set_slides
from reportgen.review.shapes import Shape

LEAST_GAP = 6.0
"""The points that are free below a headline at the least: the vertical unit of the slides."""
LEAST_COVER, MOST_COVER = 0.40, 0.95
"""The share of the room between headline and footer that is covered, at the least and at the most."""
REPEATED_ON = 3
"""A sentence on so many slides of a deck is repeated."""
_SENTENCE_END = re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s+|\n")
_LEAST_SENTENCE = 40
"""How long a sentence is, at the least, that nobody would repeat; an ideograph counts as three letters."""
_SMALLEST_TEXT = 4
"""A text of fewer characters has no lines to look at."""
_COLUMNS, _ROWS = 48, 36
"""The grid on which the cover of a slide is counted."""


class LineFlaw(NamedTuple):
    """A line that ends where none should: the steps to its paragraph, the flaw, and the text of the paragraph."""

    steps: tuple[str, ...]
    flaw: Flaw
    text: str


class Gap(NamedTuple):
    """A headline too close to what is below it: its steps, its text, what is below it, the points between them."""

    steps: tuple[str, ...]
    text: str
    below: str
    points: float


class Cover(NamedTuple):
    """How much of a slide's room is covered: the steps to it, its title, the share."""

    steps: tuple[str, ...]
    title: str
    share: float


class Repeated(NamedTuple):
    """A sentence on several slides: the steps to the last of them, the sentence, the slides."""

    steps: tuple[str, ...]
    sentence: str
    slides: tuple[str, ...]


class TypesetDeck:
    """The slides of a finished deck as they are set."""

    def __init__(self, document: OfficeDocument) -> None:
        self._slides = [] if document.is_template else set_slides(document)
        self._flaws: tuple[LineFlaw, ...] | None = None
        self._places = document.places

    def line_flaws(self) -> tuple[LineFlaw, ...]:
        """The lines of titles, cards and cells that end where none should."""
        if self._flaws is None:
            self._flaws = tuple(self._find_line_flaws())
        return self._flaws

    def _find_line_flaws(self) -> Iterator[LineFlaw]:
        for slide, _, shapes in self._slides:
            for one in shapes:
                if one.is_furniture or len(one.shape.text) < _SMALLEST_TEXT:
                    continue
                with suppress(ValueError):  # a damaged file has anything for a number; what is not known is not judged
                    for paragraph, width in one.columns():
                        for flaw in _flaws(paragraph, width):
                            steps = (*slide.steps, *self._places.to(paragraph.element))
                            yield LineFlaw(steps, flaw, paragraph.text.strip())

    def crowded_headlines(self) -> Iterator[Gap]:
        """The headlines whose text ends close above what is below it, or in it."""
        for slide, _, shapes in self._slides:
            headline = _headline(shapes)
            if headline is None or headline.box is None:
                continue
            end = headline.box.y + headline.box.height
            near = [o for o in shapes if o.box and headline.box.is_above(o.box) and o.box.y < end + LEAST_GAP]
            tops = [(seen.y, one) for one in near if (seen := one.seen()) is not None]
            text = headline.seen() if tops else None
            if text is not None:
                y, other = min(tops, key=lambda pair: pair[0])
                points = y - text.y - text.height
                if points < LEAST_GAP:
                    yield Gap((*slide.steps, headline.shape.step), headline.shape.text, other.shape.name, points)

    def covers(self) -> Iterator[Cover]:
        """The slides that cover too little or too much of the room between headline and footer.

        Where what lies there is enough without its bare texts, these are not measured.
        """
        for slide, styles, shapes in self._slides:
            headline = _headline(shapes)
            footers = [one.box.y for one in shapes if one.is_furniture and one.box is not None]
            if styles.opens or headline is None or headline.box is None or not footers:
                continue
            content = [one for one in shapes if one is not headline and not one.is_furniture and one.box is not None]
            top = headline.box.y + headline.box.height
            room = Rectangle(headline.box.x, top, headline.box.width, min(footers) - top)
            least = _share(room, [one.box for one in content if one.box and not one.is_bare])
            most = _share(room, [one.box for one in content if one.box])
            if least >= LEAST_COVER and most <= MOST_COVER:
                continue
            share = _share(room, [seen for one in content if (seen := one.seen()) is not None])
            if not LEAST_COVER <= share <= MOST_COVER:
                yield Cover(slide.steps, headline.shape.text, share)

    def repeated_sentences(self) -> Iterator[Repeated]:
        """The sentences that stand on `REPEATED_ON` slides or more."""
        found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for slide, _, shapes in self._slides:
            for one in shapes:
                if one.shape.placeholder not in (*FOOTERS, *TITLES):
                    for sentence in _sentences(one.shape):
                        found[sentence].setdefault(slide.steps[0], slide.steps)
        for sentence, slides in found.items():
            if len(slides) >= REPEATED_ON:
                yield Repeated([*slides.values()][-1], sentence, tuple(slides))


@lru_cache(maxsize=1)
def typeset(document: OfficeDocument) -> TypesetDeck:
    """The slides of a document as they are set; all rules look at it one after the other."""
    return TypesetDeck(document)


def _headline(shapes: Sequence[SetShape]) -> SetShape | None:
    return next((one for one in shapes if one.shape.placeholder in TITLES and one.shape.text), None)


def _flaws(paragraph: Paragraph, width: float) -> list[Flaw]:
    """The flaws that the lines of a paragraph have in all programs."""
    if "\t" in paragraph.text or sum(sum(line.advances) for line in paragraph.lines) < width / 2:
        return []
    in_office = [flaw for lines in set_lines(paragraph, width, in_office=True) for flaw in flaws(lines)]
    if not in_office or paragraph.own_share < 1:
        return in_office
    elsewhere = {flaw.kind for lines in set_lines(paragraph, width) for flaw in flaws(lines)}
    return [flaw for flaw in in_office if flaw.kind in elsewhere]


def _share(room: Rectangle, boxes: Sequence[Rectangle]) -> float:
    """The share of a room that boxes cover, counted on a grid."""
    if room.width <= 0 or room.height <= 0:
        return 1.0
    grid = [0] * _ROWS
    across, down = room.width / _COLUMNS, room.height / _ROWS
    for x, y, width, height in boxes:
        columns = range(max(0, round((x - room.x) / across)), min(_COLUMNS, round((x + width - room.x) / across)))
        rows = range(max(0, round((y - room.y) / down)), min(_ROWS, round((y + height - room.y) / down)))
        for row in rows:
            grid[row] |= ((1 << len(columns)) - 1) << columns.start
    return sum(map(int.bit_count, grid)) / (_COLUMNS * _ROWS)


def _sentences(shape: Shape) -> Iterator[str]:
    """The sentences of a shape that are long enough; in a table, where names stand, only those with a full stop."""
    for sentence in _SENTENCE_END.split(shape.text):
        plain = " ".join(sentence.split())
        if len(plain) + 2 * count_ideographs(plain) < _LEAST_SENTENCE or plain.startswith("†"):
            continue
        if shape.kind != "table" or plain.endswith(tuple("。！？.!?")):
            yield plain
