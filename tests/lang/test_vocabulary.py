"""The project's vocabulary: each row does what it says, and nothing inside a longer word."""

from __future__ import annotations

import csv

import pytest

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary, VocabularyRule

from .conftest import GLOSSARY

PLAIN = Glossary({})


def _used(glossary: Glossary, back: str) -> list[VocabularyRule]:
    """The rules that convert, but for those of the other direction."""
    return [rule for rule in glossary.vocabulary if rule.convert and rule.direction != back]


def test_each_row_is_applied(glossary: Glossary, to_hans: ChineseConverter, to_hant: ChineseConverter) -> None:
    """The word of each row alone becomes what the row says, in each of its directions."""
    wrong = [rule for rule in _used(glossary, "to-hant") if to_hans.convert(rule.hant) != rule.hans]
    wrong += [rule for rule in _used(glossary, "to-hans") if to_hant.convert(rule.hans) != rule.hant]
    assert sorted((rule.hant, rule.hans, rule.direction) for rule in wrong) == []


def test_a_longer_word_is_left_alone(glossary: Glossary) -> None:
    """In the strings of `not_in` the row's word is not exchanged: they are converted like all else."""
    ways = {
        source: (ChineseConverter(glossary, source, target), ChineseConverter(PLAIN, source, target))
        for source, target in (("zh-Hant", "zh-Hans"), ("zh-Hans", "zh-Hant"))
    }
    wrong = []
    for rule in glossary.vocabulary:
        for longer in rule.not_in:
            with_words, plain = ways["zh-Hant" if rule.hant in longer else "zh-Hans"]
            if with_words.convert(longer) != plain.convert(longer):
                wrong.append((longer, with_words.convert(longer)))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("毋須賠償，亦可上訴。", "无须赔偿，也可上诉。"),
        ("房屋局聯同屋宇署處理僭建物。", "房屋局会同屋宇署处理违章建筑。"),
        ("失業率按年上升，按季下跌。", "失业率同比上升，环比下跌。"),
        ("承建商把清潔工作外判。", "承包商把清洁工作外包。"),
        ("他以外判斷不了。", "他以外判断不了。"),
        ("病人在深切治療部接受標靶治療。", "病人在重症监护室接受靶向治疗。"),
        ("列根與戴卓爾夫人會面。", "里根与撒切尔夫人会面。"),
        ("這系列根據史實改編。", "这系列根据史实改编。"),
        ("列印文件，系列印章另議。", "打印文件，系列印章另议。"),
        ("聯儲局加息，市民輪候開戶。", "美联储加息，市民排队等候开户。"),
        ("改善教學質素，木質素除外。", "改善教学质量，木质素除外。"),
        ("的士高燈光閃爍，的士停在門外。", "迪斯科灯光闪烁，出租车停在门外。"),
        ("陽光透過窗戶，政府透過合作改善民生。", "阳光透过窗户，政府通过合作改善民生。"),
    ],
)
def test_hong_kong_words(to_hans: ChineseConverter, text: str, printed: str) -> None:
    """Hong Kong's words become the Mainland's by their sense, and not inside other words."""
    assert to_hans.convert(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("里根总统的演讲，从这里根本听不到。", "列根總統的演講，從這裏根本聽不到。"),
        ("布什总统访华，没有公布什么消息。", "布殊總統訪華，沒有公布甚麼消息。"),
        ("数据库存在笔记本电脑的内存里。", "資料庫存在手提電腦的記憶體裏。"),
        ("国内存款上升。", "國內存款上升。"),
        ("学生修读数码媒体及创意媒体课程。", "學生修讀數碼媒體及創意媒體課程。"),
        ("游戏开发商和房地产开发商参展。", "遊戲開發商和地產發展商參展。"),
    ],
)
def test_mainland_words(to_hant: ChineseConverter, text: str, printed: str) -> None:
    """The Mainland's words become Hong Kong's by their sense, and not inside other words."""
    assert to_hant.convert(text) == printed


def test_each_row_says_where_it_is_from() -> None:
    """Every row names its source and the kind of text it is for."""
    with (GLOSSARY / "vocabulary.csv").open(encoding="utf-8", newline="") as file:
        assert [row["zh-Hant"] for row in csv.DictReader(file) if not row["source"] or not row["register"]] == []
