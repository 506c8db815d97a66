"""Arranges the copies of a repeated shape in a row, column or grid: `{%shape row %}` beside `{%shape for … %}`.

The copies share a frame evenly. The frame is the shape named in the tag (`{%shape row in "Frame" %}`);
without a name it reaches from the shape to its mirror image on the other side of the slide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from reportgen.office.drawing.boxes import Box, offset_and_extent, read_box
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag, TagKind

_HOLDERS = (qn("p:spTree"), qn("p:grpSp"))
_DEFAULT_GAP = 12.0
"""Points."""
_WORDING = re.compile(
    r'(?P<kind>row|column|grid(?:\s+(?P<columns>\d{1,2}))?)(?:\s+in\s+"(?P<frame>[^"]+)")?'
    r"(?:\s+gap\s+(?P<gap>\d+(?:\.\d+)?))?(?P<keep>\s+keep)?"
)
_USAGE = 'write it like {%shape row %}, {%shape grid 3 in "Frame" gap 12 %} or {%shape column keep %}'


class ArrangementError(ValueError):
    """Raised for an arrangement that cannot be read, or has no frame; the message says why."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How copies of a shape share a frame; `columns` 0 is as many as there are items, `gap` is in EMU.

    With `keep` a copy keeps the shape's size and stands at the start of its share.
    """

    shape: Box
    frame: Box
    columns: int
    gap: int
    keep: bool

    def box(self, index: int, count: int) -> Box:
        """Where copy `index` of `count` stands."""
        columns = min(self.columns or count, count) or 1  # never 0: it divides below
        rows = -(-count // columns)  # rounded up
        # of each share the gap is a part: n widths and n - 1 gaps fill the frame
        width = (self.frame.cx + self.gap) // columns
        height = (self.frame.cy + self.gap) // rows if rows > 1 or self.columns == 1 else 0
        x = self.frame.x + (index % columns) * width
        y = self.frame.y + (index // columns) * height if height else self.shape.y
        if self.columns == 1:
            x = self.shape.x
        if self.keep:
            return Box(x, y, self.shape.cx, self.shape.cy)
        cx = self.shape.cx if self.columns == 1 else width - self.gap
        return Box(x, y, cx, height - self.gap if height else self.shape.cy)


@dataclass(frozen=True, slots=True)
class ArrangementSlot:
    """One coordinate of an arranged shape (`x`, `y`, `cx`, `cy`), printed with the loop's index and length.

    Without a coordinate it prints nothing, and only remembers where the copy stands.
    The pictures in a shape ask `PrintingMemory.arranged` where this copy of it stands.
    """

    arrangement: Arrangement
    coordinate: str = ""

    def render(self, value: Any, state: RenderState) -> str:
        """The coordinate in EMU."""
        index, count = value
        box = state.memory.arranged[self.arrangement] = self.arrangement.box(index, count)
        return str(getattr(box, self.coordinate)) if self.coordinate else ""


def read_arrangement(
    text: str, shape: etree._Element, slide: tuple[int, int], guides: Mapping[str, Box]
) -> Arrangement:  # fmt: skip
    """The arrangement that a tag asks for; `slide` is the slide's width and height in EMU, `guides` are its frames.

    Raises `ArrangementError`.
    """
    wording = _WORDING.fullmatch(text.strip())
    if wording is None:
        raise ArrangementError(f"the arrangement '{text}' cannot be read; {_USAGE}")
    box = read_box(shape)
    if box is None:
        raise ArrangementError("the shape has no position of its box; move it once, so that it gets one")
    frame = _named_frame(shape, wording["frame"], guides) if wording["frame"] else _mirror(box, slide)
    columns = {"row": 0, "column": 1}.get(wording["kind"].split()[0], int(wording["columns"] or 2))
    gap = round(float(wording["gap"] or _DEFAULT_GAP) * EMU_PER_POINT)
    return Arrangement(box, frame, columns, gap, bool(wording["keep"]))


def arrange(
    tag: Tag, shape: etree._Element, slide: tuple[int, int], guides: Mapping[str, Box], codes: PartCode
) -> Arrangement:  # fmt: skip
    """Read the arrangement that a tag asks for, and put marks where the shape says its position.

    Raises `ArrangementError`.
    """
    arrangement, position = read_arrangement(tag.inside, shape, slide, guides), offset_and_extent(shape)
    assert position is not None
    offset, extent = position
    index = replace(tag, kind=TagKind.OUTPUT, inside="loop.index0, loop.length")
    for element, coordinate in zip((offset, offset, extent, extent), ("x", "y", "cx", "cy"), strict=True):
        slot = codes.package.slot(ArrangementSlot(arrangement, coordinate))
        element.set(coordinate, codes.tag_mark(index, slot))
    return arrangement


def _mirror(box: Box, slide: tuple[int, int]) -> Box:
    """The frame from a shape to its mirror image; at the bottom the smaller of its margins stays free."""
    width, height = slide
    return Box(box.x, box.y, max(box.cx, width - 2 * box.x), max(box.cy, height - box.y - min(box.x, box.y)))


def _named_frame(shape: etree._Element, name: str, guides: Mapping[str, Box]) -> Box:
    """The box of the guide of this name, or of a shape beside another one. Raises `ArrangementError`."""
    if name in guides:
        return guides[name]
    tree = shape.getparent()
    while tree is not None and tree.tag not in _HOLDERS:
        tree = tree.getparent()  # out of the alternatives that the shape is a version of
    for other in tree if tree is not None else ():
        properties = next(other.iter(qn("p:cNvPr")), None) if isinstance(other.tag, str) else None
        if properties is not None and properties.get("name") == name and other is not shape:
            box = read_box(other)
            if box is not None:
                return box
    raise ArrangementError(f"there is no shape called '{name}' with a position beside this one")
