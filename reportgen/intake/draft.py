"""Makes the draft of a sector: each sentence in its place, with its source, and what a person has to decide."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.diagnostics import Message, shortened
from reportgen.intake.analysed import Passage, Wordings
from reportgen.intake.linked import Linker
from reportgen.intake.names import NameList
from reportgen.intake.recognise.dates import FoundDate, Reference
from reportgen.intake.recognise.facts import Facts
from reportgen.intake.recognise.figures import FoundFigure
from reportgen.intake.recognise.names import FoundName
from reportgen.intake.recognise.sentences import State
from reportgen.intake.recognise.words import comparable, words_of
from reportgen.intake.sectors import Group
from reportgen.intake.yaml_text import Blank, Entry, Field, Names, Texts, to_decide
from reportgen.model.language import Language

_VERB = 14
"""Within how many characters behind "to be" a verb belongs to it."""
_QUOTED = 400
"""The most characters of a sentence that a comment quotes."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the drafts of a record share: the key of the document, its languages, when it was written, its names."""

    document: str
    languages: Sequence[Language]
    reference: Reference
    names: NameList
    linkers: Mapping[str, Linker]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the languages."""
        return tuple(language.tag for language in self.languages)


@dataclass(frozen=True, slots=True)
class SectorDraft:
    """A sector as fields of its file; `lists` are those among them that hold entries, by key."""

    id: str
    opening: tuple[str, ...]
    fields: tuple[Field, ...]
    lists: Mapping[str, Sequence[Entry]]


def draft_sector(group: Group, sector_id: str, context: Context, opening: Sequence[str]) -> SectorDraft:
    """The draft of one sector; nothing in it is final, and nothing is in it that the record does not say."""
    maker = _Maker(context)
    for passage in group.passages:
        maker.take(passage)
    lists = {key: entries for key, entries in maker.lists.items() if entries}
    title_remarks = []
    if group.topic:
        what = Message(
            "whether this is a sector of its own; the record has no heading here, the words are: {words}",
            words=group.words[:6],
        )
        title_remarks.append(to_decide(what))
    fields = [
        Field("id", sector_id),
        Field("title", Texts({tag: group.titles.get(tag) for tag in context.tags}), tuple(title_remarks)),
        Field("headline", Blank(Message("the message of the sector, in one sentence"))),
        Field("summary", Blank(Message("three or four sentences")), tuple(maker.background)),
        Field("takeaways", Blank(Message("one to three, the most important first"), optional=True)),
        *(Field(key, entries) for key, entries in lists.items()),
        Field("sections", Blank(Message("the headline of each slide, and what is said with it"), optional=True)),
        Field("overview", Blank(Message("progress and next_step of the sector in a few words each"), optional=True)),
    ]
    return SectorDraft(sector_id, tuple(opening), tuple(fields), lists)


class _Maker:
    """Puts sentences where they belong; `background` are those that report neither progress nor plans."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.background: list[str] = []
        self.lists: dict[str, list[Entry]] = {
            key: [] for key in ("progress", "next_steps", "agreements", "figures", "milestones")
        }
        self._milestones: dict[tuple[str, str], tuple[FoundDate, Entry]] = {}

    def take(self, passage: Passage) -> None:
        """Put every sentence of a paragraph in its place."""
        source = f"{self._context.document}#{passage.number}"
        for number, wordings in enumerate(passage.wordings):
            facts, remarks = wordings.first.facts, self._remarks(passage, wordings, first=number == 0)
            if facts.agreement is not None:
                self._agreement(wordings, passage.number, source, remarks)
            elif facts.state is State.NEITHER:
                quoted = shortened(wordings.first.text, _QUOTED)
                where = Message("where this belongs ({source}): {quoted}", source=source, quoted=quoted)
                self.background.append(to_decide(where))
            else:
                self._statement(wordings, passage.number, source, remarks)
            self.lists["figures"] += self._figures(wordings, source)

    def _remarks(self, passage: Passage, wordings: Wordings, first: bool) -> tuple[str, ...]:
        """What is uncertain about the languages of a sentence."""
        remarks: list[str] = []
        missing = [tag for tag in self._context.tags if tag not in wordings.sentences]
        if missing and (first or not passage.missing):
            what = Message("what {missing} says here; the sentence was not found there", missing=missing)
            remarks.append(to_decide(what))
        elif not (wordings.certain and passage.certain) and len(wordings.sentences) > 1:
            what = Message("whether the languages say the same; they were matched by place and length")
            remarks.append(to_decide(what))
        if differences := _differences(wordings):
            remarks.append(to_decide(differences))
        return tuple(remarks)

    def _texts(self, wordings: Wordings) -> Texts:
        """The sentence in each language, with references to the glossary."""
        texts = {tag: sentence.text for tag, sentence in wordings.sentences.items()}
        return Texts(
            {tag: self._context.linkers[tag].linked(texts[tag]) if tag in texts else None for tag in self._context.tags}
        )

    def _blank(self, what: str) -> Texts:
        return Texts(dict.fromkeys(self._context.tags), what)

    def _statement(self, wordings: Wordings, paragraph: int, source: str, remarks: tuple[str, ...]) -> None:
        planned = wordings.first.facts.state is State.PLANNED
        dates = [one for one in wordings.first.facts.dates if not one.as_of]
        fields = [Field("lead", self._blank(Message("two to five words"))), Field("text", self._texts(wordings))]
        if planned:
            actors = self._actors(wordings, paragraph)
            ahead = [one for one in dates if self._status(one, wordings) == "planned"]
            fields += [Field("by", Names(actors))] if actors else []
            fields += [Field("due", ahead[0].notation)] if len(ahead) == 1 else []
        fields.append(Field("source", source))
        self.lists["next_steps" if planned else "progress"].append(Entry(tuple(fields), remarks))
        for one in dates:
            self._milestone(one, wordings, source, self._status(one, wordings))

    def _milestone(self, date: FoundDate, wordings: Wordings, source: str, status: str) -> None:
        fields = (
            Field("date", date.notation),
            Field("lead", self._blank(Message("what happens, in a few words"))),
            Field("text", self._texts(wordings)),
            Field("status", status),
            Field("source", source),
        )
        self._milestones.setdefault((date.notation, source), (date, Entry(fields)))
        in_order = sorted(self._milestones.values(), key=lambda each: each[0].date.last_day)
        self.lists["milestones"] = [entry for _, entry in in_order]

    def _status(self, one: FoundDate, wordings: Wordings) -> str:
        """Whether a date lies behind: by the calendar, or for the current year by the words of the sentence."""
        reference, date = self._context.reference, one.date
        if reference.year:
            first = datetime.date(reference.year, reference.month or 1, reference.day or 1)
            last = first if reference.day else datetime.date(reference.year, reference.month or 12, 28)
            if date.last_day <= first or date.bound == "since":
                return "done"
            if date.first_day > last:
                return "planned"
        language = next(iter(wordings.sentences))
        words = next((words_of(each) for each in self._context.languages if each.tag == language), None)
        if words is None:
            return "done" if wordings.first.facts.state is State.DONE else "planned"
        language_of = next(each for each in self._context.languages if each.tag == language)
        before = comparable(wordings.first.text, language_of)[: one.start]
        marks = [
            (found.end(), status)
            for status, key in (("planned", "planned"), ("done", "done"))
            for found in words.pattern(key).finditer(before)
        ]
        plans = [end for end, status in marks if status == "planned"]
        marks = [  # "to be held" is to come
            (end, status) for end, status in marks
            if status == "planned" or not any(0 <= end - plan <= _VERB for plan in plans)
        ]  # fmt: skip
        return max(marks)[1] if marks else "done" if wordings.first.facts.state is State.DONE else "planned"

    def _actors(self, wordings: Wordings, paragraph: int) -> list[str | Texts]:
        """The bodies that the sentence begins with, before the word that says that something is planned."""
        language, sentence = next(iter(wordings.sentences.items()))
        profile = next(each for each in self._context.languages if each.tag == language)
        words = words_of(profile)
        planned = words.pattern("planned").search(comparable(sentence.text, profile)) if words else None
        if planned is None:
            return []
        bodies = [n for n in sentence.facts.names if n.kind == "body" and n.end <= planned.start()]
        return self._named(bodies, language, paragraph)

    def _named(self, found: Sequence[FoundName], language: str, paragraph: int) -> list[str | Texts]:
        """Names as content has them: the id of a term, or the name itself in the languages in which it is known."""
        names = self._context.names
        ids = dict.fromkeys(names.id_of(name, language, paragraph) for name in found)
        proposed = {each: names.proposed[each].names for each in ids if each in names.proposed}
        return [
            Texts({tag: proposed[each].get(tag) for tag in self._context.tags}) if each in proposed else each
            for each in ids
        ]

    def _doubts(self, found: Sequence[FoundName], language: str, paragraph: int) -> tuple[str, ...]:
        """What is uncertain about names in several languages: those that only their order says belong together."""
        names = self._context.names
        proposed = [names.proposed.get(names.id_of(name, language, paragraph)) for name in found]
        if any(one is not None and one.note for one in proposed):
            what = Message("whether the names are the same in all languages; they were paired by their order")
            return (to_decide(what),)
        return ()

    def _agreement(self, wordings: Wordings, paragraph: int, source: str, remarks: tuple[str, ...]) -> None:
        language, sentence = next(iter(wordings.sentences.items()))
        found = sentence.facts.agreement
        assert found is not None
        parties = self._named(found.parties, language, paragraph)
        title = FoundName(0, 0, found.title, "document")
        document = self._context.names.id_of(title, language, paragraph)
        for tag, other in wordings.sentences.items():
            if other.facts.agreement is not None:
                self._context.names.also(document, tag, other.facts.agreement.title)
        kinds = {
            tag: one.facts.agreement.kind if one.facts.agreement and one.facts.agreement.kind else None
            for tag in self._context.tags for one in [wordings.sentences.get(tag, sentence)]
            if tag in wordings.sentences or tag == language
        }  # fmt: skip
        kinds = {tag: kinds.get(tag) for tag in self._context.tags}
        remarks = (*remarks, *self._doubts(found.parties, language, paragraph))
        if len(parties) < 2:
            one, nobody = (
                Message("who signed it; the record names one here"),
                Message("who signed it; the record names nobody here"),
            )
            remarks = (*remarks, to_decide(one if parties else nobody))
        record = _recorded(sentence.text)
        signed = Blank(Message("when it was signed"))
        date = Field("date", found.date.notation if found.date else signed)
        fields = (
            Field("document", self._named([title], language, paragraph)[0]),
            *([Field("kind", Texts(kinds))] if any(kinds.values()) else []),
            Field("parties", Names(parties)),
            date,
            Field("purpose", Blank(Message("what it is for"), optional=True), (record,)),
            Field("source", source),
        )
        self.lists["agreements"].append(Entry(fields, remarks))
        if found.date:
            self._milestone(found.date, wordings, source, "done")

    def _figures(self, wordings: Wordings, source: str) -> Iterator[Entry]:
        for figure in wordings.first.facts.figures:
            fields = [Field("value", _digits(figure.value))]
            fields += [Field("to", _digits(figure.to))] if figure.to is not None else []
            fields += [Field("currency", figure.currency)] if figure.currency else []
            fields += [Field("percent", "true")] if figure.percent else []
            fields += [Field("qualifier", figure.qualifier)] if figure.qualifier else []
            if figure.unit:
                fields.append(Field("unit", Texts(self._units(figure, wordings))))
            record = _recorded(wordings.first.text)
            fields.append(Field("label", self._blank(Message("what is counted")), (record,)))
            as_of = self._as_of(wordings)
            fields += [Field("as_of", as_of)] if as_of else []
            yield Entry((*fields, Field("source", source)))

    def _units(self, figure: FoundFigure, wordings: Wordings) -> dict[str, str | None]:
        """The word after the number in each language: that of the same number there."""
        units: dict[str, str | None] = {}
        for tag in self._context.tags:
            facts = wordings.sentences[tag].facts if tag in wordings.sentences else Facts()
            units[tag] = next((one.unit for one in facts.figures if one.value == figure.value and one.unit), None)
        return units

    def _as_of(self, wordings: Wordings) -> str:
        """The day of a count: the one that the sentence names, or that of the record where it says "at present"."""
        dated = next((one for one in wordings.first.facts.dates if one.as_of), None)
        if dated is not None:
            return dated.notation
        language, sentence = next(iter(wordings.sentences.items()))
        profile = next(each for each in self._context.languages if each.tag == language)
        words, reference = words_of(profile), self._context.reference
        is_now = words and reference.month and words.pattern("now").search(comparable(sentence.text, profile))
        return f"{reference.year}-{reference.month:02d}" if is_now else ""


def _differences(wordings: Wordings) -> str:
    """What two languages of a sentence state differently: figures or dates; empty where they do not."""
    (first, ours), *others = ((tag, _values(sentence.facts)) for tag, sentence in wordings.sentences.items())
    for tag, theirs in others:
        if ours and theirs and ours != theirs:
            mine, other = sorted(ours - theirs), sorted(theirs - ours)
            if mine and other:
                return Message(
                    "which is right: {first} has {mine}, {tag} has {other}",
                    first=first,
                    mine=mine,
                    tag=tag,
                    other=other,
                )
    return ""


def _recorded(sentence: str) -> str:
    """The remark with a sentence of the record."""
    return Message("the record: {sentence}", sentence=shortened(sentence, _QUOTED))


def _values(facts: Facts) -> set[str]:
    return {_digits(figure.value) for figure in facts.figures} | {one.notation for one in facts.dates}


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"
