"""Finds dates of any precision in running text, and gives them in the notation of `model/dates.py`.

"the middle of this year" in a document of 2023 is `mid-2023`, 二○二四年年底起 `from end-2024`. A date without a year is
of the document's year; one whose year cannot be known is not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from reportgen.model.dates import PartialDate, parse_date


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date, in the notation of `model/dates.py` too, and where it stands; `as_of`: it is the day of a count."""

    start: int
    end: int
    date: PartialDate
    notation: str
    as_of: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """When a document was written, as far as is known: the year, and month and day or 0. `this year` is its year."""

    year: int = 0
    month: int = 0
    day: int = 0


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH_NAMES = "|".join((*_MONTHS, *(rf"{month[:3]}\b\.?" for month in _MONTHS if month != "May"), r"Sept\b\.?"))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SPOKEN = r"(?P<spoken>this|last|next|the (?:same|current|coming|following|previous)|the past) year"
_ANY_YEAR = rf"(?:{_YEAR}|{_SPOKEN})"
_OF_YEAR = rf"(?:(?:,\s*|\s+)(?:(?:of|in)\s+)?{_ANY_YEAR})"
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "latter": 2,
}
_ORDINAL = rf"(?P<part>{'|'.join(_ORDINALS)})"
_MONTH = rf"(?P<month>{_MONTH_NAMES})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO_DAY = r"(?:\s*(?:-|—|to|and)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
_BEFORE_MONTH = (
    r"\b(?:in|by|since|from|until|before|during|for|of|on|till|early|late|mid|end|between)[- ]"
    r"(?:the end of |end-|early |late |mid-)?"
)
_BEFORE_YEAR = "in|by|since|from|until|before|during|of|for|early|later in|over|till|end|and|to|between"
_SHARED_YEAR = rf"(?:(?=\s+(?:to|and|until|or|-)\s+(?:{_MONTH_NAMES})\s+{_YEAR}))?"
_ENDS = {
    **{"early": "early", "beginning": "early", "start": "early"},
    **{"mid": "mid", "middle": "mid", "end": "end", "late": "end"},
}
_SEASON = r"(?P<season>spring|summer|autumn|winter)"

_ENGLISH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b",
        rf"\b{_MONTH}\s+{_DAY}{_TO_DAY}(?!\d){_OF_YEAR}?",
        rf"\b{_DAY}{_TO_DAY}\s+(?:of\s+)?{_MONTH}\b{_OF_YEAR}?",
        r"\b(?P<financial>(?:19|20)\d\d[-/]\d\d(?:\d\d)?)(?![\d-])",
        rf"\b{_ORDINAL}\s+quarter{_OF_YEAR}?\b",
        rf"\bQ(?P<part>[1-4])\s+(?:of\s+)?{_ANY_YEAR}\b",
        rf"\b(?P<half>first|second|latter|1st|2nd)\s+half{_OF_YEAR}?\b(?! of the)",
        rf"\b(?P<half>H[12])\s+{_ANY_YEAR}\b",
        rf"\b(?P<edge>{'|'.join(_ENDS)})(?:[- ](?:of )?(?:the )?){_ANY_YEAR}\b",
        rf"\b{_SEASON}{_OF_YEAR}\b",
        rf"\b{_MONTH}{_OF_YEAR}\b",
        rf"{_BEFORE_MONTH}(?P<at>){_MONTH}\b(?!\s+\d){_SHARED_YEAR}",
        rf"\b(?P<spoken>last|next)\s+{_MONTH}\b",
        rf"\b(?:{_BEFORE_YEAR})\s+(?P<at>){_YEAR}\b(?![-/.,]?\d)",
        rf"\b(?:early |later |earlier |late )?{_SPOKEN}\b",
    )
)
"""Forms of dates, the longer ones first: a stretch of text that is one is no other."""

