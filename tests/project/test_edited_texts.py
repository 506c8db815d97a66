"""Texts are put into people's YAML, and everything around them stays byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import ProblemsFound
from reportgen.project.edit.texts import WIDTH, edit_texts
from reportgen.project.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]

SAMPLE = """\
# a comment at the head

id: sample   # with a comment
title: {en: Word, zh-Hant: 字}
quoted:
  en: "Word: one"
  zh-Hant: '字''字'   # a comment behind

list:
  # a comment in the list
  - lead:
      en: >-
        Two lines
        of English
      zh-Hant: >-  # a comment at the mark
        兩行的中文，
        沒有空格

    kept: |
      as it
        is
  - [a, b]
plain: one
  two
last:
  en: >-
    The end
"""


def _edit(path: tuple[str | int, ...], text: str, source: str = SAMPLE) -> str:
    result = edit_texts(source.encode(), "x.yaml", {path: text}).decode()
    value = read_yaml(result.encode(), "x.yaml").value
    for step in path:
        value = value[step]
    assert value == text
    return result


def _changed(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        (("title", "zh-Hant"), "詞", ["- title: {en: Word, zh-Hant: 字}", "+ title: {en: Word, zh-Hant: 詞}"]),
        (("title", "en"), "a, b", ["- title: {en: Word, zh-Hant: 字}", '+ title: {en: "a, b", zh-Hant: 字}']),
        (
            ("title", "zh-Hans"),
            "词",
            ["- title: {en: Word, zh-Hant: 字}", "+ title: {en: Word, zh-Hant: 字, zh-Hans: 词}"],
        ),
        (("quoted", "en"), "Word: two", ['-   en: "Word: one"', '+   en: "Word: two"']),
        (
            ("quoted", "zh-Hant"),
            "它's",
            ["-   zh-Hant: '字''字'   # a comment behind", "+   zh-Hant: '它''s'   # a comment behind"],
        ),
        (("quoted", "zh-Hans"), "词", ["+   zh-Hans: >-", "+     词"]),
        (("list", 0, "lead", "en"), "Two lines of French", ["-         of English", "+         of French"]),
        (("list", 0, "lead", "zh-Hant"), "兩行的中文，有空格", ["-         沒有空格", "+         有空格"]),
        (("list", 0, "lead", "zh-Hans"), "两行", ["+       zh-Hans: >-", "+         两行"]),
        (("list", 0, "kept"), "as it\nwas\n", ["-         is", "+       was"]),
        (("list", 1, 1), "c", ["-   - [a, b]", "+   - [a, c]"]),
        (("plain",), "three", ["- plain: one", "+ plain: three", "-   two"]),
        (("last", "en"), "[[id]]: #", ["-     The end", "+     [[id]]: #"]),
        (("last", "zh-Hant"), "完", ["+   zh-Hant: >-", "+     完"]),
    ],
)
def test_only_the_text_changes(path: tuple[str | int, ...], text: str, lines: list[str]) -> None:
    """Every style keeps its look, and the difference is the text alone."""
    assert sorted(_changed(SAMPLE, _edit(path, text))) == sorted(lines)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_breaks_and_byte_order_marks_stay(ending: str, mark: str, last: bool) -> None:
    """Files from Windows editors, and files without a last line break, stay what they are."""
    source = mark + (SAMPLE if last else SAMPLE.rstrip("\n")).replace("\n", ending)
    result = edit_texts(source.encode(), "x.yaml", {("last", "en"): "It", ("title", "zh-Hant"): "詞"})
    assert result.decode() == source.replace("The end", "It").replace("zh-Hant: 字}", "zh-Hant: 詞}")


def test_nothing_asked_is_nothing_changed() -> None:
    """The text that is already there is not written again."""
    assert edit_texts(SAMPLE.encode(), "x.yaml", {("title", "en"): "Word"}) == SAMPLE.encode()


def test_long_texts_are_folded() -> None:
    """English between words, Chinese after a mark or between characters, both within the width."""
    for text in ("word and " * 60 + "end", "中文，不加空格的" * 60, "中文和[[a-name|short]]以及" * 30):
        result = _edit(("last", "en"), text)
        assert max(map(len, result.split("\n"))) <= WIDTH
        assert "\n    ，" not in result


def test_words_before_the_first_line_stand_on_it() -> None:
    """A text of one line stays one; there was no break before it that could be kept."""
    assert _changed(SAMPLE, _edit(("last", "en"), "Almost The end")) == ["-     The end", "+     Almost The end"]


def test_a_path_that_is_not_there_is_refused() -> None:
    """A key is added to a map only, never a map."""
    for path in (("no", "en"), ("id", "en"), ("list", 7, "en"), ("list", "0", "en"), ("list", 7), ("title",)):
        with pytest.raises(KeyError):
            edit_texts(SAMPLE.encode(), "x.yaml", {path: "x"})


@pytest.mark.parametrize("content", ["title:\n  en: A\n", "list: [1]\n", "empty: {}\n"])
def test_a_language_is_added_to_a_text_alone(content: str) -> None:
    """A map of other things, or of nothing, gets no new key."""
    with pytest.raises(KeyError):
        edit_texts(content.encode(), "x.yaml", {("empty", "en") if "empty" in content else ("new",): "x"})


def test_a_file_that_cannot_be_read_is_not_touched() -> None:
    """Its faults are those of reading."""
    with pytest.raises(ProblemsFound, match="unquoted-term"):
        edit_texts(b"en: [[a]]\n", "x.yaml", {("en",): "x"})


_ODD = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=40),
    st.text(st.sampled_from("a中，。「 \n\t:#-'\"[]{}*&!|>%@`\\?“”…"), max_size=60),
    st.text(st.sampled_from("字詞，。 a"), min_size=100, max_size=300),
)
_PLACES = st.sampled_from(
    [
        ("title", "en"),
        ("title", "zh-Hans"),
        ("quoted", "en"),
        ("quoted", "zh-Hant"),
        ("list", 0, "lead", "en"),
        ("list", 0, "lead", "zh-Hant"),
        ("list", 0, "lead", "zh-Hans"),
        ("list", 0, "kept"),
        ("list", 1, 0),
        ("plain",),
        ("last", "en"),
        ("last", "zh-Hant"),
    ]
)


@settings(deadline=None)
@given(st.dictionaries(_PLACES, _ODD, max_size=4))
def test_any_text_can_be_written(changes: dict[tuple[str | int, ...], str]) -> None:
    """Whatever the texts, the file says exactly them afterwards, and every comment is still there."""
    result = edit_texts(SAMPLE.encode(), "x.yaml", changes)
    value = read_yaml(result, "x.yaml").value
    for path, text in changes.items():
        here = value
        for step in path:
            here = here[step]
        assert here == text
    for number, line in enumerate(line for line in SAMPLE.split("\n") if "#" in line):
        assert line[line.index("#") :] in result.decode(), number


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_projects_own_files_change_only_in_the_text(path: Path) -> None:
    """A word put into every fifth Chinese text changes a line or two for each, and nothing else."""
    data = path.read_bytes()
    document = read_yaml(data, "x.yaml")
    paths = [where for where in document.lines if where and where[-1] == "zh-Hant"][::5]
    changes = {}
    for where in paths:
        text = document.value
        for step in where:
            text = text[step]
        changes[where] = text[:-1] + "新" + text[-1]
    before, after = data.decode().split("\n"), edit_texts(data, "x.yaml", changes).decode().split("\n")
    removed = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line.startswith("-")]
    assert len(removed) - 1 <= 2 * len(changes)
