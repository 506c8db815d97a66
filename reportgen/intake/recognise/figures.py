"""Finds counts, sums of money and percentages in running text, with what is counted: 約400名, "over 10 000 firms"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.intake.recognise.words import Words, alternatives
from reportgen.model.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number and where it stands; its fields are those of a figure of the content. `unit` is as written there."""

    start: int
    end: int
    value: Decimal
    to: Decimal | None = None
    qualifier: str = ""
    unit: str = ""
    currency: str = ""
    percent: bool = False


_DIGITS = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_UNITS = {word: value for value, word in enumerate(_NUMBER_WORDS.split(" "), 1)}
_TENS = {
    **{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
}
_SPOKEN = {
    **_UNITS,
    **_TENS,
    **{f"{ten}-{unit}": _TENS[ten] + value for ten in _TENS for unit, value in _UNITS.items() if value < 10},
    **{"a hundred": 100, "a dozen": 12},
}
_LARGE = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "$": ""}
_WORD = re.compile(r"\s*(?:[\"“‘(]\s*)?([A-Za-z][\w&'’.-]*)(?:['’]s?)?")
_CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1_000}
_CHINESE_LARGE = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 1_000, "百": 100}
_NUMERAL = r"[一二三四五六七八九两十百千]+"


def find_figures(plain: str, words: Words, taken: Sequence[tuple[int, int]]) -> list[FoundFigure]:
    """The figures in a compared text, in order; `taken` are stretches that mean something else: dates, names."""
    pattern = _chinese() if words.chinese else _english()
    found: list[FoundFigure] = []
    for match in pattern.finditer(plain):
        if any(match.start("number") < end and start < match.end("number") for start, end in taken):
            continue
        read = _chinese_figure if words.chinese else _english_figure
        figure = read(match, plain, words)
        if figure is not None:
            found.append(figure)
    return list(_qualified_together(found, plain))


@cache
def _english() -> re.Pattern[str]:
    codes = alternatives(_prefixes())
    number = rf"{_DIGITS}|(?:{'|'.join(sorted(_SPOKEN, key=len, reverse=True))})\b"
    large, percent = "|".join(_LARGE), r"\s?(?:%|per cent|percent)(?!age| point)"
    return re.compile(
        rf"(?<![\w.,/-])(?P<between>between\s)?(?P<currency>{codes}|(?-i:[A-Z]{{3}})(?=\s?\d))?\s?"
        rf"(?P<number>{number})(?:\s?-?(?P<large>{large})\b)?(?P<first_percent>{percent})?"
        rf"(?:\s?(?(between)and|(?:-|—|to))\s?(?:{codes})?(?P<to>{number})(?![\w-])(?:\s?-?(?P<to_large>{large})\b)?)?"
        rf"(?P<percent>{percent})?(?P<joined>-[a-z]+)?(?![\d/])",
        re.IGNORECASE,
    )


@cache
def _prefixes() -> dict[str, str]:
    """What stands before a sum in English → the code of the currency, by the forms of the language."""
    forms = {form.split("{")[0].strip(): code for code, form in LANGUAGES["en"].money.items()}
    return {**forms, **_SIGNS}


def _english_figure(match: re.Match[str], plain: str, words: Words) -> FoundFigure | None:
    start = match.start("currency") if match["currency"] else match.start("number")
    before, after = plain[:start], plain[match.end() :]
    number = match["number"].lower()
    currency = _code(match["currency"])
    percent = bool(match["percent"] or match["first_percent"])
    spoken = number in _SPOKEN
    if re.search(rf"\b(?:{alternatives(words['not_counting'])})\.?\s*$", before, re.IGNORECASE) or match["joined"]:
        return None
    if currency is None or (number == "one" and not match["large"]):
        return None
    unit = "" if currency or percent else _english_unit(after, words)
    if not (currency or percent or unit) or (not currency and not percent and _is_ordinal(after)):
        return None
    if spoken and re.search(r"\b(?:the|both|these|those)\s*$", before, re.IGNORECASE) and _counts_sides(after, words):
        return None
    value, to = _scaled(number, match["large"] or match["to_large"]), None
    if match["to"]:
        to = _scaled(match["to"].lower(), match["to_large"])
        if to <= value:
            return None
    return FoundFigure(start, match.end(), value, to, _qualifier(before, words), unit, currency, percent)


def _code(written: str | None) -> str | None:
    """The currency's ISO 4217 code; empty without one, None where a sign stands for several currencies."""
    if not written:
        return ""
    code = _prefixes().get(written, _prefixes().get(written.upper()))
    return code or (written if re.fullmatch("[A-Z]{3}", written) else None)


def _scaled(number: str, large: str | None) -> Decimal:
    value = Decimal(_SPOKEN[number]) if number in _SPOKEN else _decimal(number)
    return _whole(value * _LARGE.get((large or "").lower(), 1))


