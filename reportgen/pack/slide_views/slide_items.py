"""What stands on slides and is not content as it is written: numbers with their labels, names by column, rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportgen.characters import is_full_width
from reportgen.lang.joints import loosened
from reportgen.lang.linebreak import classify, script_boundaries
from reportgen.model.dates import PartialDate
from reportgen.pack import fields
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.figure_view import FigureView
from reportgen.pack.lists import Phrase
from reportgen.pack.own_views import own_fields
from reportgen.pack.pack import Pack
from reportgen.pack.sections import AskedView
from reportgen.pack.term_view import TermView, name_view
from reportgen.pack.views import (
    AgreementView,
    ItemView,
    MilestoneView,
    SectorView,
    Step,
    Today,
    home,
)
from reportgen.pack.writer import DocumentText, small
from reportgen.template import RichText

_SHORT = 7
"""The most Latin letters of a number that stands large beside three others on a page."""


class NumberView(View):
    """A number large enough to be read from afar, what it says, and where it comes from."""

    number: Field[Any] = fields.constant("")
    label: Field[Any] = fields.constant("")
    mark: Field[RichText | None] = fields.constant(None, RichText)

    @computed
    def loose(self) -> str:
        """The number, whose lines may end between its words: for one that is too long for its line."""
        return self._pack.written(loosened(str(self.number)))

    @property
    def is_long(self) -> bool:
        """Whether it has no room, large, in a strip of four."""
        return is_long_number(str(self.number))


def is_long_number(number: str) -> bool:
    """Whether a number is wider than `_SHORT` Latin letters; between two scripts there is half a letter's space."""
    spaces = len(script_boundaries(classify(number))) / 2
    return sum(1 + is_full_width(character) for character in number) + spaces > _SHORT


class FigureNumber(NumberView):
    """A figure."""

    mark: Field[RichText | None] = fields.mark()

    @computed
    def number(self) -> Phrase:
        """The number with its qualifier, in Chinese with its measure word."""
        return self._pack.view(FigureView, self._node).number

    @computed
    def label(self) -> Phrase:
        """All that is to be said about it."""
        return self._pack.view(FigureView, self._node).caption


class NextDate(NumberView):
    """A milestone that lies ahead."""

    mark: Field[RichText | None] = fields.mark()

    @computed
    def number(self) -> str:
        """Its date."""
        return self._pack.view(MilestoneView, self._node).when

    @computed
    def label(self) -> DocumentText:
        """What it is."""
        return self._pack.view(MilestoneView, self._node).lead


class SignedNumber(NumberView):
    """How many documents were signed; of a single one, which and when."""

    @computed
    def number(self) -> str:
        """How many."""
        return self._pack.label("signed_number") % {"n": len(home(self._pack).agreements)}

    @computed
    def label(self) -> str:
        """What was signed."""
        signed = home(self._pack).agreements
        if len(signed) > 1:
            return self._pack.label("signed_label_other")
        kind = small(str(signed[0].kind or self._pack.label("document")))
        return self._pack.label("signed_label_one") % {"kind": kind, "date": signed[0].date}


def _first_lead(items: Sequence[ItemView]) -> DocumentText | None:
    return items[0].lead if items else None


class NextStep(NumberView):
    """What comes next, where nothing is counted, dated or signed."""

    number = fields.label("next_step")

    @computed
    def label(self) -> DocumentText | None:
        """What it is, in a few words."""
        overview = home(self._pack).overview
        return overview.next_step if overview else None


def by_who(pack: Pack) -> list[Step]:
    """The next steps of a pack, with those of the same bodies together, in the order of their first appearance."""
    steps = home(pack).next_steps
    bodies = [pack.value(step._node, "by") for step in steps]
    first = [bodies.index(by) for by in bodies]
    return [steps[index] for index in sorted(range(len(steps)), key=lambda index: first[index])]


class Direction(Step):
    """A next step as a row: what one of them says of who and when, the others say is not stated."""

    @computed
    def number(self) -> int:
        """Its place among the rows."""
        return [step._node for step in by_who(self._pack)].index(self._node) + 1

    @computed
    def who(self) -> str | None:
        """Who does it, as a line begins with it; None where no step says so."""
        names = [body.brief for body in self.by]
        if not names:
            return self._not_stated("by")
        return self._pack.capital(self._pack.language.lists.comma.join(names))

    @computed
    def due(self) -> str | None:
        """When, as a line begins with it; None where no step says so."""
        date = fields.date_in_words(self, "due")
        return self._pack.capital(date) if date else self._not_stated("due")

    def _not_stated(self, key: str) -> str | None:
        stated = any(self._pack.value(step._node, key) for step in home(self._pack).next_steps)
        return self._pack.capital(self._pack.label("not_stated")) if stated else None


