"""Builds the table of words that a converter looks for in the source text, with their replacements.

It is one table, so that one search decides: glossary names, vocabulary, spelling fixes, and words that
are left to character conversion. The longest match wins; between rules for the same word, the order of
authority in `word_table` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reportgen.characters import IDEOGRAPHS
from reportgen.lang.chinese.false_matches import false_matches
from reportgen.lang.chinese.search import Lengths, lengths_by_opening
from reportgen.lang.chinese.spelling import exempt_words, word_fixes
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import Language

MIN_NAME = 2
"""Ideographs that a full name needs to be recognised in running text."""

_NUMERAL = re.compile("[0-9一二两兩三四五六七八九十]")

_HONG_KONG = "香港"
"""What a Mainland name of a Hong Kong body begins with, also where Hong Kong leaves it out: 旅發局, 香港旅发局."""

MIN_SHORT_FORM = 3
"""Ideographs that a short form needs: 深, 港, 中央, 中大 or 河套 are too often parts of other words."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words to look for, in columns, which are faster to read from disk than rows (`word_table_cache`).

    `replacements` has one for each word (None leaves it to character conversion), and `rules` its reason:
    `term:<id>`, `vocabulary:<number of the rule in the glossary>`, or the name of a built-in rule.
    `flagged` maps the words that a person must decide about to the number of their rule. `lengths` is as in
    `WordSearch`; `source` and `target` are the characters by which each of the two scripts is recognised.
    """

    words: list[str]
    replacements: list[str | None]
    rules: list[str]
    flagged: dict[str, int]
    lengths: Lengths
    source: str
    target: str


def word_table(glossary: Glossary, source: Language, target: Language, scope: str = "") -> WordTable:
    """The words for one direction, and for one sector where `scope` names one.

    In order of authority: official names; vocabulary of the sector; safe vocabulary; spelling;
    vocabulary that a person must decide about (the whole word stays, with the safe words inside it); false
    matches; and words that are already the target's.
    """
    steps = target.chinese.steps if target.chinese else ()
    spelling = target.chinese.spelling if target.chinese else ""
    replacements: dict[str, str | None] = {}
    rules: dict[str, str] = {}

    def add(word: str, wording: str | None, rule: str) -> None:
        if word not in rules:
            replacements[word], rules[word] = wording, rule

    if "names" in steps or "people" in steps:
        for word, name, term in _names(glossary, source, target):
            if "names" in steps or term.kind == "person":
                add(word, name, f"term:{term.id}")
    safe, flagged = _vocabulary(glossary, target, scope) if "vocabulary" in steps else ({}, {})
    for word, number in safe.items():
        add(word, _wording(glossary.vocabulary[number], target), f"vocabulary:{number}")
    for word, fix in word_fixes(spelling).items():
        add(word, fix, "spelling")
    flagged = {word: number for word, number in flagged.items() if rules.get(word, "spelling") == "spelling"}
    guards = _guards(glossary, target, (*safe.values(), *flagged.values()))
    for word in (*flagged, *exempt_words(spelling), *false_matches(spelling), *guards):
        add(word, None, "characters")
    for word, wording in list(replacements.items()):
        if wording:
            add(wording, wording, rules[word])
    words = list(replacements)
    shared = frozenset("".join(term.names.get(target.column, "") for term in glossary))
    telling = ("".join(sorted(distinctive_characters(language.script) - shared)) for language in (source, target))
    return WordTable(
        words, list(replacements.values()), list(rules.values()), flagged, lengths_by_opening(words), *telling
    )


def _names(glossary: Glossary, source: Language, target: Language) -> Iterator[tuple[str, str, Term]]:
    """Full names, then short forms, each with the target's and its term; a missing short form becomes the full name.

    Where the target's alone begins with 香港, the text may say it before the name all the same: 香港旅發局. Where the
    source's short form alone does, 香港 stays: 香港特区政府.
    """
    for name, target_name, term in _pairs(glossary, source, target):
        if name == term.shorts.get(source.column) and name.startswith(_HONG_KONG) and _HONG_KONG not in target_name:
            target_name = _HONG_KONG + target_name
        yield name, target_name, term
        if target_name.startswith(_HONG_KONG) and not name.startswith(_HONG_KONG):
            yield from ((place + name, target_name, term) for place in (_HONG_KONG, "本港"))


def _pairs(glossary: Glossary, source: Language, target: Language) -> Iterator[tuple[str, str, Term]]:
    """The names and short forms of the glossary, as in `_names`."""
    from_tag, to_tag = source.column, target.column
    for term in glossary:
        name, target_name = term.names.get(from_tag, ""), term.names.get(to_tag)
        if target_name and _has_ideographs(name, MIN_NAME) and not _adds_number(name, target_name):
            yield name, target_name, term
    for term in glossary:
        short = term.shorts.get(from_tag)
        if short and _has_ideographs(short, MIN_SHORT_FORM):
            target_name = term.shorts.get(to_tag) or term.names.get(to_tag)
            if target_name:
                yield short, target_name, term


def _adds_number(name: str, target_name: str) -> bool:
    """Whether the target's name tells a number that the source's does not: 大灣區四個重大合作平台, 粤港澳重大合作平台.

    The text would say more than its author did.
    """
    return bool(_NUMERAL.search(target_name)) and not _NUMERAL.search(name)


def _has_ideographs(word: str, least: int) -> bool:
    """Whether a word has at least so many ideographs."""
    return _ideographs_pattern(least).match(word) is not None


@cache
def _ideographs_pattern(least: int) -> re.Pattern[str]:
    return re.compile(f"(?:[^{IDEOGRAPHS}]*[{IDEOGRAPHS}]){{{least}}}")


def _vocabulary(glossary: Glossary, target: Language, scope: str) -> tuple[dict[str, int], dict[str, int]]:
    """The rules that convert and those that a person must decide about: source word → number of the rule.

    A rule for the sector goes before one for all sectors; then a safe rule before an unsafe one; then the first
    in the file.
    """
    direction = "to-hans" if target.script == "Hans" else "to-hant"
    rules = [
        (number, rule)
        for number, rule in enumerate(glossary.vocabulary)
        if rule.direction in ("both", direction) and rule.applies_to(scope)
    ]
    chosen: dict[str, int] = {}
    for number, rule in sorted(rules, key=lambda each: (not each[1].scope, not each[1].convert)):
        chosen.setdefault(_source_word(rule, target), number)
    safe = {word: number for word, number in chosen.items() if glossary.vocabulary[number].convert}
    return safe, {word: number for word, number in chosen.items() if word not in safe}


def _guards(glossary: Glossary, target: Language, numbers: Iterable[int]) -> Iterator[str]:
    """The longer strings in which the words of these rules are not meant."""
    for rule in (glossary.vocabulary[number] for number in numbers):
        yield from (longer for longer in rule.not_in if _source_word(rule, target) in longer)


def _source_word(rule: VocabularyRule, target: Language) -> str:
    return rule.hant if target.script == "Hans" else rule.hans


def _wording(rule: VocabularyRule, target: Language) -> str:
    return rule.hans if target.script == "Hans" else rule.hant
