"""A folded line break adds a space between English words and none between Chinese characters."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import ProblemsFound
from reportgen.project.yaml_reader import read_yaml


def _folded(*lines: str, header: str = ">-") -> str:
    source = f"a: {header}\n" + "".join(f"  {line}\n" for line in lines)
    value = read_yaml(source.encode(), "f.yaml").value["a"]
    assert isinstance(value, str)
    return value


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("兩地合作", "更加緊密"), "兩地合作更加緊密"),
        (("合作緊密，", "兩地受惠"), "合作緊密，兩地受惠"),
        (("他提到", "「南沙」"), "他提到「南沙」"),
        (("由", "[[hktdc]]", "主辦"), "由[[hktdc]]主辦"),
        (("由[[hktdc]]", "[[gba|short]]主辦"), "由[[hktdc]][[gba|short]]主辦"),
        (("共建", "**大灣區**", "平台"), "共建**大灣區**平台"),
        (("他说", "“好”", "就走"), "他说“好”就走"),
        (("他说“好”", "“很好”"), "他说“好”“很好”"),
        (("合作——", "——兩地"), "合作————兩地"),
        (("葛\U000e0100", "城"), "葛\U000e0100城"),
        (("𠮷", "野家"), "𠮷野家"),
        (("Hong Kong", "and Shenzhen"), "Hong Kong and Shenzhen"),
        (("the [[hktdc]]", "and [[gba]]", "[[hk]]"), "the [[hktdc]] and [[gba]] [[hk]]"),
        (("“one”", "“two”"), "“one” “two”"),
        (("在", "2023年"), "在 2023年"),
        (("use", "中文"), "use 中文"),
        (("兩地", "", "合作"), "兩地\n合作"),
        (("兩地", "  合作", "兩地"), "兩地\n  合作\n兩地"),
    ],
)
def test_folding(lines: tuple[str, ...], value: str) -> None:
    """Only a break between Chinese on both sides (names and marks count as their neighbours) adds nothing."""
    assert _folded(*lines) == value


def test_spaces_typed_inside_a_line_stay() -> None:
    """What was typed is told apart from what folding made, also at equal places."""
    assert _folded("深圳 香港", "深圳　香港 。") == "深圳 香港深圳　香港 。"


def test_literal_texts_keep_their_line_breaks_and_trailing_spaces() -> None:
    """A text below `|` is not folded."""
    assert _folded("兩地 ", "合作", header="|-") == "兩地 \n合作"


@pytest.mark.parametrize(
    "source", ["a: 兩地\n  合作\n", "a: '兩地\n  合作'\n", 'a: "兩地\n\n  合作"\n', "a: [兩地\n  合作]\n"]
)
def test_every_style_of_scalar_folds_alike(source: str) -> None:
    """Plain and quoted values on several lines follow the same rule as block scalars."""
    value = read_yaml(source.encode(), "f.yaml").value["a"]
    assert "".join(value).replace("\n", "") == "兩地合作"


def test_comments_and_keys_between_chinese_lines_are_no_text() -> None:
    """Lines that merely follow each other are not joined."""
    source = "甲: 兩地 # 註\n# 合作\n乙: 合作\n丙:\n  - 一\n  - 二\n"
    assert read_yaml(source.encode(), "f.yaml").value == {"甲": "兩地", "乙": "合作", "丙": ["一", "二"]}


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("甲乙，「」深𠮷"), min_size=1), min_size=1))
def test_chinese_lines_of_any_number_join(lines: list[str]) -> None:
    """However a Chinese text is broken into lines, the text is the same."""
    assert _folded(*lines) == "".join(lines)


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("abZ9.,)é"), min_size=1), min_size=1))
def test_other_lines_fold_as_yaml_says(lines: list[str]) -> None:
    """Without Chinese, folding is YAML's own: one space for each break."""
    assert _folded(*lines) == " ".join(lines)


def _read(source: str) -> tuple[Any, set[str]]:
    """The value of a source, or the codes of its faults."""
    try:
        return read_yaml(source.encode(), "f.yaml").value, set()
    except ProblemsFound as found:
        return None, {fault.code for fault in found.diagnostics}


def _without_spaces(value: Any) -> Any:
    match value:
        case dict():
            return {_without_spaces(key): _without_spaces(item) for key, item in value.items()}
        case list():
            return [_without_spaces(item) for item in value]
        case _:
            return (value or "").replace(" ", "").replace("\t", "")


_PIECES = [
    "甲",
    "乙",
    "”",
    "“",
    "]]",
    "[[",
    "**",
    "a",
    ": ",
    "- ",
    "#",
    " ",
    "'",
    '"',
    "|",
    ">-",
    "\n",
    "\n  ",
    "\n甲: ",
    "\\",
    "?",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_marking_breaks_changes_nothing_but_spaces(source: str) -> None:
    """What YAML reads, it reads alike with the marks: same structure, same words."""
    try:
        plain = yaml.load(source, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, TypeError):
        return
    value, faults = _read(source)
    assert "yaml-syntax" not in faults
    if not faults:
        assert _without_spaces(value) == _without_spaces(plain)
