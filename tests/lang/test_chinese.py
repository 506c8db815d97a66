"""Conversion between the two written Chineses: names, vocabulary, spelling, and what stays untouched."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary, Term, VocabularyRule

Pair = tuple[str, str]
SENTENCES = {
    "zh-Hans": ("會議指出，{}的進展理想。", "会议指出，{}的进展理想。"),
    "zh-Hant": ("会议指出，{}的进展理想。", "會議指出，{}的進展理想。"),
}
SOURCE_OF = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}
NO_TERMS = Glossary({})


def converter(target: str, glossary: Glossary = NO_TERMS) -> ChineseConverter:
    """A converter into `target`."""
    return ChineseConverter(glossary, SOURCE_OF[target], target)


def names(glossary: Glossary, target: str) -> Iterator[Pair]:
    """Every full name, with what must be printed for it; towards Hong Kong no number is added to one."""
    for term in glossary:
        if (term.id, target) != ("four-platforms", "zh-Hant"):
            yield term.names[SOURCE_OF[target]], term.names[target]


def shorts(glossary: Glossary, target: str) -> Iterator[Pair]:
    """Every short form that is recognised in running text, with what must be printed; its 香港 stays."""
    for term in glossary:
        short = term.shorts.get(SOURCE_OF[target], "")
        if len(short) >= 3:
            printed = term.shorts.get(target) or term.names[target]
            yield short, "香港" + printed if short.startswith("香港") and "香港" not in printed else printed


def vocabulary(glossary: Glossary, target: str, *, convert: bool) -> dict[str, str]:
    """The rules of this kind in this direction, except those that a name or a safe rule outranks."""
    locked = dict(names(glossary, target)) | dict(shorts(glossary, target))
    if not convert:
        locked |= vocabulary(glossary, target, convert=True)
    rules: dict[str, str] = {}
    for rule in glossary.vocabulary:
        source, printed = (rule.hant, rule.hans) if target == "zh-Hans" else (rule.hans, rule.hant)
        applies = rule.direction in ("both", {"zh-Hans": "to-hans", "zh-Hant": "to-hant"}[target])
        if rule.convert == convert and applies and source not in locked:
            rules.setdefault(source, printed)
    return rules


def wrong(convert: ChineseConverter, pairs: Iterator[Pair]) -> list[tuple[str, str, str]]:
    """The pairs that do not come out as they should, with what came out."""
    return [(text, printed, got) for text, printed in pairs if (got := convert.convert(text)) != printed]


@pytest.mark.parametrize("target", ["zh-Hans", "zh-Hant"])
class TestGlossary:
    """The project's glossary comes out as it stands."""

    def test_names_alone(self, glossary: Glossary, target: str) -> None:
        """Every official name comes out exactly."""
        assert wrong(converter(target, glossary), names(glossary, target)) == []

    def test_names_in_a_sentence(self, glossary: Glossary, target: str) -> None:
        """Every official name comes out exactly when a sentence surrounds it."""
        source, printed = SENTENCES[target]
        pairs = ((source.format(a), printed.format(b)) for a, b in names(glossary, target))
        assert wrong(converter(target, glossary), pairs) == []

    def test_shorts_in_a_sentence(self, glossary: Glossary, target: str) -> None:
        """Every short form of three characters or more becomes the other audience's own."""
        source, printed = SENTENCES[target]
        pairs = ((source.format(a), printed.format(b)) for a, b in shorts(glossary, target))
        assert wrong(converter(target, glossary), pairs) == []

    def test_names_already_right(self, glossary: Glossary, target: str) -> None:
        """A name that is already in the target's form is left alone."""
        pairs = ((name, name) for _, name in names(glossary, target))
        assert wrong(converter(target, glossary), pairs) == []

    def test_safe_vocabulary(self, glossary: Glossary, target: str) -> None:
        """Every safe wording is replaced in the direction its row allows."""
        rules = vocabulary(glossary, target, convert=True)
        assert len(rules) > 20
        assert wrong(converter(target, glossary), iter(rules.items())) == []

    def test_flagged_vocabulary(self, glossary: Glossary, target: str) -> None:
        """A wording that a person must decide is only converted character by character."""
        flagged = vocabulary(glossary, target, convert=False)
        plain = converter(target)
        pairs = ((word, plain.convert(word)) for word in flagged)
        assert len(flagged) > 50
        assert wrong(converter(target, glossary), pairs) == []


