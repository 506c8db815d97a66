"""Numbers and dates inside a Chinese text, as the other side writes them.

Hong Kong sets 10 000家 and, in press releases, 二○二三年二月二十二日 and 下午三時三十分; the Mainland
prints 1万家, 2023年2月22日 and 下午3时30分 (GB/T 15835-2011, 4.1). Only numbers that touch Chinese
are meant. On the way back 1万家 becomes 10 000家, which is what the Mainland's rule made it from; money, areas
and larger counts stay in 萬 (500萬次, 3萬元), as news.gov.hk prints them. Dates stay Arabic, as they are in Hong
Kong's own reports and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.lang.numbers import format_in_units
from reportgen.lang.spans import Edit, touches_chinese
from reportgen.model.decimals import EXACT
from reportgen.model.language import LANGUAGES

_SPACES = " \u00a0\u2009\u202f"
_SPACE = f"[{_SPACES}]"
# Each pattern begins with the rarest character that it must have, and looks behind only after it: that is what
# lets the engine skip through a long text, ten times faster to one character than to one of several.
_GAPS = tuple(re.compile(f"{space}(?<=[0-9].)(?=[0-9]{{3}})") for space in _SPACES)
_GROUPED = re.compile(
    r"[0-9](?<![A-Za-z0-9.,$].)(?<![A-Za-z0-9.,$] .)[0-9]{0,2}"
    rf"(?:{_SPACE}[0-9]{{3}})+(?!{_SPACE}?[A-Za-z0-9%]|[.,][0-9])"
)
_WHOLE_WAN = re.compile("([1-9](?<![A-Za-z0-9.,$].)[0-9]?)万(?=多?(?:[名家间間]|人(?!次)))")
_COUNTED = re.compile(
    r"[1-9](?<![A-Za-z0-9.,$第].)[0-9]{3,}(?:\.[0-9]+)?(?="
    "[多余]?(?:[个個名家间間宗人项項吨噸套辆輛位份次所张張幅件户戶组組元亩畝株棵米座栋棟幢班亿億颗顆艘枚册冊剂劑]|公[顷頃里斤吨噸]|平方"
    "|架次|万(?![圣聖科达達国國众眾宁寧州象能])|台(?![风風湾灣北中南州海])|[条條](?![例文款约約])|例(?![会會外如行])|字(?![节節段])"
    "|[种種](?![植子族])|票(?![房据據选選价價])|列(?![入为為席]))|余(?![额額下款地])|点(?![0-9评評球亮燃赞讚击擊名]))"
)
_DIGIT = "0123456789"
_ONE_TO_TEN = "一二三四五六七八九十"
_NOUGHT = "○〇零"
_YEAR = re.compile(
    f"年(?<=[一二][{_NOUGHT}一二三四五六七八九]{{3}}年)(?<![{_NOUGHT}{_ONE_TO_TEN}]....年)"
    f"(?:([{_ONE_TO_TEN}][一二]?)月(?![{_ONE_TO_TEN}]+日))?"
)
_NUMERAL = f"[{_NOUGHT}一二三四五六七八九]"
_KINDS = "[學曆]|財政|課稅"
_AFTER_YEAR = f"(?<=[一二]{_NUMERAL}{{3}}.)(?<![{_NOUGHT}{_ONE_TO_TEN}].{{5}})"
_BETWEEN_YEARS = tuple(
    re.compile(f"{mark}{_AFTER_YEAR}(?=({_NUMERAL}{{2}}(?:{_NUMERAL}{{2}})?)(?:{_KINDS})?年)") for mark in "/／至－-"
)
"""What stands between both ends of 二○二三/二四年度; an end of four numerals is found by itself."""
_KIND_OF_YEAR = tuple(re.compile(f"{kind}{_AFTER_YEAR}(?=年|政年|稅年)") for kind in "學曆財課")
"""What stands between a year and 年: 二○二五學年, 二○二五財政年度."""
_DAY = re.compile(
    f"月(?:(?<=([{_ONE_TO_TEN}])月)(?<![{_ONE_TO_TEN}].月)|(?<=([{_ONE_TO_TEN}][一二])月)(?<![{_ONE_TO_TEN}]..月))"
    f"([{_ONE_TO_TEN}]{{1,3}})日"
)
_NEXT_DAY = re.compile(f"[至及、和]([{_ONE_TO_TEN}]{{1,3}})(?=日)")
"""A later day of the same month, where the first has just ended: 三月一日至三日."""
_TIMES = tuple(re.compile(f"{o}(?<=[{_ONE_TO_TEN}].)(?:([{_NOUGHT}]?[{_ONE_TO_TEN}]{{1,3}})分)?") for o in "時时")
_HOUR = re.compile(f"(?:[上下中]午|凌晨|[早晚]上)([{_ONE_TO_TEN}][一二]?)$")
_BEFORE_TIME = len("上午十二")
_DIGITS = {"○": 0, "〇": 0, "零": 0} | {character: value for value, character in enumerate("一二三四五六七八九", 1)}


def mainland_numbers(text: str) -> list[Edit]:
    """Edits that rewrite spaced thousands in Chinese text as the Mainland prints them.

    Only numbers that touch Chinese text are meant: 超過10 000家 becomes 超过1万家, while the
    numbers of an English phrase, of a price or a percentage stay as they are.
    """
    units = LANGUAGES["zh-Hans"].numbers.units
    return [
        Edit(found.start(), found.end(), format_in_units(Decimal(re.sub(_SPACE, "", found[0])), units), "number")
        for found in _grouped(text)
        if touches_chinese(text, found.start(), found.end())
    ]


def _grouped(text: str) -> Iterator[re.Match[str]]:
    """Numbers in groups of three, in order; they are looked for around the gaps, which are rarer than digits."""
    for gap in sorted(gap.start() for gap in _found(_GAPS, text)):
        start = gap
        while start and text[start - 1] in _DIGIT:
            start -= 1
        if found := _GROUPED.match(text, start):
            yield found


def hongkong_numbers(text: str) -> list[Edit]:
    r"""Edits that set digits in threes and write out whole 万 of people and bodies: 1万家 becomes 10 000家.

    Fractions (1.5万), 万亿 and other things counted in 万 stay, and so do digits that count nothing: 2023年, 2810号.

    >>> [edit.text for edit in hongkong_numbers("超过12万人，约1.5万家，3万亿元")]
    ['120\xa0000']
    """
    group = LANGUAGES["zh-Hant"].numbers.group
    values = [(found, Decimal(found[1]).scaleb(4, EXACT)) for found in _WHOLE_WAN.finditer(text)]
    values += [(found, Decimal(found[0])) for found in _COUNTED.finditer(text)]
    return [Edit(found.start(), found.end(), format_in_units(value, (), group), "number") for found, value in values]


def mainland_dates(text: str) -> list[Edit]:
    """Edits that turn dates and times of day in Chinese numerals into the Arabic ones of Mainland documents.

    >>> [edit.text for edit in mainland_dates("二○二三年二月二十二日下午三時")]
    ['2023年', '2月22日', '3时']
    """
    edits = [_year(found) for found in _YEAR.finditer(text)]
    for found in _found(_BETWEEN_YEARS, text):
        ends = [(found.start() - 4, found.start()), found.span(1)]
        edits += [Edit(a, b, _digits(text[a:b]), "date") for a, b in ends[: 1 if len(found[1]) == 4 else 2]]
    for found in _found(_KIND_OF_YEAR, text):
        edits.append(Edit(found.start() - 4, found.start(), _digits(text[found.start() - 4 : found.start()]), "date"))
    days = [edit for found in _DAY.finditer(text) if (edit := _day(found))]
    edits += days + [later for edit in days for later in _later_days(text, edit.end)]
    edits += [edit for found in _found(_TIMES, text) if (edit := _time(text, found))]
    return edits


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """What each of these patterns finds."""
    return (found for pattern in patterns for found in pattern.finditer(text))


def _year(found: re.Match[str]) -> Edit:
    """A year, with its month where no day follows; `found` begins with the 年."""
    start = found.start() - len("二○二三")
    printed = _digits(found.string[start : found.start()]) + "年"
    month = _below_hundred(found[1] or "")
    if 1 <= month <= 12:
        return Edit(start, found.end(), f"{printed}{month}月", "date")
    return Edit(start, found.start() + 1, printed, "date")


def _day(found: re.Match[str]) -> Edit | None:
    """A day of a month; None where the numerals are none. `found` begins with the 月."""
    numeral = found[1] or found[2]
    month, day = _below_hundred(numeral), _below_hundred(found[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Edit(found.start() - len(numeral), found.end(), f"{month}月{day}日", "date")


def _later_days(text: str, at: int) -> Iterator[Edit]:
    """The days that follow a date directly and belong to its month."""
    while (found := _NEXT_DAY.match(text, at)) and 1 <= (day := _below_hundred(found[1])) <= 31:
        yield Edit(*found.span(1), f"{day}", "date")
        at = found.end() + len("日")


def _time(text: str, found: re.Match[str]) -> Edit | None:
    """A time of day; None where it is none. `found` begins with the 時."""
    before = _HOUR.search(text, max(0, found.start() - _BEFORE_TIME), found.start())
    hour, minute = _below_hundred(before[1] if before else ""), _below_hundred((found[1] or "").lstrip(_NOUGHT))
    if not before or not (1 <= hour <= 12 and minute < 60):
        return None
    return Edit(before.start(1), found.end(), f"{hour}时" + (f"{minute:02d}分" if found[1] else ""), "date")


def _digits(numerals: str) -> str:
    """Numerals that are read one by one, in digits: 二○二三 is 2023."""
    return "".join(str(_DIGITS[character]) for character in numerals)


def _below_hundred(numeral: str) -> int:
    """The value of 三, 十, 十二, 三十 or 三十一; 0 for characters in no such order."""
    tens, ten, units = numeral.partition("十")
    if len(tens) > 1 or len(units) > 1:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else _DIGITS.get(tens, 0)) + _DIGITS.get(units, 0)
