"""Rules about numbers and dates that are not the same in the languages of one text."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping

from reportgen.check.places import Place, all_texts, decided_elsewhere, plain, references
from reportgen.check.registry import Finding, rule
from reportgen.check.texts.chinese_facts import chinese_facts
from reportgen.check.texts.english_facts import english_facts
from reportgen.check.texts.facts import DATES, Fact, Kind, unmatched
from reportgen.diagnostics import Severity
from reportgen.model.content import Text
from reportgen.model.glossary import Glossary
from reportgen.model.language import SOURCE_LANGUAGE, Language
from reportgen.project.load import Project

Reader = Callable[[str], list[Fact]]


def _readers(languages: Mapping[str, Language]) -> dict[str, Reader]:
    """Language → what reads its numbers and dates; texts in others are not compared."""
    chinese: dict[str, Reader] = {tag: chinese_facts for tag, language in languages.items() if language.chinese}
    return {SOURCE_LANGUAGE: english_facts} | chinese


@rule("different-number", Severity.WARNING)
def different_number(project: Project) -> Iterator[Finding]:
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
    return _differences(project, lambda kind: kind not in DATES)


@rule("different-date", Severity.WARNING)
def different_date(project: Project) -> Iterator[Finding]:
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
    return _differences(project, lambda kind: kind in DATES)


def _differences(project: Project, is_meant: Callable[[Kind], bool]) -> Iterator[Finding]:
    readers = _readers(project.languages)
    for place in all_texts(project):
        wordings = _wordings(place.value, readers)
        written = [tag for tag in readers if tag in wordings]
        first = written[0] if written else ""
        ours = _facts(wordings[first], first, readers, project.glossary) if len(written) > 1 else []
        for tag in written[1:]:
            theirs = _facts(wordings[tag], tag, readers, project.glossary)
            lost = [fact for fact in unmatched(ours, theirs) if is_meant(fact.kind)]
            added = [fact for fact in unmatched(theirs, ours) if is_meant(fact.kind)]
            yield from _findings(place, (first, lost), (tag, added))


def _findings(place: Place, ours: tuple[str, list[Fact]], theirs: tuple[str, list[Fact]]) -> Iterator[Finding]:
    """One finding for each fact without a match; two of one kind are each other's."""
    first, lost = ours
    tag, added = theirs
    left = list(added)
    hint = "make the two agree"
    for fact in lost:
        pair = next((other for other in left if other.kind is fact.kind), None)
        message = f"the {fact.kind} '{fact.shown}' in '{first}' is not in '{tag}'"
        if pair:
            left.remove(pair)
            message = f"the {fact.kind} is '{fact.shown}' in '{first}' and '{pair.shown}' in '{tag}'"
        yield Finding(place.at(tag), message, hint, subject=fact.shown)
    for fact in left:
        message = f"the {fact.kind} '{fact.shown}' in '{tag}' is not in '{first}'"
        yield Finding(place.at(tag), message, hint, subject=fact.shown)


def _wordings(text: Text, languages: Container[str]) -> dict[str, str]:
    """A text by language, also those for which only a part is written: `[[zh-Hans:两万家|20 000家]]`."""
    wordings = dict(text.root)
    for tag, wording in text.root.items():
        for other, _ in decided_elsewhere(wording, tag, languages):
            wordings.setdefault(other, wording)
    return wordings


def _facts(wording: str, tag: str, readers: Mapping[str, Reader], glossary: Glossary) -> list[Fact]:
    """What a text says in a language; what the names in it say, in any language, may be said but need not be."""
    facts = readers[tag](plain(wording, tag))
    for reference in references(wording, tag):
        term = glossary.terms.get(reference.id)
        for name_tag, name in term.names.items() if term else ():
            facts += [fact._replace(firm=False) for fact in readers.get(name_tag, chinese_facts)(name)]
    return facts
