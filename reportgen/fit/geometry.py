"""Where things stand on a slide, and which part of a shape its text may fill. Points throughout."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from reportgen.office.drawing.boxes import Box, read_box, read_child_box
from reportgen.office.drawing.text_styles import TextStyle
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_GROUP = qn("p:grpSp")
_DRAWN = (qn("p:sp"), qn("p:pic"), qn("p:graphicFrame"), qn("p:cxnSp"))
_OVERLAP = 20.0
"""What begins this far below the top of a shape stands below it, in points; what begins higher lies over it."""
_ROUND = 0.29289
"""How far the corner of a rounded rectangle keeps text away, as a share of its radius (1 − √½)."""
_USUAL_RADIUS = 0.16667


class Rectangle(NamedTuple):
    """What a shape takes up of its slide, in points; groups have moved and scaled it."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, box: Box) -> Rectangle:
        """The rectangle of a box, in the coordinates that the box has."""
        return cls(*(length / EMU_PER_POINT for length in (box.x, box.y, box.cx, box.cy)))

    def above(self, other: Rectangle) -> bool:
        """Whether growing downwards would make it meet the other one, which it does not overlap now."""
        beside = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        return beside > 1.0 and other.y > self.y + min(self.height / 2, _OVERLAP)


class Scale(NamedTuple):
    """What the groups around a shape make of its coordinates: a factor for each axis, then a shift in points."""

    x: float = 1.0
    y: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def apply(self, inner: Rectangle) -> Rectangle:
        """A rectangle in the slide's own coordinates."""
        x, y, width, height = inner
        return Rectangle(self.left + self.x * x, self.top + self.y * y, self.x * width, self.y * height)


def scale_around(shape: etree._Element) -> Scale:
    """The scale that the groups around a shape give it (§20.1.7.5, `a:chOff` and `a:chExt`)."""
    scale = Scale()
    groups = list(shape.iterancestors(_GROUP))
    for group in reversed(groups):
        box, members = read_box(group), read_child_box(group)
        if box is None or members is None or not members.cx or not members.cy:
            continue
        outer, inner = scale.apply(Rectangle.of(box)), Rectangle.of(members)
        x, y = outer.width / inner.width, outer.height / inner.height
        scale = Scale(x, y, outer.x - inner.x * x, outer.y - inner.y * y)
    return scale


def slide_box(shape: etree._Element, style: TextStyle | None) -> Rectangle | None:
    """What a shape takes up of its slide, or None where neither it nor its layout says so."""
    box = read_box(shape) or (style.box if style is not None else None)
    if box is None:
        return None
    parent = shape.getparent()
    own = Rectangle.of(box)
    return scale_around(shape).apply(own) if parent is not None and parent.tag == _GROUP else own


def drawn(tree: etree._Element) -> Iterator[etree._Element]:
    """The shapes of a shape tree that a reader sees, those in groups too."""
    return tree.iter(*_DRAWN)


def limit_below(
    shape: etree._Element,
    box: Rectangle,
    standing: Iterable[tuple[etree._Element, Rectangle]],
    backdrop: Iterable[Rectangle],
    height: float,
) -> float:
    """How far down a shape may reach: to what stands below it, or to the end of a slide of that `height`.

    `standing` are the shapes of the slide with their rectangles, `backdrop` what its layout draws.
    """
    inside = set(shape.iterancestors(_GROUP))
    others = [
        other for element, other in standing if element is not shape and not inside & set(element.iterancestors(_GROUP))
    ]
    return min((other.y for other in [*others, *backdrop] if box.above(other)), default=height)


def _rounded(width: float, height: float) -> tuple[float, float]:
    inset = min(width, height) * _USUAL_RADIUS * _ROUND
    return inset, inset


def _ellipse(width: float, height: float) -> tuple[float, float]:
    return width / 2 * (1 - math.sqrt(0.5)), height / 2 * (1 - math.sqrt(0.5))


_TEXT_INSETS: Mapping[str, Callable[[float, float], tuple[float, float]]] = {
    "ellipse": _ellipse,
    "flowChartConnector": _ellipse,
    "roundRect": _rounded,
    "flowChartAlternateProcess": _rounded,
    "wedgeRoundRectCallout": _rounded,
    "diamond": lambda width, height: (width / 4, height / 4),
    "flowChartDecision": lambda width, height: (width / 4, height / 4),
}
"""How far inside a preset shape its text rectangle lies (presetShapeDefinitions.xml); others use the whole box."""


def text_area(box: Rectangle, style: TextStyle) -> tuple[float, float]:
    """The width and height that a shape's text may fill in one column."""
    inset = _TEXT_INSETS.get(style.geometry)
    aside, down = inset(box.width, box.height) if inset else (0.0, 0.0)
    left, top, right, bottom = style.insets
    width = box.width - 2 * aside - left - right
    height = box.height - 2 * down - top - bottom
    if not style.upright:
        width, height = height, width
    return (width - style.gap * (style.columns - 1)) / style.columns, height
