"""Dates in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.lang.chinese.inline_numbers import mainland_dates
from reportgen.lang.dates import format_date
from reportgen.lang.spans import apply_edits, sorted_edits
from reportgen.model.dates import PartialDate, Precision, parse_date
from reportgen.model.language import LANGUAGES

TABLE = [
    ("2023-02-22", "February\u00a022,\u00a02023", "2023年2月22日", "2023年2月22日"),
    ("2023-03", "March\u00a02023", "2023年3月", "2023年3月"),
    ("2023-Q1", "first quarter of 2023", "2023年第一季", "2023年第一季度"),
    ("2023-H1", "first half of 2023", "2023年上半年", "2023年上半年"),
    ("2023-H2", "second half of 2023", "2023年下半年", "2023年下半年"),
    ("2023", "2023", "2023年", "2023年"),
    ("early-2023", "early 2023", "2023年年初", "2023年年初"),
    ("mid-2024", "mid-2024", "2024年年中", "2024年年中"),
    ("end-2024", "end-2024", "2024年年底", "2024年年底"),
    ("2023/24", "2023-24", "2023-24年度", "2023—2024年度"),
    ("1999/00", "1999-00", "1999-00年度", "1999—2000年度"),
    ("from end-2024", "from end-2024", "2024年年底起", "2024年年底起"),
    ("from 2023-Q4", "from the fourth quarter of 2023", "2023年第四季起", "2023年第四季度起"),
    ("since 2019", "since 2019", "2019年起", "2019年以来"),
    ("since 2023-01-08", "since January\u00a08,\u00a02023", "2023年1月8日起", "2023年1月8日以来"),
    ("by 2024-06", "by June\u00a02024", "2024年6月或之前", "2024年6月底前"),
    ("by 2024-06-30", "by June\u00a030,\u00a02024", "2024年6月30日或之前", "2024年6月30日前"),
    ("by 2024", "by 2024", "2024年或之前", "2024年年底前"),
    ("by end-2024", "by end-2024", "2024年年底或之前", "2024年年底前"),
    ("by 2024-Q2", "by the second quarter of 2024", "2024年第二季或之前", "2024年第二季度末前"),
    ("by 2024-H1", "by the first half of 2024", "2024年上半年或之前", "2024年6月底前"),
    ("2019-05-03/05", "May\u00a03–5,\u00a02019", "2019年5月3日至5日", "2019年5月3日至5日"),
    ("2019-05-30/06-02", "May\u00a030 to June\u00a02,\u00a02019", "2019年5月30日至6月2日", "2019年5月30日至6月2日"),
    ("2019-05/07", "May to July\u00a02019", "2019年5月至7月", "2019年5月至7月"),
    ("2019-11/2020-02", "November\u00a02019 to February\u00a02020", "2019年11月至2020年2月", "2019年11月至2020年2月"),
    ("autumn-2019", "autumn 2019", "2019年秋季", "2019年秋季"),
    ("by winter-2019", "by winter 2019", "2019年冬季或之前", "2019年冬季前"),
    ("before 2024-06", "before June\u00a02024", "2024年6月之前", "2024年6月之前"),
    ("before 2024-Q2", "before the second quarter of 2024", "2024年第二季之前", "2024年第二季度之前"),
    ("unknown", "date to be confirmed", "日期待定", "日期待定"),
    ("by 2024/25", "by 2024-25", "2024-25年度或之前", "2024—2025年度结束前"),
]


@pytest.mark.parametrize(("notation", "en", "hant", "hans"), TABLE)
def test_wording(notation: str, en: str, hant: str, hans: str) -> None:
    """A date reads as each audience writes it."""
    date = parse_date(notation)
    assert [format_date(date, LANGUAGES[tag]) for tag in ("en", "zh-Hant", "zh-Hans")] == [en, hant, hans]


def _parts(precision: Precision) -> range:
    months, quarters = {Precision.DAY, Precision.MONTH}, {Precision.QUARTER, Precision.SEASON}
    last = 12 if precision in months else 4 if precision in quarters else 2 if precision is Precision.HALF else 0
    return range(1, last + 1) if last else range(1)


EVERY_SHAPE = [
    PartialDate(precision, 2024, part, 9 if precision is Precision.DAY else 0, bound)
    for precision in Precision
    if precision is not Precision.UNKNOWN
    for part in _parts(precision)
    for bound in ("", "from", "since", "by", "before")
]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_shape_is_distinct(tag: str) -> None:
    """Every precision, part and bound has wording; only the Mainland's deadlines may coincide."""
    wordings = {format_date(date, LANGUAGES[tag]) for date in EVERY_SHAPE}
    by_the_end = {"2024年6月底前", "2024年12月底前", "2024年年底前"} if tag == "zh-Hans" else set()
    since_is_from = sum(date.bound == "since" for date in EVERY_SHAPE) if tag == "zh-Hant" else 0
    assert len(wordings) + len(by_the_end) + since_is_from == len(EVERY_SHAPE)
    assert all("2024" in wording and "{" not in wording for wording in wordings)


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 31))
def test_chinese_numerals(year: int, month: int, day: int) -> None:
    """A date in Chinese numerals becomes the same date in Arabic ones."""
    digits = "○一二三四五六七八九"
    tens = ["", "十", "二十", "三十"]
    written = "".join(digits[int(digit)] for digit in str(year))
    numeral = {n: tens[n // 10] + (digits[n % 10] if n % 10 else "") for n in range(1, 32)}
    text = f"{written}年{numeral[month]}月{numeral[day]}日"
    assert apply_edits(text, sorted_edits(mainland_dates(text))) == f"{year}年{month}月{day}日"


@pytest.mark.parametrize("text", ["十多年", "三四月間", "一月", "十三月三日", "二月三十五日", "一區兩園", "五年計劃"])
def test_not_a_date(text: str) -> None:
    """Chinese numerals that are no full date stay as they are."""
    assert apply_edits(text, sorted_edits(mainland_dates(text))) == text


def test_a_language_without_words_for_them_has_seasons_and_intervals_all_the_same() -> None:
    """A project's own language may leave these out: it says the months, two dates with a dash, and a dash."""
    plain = replace(LANGUAGES["en"], intervals={}, words=replace(LANGUAGES["en"].words, seasons=()), dates={
        name: form for name, form in LANGUAGES["en"].dates.items() if name != "unknown"
    })  # fmt: skip
    printed = [format_date(parse_date(text), plain) for text in ("autumn-2019", "2019-05-03/05", "unknown")]
    assert printed == [
        "September\u00a02019 – November\u00a02019",
        "May\u00a03,\u00a02019 – May\u00a05,\u00a02019",
        "–",
    ]