class TestAuthority:
    """Which of several matches is taken."""

    def test_longest_name(self, to_hans: ChineseConverter) -> None:
        """A name inside a longer name is not replaced on its own."""
        assert to_hans.convert("國際創新科技中心與創新科技") == "国际创新科技中心与科技创新"

    def test_name_outranks_vocabulary(self) -> None:
        """For the same string the glossary decides, not the vocabulary."""
        terms = {"hong-kong": Term("hong-kong", "place", {"zh-Hant": "香港", "zh-Hans": "香港"})}
        rules = (VocabularyRule("本港", "香港", "both", convert=True),)
        assert converter("zh-Hant", Glossary(terms, rules)).convert("香港") == "香港"

    def test_first_rule(self) -> None:
        """Of two Hong Kong wordings for one Mainland word, the first in the file is written."""
        rules = tuple(VocabularyRule(hant, "此次", "both", convert=True) for hant in ("是次", "今次"))
        assert converter("zh-Hant", Glossary({}, rules)).convert("此次") == "是次"

    def test_direction(self) -> None:
        """A rule for one direction does not apply in the other."""
        rules = (VocabularyRule("特首", "行政长官", "to-hans", convert=True),)
        assert converter("zh-Hans", Glossary({}, rules)).convert("特首") == "行政长官"
        assert converter("zh-Hant", Glossary({}, rules)).convert("行政长官") == "行政長官"

    def test_flagged_word_shields(self) -> None:
        """A safe word inside a flagged one stays: 貨櫃碼頭 may be a name."""
        safe = VocabularyRule("貨櫃", "集装箱", "both", convert=True)
        flagged = VocabularyRule("貨櫃碼頭", "集装箱码头", "both", convert=False)
        assert converter("zh-Hans", Glossary({}, (safe, flagged))).convert("貨櫃及貨櫃碼頭") == "集装箱及货柜码头"

    def test_short_of_two_characters(self) -> None:
        """中大 in 集中大量資源 is not a university."""
        university = Term("cuhk", "body", {"zh-Hant": "香港中文大學", "zh-Hans": "香港中文大学"}, {"zh-Hant": "中大"})
        assert converter("zh-Hans", Glossary({"cuhk": university})).convert("集中大量資源") == "集中大量资源"

    def test_short_missing_in_the_target(self) -> None:
        """A short form that the other side does not know becomes the full name."""
        bureau = Term(
            "itib", "body", {"zh-Hant": "創新科技及工業局", "zh-Hans": "创新科技及工业局"}, {"zh-Hant": "創科局"}
        )
        assert converter("zh-Hans", Glossary({"itib": bureau})).convert("創科局") == "创新科技及工业局"


