"""What a deck's slides show, a view for each kind of slide: its items in order, its headline, what the speaker says.

A slide of a template says which of them it is for, and prints names and no conditions: what a pack lacks is empty, and
an empty slide is not there. The rules of which items a slide has stand here.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from reportgen.model.dates import PartialDate
from reportgen.pack import fields
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.figure_view import FigureView
from reportgen.pack.lists import Listed
from reportgen.pack.meeting_views import SourceView
from reportgen.pack.slide_views.lanes import Lanes
from reportgen.pack.slide_views.moved import Moved
from reportgen.pack.slide_views.slide_items import (
    Direction,
    FigureNumber,
    MeetingDate,
    NameView,
    NextDate,
    NextStep,
    NumberView,
    Remark,
    RowView,
    SignedDocument,
    SignedNumber,
    TickView,
    by_who,
    name_languages,
    tick_views,
)
from reportgen.pack.slide_views.slide_view import SlideView
from reportgen.pack.term_view import TermView, term_views
from reportgen.pack.views import (
    ItemView,
    MilestoneView,
    PeriodView,
    all_sectors,
)
from reportgen.pack.writer import DocumentText
from reportgen.template import Chart, RichText, Span

MOST_FIGURES = 4
"""The most numbers that a slide shows beside its takeaways."""
FEWEST_DATES = 2
"""The fewest dates beside the meeting that make a timeline."""


class InBrief(ItemView):
    """The summary, as the only takeaway of a pack that has figures and no others."""

    lead = fields.label("in_brief")
    text = fields.text("summary")
    source: Field[str] = fields.constant("")
    mark: Field[RichText] = fields.constant(RichText())
    aspect: Field[DocumentText | None] = fields.constant(None, DocumentText)
    note: Field[DocumentText | None] = fields.constant(None, DocumentText)
    by: Field[Listed[TermView]] = fields.constant(Listed([]), list[TermView])
    number: Field[int] = fields.constant(1)


class Glance(SlideView):
    """The takeaways, with up to four numbers: figures, the next date ahead, what was signed."""

    item = ItemView
    section = "glance"

    @computed
    def figures(self) -> Sequence[NumberView]:
        """The numbers beside the takeaways."""
        sector, view = self._sector, self._pack.view
        found: list[NumberView] = [view(FigureNumber, figure._node) for figure in sector.figures if figure.value]
        if len(found) < MOST_FIGURES:
            meeting: PartialDate = self._pack.value(self._pack.meeting, "date")
            today = self._pack.days(meeting)[1] if meeting.is_known else datetime.date.min
            ahead = [one for one in sector.dated if not one.done and self._pack.days(one.stored_date)[1] >= today]
            ahead.sort(key=lambda one: self._pack.days(one.stored_date)[1])
            found += [view(NextDate, one._node) for one in ahead[:1]]
        if len(found) < MOST_FIGURES and sector.agreements:
            found.append(view(SignedNumber, self._node))
        if not found and sector.overview:
            found.append(view(NextStep, self._node))
        return found[:MOST_FIGURES]

    @computed
    def long_figures(self) -> bool:
        """Whether one of the numbers is too long to stand large beside the others on a page."""
        return any(figure.is_long for figure in self.figures)

    def _shown(self) -> Sequence[ItemView]:
        if not self._sector.takeaways and self._sector.figures:
            return [self._pack.view(InBrief, self._node)]
        return self._sector.takeaways


class Progress(SlideView):
    """What has been done, and why it matters."""

    item = ItemView
    section = "progress"
    wording = "progress"

    @computed
    def why(self) -> DocumentText | None:
        """Why it matters, or None."""
        return self._sector.why_it_matters.text if self._sector.why_it_matters else None

    def _shown(self) -> Sequence[ItemView]:
        return self._sector.progress


class Directions(SlideView):
    """What comes next, by who does it."""

    item = Direction
    section = "directions"
    wording = "directions"

    def _shown(self) -> Sequence[Direction]:
        return self._views(by_who(self._pack))


class Documents(SlideView):
    """The documents that were signed, where there are several."""

    item = SignedDocument
    section = "agreements"
    wording = "agreements"

    @computed
    def unchecked(self) -> bool:
        """Whether a name on it is still to be verified."""
        return any(not document.document.verified for document in self)

    @computed
    def note(self) -> str | None:
        """What the mark at a name means."""
        return self._pack.label("unverified_note") if self.unchecked else None

    def _shown(self) -> Sequence[SignedDocument]:
        signed = self._views(self._sector.agreements)
        return signed if len(signed) > 1 else []


class Document(Documents):
    """The document that was signed, where it is the only one."""

    def _shown(self) -> Sequence[SignedDocument]:
        signed = self._views(self._sector.agreements)
        return signed if len(signed) == 1 else []


class Milestones(SlideView):
    """The dates of a sector with the meeting among them; without two dates beside it there is no timeline."""

    item = MilestoneView
    section = "milestones"
    wording = "timeline"

    @computed
    def years(self) -> Sequence[TickView]:
        """The years of the line, or its months where it is short."""
        return tick_views(self._pack, list(self._sector.axis.ticks())) if self else []

    def _shown(self) -> Sequence[MilestoneView]:
        if self._is_overview or len(self._sector.dated) < FEWEST_DATES:
            return []
        today = self._pack.view(MeetingDate, self._pack.meeting)
        return [today if entry.meeting else entry for entry in self._sector.timeline]


class Figures(SlideView):
    """The figures that can be compared, and their chart."""

    item = FigureView
    section = "figures"
    wording = "figures"

    @computed
    def headline(self) -> DocumentText | str:
        """The sentence above it."""
        return self._section.headline if self._section else self._pack.label("figures_headline") % {"n": len(self)}

    @computed
    def chart(self) -> Chart | None:
        """The chart."""
        return self._sector.charts.figures

    def _shown(self) -> Sequence[FigureView]:
        return self._sector.charts.compared


class Names(SlideView):
    """The names that a deck shows: at most eight, of all those of its pack."""

    item = NameView
    wording = "terms"

    @computed
    def unchecked(self) -> bool:
        """Whether a name on it is still to be verified."""
        return any(name.unchecked for name in self)

    @computed
    def note(self) -> str | None:
        """What the mark at a name means."""
        return self._pack.label("unverified_note") if self.unchecked else None

    @computed
    def language_1(self) -> RichText | None:
        """The language of the first names."""
        return self._language(0)

    @computed
    def language_2(self) -> RichText | None:
        """The language of the second names."""
        return self._language(1)

    @computed
    def language_3(self) -> RichText | None:
        """The language of the third names."""
        return self._language(2)

    @computed
    def appendix(self) -> Sequence[NameView]:
        """All names of a sector, for a list at the end of a document; of places those that have a short form."""
        terms = [] if self._is_overview else self._sector.terms
        others = [term for term in terms if term.kind != "place"]
        return self._views([*others, *(one for one in terms if one.kind == "place" and one.abbreviated)])

    @computed
    def register(self) -> Sequence[NameView]:
        """All names of a pack, for a document of their own."""
        return self._views(self._sector.terms)

    def _language(self, column: int) -> RichText | None:
        tags = name_languages(self._pack)
        if column >= len(tags):
            return None
        self._pack.ask("language", tags[column])
        language = self._pack.writer.languages[tags[column]]
        return RichText(Span(language.name, language=language))

    def _shown(self) -> Sequence[NameView]:
        self._pack.ask("key terms", self._pack.id)
        return self._views(term_views(self._pack, self._pack.references.key_term_ids(self._pack.id)))


class Sources(SlideView):
    """What the content rests on, and how to read it."""

    item = SourceView
    wording = "source"

    @computed
    def headline(self) -> DocumentText | str:
        """The sentence above it."""
        if len(self) > 1:
            return self._pack.label("source_headline_other") % {"n": len(self)}
        kind, issued = (self[0].kind, self[0].issued.replace(" ", "\N{NO-BREAK SPACE}")) if self else ("", "")
        return self._pack.label("source_headline_one") % {"kind": kind, "date": issued}

    @computed
    def remarks(self) -> Listed[str] | None:
        """How to read the deck, a paragraph each: what holds for this pack."""
        sector, has_sources = self._sector, bool(self)
        holds = (
            has_sources,
            has_sources and (not sector.figures or any(figure.counted for figure in sector.figures)),
            any(not term.verified for term in sector.terms),
            has_sources,
            len(sector.dated) >= FEWEST_DATES,
            has_sources,
        )
        return Listed(self._pack.label(f"how_to_read_{n}") for n, is_true in enumerate(holds, 1) if is_true)

    def _shown(self) -> Sequence[SourceView]:
        return self._meeting.sources


class Statements(SlideView):
    """What was said at the meeting."""

    item = Remark
    section = "statements"
    wording = "statements"

    def _shown(self) -> Sequence[Remark]:
        return self._views(self._meeting.statements) if self._is_overview else []


class Sectors(SlideView):
    """All sectors, a row each."""

    item = RowView
    section = "matrix"
    wording = "matrix"

    def _shown(self) -> Sequence[RowView]:
        return self._views(all_sectors(self._pack)) if self._is_overview else []


class Roadmap(SlideView):
    """The dates of all sectors, by period."""

    item = PeriodView
    section = "milestones"
    wording = "timeline"

    def _shown(self) -> Sequence[PeriodView]:
        return self._sector.periods


class Attendees(SlideView):
    """Who came to the meeting."""

    item = TermView
    wording = "attendees"

    @computed
    def note(self) -> str | None:
        """Who else came, or None."""
        others = self._meeting.attendees_note
        return self._pack.label("also_attending") % {"names": others} if others else None

    def _shown(self) -> Sequence[TermView]:
        return self._meeting.attendees if self._is_overview else []


def _slide(kind: type[SlideView]) -> Field[SlideView]:
    return Field(lambda view, key: view._pack.view(kind, view._node), kind)


class SlidesView(View):
    """The slides of a pack; those for which it has nothing are empty."""

    glance = _slide(Glance)
    moved = _slide(Moved)
    progress = _slide(Progress)
    directions = _slide(Directions)
    document = _slide(Document)
    documents = _slide(Documents)
    milestones = _slide(Milestones)
    figures = _slide(Figures)
    names = _slide(Names)
    sources = _slide(Sources)
    statements = _slide(Statements)
    sectors = _slide(Sectors)
    roadmap = _slide(Roadmap)
    lanes = _slide(Lanes)
    attendees = _slide(Attendees)
