"""Tells each text that is too long once, where it is written, with all documents that have no room for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.diagnostics import Diagnostic, Location, TextTooLong

_MOST_NAMED = 3
"""Documents that a message names."""


def told_once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics in order, each once; texts of the content that are too long in several documents are one each."""
    found: dict[Diagnostic | Location, list[Diagnostic]] = {}
    for one in dict.fromkeys(diagnostics):
        in_content = isinstance(one, TextTooLong) and one.place is not None
        found.setdefault(one.location if in_content else one, []).append(one)
    return [_told(alike) for alike in found.values()]


def _told(alike: list[Diagnostic]) -> Diagnostic:
    texts = [one for one in alike if isinstance(one, TextTooLong) and one.place is not None]
    if not texts:
        return alike[0]
    longest = max(texts, key=lambda one: one.excess)
    documents = list(dict.fromkeys(one.document for one in texts))
    more = f" and {len(documents) - _MOST_NAMED} more" if len(documents) > _MOST_NAMED else ""
    by = f" by about {longest.excess} of {len(longest.text)} characters" if longest.excess else ""
    message = f"the text is too long{by} for {', '.join(documents[:_MOST_NAMED])}{more}"
    places = dict.fromkeys(str(one.place) for one in texts)
    hint = f"shorten it, or give it room in the template: {'; '.join(list(places)[:_MOST_NAMED])}"
    return replace(longest, message=message, hint=hint)
