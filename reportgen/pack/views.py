"""What a template sees: the content of one pack, in one language, ready to print.

Every class here is part of the contract with the people who edit templates; `templates/README.md`
lists it. Missing optional parts are None, so `{% if item.note %}` asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from reportgen.pack.writer import DocumentText, TaggedText
from reportgen.template import Chart, RichText


@dataclass(slots=True)
class View:
    """The base of all views: `other` is the same thing in the second language, in an edition of two."""

    other: Self | None = field(default=None, kw_only=True, repr=False, compare=False)


@dataclass(slots=True)
class TermView(View):
    """A glossary entry. A template that prints the term prints its `name`.

    `name` and `short` are in the output language. `names` has the full name in each language, in its own fonts, and
    `listed` the same with the short form in brackets, for a list of terms. `abbreviated` says whether texts in any
    language use its short form. `brief` is the name for a narrow place: in full unless it is long. Only people have
    `post` and `full` (post and name).
    """

    id: str
    kind: str
    name: str
    short: str
    brief: str
    names: dict[str, RichText]
    listed: dict[str, RichText]
    verified: bool
    abbreviated: bool
    post: str | None = None
    full: str | None = None

    def __str__(self) -> str:
        return self.name

    def __rich__(self) -> RichText:
        return self.name.__rich__() if isinstance(self.name, TaggedText) else RichText(self.name)


@dataclass(slots=True)
class ItemView(View):
    """One statement with its lead, who does it (`by`) or said it (`who`), and its source."""

    lead: DocumentText
    text: DocumentText
    source: str
    aspect: DocumentText | None = None
    note: DocumentText | None = None
    by: list[TermView] = field(default_factory=list)
    who: TermView | None = None


@dataclass(slots=True)
class ReasonView(View):
    """Why it matters."""

    text: DocumentText
    source: str


@dataclass(slots=True)
class AgreementView(View):
    """A signed document."""

    title: str
    document: TermView
    kind: DocumentText
    parties: list[TermView]
    date: str
    purpose: DocumentText
    source: str
    occasion: DocumentText | None
    sector: SectorView | None = None


@dataclass(slots=True)
class FigureView(View):
    """A number: `amount` with its qualifier, `number` without, `sentence` as running text has it.

    `value` is what is stored; `currency` its code where it is a sum of money.
    """

    amount: str
    number: str
    sentence: str
    value: Decimal
    currency: str | None
    label: DocumentText
    source: str
    counted: bool
    unit: DocumentText | None
    as_of: str | None


@dataclass(slots=True)
class MilestoneView(View):
    """A dated event; `meeting` is true for the entry of a timeline that stands for the meeting itself."""

    date: str
    lead: DocumentText
    text: DocumentText
    done: bool
    source: str
    sector: SectorView | None = None
    meeting: bool = False


@dataclass(slots=True)
class AskedView(View):
    """A likely question and its answer."""

    question: DocumentText
    answer: DocumentText


@dataclass(slots=True)
class SectionView(View):
    """The wording of one slide."""

    headline: DocumentText
    say: DocumentText
    asked: AskedView | None


@dataclass(slots=True)
class SectionsView(View):
    """The wording of all slides; what a pack does not have is None."""

    glance: SectionView | None = None
    progress: SectionView | None = None
    directions: SectionView | None = None
    agreements: SectionView | None = None
    milestones: SectionView | None = None
    statements: SectionView | None = None
    figures: SectionView | None = None
    matrix: SectionView | None = None


@dataclass(slots=True)
class CellsView(View):
    """A sector's row in the matrix of all sectors."""

    progress: DocumentText
    next_step: DocumentText
    signed: DocumentText | None


@dataclass(slots=True)
class PeriodView(View):
    """A column of the roadmap."""

    title: DocumentText
    milestones: list[MilestoneView]


@dataclass(slots=True)
class ChartsView(View):
    """The charts that the numbers allow; what cannot be drawn is None."""

    figures: Chart | None = None
    milestones: Chart | None = None


@dataclass(slots=True)
class SectorName(View):
    """A sector as the other sectors' packs see it."""

    id: str
    number: int
    title: DocumentText
    colour: str
    chip: RichText


@dataclass(slots=True)
class SectorView(View):
    """A sector, or the overview of all of them (`number` 0, and `periods`)."""

    id: str
    number: int
    title: DocumentText
    colour: str
    chip: RichText
    headline: DocumentText
    summary: DocumentText
    takeaways: list[ItemView]
    progress: list[ItemView]
    next_steps: list[ItemView]
    agreements: list[AgreementView]
    figures: list[FigureView]
    milestones: list[MilestoneView]
    timeline: list[MilestoneView]
    why_it_matters: ReasonView | None
    sections: SectionsView
    overview: CellsView | None
    terms: list[TermView]
    source: str
    charts: ChartsView = field(default_factory=ChartsView)
    periods: list[PeriodView] = field(default_factory=list)


@dataclass(slots=True)
class SourceView(View):
    """A document that statements are taken from."""

    title: DocumentText
    publisher: TermView
    issued: str
    language: str
    url: RichText | None


@dataclass(slots=True)
class ReleaseView(View):
    """Who may read the documents, and when: whether they are a `draft`, and the lines to print about it."""

    draft: bool
    classification: DocumentText | None
    embargo: str | None


@dataclass(slots=True)
class MeetingView(View):
    """The meeting that the content reports on."""

    title: DocumentText
    date: str
    place: DocumentText
    chairs: list[TermView]
    attendees: list[TermView]
    attendees_note: DocumentText | None
    statements: list[ItemView]
    release: ReleaseView
    sources: list[SourceView]
