"""Numbers and dates as facts, which are extracted from texts and compared across languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from reportgen.check.texts.search import compiled
from reportgen.diagnostics import marked


class Kind(StrEnum):
    """The kinds of facts; the value is the name in a message."""

    NUMBER = marked("number")
    ORDINAL = marked("position")
    PERCENTAGE = marked("percentage")
    MONEY = marked("amount of money")
    YEAR = marked("year")
    MONTH = marked("month")
    DAY = marked("day")
    QUARTER = marked("quarter")
    HALF = marked("half-year")
    PART = marked("part of the year")
    FINANCIAL_YEAR = marked("financial year")


DATES = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.QUARTER, Kind.HALF, Kind.PART, Kind.FINANCIAL_YEAR})
"""The kinds that are dates or parts of dates; the others are amounts."""

_COUNTABLE = frozenset({Kind.NUMBER, Kind.ORDINAL, Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.QUARTER, Kind.HALF})
"""Kinds that agree with a plain number of the same value: "three" and 第三, "in March" and 3 至 5 月."""

EARLY, MID, END = Decimal(1), Decimal(2), Decimal(3)
"""The values of `Kind.PART`."""


class Fact(NamedTuple):
    """A number or a part of a date: its kind, its value, and how it is written in the text.

    A `required` fact must be in the other language too; others (one, both, 首, 兩地) may be. A sum of money has the
    ISO 4217 code of its `currency`, or an empty one where the words do not say: $ and 元 may be any dollar.
    """

    kind: Kind
    value: Decimal
    written: str
    required: bool = True
    currency: str = ""


class Step(NamedTuple):
    """A pattern of numbers or dates. `read` makes facts of a match, or None where a later step may read it.

    A pattern that `needs_digit` matches nothing in a text without one; most texts have none.
    """

    pattern: str
    read: Callable[[re.Match[str]], Iterable[Fact] | None]
    needs_digit: bool = False


def extract_facts(text: str, steps: Iterable[Step]) -> list[Fact]:
    """The facts that steps read in a text, in their order: what one has read is masked, and no later one reads it."""
    facts: list[Fact] = []
    has_digit = bool(compiled(r"\d").search(text))
    for pattern, read, needs_digit in steps:
        if has_digit or not needs_digit:
            text = compiled(pattern).sub(partial(_mask, facts, read), text)
    return facts


def _mask(facts: list[Fact], read: Callable[[re.Match[str]], Iterable[Fact] | None], found: re.Match[str]) -> str:
    """Add the facts that are read from a match; return its mask, or the match itself where it is not read."""
    more = read(found)
    if more is None:
        return found[0]
    facts += more
    return "\ufffc" * len(found[0])


def currency_in(words: str, codes: Mapping[str, str]) -> str:
    """The code of the currency that an amount names, by a table of names; empty where it names none."""
    return next((code for name, code in codes.items() if name in words), "")


def number(digits: str) -> Decimal:
    """The value of digits, whatever separates their groups."""
    return Decimal(re.sub(r"[^\d.]", "", digits))


def unmatched(facts: Iterable[Fact], others: Iterable[Fact]) -> list[Fact]:
    """The required facts that agree with none of the `others`, each value once."""
    theirs = list(others)
    missing = {
        (fact.kind, fact.value, fact.currency): fact
        for fact in facts
        if fact.required and not any(_agree(fact, other) for other in theirs)
    }
    return list(missing.values())


def _agree(one: Fact, other: Fact) -> bool:
    if one.value != other.value or (one.currency and other.currency and one.currency != other.currency):
        return False
    plain_number = Kind.NUMBER in (one.kind, other.kind)
    return one.kind is other.kind or (plain_number and {one.kind, other.kind} <= _COUNTABLE)
