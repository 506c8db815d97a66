"""Laws of conversion that hold for any text."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.lang.markup import term_ids
from reportgen.model.glossary import Glossary, Term

FRAGMENTS = (
    *("港深兩地繼續推展合作", "恢復常態", "隨著通關", "日本港口", "開立銀行帳戶", "中小企", "著名學者", "本港", "的士"),
    *("超過10 000家", "「甲」、「乙」", "二○二三年", "[[hktdc|short]]", "GoGBA", "https://a.hk/政情", "（深圳）", "——"),
)
NAMES = {"陳國基": "陈国基", "甯漢豪": "甯汉豪", "李乾": "李乾", "「一區兩園」": "“一区两园”", "復常": "恢复正常"}

hongkong_text = st.lists(st.sampled_from([*FRAGMENTS, *NAMES])).map("，".join)
mainland_words = st.sampled_from(["信息技术", "集装箱", "发展局", "深港通", "甯汉豪", "恢复正常", "残疾人", "中小企业"])
any_text = st.text(st.characters(exclude_categories=["Cs"]))
unmarked_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="[]{}<>@/"))
latin_text = st.text(string.ascii_letters + string.digits + string.punctuation + " \u00a0’‘“”–—…é")

LOCKED_GLOSSARY = Glossary(
    {hant: Term(hant, "name", {"zh-Hant": hant, "zh-Hans": hans}) for hant, hans in NAMES.items()}
)
LOCKED = ChineseConverter(LOCKED_GLOSSARY, "zh-Hant", "zh-Hans")


@given(latin_text)
def test_latin_text_is_untouched(to_hans: ChineseConverter, to_hant: ChineseConverter, text: str) -> None:
    """Text without a Chinese character comes out as it went in, both ways."""
    assert to_hans.convert(text) == text
    assert to_hant.convert(text) == text


@given(any_text)
def test_any_text_converts(to_hans: ChineseConverter, to_hant: ChineseConverter, text: str) -> None:
    """No text is refused, and only the empty text comes out empty."""
    for converter in (to_hans, to_hant):
        assert bool(converter.convert(text)) == bool(text)


@given(st.lists(hongkong_text, min_size=1))
def test_a_converter_that_has_seen_texts_converts_as_a_new_one(texts: list[str]) -> None:
    """What it remembers of short texts, and that it remembers none of long ones, changes no result."""
    long = "，".join([*texts, *FRAGMENTS] * 20)
    used = [LOCKED.convert(text) for text in (*texts, long, *reversed(texts), long)]
    new = ChineseConverter(LOCKED_GLOSSARY, "zh-Hant", "zh-Hans")
    wanted = [new.convert(text) for text in (*texts, long)]
    assert used == [*wanted, *reversed(wanted[:-1]), wanted[-1]]


@given(any_text)
def test_control_characters_lose_nothing(text: str) -> None:
    """A NUL, at which OpenCC itself would stop, cuts nothing off."""
    assert LOCKED.convert(f"{text}\0。帳戶").endswith("\0。账户")


@given(hongkong_text)
def test_once_is_enough(to_hans: ChineseConverter, text: str) -> None:
    """Converting what is already Mainland Chinese changes nothing."""
    once = to_hans.convert(text)
    assert to_hans.convert(once) == once


@given(st.lists(mainland_words).map("，".join))
def test_listed_words_need_one_pass(to_hant: ChineseConverter, text: str) -> None:
    """Names and vocabulary that are already Hong Kong's own stay so."""
    once = to_hant.convert(text)
    assert to_hant.convert(once) == once


@given(hongkong_text, hongkong_text)
def test_sentences_do_not_touch(to_hans: ChineseConverter, first: str, second: str) -> None:
    """A full stop separates: two sentences convert together as they do alone."""
    assert to_hans.convert(f"{first}。{second}") == f"{to_hans.convert(first)}。{to_hans.convert(second)}"


@given(unmarked_text, st.sampled_from(list(NAMES)), unmarked_text)
def test_a_name_survives_its_surroundings(before: str, name: str, after: str) -> None:
    """A name between commas is printed exactly, whatever is written around it."""
    assert f"，{NAMES[name]}，" in LOCKED.convert(f"{before}，{name}，{after}")


@given(hongkong_text)
def test_references_survive(to_hans: ChineseConverter, text: str) -> None:
    """A text refers to the same terms after conversion."""
    assert term_ids(to_hans.convert(text)) == term_ids(text)
