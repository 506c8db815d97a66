"""What a template sees: the content of one pack, in one language, ready to print.

Every class here is part of the contract with the people who edit templates; `templates/README.md` lists it. Missing
optional parts are None, so `{% if item.note %}` asks for them. A field is read when a template asks for it, so a
document depends on what its template reads and on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from reportgen.model.content import Figure
from reportgen.model.dates import PartialDate
from reportgen.model.target import OVERVIEW
from reportgen.pack import fields, own_views
from reportgen.pack.axis import Axis
from reportgen.pack.charts import comparable, figures_chart, milestones_chart
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.figure_view import FigureView
from reportgen.pack.lists import Listed, Phrase, strong
from reportgen.pack.pack import Pack
from reportgen.pack.sections import CellsView, ReasonView, SectionsView
from reportgen.pack.term_view import TermView, name, names, term_views
from reportgen.pack.writer import DocumentText
from reportgen.project.places import sector_file
from reportgen.template import Chart, RichText


class ItemView(View):
    """One statement with its lead, who does it (`by`), and its source; `number` is its place in its list, from 1."""

    lead = fields.text()
    opening = fields.opening()
    text = fields.text()
    source = fields.paragraphs()
    mark = fields.mark()
    aspect = fields.optional_text()
    note = fields.optional_text()
    by = names()
    who: Field[Any] = fields.constant(None, TermView)
    due: Field[str | None] = fields.constant(None, str)
    extra = own_views.own_fields("item")
    pictures = own_views.pictures()

    @computed
    def actors(self) -> str:
        """Who does it, in brackets behind the text; empty where nobody is named."""
        return self._pack.written(self._pack.in_brackets(body.brief for body in self.by))

    @computed
    def number(self) -> int:
        """Its place in its list."""
        return int(self._node.path[-1]) + 1

    @computed
    def notes(self) -> Phrase:
        """What to say about it, with its source."""
        return self._pack.spoken([self.lead, *([self.note] if self.note else [])], self.source)


class Step(ItemView):
    """What comes next, `due` at a date where the record has one."""

    due = fields.optional_date()
    extra = own_views.own_fields("next_step")


class FollowUp(ItemView):
    """A step of the earlier meeting in its words of then, what has become of it, and what has been done (`outcome`)."""

    @computed
    def outcome(self) -> DocumentText | Phrase | None:
        """What has been done; of what is new its text, where no more is said."""
        said = "outcome" if self._pack.value(self._node, "outcome") else "text" if self.kind == "new" else ""
        return self._pack.text(self._node.child(said)) if said else None

    @computed
    def kind(self) -> str:
        """What has become of it: `done`, `under-way`, `dropped`, `new`; `open` where nobody has said so yet."""
        return str(self._pack.value(self._node, "state") or "open")

    @computed
    def state(self) -> str:
        """The same as a mark and a word."""
        label = self._pack.label(f"state_{self.kind.replace('-', '_')}")
        return self._pack.written(f"{STATE_MARKS[self.kind]} {label}")

    @computed
    def sector(self) -> SectorView:
        """The sector that it belongs to."""
        return self._pack.view(SectorView, self._pack.sector(self._node.scope))


STATE_MARKS: Mapping[str, str] = {"done": "●", "under-way": "◎", "open": "○", "dropped": "×", "new": "+"}
"""What has become of a step → the mark for it, in the order in which they are counted."""


class AgreementView(View):
    """A signed document."""

    document = name()
    kind = fields.optional_text()
    parties = names()
    date = fields.date()
    purpose = fields.optional_text()
    source = fields.paragraphs()
    mark = fields.mark()
    occasion = fields.optional_text()
    extra = own_views.own_fields("agreement")
    pictures = own_views.pictures()

    @computed
    def title(self) -> str:
        """The name of the document."""
        return self.document.name

    @computed
    def title_1(self) -> str:
        """The same as a line begins with it, marked where it is still to be verified."""
        return self.document.heading

    @computed
    def title_2(self) -> Phrase | None:
        """Its name in the other language of the record, or None."""
        return self.document.counterpart

    @computed
    def notes(self) -> Phrase:
        """What to say about it, with its source."""
        said = [self._pack.capital(self.document.name), self.purpose]
        return self._pack.spoken([one for one in said if one], self.source)

    @computed
    def sector(self) -> SectorView:
        """The sector that it belongs to."""
        return self._pack.view(SectorView, self._pack.sector(self._node.scope))


class MilestoneView(View):
    """A dated event; `meeting` is true for the entry of a timeline that stands for the meeting itself."""

    date = fields.date()
    lead = fields.text()
    opening = fields.opening()
    text: Field[DocumentText | None] = fields.text()
    source = fields.paragraphs()
    mark = fields.mark()
    meeting = fields.constant(False)
    extra: Field[own_views.OwnFieldsView] = own_views.own_fields("milestone")
    pictures: Field[own_views.PicturesView] = own_views.pictures()

    @computed
    def done(self) -> bool:
        """Whether it is reached."""
        return bool(self._pack.value(self._node, "status") == "done")

    @computed
    def sector(self) -> SectorView | None:
        """The sector that it belongs to."""
        return self._pack.view(SectorView, self._pack.sector(self._node.scope))

    @computed
    def when(self) -> str:
        """The date as a line begins with it."""
        return self._pack.capital(self.date)

    @computed
    def kind(self) -> str:
        """Whether it is `reached`, `ahead`, or the `meeting` itself."""
        return "meeting" if self.meeting else "reached" if self.done else "ahead"

    @computed
    def state(self) -> str:
        """Whether it is reached, as a mark and a word."""
        mark, word = ("●", "reached") if self.done else ("○", "expected")
        return self._pack.written(f"{mark} {self._pack.label(word)}")

    @computed
    def open(self) -> bool:
        """Whether it begins then and no end is named."""
        return self.stored_date.is_open

    @computed
    def start(self) -> float:
        """Where it begins on the pack's timeline, from 0 to 1."""
        return home(self._pack).axis.span(self.stored_date)[0]

    @computed
    def end(self) -> float:
        """Where it ends on the pack's timeline; a day and a month are points."""
        return home(self._pack).axis.span(self.stored_date)[1]

    @computed
    def notes(self) -> Phrase:
        """What to say about it, with its source."""
        return self._pack.spoken([self.date, self.lead], self.source)

    @property
    def stored_date(self) -> PartialDate:
        """The date as the content has it."""
        date: PartialDate = self._pack.value(self._node, "date")
        return date


