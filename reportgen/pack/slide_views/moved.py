"""What has moved since the meeting before: each step that it set out, or for the whole meeting each sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from reportgen.pack import fields
from reportgen.pack.fields import Field, computed
from reportgen.pack.lists import Phrase
from reportgen.pack.pack import Pack
from reportgen.pack.slide_views.slide_view import SlideView
from reportgen.pack.term_view import TermView
from reportgen.pack.views import STATE_MARKS, FollowUp, SectorView, all_sectors
from reportgen.pack.writer import DocumentText
from reportgen.template import RichText

_RESULTS = ("done", "new")
"""What has become of steps that a row of all sectors names."""


class MovedStep(FollowUp):
    """A step of the earlier meeting, as a row."""

    chip: Field[RichText | None] = fields.constant(None, RichText)


class MovedSector(MovedStep):
    """A sector as a row: how many of its steps are done, and which."""

    lead: Field[DocumentText] = fields.text("title")
    text: Field[Any] = fields.constant(None, DocumentText)
    note: Field[DocumentText | None] = fields.constant(None, DocumentText)
    aspect: Field[DocumentText | None] = fields.constant(None, DocumentText)
    source: Field[str] = fields.constant("")
    mark: Field[RichText] = fields.constant(RichText())
    by: Field[Any] = fields.constant([], list[TermView])

    @computed
    def chip(self) -> RichText:
        """Its number on its colour."""
        return self.sector.chip

    @computed
    def state(self) -> str:
        """How many of its steps are done, under way and so on, in words."""
        return counted(self._pack, self.sector.follow_up)

    @computed
    def outcome(self) -> DocumentText | Phrase | None:
        """The steps that are done, in a few words each."""
        leads = [step.lead for step in self.sector.follow_up if step.kind in _RESULTS]
        return Phrase(leads, self._pack.label("semicolon"))


class Moved(SlideView):
    """What has become of the steps that the meeting before set out; nothing where there was none."""

    item = MovedStep
    section = "moved"
    wording = "moved"

    @computed
    def headline(self) -> DocumentText | str:
        """The sentence above it."""
        if self._section:
            return self._section.headline
        return self._pack.label("moved_headline") % {"states": counted(self._pack, self._sector.follow_up)}

    @computed
    def note(self) -> str | None:
        """Which meeting set the steps out, or None where it is not named."""
        earlier = self._meeting.previous
        return self._pack.label("set_out_at") % {"title": earlier.title, "date": earlier.date} if earlier else None

    def _shown(self) -> Sequence[MovedStep]:
        if not self._is_overview:
            return self._views(self._sector.follow_up)
        return [_row(sector) for sector in all_sectors(self._pack) if sector.follow_up]


def _row(sector: SectorView) -> MovedSector:
    return sector._pack.view(MovedSector, sector._node)


def counted(pack: Pack, steps: Iterable[FollowUp]) -> str:
    """How many steps are done, under way and so on: "3 done, 2 under way"."""
    numbers = Counter(step.kind for step in steps)
    states = [kind for kind in STATE_MARKS if numbers[kind]]
    said = [pack.label(f"moved_{kind.replace('-', '_')}") % {"n": numbers[kind]} for kind in states]
    return pack.label("list_comma").join(said)
