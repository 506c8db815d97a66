"""How often sentences in the manner of official pages come out exactly, in each register and both ways.

`official.csv` holds sentences as Hong Kong's Government writes them, as its own Simplified pages have them, and
as the Mainland prints them in characters and typography; `page` is where the wording was seen, if it was. Many
hold words at whose border a converter that goes by phrases alone makes a mistake: 我國|歷史, 署長|發表.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from opencc import OpenCC

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary

FLOORS = {
    ("zh-Hant", "zh-Hans-HK"): 0.99,
    ("zh-Hant", "zh-Hans"): 0.99,
    ("zh-Hans-HK", "zh-Hant"): 0.97,
    ("zh-Hans", "zh-Hant"): 0.92,  # 二月二十二日 and 身分 do not come back
}


def sentences() -> list[dict[str, str]]:
    """The sentences, by register."""
    with Path(__file__).with_name("official.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def missed(convert: ChineseConverter, source: str, target: str) -> list[tuple[str, str]]:
    """What should have come out, and what did."""
    return [(row[target], got) for row in sentences() if (got := convert.convert(row[source])) != row[target]]


@pytest.mark.parametrize(("source", "target"), FLOORS)
def test_rate(source: str, target: str) -> None:
    """Nearly every sentence comes out as the other page prints it."""
    failed = missed(ChineseConverter(Glossary({}), source.removesuffix("-HK"), target), source, target)
    assert len(sentences()) >= 200
    assert 1 - len(failed) / len(sentences()) >= FLOORS[source, target], failed


def test_vocabulary_leaves_hongkong_prose_alone(glossary: Glossary) -> None:
    """The project's names and vocabulary reword at most two in a hundred sentences that are Hong Kong's own."""
    failed = missed(ChineseConverter(glossary, "zh-Hans", "zh-Hant"), "zh-Hans-HK", "zh-Hant")
    assert len(failed) / len(sentences()) <= 0.02, failed


def test_better_than_phrases_alone() -> None:
    """OpenCC by itself prints a fifth of them wrong."""
    plain = OpenCC("s2hk")
    right = sum(plain.convert(row["zh-Hans-HK"]) == row["zh-Hant"] for row in sentences())
    assert right / len(sentences()) < 0.8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我国历史悠久，农历新年", "我國歷史悠久，農曆新年"),
        ("署长发表声明，头发和假发", "署長發表聲明，頭髮和假髮"),
        ("中电表示，电表和手表", "中電表示，電錶和手錶"),
        ("没有采取，风采", "沒有採取，風采"),
        ("香港制定制度，国家制造药品", "香港制定制度，國家製造藥品"),
        ("回归、回流与巡回、回避", "回歸、回流與巡迴、迴避"),
        ("尽快，尽管，尽管理之责", "盡快，儘管，盡管理之責"),
        ("签署、标签、抽签", "簽署、標籤、抽籤"),
        ("准照、标准、获准", "准照、標準、獲准"),
        ("入伙、伙伴、团伙", "入伙、夥伴、團伙"),
        ("河涌出现，北潭涌，涌现", "河涌出現，北潭涌，湧現"),
        ("厘米、厘定、三厘", "厘米、釐定、三厘"),
        ("关系、系统、联系、互联系统、关系列为", "關係、系統、聯繫、互聯系統、關係列為"),
        ("没有只能，两只，船只", "沒有只能，兩隻，船隻"),
        ("反复、复杂、回复平静、答复", "反覆、複雜、回復平靜、答覆"),
        ("结束修订，设备注册，增加注入", "結束修訂，設備註冊，增加注入"),
    ],
)
def test_forms_by_neighbours(text: str, expected: str) -> None:
    """A character is read with its neighbours, also across the border of two words."""
    assert ChineseConverter(Glossary({}), "zh-Hans", "zh-Hant").convert(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("於倫敦及戲曲中心，病人於潛伏期", "于伦敦及戏曲中心，病人于潜伏期"),
        ("改變徵收方式，每年釐定", "改变征收方式，每年厘定"),
        ("魏徵與宮商角徵羽", "魏徵与宫商角徵羽"),
        ("劏房與鱲魚", "劏房与鱲鱼"),
    ],
)
def test_no_traditional_character_is_left(text: str, expected: str) -> None:
    """OpenCC's rare names do not keep a character of an ordinary sentence Traditional."""
    assert ChineseConverter(Glossary({}), "zh-Hant", "zh-Hans").convert(text) == expected


def test_government_pages_keep_their_characters() -> None:
    """The Government's Simplified pages print 答覆, 司法覆核, 帐户 and 身分; the Mainland 答复, 复核, 账户, 身份."""
    text = "書面答覆、司法覆核、電郵帳戶、身分"
    web, mainland = (ChineseConverter(Glossary({}), "zh-Hant", tag) for tag in ("zh-Hans-HK", "zh-Hans"))
    assert web.convert(text) == "书面答覆、司法覆核、电邮帐户、身分"
    assert mainland.convert(text) == "书面答复、司法复核、电邮账户、身份"


def test_titles_are_not_reworded(to_hans: ChineseConverter, to_hant: ChineseConverter) -> None:
    """A title is a name: vocabulary does not enter it, spelling does."""
    assert to_hans.convert("《安老院條例》下的安老院") == "《安老院条例》下的养老院"
    assert to_hans.convert("《個人資料（私隱）條例》、《銀行帳戶條例》") == "《个人资料（私隐）条例》《银行账户条例》"
    assert to_hant.convert("《媒体周报》报道") == "《媒體周報》報道"
    assert to_hant.convert("《河套深港科技创新合作区深圳园区发展规划》") == "《河套深港科技創新合作區深圳園區發展規劃》"
