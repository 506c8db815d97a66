"""Entries of people's YAML are added, removed, renamed and arranged, and everything around them stays byte for byte."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.project.edit.structure import add_entry, arrange_keys, insert_item, remove_entry, rename_key
from reportgen.project.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]

SAMPLE = """\
# a comment at the head
order:
  # above the first
  - finance   # the first
  - youth

  # above the last
  - health
flow: [a, b, c]
title:
  en: >-
    Two lines
    of English
  zh-Hant: 字   # behind
colours: {finance: "0B6B5D", youth: "C22B38"}
only:
  one:
    - rule: x
      words: [a]

last:
  kept: |+
    as it is

"""


def _changed(after: bytes, before: str = SAMPLE) -> list[str]:
    lines = difflib.ndiff(before.split("\n"), after.decode().split("\n"))
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (("order", 0), ["-   - finance   # the first"]),
        (("order", 2), ["-   - health"]),
        (("flow", 0), ["- flow: [a, b, c]", "+ flow: [b, c]"]),
        (("flow", 2), ["- flow: [a, b, c]", "+ flow: [a, b]"]),
        (("title", "en"), ["-   en: >-", "-     Two lines", "-     of English"]),
        (("colours", "youth"), ['- colours: {finance: "0B6B5D", youth: "C22B38"}', '+ colours: {finance: "0B6B5D"}']),
        (("only", "one", 0, "words", 0), ["-       words: [a]"]),
        (("only", "one", 0), ["- only:", "-   one:", "-     - rule: x", "-       words: [a]"]),
        (("last",), ["- last:", "-   kept: |+", "-     as it is", "- ", "- "]),
    ],
)
def test_a_removed_entry_takes_its_own_lines_with_it(path: tuple[str | int, ...], lines: list[str]) -> None:
    """What is left of a list or map without entries goes too; comments on lines of their own stay."""
    assert _changed(remove_entry(SAMPLE.encode(), "x.yaml", path)) == lines


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (lambda data: insert_item(data, "x", ("order",), 0, "rail"), ["+   - rail"]),
        (lambda data: insert_item(data, "x", ("order",), 2, "rail"), ["+   - rail"]),
        (lambda data: insert_item(data, "x", ("flow",), 3, "d"), ["- flow: [a, b, c]", "+ flow: [a, b, c, d]"]),
        (lambda data: insert_item(data, "x", ("flow",), 0, "d"), ["- flow: [a, b, c]", "+ flow: [d, a, b, c]"]),
        (lambda data: add_entry(data, "x", ("title",), "pt", "Palavra"), ["+   pt: Palavra"]),
        (lambda data: add_entry(data, "x", (), "new", "\n  a: {b: c}"), ["+ new:", "+   a: {b: c}"]),
        (lambda data: rename_key(data, "x", ("title", "zh-Hant"), "zh-Hans"),
         ["-   zh-Hant: 字   # behind", "+   zh-Hans: 字   # behind"]),
        (lambda data: arrange_keys(data, "x", {("title",): ["zh-Hant"]}),
         ["-   en: >-", "-     Two lines", "-     of English"]),
    ],
)  # fmt: skip
def test_an_edit_changes_the_lines_of_its_entry(edit: Callable[[bytes], bytes], lines: list[str]) -> None:
    """All other lines stay as they were typed."""
    assert _changed(edit(SAMPLE.encode())) == lines


def test_an_item_stands_in_its_place() -> None:
    """Behind the entry that it follows, before the comment about the next."""
    result = insert_item(SAMPLE.encode(), "x.yaml", ("order",), 2, "rail")
    assert "  - youth\n  - rail\n\n  # above the last\n" in result.decode()


def test_arranged_keys_bring_their_lines() -> None:
    """The order is the one that is asked for, and each key keeps its value's lines and the comment behind it."""
    result = arrange_keys(SAMPLE.encode(), "x.yaml", {("title",): ["zh-Hant", "en"]})
    assert "title:\n  zh-Hant: 字   # behind\n  en: >-\n    Two lines\n    of English\ncolours" in result.decode()
    result = arrange_keys(SAMPLE.encode(), "x.yaml", {("colours",): ["youth", "finance"]})
    assert 'colours: {youth: "C22B38", finance: "0B6B5D"}\n' in result.decode()


@pytest.mark.parametrize("path", [("nothing",), ("order", 9), ("title", "pt"), ("nothing", "at all")])
def test_a_path_that_leads_nowhere_is_refused(path: tuple[str | int, ...]) -> None:
    """Nothing is guessed."""
    with pytest.raises(KeyError):
        remove_entry(SAMPLE.encode(), "x.yaml", path)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in entries for found in ((*path, key), *_paths(inner, (*path, key)))]


@pytest.mark.parametrize("name", ["reportgen.yaml", "content/sectors/tourism.yaml", "templates/palette.yaml"])
def test_any_entry_of_real_files_can_be_removed(name: str) -> None:
    """What is left says the same without it; and no line is new but those that hold lists on one line."""
    data = (ROOT / name).read_bytes()
    for path in _paths(read_yaml(data, name).value)[::3]:
        if isinstance(path[-1], str) and isinstance(path[-2:][0], int):
            continue  # the first key of an item stands behind its dash
        added = [line for line in _changed(remove_entry(data, name, path), data.decode()) if line[0] == "+"]
        assert all("[" in line or "{" in line for line in added), path


def test_line_breaks_of_another_system_stay() -> None:
    """A file that Windows wrote has its own line breaks in new lines too."""
    data = SAMPLE.replace("\n", "\r\n").encode()
    result = insert_item(data, "x.yaml", ("order",), 1, "rail")
    assert result.replace(b"\r\n", b"\n") == insert_item(SAMPLE.encode(), "x.yaml", ("order",), 1, "rail")
    assert result.count(b"\r\n") == result.count(b"\n")
