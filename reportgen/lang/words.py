"""What a converter looks for in the source text, and what it puts there.

One table for all of it, so that one search decides: glossary names, vocabulary, spelling fixes, and
the words that are to be left to character conversion. The longest match wins; for the same string,
the order of authority in `word_table` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.lang.spans import count_ideographs
from reportgen.lang.spelling import kept_words, word_fixes
from reportgen.lang.wordbreaks import lookalikes
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import Language

SHORTEST_NAME = 2
"""A full name needs two Chinese characters to be recognised in running text."""

SHORTEST_SHORT = 3
"""A short form needs three: 深, 港, 中央, 中大 or 河套 are too often parts of other words."""

Origin = Term | VocabularyRule | str
"""Where a replacement comes from; a string names a built-in rule."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """Source word → what is printed for it (None leaves it to character conversion) and why.

    `undecided` are the words that a person must decide, with their rule.
    """

    replacements: dict[str, tuple[str | None, Origin]]
    undecided: dict[str, VocabularyRule]


def word_table(glossary: Glossary, source: Language, target: Language, scope: str = "") -> WordTable:
    """The words for one direction, and for one sector where `scope` names one.

    In order of authority: official names; vocabulary of the sector; safe vocabulary; spelling;
    vocabulary that a person must decide (the whole word stays, with the safe words inside it); words
    that only look like one of these; and forms that are already right for the target.
    """
    steps = target.chinese.steps if target.chinese else ()
    spelling = target.chinese.spelling if target.chinese else ""
    table: dict[str, tuple[str | None, Origin]] = {}
    if "names" in steps or "people" in steps:
        for word, printed, term in _names(glossary, source, target):
            if "names" in steps or term.kind == "person":
                table.setdefault(word, (printed, term))
    decided, undecided = _vocabulary(glossary, target, scope) if "vocabulary" in steps else ({}, {})
    for word, rule in decided.items():
        table.setdefault(word, (_wording(rule, target), rule))
    for word, printed in word_fixes(spelling).items():
        table.setdefault(word, (printed, "spelling"))
    undecided = {word: rule for word, rule in undecided.items() if table.get(word, (None, "spelling"))[1] == "spelling"}
    for word in undecided:
        table.setdefault(word, (None, "characters"))
    for word in (*kept_words(spelling), *lookalikes(spelling)):
        table.setdefault(word, (None, "characters"))
    for replacement, origin in list(table.values()):
        if replacement:
            table.setdefault(replacement, (replacement, origin))
    return WordTable(table, undecided)


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
    """Whether a word has at least so many Chinese characters; most words begin with them."""
    start = word[:least]
    return (len(start) == least and min(start) >= "\u4e00" and max(start) <= "\u9fff") or count_ideographs(
        word
    ) >= least


def _vocabulary(
    glossary: Glossary, target: Language, scope: str
) -> tuple[dict[str, VocabularyRule], dict[str, VocabularyRule]]:
    """The rules that convert and those that a person must decide, by source word.

    A rule for the sector goes before one for all; a safe rule before an unsafe one of the same reach;
    of two alike the first in the file.
    """
    direction = "to-hans" if target.script == "Hans" else "to-hant"
    rules = [rule for rule in glossary.vocabulary if rule.direction in ("both", direction) and rule.applies_to(scope)]
    chosen: dict[str, VocabularyRule] = {}
    for rule in sorted(rules, key=lambda rule: (not rule.scope, not rule.convert)):
        chosen.setdefault(_source_word(rule, target), rule)
    decided = {word: rule for word, rule in chosen.items() if rule.convert}
    return decided, {word: rule for word, rule in chosen.items() if not rule.convert}


def _source_word(rule: VocabularyRule, target: Language) -> str:
    return rule.hant if target.script == "Hans" else rule.hans


def _wording(rule: VocabularyRule, target: Language) -> str:
    return rule.hans if target.script == "Hans" else rule.hant