_NUMERALS = "〇一二三四五六七八九"
_SPOKEN_YEARS = "今年|本年|去年|明年|前年|后年|翌年|同年"
_CHINESE_YEAR = rf"(?:(?P<year>\d{{4}}|[{_NUMERALS}]{{4}})\s?年|(?P<spoken>{_SPOKEN_YEARS})年?)度?"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_CHINESE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)",
        rf"(?:{_CHINESE_YEAR})?(?P<month>{_NUMBER})\s?月(?P<day>{_NUMBER})\s?日?(?:(?:至|-|—|~|～|、|及|和)(?P<last>{_NUMBER}))?\s?日",
        r"(?P<financial>\d{4}(?:[-—/]|至)\d{2,4})(?:年度|财政年度|学年|年)",
        rf"{_CHINESE_YEAR}?第(?P<part>[一二三四1-4])季度?",
        rf"{_CHINESE_YEAR}(?P<part>首|末)季",
        rf"{_CHINESE_YEAR}?(?P<half>[上下])半年",
        rf"{_CHINESE_YEAR}(?P<season>[春夏秋冬])季?",
        rf"(?:{_CHINESE_YEAR})(?P<month>{_NUMBER})\s?月",
        rf"{_CHINESE_YEAR}年?(?P<edge>初|中|底|末)",
        rf"(?<![\d个{_NUMERALS}十])(?P<month>{_NUMBER})\s?月(?:份|底|初|中)?(?![\d{_NUMERALS}十])",
        rf"(?<!\d){_CHINESE_YEAR}(?!代)",
        r"(?P<edge>年(?:初|中|底|末))",
    )
)
_CHINESE_EDGES = {"初": "early", "中": "mid", "底": "end", "末": "end"}
_CHINESE_SPOKEN = {"去年": -1, "前年": -2, "明年": 1, "翌年": 1, "后年": 2}
_ENGLISH_SPOKEN = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}
_FIRST_HALF = ("first", "1st", "h1", "上")
_SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_VALUES = {character: value for value, character in enumerate(_NUMERALS)}

_BOUNDS_BEFORE = tuple(
    (re.compile(rf"\b(?:{words})(?: the| about)?(?: end of)?$", re.IGNORECASE), bound)
    for words, bound in (
        ("by|no later than|not later than|on or before", "by"),
        ("before", "before"),
        ("since", "since"),
        ("from|as from|with effect from|starting from|starting in|beginning in", "from"),
    )
)
_BOUNDS_AFTER = (
    (re.compile(r"^\s*onwards?\b", re.IGNORECASE), "from"),
    (re.compile(r"^(?:开始|以来|至今)"), "since"),
    (re.compile(r"^(?:起)"), "from"),
    (re.compile(r"^(?:或之前|底前|之前|或以前|以前|前)"), "by"),
)
_FROM_TO = re.compile(r"^\s*(?:(?:to|until|till)\b|至|到)")
_AS_OF = re.compile(r"(?:\b(?:as (?:at|of)|up to)(?: the)?|截至|截止)\s*$", re.IGNORECASE)


def find_dates(plain: str, chinese: bool, reference: Reference) -> list[FoundDate]:
    """The dates in a compared text, in order; what is no day of the calendar is none."""
    found: list[FoundDate] = []
    for form in _CHINESE if chinese else _ENGLISH:
        for match in form.finditer(plain):
            start = match.start("at" if "at" in match.groupdict() else 0)
            if any(start < other.end and other.start < match.end() for other in found):
                continue
            notation = _notation(match, reference)
            bound = _bound(plain, start, match.end(), notation, reference) if notation else ""
            if read := _parsed(bound, notation):
                found.append(FoundDate(start, match.end(), *read, bool(_AS_OF.search(plain[:start]))))
    return sorted(found, key=lambda one: one.start)


def _parsed(*notations: str) -> tuple[PartialDate, str] | None:
    """The date of the first notation that is one, with it; None where none is."""
    for notation in notations:
        try:
            return parse_date(notation), notation
        except ValueError:
            continue
    return None


