"""What a template sees: the content of one pack, in one language, ready to print.

Every class here is part of the contract with the people who edit templates; `templates/README.md` lists it. Missing
optional parts are None, so `{% if item.note %}` asks for them. A field is read when a template asks for it, so a
document depends on what its template reads and on nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from reportgen.lang.dates import format_date
from reportgen.lang.measures import Measure, format_measure
from reportgen.model.content import Figure
from reportgen.model.target import OVERVIEW
from reportgen.pack import fields
from reportgen.pack.charts import figures_chart, milestones_chart
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.pack import Pack
from reportgen.pack.term_view import TermView, optional_term, term, term_views, terms
from reportgen.pack.writer import DocumentText
from reportgen.template import Chart, RichText, Span


class ItemView(View):
    """One statement with its lead, who does it (`by`), and its source."""

    lead = fields.text()
    text = fields.text()
    source = fields.paragraphs()
    aspect = fields.optional_text()
    note = fields.optional_text()
    by = terms()
    who: Field[TermView | None] = fields.constant(None, TermView)


class Statement(ItemView):
    """A statement of the meeting: `who` said it."""

    who = optional_term()


class ReasonView(View):
    """Why it matters."""

    text = fields.text()
    source = fields.paragraphs()


class AgreementView(View):
    """A signed document."""

    document = term()
    kind = fields.text()
    parties = terms()
    date = fields.date()
    purpose = fields.text()
    source = fields.paragraphs()
    occasion = fields.optional_text()

    @computed
    def title(self) -> str:
        """The name of the document."""
        return self.document.name

    @computed
    def sector(self) -> SectorView:
        """The sector that it belongs to."""
        return self._pack.view(SectorView, self._pack.sector(self._node.scope))


class FigureView(View):
    """A number: `amount` with its qualifier, `number` without, `sentence` as running text has it.

    `value` is what is stored; `currency` its code where it is a sum of money.
    """

    value: Field[Decimal] = fields.value(Decimal)
    currency: Field[str | None] = fields.value(str)
    label = fields.text()
    source = fields.paragraphs()
    counted: Field[bool] = fields.value(bool)
    unit = fields.optional_text()
    as_of = fields.optional_date()

    @computed
    def amount(self) -> str:
        """The number with its qualifier."""
        return self._written(self._measure())

    @computed
    def number(self) -> str:
        """The number alone."""
        return self._written(replace(self._measure(), qualifier=None))

    @computed
    def sentence(self) -> str:
        """The number as running text has it."""
        return self._written(self._measure(), sentence=True)

    def _measure(self) -> Measure:
        names = ("value", "to", "currency", "percent", "qualifier")
        return Measure(*(self._pack.value(self._node, name) for name in names))

    def _written(self, measure: Measure, sentence: bool = False) -> str:
        return self._pack.written(format_measure(measure, self._pack.language, sentence))


class MilestoneView(View):
    """A dated event; `meeting` is true for the entry of a timeline that stands for the meeting itself."""

    date = fields.date()
    lead = fields.text()
    text = fields.text()
    source = fields.paragraphs()
    meeting = fields.constant(False)

    @computed
    def done(self) -> bool:
        """Whether it is reached."""
        return bool(self._pack.value(self._node, "status") == "done")

    @computed
    def sector(self) -> SectorView | None:
        """The sector that it belongs to."""
        return self._pack.view(SectorView, self._pack.sector(self._node.scope))

    @property
    def last_day(self) -> datetime.date:
        """The day by which milestones are put in order."""
        day: datetime.date = self._pack.value(self._node, "date").last_day
        return day


class Today(MilestoneView):
    """The meeting as the entry of a timeline."""

    lead: Field[DocumentText] = fields.text("title")
    text: Field[DocumentText] = fields.text("place")
    source = fields.constant("")
    meeting = fields.constant(True)
    done = fields.constant(True)
    sector: Field[SectorView | None] = fields.constant(None, View)


class AskedView(View):
    """A likely question and its answer."""

    question = fields.text()
    answer = fields.text()


class SectionView(View):
    """The wording of one slide."""

    headline = fields.text()
    say = fields.text()
    asked = fields.optional_view(AskedView)


def _section() -> Field[SectionView | None]:
    """A section of those in a dict, or None."""

    def make(view: View, key: str) -> SectionView | None:
        view._pack.ask("value", view._node.file, *view._node.path)
        return view._pack.view(SectionView, view._node.child(key)) if key in view._node.value else None

    return Field(make, SectionView)


class SectionsView(View):
    """The wording of all slides; what a pack does not have is None."""

    glance = _section()
    progress = _section()
    directions = _section()
    agreements = _section()
    milestones = _section()
    statements = _section()
    figures = _section()
    matrix = _section()


class CellsView(View):
    """A sector's row in the matrix of all sectors."""

    progress = fields.text()
    next_step = fields.text()
    signed = fields.optional_text()


class PeriodView(View):
    """A column of the roadmap."""

    title = fields.text()

    @computed
    def milestones(self) -> list[MilestoneView]:
        """The milestones that fall into it."""
        overview = self._pack.view(Overview, self._pack.meeting.child("overview"))
        return overview.milestones_by_period[int(self._node.path[-1])]


