"""There is one answer to what a Chinese character is, in each of the meanings that the program needs."""

from __future__ import annotations

import re
import unicodedata

import pytest

from reportgen.characters import (
    CHINESE,
    EAST_ASIAN,
    FULL_WIDTH,
    IDEOGRAPHS,
    KANA,
    count_ideographs,
    has_chinese,
    has_ideograph,
    is_full_width,
)

_EVERY = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
_BASIC = "\u3400-\u9fff"
_FURTHER = "\U00020000-\U0003ffff"


def _characters(inside: str) -> set[str]:
    return set(re.findall(f"[{inside}]", _EVERY)) if inside else set()


@pytest.mark.parametrize(
    ("new", "old", "gained", "lost"),
    [
        pytest.param(IDEOGRAPHS, f"\u2e80-\u2fdf\u3005-\u3007{_BASIC}\uf900-\ufaff{_FURTHER}", "", "", id="spans"),
        pytest.param(IDEOGRAPHS, f"\u3005-\u3007{_BASIC}\uf900-\ufaff{_FURTHER}", "\u2e80-\u2fdf", "",
                     id="rules about punctuation: radicals are looked at too"),
        pytest.param(IDEOGRAPHS, f"{_BASIC}\U00020000-\U0010ffff", "\u2e80-\u2fdf\u3005-\u3007\uf900-\ufaff",
                     "\U00040000-\U0010ffff", id="what keeps its language in an English template: no other planes"),
        pytest.param(IDEOGRAPHS, _BASIC, f"\u2e80-\u2fdf\u3005-\u3007\uf900-\ufaff{_FURTHER}", "",
                     id="what a dash joins in Hong Kong: 佟々-𠮷 as 甲-乙"),
        pytest.param(IDEOGRAPHS, "\u4e00-\u9fff", f"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dff\uf900-\ufaff{_FURTHER}", "",
                     id="a given name: rare characters are names too"),
        pytest.param(CHINESE, f"\u2e80-\u2fdf\u2ff0-\u303f{_BASIC}\uf900-\ufaff\uff01-\uff60\uffe0-\uffef{_FURTHER}",
                     "\u3100-\u312f\u31a0-\u31ef\ufe10-\ufe1f\ufe30-\ufe4f", "\uffe7-\uffef",
                     id="what a text touches: bopomofo, strokes and vertical forms too, half-width forms not"),
        pytest.param(CHINESE, "\u2e80-\u303f\u31c0-\u31ef\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
                     "\U00020000-\U0003fffd", "\u3100-\u312f\u31a0-\u31bf\ufe10-\ufe1f\U0003fffe\U0003ffff",
                     "\u2fe0-\u2fef\uff00\uff61-\uffdf\uffe7-\uffef",
                     id="what is set in the Chinese typeface: the same"),
        pytest.param(CHINESE, f"\u3001-\u3011{_BASIC}\uff01-\uff5e{_FURTHER}",
                     "\u2e80-\u2fdf\u2ff0-\u3000\u3012-\u303f\u3100-\u312f\u31a0-\u31ef\uf900-\ufaff\ufe10-\ufe1f"
                     "\ufe30-\ufe4f\uff5f-\uff60\uffe0-\uffe6", "",
                     id="what is Chinese in an English text: all brackets, the full-width space and signs of money"),
        pytest.param(f"{CHINESE}{KANA}", f"\u2e80-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff{_FURTHER}\ufe10-\ufe1f"
                     "\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6", "\u31a0-\u31ff\u4dc0-\u4dff", "\u2fe0-\u2fef",
                     id="what a line break in YAML adds no space to: further kana, bopomofo, strokes, hexagrams"),
        pytest.param(EAST_ASIAN, "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef" + _FURTHER,
                     "\ua000-\ua4cf\ufe10-\ufe1f\ufe50-\ufe6f", "",
                     id="what a line of a slide may break around: Yi, vertical and small forms"),
        pytest.param(EAST_ASIAN, "\u2e80-\ud7ff\uf900-\uffef\U00020000-\U0010ffff", "",
                     "\ua4d0-\uabff\ud7b0-\ud7ff\ufb00-\ufe0f\ufe20-\ufe2f\ufe70-\ufeff\U00040000-\U0010ffff",
                     id="the East Asian typeface: Latin, Arabic and private planes have other ones"),
        pytest.param(FULL_WIDTH, "\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3"
                     f"\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6{_FURTHER}",
                     "\u4dc0-\u4dff\ufe10-\ufe1f", "",
                     id="one em wide: hexagrams and vertical forms, which no table has otherwise"),
    ],
)  # fmt: skip
def test_the_definitions_that_there_were_differ_on_purpose(new: str, old: str, gained: str, lost: str) -> None:
    """Of every Unicode character: each former definition holds what the one for its meaning holds, but for this."""
    assert _characters(new) - _characters(old) == _characters(gained)
    assert _characters(old) - _characters(new) == _characters(lost)


def test_each_meaning_is_wider_than_the_one_before() -> None:
    """Ideographs are Chinese, and what is Chinese is East Asian."""
    assert _characters(IDEOGRAPHS) < _characters(CHINESE) < _characters(EAST_ASIAN)
    assert _characters(KANA) < _characters(EAST_ASIAN)


def test_full_width_is_what_unicode_says() -> None:
    """Of the assigned East Asian characters those are one em wide that Unicode calls wide or full-width (UAX #11)."""
    wide = {char for char in _characters(EAST_ASIAN) if unicodedata.east_asian_width(char) in "WF"}
    hexagrams = _characters("\u4dc0-\u4dff")  # wide since Unicode 16
    assigned = {char for char in _characters(FULL_WIDTH) if unicodedata.category(char) not in ("Cn", "Mn", "Mc")}
    east_asian = _characters(EAST_ASIAN)
    assert {char for char in wide if unicodedata.category(char) not in ("Cn", "Mn", "Mc")} <= assigned
    assert (assigned & east_asian) - wide <= hexagrams | {"\u3248"} | _characters("\u3248-\u324f")


def test_the_questions_ask_the_classes() -> None:
    """What is asked of a text is answered by the class of that name."""
    assert count_ideographs("深圳、々 x ア") == 3
    assert [has_ideograph(text) for text in ("x、", "x深", "")] == [False, True, False]
    assert [has_chinese(text) for text in ("x,", "x、", "ㄅ", "ア", "ｱ", "가", "")] == [
        False, True, True, False, False, False, False,
    ]  # fmt: skip
    assert [is_full_width(char) for char in "深、ｱa가"] == [True, True, False, False, True]
