"""Reads the numbers and dates of a Chinese text, of either script: 10 000, 一萬, 1万, 第三, 百分之三十, 2024年年中."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from reportgen.check.texts.facts import EARLY, END, MID, Fact, Kind, Step, currency_in, extract_facts, number

_ONES = {"零": 0, "〇": 0, "○": 0, "兩": 2, "两": 2, **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8}
_PARTS = {"初": EARLY, "中": MID, "底": END, "末": END, "終": END, "终": END}
_MONTHS_AND_DAYS = 31

_CN = f"[{''.join((*_ONES, *_STEPS, *_SCALES))}]"
_ARABIC = "(?:\\d{1,3}(?:[ ,\u00a0\u2009\u202f]\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?"
_AMOUNT = rf"(?:{_ARABIC}[十百千萬万億亿]*|{_CN}+)"
_YEAR_CN = "[一二][○〇零一二三四五六七八九]{3}"

_FINANCIAL_YEAR = r"(?P<year>(?:19|20)\d\d)[-–—/至](?:(?:19|20))?(?P<next>\d\d)(?=年度|財政|财政|(?!\d|年))"
_DATED_PART = rf"(?P<year>(?:19|20)\d\d|{_YEAR_CN})年(?:年)?(?P<part>[初底末終终]|中(?![心國国央華华學学]))"
_YEAR = rf"(?P<year>(?:19|20)\d\d|{_YEAR_CN})年"
_YEAR_ALONE = r"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?=[至-])"
_MONTH = rf"(?P<month>\d{{1,2}}|{_CN}{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}}|{_CN}{{1,3}})[日號号])?"
_DAY = r"(?P<day>\d{1,2})日"
_QUARTER = r"第(?P<digit>[一二三四1-4])季|(?P<first>首)季"
_HALF = r"(?P<which>[上下])半年"
_PERCENT = rf"百分之(?P<words>{_AMOUNT})(?:點(?P<point>{_CN}))?|(?P<digits>{_ARABIC})[%％]"
_PERCENT_FROM = rf"(?P<digits>{_ARABIC})(?:[至到~～]|[-–—])(?={_ARABIC}[%％])"
_FRACTION = f"(?P<parts>[二三四五六七八九十])分之(?P<count>{_CN}+)"
_DECADE = rf"(?P<year>(?:19|20)\d0)年代|{_CN}+年代"
_TENTHS = r"(?P<tenths>[一二三四五六七八九])成(?![為为立功員员果熟本長长效交績绩就份分品都人])"
_UNIT_OF_MONEY = "(?:港元|美元|歐元|欧元|澳門元|澳门元|元人民[幣币]|元)"
_MONEY = (
    rf"(?:港[幣币]|人民[幣币]|美金)(?P<before>{_AMOUNT})元?|(?:HK|US)?\$\s?(?P<sign>{_AMOUNT})元?"
    rf"|(?P<after>{_AMOUNT}){_UNIT_OF_MONEY}"
)
_CURRENCIES: Mapping[str, str] = {
    **dict.fromkeys(("港元", "港幣", "港币", "HK$"), "HKD"),
    **dict.fromkeys(("美元", "美金", "US$"), "USD"),
    **dict.fromkeys(("人民幣", "人民币"), "CNY"),
    **dict.fromkeys(("澳門元", "澳门元"), "MOP"),
    **dict.fromkeys(("歐元", "欧元"), "EUR"),
}
_ORDINAL = rf"第(?P<value>{_AMOUNT})"
_FIRST = "首"
_CODE = r"[A-Za-z]+-?\d[\w.]*?(?=[^\x00-\x7f]|\b)|\d+[A-Za-z]+"
_NUMBER = rf"(?<![\d.])(?P<value>{_ARABIC})(?P<scale>[十百千萬万億亿]*)"
_CHINESE_NUMBER = f"{_CN}+"
_NO_NUMBER = (
    "十分|萬一|万一|千萬(?=不|要|別)|千万(?=不|要|别)|一一|統一|统一|[單单]一|唯一|進一步|进一步|五金|七彩|九龍|九龙"
)
_COUNTED = frozenset("個个名家份項项間间所條条次年日天位人種种大座類类輪轮場场宗幅層层倍張张市地月屆届歲岁期隊队隻只成")
_OPTIONAL_WORDS: Mapping[str, Decimal | int] = {"雙": 2, "双": 2, "半": Decimal("0.5")}
_OPTIONAL_WORD = "[雙双半]"
_PART_ALONE = "年(?P<part>[初中底末終终])"


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral (二百零五, 一萬, 三億五千萬), or None where the characters make none."""
    total, section, digit, last_step, last_scale = 0, 0, -1, 0, 0
    for character in numeral:
        if character in _ONES:
            if digit > 0:
                return None
            digit = _ONES[character]
        elif character in _STEPS:
            step = _STEPS[character]
            if last_step and step >= last_step:
                return None
            section += (digit if digit > 0 else 1) * step
            digit, last_step = -1, step
        else:
            scale, counted = _SCALES[character], section + max(digit, 0)
            total = total + (counted or 1) * scale if last_scale > scale else (total + counted or 1) * scale
            section, digit, last_step, last_scale = 0, -1, 0, scale
    return Decimal(total + section + max(digit, 0))


def _amount(written: str) -> Decimal | None:
    """The value of digits with 千, 萬 or 億 after them, or of a Chinese numeral."""
    digits = re.match(_ARABIC, written)
    if not digits:
        return chinese_value(written)
    value = number(digits[0])
    for character in written[digits.end() :]:
        value *= _STEPS.get(character) or _SCALES[character]
    return value


