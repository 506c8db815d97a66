"""Rules about words: the house rules of `glossary/wording.csv`, and words or characters of the other region."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportgen.check.nodes import all_texts, convertible_text, print_wording
from reportgen.check.project import CheckedProject
from reportgen.check.registry import Finding, rule
from reportgen.check.texts.search import Hit, WholeWordSearch
from reportgen.diagnostics import Location, Severity
from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.lang.chinese.false_matches import false_matches
from reportgen.lang.chinese.spelling import HONGKONG_GLYPHS
from reportgen.model.glossary import Glossary
from reportgen.project.wording import WordingRule

_AUDIENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"zh-Hant": ("all", "hong-kong"), "zh-Hans": ("all", "mainland")}
)
"""Language → the audiences that read it; English and others are read by all."""

_OTHER_REGION_NAMES: Mapping[str, str] = MappingProxyType({"zh-Hant": "the Mainland's", "zh-Hans": "Hong Kong's"})
"""Chinese language → the other region, in the possessive."""

_OTHER_GLYPHS: Mapping[str, str] = MappingProxyType(
    {"爲": "為", "裡": "裏", "敎": "教", "僞": "偽", "溼": "濕", "菸": "煙", "臺": "台", "衆": "眾", "箇": "個"}
)
"""Forms of Taiwan and of old fonts → the Government's, beside those that come from converting."""


class _Wording(NamedTuple):
    """A text as a reader will see it: its language, the positions of names in it, its location, a note for messages."""

    tag: str
    text: str
    names: tuple[range, ...]
    location: Location
    note: str = ""


@rule("avoided-wording", Severity.WARNING)
def avoided_wording(project: CheckedProject) -> Iterator[Finding]:
    """A text, or a name in the glossary, has a wording that the house rules avoid.

    Why: each row of glossary/wording.csv says who minds it, how much, and why. Texts are read as they are
    printed, also the Simplified Chinese that is made from the Traditional.

    For example:
        en: Cross-border cooperation with mainland China

    Instead:
        en: Cross-boundary co-operation with the Mainland
    """
    searches = {tag: _HouseRules(project.wording, tag) for tag in {entry.language for entry in project.wording}}
    for wording in (*_printed_texts(project), *_glossary_names(project)):
        if wording.tag not in searches:
            continue
        for entry, found in searches[wording.tag].violations(wording.text):
            if not any(found.start < name.stop and name.start < found.end for name in wording.names):
                message = f"'{found.word}'{wording.note} is not written here: {entry.reason}"
                hint = f"write '{entry.use}'"
                yield Finding(wording.location, message, hint, subject=found.word, severity=entry.severity)


@rule("wrong-region-word", Severity.WARNING)
def wrong_region_word(project: CheckedProject) -> Iterator[Finding]:
    """A text in Traditional Chinese has a word that only the Mainland uses, or a Simplified one Hong Kong's.

    Why: the vocabulary knows the word that its readers use, and would put it there itself in a derived text.

    For example:
        zh-Hant: 互聯網信息安全

    Instead:
        zh-Hant: 互聯網資訊保安
    """
    for tag, region in _OTHER_REGION_NAMES.items():
        replacements, exempt = _words_of_other_region(project.glossary, tag)
        search = WholeWordSearch((*replacements, *exempt))
        for node in all_texts(project):
            for hit in search.hits(convertible_text(node.value.get(tag) or "", tag)):
                if hit.word not in exempt:
                    message = f"'{hit.word}' is {region} word"
                    yield Finding(node.location_in(tag), message, f"write '{replacements[hit.word]}'", subject=hit.word)


@rule("wrong-region-character", Severity.WARNING)
def wrong_region_character(project: CheckedProject) -> Iterator[Finding]:
    """A text in Traditional Chinese has a form of a character that the Hong Kong Government does not write.

    Why: the forms come from converters, and from keyboards for Taiwan.

    For example:
        zh-Hant: 在羣峯裡說明

    Instead:
        zh-Hant: 在群峰裏說明
    """
    forms = dict(HONGKONG_GLYPHS) | dict(_OTHER_GLYPHS)
    for node in all_texts(project):
        for character in dict.fromkeys(convertible_text(node.value.get("zh-Hant") or "", "zh-Hant")):
            if character in forms:
                message = f"'{character}' is not how Hong Kong writes '{forms[character]}'"
                yield Finding(node.location_in("zh-Hant"), message, f"write '{forms[character]}'", subject=character)


