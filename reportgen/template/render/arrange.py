"""Arranges shapes in a row, column or grid, or along a line: `{%shape row %}` beside `{%shape for … %}`.

The copies share a frame evenly. The frame is the shape named in the tag (`{%shape row in "Frame" %}`);
without a name it reaches from the shape to its mirror image on the other side of the slide. A shape that nothing
repeats is the only copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.drawing.arrangements import Along, Arrangement, Member, Placement, SharedFrame
from reportgen.office.drawing.boxes import Box, box_around, child_offset_and_extent, offset_and_extent, read_box
from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT, whole
from reportgen.template.render.named_frames import ArrangementError, NamedFrame, NamedFrames
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.arrangements import USAGE, arrangement_wording, ends_along
from reportgen.template.syntax.tags import Tag, TagKind

_IN_LOOP = "(loop.index0, loop.length)"
"""The position of a copy in its shape's own loop, as an expression."""
_DEFAULT_GAP = 12.0
"""Points."""
_GROUP, _PICTURE = qn("p:grpSp"), qn("p:pic")


@dataclass(frozen=True, slots=True)
class ArrangementSlot:
    """One coordinate of an arranged shape (`x`, `y`, `cx`, `cy`), printed with its position and the conditions.

    Without a coordinate it prints nothing, and only remembers where the copy stands.
    The pictures in a shape ask `PrintingMemory.arranged` where this copy of it stands.
    """

    placement: Placement
    coordinate: str = ""

    def render(self, value: Any, state: RenderState) -> str:
        """The coordinate in EMU."""
        position, shown = value
        box = self.placement.box(position, shown)
        if self.coordinate:
            return str(getattr(box, self.coordinate))
        state.memory.arranged[self.placement] = box
        return ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """An arranged shape: its placement, the expression for its position, and the conditions of its frame."""

    tag: Tag
    placement: Placement
    position: str = "()"
    conditions: tuple[Tag, ...] = ()
    shown: str = "[]"

    def expression(self) -> str:
        """What a slot of the shape is given."""
        return f"({self.position}, {self.shown})"

    def mark(self, coordinate: str, codes: PartCode) -> str:
        """The mark for one coordinate."""
        slot = codes.package.slot(ArrangementSlot(self.placement, coordinate))
        return codes.tag_mark(replace(self.tag, kind=TagKind.OUTPUT, inside=self.expression()), slot)


def read_arrangement(
    tag: Tag, shape: etree._Element, repeated: bool, slide: tuple[int, int], frames: NamedFrames
) -> Arranged:  # fmt: skip
    """The arrangement that a tag asks for; `slide` is the slide's width and height in EMU.

    Raises `ArrangementError`.
    """
    wording = arrangement_wording(tag)
    if wording is None:
        raise ArrangementError(
            Message("the arrangement '{inside}' cannot be read; {usage}", inside=tag.inside, usage=USAGE)
        )
    box = read_box(shape)
    if box is None:
        raise ArrangementError(Message("the shape has no position of its box; move it once, so that it gets one"))
    name = wording["frame"]
    named = frames.find(shape, name) if name else NamedFrame(SharedFrame(_mirror(box, slide)))
    if wording["kind"] == "along":
        return Arranged(tag, Along(box, named.frame), ends_along(wording), named.conditions)
    columns = 1 if wording["kind"] == "column" else int(wording["columns"] or 0)
    gap = round(float(wording["gap"] or _DEFAULT_GAP) * EMU_PER_POINT)
    placement = Arrangement(box, named.frame, wording["kind"], columns, gap, bool(wording["keep"]), bool(name))
    return Arranged(tag, placement, _IN_LOOP if repeated else "(0, 1)", named.conditions)


def members(group: etree._Element, arranged: Arranged) -> Iterator[tuple[etree._Element, Arranged]]:
    """Everything in an arranged group, with how it follows the group."""
    return _members(group, group, arranged)


def _members(
    holder: etree._Element, outermost: etree._Element, arranged: Arranged
) -> Iterator[tuple[etree._Element, Arranged]]:  # fmt: skip
    for child in holder:
        if child.tag not in SHAPES:
            yield from _members(child, outermost, arranged) if child.tag != qn("p:grpSpPr") else ()
        elif (box := box_around(child, outermost)) is not None:
            inner = replace(arranged, placement=Member(box, arranged.placement, rigid=child.tag == _PICTURE))
            yield child, inner
            yield from _members(child, outermost, inner) if child.tag == _GROUP else ()


def place(shape: etree._Element, arranged: Arranged, codes: PartCode) -> None:
    """Put marks where a shape says its position; what a group holds is then placed in the group's own coordinates.

    The copies of a placeholder are placeholders with numbers that follow one another: a layout has one for each. That
    of LibreOffice has no number: the next ones would be those of the footer and of the slide number.
    """
    placeholder = placeholder_of(shape)
    number = placeholder.get("idx") if placeholder is not None else None
    if placeholder is not None and number and arranged.position == _IN_LOOP:
        placeholder.set("idx", codes.mark(f"{whole(number)} + loop.index0"))
    for position in (offset_and_extent(shape), child_offset_and_extent(shape) if shape.tag == _GROUP else None):
        if position is not None:
            offset, extent = position
            for element, coordinate in ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy")):
                element.set(coordinate, arranged.mark(coordinate, codes))


def _mirror(box: Box, slide: tuple[int, int]) -> Box:
    """The frame from a shape to its mirror image; at the bottom the smaller of its margins stays free."""
    width, height = slide
    return Box(box.x, box.y, max(box.cx, width - 2 * box.x), max(box.cy, height - box.y - min(box.x, box.y)))
