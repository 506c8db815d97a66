"""Computes where shapes lie on a slide, how far they may grow, and which area their text may fill. All in points."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from reportgen.office.drawing.boxes import Box, read_box, read_child_box
from reportgen.office.drawing.text_styles import TextStyle
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_GROUP = qn("p:grpSp")
_VISIBLE = (qn("p:sp"), qn("p:pic"), qn("p:graphicFrame"), qn("p:cxnSp"))
_MAX_OVERLAP = 20.0
"""A shape that begins this far below the top of another (in points) is below it; one that begins higher overlaps it."""
_CORNER_SHARE = 0.29289
"""The text inset of a rounded rectangle, as a share of its radius (1 − √½: the corner's distance from the arc)."""
_DEFAULT_RADIUS = 0.16667
"""The radius of a rounded rectangle as a share of its shorter side, unless its shape adjusts it."""


class Rectangle(NamedTuple):
    """The rectangle of a shape on its slide, in points, after the groups around it have moved and scaled it."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, box: Box) -> Rectangle:
        """Return the rectangle of a box (EMU), in the coordinates of the box."""
        return cls(*(length / EMU_PER_POINT for length in (box.x, box.y, box.cx, box.cy)))

    @property
    def box(self) -> Box:
        """The same in EMU."""
        return Box(*(round(length * EMU_PER_POINT) for length in self))

    def is_beside(self, slide: Rectangle) -> bool:
        """Whether it lies wholly outside the rectangle of the slide; a line on the slide's edge does not."""
        right, bottom = self.x + self.width, self.y + self.height
        beside = right <= 0 > self.x or self.x >= slide.width < right
        return beside or bottom <= 0 > self.y or self.y >= slide.height < bottom

    def turned(self, degrees: float) -> Rectangle:
        """The rectangle that it takes when it is rotated around its centre."""
        across, along = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
        width = self.width * across + self.height * along
        height = self.width * along + self.height * across
        return Rectangle(self.x + (self.width - width) / 2, self.y + (self.height - height) / 2, width, height)

    def is_above(self, other: Rectangle) -> bool:
        """Whether it would meet the other rectangle, which it does not overlap now, if it grew downwards."""
        shared_width = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        return shared_width > 1.0 and other.y > self.lowest_overlap

    @property
    def lowest_overlap(self) -> float:
        """How far down another rectangle may begin that counts as overlapping this one."""
        return self.y + min(self.height / 2, _MAX_OVERLAP)


class Scale(NamedTuple):
    """The transform of the groups around a shape: a factor for each axis, then an offset in points."""

    x: float = 1.0
    y: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def apply(self, child: Rectangle) -> Rectangle:
        """Return a rectangle of the innermost group in the slide's coordinates."""
        x, y, width, height = child
        return Rectangle(self.left + self.x * x, self.top + self.y * y, self.x * width, self.y * height)

    def undo(self, box: Box) -> Box:
        """Return a box of the slide (EMU) in the coordinates of the innermost group."""
        x, y, width, height = Rectangle.of(box)
        return Rectangle((x - self.left) / self.x, (y - self.top) / self.y, width / self.x, height / self.y).box


def scale_around(shape: etree._Element) -> Scale:
    """Return the transform of the groups around a shape (ECMA-376 part 1 §20.1.7.5; `a:chOff` and `a:chExt`)."""
    scale = Scale()
    groups = list(shape.iterancestors(_GROUP))
    for group in reversed(groups):
        box, child_box = read_box(group), read_child_box(group)
        if box is None or child_box is None or not child_box.cx or not child_box.cy:
            continue
        outer, child = scale.apply(Rectangle.of(box)), Rectangle.of(child_box)
        x, y = outer.width / child.width, outer.height / child.height
        scale = Scale(x, y, outer.x - child.x * x, outer.y - child.y * y)
    return scale


def slide_rectangle(shape: etree._Element, style: TextStyle | None) -> Rectangle | None:
    """Return the rectangle of a shape on its slide, or None where neither it nor its layout states one."""
    box = read_box(shape) or (style.box if style is not None else None)
    return rectangle_of(shape, box) if box is not None else None


def rectangle_of(shape: etree._Element, box: Box) -> Rectangle:
    """Return the rectangle of a shape on its slide, given its box."""
    return scale_around(shape).apply(Rectangle.of(box))


def visible_shapes(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the shapes of a shape tree that a reader sees, those in groups included."""
    return tree.iter(*_VISIBLE)


class Obstacles:
    """What stands on a slide, from top to bottom: it tells how far down a shape may reach.

    `rectangles` are the shapes of the slide with theirs, `background` are those of what its layout draws, `height` is
    the slide's. Each shape asks only what begins below it, so that a slide of thousands is done in time.
    """

    def __init__(
        self, rectangles: Iterable[tuple[etree._Element, Rectangle]], background: Iterable[Rectangle], height: float
    ) -> None:
        standing = [(rectangle, _outermost_group(shape)) for shape, rectangle in rectangles]
        standing += [(rectangle, None) for rectangle in background]
        standing.sort(key=lambda one: one[0].y)
        self._standing = standing
        self._tops = [rectangle.y for rectangle, _ in standing]
        self._height = height
        self._next_of_others = list(range(1, len(standing) + 1))
        for place in reversed(range(len(standing) - 1)):
            if standing[place][1] is standing[place + 1][1]:
                self._next_of_others[place] = self._next_of_others[place + 1]

    def limit_below(self, shape: etree._Element, box: Rectangle) -> float:
        """Return the lowest y that a shape with this rectangle may reach: the top of what is below, or the slide's end.

        A shape may overlap the members of its own groups.
        """
        own = _outermost_group(shape)
        place = bisect_right(self._tops, box.lowest_overlap)
        while place < len(self._standing):
            rectangle, group = self._standing[place]
            if own is not None and group is own:
                place = self._next_of_others[place]
            elif box.is_above(rectangle):
                return rectangle.y
            else:
                place += 1
        return self._height


def _outermost_group(shape: etree._Element) -> etree._Element | None:
    """The group that holds all the groups around a shape: shapes that share any share this one."""
    return next(reversed(list(shape.iterancestors(_GROUP))), None)


def _rounded_inset(width: float, height: float) -> tuple[float, float]:
    inset = min(width, height) * _DEFAULT_RADIUS * _CORNER_SHARE
    return inset, inset


def _ellipse_inset(width: float, height: float) -> tuple[float, float]:
    return width / 2 * (1 - math.sqrt(0.5)), height / 2 * (1 - math.sqrt(0.5))


_TEXT_INSETS: Mapping[str, Callable[[float, float], tuple[float, float]]] = {
    "ellipse": _ellipse_inset,
    "flowChartConnector": _ellipse_inset,
    "roundRect": _rounded_inset,
    "flowChartAlternateProcess": _rounded_inset,
    "wedgeRoundRectCallout": _rounded_inset,
    "diamond": lambda width, height: (width / 4, height / 4),
    "flowChartDecision": lambda width, height: (width / 4, height / 4),
}
"""Preset shape → the horizontal and vertical inset of its text, from its width and height; others have none
(`presetShapeDefinitions.xml`, ECMA-376 part 1 annex D)."""


def text_area(box: Rectangle, style: TextStyle) -> tuple[float, float]:
    """Return the width and height that the text of a shape may fill in one column."""
    inset = _TEXT_INSETS.get(style.geometry)
    aside, down = inset(box.width, box.height) if inset else (0.0, 0.0)
    left, top, right, bottom = style.insets
    width = box.width - 2 * aside - left - right
    height = box.height - 2 * down - top - bottom
    if not style.upright:
        width, height = height, width
    return (width - style.gap * (style.columns - 1)) / style.columns, height
