"""Bound frames of a template made ready: which slot answers for each, and the marks in its markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.canonical_form import read_part
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.image_files import UnusablePicture
from reportgen.office.opc.new_parts import NewPart
from reportgen.template.render.arrange import Arrangement
from reportgen.template.render.bound_frames import BoundContent, Frame
from reportgen.template.render.chart_series import ChartPattern, chart_pattern
from reportgen.template.render.pictures import PictureSlot, bind_picture
from reportgen.template.runtime.part_code import Variable
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.chart_data import UnusableChartData


class UnusableFrame(ValueError):
    """A picture or chart of the template cannot be bound; the message says why."""


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """A bound chart made ready, but for its part.

    `part` is its name among `parts`, which are all that it leads to, and `root` its tree, which may hold tags of its
    own.
    """

    part: str
    parts: Mapping[str, NewPart]
    root: etree._Element
    pattern: ChartPattern


def bind_frame(
    frame: Frame, tag: Tag, bound: BoundContent, placed: Variable, arranged: Mapping[etree._Element, Arrangement]
) -> PictureSlot | ChartFrame:  # fmt: skip
    """Put marks into a frame, for the fields of what its slot gives, which goes into the variable `placed`.

    `bound` is what the part's frames showed in the template, `arranged` are the shapes whose copies share a row, a
    column or a grid. Raises `UnusableFrame`.
    """
    if frame.foreign:
        raise UnusableFrame("it is a chart of a kind that came with Office 2016, which cannot be bound")
    try:
        if frame.picture is not None:
            inherited = bound.boxes.get(frame.described[0].get("id", ""))
            ready: PictureSlot | ChartFrame = bind_picture(frame, tag, inherited, placed, arranged)
        else:
            ready = _chart(frame, bound)
    except (UnusablePicture, UnusableChartData) as fault:
        raise UnusableFrame(str(fault)) from fault
    for described in frame.described:
        described.set("descr", placed.field("alt|__attribute"))
    return ready


def _chart(frame: Frame, bound: BoundContent) -> ChartFrame:
    assert frame.chart is not None
    name = bound.charts.get(frame.chart.get(qn("r:id"), ""))
    if name is None:
        raise UnusableFrame("its chart part is missing")
    root = read_part(bound.parts[name].entry.read())
    return ChartFrame(name, bound.parts, root, chart_pattern(root))
