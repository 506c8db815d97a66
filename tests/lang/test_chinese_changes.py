"""Why a text reads as it does: changes with their rules, flags, and the levels of rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Location
from reportgen.lang.chinese.converter import ChineseConverter, converter
from reportgen.lang.chinese.search import WordSearch
from reportgen.lang.markup import MarkupError, Plain, parse_markup
from reportgen.model.glossary import Glossary, Term, VocabularyRule

NAME = Term("kai-tak", "place", {"zh-Hant": "啟德", "zh-Hans": "启德"}, location=Location("glossary/places.csv", 7))
RULE = VocabularyRule("電郵", "电子邮件", "both", True, location=Location("glossary/vocabulary.csv", 3))
FLAG = VocabularyRule("支援", "支持", "both", False, "names keep 支援", Location("glossary/vocabulary.csv", 4))
SCOPED = VocabularyRule(
    "支援", "保障", "both", True, scope=("health",), location=Location("glossary/vocabulary.csv", 5)
)
GLOSSARY = Glossary({"kai-tak": NAME}, (RULE, FLAG))


def test_every_kind_of_rule_is_named() -> None:
    """A change says where it is, what it does, and which rule it is, with its file and line."""
    changes = ChineseConverter(GLOSSARY, "zh-Hant", "zh-Hans").changes("啟德電郵「覆診」超過10 000家，二月三日國際")
    assert [(c.start, c.source, c.target, c.rule, c.where) for c in changes] == [
        (0, "啟德", "启德", "term:kai-tak", "glossary/places.csv:7"),
        (2, "電郵", "电子邮件", "vocabulary", "glossary/vocabulary.csv:3"),
        (4, "「", "“", "punctuation", ""),
        (5, "覆診", "复诊", "spelling", ""),
        (7, "」", "”", "punctuation", ""),
        (9, "過", "过", "characters", ""),
        (10, "10 000", "1万", "number", ""),
        (18, "二月三日", "2月3日", "date", ""),
        (22, "國際", "国际", "characters", ""),
    ]


@given(
    st.lists(
        st.sampled_from(["啟德", "電郵", "10 000家", "「甲」、「乙」", "隨著", "abc", "[[x]]", "\0", "\x01", "。\n"])
    )
)
def test_changes_are_what_convert_does(parts: list[str]) -> None:
    """Putting the changes into the source gives the converted text."""
    chinese, text = converter(GLOSSARY, "zh-Hant", "zh-Hans"), "".join(parts)
    made, position = "", 0
    for change in chinese.changes(text):
        assert text[change.start : change.end] == change.source
        made += text[position : change.start] + change.target
        position = change.end
    assert made + text[position:] == chinese.convert(text)


def test_flags_name_what_a_person_decides() -> None:
    """A flagged word is found with its place, suggestion and line, and is not replaced."""
    chinese = ChineseConverter(GLOSSARY, "zh-Hant", "zh-Hans")
    (flag,) = chinese.flags("提供支援，電郵[[支援]]")
    assert (flag.start, flag.source, flag.suggestion, flag.where) == (2, "支援", "支持", "glossary/vocabulary.csv:4")
    assert chinese.convert("提供支援") == "提供支援"


class TestLevels:
    """Built in, vocabulary, sector, text: each overrides the one before."""

    def test_vocabulary_overrides_what_is_built_in(self) -> None:
        """A row of the vocabulary goes before the spelling table."""
        rule = VocabularyRule("覆核", "复查", "both", True)
        assert ChineseConverter(Glossary({}, (rule,)), "zh-Hant", "zh-Hans").convert("覆核") == "复查"

    def test_a_sector_overrides_the_vocabulary(self) -> None:
        """A scoped rule holds in its sector, also against one for all, and nowhere else."""
        glossary = Glossary({}, (FLAG, SCOPED))
        assert ChineseConverter(glossary, "zh-Hant", "zh-Hans", scope="health").convert("支援") == "保障"
        assert ChineseConverter(glossary, "zh-Hant", "zh-Hans", scope="youth").convert("支援") == "支援"
        assert ChineseConverter(glossary, "zh-Hant", "zh-Hans", scope="health").flags("支援") == []

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("以[[keep:電郵]]及電郵", "以電郵及电子邮件"),
            ("[[zh-Hans:信箱|電郵]]", "信箱"),
            ("[[zh-Hant-TW:電子信|電郵]]", "电子邮件"),
            ("「[[keep:「原」]]」", "“「原」”"),
        ],
    )
    def test_the_text_overrides_all(self, text: str, expected: str) -> None:
        """What the author decides in the text goes before every rule; a wording for others does not."""
        assert ChineseConverter(GLOSSARY, "zh-Hant", "zh-Hans").convert(text) == expected

    def test_a_decided_wording_is_printed_in_its_own_language(self) -> None:
        """Parsed without conversion, a decided wording is plain text of the language asked for."""
        text = "見[[zh-Hans:信息|資訊]]與**[[keep:原文]]**"
        assert parse_markup(text, "zh-Hant")[0] == Plain("見資訊與")
        assert parse_markup(text, "zh-Hans")[0] == Plain("見信息與")

    def test_an_empty_wording_is_a_fault(self) -> None:
        """Nothing to print is a slip, and is located."""
        with pytest.raises(MarkupError, match="empty") as fault:
            parse_markup("見[[keep:]]")
        assert fault.value.offset == 1


def test_a_converter_is_made_once() -> None:
    """Asked for again, the same converter comes back; a scope nobody names is no other converter."""
    assert converter(GLOSSARY, "zh-Hant", "zh-Hans") is converter(GLOSSARY, "zh-Hant", "zh-Hans", "youth")


words = st.lists(st.text("甲乙丙丁𨋢", min_size=1, max_size=5), min_size=1, unique=True)


@given(words, st.text("甲乙丙丁戊𨋢😀\ud800", max_size=40))
def test_both_searches_agree(table: list[str], text: str) -> None:
    """The dictionary and the automaton find the same words at the same places."""
    assert WordSearch(table, threshold=1000).find(text) == [
        tuple(m) for m in WordSearch(table, threshold=-1).find(text)
    ]