@rule("undecided-word", Severity.WARNING)
def undecided_word(project: CheckedProject) -> Iterator[Finding]:
    """A Chinese word whose wording on the other side depends on what is meant stands in a text that is converted.

    Why: glossary/vocabulary.csv flags it, so it is converted character by character, and a person has to decide.
    They decide in the text (`[[zh-Hans:境外|海外]]`), by writing the zh-Hans
    text, or for all texts by accepting the word, with the reason, in reportgen.yaml.

    For example:
        zh-Hant: 吸引海外投資

    Instead:
        zh-Hant: 吸引[[zh-Hans:境外|海外]]投資
    """
    for node in all_texts(project):
        flags = {flag.source: flag for flag in project.flagged_words(node.value, node.file_key)}
        for word, flag in flags.items():
            note = f" ({flag.note})" if flag.note else ""
            message = f"'{word}' may have to be '{flag.suggestion}' on the Mainland{note}"
            hint = f"write [[zh-Hans:{flag.suggestion}|{word}]] or the zh-Hans text, or accept it in reportgen.yaml"
            yield Finding(node.location_in("zh-Hant"), message, hint, subject=word)


class _HouseRules:
    """Finds the house rules of one language that a text breaks."""

    def __init__(self, rules: Iterable[WordingRule], tag: str) -> None:
        readers = _AUDIENCES.get(tag)
        relevant = [entry for entry in rules if entry.language == tag and (not readers or entry.audience in readers)]
        relevant.sort(key=lambda entry: -len(entry.avoid))
        self._fold: Callable[[str], str] = str if tag in _AUDIENCES else str.lower
        self._rules = [(entry, self._pattern(entry.avoid)) for entry in relevant]
        self._accepted = [self._pattern(entry.use) for entry in relevant]

    def _pattern(self, words: str) -> re.Pattern[str]:
        """A pattern for the words of a rule: `#` is any digit, and Latin words match only as whole words."""
        pattern = "".join(r"\d" if c == "#" else r"\s+" if c == " " else re.escape(c) for c in self._fold(words))
        before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", words) else ""
        after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", words) else ""
        if words[:1] == "#":
            before = r"(?<![A-Za-z])"
        return re.compile(before + pattern + after)

    def violations(self, text: str) -> Iterator[tuple[WordingRule, Hit]]:
        """The rules that a text breaks, each with its first match.

        Of overlapping matches the longest rule's counts. A match inside wording that a rule asks for does not.
        """
        folded = self._fold(text)
        if len(folded) != len(text):
            folded = text
        accepted = [found.span() for pattern in self._accepted for found in pattern.finditer(folded)]
        taken: list[tuple[int, int]] = []
        for entry, pattern in self._rules:
            free = [
                found.span()
                for found in pattern.finditer(folded)
                if not any(start <= found.start() and found.end() <= end for start, end in accepted)
                and not any(start < found.end() and found.start() < end for start, end in taken)
            ]
            taken += free
            if free:
                start, end = free[0]
                yield entry, Hit(text[start:end], start, end)


def _printed_texts(project: CheckedProject) -> Iterator[_Wording]:
    """Every text as it is printed in every language, the derived one at the location of what it is derived from."""
    for node in all_texts(project):
        for tag, wording in node.value.root.items():
            yield _Wording(tag, *print_wording(wording, tag, project.glossary), node.location_in(tag))
        simplified = project.derived_simplified(node.value, node.file_key)
        if simplified is not None:
            text, names = print_wording(simplified, "zh-Hans", project.glossary)
            yield _Wording("zh-Hans", text, names, node.location_in("zh-Hant"), " in the derived zh-Hans")


def _glossary_names(project: CheckedProject) -> Iterator[_Wording]:
    """The names of the glossary, each at the location of its term."""
    for term in project.glossary:
        for tag in term.names:
            for name in dict.fromkeys((term.names[tag], term.shorts.get(tag, ""))):
                if name:
                    yield _Wording(tag, name, (), term.location, f" in the name of '{term.id}'")


def _names(glossary: Glossary, tag: str) -> set[str]:
    """Full and short names of two characters or more, in which no single word is meant."""
    names = {name for term in glossary for name in (term.names.get(tag, ""), term.shorts.get(tag, ""))}
    return {name for name in names if len(name) > 1}


def _words_of_other_region(glossary: Glossary, tag: str) -> tuple[dict[str, str], set[str]]:
    """The other region's words in this language's characters → this region's, and strings in which none is meant."""
    source = "zh-Hans" if tag == "zh-Hant" else "zh-Hant"
    converter = ChineseConverter(Glossary({}), source, tag)
    characters = converter.convert
    only_back = "to-hans" if tag == "zh-Hant" else "to-hant"
    replacements: dict[str, str] = {}
    for entry in glossary.vocabulary:
        theirs, ours = (entry.hans, entry.hant) if tag == "zh-Hant" else (entry.hant, entry.hans)
        if entry.convert and entry.direction != only_back and characters(theirs) != ours:
            replacements.setdefault(characters(theirs), ours)
    own = {entry.hant if tag == "zh-Hant" else entry.hans for entry in glossary.vocabulary}
    spelling = converter.target.chinese.spelling if converter.target.chinese else ""
    exempt = own | _names(glossary, tag) | {characters(word) for word in false_matches(spelling)}
    return replacements, exempt
