"""Where things stand on a slide, and which part of a shape its text may fill. Points throughout."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from reportgen.office.drawing.text_styles import TextStyle, read_box
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_GROUP = qn("p:grpSp")
_DRAWN = (qn("p:sp"), qn("p:pic"), qn("p:graphicFrame"), qn("p:cxnSp"))
_OVERLAP = 20.0
"""What begins this far below the top of a shape stands below it, in points; what begins higher lies over it."""
_ROUND = 0.29289
"""How far the corner of a rounded rectangle keeps text away, as a share of its radius (1 − √½)."""
_USUAL_RADIUS = 0.16667


class Box(NamedTuple):
    """A rectangle on a slide."""

    x: float
    y: float
    width: float
    height: float

    def above(self, other: Box) -> bool:
        """Whether something that grows down from this box would meet the other one, which it does not overlap."""
        beside = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        return beside > 1.0 and other.y > self.y + min(self.height / 2, _OVERLAP)


class Scale(NamedTuple):
    """What the groups around a shape make of its coordinates."""

    x: float = 1.0
    y: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def apply(self, box: tuple[float, float, float, float]) -> Box:
        """A box in the slide's own coordinates."""
        return Box(
            self.left + self.x * box[0], self.top + self.y * box[1], self.x * box[2], self.y * box[3]
        )  # fmt: skip


def scale_around(shape: etree._Element) -> Scale:
    """The scale that the groups around a shape give it (§20.1.7.5, `a:chOff` and `a:chExt`)."""
    scale = Scale()
    groups = list(shape.iterancestors(_GROUP))
    for group in reversed(groups):
        box, inner = read_box(group), _child_box(group)
        if box is None or inner is None or not inner[2] or not inner[3]:
            continue
        outer = scale.apply(box)
        x, y = outer.width / inner[2], outer.height / inner[3]
        scale = Scale(x, y, outer.x - inner[0] * x, outer.y - inner[1] * y)
    return scale


def _child_box(group: etree._Element) -> tuple[float, float, float, float] | None:
    transform = group.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
    if transform is None:
        return None
    offset, extent = transform.find(qn("a:chOff")), transform.find(qn("a:chExt"))
    if offset is None or extent is None:
        return None
    x, y, width, height = (
        int(e.get(k, "0")) / EMU_PER_POINT for e, k in ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))
    )
    return x, y, width, height


def slide_box(shape: etree._Element, style: TextStyle | None) -> Box | None:
    """Where a shape stands on its slide, or None where nothing says so."""
    box = read_box(shape) or (style.box if style is not None else None)
    if box is None:
        return None
    parent = shape.getparent()
    return scale_around(shape).apply(box) if parent is not None and parent.tag == _GROUP else Box(*box)


def drawn(tree: etree._Element) -> Iterator[etree._Element]:
    """The shapes of a shape tree that a reader sees, those in groups too."""
    return tree.iter(*_DRAWN)


def limit_below(
    shape: etree._Element,
    box: Box,
    standing: Iterable[tuple[etree._Element, Box]],
    backdrop: Iterable[Box],
    height: float,
) -> float:
    """How far down a shape may reach: to what stands below it, or to the end of a slide of that `height`.

    `standing` are the shapes of the slide with their boxes, `backdrop` what its layout draws.
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


def text_area(box: Box, style: TextStyle) -> tuple[float, float]:
    """The width and height that a shape's text may fill in one column."""
    inset = _TEXT_INSETS.get(style.geometry)
    aside, down = inset(box.width, box.height) if inset else (0.0, 0.0)
    left, top, right, bottom = style.insets
    width = box.width - 2 * aside - left - right
    height = box.height - 2 * down - top - bottom
    if not style.upright:
        width, height = height, width
    return (width - style.gap * (style.columns - 1)) / style.columns, height
