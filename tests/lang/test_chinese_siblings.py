"""Each kind of reading that a converter gets wrong, where it does harm and where the other reading is the right one.

`siblings.tsv` holds one text a line: its kind, the source, and what must be printed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from reportgen.lang.chinese.character_variants import _word_beginnings, _word_borders
from reportgen.lang.chinese.converter import ChineseConverter

LINES = Path(__file__).with_name("siblings.tsv").read_text("utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES]


@pytest.mark.parametrize("kind", sorted({row[0] for row in ROWS}))
def test_both_readings(kind: str, to_hant: ChineseConverter) -> None:
    """Every text of a kind comes out as it must."""
    texts = [(source, expected) for of, source, expected in ROWS if of == kind]
    printed = [(source, expected, to_hant.convert(source).replace("\u00a0", " ")) for source, expected in texts]
    assert [row for row in printed if row[1] != row[2]] == []


def test_phrases_alone_do_not_tell_them() -> None:
    """OpenCC by itself prints hardly more than half of them right: the rows hold what they are there for."""
    convert = OpenCC("s2hk").convert
    right = sum(convert(source) == expected for _, source, expected in ROWS)
    assert right / len(ROWS) < 0.6


def test_borders_are_between_forms_of_one_character() -> None:
    """The table of borders holds forms of one character, each with pairs of characters that stand before it."""
    simplified = OpenCC("hk2s").convert
    borders = _word_borders()
    assert len(borders) > 25
    for written, border in borders.items():
        assert written != border.alone
        assert written in "覆瞭" or simplified(written) == simplified(border.alone)  # these are Simplified as well
        assert border.before
        assert {len(pair) for pair in border.before} == {2}


def test_beginnings_are_between_forms_of_one_character() -> None:
    """The table of beginnings holds forms of one character, each with what stands before it and what lets it stay."""
    simplified = OpenCC("hk2s").convert
    rows = _word_beginnings()
    assert len(rows) > 50
    for written, form, where in rows:
        assert written != form
        assert form in "覆藉像" or simplified(written) == simplified(form)  # these are Simplified as well
        assert re.fullmatch(r"\(\?<=\[\w+\]\.\)\(\?!\[[\w-]+\]\)", where)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("「數碼轉型支援先導計劃」接受申請，推動數碼轉型。", "“数码转型支援先导计划”接受申请，推动数字化转型。"),
        ("李乾先生說，餅乾很乾。", "李乾先生说，饼干很干。"),
        ("的士司機從業員總會表示，的士司機人手不足。", "的士司机从业员总会表示，出租车司机人手不足。"),
        ("地產發展商會在下月推出樓盤。", "房地产开发商会在下月推出楼盘。"),
        ("保存交易紀錄，打破世界紀錄，拍攝紀錄片。", "保存交易记录，打破世界纪录，拍摄纪录片。"),
        ("現時間不足，現時人手不足。", "现时间不足，目前人手不足。"),
        ("逾百間初創企業、兩間大學、三間課室和民間機構。", "逾百家初创企业、两所大学、三间教室和民间机构。"),
        ("三間酒店房間、二十間中學課室、兩間公司的辦公室。", "三间酒店房间、二十间中学教室、两家公司的办公室。"),
        ("因應人手不足調整，因應客戶需要調整。", "因人手不足调整，根据客户需要调整。"),
        ("消防喉轆、信用卡卡數和強制斬倉。", "消防卷盘、信用卡欠款和强制平仓。"),
    ],
)
def test_names_towards_the_mainland(to_hans: ChineseConverter, text: str, printed: str) -> None:
    """Names of schemes and bodies keep their words, a given name its character; words go by what follows."""
    assert to_hans.convert(text) == printed
