"""Dates of any precision in words: "end-2024", 2024年年底, and the same with from, since and by.

English follows Hong Kong Government style (February 22, 2023; mid-2024; 2023-24). Chinese uses
Arabic numerals in reports and tables, without leading zeros (GB/T 15835-2011, which also keeps
the four digits of every year).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.lang.spans import Edit
from reportgen.model.dates import PartialDate, Precision
from reportgen.model.language import Language

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ORDINALS = ("first", "second", "third", "fourth")
_CHINESE_ORDINALS = "一二三四"
_CHINESE_HALVES = "上下"

_FORMS: Mapping[str, Mapping[Precision, str]] = {
    "en": {
        Precision.DAY: "{month}\u00a0{day}, {year}",
        Precision.MONTH: "{month} {year}",
        Precision.QUARTER: "{ordinal} quarter of {year}",
        Precision.HALF: "{ordinal} half of {year}",
        Precision.YEAR: "{year}",
        Precision.EARLY: "early {year}",
        Precision.MID: "mid-{year}",
        Precision.END: "end-{year}",
        Precision.FINANCIAL_YEAR: "{year}-{next_two}",
    },
    "zh-Hant": {
        Precision.DAY: "{year}年{part}月{day}日",
        Precision.MONTH: "{year}年{part}月",
        Precision.QUARTER: "{year}年第{chinese_ordinal}季",
        Precision.HALF: "{year}年{chinese_half}半年",
        Precision.YEAR: "{year}年",
        Precision.EARLY: "{year}年年初",
        Precision.MID: "{year}年年中",
        Precision.END: "{year}年年底",
        Precision.FINANCIAL_YEAR: "{year}-{next_two}年度",
    },
    "zh-Hans": {
        Precision.DAY: "{year}年{part}月{day}日",
        Precision.MONTH: "{year}年{part}月",
        Precision.QUARTER: "{year}年第{chinese_ordinal}季度",
        Precision.HALF: "{year}年{chinese_half}半年",
        Precision.YEAR: "{year}年",
        Precision.EARLY: "{year}年年初",
        Precision.MID: "{year}年年中",
        Precision.END: "{year}年年底",
        Precision.FINANCIAL_YEAR: "{year}—{next_year}年度",
    },
}
"""Language → precision → how the bare date reads."""

_BOUNDS: Mapping[str, Mapping[str, str]] = {
    "en": {"": "{}", "from": "from {}", "since": "since {}", "by": "by {}"},
    "zh-Hant": {"": "{}", "from": "{}起", "since": "{}起", "by": "{}或之前"},
    "zh-Hans": {"": "{}", "from": "{}起", "since": "{}以来", "by": "{}前"},
}
"""Language → bound → what is put around the date."""

_WITH_ARTICLE = {
    Precision.QUARTER: "the {ordinal} quarter of {year}",
    Precision.HALF: "the {ordinal} half of {year}",
}

_BOUNDED_FORMS: Mapping[str, Mapping[str, Mapping[Precision, str]]] = {
    "en": {"from": _WITH_ARTICLE, "since": _WITH_ARTICLE, "by": _WITH_ARTICLE},
    "zh-Hans": {
        "by": {
            Precision.MONTH: "{year}年{part}月底",
            Precision.QUARTER: "{year}年第{chinese_ordinal}季度末",
            Precision.HALF: "{year}年{half_end}月底",
            Precision.YEAR: "{year}年年底",
            Precision.FINANCIAL_YEAR: "{year}—{next_year}年度结束",
        }
    },
}
"""Where the date reads differently after a bound: the Mainland's 前 needs the end of the period."""

_YEAR_IN_CHINESE = re.compile("(?<![○〇零一二三四五六七八九十])[一二][○〇零一二三四五六七八九]{3}(?=年)")
_DAY_IN_CHINESE = re.compile("([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DIGITS = {"○": 0, "〇": 0, "零": 0} | {character: value for value, character in enumerate("一二三四五六七八九", 1)}


def format_date(date: PartialDate, language: Language) -> str:
    """The date as a reader of this language expects it, with its bound."""
    bounded = _BOUNDED_FORMS.get(language.tag, {}).get(date.bound, {})
    form = bounded.get(date.precision) or _FORMS[language.tag][date.precision]
    return _BOUNDS[language.tag][date.bound].format(form.format(**_fields(date)))


def mainland_dates(text: str) -> list[Edit]:
    """Edits that turn dates in Chinese numerals into the Arabic ones of Mainland documents.

    Hong Kong's press releases write 二○二三年二月二十二日, the Mainland 2023年2月22日.
    """
    edits = [
        Edit(found.start(), found.end(), "".join(str(_DIGITS[character]) for character in found[0]))
        for found in _YEAR_IN_CHINESE.finditer(text)
    ]
    for found in _DAY_IN_CHINESE.finditer(text):
        month, day = _below_hundred(found[1]), _below_hundred(found[2])
        if 1 <= month <= 12 and 1 <= day <= 31:
            edits.append(Edit(found.start(), found.end(), f"{month}月{day}日"))
    return edits


def _fields(date: PartialDate) -> dict[str, str | int]:
    """Everything a form may name; what the precision has no use for is empty."""
    fields: dict[str, str | int] = {
        "year": date.year,
        "next_year": date.year + 1,
        "next_two": f"{(date.year + 1) % 100:02d}",
        "part": date.part,
        "day": date.day,
    }
    if date.precision in (Precision.DAY, Precision.MONTH):
        fields["month"] = _MONTHS[date.part - 1]
    if date.precision in (Precision.QUARTER, Precision.HALF):
        fields["ordinal"] = _ORDINALS[date.part - 1]
        fields["chinese_ordinal"] = _CHINESE_ORDINALS[date.part - 1]
    if date.precision is Precision.HALF:
        fields["chinese_half"] = _CHINESE_HALVES[date.part - 1]
        fields["half_end"] = date.part * 6
    return fields


def _below_hundred(numeral: str) -> int:
    """The value of 三, 十, 十二, 三十 or 三十一; 0 for characters in no such order."""
    tens, ten, units = numeral.partition("十")
    if len(tens) > 1 or len(units) > 1:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else _DIGITS.get(tens, 0)) + _DIGITS.get(units, 0)