def _year(numeral: str, written: str) -> Fact:
    digits = "".join(str(_ONES.get(character, character)) for character in numeral)
    return Fact(Kind.YEAR, Decimal(digits), written)


def _financial_year(found: re.Match[str]) -> Iterable[Fact] | None:
    if int(found["next"]) != (int(found["year"]) + 1) % 100:
        return None
    return [Fact(Kind.FINANCIAL_YEAR, Decimal(found["year"]), found[0])]


def _dated_part(found: re.Match[str]) -> Iterable[Fact]:
    return [_year(found["year"], found[0]), Fact(Kind.PART, _PARTS[found["part"]], found[0])]


def _month(found: re.Match[str]) -> Iterable[Fact] | None:
    facts = []
    for kind, name in ((Kind.MONTH, "month"), (Kind.DAY, "day")):
        value = _amount(found[name]) if found[name] else None
        if found[name] and (value is None or not 1 <= value <= _MONTHS_AND_DAYS):
            return None
        if value is not None:
            facts.append(Fact(kind, value, found[0]))
    return facts


def _quarter(found: re.Match[str]) -> Iterable[Fact]:
    value = 1 if found["first"] else _ONES.get(found["digit"]) or int(found["digit"])
    return [Fact(Kind.QUARTER, Decimal(value), found[0])]


def _percent(found: re.Match[str]) -> Iterable[Fact] | None:
    value = number(found["digits"]) if found["digits"] else _amount(found["words"])
    if value is None:
        return None
    if found["point"]:
        value += Decimal(_ONES[found["point"]]) / 10
    return [Fact(Kind.PERCENTAGE, value, found[0])]


def _money(found: re.Match[str]) -> Iterable[Fact] | None:
    value = _amount(found["before"] or found["sign"] or found["after"])
    return None if value is None else [Fact(Kind.MONEY, value, found[0], currency=currency_in(found[0], _CURRENCIES))]


def _fraction(found: re.Match[str]) -> Iterable[Fact] | None:
    parts, count = chinese_value(found["parts"]), chinese_value(found["count"])
    return None if not parts or count is None else [Fact(Kind.NUMBER, count / parts, found[0])]


def _decade(found: re.Match[str]) -> Iterable[Fact]:
    """1990年代, or 九十年代, which leaves the century to the reader."""
    return [Fact(Kind.YEAR, Decimal(found["year"]), found[0], required=False)] if found["year"] else []


def _ordinal(found: re.Match[str]) -> Iterable[Fact] | None:
    value = _amount(found["value"])
    return None if value is None else [Fact(Kind.ORDINAL, value, found[0], required=value > 2)]


def _tenths(found: re.Match[str]) -> Iterable[Fact]:
    return [Fact(Kind.PERCENTAGE, Decimal(_ONES[found["tenths"]] * 10), found[0], required=False)]


def _optional_word(found: re.Match[str]) -> Iterable[Fact]:
    return [Fact(Kind.NUMBER, Decimal(_OPTIONAL_WORDS[found[0]]), found[0], required=False)]


def _chinese_number(found: re.Match[str]) -> Iterable[Fact]:
    """A numeral in characters. One character alone is required only before a measure word (三個, 十名)."""
    numeral = found[0]
    value = chinese_value(numeral)
    if value is None:  # 十四五, 一二三: every part may be meant
        parts = (*numeral, numeral[:2])
        return [Fact(Kind.NUMBER, chinese_value(part) or Decimal(0), part, required=False) for part in parts]
    counted = found.string[found.end() : found.end() + 1] in _COUNTED
    several = len(numeral) > 1 and numeral not in ("十一", "百萬", "千萬", "百万", "千万")
    required = value > 2 and (several or (counted and numeral not in _SCALES))
    return [Fact(Kind.NUMBER, value, numeral, required)]


_PATTERNS = (
    Step(_NO_NUMBER, lambda found: []),
    Step(_FINANCIAL_YEAR, _financial_year, needs_digit=True),
    Step(_DECADE, _decade),
    Step(_DATED_PART, _dated_part),
    Step(_YEAR, lambda found: [_year(found["year"], found[0])]),
    Step(_YEAR_ALONE, lambda found: [_year(found["year"], found[0])], needs_digit=True),
    Step(_MONTH, _month),
    Step(_DAY, lambda found: [Fact(Kind.DAY, Decimal(found["day"]), found[0])], needs_digit=True),
    Step(_QUARTER, _quarter),
    Step(_HALF, lambda found: [Fact(Kind.HALF, Decimal("上下".index(found["which"]) + 1), found[0])]),
    Step(_PERCENT_FROM, lambda found: [Fact(Kind.PERCENTAGE, number(found["digits"]), found[0])], needs_digit=True),
    Step(_PERCENT, _percent),
    Step(_FRACTION, _fraction),
    Step(_TENTHS, _tenths),
    Step(_MONEY, _money),
    Step(_ORDINAL, _ordinal),
    Step(_CODE, lambda found: [], needs_digit=True),
    Step(_NUMBER, lambda found: [Fact(Kind.NUMBER, _amount(found[0]) or Decimal(0), found[0])], needs_digit=True),
    Step(_CHINESE_NUMBER, _chinese_number),
    Step(_FIRST, lambda found: [Fact(Kind.ORDINAL, Decimal(1), found[0], required=False)]),
    Step(_OPTIONAL_WORD, _optional_word),
    Step(_PART_ALONE, lambda found: [Fact(Kind.PART, _PARTS[found["part"]], found[0], required=False)]),
)
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0C: "，", 0xFF0E: "."}


def chinese_facts(text: str) -> list[Fact]:
    """Every number and date of a Chinese text in which addresses and names are masked."""
    return extract_facts(text.translate(_FULL_WIDTH), _PATTERNS)
