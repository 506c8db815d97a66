"""Builds the views that a template sees, from the model, for one pack in one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
from reportgen.lang.dates import format_date
from reportgen.lang.measures import Measure, format_measure
from reportgen.model.content import (
    Agreement,
    Cells,
    Figure,
    Item,
    Milestone,
    Overview,
    Release,
    Section,
    Sector,
    Statement,
    Text,
)
from reportgen.model.dates import Moment, PartialDate
from reportgen.model.target import OVERVIEW
from reportgen.pack.charts import figures_chart, milestones_chart
from reportgen.pack.references import References
from reportgen.pack.views import (
    AgreementView,
    AskedView,
    CellsView,
    ChartsView,
    FigureView,
    ItemView,
    MeetingView,
    MilestoneView,
    PeriodView,
    ReasonView,
    ReleaseView,
    SectionsView,
    SectionView,
    SectorName,
    SectorView,
    SourceView,
    TermView,
    View,
)
from reportgen.pack.writer import DocumentText, Mentions, Writer
from reportgen.project.load import LABELS_FILE, Project
from reportgen.template import Chart, RichText, Span


def make_context(project: Project, sector_id: str, writer: Writer, references: References,
                 second: tuple[Writer, References] | None = None) -> dict[str, Any]:  # fmt: skip
    """Return the names that a template can use, for the pack of a sector or of the overview.

    `references` are those of the project in the writer's language. In an edition of two languages, `other` holds the
    same names in the `second` language, and each view's `other` is its counterpart. First mentions are counted for
    each language apart.
    """
    names = _Context(project, writer, references).names(sector_id)
    names["other"] = _Context(project, *second).names(sector_id) if second else None
    if second:
        _pair_views(names, names["other"])
    return names


def _pair_views(value: Any, other: Any) -> None:
    """Pair every view with its counterpart in the second language (`view.other`).

    `value` and `other` are views, lists of views or dicts of views; both have the same structure.
    """
    if isinstance(value, View) and value.other is not other:
        value.other = other
        for name in (one.name for one in fields(value) if one.name != "other"):
            _pair_views(getattr(value, name), getattr(other, name))
    elif isinstance(value, list):
        for one, counterpart in zip(value, other, strict=True):
            _pair_views(one, counterpart)
    elif isinstance(value, dict):
        for name in value.keys() - {"other"}:
            _pair_views(value[name], other[name])


class _Context:
    """Builds the views of one document, which all share its record of mentions."""

    def __init__(
        self, project: Project, writer: Writer, references: References, mentions: Mentions | None = None
    ) -> None:  # fmt: skip
        self._project = project
        self._writer = writer
        self._references = references
        self._language = writer.language
        self._mentions = mentions or Mentions(in_notes=Mentions())

    def names(self, sector_id: str) -> dict[str, Any]:
        numbered = list(enumerate(self._project.meeting.sectors, 1))
        names: dict[str, Any] = {
            "lang": self._language.tag,
            "labels": self._labels(),
            "meeting": self._meeting(),
        }
        if sector_id == OVERVIEW:
            sectors = [self._for_sector(name)._sector(number, self._project.sectors[name]) for number, name in numbered]
            return names | {"sectors": sectors, "sector": self._overview(self._project.meeting.overview, sectors)}
        number = next(number for number, name in numbered if name == sector_id)
        return names | {
            "sectors": [self._for_sector(name)._sector_name(number, name) for number, name in numbered],
            "sector": self._for_sector(sector_id)._sector(number, self._project.sectors[sector_id]),
        }

    def _for_sector(self, sector_id: str) -> _Context:
        """The same document, with a writer that converts with the vocabulary of a sector."""
        return _Context(self._project, self._writer.scoped(sector_id), self._references, self._mentions)

    def _sector_name(self, number: int, sector_id: str) -> SectorName:
        title = self._text(self._project.sectors[sector_id].title)
        return SectorName(sector_id, number, title, **self._colours(sector_id, number))

    def _labels(self) -> dict[str, DocumentText | RichText]:
        """The fixed words by key; the name of a language is always written in that language."""
        labels: dict[str, DocumentText | RichText] = {k: self._text(t) for k, t in self._project.labels.items()}
        labelled = (language for language in self._project.languages.values() if language.label)
        return labels | {language.label: RichText(Span(language.name, language=language)) for language in labelled}

    # -- the meeting

    def _meeting(self) -> MeetingView:
        meeting = self._project.meeting
        return MeetingView(
            title=self._text(meeting.title),
            date=self._date(meeting.date),
            place=self._text(meeting.place),
            chairs=self._terms(meeting.chairs),
            attendees=self._terms(meeting.attendees),
            attendees_note=self._optional(meeting.attendees_note),
            statements=[self._item(item) for item in meeting.statements],
            release=self._release(meeting.release),
            sources=[
                SourceView(
                    title=self._text(source.title),
                    publisher=self._term(source.publisher),
                    issued=self._date(source.issued),
                    language=source.language,
                    url=RichText(Span(source.url, link=source.url)) if source.url else None,
                )
                for source in meeting.sources.values()
            ],
        )

    def _release(self, release: Release) -> ReleaseView:
        return ReleaseView(
            draft=release.status == "draft",
            classification=self._optional(release.classification),
            embargo=self._embargo(release.embargo) if release.embargo else None,
        )

    def _embargo(self, embargo: Moment) -> str:
        label = self._label("embargo_time" if embargo.time else "embargo")
        return label % {"date": format_date(embargo.day, self._language), "time": embargo.time}

    def _overview(self, overview: Overview, sectors: list[SectorView]) -> SectorView:
        dated: list[tuple[datetime.date, MilestoneView]] = []
        signed: list[tuple[datetime.date, AgreementView]] = []
        for view in sectors:
            sector = self._project.sectors[view.id]
            dated += zip((m.date.last_day for m in sector.milestones), view.milestones, strict=True)
            signed += zip((a.date.last_day for a in sector.agreements), view.agreements, strict=True)
        dated.sort(key=lambda pair: pair[0])
        signed.sort(key=lambda pair: pair[0])
        return SectorView(
            id=OVERVIEW,
            number=0,
            title=self._text(overview.title),
            **self._colours(OVERVIEW, 0),
            headline=self._text(overview.headline),
            summary=self._text(overview.summary),
            takeaways=[self._item(item) for item in overview.takeaways],
            progress=[],
            next_steps=[],
            agreements=[agreement for _, agreement in signed],
            figures=[self._figure(figure) for figure in overview.figures],
            milestones=[milestone for _, milestone in dated],
            timeline=self._timeline([milestone for _, milestone in dated]),
            why_it_matters=self._reason(overview),
            sections=self._sections(overview.sections),
            overview=None,
            terms=self._references.terms(OVERVIEW),
            source=self._paragraphs(self._references.paragraphs(OVERVIEW)),
            charts=ChartsView(milestones=self._milestones_chart(sectors)),
            periods=self._periods(overview, dated),
        )

    def _milestones_chart(self, sectors: list[SectorView]) -> Chart | None:
        date = format_date(self._project.meeting.date, self._language)
        return milestones_chart(sectors, date, self._label)

    def _colours(self, pack: str, number: int) -> dict[str, Any]:
        """A pack's colour, and its number on that colour."""
        colour = self._project.palette.get(pack, "")
        chip = Span(f"\u00a0{number}\u00a0", bold=True, colour="FFFFFF", highlight=colour)
        return {"colour": colour, "chip": RichText(chip if colour else Span(str(number), bold=True))}

    def _periods(self, overview: Overview, dated: list[tuple[datetime.date, MilestoneView]]) -> list[PeriodView]:
        periods, rest = [], list(dated)
        for period in overview.periods:
            last = period.until.last_day if period.until else None
            inside = [pair for pair in rest if last is None or pair[0] <= last]
            rest = rest[len(inside) :]
            periods.append(PeriodView(self._text(period.title), [view for _, view in inside]))
        return periods

    # -- a sector

    def _sector(self, number: int, sector: Sector) -> SectorView:
        milestones = [self._milestone(milestone) for milestone in sector.milestones]
        view = SectorView(
            id=sector.id,
            number=number,
            title=self._text(sector.title),
            **self._colours(sector.id, number),
            headline=self._text(sector.headline),
            summary=self._text(sector.summary),
            takeaways=[self._item(item) for item in sector.takeaways],
            progress=[self._item(item) for item in sector.progress],
            next_steps=[self._item(item) for item in sector.next_steps],
            agreements=[self._agreement(agreement) for agreement in sector.agreements],
            figures=[self._figure(figure) for figure in sector.figures],
            milestones=milestones,
            timeline=self._timeline(milestones),
            why_it_matters=self._reason(sector),
            sections=self._sections(sector.sections),
            overview=self._cells(sector.overview),
            terms=self._references.terms(sector.id),
            source=self._paragraphs(self._references.paragraphs(sector.id)),
        )
        view.charts.figures = figures_chart(sector.figures, view.figures, self._label)
        for agreement in view.agreements:
            agreement.sector = view
        for milestone in view.milestones:
            milestone.sector = view
        return view

    def _item(self, item: Item) -> ItemView:
        return ItemView(
            lead=self._text(item.lead),
            text=self._text(item.text),
            source=self._paragraphs(item.source.numbers),
            aspect=self._optional(item.aspect),
            note=self._optional(item.note),
            by=self._terms(item.by),
            who=self._term(item.who) if isinstance(item, Statement) else None,
        )

    def _reason(self, pack: Sector | Overview) -> ReasonView | None:
        reason = pack.why_it_matters
        return ReasonView(self._text(reason.text), self._paragraphs(reason.source.numbers)) if reason else None

    def _agreement(self, agreement: Agreement) -> AgreementView:
        document = self._term(agreement.document)
        return AgreementView(
            title=document.name,
            document=document,
            kind=self._text(agreement.kind),
            parties=self._terms(agreement.parties),
            date=self._date(agreement.date),
            purpose=self._text(agreement.purpose),
            source=self._paragraphs(agreement.source.numbers),
            occasion=self._optional(agreement.occasion),
        )

    def _figure(self, figure: Figure) -> FigureView:
        measure = Measure(figure.value, figure.to, figure.currency, figure.percent, figure.qualifier)
        return FigureView(
            amount=self._measure(measure),
            number=self._measure(replace(measure, qualifier=None)),
            sentence=self._measure(measure, sentence=True),
            value=figure.value,
            currency=figure.currency,
            label=self._text(figure.label),
            source=self._paragraphs(figure.source.numbers),
            counted=figure.counted,
            unit=self._optional(figure.unit),
            as_of=self._date(figure.as_of) if figure.as_of else None,
        )

    def _milestone(self, milestone: Milestone) -> MilestoneView:
        return MilestoneView(
            date=self._date(milestone.date),
            lead=self._text(milestone.lead),
            text=self._text(milestone.text),
            done=milestone.status == "done",
            source=self._paragraphs(milestone.source.numbers),
        )

    def _timeline(self, milestones: list[MilestoneView]) -> list[MilestoneView]:
        """The milestones with the meeting among them, after those that were reached before it; empty without any.

        What was reached on the day of the meeting, such as a document signed, comes after it.
        """
        if not milestones:
            return []
        meeting = self._project.meeting
        today = MilestoneView(
            date=self._date(meeting.date),
            lead=self._text(meeting.title),
            text=self._text(meeting.place),
            done=True,
            source="",
            meeting=True,
        )

        before = [milestone for milestone in milestones if milestone.done and milestone.date != today.date]
        same_day = [milestone for milestone in milestones if milestone.done and milestone.date == today.date]
        ahead = [milestone for milestone in milestones if not milestone.done]
        return [*before, today, *same_day, *ahead]

    def _sections(self, sections: Mapping[Any, Section]) -> SectionsView:
        views: dict[str, Any] = {name: self._section(section) for name, section in sections.items()}
        return SectionsView(**views)

    def _section(self, section: Section) -> SectionView:
        asked = section.asked
        return SectionView(
            headline=self._text(section.headline),
            say=self._text(section.say),
            asked=AskedView(self._text(asked.question), self._text(asked.answer)) if asked else None,
        )

    def _cells(self, cells: Cells) -> CellsView:
        return CellsView(
            self._text(cells.progress), self._text(cells.next_step), self._optional(cells.signed)
        )  # fmt: skip

    # -- texts, terms and sources

    def _text(self, text: Text) -> DocumentText:
        return DocumentText(self._writer, text, self._mentions)

    def _measure(self, measure: Measure, sentence: bool = False) -> str:
        return self._writer.tag_language(format_measure(measure, self._language, sentence))

    def _date(self, date: PartialDate) -> str:
        return self._writer.tag_language(format_date(date, self._language))

    def _optional(self, text: Text | None) -> DocumentText | None:
        return self._text(text) if text else None

    def _terms(self, ids: Iterable[str]) -> list[TermView]:
        return [self._term(term_id) for term_id in ids]

    def _term(self, term_id: str) -> TermView:
        return self._references.term(term_id)

    def _paragraphs(self, numbers: Iterable[int]) -> str:
        """A label for the paragraphs of sources, with ranges: "paragraphs 8–10, 12"."""
        ranges: list[tuple[int, int]] = []
        for number in sorted(numbers):
            if ranges and ranges[-1][1] == number - 1:
                ranges[-1] = (ranges[-1][0], number)
            else:
                ranges.append((number, number))
        patterns = self._language.lists
        listed = patterns.comma.join(str(a) if a == b else patterns.range.format(low=a, high=b) for a, b in ranges)
        one = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
        return self._label("paragraph_n" if one else "paragraphs_n") % {"n": listed}

    def _label(self, key: str) -> str:
        """The text of a label whose placeholders are filled in here; raises `ProblemsFound` (`missing-label`)."""
        if key not in self._project.labels:
            hint = "write it there; 'reportgen check --explain missing-label' shows how"
            fault = Diagnostic("missing-label", f"there is no label '{key}'", Location(LABELS_FILE), hint)
            raise ProblemsFound([fault])
        return str(self._text(self._project.labels[key]))
