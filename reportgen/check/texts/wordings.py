"""Rules about words: the house rules of `glossary/wording.csv`, and words or characters of the other region."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from reportgen.check.nodes import CheckedFile, Shared, Wording
from reportgen.check.registry import Finding, Scope, rule
from reportgen.diagnostics import Message, Severity, marked
from reportgen.lang.chinese.spelling import HONGKONG_GLYPHS
from reportgen.lang.whole_words import Hit, WholeWordSearch
from reportgen.model.glossary import Glossary, Term
from reportgen.project.wording import WordingRule
from reportgen.records.cache import Cache, cache_folder
from reportgen.records.program_key import program_key

_AUDIENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"zh-Hant": ("all", "hong-kong"), "zh-Hans": ("all", "mainland")}
)
"""Language → the audiences that read it; English and others are read by all."""

_OF_OTHER_REGION: Mapping[str, str] = MappingProxyType(
    {"zh-Hant": marked("'{word}' is the Mainland's word"), "zh-Hans": marked("'{word}' is Hong Kong's word")}
)
"""Chinese language → what is said of a word of the other region."""

_UNDECIDED: Mapping[str, str] = MappingProxyType(
    {
        "Hans": marked("'{word}' may have to be '{suggestion}' on the Mainland"),
        "Hant": marked("'{word}' may have to be '{suggestion}' in Hong Kong"),
    }
)
"""Script → what is said of a word that somebody has to decide."""

_NO_NAMES = Glossary({})
"""The glossary of a converter that knows characters and spelling alone."""

_OTHER_GLYPHS: Mapping[str, str] = MappingProxyType(
    {"爲": "為", "裡": "裏", "敎": "教", "僞": "偽", "溼": "濕", "菸": "煙", "臺": "台", "衆": "眾", "箇": "個"}
)
"""Forms of Taiwan and of old fonts → the Government's, beside those that come from converting."""


@rule("avoided-wording", Severity.WARNING, Scope.FILE | Scope.GLOSSARY)
def avoided_wording(file: CheckedFile) -> Iterator[Finding]:
    """A text, or a name in the glossary, has a wording that the house rules avoid.

    Why: each row of glossary/wording.csv says who minds it, how much, and why. Texts are read as they are
    printed, also the Simplified Chinese that is made from the Traditional.

    For example:
        en: Cross-border cooperation with mainland China

    Instead:
        en: Cross-boundary co-operation with the Mainland
    """
    searches = file.shared.once(_house_rules)
    for wording in _printed_wordings(file):
        if wording.tag not in searches:
            continue
        text, names = wording.printed
        note = "" if wording.tag == wording.written else Message(" in the derived {tag}", tag=wording.tag)
        for entry, found in searches[wording.tag].violations(text):
            if not any(found.start < name.stop and name.start < found.end for name in names):
                yield wording.finding(*_avoided(entry, found, note), found.word, entry.severity)
    for term, tag, name in _glossary_names(file):
        for entry, found in searches[tag].violations(name) if tag in searches else ():
            message, hint = _avoided(entry, found, Message(" in the name of '{id}'", id=term.id))
            yield Finding(term.location, message, hint, found.word, entry.severity, frozenset({tag}))


def _avoided(entry: WordingRule, found: Hit, note: str) -> tuple[str, str]:
    """The message and the hint about a wording that a house rule avoids."""
    message = marked("'{word}'{note} is not written here: {reason}")
    return Message(message, word=found.word, note=note, reason=entry.reason), Message("write '{form}'", form=entry.use)


@rule("wrong-region-word", Severity.WARNING)
def wrong_region_word(file: CheckedFile) -> Iterator[Finding]:
    """A text in Traditional Chinese has a word that only the Mainland uses, or a Simplified one Hong Kong's.

    Why: the vocabulary knows the word that its readers use, and would put it there itself in a derived text.

    For example:
        zh-Hant: 互聯網信息安全

    Instead:
        zh-Hant: 互聯網資訊保安
    """
    searches = file.shared.once(_words_of_other_region)
    for tag, said in _OF_OTHER_REGION.items():
        search, replacements = searches[tag]
        for wording in file.wordings:
            for hit in search.hits(wording.convertible) if wording.tag == tag else ():
                if hit.word in replacements:
                    message = Message(said, word=hit.word)
                    yield wording.finding(
                        message, Message("write '{replacements}'", replacements=replacements[hit.word]), hit.word
                    )