class Remark(ItemView):
    """A statement of the meeting, with who said it in a few words."""

    extra = own_fields("statement")

    @computed
    def who(self) -> str | None:
        """Short post and name; initials are no post that every reader knows."""
        self._pack.value(self._node, "who")
        return name_view(self._pack, self._node.child("who")).presented


class SignedDocument(AgreementView):
    """An agreement with its name as a line begins with it, marked where it is still to be verified."""

    @computed
    def title(self) -> str:
        """The name of the document."""
        return self.title_1


class UndatedQuestion(AskedView):
    """Why a chart of dates has not all sectors."""

    question = fields.label("milestones_question")
    answer = fields.label("milestones_answer")


class MeetingDate(Today):
    """The meeting on a timeline, in the words for it."""

    lead = fields.label("this_meeting")
    text = fields.label("this_meeting_text")


class TickView(View):
    """The beginning of a year or a month on a timeline."""

    @computed
    def name(self) -> str:
        """The year or month in words."""
        return self._pack.date(self._node.value[0])

    @computed
    def start(self) -> float:
        """Where it stands on the timeline, from 0 to 1."""
        place: float = self._node.value[1]
        return place


class NameView(View):
    """A name of the glossary in up to three languages, the language of the edition first."""

    @computed
    def type(self) -> str:
        """What kind of name it is, in words."""
        return self._pack.label(f"kind_{self._term.kind}")

    @computed
    def name_1(self) -> Phrase:
        """The name in the language of the edition."""
        return self._term.checked(self._pack.language.tag)

    @computed
    def name_2(self) -> Phrase | None:
        """The name in the second language of the list."""
        return self._name(1)

    @computed
    def name_3(self) -> Phrase | None:
        """The name in the third language of the list."""
        return self._name(2)

    @computed
    def unchecked(self) -> bool:
        """Whether a Chinese name of it is still to be verified."""
        return not self._term.verified

    @property
    def _term(self) -> TermView:
        return self._pack.view(TermView, self._node)

    def _name(self, column: int) -> Phrase | None:
        tags = name_languages(self._pack)
        return self._term.checked(tags[column]) if column < len(tags) else None


def name_languages(pack: Pack) -> list[str]:
    """The languages of a list of names: the edition's own, those like it (Chinese or not), the others."""
    tags: Sequence[str] = pack.value(pack.meeting, "languages")
    languages = pack.writer.languages
    is_chinese = pack.language.chinese is not None
    others = sorted(tags, key=lambda tag: (languages[tag].chinese is not None) != is_chinese)
    return [pack.language.tag, *(tag for tag in others if tag != pack.language.tag)]


class RowView(View):
    """A sector as a row of all sectors."""

    @computed
    def number(self) -> int:
        """Its position in the meeting."""
        return self._sector.number

    @computed
    def chip(self) -> RichText:
        """Its number on its colour."""
        return self._sector.chip

    @computed
    def title(self) -> DocumentText:
        """Its name."""
        return self._sector.title

    @computed
    def done(self) -> DocumentText | None:
        """What has been done, in a few words; where the sector has none for this row, those of the first item."""
        cells = self._sector.overview
        return cells.progress if cells else _first_lead(self._sector.progress)

    @computed
    def next(self) -> DocumentText | None:
        """What comes next, in a few words; where the sector has none for this row, those of the first step."""
        cells = self._sector.overview
        return cells.next_step if cells else _first_lead(self._sector.next_steps)

    @computed
    def signed(self) -> DocumentText | None:
        """What was signed, or None; where the sector has no words for this row, what kind of document it is."""
        cells, agreements = self._sector.overview, self._sector.agreements
        if cells or not agreements:
            return cells.signed if cells else None
        kind = agreements[0].kind or self._pack.label_text("document")
        return kind if len(agreements) == 1 else self._pack.label_text("documents")

    @computed
    def sector(self) -> SectorView:
        """The sector with all that it has."""
        return self._sector

    @property
    def _sector(self) -> SectorView:
        return self._pack.view(SectorView, self._node)


def tick_views(pack: Pack, ticks: Sequence[tuple[PartialDate, float]]) -> list[TickView]:
    """The views of the ticks of a timeline."""
    node = home(pack)._node
    nodes = [replace(node, value=tick, path=(*node.path, "ticks", str(index))) for index, tick in enumerate(ticks)]
    return [pack.view(TickView, one) for one in nodes]
