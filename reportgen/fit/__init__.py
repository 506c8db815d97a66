"""Fitting: every text in its shape, or on a next slide, or reported; measured, not guessed.

A compiled template has the facts of its shapes (`template_shapes`). A rendered deck is fitted slide by slide (`deck`,
`slide`): a cheap bound tells that most texts fit (`bounds`), the others are measured (`measure`, `tables`).
"""

from reportgen.fit.deck import fit_deck
from reportgen.fit.policy import FIT
from reportgen.fit.static import static_overflows
from reportgen.fit.template_shapes import ShapeCollector, StaticSlide, TemplateShapes, fill_shapes
from reportgen.fit.word import static_paragraphs
from reportgen.office.markup.marks import SLIDE_COUNT

__all__ = [
    "FIT",
    "SLIDE_COUNT",
    "ShapeCollector",
    "StaticSlide",
    "TemplateShapes",
    "fill_shapes",
    "fit_deck",
    "static_overflows",
    "static_paragraphs",
]