@rule("wrong-region-character", Severity.WARNING)
def wrong_region_character(file: CheckedFile) -> Iterator[Finding]:
    """A text in Traditional Chinese has a form of a character that the Hong Kong Government does not write.

    Why: the forms come from converters, and from keyboards for Taiwan.

    For example:
        zh-Hant: 在羣峯裡說明

    Instead:
        zh-Hant: 在群峰裏說明
    """
    forms = dict(HONGKONG_GLYPHS) | dict(_OTHER_GLYPHS)
    for wording in file.wordings:
        for character in dict.fromkeys(wording.convertible if wording.tag == "zh-Hant" else ""):
            if character in forms:
                message = Message(
                    "'{character}' is not how Hong Kong writes '{form}'", character=character, form=forms[character]
                )
                yield wording.finding(message, Message("write '{form}'", form=forms[character]), character)


@rule("undecided-word", Severity.WARNING)
def undecided_word(file: CheckedFile) -> Iterator[Finding]:
    """A Chinese word whose wording on the other side depends on what is meant stands in a text that is converted.

    Why: glossary/vocabulary.csv flags it, so it is converted character by character, and a person has to decide.
    They decide in the text (`[[zh-Hans:境外|海外]]`), by writing the zh-Hans
    text, or for all texts by accepting the word, with the reason, in reportgen.yaml.

    For example:
        zh-Hant: 吸引海外投資

    Instead:
        zh-Hant: 吸引[[zh-Hans:境外|海外]]投資
    """
    for text in file.texts:
        flags = {(tag, flag.source): (written, flag) for written, tag, flag in text.flagged_words()}
        for (tag, word), (written, flag) in flags.items():
            said = _UNDECIDED[file.shared.languages[tag].script]
            message = Message(said, word=word, suggestion=flag.suggestion)
            if flag.note:
                message = Message("{message} ({note})", message=message, note=flag.note)
            hint = Message(
                "write [[{tag}:{suggestion}|{word}]] or the {tag} text, or accept it in reportgen.yaml",
                tag=tag,
                suggestion=flag.suggestion,
                word=word,
            )
            yield Finding(text.location_in(written), message, hint, word, languages=frozenset({tag}))


def _house_rules(shared: Shared) -> dict[str, _HouseRules]:
    """Language → the search for its house rules."""
    return {tag: _HouseRules(shared.wording, tag) for tag in {entry.language for entry in shared.wording}}


class _HouseRules:
    """Finds the house rules of one language that a text breaks."""

    def __init__(self, rules: Iterable[WordingRule], tag: str) -> None:
        readers = _AUDIENCES.get(tag)
        relevant = [entry for entry in rules if entry.language == tag and (not readers or entry.audience in readers)]
        relevant.sort(key=lambda entry: -len(entry.avoid))
        self._fold: Callable[[str], str] = str if tag in _AUDIENCES else str.lower
        self._rules = [(entry, self._certain_part(entry.avoid), self._pattern(entry.avoid)) for entry in relevant]
        self._accepted = [self._pattern(entry.use) for entry in relevant]

    def _pattern(self, words: str) -> re.Pattern[str]:
        """A pattern for the words of a rule: `#` is any digit, and Latin words match only as whole words."""
        pattern = "".join(r"\d" if c == "#" else r"\s+" if c == " " else re.escape(c) for c in self._fold(words))
        before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", words) else ""
        after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", words) else ""
        if words[:1] == "#":
            before = r"(?<![A-Za-z])"
        return re.compile(before + pattern + after)

    def _certain_part(self, words: str) -> str:
        """The longest string that every match of a rule's pattern holds: most rules are ruled out by it, quickly."""
        return max(re.split("[# ]", self._fold(words)), key=len)

    def violations(self, text: str) -> Iterator[tuple[WordingRule, Hit]]:
        """The rules that a text breaks, each with its first match.

        Of overlapping matches the longest rule's counts. A match inside wording that a rule asks for does not.
        """
        folded = self._fold(text)
        if len(folded) != len(text):
            folded = text
        possible = [(entry, pattern) for entry, part, pattern in self._rules if part in folded]
        if not possible:
            return
        accepted = [found.span() for pattern in self._accepted for found in pattern.finditer(folded)]
        taken: list[tuple[int, int]] = []
        for entry, pattern in possible:
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


