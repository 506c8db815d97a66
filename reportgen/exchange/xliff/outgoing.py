"""What goes to a translator with a text, in any version of XLIFF: its state, notes, room, and the names in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from reportgen.characters import CHINESE, IDEOGRAPHS, KANA
from reportgen.exchange.units import NOT_WRITTEN, State, Unit, state_of, terms_in, text_digest
from reportgen.lang.markup import MarkupError, term_ids
from reportgen.lang.printed import printed_text
from reportgen.model.content import KeyPath
from reportgen.model.glossary import Glossary
from reportgen.project.approvals import Approvals

OURS = "reportgen"
"""Begins the category of each note of ours, and names whom it is from; what has another comes from a translator."""

Limits = Callable[[str, KeyPath], int | None]
"""The document and path of a text → how many characters its translation may have."""
Findings = Callable[[str, KeyPath], Sequence[str]]
"""The document and path of a text → what `check` says of its translation."""


def no_limit(file: str, path: KeyPath) -> None:
    """Say that a text has all the room it needs."""


def no_findings(file: str, path: KeyPath) -> Sequence[str]:
    """Say that `check` finds nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """From which language into which texts go, and what is known of them."""

    source: str
    language: str
    glossary: Glossary
    approvals: Approvals = field(default_factory=Approvals)
    limits: Limits = no_limit
    findings: Findings = no_findings


class Note(NamedTuple):
    """A note of ours to the translator: what it is about, and its words."""

    about: str
    text: str


class Name(NamedTuple):
    """A name of the glossary that a text has, in both languages."""

    term_id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class OutgoingUnit:
    """A text for a translator, with how many words it has.

    `digest` is that of its translation as it stands in the content.
    """

    unit: Unit
    state: State
    notes: tuple[Note, ...]
    names: tuple[Name, ...]
    limit: int | None
    digest: str
    words: int


Documents = Mapping[str, tuple[str, list[OutgoingUnit]]]
"""The key of a document → its path, and its texts as they go out."""


def outgoing_units(units: Iterable[Unit], context: Outgoing, changed_only: bool = False) -> Iterator[OutgoingUnit]:
    """The texts as they go out; if `changed_only`, those that wait for a translator: new, or changed in English."""
    for unit in units:
        state = state_of(unit, context.language, context.approvals)
        if changed_only and state is not State.INITIAL:
            continue
        limit = context.limits(unit.file, unit.path)
        digest = text_digest(unit.target) if unit.target is not None else NOT_WRITTEN
        notes, names = tuple(_notes(unit, state, limit, context)), tuple(_names(unit, context))
        yield OutgoingUnit(unit, state, notes, names, limit, digest, _words(unit, context))


def _notes(unit: Unit, state: State, limit: int | None, context: Outgoing) -> Iterator[Note]:
    if limit:
        yield Note("length", f"At most {limit} characters, names counted as they are printed.")
    if state is State.INITIAL and unit.target is not None:
        yield Note("stale", "The text to be translated has changed since this translation was signed off.")
    elif state is State.INITIAL and unit.proposal is not None:
        yield Note("proposal", "Converted from the other written Chinese; nobody has read it yet.")
    for finding in context.findings(unit.file, unit.path):
        yield Note("check", finding)


def _words(unit: Unit, context: Outgoing) -> int:
    """The words of a text with its names as printed; of Chinese, each character is one, as in Word's own count."""
    try:
        return len(_word().findall(printed_text(unit.source, context.source, context.glossary)))
    except MarkupError:
        return len(_word().findall(unit.source))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{IDEOGRAPHS}{KANA}]|[^\s{CHINESE}{KANA}]*\w[^\s{CHINESE}{KANA}]*")


def _names(unit: Unit, context: Outgoing) -> Iterator[Name]:
    try:
        ids = term_ids(unit.source)
    except MarkupError:
        ids = ()
    for term in terms_in(unit.source, context.source, ids, context.glossary):
        if {context.source, context.language} <= term.names.keys():
            yield Name(term.id, term.names[context.source], term.names[context.language])
