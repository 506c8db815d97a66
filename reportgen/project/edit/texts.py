"""Replaces texts in a YAML file that people edit, and changes no other character.

Only the characters of the texts that change are replaced, at the positions that libyaml gives; comments, order,
styles, widths, blank lines and line breaks around them stay. That is why no round-trip library is used
(`docs/decisions/yaml-is-edited-in-its-characters.md`).

A text keeps the style it had (`>-` below its key, quoted, plain). Where that style cannot hold the new text, it is
written as a double-quoted value, which holds any text (YAML 1.2, section 7.3.1). The result is read back by
`yaml_reader`, and must have exactly the values that were asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import yaml

from reportgen.model.content import KeyPath
from reportgen.project.cjk_folding import MARK, mark_breaks
from reportgen.project.edit.source import INDENT, Edit, Source, block_lines, node_at, reads_as

WIDTH = 120
"""The most characters of a new line of a folded text, with its indentation."""

_NOT_AT_LINE_START = "，。、；：？！」』）》〉】〕”’…—·%％)]}.,;:?!"
_COMMENT = re.compile(r" +#.*")


def edit_texts(data: bytes, name: str, changes: Mapping[KeyPath, str]) -> bytes:
    """Return the file with the texts at `changes` replaced, or added where a language is new.

    A path leads to a string, or to a key that its map does not have yet. Raises `ProblemsFound` when the file cannot
    be read, `KeyError` for a path whose map does not exist, `RuntimeError` when the result has other values.
    """
    file = Source(data, name)
    edits = [
        _edit(file.text, file.root, path, text) for path, text in changes.items() if _value_at(file.value, path) != text
    ]
    return file.edited(edits, _with_changes(file.value, changes))


def _edit(source: str, root: Any, path: KeyPath, text: str) -> Edit:
    parent = node_at(root, path[:-1])
    if isinstance(parent, yaml.SequenceNode):
        item = node_at(root, path)
        return _replacement(source, item, item, text)
    if not isinstance(parent, yaml.MappingNode):
        raise KeyError(path)
    for key, value in parent.value:
        if key.value == path[-1]:
            return _replacement(source, key, value, text)
    return _addition(source, parent, str(path[-1]), text)


def _replacement(source: str, key: Any, value: Any, text: str) -> Edit:
    if not isinstance(value, yaml.ScalarNode):
        raise KeyError(key.value)
    if value.style in (">", "|"):
        return _block_replacement(source, key, value, text)
    start, end = value.start_mark.index, value.end_mark.index
    for candidate in _inline_styles(text, value.style):
        flow = f"{{a: {candidate}, b: b}}"
        if reads_as(flow, {"a": text, "b": "b"}) and reads_as(f"a: {candidate}\nb: b", {"a": text, "b": "b"}):
            return Edit(start, end, candidate)
    raise AssertionError("a double-quoted value holds any text")


def _block_replacement(source: str, key: Any, value: Any, text: str) -> Edit:
    """Replace the lines of a block scalar; its indicator (`>-`) and the comment behind it stay."""
    start = source.find("\n", value.start_mark.index) + 1 or len(source)
    header = source[value.start_mark.index : max(start - 1, value.start_mark.index)]
    old, end = block_lines(source, start, keep="+" in header.split("#")[0])
    indent = len(old[0]) - len(old[0].lstrip(" ")) if old else key.start_mark.column + INDENT
    for lines in _block_layouts(text, header, indent, [line[indent:] for line in old]):
        block = _indented(lines, indent)
        if reads_as(f"{' ' * (indent - 1)}a: {header}\n{block}{' ' * (indent - 1)}b: b\n", {"a": text, "b": "b"}):
            closing = "" if source[end - 1 : end] != "\n" else "\n"
            return Edit(start, end, block.removesuffix("\n") + closing)
    comment = _COMMENT.search(header)
    inline = _quoted(text) + (comment[0] if comment else "")
    return Edit(value.start_mark.index, end, inline + ("\n" if source[end - 1 : end] == "\n" else ""))


def _addition(source: str, parent: Any, tag: str, text: str) -> Edit:
    """Add a new language after the last one of a text, in the style of that one."""
    key, value = parent.value[-1] if parent.value else (parent, None)
    if not isinstance(value, yaml.ScalarNode):
        raise KeyError(tag)  # a map without texts is no text
    if parent.flow_style:
        end = value.end_mark.index
        plain = next(
            candidate
            for candidate in _inline_styles(text, None)
            if reads_as(f"{{a: {candidate}, b: b}}", {"a": text, "b": "b"})
        )
        return Edit(end, end, f", {tag}: {plain}")
    column = key.start_mark.column
    if value.style in (">", "|"):
        _, end = block_lines(source, source.find("\n", value.start_mark.index) + 1 or len(source))
    else:
        line_end = source.find("\n", value.end_mark.index)
        end = line_end + 1 if line_end >= 0 else len(source)
    before = "" if source[end - 1 : end] == "\n" else "\n"
    return Edit(end, end, before + written_text(tag, text, column))


def written_text(key: str, text: str, column: int) -> str:
    """The lines of a key with its text, which stand `column` spaces to the right: folded after `>-`, as people write.

    A text that such lines cannot hold is a double-quoted value.
    """
    indent = column + INDENT
    for lines in _block_layouts(text, ">-", indent, []):
        block = _indented(lines, indent)
        if reads_as(f"{' ' * column}a: >-\n{block}{' ' * column}b: b\n", {"a": text, "b": "b"}):
            return f"{' ' * column}{key}: >-\n{block}"
    return f"{' ' * column}{key}: {_quoted(text)}\n"


def _inline_styles(text: str, style: str | None) -> Iterator[str]:
    """The ways to write a text on one line, its present style first."""
    if text and not style and "\n" not in text:
        yield text
    if style == "'" and "\n" not in text:
        yield "'" + text.replace("'", "''") + "'"
    yield _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _block_layouts(text: str, header: str, indent: int, old: list[str]) -> Iterator[list[str]]:
    """The ways to break a text into lines: with as many old breaks as possible, then anew, then on one line."""
    if "-" not in header.split("#")[0]:
        text = text.removesuffix("\n")  # the last line's own break, which '-' would take away
    if header.startswith("|"):
        yield text.split("\n")
        return
    width = max(WIDTH - indent, 40)
    if old and "\n" not in text and "" not in old:
        yield _with_old_breaks(text, old, width)
    lines = [line for part in text.split("\n") for line in ("", *_fold(part, width))]
    yield lines[1:]  # between folded lines a blank one is a line break (YAML 1.2, 6.5)
    yield [text]


def _with_old_breaks(text: str, old: list[str], width: int) -> list[str]:
    """The lines of a text with the old breaks before and after what has changed."""
    head: list[str] = []
    rest = text
    for line in old[:-1]:
        after = rest.removeprefix(line)
        if len(after) == len(rest) or not after.strip():
            break
        joined = after[1:] if after.startswith(" ") else after
        if _folded_break(line, joined) != after[: len(after) - len(joined)]:
            break
        head.append(line)
        rest = joined
    tail: list[str] = []
    for line in reversed(old[max(len(head), 1) :]):  # before the first line there was no break
        before = rest.removesuffix(line)
        if len(before) == len(rest) or not before.strip():
            break
        joined = before[:-1] if before.endswith(" ") else before
        if _folded_break(joined, line) != before[len(joined) :]:
            break
        tail.insert(0, line)
        rest = joined
    return [*head, *_fold(rest, width), *tail]


def _folded_break(left: str, right: str) -> str:
    """What a line break between two strings becomes when the file is read: a space, or nothing."""
    return "" if MARK in mark_breaks(f"{left}\n{right}") else " "


def _fold(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken only where reading joins them to exactly the same text."""
    lines: list[str] = []
    while len(text) > width:
        for end in range(width, width // 3, -1):
            at_space = text[end] == " " and text[end - 1] != " " and text[end + 1 : end + 2].strip() != ""
            left, right = text[:end], text[end + 1 :] if at_space else text[end:]
            inside = left.rfind("[[") > left.rfind("]]")
            if (
                not inside
                and right[0] not in _NOT_AT_LINE_START
                and _folded_break(left, right) == (" " if at_space else "")
            ):
                break
        else:
            break
        lines.append(left)
        text = right
    return [*lines, text]


def _indented(lines: list[str], indent: int) -> str:
    return "".join((" " * indent + line if line else "") + "\n" for line in lines)


def _value_at(value: Any, path: KeyPath) -> Any:
    """The value at a path, None where its map has no such key yet; raises `KeyError` where there is no such map."""
    for step in path[:-1]:
        try:
            value = value[step]
        except (IndexError, TypeError) as fault:
            raise KeyError(path) from fault
    return value.get(path[-1]) if isinstance(value, dict) else None


def _with_changes(value: Any, changes: Mapping[KeyPath, str]) -> Any:
    """A copy of the value with the changes made."""
    copy = deepcopy(value)
    for path, text in changes.items():
        target = copy
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = text
    return copy
