"""Searches terms by anything that a person may type: an id, a name in any language, a short form, or a misspelt one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from reportgen.model.glossary import Term

MIN_SIMILARITY = 0.72
"""The similarity (`difflib`; 1 is equal) from which two names may be the same one misspelt."""
_WORD = re.compile(r"[a-z0-9]+")


def find_terms(text: str, terms: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    """The terms that contain the text, best first; and when there are none, up to five similar ones.

    >>> find_terms("", [])
    ([], [])
    """
    wanted = _normalise(text)
    if not wanted:
        return [], []
    everything = list(terms)
    ranked = [(rank, term) for term in everything if (rank := _rank(wanted, term)) is not None]
    if ranked:
        return [term for _, term in sorted(ranked, key=lambda found: found[0])], []
    scored = [(_similarity(wanted, term), term) for term in everything]
    similar = [(score, term) for score, term in scored if score >= MIN_SIMILARITY]
    return [], [term for _, term in sorted(similar, key=lambda found: -found[0])][:5]


def _spellings(term: Term) -> list[str]:
    """The id, the names and the short forms, as they are compared."""
    return [_normalise(spelling) for spelling in (term.id, *term.names.values(), *term.shorts.values()) if spelling]


def _normalise(text: str) -> str:
    return " ".join(text.casefold().split())


def _rank(wanted: str, term: Term) -> int | None:
    """0 where the text is a spelling, 1 where it begins one, 2 where it is inside one; None where it is in none."""
    ranks = [
        0 if spelling == wanted else 1 if spelling.startswith(wanted) else 2
        for spelling in _spellings(term)
        if wanted in spelling
    ]
    return min(ranks, default=None)


def _similarity(wanted: str, term: Term) -> float:
    """The similarity of the most similar spelling."""
    return max(_spelling_similarity(wanted, spelling) for spelling in _spellings(term))


def _spelling_similarity(wanted: str, spelling: str) -> float:
    whole = difflib.SequenceMatcher(None, wanted, spelling).ratio()
    wanted_words, words = _WORD.findall(wanted), _WORD.findall(spelling)
    if not wanted_words or not words:
        return whole
    best = [max(difflib.SequenceMatcher(None, word, other).ratio() for other in words) for word in wanted_words]
    return max(whole, min(best))