def _whole(value: Decimal) -> Decimal:
    """The value without the decimals of 1.20 million."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _decimal(digits: str) -> Decimal:
    return Decimal(re.sub("[, ]", "", digits))


def _is_ordinal(after: str) -> bool:
    return bool(re.match(r"(?:st|nd|rd|th)\b", after))


def _english_unit(after: str, words: Words) -> str:
    """The plural noun that a number counts: the first one before the next verb or preposition; empty where none is."""
    at, passed = 0, 0
    while passed < 9 and (word := _WORD.match(after, at)):
        text = word[1].rstrip(".'’")
        lower = text.lower()
        is_listed = lower == "and" and bool(re.match(r"\s*[\d\"“]|\s+(?:more|other)\b", after[word.end() :]))
        if lower in words["unit_ends"] or is_listed:
            return ""
        if _is_plural(text, words) and not _goes_on(after[word.end() :], words):
            return text
        at, passed = word.end(), passed + 1
        if after[at : at + 1] in ("”", "’", '"'):
            at += 1
        if after[at : at + 1] == "," and not re.match(r",\s+[a-z]+ (?:and|or)?\s*[a-z]+s\b", after[at:]):
            return ""
    return ""


def _is_plural(word: str, words: Words) -> bool:
    lower = word.lower()
    ends = lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and lower not in words["no_plurals"]
    return lower in words["plurals"] or (ends and len(lower) > 2 and word[:1].islower()) or (ends and len(lower) > 4)


def _goes_on(after: str, words: Words) -> bool:
    """Whether a plural is the first of a compound: `sports clubs`, `legal services lawyers`."""
    word = _WORD.match(after)
    is_next = word and word.start(1) == 1 and word[1].lower() not in words["unit_ends"]
    return bool(word and is_next and _is_plural(word[1], words))


def _counts_sides(after: str, words: Words) -> bool:
    return bool(re.match(rf"\s+(?:\w+\s)?(?:{'|'.join(words['not_counted'])})\b", after, re.IGNORECASE))


def _qualifier(before: str, words: Words) -> str:
    stripped = re.sub(
        r"\b(?:a|the|total of|a total of|another|as many as)\s*$", "", before, flags=re.IGNORECASE
    ).rstrip()
    for name, forms in words["qualifiers"].items():
        end = alternatives(forms)
        if re.search(rf"(?:{end})$" if words.chinese else rf"\b(?:{end})$", stripped, re.IGNORECASE):
            return str(name)
    return ""


def _qualified_together(figures: Iterable[FoundFigure], plain: str) -> Iterable[FoundFigure]:
    """The figures, where one that follows another with `and` has its `about` too: about 50 firms and 400 persons."""
    before: FoundFigure | None = None
    for figure in figures:
        shared = before and before.qualifier == "about" and not figure.qualifier
        if (
            before
            and shared
            and re.fullmatch(r"\s+(?:[\w-]+\s+){1,3}and\s+|\w{0,6}[和及]", plain[before.end : figure.start])
        ):
            figure = FoundFigure(
                figure.start, figure.end, figure.value, figure.to, "about", figure.unit, figure.currency, figure.percent
            )  # fmt: skip
        yield figure
        before = figure


@cache
def _chinese() -> re.Pattern[str]:
    number = rf"(?:{_DIGITS})|{_NUMERAL}"
    large = "|".join(_CHINESE_LARGE)
    return re.compile(
        rf"(?P<parts>百分之)?(?P<number>{number})(?P<more>多|余|几)?\s?(?P<large>{large})?(?P<rest>多|余)?"
        rf"(?:%?\s?(?:至|到|-|—|~|～)\s?(?P<to>{number})\s?(?P<to_large>{large})?)?\s?"
        rf"(?:(?P<percent>%)|(?P<currency>{alternatives(_suffixes())}))?"
    )


@cache
def _suffixes() -> dict[str, str]:
    """What stands behind a sum in Chinese, in Simplified characters → the code of the currency."""
    forms = {form.replace("{}", ""): code for code, form in LANGUAGES["zh-Hans"].money.items()}
    return {**forms, "人民币": "CNY", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "港币": "HKD"}


def _chinese_figure(match: re.Match[str], plain: str, words: Words) -> FoundFigure | None:
    before, after = plain[: match.start()], plain[match.end() :]
    number, percent = match["number"], bool(match["percent"] or match["parts"])
    currency = _suffixes().get(match["currency"] or "", "")
    if before.endswith(tuple(words["not_counting"])) or re.search("[A-Za-z]$", before):
        return None
    numeral = not number[0].isdigit()
    is_weekday = numeral and before.endswith(tuple(words["weekdays"]))
    if is_weekday or after.startswith(tuple(words["not_measured"])):
        return None
    value = _chinese_value(number)
    if value is None:
        return None
    value = _whole(value * _CHINESE_LARGE.get(match["large"] or "", 1))
    unit = "" if currency or percent else next((m for m in (after[:1],) if m and m in words["measures"]), "")
    if not (currency or percent or unit):
        return None
    if numeral and not (currency or percent) and (value <= 1 or (number == "两" and after[:1] in words["not_counted"])):
        return None
    if numeral and unit and unit in words["no_numeral_units"]:
        return None
    to = _chinese_value(match["to"]) if match["to"] else None
    if to is not None:
        to *= _CHINESE_LARGE.get(match["to_large"] or "", 1)
        value *= _CHINESE_LARGE.get(match["to_large"] or "", 1) if not match["large"] and match["to_large"] else 1
        if to <= value:
            return None
    qualifier = "more-than" if match["more"] or match["rest"] else _qualifier(before, words)
    return FoundFigure(match.start(), match.end() + len(unit), value, to, qualifier, unit, currency, percent)


def _chinese_value(number: str) -> Decimal | None:
    """The value of digits or of a Chinese numeral; None for characters that are no numeral."""
    if number[0].isdigit():
        return _decimal(number)
    total, current = 0, 0
    for character in number:
        if character in _CHINESE_UNITS:
            total += (current or 1) * _CHINESE_UNITS[character]
            current = 0
        elif current:
            return None
        else:
            current = _CHINESE_DIGITS[character]
    return Decimal(total + current)
