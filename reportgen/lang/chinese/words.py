"""What a converter looks for in the source text, and what it puts there.

One table for all of it, so that one search decides: glossary names, vocabulary, spelling fixes, and
the words that are to be left to character conversion. The longest match wins; for the same string,
the order of authority in `word_table` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportgen.characters import IDEOGRAPHS
from reportgen.lang.chinese.search import Lengths, lengths_by_opening
from reportgen.lang.chinese.spelling import exempt_words, word_fixes
from reportgen.lang.chinese.wordbreaks import lookalikes
from reportgen.lang.scripts import distinctive
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import Language

SHORTEST_NAME = 2
"""A full name needs two Chinese characters to be recognised in running text."""

SHORTEST_SHORT = 3
"""A short form needs three: 深, 港, 中央, 中大 or 河套 are too often parts of other words."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words to look for, in columns that are read from disk as fast as they can be (`word_table_cache`).

    `printed` is what stands for a word (None leaves it to character conversion), `rules` why:
    `term:<id>`, `vocabulary:<number of the rule in the glossary>`, or the name of a built-in rule.
    `undecided` are the words that a person must decide, with the number of their rule. `lengths` is what
    a search needs of the words; `source` and `target` are the characters that tell the two scripts apart.
    """

    words: list[str]
    printed: list[str | None]
    rules: list[str]
    undecided: dict[str, int]
    lengths: Lengths
    source: str
    target: str


def word_table(glossary: Glossary, source: Language, target: Language, scope: str = "") -> WordTable:
    """The words for one direction, and for one sector where `scope` names one.

    In order of authority: official names; vocabulary of the sector; safe vocabulary; spelling;
    vocabulary that a person must decide (the whole word stays, with the safe words inside it); words
    that only look like one of these; and forms that are already right for the target.
    """
    steps = target.chinese.steps if target.chinese else ()
    spelling = target.chinese.spelling if target.chinese else ""
    printed: dict[str, str | None] = {}
    rules: dict[str, str] = {}

    def add(word: str, wording: str | None, rule: str) -> None:
        if word not in rules:
            printed[word], rules[word] = wording, rule

    if "names" in steps or "people" in steps:
        for word, name, term in _names(glossary, source, target):
            if "names" in steps or term.kind == "person":
                add(word, name, f"term:{term.id}")
    decided, undecided = _vocabulary(glossary, target, scope) if "vocabulary" in steps else ({}, {})
    for word, number in decided.items():
        add(word, _wording(glossary.vocabulary[number], target), f"vocabulary:{number}")
    for word, fix in word_fixes(spelling).items():
        add(word, fix, "spelling")
    undecided = {word: number for word, number in undecided.items() if rules.get(word, "spelling") == "spelling"}
    for word in (*undecided, *exempt_words(spelling), *lookalikes(spelling)):
        add(word, None, "characters")
    for word, wording in list(printed.items()):
        if wording:
            add(wording, wording, rules[word])
    words = list(printed)
    shared = frozenset("".join(term.names.get(target.column, "") for term in glossary))
    told = ("".join(sorted(distinctive(language.script) - shared)) for language in (source, target))
    return WordTable(words, list(printed.values()), list(rules.values()), undecided, lengths_by_opening(words), *told)


def _names(glossary: Glossary, source: Language, target: Language) -> Iterator[tuple[str, str, Term]]:
    """Official names, then short forms, each with the target's own.

    A short form that the target does not have becomes its full name.
    """
    from_tag, to_tag = source.column, target.column
    for term in glossary:
        name, printed = term.names.get(from_tag, ""), term.names.get(to_tag)
        if printed and _holds(name, SHORTEST_NAME):
            yield name, printed, term
    for term in glossary:
        short = term.shorts.get(from_tag)
        if short and _holds(short, SHORTEST_SHORT):
            printed = term.shorts.get(to_tag) or term.names.get(to_tag)
            if printed:
                yield short, printed, term


def _holds(word: str, least: int) -> bool:
    """Whether a word has at least so many ideographs."""
    return _holding(least).match(word) is not None


@cache
def _holding(least: int) -> re.Pattern[str]:
    return re.compile(f"(?:[^{IDEOGRAPHS}]*[{IDEOGRAPHS}]){{{least}}}")


def _vocabulary(glossary: Glossary, target: Language, scope: str) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers of the rules that convert and of those that a person must decide, by source word.

    A rule for the sector goes before one for all; a safe rule before an unsafe one of the same reach;
    of two alike the first in the file.
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
    decided = {word: number for word, number in chosen.items() if glossary.vocabulary[number].convert}
    return decided, {word: number for word, number in chosen.items() if word not in decided}


def _source_word(rule: VocabularyRule, target: Language) -> str:
    return rule.hant if target.script == "Hans" else rule.hans


def _wording(rule: VocabularyRule, target: Language) -> str:
    return rule.hans if target.script == "Hans" else rule.hant