class ChartsView(View):
    """The charts that the numbers allow; what cannot be drawn is None."""

    @computed
    def figures(self) -> Chart | None:
        """The figures that can be compared."""
        figures: tuple[Figure, ...] = self._pack.everything(self._node, "figures")
        return figures_chart(figures, self._pack.views(FigureView, self._node, "figures"), self._pack.label)

    @computed
    def milestones(self) -> Chart | None:
        """The milestones of all sectors, for the overview."""
        if self._node.path != ("overview",):
            return None
        date = format_date(self._pack.value(self._pack.meeting, "date"), self._pack.language)
        return milestones_chart(_all_sectors(self._pack), date, self._pack.label)


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


def _all_sectors(pack: Pack) -> list[SectorView]:
    return [pack.view(SectorView, pack.sector(name)) for name in pack.value(pack.meeting, "sectors")]


class SectorView(SectorName):
    """A sector, or the overview of all of them (`number` 0, and `periods`)."""

    headline = fields.text()
    summary = fields.text()
    takeaways = fields.views(ItemView)
    progress: Field[list[ItemView]] = fields.views(ItemView)
    next_steps: Field[list[ItemView]] = fields.views(ItemView)
    agreements: Field[list[AgreementView]] = fields.views(AgreementView)
    figures = fields.views(FigureView)
    milestones: Field[list[MilestoneView]] = fields.views(MilestoneView)
    why_it_matters = fields.optional_view(ReasonView)
    sections = fields.view_of(SectionsView)
    overview: Field[CellsView | None] = fields.optional_view(CellsView)
    periods: Field[list[PeriodView]] = fields.constant([], list[PeriodView])

    @computed
    def timeline(self) -> list[MilestoneView]:
        """The milestones with the meeting among them, after those that were reached before it; empty without any.

        What was reached on the day of the meeting, such as a document signed, comes after it.
        """
        if not self.milestones:
            return []
        today = self._pack.view(Today, self._pack.meeting)
        before = [milestone for milestone in self.milestones if milestone.done and milestone.date != today.date]
        same_day = [milestone for milestone in self.milestones if milestone.done and milestone.date == today.date]
        ahead = [milestone for milestone in self.milestones if not milestone.done]
        return [*before, today, *same_day, *ahead]

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
    next_steps: Field[list[ItemView]] = fields.constant([], list[ItemView])
    overview: Field[CellsView | None] = fields.constant(None, CellsView)
    periods: Field[list[PeriodView]] = fields.views(PeriodView)

    @computed
    def agreements(self) -> list[AgreementView]:
        """The documents that were signed."""
        signed = [agreement for sector in _all_sectors(self._pack) for agreement in sector.agreements]
        return sorted(signed, key=lambda one: one._pack.value(one._node, "date").last_day)

    @computed
    def milestones(self) -> list[MilestoneView]:
        """The milestones, by date."""
        dated = [milestone for sector in _all_sectors(self._pack) for milestone in sector.milestones]
        return sorted(dated, key=lambda one: one.last_day)

    @cached_property
    def milestones_by_period(self) -> list[list[MilestoneView]]:
        """The milestones of each period, in order."""
        found, rest = [], list(self.milestones)
        for index in range(len(self._pack.value(self._node, "periods"))):
            until = self._pack.value(self._node.child("periods", index), "until")
            inside = [one for one in rest if until is None or one.last_day <= until.last_day]
            rest = rest[len(inside) :]
            found.append(inside)
        return found


class SourceView(View):
    """A document that statements are taken from."""

    title = fields.text()
    publisher = term()
    issued = fields.date()
    language: Field[str] = fields.value(str)

    @computed
    def url(self) -> RichText | None:
        """Its address, as a link."""
        stored = self._pack.value(self._node, "url")
        return RichText(Span(stored, link=stored)) if stored else None


class ReleaseView(View):
    """Who may read the documents, and when: whether they are a `draft`, and the lines to print about it."""

    classification = fields.optional_text()

    @computed
    def draft(self) -> bool:
        """Whether the documents are drafts."""
        return bool(self._pack.value(self._node, "status") == "draft")

    @computed
    def embargo(self) -> str | None:
        """Until when nothing may be published, or None."""
        embargo = self._pack.value(self._node, "embargo")
        if not embargo:
            return None
        label = self._pack.label("embargo_time" if embargo.time else "embargo")
        return label % {"date": format_date(embargo.day, self._pack.language), "time": embargo.time}


class MeetingView(View):
    """The meeting that the content reports on."""

    title = fields.text()
    date = fields.date()
    place = fields.text()
    chairs = terms()
    attendees = terms()
    attendees_note = fields.optional_text()
    statements: Field[list[Statement]] = fields.views(Statement)
    release = fields.view_of(ReleaseView)

    @computed
    def sources(self) -> list[SourceView]:
        """The documents that statements are taken from."""
        keys: Mapping[str, object] = self._pack.value(self._node, "sources")
        return [self._pack.view(SourceView, self._node.child("sources", key)) for key in keys]