class Today(MilestoneView):
    """The meeting as the entry of a timeline."""

    lead: Field[DocumentText] = fields.text("title")
    text: Field[DocumentText | None] = fields.optional_text("place")
    source = fields.constant("")
    mark: Field[RichText] = fields.constant(RichText())
    meeting = fields.constant(True)
    extra: Field[own_views.OwnFieldsView] = own_views.no_own_fields("milestone")
    done = fields.constant(True)
    sector: Field[SectorView | None] = fields.constant(None, View)


class PeriodView(View):
    """A column of the roadmap."""

    title = fields.text()

    @computed
    def dates(self) -> list[MilestoneView]:
        """The same as `milestones`."""
        return self.milestones

    @computed
    def lines(self) -> Listed[Phrase]:
        """A paragraph for each date: the number of its sector on its colour, the date in bold; below it what it is.

        In an edition of two languages it has both.
        """
        return Listed(_dated_line(date) for date in self.dates)

    @computed
    def milestones(self) -> list[MilestoneView]:
        """The milestones that fall into it."""
        overview = self._pack.view(Overview, self._pack.meeting.child("overview"))
        return overview.milestones_by_period[int(self._node.path[-1])]


def _dated_line(date: MilestoneView) -> Phrase:
    other = date.other
    chip = [date.sector.chip] if date.sector else []
    when = Phrase([date.when, other.when] if other else [date.when], "  |  ")
    head = Phrase([*chip, strong(when)], " ")
    lead = Phrase([date.lead, other.lead], "  ") if other else date.lead
    return Phrase([head, lead], "\n")


