"""The dated steps of a meeting in lanes, one below the other: a lane for each sector, its time to scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from reportgen.characters import is_full_width
from reportgen.pack.axis import Axis
from reportgen.pack.fields import View, computed
from reportgen.pack.lists import rich
from reportgen.pack.sections import AskedView
from reportgen.pack.slide_views.slide_items import TickView, UndatedQuestion, tick_views
from reportgen.pack.slide_views.slide_view import SlideView
from reportgen.pack.views import MilestoneView, SectorView, all_sectors, home
from reportgen.pack.writer import DocumentText
from reportgen.template import RichText

FEWEST_SECTORS = 2
"""The fewest sectors with dates that make lanes."""
MOST_STEPS = 4
"""The most steps whose words stand side by side in a lane; a sector that has more has another lane."""
MOST_NAMED = 120
"""The most Chinese characters, or twice as many Latin ones, that names of sectors without a date may have to find room
below the lanes; otherwise their number is said."""
LABEL = 1 / 6
"""The share of the line that the words for a step have at the least."""
_ROOM = LABEL / (1 - LABEL)
"""How much longer the line is than its dates: the words for the last stand beside it too."""


class LaneStep(MilestoneView):
    """A dated step in its lane."""

    @computed
    def start(self) -> float:
        """Where it begins on the line of all lanes, from 0 to 1."""
        return _line(self).axis.span(self.stored_date)[0]

    @computed
    def end(self) -> float:
        """Where it ends on the line; a day and a month are points."""
        return _line(self).axis.span(self.stored_date)[1]

    @computed
    def label_start(self) -> float:
        """Where its words begin: where it does itself, or beside those of its neighbours."""
        return self._label[0]

    @computed
    def label_end(self) -> float:
        """Where its words end: where those of the next step begin, or at the end of the line."""
        return self._label[1]

    @property
    def _label(self) -> tuple[float, float]:
        """Where its words begin and end."""
        for steps in _line(self).lanes_of(self._node.scope):
            nodes = [step._node.path for step in steps]
            if self._node.path in nodes:
                return label_places([step.start for step in steps])[nodes.index(self._node.path)]
        raise LookupError(self._node.path)


class LaneView(View):
    """A lane: a sector with up to `MOST_STEPS` of its dated steps, by the middle of their time."""

    @computed
    def name(self) -> RichText:
        """The sector's name in its colour."""
        colour = self.sector.colour
        return RichText(*(replace(span, bold=True, colour=colour) for span in rich(self.sector.title)))

    @computed
    def sector(self) -> SectorView:
        """The sector."""
        return self._pack.view(SectorView, self._pack.sector(self._node.scope))

    @computed
    def steps(self) -> list[LaneStep]:
        """Its steps."""
        return _line(self).lanes_of(self._node.scope)[int(self._node.path[-1])]


class Lanes(SlideView):
    """A lane for each sector that has dates, of the whole meeting; none where fewer than two have."""

    item = LaneView
    section = "milestones"
    wording = "milestones"

    @computed
    def headline(self) -> DocumentText | str:
        """The sentence above it."""
        dated = self._sector.dated
        done = sum(milestone.done for milestone in dated)
        written = self._pack.label("milestones_headline") % {"total": len(dated), "done": done}
        return self._section.headline if self._section else written

    @computed
    def asked(self) -> AskedView | None:
        """The question that is written, or why sectors are missing where some are."""
        if self._section or not self._undated:
            return self._section.asked if self._section else None
        return self._pack.view(UndatedQuestion, self._node)

    @computed
    def years(self) -> Sequence[TickView]:
        """The years of the line, or its months where it is short."""
        return tick_views(self._pack, list(_line(self).axis.ticks())) if self else []

    @computed
    def today(self) -> float | None:
        """Where the day of the meeting stands on the line, from 0 to 1; None without lanes."""
        return _line(self).axis.span(self._pack.value(self._pack.meeting, "date"))[0] if self else None

    @computed
    def note(self) -> str | None:
        """Which sectors have no date, or how many where their names have no room; None where all have one."""
        undated = self._undated
        if sum(map(_length, undated)) > MOST_NAMED:
            total = len(self._pack.value(self._pack.meeting, "sectors"))
            return self._pack.label("milestones_none_of_many") % {"count": len(undated), "total": total}
        return self._pack.label("milestones_none") % {"names": self._pack.listed(undated)} if undated else None

    @property
    def _undated(self) -> list[DocumentText]:
        return [sector.title for sector in all_sectors(self._pack) if not sector.dated]

    def _shown(self) -> Sequence[LaneView]:
        dated = [sector for sector in all_sectors(self._pack) if sector.dated] if self._is_overview else []
        if len(dated) < FEWEST_SECTORS or not self._pack.value(self._pack.meeting, "date").is_known:
            return []
        nodes = [
            replace(sector._node, path=("lanes", str(lane)))
            for sector in dated
            for lane in range(len(_line(self).lanes_of(sector.id)))
        ]
        return [self._pack.view(LaneView, node) for node in nodes]


class _Line(View):
    """The line on which the steps of all lanes stand."""

    @cached_property
    def axis(self) -> Axis:
        """The days from the first date of all sectors to the last, and room for the words of the last."""
        return Axis([entry.stored_date for entry in home(self._pack).timeline], _ROOM, self._pack.financial_year_starts)

    def lanes_of(self, sector_id: str) -> list[list[LaneStep]]:
        """The steps of a sector by lane."""
        dated = self._pack.view(SectorView, self._pack.sector(sector_id)).dated
        steps = sorted((self._pack.view(LaneStep, one._node) for one in dated), key=lambda one: one.start + one.end)
        return [steps[first : first + MOST_STEPS] for first in range(0, len(steps), MOST_STEPS)]


def _line(view: View) -> _Line:
    return view._pack.view(_Line, view._pack.meeting)


def label_places(starts: Sequence[float]) -> list[tuple[float, float]]:
    """Where the words of up to `MOST_STEPS` steps begin and end, for where the steps begin, in this order.

    They begin where their step does, and further right or left only so that each has a `LABEL` of its own.
    """
    begins: list[float] = []
    for index, start in enumerate(starts):
        earliest = begins[-1] + LABEL if begins else 0.0
        latest = 1 - (len(starts) - index) * LABEL
        begins.append(min(max(start, earliest), latest))
    return list(zip(begins, [*begins[1:], 1.0], strict=True))


def _length(name: DocumentText) -> float:
    """The length of a name and what stands behind it in a list, in Chinese characters."""
    return sum(1 if is_full_width(character) else 0.5 for character in f"{name}, ")