def _printed_wordings(file: CheckedFile) -> Iterator[Wording]:
    """Every text of a file as it is printed in every language, also where it is derived."""
    for text in file.texts:
        yield from text.wordings.values()
        yield from text.derived


def _glossary_names(file: CheckedFile) -> Iterator[tuple[Term, str, str]]:
    """The full and short names of the terms, each with its term and language, where the file is the glossary."""
    for term in file.content if isinstance(file.content, Glossary) else ():
        for tag in term.names:
            for name in dict.fromkeys((term.names[tag], term.shorts.get(tag, ""))):
                if name:
                    yield term, tag, name


def _names(glossary: Glossary, tag: str) -> set[str]:
    """Full and short names of two characters or more, in which no single word is meant."""
    names = {name for term in glossary for name in (term.names.get(tag, ""), term.shorts.get(tag, ""))}
    return {name for name in names if len(name) > 1}


def _words_of_other_region(shared: Shared) -> dict[str, tuple[WholeWordSearch, dict[str, str]]]:
    """Language → a search, and the other region's words in this language's characters → this region's.

    The search also finds the strings in which none of these words is meant.
    """
    found = {}
    for tag in _OF_OTHER_REGION:
        replacements, exempt = _kept_vocabulary(shared.glossary, tag)
        search = WholeWordSearch((*replacements, *exempt))
        found[tag] = search, {word: ours for word, ours in replacements.items() if word not in exempt}
    return found


def _kept_vocabulary(glossary: Glossary, tag: str) -> tuple[dict[str, str], set[str]]:
    """As `_vocabulary_of_other_region`, worked out once for a glossary and then kept: it loads OpenCC twice."""
    cache = Cache("words")
    names = [[dict(term.names), dict(term.shorts)] for term in glossary]
    rules = [[rule.hant, rule.hans, rule.direction, rule.convert, rule.not_in] for rule in glossary.vocabulary]
    key = hashlib.sha256(json.dumps([program_key(), tag, names, rules]).encode()).hexdigest()
    kept = cache.read(key)
    if kept is not None:
        replacements, exempt = json.loads(kept)
        return replacements, set(exempt)
    replacements, exempt = _vocabulary_of_other_region(glossary, tag)
    cache.write(key, json.dumps([replacements, sorted(exempt)]).encode())
    return replacements, exempt


def _vocabulary_of_other_region(glossary: Glossary, tag: str) -> tuple[dict[str, str], set[str]]:
    """The other region's words in this language's characters → this region's, and strings in which none is meant."""
    from reportgen.lang.chinese.converter import converter
    from reportgen.lang.chinese.false_matches import false_matches

    source = "zh-Hans" if tag == "zh-Hant" else "zh-Hant"
    characters_only = converter(_NO_NAMES, source, tag, cache=cache_folder())
    chinese = characters_only.target.chinese
    not_meant = list(false_matches(chinese.spelling if chinese else ""))
    not_meant += [word for entry in glossary.vocabulary for word in entry.not_in]
    only_back = "to-hans" if tag == "zh-Hant" else "to-hant"
    rules = [
        (entry.hans, entry.hant) if tag == "zh-Hant" else (entry.hant, entry.hans)
        for entry in glossary.vocabulary
        if entry.convert and entry.direction != only_back
    ]
    characters = convert_lines(characters_only.convert, [*(theirs for theirs, _ in rules), *not_meant])
    replacements: dict[str, str] = {}
    for theirs, ours in rules:
        if characters[theirs] != ours:
            replacements.setdefault(characters[theirs], ours)
    own = {entry.hant if tag == "zh-Hant" else entry.hans for entry in glossary.vocabulary}
    exempt = own | _names(glossary, tag) | {characters[word] for word in not_meant}
    return replacements, exempt


def convert_lines(convert: Callable[[str], str], words: Sequence[str]) -> dict[str, str]:
    """Each word and what it is converted to: all at once, a line for each, which is five times faster.

    A conversion looks at nothing beyond the end of a line, so each word becomes what it would become alone.
    """
    lines = "\n".join(words)
    converted = dict(zip(lines.split("\n"), convert(lines).split("\n"), strict=True))
    return {word: "\n".join(converted[line] for line in word.split("\n")) for word in words}