class ChartsView(View):
    """The charts that the numbers allow; what cannot be drawn is None."""

    @cached_property
    def compared(self) -> list[FigureView]:
        """The figures that can be compared, as `charts.comparable` has them."""
        figures: tuple[Figure, ...] = self._pack.everything(self._node, "figures")
        return [view for _, view in comparable(figures, self._pack.views(FigureView, self._node, "figures"))]

    @computed
    def figures(self) -> Chart | None:
        """The figures that can be compared."""
        return figures_chart([(view._node.value, view) for view in self.compared], self._pack.label)

    @cached_property
    def dated(self) -> list[SectorView]:
        """The sectors that have milestones of known date, those with most of them first."""
        dated = [sector for sector in all_sectors(self._pack) if sector.dated]
        return sorted(dated, key=lambda sector: -len(sector.dated))

    @computed
    def milestones(self) -> Chart | None:
        """The milestones of all sectors, for the overview."""
        if self._node.path != ("overview",):
            return None
        return milestones_chart(self.dated, self, self._pack.label)

    def legend(self, key: str) -> str:
        """A label of the legend, with the day of the meeting."""
        return self._pack.label(key) % {"date": self._pack.date(self._pack.value(self._pack.meeting, "date"))}


class SectorName(View):
    """A sector as the other sectors' packs see it."""

    title = fields.text()

    @computed
    def id(self) -> str:
        """Its id."""
        return self._node.scope

    @computed
    def number(self) -> int:
        """Its position in the meeting, from 1."""
        sectors: tuple[str, ...] = self._pack.value(self._pack.meeting, "sectors")
        return sectors.index(self._node.scope) + 1

    @computed
    def colour(self) -> str:
        """Its colour: six hexadecimal digits."""
        return self._pack.colours(self.id, self.number)[0]

    @computed
    def chip(self) -> RichText:
        """Its number on its colour."""
        return self._pack.colours(self.id, self.number)[1]

    @computed
    def place(self) -> str:
        """Its position among the others, in words; nothing where there are no others."""
        total = len(self._pack.value(self._pack.meeting, "sectors"))
        if total == 1:
            return ""
        return self._pack.label("sector_n_of_m") % {"n": self.number, "total": total}

    @computed
    def current(self) -> bool:
        """Whether the document is about it."""
        return self.id == self._pack.id


def all_sectors(pack: Pack) -> list[SectorView]:
    """The sectors in the meeting's order, without those whose files are not there or have faults."""
    return [pack.view(SectorView, pack.sector(name)) for name in readable_sectors(pack)]


def readable_sectors(pack: Pack) -> list[str]:
    """The ids of the sectors whose files could be read."""
    ids: tuple[str, ...] = pack.value(pack.meeting, "sectors")
    for sector_id in ids:
        pack.ask("value", sector_file(sector_id), "title")  # one that is written later is a reason to be made again
    return [sector_id for sector_id in ids if sector_id in pack.project.sectors]


