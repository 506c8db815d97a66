"""Finding a term by anything that a person may type: an id, a name in any language, a short form, or nearly one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from reportgen.model.glossary import Term

NEAR = 0.72
"""How alike two names are that may be the same one misspelt; 1 is equal."""
_WORD = re.compile(r"[a-z0-9]+")


def find_terms(text: str, terms: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    """The terms that contain the text, best first, and when there are none, those that come near.

    >>> find_terms("", [])
    ([], [])
    """
    wanted = _plain(text)
    if not wanted:
        return [], []
    everything = list(terms)
    ranked = [(rank, term) for term in everything if (rank := _rank(wanted, term)) is not None]
    if ranked:
        return [term for _, term in sorted(ranked, key=lambda found: found[0])], []
    scored = [(_likeness(wanted, term), term) for term in everything]
    near = [(score, term) for score, term in scored if score >= NEAR]
    return [], [term for _, term in sorted(near, key=lambda found: -found[0])][:5]


def _forms(term: Term) -> list[str]:
    """The id, the names and the short forms, as they are compared."""
    return [_plain(form) for form in (term.id, *term.names.values(), *term.shorts.values()) if form]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _rank(wanted: str, term: Term) -> int | None:
    """0 for the very form, 1 for its beginning, 2 for inside it; None when no form contains the text."""
    ranks = [0 if form == wanted else 1 if form.startswith(wanted) else 2 for form in _forms(term) if wanted in form]
    return min(ranks, default=None)


def _likeness(wanted: str, term: Term) -> float:
    """The likeness of the most similar form; of English also word by word, so that a part of a name suffices."""
    return max(_like(wanted, form) for form in _forms(term))


def _like(wanted: str, form: str) -> float:
    whole = difflib.SequenceMatcher(None, wanted, form).ratio()
    asked, words = _WORD.findall(wanted), _WORD.findall(form)
    if not asked or not words:
        return whole
    best = [max(difflib.SequenceMatcher(None, word, other).ratio() for other in words) for word in asked]
    return max(whole, min(best))
