"""Formats dates of any precision: "end-2024", 2024年年底, and the same with from, since and by.

English follows Hong Kong Government style (February 22, 2023; mid-2024; 2023-24). Chinese uses
Arabic numerals in reports and tables, without leading zeros (GB/T 15835-2011, which also keeps
the four digits of every year). The patterns stand in `model/languages.toml`; `chinese/inline_numbers.py`
converts dates inside an authored text.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.dates import PartialDate, Precision
from reportgen.model.language import Language

_WHOLE = "{first} – {last}"
"""An interval in a language that has no form for it."""


def format_date(date: PartialDate, language: Language) -> str:
    """The date as a reader of this language expects it, with its bound (from, since, by, before)."""
    if date.end:
        return _interval(date, date.end, language)
    if date.precision is Precision.SEASON and not language.words.seasons:
        first, last = (PartialDate(Precision.MONTH, day.year, day.month) for day in replace(date, bound="").days())
        return _bounded(_interval(first, last, language), date, language)
    if date.precision is Precision.UNKNOWN:
        return language.dates.get(date.precision, "–")
    pattern = language.bounded.get(date.bound, {}).get(date.precision) or language.dates[date.precision]
    return _bounded(pattern.format(**_fields(date, language)), date, language)


def _bounded(printed: str, date: PartialDate, language: Language) -> str:
    return language.bounds.get(date.bound, "< {}").format(printed) if date.bound else printed


def _interval(first: PartialDate, last: PartialDate, language: Language) -> str:
    kind = ""
    if first.year == last.year:
        is_day = first.precision is Precision.DAY
        kind = "months" if not is_day else "days" if first.part == last.part else "days-of-months"
    pattern = language.intervals.get(kind)
    if not pattern:
        begin, end = (format_date(replace(one, end=None), language) for one in (first, last))
        return language.intervals.get("whole", _WHOLE).format(first=begin, last=end)
    end_fields = {f"last_{name}": value for name, value in _fields(last, language).items()}
    return pattern.format(**_fields(first, language), **end_fields)


def _fields(date: PartialDate, language: Language) -> dict[str, str | int]:
    """The values of the fields that a pattern for this precision may name."""
    words = language.words
    fields: dict[str, str | int] = {
        "year": date.year,
        "next_year": date.year + 1,
        "next_two": f"{(date.year + 1) % 100:02d}",
        "part": date.part,
        "day": date.day,
    }
    if date.precision in (Precision.DAY, Precision.MONTH):
        fields["month"] = words.months[date.part - 1] if words.months else date.part
    if date.precision is Precision.SEASON:
        fields["season"] = words.seasons[date.part - 1]
    if date.precision is Precision.QUARTER:
        fields["ordinal"] = words.ordinals[date.part - 1]
    if date.precision is Precision.HALF:
        fields["half"] = words.halves[date.part - 1]
        fields["half_end"] = date.part * 6
    return fields