class SectorView(SectorName):
    """A sector, or the overview of all of them (`number` 0, and `periods`)."""

    headline = fields.optional_text()
    summary = fields.optional_text()
    follow_up: Field[list[FollowUp]] = fields.views(FollowUp)
    takeaways = fields.views(ItemView)
    progress: Field[list[ItemView]] = fields.views(ItemView)
    next_steps: Field[list[Step]] = fields.views(Step)
    agreements: Field[list[AgreementView]] = fields.views(AgreementView)
    figures = fields.views(FigureView)
    milestones: Field[list[MilestoneView]] = fields.views(MilestoneView)
    why_it_matters = fields.optional_view(ReasonView)
    sections = fields.view_of(SectionsView)
    overview: Field[CellsView | None] = fields.optional_view(CellsView)
    periods: Field[list[PeriodView]] = fields.constant([], list[PeriodView])
    extra = own_views.own_fields("sector")
    pictures = own_views.pictures()

    @computed
    def timeline(self) -> list[MilestoneView]:
        """The milestones with the meeting among them, after those that were reached before it; empty without any.

        What was reached on the day of the meeting, such as a document signed, comes after it.
        """
        if not self.dated:
            return []
        today = self._pack.view(Today, self._pack.meeting)
        first, last = self._pack.days(today.stored_date)
        done = [(milestone, self._pack.days(milestone.stored_date)) for milestone in self.dated if milestone.done]
        same_day = [milestone for milestone, days in done if first <= days[0] and days[1] <= last]
        before = [milestone for milestone, _ in done if milestone not in same_day]
        ahead = [milestone for milestone in self.dated if not milestone.done]
        return [*before, *([today] if today.stored_date.is_known else []), *same_day, *ahead]

    @property
    def dated(self) -> list[MilestoneView]:
        """The milestones whose dates are known."""
        return [milestone for milestone in self.milestones if milestone.stored_date.is_known]

    @cached_property
    def axis(self) -> Axis:
        """The days that its timeline covers."""
        return Axis([entry.stored_date for entry in self.timeline], 0, self._pack.financial_year_starts)

    @computed
    def terms(self) -> list[TermView]:
        """The terms that its content refers to."""
        self._pack.ask("terms", self.id)
        return term_views(self._pack, self._pack.references.term_ids(self.id))

    @computed
    def source(self) -> str:
        """The paragraphs that its statements come from."""
        return self._pack.all_paragraphs(self.id)

    @computed
    def charts(self) -> ChartsView:
        """The charts that its numbers allow."""
        return self._pack.view(ChartsView, self._node)


class Overview(SectorView):
    """The overview as templates see it; agreements and milestones are those of all sectors, by date."""

    id = fields.constant(OVERVIEW)
    number = fields.constant(0)
    progress: Field[list[ItemView]] = fields.constant([], list[ItemView])
    next_steps: Field[list[Step]] = fields.constant([], list[Step])
    overview: Field[CellsView | None] = fields.constant(None, CellsView)
    periods: Field[list[PeriodView]] = fields.views(PeriodView)

    @computed
    def place(self) -> str:
        """That it is about all sectors."""
        return self._pack.label("all_sectors")

    @computed
    def follow_up(self) -> list[FollowUp]:
        """What has become of the steps that the meeting before set out."""
        return [step for sector in all_sectors(self._pack) for step in sector.follow_up]

    @computed
    def agreements(self) -> list[AgreementView]:
        """The documents that were signed."""
        signed = [agreement for sector in all_sectors(self._pack) for agreement in sector.agreements]
        return sorted(signed, key=lambda one: self._pack.days(self._pack.value(one._node, "date"))[1])

    @computed
    def milestones(self) -> list[MilestoneView]:
        """The milestones, by date."""
        dated = [milestone for sector in all_sectors(self._pack) for milestone in sector.milestones]
        return sorted(dated, key=lambda one: self._pack.days(one.stored_date)[1])

    @cached_property
    def milestones_by_period(self) -> list[list[MilestoneView]]:
        """The milestones of each period, in order."""
        found, rest, days = [], list(self.dated), self._pack.days
        for index in range(len(self._pack.value(self._node, "periods"))):
            until = self._pack.value(self._node.child("periods", index), "until")
            inside = [one for one in rest if until is None or days(one.stored_date)[1] <= days(until)[1]]
            rest = rest[len(inside) :]
            found.append(inside)
        return found


def home(pack: Pack) -> SectorView:
    """What the document is about: a sector, or the whole meeting."""
    if pack.id == OVERVIEW:
        return pack.view(Overview, pack.meeting.child("overview"))
    return pack.view(SectorView, pack.sector(pack.id))
