"""Quotation marks and what stands between quoted items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.lang.chinese.punctuation import hongkong_marks, mainland_marks
from reportgen.lang.spans import apply_edits, mask, sorted_edits


def to_mainland(text: str) -> str:
    """The text with the Mainland's marks."""
    return apply_edits(text, sorted_edits(mainland_marks(mask(text))))


def to_hongkong(text: str) -> str:
    """The text with Hong Kong's marks."""
    return apply_edits(text, sorted_edits(hongkong_marks(mask(text))))


@pytest.mark.parametrize(
    ("hongkong", "mainland"),
    [
        ("「甲」", "“甲”"),
        ("「甲『乙』丙」", "“甲‘乙’丙”"),
        ("「甲『乙「丙」』」", "“甲‘乙“丙”’”"),
        ("「甲」、「乙」和「丙」", "“甲”“乙”和“丙”"),
        ("《甲》、《乙》", "《甲》《乙》"),
        ("《「甲」建設協議》", "《“甲”建設協議》"),
        ("選擇「Save as」功能", "選擇“Save as”功能"),
        ("「GoGBA」、「HKTDC」兩個", "“GoGBA”“HKTDC”兩個"),
        ("**「甲」**", "**“甲”**"),
        ("使用「[[hktdc]]」", "使用“[[hktdc]]”"),
        ("「甲」、乙、《丙》", "“甲”、乙、《丙》"),
        ("「未完", "“未完"),
        ("完了」", "完了”"),
        ("甲、乙——丙……", "甲、乙——丙……"),
    ],
)
def test_both_ways(hongkong: str, mainland: str) -> None:
    """What one audience writes becomes what the other writes, and back."""
    assert to_mainland(hongkong) == mainland
    assert to_hongkong(mainland) == hongkong


@pytest.mark.parametrize(
    "text",
    [
        "Hong Kong’s “one zone, two parks” plan",
        "don’t say ‘never’",
        "香港 and the “Belt and Road” portal",
        "Hong Kong’s 香港",
        '<a title="“甲”">',
    ],
)
def test_latin_quotations_stay(text: str) -> None:
    """Curly marks of Latin text, apostrophes and marks inside tags are not Chinese punctuation."""
    assert to_hongkong(text) == text


def test_outer_level_is_corrected() -> None:
    """Marks follow the nesting, also where the author began with the inner ones."""
    assert to_mainland("『甲「乙」』") == "“甲‘乙’”"


def test_apostrophe_inside_a_quotation() -> None:
    """An apostrophe between letters closes no quotation."""
    assert to_hongkong("他說“按‘GBA’s plan’辦”") == "他說「按『GBA’s plan』辦」"


def test_linked_names() -> None:
    """The Mainland links names with —, and only between Chinese characters."""
    assert to_mainland("深圳-香港、Hong Kong-深圳、2023-24") == "深圳—香港、Hong Kong-深圳、2023-24"


quoted = st.recursive(
    st.text("甲乙GBA，。", min_size=1, max_size=4),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(lambda parts: "「字" + "和".join(parts) + "」"),
)


def _nested(text: str) -> str:
    """Give each level the marks of its depth."""
    depth, marks = 0, []
    for character in text:
        depth -= character == "」"
        marks.append("「『"[depth % 2] if character == "「" else "」』"[depth % 2] if character == "」" else character)
        depth += character == "「"
    return "".join(marks)


@given(quoted.map(_nested))
def test_round_trip(text: str) -> None:
    """Well-formed quotations survive the way to the Mainland and back, and need it once."""
    mainland = to_mainland(text)
    assert not set(mainland) & set("「」『』")
    assert to_mainland(mainland) == mainland
    assert to_hongkong(mainland) == text
