"""Binds the frames of a template: puts marks into each picture or chart, and makes the slot that fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.canonical_form import read_part
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.image_files import UnusablePicture
from reportgen.office.opc.new_parts import NewPart
from reportgen.template.render.arrange import Arranged
from reportgen.template.render.bound_frames import BoundContent, Frame
from reportgen.template.render.chart_series import ChartPattern, chart_pattern
from reportgen.template.render.pictures import PictureSlot, bind_picture
from reportgen.template.runtime.part_code import Variable
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.chart_data import UnusableChartData


class UnusableFrame(ValueError):
    """Raised for the picture or chart of a tag that cannot be bound; the message says which, and the `reason`."""

    def __init__(self, tag: Tag, reason: str) -> None:
        super().__init__(Message("the frame of '{text}' cannot be bound: {fault}", text=tag.text, fault=reason))


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """A bound chart whose part is still to be compiled.

    `part` is its name among `parts`, which are all that it leads to, and `root` its tree, which may hold tags of its
    own.
    """

    part: str
    parts: Mapping[str, NewPart]
    root: etree._Element
    pattern: ChartPattern


def bind_frame(
    frame: Frame, tag: Tag, bound: BoundContent, placed: Variable, arranged: Mapping[etree._Element, Arranged]
) -> PictureSlot | ChartFrame:  # fmt: skip
    """Put marks into a frame, for the fields of what its slot gives, which goes into the variable `placed`.

    `bound` is what the part's frames showed in the template, `arranged` are the shapes that statements place. Raises
    `UnusableFrame`.
    """
    if frame.chart_ex:
        raise UnusableFrame(tag, Message("it is a chart of a kind that came with Office 2016, which cannot be bound"))
    try:
        if frame.picture is not None:
            inherited = bound.boxes.get(frame.described[0].get("id", ""))
            binding: PictureSlot | ChartFrame = bind_picture(frame, tag, inherited, placed, arranged)
        else:
            binding = _chart(frame, tag, bound)
    except (UnusablePicture, UnusableChartData) as fault:
        raise UnusableFrame(tag, str(fault)) from fault
    for described in frame.described:
        described.set("descr", placed.field("alt|__attribute"))
    return binding


def _chart(frame: Frame, tag: Tag, bound: BoundContent) -> ChartFrame:
    assert frame.chart is not None
    name = bound.charts.get(frame.chart.get(qn("r:id"), ""))
    if name is None:
        raise UnusableFrame(tag, Message("its chart part is missing"))
    root = read_part(bound.parts[name].entry.read())
    return ChartFrame(name, bound.parts, root, chart_pattern(root))
