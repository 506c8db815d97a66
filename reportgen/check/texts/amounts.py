"""Rules that compare the numbers and dates in the languages of one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.check.nodes import CheckedFile, Shared, TextNode, Wording
from reportgen.check.registry import Finding, rule
from reportgen.check.texts.chinese_facts import chinese_facts
from reportgen.check.texts.english_facts import english_facts
from reportgen.check.texts.facts import DATES, Fact, Kind, unmatched
from reportgen.diagnostics import Message, Severity
from reportgen.model.language import Language

Reader = Callable[[str], list[Fact]]


def _readers(shared: Shared) -> dict[str, Reader]:
    """Language → the function that reads its numbers and dates; texts in other languages are not compared."""
    tags, known = [*shared.meeting_languages, *shared.languages], shared.languages
    return {tag: chinese_facts if known[tag].chinese else english_facts for tag in tags if _is_read(known[tag])}


def _is_read(language: Language) -> bool:
    """Whether numbers and dates of a language can be read: of Chinese, and of English."""
    return language.chinese is not None or language.tag.split("-")[0] == "en"


@rule("different-number", Severity.WARNING)
def different_number(file: CheckedFile) -> Iterator[Finding]:
    """A number, position, percentage or amount of money stands in one language of a text and not in the other.

    Why: it was updated on one side only. 10 000, ten thousand, 一萬, 1万 and 1萬 are the same; what may be said
    without a number (one, both, first; 一, 兩, 首) is not asked for.

    For example:
        en: The two sides set up 205 posts
        zh-Hant: 雙方設立250個職位

    Instead:
        en: The two sides set up 205 posts
        zh-Hant: 雙方設立205個職位
    """
    return (finding for kind, finding in file.once(_differences) if kind not in DATES)


@rule("different-date", Severity.WARNING)
def different_date(file: CheckedFile) -> Iterator[Finding]:
    """A date, or a part of one, stands in one language of a text and not in the other.

    Why: it was updated on one side only. Days, months, quarters, half-years, years, financial years, and the
    beginning, middle and end of a year are compared.

    For example:
        en: It opens on February 22, 2023
        zh-Hant: 2023年2月23日啟用

    Instead:
        en: It opens on February 22, 2023
        zh-Hant: 2023年2月22日啟用
    """
    return (finding for kind, finding in file.once(_differences) if kind in DATES)


def _differences(file: CheckedFile) -> list[tuple[Kind, Finding]]:
    """Every number and date that one language of a text has and another has not, with its kind."""
    found: list[tuple[Kind, Finding]] = []
    for text in file.texts:
        compared = _compared(text)
        for first, other in ((compared[0], other) for other in compared[1:]):
            ours, theirs = first.once(_facts), other.once(_facts)
            found += _findings((first, unmatched(ours, theirs)), (other, unmatched(theirs, ours)))
    return found


def _findings(ours: tuple[Wording, list[Fact]], theirs: tuple[Wording, list[Fact]]) -> Iterator[tuple[Kind, Finding]]:
    """One finding for each unmatched fact of the two languages; two facts of one kind make one finding."""
    first, lost = ours
    other, added = theirs
    left, messages = list(added), []
    for fact in lost:
        pair = next((fact_there for fact_there in left if fact_there.kind is fact.kind), None)
        if pair is None:
            messages.append((fact, _is_missing(fact, first, other)))
            continue
        left.remove(pair)
        message = Message(
            "the {kind} is '{ours}' in '{first}' and '{theirs}' in '{other}'",
            kind=Message(fact.kind),
            ours=fact.written,
            first=first.tag,
            theirs=pair.written,
            other=other.tag,
        )
        messages.append((fact, message))
    messages += [(fact, _is_missing(fact, other, first)) for fact in left]
    for fact, message in messages:
        location, languages = other.text.location_in(other.tag), first.languages | other.languages
        yield fact.kind, Finding(location, message, Message("make the two agree"), fact.written, languages=languages)


def _is_missing(fact: Fact, there: Wording, here: Wording) -> Message:
    """That a fact of one wording is not in the other."""
    return Message(
        "the {kind} '{written}' in '{there}' is not in '{here}'",
        kind=Message(fact.kind),
        written=fact.written,
        there=there.tag,
        here=here.tag,
    )


def _compared(text: TextNode) -> list[Wording]:
    """A text in the languages that are compared, also those for which only a part is written.

    Of `[[zh-Hans:两万家|20 000家]]` there is a Simplified wording too.
    """
    wordings = dict(text.wordings)
    for wording in text.wordings.values():
        for part in wording.inline:
            wordings.setdefault(part.tag, wording.read_in(part.tag))
    return [wordings[tag] for tag in text.file.shared.once(_readers) if tag in wordings]


def _facts(wording: Wording) -> list[Fact]:
    """The facts of a text in a language; those in the names it refers to, in any language, are not required."""
    shared = wording.text.file.shared
    facts = shared.once(_readers)[wording.tag](wording.plain)
    names = shared.once(_facts_of_names)
    return facts + [fact for reference in wording.references for fact in names.get(reference.id, ())]


def _facts_of_names(shared: Shared) -> dict[str, list[Fact]]:
    """Term → the facts in its names, in any language; none of them is required."""
    readers = shared.once(_readers)
    return {
        term.id: [
            fact._replace(required=False)
            for tag, name in term.names.items()
            for fact in readers.get(tag, chinese_facts)(name)
        ]
        for term in shared.glossary
    }
