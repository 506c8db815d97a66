"""Numbers and dates are read from both languages, and compared by what they say."""

from __future__ import annotations

import pytest

from reportgen.check.texts.chinese_facts import chinese_facts, chinese_value
from reportgen.check.texts.english_facts import english_facts
from reportgen.check.texts.facts import unmatched

SAME = [
    ("more than 10\u00a0000 firms", "超過10\u00a0000家企業"),
    ("ten thousand firms", "一萬家企業"),
    ("10 000 firms", "1万家企业"),
    ("HK$10 billion", "100億港元"),
    ("RMB 1.5 million", "人民幣150萬元"),
    ("30 per cent", "百分之三十"),
    ("30%", "三成"),
    ("twelve areas", "十二個範疇"),
    ("the third meeting", "第三次會議"),
    ("both places", "兩地"),
    ("one of the first", "首批之一"),
    ("February 22, 2023", "2023年2月22日"),
    ("22 February 2023", "二○二三年二月二十二日"),
    ("mid-2024", "2024年年中"),
    ("from the end of 2024", "2024年年底起"),
    ("early 2023", "2023年年初"),
    ("the first quarter of 2023", "2023年第一季"),
    ("H1 2023", "2023年上半年"),
    ("in 2023-24", "2023—2024年度"),
    ("March to May 2023", "2023年3月至5月"),
    ("three months", "三個月"),
    ("a five-year plan", "五年規劃"),
    ("two hundred and five people", "205人"),
    ("5G and COVID-19", "5G及COVID-19"),
    ("10,000 firms", "1萬家企業"),
    ("US$15 million", "1,500萬美元"),
    ("500 million Hong Kong dollars and 20 million yuan", "5億港元及2,000萬元人民幣"),
    ("RMB20 billion", "200亿元"),
    ("$3.5 billion", "35億港元"),
    ("between 63 and 68 per cent", "63%至68%"),
    ("63–68%", "63-68%"),
    ("rose by a quarter", "上升四分之一"),
    ("a third of the firms and two-thirds of the people", "三分之一企業及三分之二市民"),
    ("a third meeting", "第三次會議"),
    ("over the past two decades", "過去二十年"),
    ("over several decades", "數十年來"),
    ("the 1990s", "1990年代"),
    ("in the 1980s", "八十年代"),
    ("at 3.30pm", "下午3時30分"),
    ("at 3:30 p.m.", "15時30分"),
    ("progress continues", "進一步加強統一標準，十分重視"),
]

DIFFERENT = [
    ("205 people", "250人"),
    ("30 per cent", "百分之三十五"),
    ("30 per cent", "30家"),
    ("HK$10 million", "1億港元"),
    ("February 22, 2023", "2023年2月23日"),
    ("mid-2024", "2024年年底"),
    ("the third meeting", "第四次會議"),
    ("the first quarter of 2023", "2023年第二季"),
    ("ten thousand firms", "一千家企業"),
    ("three documents", "四份文件"),
    ("HK$1.2 billion", "12億元人民幣"),
    ("US$15 million", "1,500萬港元"),
    ("20 million yuan", "2,000萬港元"),
    ("two-thirds of the firms", "三分之一企業"),
    ("between 63 and 68 per cent", "62%至68%"),
    ("over two decades", "三十年來"),
]


@pytest.mark.parametrize(("english", "chinese"), SAME)
def test_the_same_in_other_words_is_no_difference(english: str, chinese: str) -> None:
    """However each language writes it."""
    ours, theirs = english_facts(english), chinese_facts(chinese)
    assert (unmatched(ours, theirs), unmatched(theirs, ours)) == ([], [])


@pytest.mark.parametrize(("english", "chinese"), DIFFERENT)
def test_a_difference_is_seen_from_both_sides(english: str, chinese: str) -> None:
    """Neither language has what the other says."""
    ours, theirs = english_facts(english), chinese_facts(chinese)
    assert unmatched(ours, theirs)
    assert unmatched(theirs, ours)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("二十三", 23), ("二百零五", 205), ("一萬", 10_000), ("三億五千萬", 350_000_000), ("十四五", None)],
)
def test_chinese_numerals(numeral: str, value: int | None) -> None:
    """What makes no number is none."""
    assert chinese_value(numeral) == value


@pytest.mark.parametrize(
    ("english", "chinese", "written"),
    [("half of the firms", "三分之一企業", "三分之一"), ("at 3.30pm", "下午4時30分", "4")],
)
def test_what_has_several_names_is_missed_on_the_other_side(english: str, chinese: str, written: str) -> None:
    """A half may be said in many ways; a third cannot be one of them."""
    assert [fact.written for fact in unmatched(chinese_facts(chinese), english_facts(english))] == [written]
