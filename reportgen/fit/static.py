"""Static texts that do not fit: nobody's tags fill them, so they stay as they are, and their author is warned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.diagnostics import Diagnostic, Message, Severity
from reportgen.fit.deck import location_of
from reportgen.fit.known_shapes import KnownShapes, known_shapes
from reportgen.fit.numbered_slide import NumberedSlide
from reportgen.fit.slide import Overflow, SlideFitter
from reportgen.fit.template_shapes import TemplateShapes

STATIC_OVERFLOW = "static-overflow"
_HINT = Message("shorten the text, give it more room, or let it be: {%shape fit keep %} in the shape's alt text")


def static_overflows(slides: Iterable[str], template: TemplateShapes, name: str) -> list[Diagnostic]:
    """A warning for each text on a template's slides that no tag fills and that does not fit.

    `slides` are their numbered markup before anything is rendered, `template` has the facts of their shapes; `name` is
    the template's in messages.
    """
    shapes = known_shapes(template)
    return [
        Diagnostic(STATIC_OVERFLOW, overflow.message, location_of(overflow, name), _HINT, Severity.WARNING)
        for markup in slides
        for overflow in _overflows(NumberedSlide(markup), shapes)
    ]


def _overflows(slide: NumberedSlide, shapes: KnownShapes) -> Iterator[Overflow]:
    doubtful = shapes.doubtful_static(slide)
    titles = doubtful.intersection(shapes.title_places(slide))
    if doubtful - titles:
        yield from SlideFitter(slide, shapes, candidates=doubtful - titles).fit().overflows
    if titles:
        yield from SlideFitter(slide, shapes, candidates=titles).fit_headings().overflows
