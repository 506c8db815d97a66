"""What a converter looks for in the source text, and what it puts there.

One table for all of it, so that one search decides: glossary names, vocabulary, spelling fixes, and
the words that are to be left to character conversion. The longest match wins; for the same string,
the order of `replacements` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.lang.spans import count_ideographs
from reportgen.lang.spelling import kept_words, word_fixes
from reportgen.lang.wordbreaks import lookalikes
from reportgen.model.glossary import Glossary

SHORTEST_NAME = 2
"""A full name needs two Chinese characters to be recognised in running text."""

SHORTEST_SHORT = 3
"""A short form needs three: 深, 港, 中央, 中大 or 河套 are too often parts of other words."""

_DIRECTIONS: Mapping[str, str] = {"zh-Hans": "to-hans", "zh-Hant": "to-hant"}


def replacements(glossary: Glossary, source: str, target: str) -> dict[str, str | None]:
    """Source string → what is printed for it; None leaves the string to character conversion.

    In order of authority: official names, safe vocabulary, spelling, vocabulary that a person must
    decide (the whole word stays, with the safe words inside it), words that only look like one of
    these, and forms that are already right for the target.
    """
    table: dict[str, str | None] = {}
    for pairs in (
        _names(glossary, source, target),
        _vocabulary(glossary, target, convert=True),
        word_fixes(target).items(),
        ((word, None) for word, _ in _vocabulary(glossary, target, convert=False)),
        ((word, None) for word in (*kept_words(target), *lookalikes(target))),
    ):
        for word, replacement in pairs:
            table.setdefault(word, replacement)
    for printed in [replacement for replacement in table.values() if replacement]:
        table.setdefault(printed, printed)
    return table


def _names(glossary: Glossary, source: str, target: str) -> Iterator[tuple[str, str]]:
    """Official names, then short forms, each with the target's own.

    A short form that the target does not have becomes its full name.
    """
    for term in glossary:
        if source in term.names and target in term.names and count_ideographs(term.names[source]) >= SHORTEST_NAME:
            yield term.names[source], term.names[target]
    for term in glossary:
        printed = term.shorts.get(target) or term.names.get(target)
        short = term.shorts.get(source, "")
        if printed and count_ideographs(short) >= SHORTEST_SHORT:
            yield short, printed


def _vocabulary(glossary: Glossary, target: str, *, convert: bool) -> Iterator[tuple[str, str]]:
    """Source and target wording of the rules that apply in this direction, in file order."""
    for rule in glossary.vocabulary:
        if rule.convert == convert and rule.direction in ("both", _DIRECTIONS[target]):
            yield (rule.hant, rule.hans) if target == "zh-Hans" else (rule.hans, rule.hant)
