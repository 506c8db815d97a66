"""Finds text that stands out too little from its background, where both colours can be known from the file.

WCAG 2.2, success criterion 1.4.3: a contrast of 4.5 to 1, of 3 to 1 for large text (18 points, or 14 in bold).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.review.colour_values import Rgb, contrast_ratio
from reportgen.review.document import OfficeDocument
from reportgen.review.slide_colours import PaletteColours, SlideColours
from reportgen.review.text_runs import Formatting, TextRun
from reportgen.review.word_colours import WordColours

LEAST_RATIO, LEAST_RATIO_LARGE = 4.5, 3.0
_LARGE_POINTS, _LARGE_BOLD_POINTS = 18, 14


class LowContrastText(NamedTuple):
    """A run whose contrast is too low: the steps to it, its text, its ratio, and the least ratio it should have."""

    steps: tuple[str, ...]
    text: str
    ratio: float
    least: float


def low_contrast_text(document: OfficeDocument) -> Iterator[LowContrastText]:
    """Yield every run of text with too little contrast, but for those whose colours cannot be known.

    A run without a letter or a figure, as the stroke between two words of a footer, is decoration.
    """
    for run, colour, background in coloured_runs(document):
        if colour is None or background is None:
            continue
        ratio = contrast_ratio(colour, background)
        if ratio < LEAST_RATIO and ratio < (least := _least_ratio(run.formatting)) and any(map(str.isalnum, run.text)):
            steps = (*run.part_steps, *document.places.to(run.element))
            yield LowContrastText(steps, run.text.strip(), ratio, least)


def _least_ratio(formatting: Formatting) -> float:
    """Return the contrast that text should have at least."""
    large = formatting.points >= (_LARGE_BOLD_POINTS if formatting.bold else _LARGE_POINTS)
    return LEAST_RATIO_LARGE if large else LEAST_RATIO


def coloured_runs(document: OfficeDocument) -> Iterator[tuple[TextRun[Formatting], Rgb | None, Rgb | None]]:
    """Yield every run with its colour and the one behind it; None where it is not known."""
    word_colours = WordColours(document.styles)
    for word_run in document.word_runs:
        yield word_run, *word_colours.of(word_run)
    palettes = {slide.palette: PaletteColours(slide.palette) for slide in document.slides}
    for slide in document.slides:
        slide_colours = SlideColours(slide, palettes[slide.palette])
        for run in slide.runs:
            if run.shape.kind in ("shape", "table"):
                yield run, *slide_colours.of(run)
