"""Formats dates of any precision: "end-2024", 2024年年底, and the same with from, since and by.

English follows Hong Kong Government style (February 22, 2023; mid-2024; 2023-24). Chinese uses
Arabic numerals in reports and tables, without leading zeros (GB/T 15835-2011, which also keeps
the four digits of every year). The patterns stand in `model/languages.toml`; `chinese/inline_numbers.py`
converts dates inside an authored text.
"""

from __future__ import annotations

from reportgen.model.dates import PartialDate, Precision
from reportgen.model.language import Language


def format_date(date: PartialDate, language: Language) -> str:
    """The date as a reader of this language expects it, with its bound (from, since, by)."""
    pattern = language.bounded.get(date.bound, {}).get(date.precision) or language.dates[date.precision]
    printed = pattern.format(**_fields(date, language))
    return language.bounds[date.bound].format(printed) if date.bound else printed


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
    if date.precision is Precision.QUARTER:
        fields["ordinal"] = words.ordinals[date.part - 1]
    if date.precision is Precision.HALF:
        fields["half"] = words.halves[date.part - 1]
        fields["half_end"] = date.part * 6
    return fields
