"""Reads the numbers and dates of an English text: 10 000, ten thousand, the third, 30 per cent, mid-2024."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from reportgen.check.texts.facts import EARLY, END, MID, Fact, Kind, Step, currency_in, extract_facts, number

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDS = {
    **{word: value for value, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{word: value * 10 for value, word in enumerate(_TENS, 2)},
}
_ORDINAL_WORDS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
)
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS, 1)}
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTHS = {name[:3]: value for value, name in enumerate(_MONTH_NAMES, 1)}
_PARTS = {
    **dict.fromkeys(("early", "beginning", "start"), EARLY),
    **dict.fromkeys(("mid", "middle"), MID),
    **dict.fromkeys(("end", "late", "close"), END),
}
_OPTIONAL_WORDS: Mapping[str, Decimal | int] = {
    "both": 2,
    "pair": 2,
    "twice": 2,
    "twin": 2,
    "once": 1,
    "single": 1,
    "half": Decimal("0.5"),
    "dozen": 12,
}
_CURRENCIES: Mapping[str, str] = {
    **dict.fromkeys(("HK$", "HKD", "Hong Kong dollar"), "HKD"),
    **dict.fromkeys(("US$", "USD", "US dollar", "American dollar"), "USD"),
    **dict.fromkeys(("RMB", "CNY", "¥", "yuan", "enminbi"), "CNY"),
    **{"MOP": "MOP", "€": "EUR", "£": "GBP"},
}
_PARTS_OF_ONE = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_REQUIRED_FROM = 3
"""Smaller numbers are not required: they are said in too many ways ("both", "a", "the other", 兩地, 一直)."""

_DIGITS = "(?:\\d{1,3}(?:[ ,\u00a0\u2009\u202f]\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?"
_SCALE = rf"(?:[ \u00a0-]?(?P<scale>{'|'.join(_SCALES)}|bn|m)\b)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NAMES)}|{'|'.join(_MONTHS)})\b\.?"
_WORD = "|".join((*_WORDS, *_SCALES))
_GAP = "[ \u00a0]"

_FINANCIAL_YEAR = r"\b(?P<year>(?:19|20)\d\d)[-–/](?P<next>\d\d)\b(?!-)"
_DAY_AFTER = rf"\b{_MONTH}{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!{_GAP}\d{{3}})"
_DAY_BEFORE = rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}{_MONTH}"
_MONTH_ALONE = rf"(?P<mid>\bmid-)?\b{_MONTH}"
_PART = (
    rf"\b(?P<part>early|mid|late|end)(?:-|{_GAP}(?:of{_GAP})?)(?=(?:19|20)\d\d\b)"
    rf"|\b(?P<whole>beginning|start|middle|end|close){_GAP}of{_GAP}(?=(?:the{_GAP}year{_GAP})?(?:19|20)\d\d\b)"
)
_PART_ALONE = r"(?i)\b(?P<part>early|beginning|start|mid|middle|late|end)\b"
_QUARTER = (
    rf"(?i)\b(?:(?P<word>first|second|third|fourth)|(?P<digit>[1-4])(?:st|nd|rd|th)){_GAP}quarter\b|\bQ(?P<q>[1-4])\b"
)
_HALF = rf"(?i)\b(?P<word>first|second){_GAP}half\b|\bH(?P<digit>[12])\b(?={_GAP}|$)"
_SIGN_OF_PERCENT = rf"\s?(?:%|per{_GAP}cent\b|percent\b)"
_PERCENT_FROM = (
    rf"(?i)\b(?P<digits>\d{{1,3}}(?:\.\d+)?)(?:{_GAP}(?:to|and|or){_GAP}|[-–])(?={_DIGITS}{_SIGN_OF_PERCENT})"
)
_PERCENT = rf"(?i)(?P<digits>{_DIGITS}){_SIGN_OF_PERCENT}"
_PERCENT_IN_WORDS = rf"(?i)\b(?P<words>(?:{_WORD})(?:[- ](?:{_WORD}))*){_GAP}per{_GAP}cent\b"
_CURRENCY = r"(?:HK\$|US\$|MOP|RMB|CNY|HKD|USD|[$¥€£])"
_MONEY = (
    rf"{_CURRENCY}\s?(?P<digits>{_DIGITS}){_SCALE}"
    rf"|(?P<amount>{_DIGITS})(?:{_GAP}(?P<times>{'|'.join(_SCALES)}))?{_GAP}(?:yuan|renminbi|(?:[A-Z]\w+{_GAP}){{0,2}}dollars)\b"
)
_DECADE = rf"(?i)\b(?P<year>(?:19|20)\d0)s\b|\b(?:(?P<words>{_WORD}|\d+){_GAP})?decades?\b"
_TIME = rf"(?i)\b(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d\d))?{_GAP}?[ap]\.?m\b"
_FRACTION = (
    rf"(?i)\b(?P<count>a|{'|'.join(_UNITS)})[- ](?P<part>{'|'.join(_PARTS_OF_ONE)})s?\b"
    rf"(?={_GAP}of\b|[.,;]|$|(?<=s)|(?<=-third)|(?<=quarter))"
)
_YEAR = r"(?<![\w.,-])(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d)|(?<=-)(?P<after>20\d\d)(?![\w-])"
_ORDINAL = r"(?i)\b(?P<digits>\d+)(?:st|nd|rd|th)\b|\b(?P<word>" + "|".join(_ORDINALS) + r")\b"
_CODE = r"\b[A-Za-z]+-?\d[\w.]*|\b\d+[A-Za-z]\w*"
_NUMBER = rf"(?<![\w.])(?P<digits>{_DIGITS}){_SCALE}"
_NUMBER_WORDS = (
    rf"(?i)\b(?:a{_GAP}(?=hundred|thousand|million|billion))?"
    rf"(?P<words>(?:{_WORD})(?:(?:[- ]|{_GAP}and{_GAP})(?:{_WORD}))*)\b"
)
_OPTIONAL_WORD = r"(?i)\b(?P<word>" + "|".join(_OPTIONAL_WORDS) + r")\b"


def _financial_year(found: re.Match[str]) -> Iterable[Fact] | None:
    if int(found["next"]) != (int(found["year"]) + 1) % 100:
        return None
    return [Fact(Kind.FINANCIAL_YEAR, Decimal(found["year"]), found[0])]


def _month_and_day(found: re.Match[str]) -> Iterable[Fact] | None:
    if not 1 <= int(found["day"]) <= 31:
        return None
    month = Decimal(_MONTHS[found["month"][:3]])
    return [Fact(Kind.MONTH, month, found[0]), Fact(Kind.DAY, Decimal(found["day"]), found[0])]


def _part(found: re.Match[str]) -> Iterable[Fact]:
    return [Fact(Kind.PART, _PARTS[found["part"] or found["whole"]], found[0].strip("- "))]


def _percent(found: re.Match[str]) -> Iterable[Fact]:
    return [Fact(Kind.PERCENTAGE, number(found["digits"]), found[0])]


def _number(found: re.Match[str]) -> Iterable[Fact]:
    return [Fact(Kind.NUMBER, number(found["digits"]) * _scale(found["scale"]), found[0])]


def _optional_word(found: re.Match[str]) -> Iterable[Fact]:
    return [Fact(Kind.NUMBER, Decimal(_OPTIONAL_WORDS[found["word"].lower()]), found[0], required=False)]


def _month(found: re.Match[str]) -> Iterable[Fact]:
    required = found["month"] not in ("May", "March", "Mar")  # also a verb, or a name
    return [Fact(Kind.MONTH, Decimal(_MONTHS[found["month"][:3]]), found[0], required)]


def _quarter(found: re.Match[str]) -> Iterable[Fact]:
    value = _ORDINALS[found["word"].lower()] if found["word"] else int(found["digit"] or found["q"])
    return [Fact(Kind.QUARTER, Decimal(value), found[0])]


def _half(found: re.Match[str]) -> Iterable[Fact]:
    value = _ORDINALS[found["word"].lower()] if found["word"] else int(found["digit"])
    return [Fact(Kind.HALF, Decimal(value), found[0])]


def _money(found: re.Match[str]) -> Iterable[Fact]:
    digits, scale = found["digits"] or found["amount"], found["scale"] or found["times"]
    return [Fact(Kind.MONEY, number(digits) * _scale(scale), found[0], currency=currency_in(found[0], _CURRENCIES))]


def _fraction(found: re.Match[str]) -> Iterable[Fact]:
    """Two-thirds; one of something may be put in other words (a quarter, 25%)."""
    count = _WORDS.get(found["count"].lower(), 1)
    return [Fact(Kind.NUMBER, Decimal(count) / _PARTS_OF_ONE[found["part"].lower()], found[0], required=count > 1)]


def _decade(found: re.Match[str]) -> Iterable[Fact]:
    """Two decades are 二十年; the 1990s are 1990年代 or 九十年代."""
    if found["year"]:
        return [Fact(Kind.YEAR, Decimal(found["year"]), found[0], required=False)]
    words = (found["words"] or "").lower()
    count = Decimal(words) if words.isdigit() else Decimal(_WORDS.get(words, 1))
    return [Fact(Kind.NUMBER, count * 10, found[0], required=count > 1)]


def _time(found: re.Match[str]) -> Iterable[Fact]:
    """3.30pm, which may be 下午3時30分, 下午3時半 or 15時30分."""
    hour = int(found["hour"])
    values = [hour, hour + 12, *([int(found["minute"])] if found["minute"] else [])]
    return [Fact(Kind.NUMBER, Decimal(value), found[0], required=False) for value in values]


def _ordinal(found: re.Match[str]) -> Iterable[Fact]:
    value = int(found["digits"]) if found["digits"] else _ORDINALS[found["word"].lower()]
    return [Fact(Kind.ORDINAL, Decimal(value), found[0], required=value >= _REQUIRED_FROM)]


def _number_in_words(found: re.Match[str]) -> Iterable[Fact]:
    value = _value(found["words"])
    bare_scale = found["words"].lower() in _SCALES and not found[0].lower().startswith("a")  # "hundred" of "hundreds"
    return [Fact(Kind.NUMBER, value, found[0], required=value >= _REQUIRED_FROM and not bare_scale)]


def _scale(word: str | None) -> int:
    return {"bn": 10**9, "m": 10**6, None: 1}.get(word) or _SCALES[str(word)]


def _value(words: str) -> Decimal:
    """The value of number words: "two hundred and five", "ten thousand"."""
    total, current = 0, 0
    for word in re.split(r"[-\s]+", words.lower()):
        if word in _WORDS:
            current += _WORDS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return Decimal(total + current)


_PATTERNS = (
    Step(_FINANCIAL_YEAR, _financial_year, needs_digit=True),
    Step(_FRACTION, _fraction),
    Step(_DECADE, _decade),
    Step(_TIME, _time, needs_digit=True),
    Step(_DAY_AFTER, _month_and_day, needs_digit=True),
    Step(_DAY_BEFORE, _month_and_day, needs_digit=True),
    Step(_QUARTER, _quarter),
    Step(_HALF, _half),
    Step(_PART, _part, needs_digit=True),
    Step(_MONTH_ALONE, _month),
    Step(_PERCENT_FROM, _percent, needs_digit=True),
    Step(_PERCENT, _percent, needs_digit=True),
    Step(_PERCENT_IN_WORDS, lambda found: [Fact(Kind.PERCENTAGE, _value(found["words"]), found[0])]),
    Step(_MONEY, _money, needs_digit=True),
    Step(_YEAR, lambda found: [Fact(Kind.YEAR, number(found[0]), found[0])], needs_digit=True),
    Step(_ORDINAL, _ordinal),
    Step(_CODE, lambda found: [], needs_digit=True),
    Step(_NUMBER, _number, needs_digit=True),
    Step(_NUMBER_WORDS, _number_in_words),
    Step(_OPTIONAL_WORD, _optional_word),
    Step(_PART_ALONE, lambda found: [Fact(Kind.PART, _PARTS[found["part"].lower()], found[0], required=False)]),
)


def english_facts(text: str) -> list[Fact]:
    """Every number and date of an English text in which addresses and names are masked."""
    return extract_facts(text, _PATTERNS)