def _notation(match: re.Match[str], reference: Reference) -> str:
    """The notation of a date without its bound; empty where its year is not known."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    if "iso" in groups:
        return groups["iso"]
    if "financial" in groups:
        first, second = groups["financial"][:4], re.sub(r"\D", "", groups["financial"][4:])
        return f"{first}/{second[-2:]}"
    year = _year(groups, reference)
    if not year:
        return ""
    return next((make(groups, year) for names, make in _NOTATIONS if names <= groups.keys()), str(year))


def _month(groups: dict[str, str]) -> int:
    name = groups["month"]
    if name[:3].title() in _month_numbers():
        return _month_numbers()[name[:3].title()]
    return _number(name)


@cache
def _month_numbers() -> dict[str, int]:
    return {month[:3]: number for number, month in enumerate(_MONTHS, 1)}


def _day(groups: dict[str, str], year: int) -> str:
    day = f"{year}-{_month(groups):02d}-{_number(groups['day']):02d}"
    return f"{day}/{_number(groups['last']):02d}" if "last" in groups else day


def _part(groups: dict[str, str], year: int) -> str:
    part = groups["part"].lower()
    return f"{year}-Q{_ORDINALS.get(part) or {'首': 1, '末': 4}.get(part) or _number(part)}"


def _half(groups: dict[str, str], year: int) -> str:
    return f"{year}-H{1 if groups['half'].lower() in _FIRST_HALF else 2}"


def _edge(groups: dict[str, str], year: int) -> str:
    edge = groups["edge"].lower()
    return f"{_ENDS.get(edge) or _CHINESE_EDGES[edge[-1]]}-{year}"


def _season(groups: dict[str, str], year: int) -> str:
    season = groups["season"].lower()
    return f"{_SEASONS.get(season, season)}-{year}"


_NOTATIONS: tuple[tuple[frozenset[str], Callable[[dict[str, str], int], str]], ...] = (
    (frozenset({"month", "day"}), _day),
    (frozenset({"month"}), lambda groups, year: f"{year}-{_month(groups):02d}"),
    (frozenset({"part"}), _part),
    (frozenset({"half"}), _half),
    (frozenset({"edge"}), _edge),
    (frozenset({"season"}), _season),
)
"""Which parts a date has → its notation."""


def _year(groups: dict[str, str], reference: Reference) -> int:
    if "year" in groups:
        year = groups["year"]
        return int(year) if year.isdigit() else int("".join(str(_VALUES[character]) for character in year))
    if not reference.year:
        return 0
    spoken = groups.get("spoken", "").lower()
    return reference.year + (_CHINESE_SPOKEN.get(spoken) or _ENGLISH_SPOKEN.get(spoken.split(" ")[-1], 0))


def _number(numeral: str) -> int:
    """The value of 12, 十二 or 三十一."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, units = numeral.partition("十")
    if not ten:
        return _VALUES.get(numeral, 0)
    return (_VALUES.get(tens, 1) if tens else 1) * 10 + (_VALUES.get(units, 0) if units else 0)


def _bound(plain: str, start: int, end: int, notation: str, reference: Reference) -> str:
    """The notation with the bound that the words around the date give it."""
    before, after = plain[:start].rstrip(" 于在至"), plain[end:]
    if re.search(r"(?:自|从|由)$", before) and _BOUNDS_AFTER[2][0].match(after):
        return f"{'since' if _is_past(notation, reference) else 'from'} {notation}"
    for pattern, bound in _BOUNDS_AFTER:
        if pattern.match(after):
            return f"{bound} {notation}"
    bound = next((bound for pattern, bound in _BOUNDS_BEFORE if pattern.search(before)), "")
    is_range = bound == "from" and _FROM_TO.match(after)
    return f"{bound} {notation}" if bound and not is_range else notation


def _is_past(notation: str, reference: Reference) -> bool:
    read = _parsed(notation)
    return read is not None and (read[0].year, read[0].first_day.month) <= (reference.year, reference.month or 12)


def reference_in(texts: Iterator[str], chinese: bool) -> Reference | None:
    """The first whole day with its year in some texts."""
    for text in texts:
        for found in find_dates(text, chinese, Reference()):
            if found.date.day:
                return Reference(found.date.year, found.date.part, found.date.day)
    return None
