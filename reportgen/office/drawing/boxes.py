"""Reads where a shape is and how large it is, in EMU (ECMA-376 part 1 §20.1.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import emu
from reportgen.records.pickling import quickly_pickled

_GROUP = qn("p:grpSp")
_TRANSFORM, _OWN_TRANSFORMS = qn("a:xfrm"), (qn("p:xfrm"), qn("p14:xfrm"))
"""A shape's transform in its properties (`p:spPr`, `pic:spPr` …), and that of a graphic frame in itself."""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Box:
    """The rectangle of a shape in EMU, before it is rotated."""

    x: int
    y: int
    cx: int
    cy: int

    @property
    def right(self) -> int:
        """The x of its right edge."""
        return self.x + self.cx

    @property
    def bottom(self) -> int:
        """The y of its lower edge."""
        return self.y + self.cy

    def contains(self, other: Box) -> bool:
        """Whether the other box is wholly inside."""
        horizontally = self.x <= other.x and other.right <= self.right
        return horizontally and self.y <= other.y and other.bottom <= self.bottom

    def overlaps(self, other: Box) -> bool:
        """Whether the two overlap; touching edges do not count."""
        horizontally = self.x < other.right and other.x < self.right
        return horizontally and self.y < other.bottom and other.y < self.bottom


def offset_and_extent(shape: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """Return the `a:off` and `a:ext` of a shape's own transform; None where it has its position from its layout."""
    return _corner_and_size(shape, "a:off", "a:ext")


def read_box(shape: etree._Element) -> Box | None:
    """Return the box of a shape's own transform; None where it has its position from its layout."""
    return _box_of(offset_and_extent(shape))


def first_box(shapes: Iterable[etree._Element]) -> Box | None:
    """Return the box of the first shape that has one; the caller gives a shape and then those that it inherits from."""
    return next((box for shape in shapes if (box := read_box(shape)) is not None), None)


def read_child_box(group: etree._Element) -> Box | None:
    """Return the box of a group in the coordinates of its members (§20.1.7.1 `a:chExt`, §20.1.7.2 `a:chOff`)."""
    return _box_of(child_offset_and_extent(group))


def child_offset_and_extent(group: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """Return the `a:chOff` and `a:chExt` of a group's transform."""
    return _corner_and_size(group, "a:chOff", "a:chExt")


def box_around(shape: etree._Element, group: etree._Element) -> Box | None:
    """Return the box of a member, however deep, in the coordinates that its group has its own box in."""
    box = read_box(shape)
    for holder in shape.iterancestors(_GROUP):
        outer, inner = read_box(holder), read_child_box(holder)
        if box is not None and outer is not None and inner is not None and inner.cx and inner.cy:
            wider, higher = outer.cx / inner.cx, outer.cy / inner.cy
            x, y = outer.x + (box.x - inner.x) * wider, outer.y + (box.y - inner.y) * higher
            box = Box(round(x), round(y), round(box.cx * wider), round(box.cy * higher))
        if holder is group:
            break
    return box


def _corner_and_size(shape: etree._Element, corner: str, size: str) -> tuple[etree._Element, etree._Element] | None:
    transform = next((found for child in shape for found in child.iterchildren(_TRANSFORM)), None)
    if transform is None:
        transform = next(shape.iterchildren(*_OWN_TRANSFORMS), None)
    if transform is None:
        return None
    offset, extent = (next(transform.iterchildren(qn(name)), None) for name in (corner, size))
    return (offset, extent) if offset is not None and extent is not None else None


def _box_of(found: tuple[etree._Element, etree._Element] | None) -> Box | None:
    if found is None:
        return None
    offset, extent = found
    x, y, cx, cy = (
        emu(element.get(name)) or 0
        for element, name in ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))
    )  # fmt: skip
    return Box(x, y, cx, cy)
