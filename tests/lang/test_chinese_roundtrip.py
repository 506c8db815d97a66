"""There and back: the project's own Hong Kong texts survive the way to the Mainland's Chinese and home.

Where they do not, a rule makes it so: each exception stands below with its rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.lang.chinese.converter import ChineseConverter

CONTENT = Path(__file__).parents[2] / "content"

EXCEPTIONS = {
    "會否": "是否會",
    "有否": "是否有",
    "推展": "推進",
    "現時": "目前",
    "聯同": "會同",
    "亦": "也",
    "轄下": "下屬",
    "透過": "通過",
    "訂明": "規定",
    "因應": "根據",
    "檢視進展": "回顧進展",
    "檢視": "審視",
    "合共": "共計",
    "一如以往": "一如既往",
    "載列": "列出",
    "載述": "說明",
    "確實日期": "具體日期",
}
"""Hong Kong word → what comes back for it. Rule: these rows of `vocabulary.csv` are for one direction (`to-hans`),
since Hong Kong says 推進 and 目前 too, and what the Mainland prints does not tell which was meant."""


def hongkong_texts(value: object) -> Iterator[str]:
    """Every text in Hong Kong's Chinese inside a loaded file."""
    if isinstance(value, dict):
        if isinstance(value.get("zh-Hant"), str):
            yield value["zh-Hant"]
        for inner in value.values():
            yield from hongkong_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from hongkong_texts(inner)


def content_texts() -> list[str]:
    """All Hong Kong texts of the repository's content."""
    files = sorted(CONTENT.rglob("*.yaml"))
    return [text for file in files for text in hongkong_texts(yaml.safe_load(file.read_text(encoding="utf-8")))]


def test_content_comes_back(to_hans: ChineseConverter, to_hant: ChineseConverter) -> None:
    """Every text is what it was, but for the listed exceptions, each of which is still one."""
    texts = content_texts()
    expected = {text: text for text in texts}
    for word, back in EXCEPTIONS.items():
        assert any(word in text for text in texts), f"{word} is no exception any more"
        expected = {text: printed.replace(word, back) for text, printed in expected.items()}
    assert len(texts) > 300
    came_back = {text: to_hant.convert(to_hans.convert(text)) for text in texts}
    assert [(text, came_back[text]) for text in texts if came_back[text] != expected[text]] == []


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("超過1萬家", "超過10\u00a0000家"),  # number: Hong Kong writes both, and spaced digits are the house style
        ("二月二十二日", "2月22日"),  # date: reports and tables use Arabic numerals in Hong Kong too
        ("什麼", "甚麼"),  # spelling: the Government's form of two
        ("部份", "部分"),  # spelling: the Government's form of two
        ("推展", "推進"),  # vocabulary: a row for one direction
    ],
)
def test_what_does_not_come_back(to_hans: ChineseConverter, to_hant: ChineseConverter, text: str, back: str) -> None:
    """Two Hong Kong wordings that the Mainland does not tell apart come back as one."""
    assert to_hant.convert(to_hans.convert(text)) == back


def test_content_is_ready(to_hant: ChineseConverter, to_hans: ChineseConverter) -> None:
    """Converting towards the script a text is in changes nothing, both for content and for its conversion."""
    for text in content_texts():
        assert to_hant.convert(text) == text
        once = to_hans.convert(text)
        assert to_hans.convert(once) == once


PIECES = (
    "干預",
    "干预",
    "里面",
    "後來",
    "后来",
    "系统",
    "隻",
    "只",
    "余先生",
    "公布",
    "台",
    "什么",
    "目前",
    "現時",
    "复苏",
    "“甲”",
    "，",
    "。\n",
)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_once_is_enough_both_ways(to_hant: ChineseConverter, to_hans: ChineseConverter, text: str) -> None:
    """Conversion is idempotent, also for a text of mixed scripts."""
    for chinese in (to_hant, to_hans):
        once = chinese.convert(text)
        assert chinese.convert(once) == once
