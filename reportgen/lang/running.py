"""Numbers and dates inside a Chinese text, from Hong Kong's way of writing to the Mainland's.

Hong Kong sets 10 000家 and, in press releases, 二○二三年二月二十二日 and 下午三時三十分; the Mainland
prints 1万家, 2023年2月22日 and 下午3时30分 (GB/T 15835-2011, 4.1). Only numbers that touch Chinese
are meant, and only in this direction: what the Mainland prints as 1万 Hong Kong may write as 1萬, as
10 000 or as 一萬, and its reports and tables use Arabic dates too.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.lang.numbers import count_in
from reportgen.lang.spans import Edit, touches_chinese
from reportgen.model.language import LANGUAGES

_SPACE = "[ \u00a0\u2009\u202f]"
_GROUPED = re.compile(
    rf"(?<![A-Za-z0-9.,$])(?<![A-Za-z0-9.,$] )\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!{_SPACE}?[A-Za-z0-9%]|[.,]\d)"
)

_NUMERAL = "[一二三四五六七八九十]"
_ZERO = "[○〇零]"
_DATE = re.compile(
    f"(?<![○〇零一二三四五六七八九十])(?P<year>[一二](?:{_ZERO}|[一二三四五六七八九]){{3}})年"
    f"(?:(?P<month>{_NUMERAL}{{1,2}})月(?!{_NUMERAL}+日))?"
    f"|(?P<month_of_day>{_NUMERAL}{{1,2}})月(?P<day>{_NUMERAL}{{1,3}})日"
    f"|(?<=上午|下午|中午|凌晨|早上|晚上)(?P<hour>{_NUMERAL}{{1,2}})[時时](?:(?P<minute>{_ZERO}?{_NUMERAL}{{1,3}})分)?"
)
_DIGITS = {"○": 0, "〇": 0, "零": 0} | {character: value for value, character in enumerate("一二三四五六七八九", 1)}


def mainland_numbers(text: str) -> list[Edit]:
    """Edits that rewrite spaced thousands in Chinese text as the Mainland prints them.

    Only numbers that touch Chinese text are meant: 超過10 000家 becomes 超过1万家, while the
    numbers of an English phrase, of a price or a percentage stay as they are.
    """
    units = LANGUAGES["zh-Hans"].style.units
    return [
        Edit(found.start(), found.end(), count_in(Decimal(re.sub(_SPACE, "", found[0])), units), "number")
        for found in _GROUPED.finditer(text)
        if touches_chinese(text, found.start(), found.end())
    ]


def mainland_dates(text: str) -> list[Edit]:
    """Edits that turn dates and times of day in Chinese numerals into the Arabic ones of Mainland documents.

    >>> [edit.text for edit in mainland_dates("二○二三年二月二十二日下午三時")]
    ['2023年', '2月22日', '3时']
    """
    edits = (_date_edit(found) for found in _DATE.finditer(text))
    return [edit for edit in edits if edit]


def _date_edit(found: re.Match[str]) -> Edit | None:
    """The edit for one date or time; None where the numerals are no day of a month or hour of a day."""
    printed = ""
    if found["year"]:
        printed = "".join(str(_DIGITS[character]) for character in found["year"]) + "年"
        if found["month"]:
            month = _below_hundred(found["month"])
            printed += f"{month}月" if 1 <= month <= 12 else f"{found['month']}月"
    elif found["day"]:
        month, day = _below_hundred(found["month_of_day"]), _below_hundred(found["day"])
        printed = f"{month}月{day}日" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    else:
        hour, minute = _below_hundred(found["hour"]), _below_hundred((found["minute"] or "").lstrip("○〇零"))
        printed = f"{hour}时" + (f"{minute:02d}分" if found["minute"] else "") if 1 <= hour <= 12 and minute < 60 else ""
    return Edit(found.start(), found.end(), printed, "date") if printed else None


def _below_hundred(numeral: str) -> int:
    """The value of 三, 十, 十二, 三十 or 三十一; 0 for characters in no such order."""
    tens, ten, units = numeral.partition("十")
    if len(tens) > 1 or len(units) > 1:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else _DIGITS.get(tens, 0)) + _DIGITS.get(units, 0)
