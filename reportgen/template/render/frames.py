"""Bound frames of a template made ready: which slot answers for each, and the marks in its markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.canonical_form import read_part
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.image_files import UnusablePicture
from reportgen.template.render.arrange import Arrangement
from reportgen.template.render.bound_frames import BoundContent, Frame
from reportgen.template.render.charts import ChartSlot
from reportgen.template.render.pictures import PictureSlot
from reportgen.template.runtime.state import Slot
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.chart_data import UnusableChartData


class UnusableFrame(ValueError):
    """A picture or chart of the template cannot be bound; the message says why."""


@dataclass(slots=True)
class FrameCode:
    """A frame made ready: its slot and, for a chart, the tree of the chart part, which may hold tags of its own."""

    slot: Slot
    frame: Frame
    chart: etree._Element | None = None

    def mark_chart(self, mark: str) -> None:
        """Put a mark where the frame names its chart part."""
        assert self.frame.chart is not None
        self.frame.chart.set(qn("r:id"), mark)


def compile_frame(
    frame: Frame, tag: Tag, bound: BoundContent, mark: Callable[[str], str],
    arranged: Mapping[etree._Element, Arrangement],
) -> FrameCode:  # fmt: skip
    """Put marks into a frame; `mark` gives the one for a field of what its slot returns.

    `arranged` are the shapes of the part whose copies share a row, a column or a grid.

    Raises `UnusableFrame`.
    """
    if frame.foreign:
        raise UnusableFrame("it is a chart of a kind that came with Office 2016, which cannot be bound")
    try:
        code = _picture(frame, tag, bound, mark, arranged) if frame.picture is not None else _chart(frame, tag, bound)
    except (UnusablePicture, UnusableChartData) as fault:
        raise UnusableFrame(str(fault)) from fault
    for described in frame.described:
        described.set("descr", mark("alt|__attribute"))
    return code


def _picture(
    frame: Frame, tag: Tag, bound: BoundContent, mark: Callable[[str], str],
    arranged: Mapping[etree._Element, Arrangement],
) -> FrameCode:  # fmt: skip
    inherited = bound.boxes.get(frame.described[0].get("id", ""))
    return FrameCode(PictureSlot(frame, tag, inherited, mark, arranged), frame)


def _chart(frame: Frame, tag: Tag, bound: BoundContent) -> FrameCode:
    assert frame.chart is not None
    part = bound.charts.get(frame.chart.get(qn("r:id"), ""))
    if part is None:
        raise UnusableFrame("its chart part is missing")
    root = read_part(part.entry.read())
    return FrameCode(ChartSlot(part, root, tag), frame, root)
