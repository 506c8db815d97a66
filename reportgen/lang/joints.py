"""Finds what belongs together in a text, so that no line should end inside it: dates, amounts, names of persons.

One table serves all who ask: texts are printed with no-break spaces there (`joined`), slides are set so that lines end
elsewhere, and `check` tells where one does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from string import Formatter
from typing import NamedTuple

from reportgen.model.dates import Precision
from reportgen.model.language import LANGUAGES, SOURCE_LANGUAGE, Language

NO_BREAK_SPACE = "\u00a0"
_SPACE = f"[ {NO_BREAK_SPACE}]"
_DIGITS = rf"(?:(?<!\d)\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:\.\d+)?|\d[\d,.]*)"
_LATIN_UNITS = (
    "trillion|billion|million|per cent|percent|kilometres|km|metres|hectares|square metres|tonnes|kilograms|kg|MW|GW"
)
_HAN_UNITS = "[百千萬万億亿]*[多餘余]?(?:[元個个家項项名人份所間间條条次年月日天歲岁%％]|港元|公里|公頃|公顷|平方米)"
_HAN_MONTH = rf"{_SPACE}?\d{{1,2}}{_SPACE}?月(?:{_SPACE}?\d{{1,2}}{_SPACE}?日)?"
_NAME = r"[A-Z][\w’'-]*"
_KINDS = {
    "date": (
        r"OWN"
        rf"|(?:\d{{1,2}}{_SPACE})?\b(?:MONTHS){_SPACE}(?:\d{{1,2}},{_SPACE})?\d{{1,4}}\b"
        r"|\b(?:early|mid|end)-\d{4}|\b\d{4}-\d{2}\b"
        rf"|\d{{4}}{_SPACE}?年(?:{_HAN_MONTH}|{_SPACE}?年?[初中底末]|{_SPACE}?[上下]半年|{_SPACE}?第.季)?"
    ),
    "number and its unit": (
        rf"(?:\b[A-Z]{{1,3}}\$|\b(?:RMB|MOP))?{_DIGITS}(?:{_SPACE}(?:{_LATIN_UNITS})\b|{_SPACE}?{_HAN_UNITS})"
        rf"|（第{_SPACE}?\d+(?:[至、—–～-]\d+)*{_SPACE}?[段條条頁页]）"
    ),
    "person's name": rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir){_SPACE}{_NAME}(?:{_SPACE}{_NAME}){{0,2}}",
    "word": r"\b(?:[Cc]o|[Rr]e|[Pp]re|[Nn]on|e)-[a-z]{2,}",
    "dagger": rf"\S{_SPACE}?†",
}
"""What an officer calls it → its pattern; OWN stands for the date forms of a language, MONTHS for names of months.

A word with a hyphen is never joined: typefaces lack U+2011, and a search in Word does not find a word with a
`w:noBreakHyphen`.
"""
_LOOSENED = re.compile(rf"(?<!\d){NO_BREAK_SPACE}(?!†)|{NO_BREAK_SPACE}(?!\d{{3}}|†)")
_JOINED = frozenset({"date", "number and its unit", "person's name"})


class Joint(NamedTuple):
    """A stretch of a text that belongs together: what it is called, where it begins and ends."""

    kind: str
    start: int
    end: int


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    months = "|".join(_months(language) or LANGUAGES[SOURCE_LANGUAGE].words.months)
    own = "|".join(_date_forms(language))
    kinds = ("(" + pattern.replace("OWN", own).replace("MONTHS", months) + ")" for pattern in _KINDS.values())
    return re.compile("|".join(kinds))


def _months(language: Language) -> list[str]:
    """The names of months as they may stand in a text, where some begin a sentence."""
    return [re.escape(form) for name in language.words.months for form in {name, name[:1].upper() + name[1:]}]


def _date_forms(language: Language) -> Iterator[str]:
    """The patterns of a language's days, with and without their year, and of its months."""
    day = language.dates[Precision.DAY]
    month_and_day = re.search(r"\{(day|part|month)\}(?:[^{}]*\{(?:day|part|month)\})?", day)
    for form in (day, language.dates[Precision.MONTH], *([month_and_day[0]] if month_and_day else ())):
        yield rf"(?<!\w){''.join(_form_parts(form, language))}(?!\w)"


def _form_parts(form: str, language: Language) -> Iterator[str]:
    """A form of dates as a pattern, piece by piece; where it has a space, either kind may stand."""
    number = r"\d{1,2}"
    fields = {"year": r"\d{4}", "month": "|".join(_months(language)) or number}
    for literal, name, _, _ in Formatter().parse(form):
        yield "".join(_SPACE if char in (" ", NO_BREAK_SPACE) else re.escape(char) for char in literal)
        if name:
            yield f"(?:{fields.get(name, number)})"


def joints(text: str, language: Language = LANGUAGES[SOURCE_LANGUAGE]) -> Iterator[Joint]:
    """The stretches of a text inside which no line should end, in order; its dates are in the forms of a language."""
    names = tuple(_KINDS)
    for found in _pattern(language).finditer(text):
        yield Joint(names[(found.lastindex or 1) - 1], *found.span())


@lru_cache(maxsize=4096)
def joined(text: str, language: Language = LANGUAGES[SOURCE_LANGUAGE]) -> str:
    """A text with no-break spaces inside its dates, amounts and names of persons.

    U+00A0 is in every typeface, and Word, PowerPoint and LibreOffice end no line at it.
    """
    parts, position = [], 0
    for kind, start, end in joints(text, language):
        if kind in _JOINED:
            parts += [text[position:start], text[start:end].replace(" ", NO_BREAK_SPACE)]
            position = end
    return "".join([*parts, text[position:]])


def loosened(text: str) -> str:
    """A text whose lines may end at its no-break spaces again, but for those in numbers (10 000) and before a dagger.

    >>> loosened("US$12.5\u00a0million") == "US$12.5 million"
    True
    """
    return _LOOSENED.sub(" ", text)
