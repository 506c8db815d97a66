"""Numbers and dates as facts that can be compared across languages, and which facts agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a fact says; the value is how a message names it."""

    NUMBER = "number"
    ORDINAL = "position"
    PERCENTAGE = "percentage"
    MONEY = "amount of money"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    QUARTER = "quarter"
    HALF = "half-year"
    PART = "part of the year"
    FINANCIAL_YEAR = "financial year"


DATES = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.QUARTER, Kind.HALF, Kind.PART, Kind.FINANCIAL_YEAR})
"""What is part of a date; the other kinds are amounts."""

_COUNTABLE = frozenset({Kind.NUMBER, Kind.ORDINAL, Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.QUARTER, Kind.HALF})
"""Kinds that a plain number on the other side can stand for: "three" and 第三, "in March" and 3 至 5 月."""

EARLY, MID, END = Decimal(1), Decimal(2), Decimal(3)
"""The values of `Kind.PART`."""


class Fact(NamedTuple):
    """A number or a part of a date: what it is, its value, and as it is written.

    `firm` facts have to be said in the other language too; the others (one, both, 首, 兩地) may be. A sum has
    the code of its `currency`, where the words tell: $ and 元 may be any dollar.
    """

    kind: Kind
    value: Decimal
    shown: str
    firm: bool = True
    currency: str = ""


@dataclass(slots=True)
class Reading:
    """A text while its facts are taken out of it, so that none is read twice."""

    text: str
    facts: list[Fact] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Iterable[Fact] | None]) -> None:
        """Read what the pattern finds; where `read` gives None, the words stay for a later pattern."""

        def replace(found: re.Match[str]) -> str:
            facts = read(found)
            if facts is None:
                return found[0]
            self.facts += facts
            return "\ufffc" * len(found[0])

        self.text = pattern.sub(replace, self.text)


def currency_in(words: str, codes: Mapping[str, str]) -> str:
    """The currency that an amount names, by a table of what names one; empty where nothing does."""
    return next((code for name, code in codes.items() if name in words), "")


def number(digits: str) -> Decimal:
    """The value of digits, however they are grouped."""
    return Decimal(re.sub(r"[^\d.]", "", digits))


def unmatched(facts: Iterable[Fact], others: Iterable[Fact]) -> list[Fact]:
    """The firm facts that the other side does not have, each value once."""
    said = list(others)
    missing = {
        (fact.kind, fact.value, fact.currency): fact
        for fact in facts
        if fact.firm and not any(_same(fact, o) for o in said)
    }
    return list(missing.values())


def _same(one: Fact, other: Fact) -> bool:
    if one.value != other.value or (one.currency and other.currency and one.currency != other.currency):
        return False
    plain_number = Kind.NUMBER in (one.kind, other.kind)
    return one.kind is other.kind or (plain_number and {one.kind, other.kind} <= _COUNTABLE)
