"""Everyday Hong Kong sentences become what a Mainland editor would print.

`everyday.tsv` holds one sentence a line and what it becomes. They were written before the rows of the vocabulary that
they need: press releases, papers of the Legislative Council, housing, transport, health, technology, finance, law,
weather, schools, food, sport, culture and districts.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.lang.chinese.converter import ChineseConverter

SENTENCES = [line.split("\t") for line in Path(__file__).with_name("everyday.tsv").read_text("utf-8").splitlines()]


def test_everyday_sentences(to_hans: ChineseConverter) -> None:
    """Every sentence comes out as it was read and accepted."""
    printed = [(source, expected, to_hans.convert(source)) for source, expected in SENTENCES]
    assert len(printed) > 200
    assert [row for row in printed if row[1] != row[2]] == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("證監會行政總裁表示", "香港证监会行政总裁表示"),
        ("香港證監會與中國證監會", "香港证监会与中国证监会"),
        ("內地證監會、美國證監會", "中国证监会、美国证监会"),
        ("香港旅發局", "香港旅发局"),
        ("本港醫管局", "香港医管局"),
    ],
)
def test_short_names_of_bodies(to_hans: ChineseConverter, text: str, printed: str) -> None:
    """A body of Hong Kong is told from the Mainland's of that name, and its 香港 is printed once."""
    assert to_hans.convert(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("義工人員與義工服務", "志愿者与志愿服务"),
        ("屬下轄下設施", "下属设施"),
        ("違章僭建", "违章搭建"),
        ("食水水質", "饮用水水质"),
        ("美國聯儲局", "美联储"),
    ],
)
def test_nothing_is_said_twice(to_hans: ChineseConverter, text: str, printed: str) -> None:
    """What a row's wording would repeat of its neighbour is printed once."""
    assert to_hans.convert(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("這裏不用家長簽名，採用家具。", "这里不用家长签名，采用家具。"),
        ("投影片顯示數據機構。", "投影片显示数据机构。"),
        ("城樓花草，發現樓梯損壞，損傷風險。", "城楼花草，发现楼梯损坏，损伤风险。"),
        ("課程式樣、方程式和工程式微。", "课程式样、方程式和工程式微。"),
        ("趁火打劫，狂風驟雨。", "趁火打劫，狂风骤雨。"),
        ("惟有努力，惟一出路。", "惟有努力，惟一出路。"),
    ],
)
def test_other_words_are_left_alone(to_hans: ChineseConverter, text: str, printed: str) -> None:
    """A word of the vocabulary across the border of two others, or in a saying, is not meant."""
    assert to_hans.convert(text) == printed