def _traps() -> list[dict[str, str]]:
    with Path(__file__).with_name("traps.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _trap_glossary(row: dict[str, str]) -> Glossary:
    """What the row says it needs: nothing, a name, or a vocabulary rule."""
    forms = {row["source"]: row["input"], row["target"]: row["expected"]}
    if row["handled_by"] == "name":
        return Glossary({"name": Term("name", "person", forms)})
    if row["handled_by"] == "vocabulary":
        return Glossary({}, (VocabularyRule(forms["zh-Hant"], forms["zh-Hans"], "both", convert=True),))
    return NO_TERMS


class TestTraps:
    """Where OpenCC by itself is wrong, or its wrong configuration would be."""

    def test_handled(self) -> None:
        """Every known trap comes out right, by the means that its row names."""
        rows = [row for row in _traps() if row["handled_by"] != "not handled"]
        failed = [
            (row["input"], row["expected"], got)
            for row in rows
            if (got := converter(row["target"], _trap_glossary(row)).convert(row["input"])) != row["expected"]
        ]
        assert len(rows) > 90
        assert failed == []

    def test_not_handled(self) -> None:
        """What is left to a person is listed with its reason, and only while it is true."""
        for row in _traps():
            if row["handled_by"] == "not handled":
                assert row["reason"]
                assert converter(row["target"]).convert(row["input"]) != row["expected"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("日本港口", "日本港口"),
            ("我們的士氣", "我们的士气"),
            ("恢復常態", "恢复常态"),
            ("實現時間表", "实现时间表"),
            ("提早前往", "提早前往"),
            ("中小企業和中小企", "中小企业和中小企业"),
            ("旅遊巴士", "旅游巴士"),
            ("答覆核心問題", "答复核心问题"),
            ("停泊車輛", "停泊车辆"),
            ("著名學者隨著潮流", "著名学者随着潮流"),
            ("帳篷與帳目", "帐篷与账目"),
            ("創新科技署", "创新科技署"),
            ("香港與內地省市", "香港与内地省市"),
        ],
    )
    def test_lookalikes_to_mainland(self, to_hans: ChineseConverter, text: str, expected: str) -> None:
        """A listed word that only seems to stand in Hong Kong text is not replaced."""
        assert to_hans.convert(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("国家具有优势", "國家具有優勢"),
            ("自行车道", "自行車道"),
            ("停车场", "停車場"),
            ("在此前提下", "在此前提下"),
            ("残疾人士", "殘疾人士"),
            ("社交媒体", "社交媒體"),
            ("其余小姐与余小姐", "其餘小姐與余小姐"),
            ("对于先生与于先生", "對於先生與于先生"),
            ("深圳市科技创新局", "深圳市科技創新局"),
            ("说干就干", "說幹就幹"),
            ("内地与香港特区", "內地與香港特區"),
        ],
    )
    def test_lookalikes_to_hongkong(self, to_hant: ChineseConverter, text: str, expected: str) -> None:
        """A listed word that only seems to stand in Mainland text is not replaced."""
        assert to_hant.convert(text) == expected


class TestTypography:
    """Punctuation, numbers and dates inside a converted text."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("超過10\u00a0000家", "超过1万家"),
            ("3 000多公頃", "3000多公顷"),
            ("**120 000**人", "**12万**人"),
            ("10 000 people", "10 000 people"),
            ("二○二三年二月二十二日", "2023年2月22日"),
            ("一九九七年十月一日", "1997年10月1日"),
            ("二○二三/二四年度，二○二三至二○二五年", "2023/24年度，2023至2025年"),
            ("「甲『乙』」、「丙」", "“甲‘乙’”“丙”"),
            ("深圳-香港", "深圳—香港"),
        ],
    )
    def test_to_mainland(self, to_hans: ChineseConverter, text: str, expected: str) -> None:
        """Numbers, dates and marks come out as Mainland documents print them."""
        assert to_hans.convert(text) == expected

    def test_quotation_around_a_name(self, to_hans: ChineseConverter) -> None:
        """The marks of a name are the glossary's own, and the text around it has its marks set."""
        assert to_hans.convert("「落實「一區兩園」」") == "“落实“一区两园””"


class TestUntouched:
    """What is not language."""

    @pytest.mark.parametrize(
        "kept",
        [
            "https://hk01.com/政情/870293",
            "https://www.info.gov.hk/gia/general/202302/23/P2023022300045.htm?語言=繁體",
            "press_office@isd.gov.hk",
            "[[hktdc|short]]",
            "{{ sector.名稱 }}",
            "{% for 資訊 in 帳戶 %}",
            '<a title="資訊科技">',
            "](https://例.hk/資訊)",
        ],
    )
    def test_protected(self, to_hans: ChineseConverter, kept: str) -> None:
        """Addresses, references, tags and link targets stand as they are between converted text."""
        assert to_hans.convert(f"說明「{kept}」，帳戶") == f"说明“{kept}”，账户"

    def test_marks_inside_tags_do_not_count(self, to_hans: ChineseConverter) -> None:
        """Marks in a protected stretch open and close nothing outside it."""
        assert to_hans.convert('<i t="「">「甲」<i t="」">') == '<i t="「">“甲”<i t="」">'

    def test_text_after_an_address(self, to_hans: ChineseConverter) -> None:
        """Chinese typed directly after an address is text."""
        assert to_hans.convert("https://a.hk網站") == "https://a.hk网站"

    def test_unknown_pair(self) -> None:
        """Only the two Chineses convert into each other."""
        with pytest.raises(ValueError, match="no conversion from 'en' to 'zh-Hans'"):
            ChineseConverter(NO_TERMS, "en", "zh-Hans")
