"""Finds what belongs together in a text, so that no line should end inside it: dates, amounts, names of persons.

One table serves all who ask: texts are printed with no-break spaces there (`joined`), slides are set so that lines end
elsewhere, and `check` tells where one does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from reportgen.model.language import LANGUAGES

NO_BREAK_SPACE = "\u00a0"
_SPACE = f"[ {NO_BREAK_SPACE}]"
_DIGITS = rf"\d(?:[\d,.]|{_SPACE}(?=\d{{3}}))*"
_LATIN_UNITS = (
    "trillion|billion|million|per cent|percent|kilometres|km|metres|hectares|square metres|tonnes|kilograms|kg|MW|GW"
)
_HAN_UNITS = "[百千萬万億亿]*[多餘余]?(?:[元個个家項项名人份所間间條条次年月日天歲岁%％]|港元|公里|公頃|公顷|平方米)"
_HAN_MONTH = rf"{_SPACE}?\d{{1,2}}{_SPACE}?月(?:{_SPACE}?\d{{1,2}}{_SPACE}?日)?"
_NAME = r"[A-Z][\w’'-]*"
_KINDS = {
    "date": (
        rf"(?:\d{{1,2}}{_SPACE})?\b(?:MONTHS){_SPACE}(?:\d{{1,2}},{_SPACE})?\d{{1,4}}\b"
        r"|\b(?:early|mid|end)-\d{4}|\b\d{4}-\d{2}\b"
        rf"|\d{{4}}{_SPACE}?年(?:{_HAN_MONTH}|{_SPACE}?年?[初中底末]|{_SPACE}?[上下]半年|{_SPACE}?第.季)?"
    ),
    "number and its unit": (
        rf"(?:\b[A-Z]{{1,3}}\$|\b(?:RMB|MOP))?{_DIGITS}(?:{_SPACE}(?:{_LATIN_UNITS})\b|{_SPACE}?{_HAN_UNITS})"
    ),
    "person's name": rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir){_SPACE}{_NAME}(?:{_SPACE}{_NAME}){{0,2}}",
    "word": r"\b(?:[Cc]o|[Rr]e|[Pp]re|[Nn]on|e)-[a-z]{2,}",
    "dagger": rf"\S{_SPACE}?†",
}
"""What an officer calls it → its pattern, where MONTHS stands for the names of months.

A word with a hyphen is never joined: typefaces lack U+2011, and a search in Word does not find a word with a
`w:noBreakHyphen`.
"""
_LOOSENED = re.compile(rf"(?<!\d){NO_BREAK_SPACE}|{NO_BREAK_SPACE}(?!\d{{3}})")
_JOINED = frozenset({"date", "number and its unit", "person's name"})


class Joint(NamedTuple):
    """A stretch of a text that belongs together: what it is called, where it begins and ends."""

    kind: str
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(month for language in LANGUAGES.values() for month in language.words.months)
    kinds = ("(" + pattern.replace("MONTHS", months) + ")" for pattern in _KINDS.values())
    return re.compile("|".join(kinds))


def joints(text: str) -> Iterator[Joint]:
    """The stretches of a text inside which no line should end, in order."""
    names = tuple(_KINDS)
    for found in _pattern().finditer(text):
        yield Joint(names[(found.lastindex or 1) - 1], *found.span())


@lru_cache(maxsize=4096)
def joined(text: str) -> str:
    """A text with no-break spaces inside its dates, amounts and names of persons.

    U+00A0 is in every typeface, and Word, PowerPoint and LibreOffice end no line at it.
    """
    parts, position = [], 0
    for kind, start, end in joints(text):
        if kind in _JOINED:
            parts += [text[position:start], text[start:end].replace(" ", NO_BREAK_SPACE)]
            position = end
    return "".join([*parts, text[position:]])


def loosened(text: str) -> str:
    """A text whose lines may end at its no-break spaces again, but for those in numbers (10 000).

    >>> loosened("US$12.5\u00a0million") == "US$12.5 million"
    True
    """
    return _LOOSENED.sub(" ", text)
