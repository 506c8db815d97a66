"""What is doubtful about a name or a text is found, and what is right is let pass."""

from __future__ import annotations

import pytest

from reportgen.lang.doubts import doubts_of_name, doubts_of_text
from reportgen.model.language import LANGUAGES


@pytest.mark.parametrize(
    ("tag", "text", "source", "words"),
    [
        ("zh-Hant", "香港贸易發展局", "", "'贸' is Simplified Chinese"),
        ("zh-Hans", "香港貿易发展局", "", "'貿' is Traditional Chinese"),
        ("en", "Hong Kong 香港", "", "'香港' is Chinese"),
        ("zh-Hant", "香\u200b港", "", "U+200B (zero width space), which is invisible"),
        ("en", "co\u00adoperation", "", "U+00AD (soft hyphen)"),
        ("en", "Hong\u00a0Kong", "", "U+00A0 (no-break space)"),
        ("zh-Hant", "香港\u3000深圳", "", "U+3000 (ideographic space)"),
        ("en", "Hong  Kong", "", "several spaces in a row"),
        ("en", " Hong Kong", "", "begins or ends with a space"),
        ("zh-Hant", "陳 國基", "", "a space parts Chinese characters in '陳 國基'"),
        ("zh-Hant", "兩地\n合作", "Both\u00a0work", "a line ends within the text"),
        ("zh-Hant", "both cities work", "both cities work", "'both cities work' is as in the text"),
        (
            "zh-Hans",
            "Market access runs smoothly",
            "Market access is smooth",
            "'Market access runs smoothly' is not in",
        ),
        (
            "zh-Hant",
            "兩地both cities made good progress。",
            "Today both cities made good progress.",
            "both cities made",
        ),
    ],
)
def test_a_doubt_is_found(tag: str, text: str, source: str, words: str) -> None:
    """With the character or the words that it is about."""
    (doubt,) = doubts_of_text(text, LANGUAGES[tag], source)
    assert words in doubt.message


@pytest.mark.parametrize(
    ("tag", "text", "source"),
    [
        ("zh-Hant", "超過10\u00a0000人", "More than 10\u00a0000 people"),
        ("zh-Hant", "[[hktdc]]在屋邨[看](https://a.b/香港贸易)", "[[hktdc]]"),
        ("zh-Hant", "[[zh-Hans:信息|資訊]]", ""),
        ("zh-Hant", "「Belt and Road Summit」", "the Belt and Road Summit"),
        ("zh-Hant", "FinTech", "FinTech"),
        ("zh-Hant", "%(date)s　%(place)s".replace("　", " "), "%(date)s %(place)s"),
        ("zh-Hant", "iAM Smart", "iAM Smart and more"),
        ("zh-Hant", "**未完", ""),
        ("en", "Both cities work", "Both cities work"),
        ("zh-Hant", "第一行\n第二行", "first\nsecond"),
    ],
)
def test_what_is_right_is_let_pass(tag: str, text: str, source: str) -> None:
    """Names, addresses, wordings of other languages, spaces in numbers; faulty markup has an error of its own."""
    assert list(doubts_of_text(text, LANGUAGES[tag], source)) == []


def test_a_name_is_looked_at_like_a_text() -> None:
    """Also one that is the English one still; a brand may be."""
    (doubt,) = doubts_of_name("Youth council", LANGUAGES["zh-Hant"], "Youth council")
    assert "is the English name" in doubt.message
    assert list(doubts_of_name("FinTech", LANGUAGES["zh-Hant"], "FinTech")) == []
    assert len(list(doubts_of_name("青年\u200b议会", LANGUAGES["zh-Hant"]))) == 2
