"""Rules that compare the numbers and dates in the languages of one text."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping

from reportgen.check.nodes import ContentNode, all_texts, plain_text, references, wordings_for_others
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
    """Language → the function that reads its numbers and dates; texts in other languages are not compared."""
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


def _differences(project: Project, includes: Callable[[Kind], bool]) -> Iterator[Finding]:
    readers = _readers(project.languages)
    for node in all_texts(project):
        wordings = _wordings(node.value, readers)
        written = [tag for tag in readers if tag in wordings]
        first = written[0] if written else ""
        ours = _facts(wordings[first], first, readers, project.glossary) if len(written) > 1 else []
        for tag in written[1:]:
            theirs = _facts(wordings[tag], tag, readers, project.glossary)
            lost = [fact for fact in unmatched(ours, theirs) if includes(fact.kind)]
            added = [fact for fact in unmatched(theirs, ours) if includes(fact.kind)]
            yield from _findings(node, (first, lost), (tag, added))


def _findings(node: ContentNode, ours: tuple[str, list[Fact]], theirs: tuple[str, list[Fact]]) -> Iterator[Finding]:
    """One finding for each unmatched fact of the two languages; two facts of one kind make one finding."""
    first, lost = ours
    tag, added = theirs
    left = list(added)
    hint = "make the two agree"
    for fact in lost:
        pair = next((other for other in left if other.kind is fact.kind), None)
        message = f"the {fact.kind} '{fact.written}' in '{first}' is not in '{tag}'"
        if pair:
            left.remove(pair)
            message = f"the {fact.kind} is '{fact.written}' in '{first}' and '{pair.written}' in '{tag}'"
        yield Finding(node.location_in(tag), message, hint, subject=fact.written)
    for fact in left:
        message = f"the {fact.kind} '{fact.written}' in '{tag}' is not in '{first}'"
        yield Finding(node.location_in(tag), message, hint, subject=fact.written)


def _wordings(text: Text, languages: Container[str]) -> dict[str, str]:
    """A text by language, also those for which only a part is written: `[[zh-Hans:两万家|20 000家]]`."""
    wordings = dict(text.root)
    for tag, wording in text.root.items():
        for other, _ in wordings_for_others(wording, tag, languages):
            wordings.setdefault(other, wording)
    return wordings


def _facts(wording: str, tag: str, readers: Mapping[str, Reader], glossary: Glossary) -> list[Fact]:
    """The facts of a text in a language; those in the names it refers to, in any language, are not required."""
    facts = readers[tag](plain_text(wording, tag))
    for reference in references(wording, tag):
        term = glossary.terms.get(reference.id)
        for name_tag, name in term.names.items() if term else ():
            facts += [fact._replace(required=False) for fact in readers.get(name_tag, chinese_facts)(name)]
    return facts
