"""How the texts of a finished slide fill their shapes, by the measure that fitting uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from reportgen.fit.geometry import slide_rectangle, text_area
from reportgen.fit.measure import TextArea
from reportgen.fit.paragraphs import Measure
from reportgen.office.drawing.text_styles import SlideStyles
from reportgen.office.markup.namespaces import qn
from reportgen.review.slides import Slide


class TextRoom(NamedTuple):
    """How a shape is filled: the lines of its text, those that there is room for, and whether the text fits."""

    lines: int
    room: int
    fits: bool


def text_rooms(slide: Slide, styles: SlideStyles, measure: Measure) -> Mapping[etree._Element, TextRoom]:
    """The shapes of a slide that hold a text, with how that fills them; tables, which grow, are left out."""
    leaves = (leaf for shape in slide.shapes for leaf in shape.leaves() if leaf.kind == "shape")
    found = ((leaf.element, _room(leaf.element, styles, measure)) for leaf in leaves)
    return {element: room for element, room in found if room is not None}


def _room(shape: etree._Element, styles: SlideStyles, measure: Measure) -> TextRoom | None:
    body, style = shape.find(qn("p:txBody")), styles.of_shape(shape)
    box = slide_rectangle(shape, style)
    if body is None or box is None or style.is_furniture:
        return None
    area, paragraphs = TextArea(style, *text_area(box, style)), measure.read(body, style)
    extent = area.measure(paragraphs)
    if not extent.lines or not extent.height:
        return None
    fits = area.fits(paragraphs)
    room = int(area.limit(extent) * extent.lines / extent.height)
    return TextRoom(extent.lines, max(room, extent.lines) if fits else min(room, extent.lines - 1), fits)
