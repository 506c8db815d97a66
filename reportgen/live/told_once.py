"""Tells each problem that several files have once: a text that is too long where it is written, with all documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.diagnostics import Diagnostic, Location, Message, TextTooLong
from reportgen.project.places import HOOKS_FILE, TEMPLATES_FOLDER

_SHARED = (f"{TEMPLATES_FOLDER}/", HOOKS_FILE)
"""How the paths of what many files are made with begin."""
_MOST_NAMED = 3
"""Documents that a message names."""


def told_once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics of files in order, each once; those of a template or a hook say how many files have them.

    Texts of the content that are too long in several documents are one each.
    """
    found: dict[Diagnostic | Location, list[Diagnostic]] = {}
    for one in diagnostics:
        in_content = isinstance(one, TextTooLong) and one.place is not None
        found.setdefault(one.location if in_content else one, []).append(one)
    return [_told(alike) for alike in found.values()]


def _told(alike: list[Diagnostic]) -> Diagnostic:
    texts = [one for one in alike if isinstance(one, TextTooLong) and one.place is not None]
    if not texts:
        first, is_shared = alike[0], len(alike) > 1 and alike[0].location.path.startswith(_SHARED)
        is_counted = is_shared and not isinstance(first, TextTooLong)
        return (
            replace(first, message=Message("{message} (in {count} files)", message=first.message, count=len(alike)))
            if is_counted
            else first
        )
    longest = max(texts, key=lambda one: one.excess)
    documents = list(dict.fromkeys(one.document for one in texts))
    named: str | list[str] = documents
    if len(documents) > _MOST_NAMED:
        shown, more = documents[:_MOST_NAMED], len(documents) - _MOST_NAMED
        named = Message("{documents} and {more} more", documents=shown, more=more)
    message = (
        Message(
            "the text is too long by about {excess} of {length} characters for {documents}",
            excess=longest.excess,
            length=len(longest.text),
            documents=named,
        )
        if longest.excess
        else Message("the text is too long for {documents}", documents=named)
    )
    places = dict.fromkeys(str(one.place) for one in texts)
    hint = Message("shorten it, or give it room in the template: {places}", places=[*places][:_MOST_NAMED])
    return replace(longest, message=message, hint=hint)
