"""Texts put into people's YAML without disturbing anything else.

Only the characters of the texts that change are replaced; comments, order, styles, widths, blank lines
and line breaks around them are not even parsed into anything that could come out differently. That
is why no round-trip library is used: the positions that libyaml gives are enough
(`docs/decisions/yaml-is-edited-in-its-characters.md`).

A text keeps the style it had (`>-` below its key, quoted, plain). Where the new words do not fit that
style they are written as a double-quoted value, which holds any text (YAML 1.2, section 7.3.1). What has
been written is read back by the reader of the project, and must say exactly what was asked for.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.diagnostics import ProblemsFound
from reportgen.model.content import KeyPath
from reportgen.project.cjk_folding import MARK, mark_breaks
from reportgen.project.text_file import decode
from reportgen.project.yaml_reader import read_yaml

WIDTH = 120
"""New lines of a folded text are at most so long, in characters, with their indentation."""

_BREAK = re.compile(r"\r\n|\r|\n")
_NOT_FIRST = "，。、；：？！」』）》〉】〕”’…—·%％)]}.,;:?!"
_COMMENT = re.compile(r" +#.*")
_INDENT = 2


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters of the text (with line feeds as line breaks) to be replaced."""

    start: int
    end: int
    text: str


def edit_texts(data: bytes, name: str, changes: Mapping[KeyPath, str]) -> bytes:
    """The file with the texts at `changes` replaced, or added where a language is new.

    A path leads to a string, or to a key that its map does not have yet. Raises `ProblemsFound` when the
    file cannot be read, `KeyError` for a path whose map is not there.
    """
    before = read_yaml(data, name)
    source = decode(data, name)
    root = yaml.compose(source, Loader=yaml.CSafeLoader)
    edits = [_edit(source, root, path, text) for path, text in changes.items() if _at(before.value, path) != text]
    result = _apply(data, edits)
    expected = _with(before.value, changes)
    if read_yaml(result, name).value != expected:
        raise RuntimeError(f"{name} would not say what was asked for; nothing was written")
    return result


def _edit(source: str, root: Any, path: KeyPath, text: str) -> _Edit:
    parent = _node(root, path[:-1])
    if isinstance(parent, yaml.SequenceNode):
        item = _node(root, path)
        return _replacement(source, item, item, text)
    if not isinstance(parent, yaml.MappingNode):
        raise KeyError(path)
    for key, value in parent.value:
        if key.value == path[-1]:
            return _replacement(source, key, value, text)
    return _addition(source, parent, str(path[-1]), text)


def _node(root: Any, path: KeyPath) -> Any:
    node = root
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            raise KeyError(path)
    return node


def _replacement(source: str, key: Any, value: Any, text: str) -> _Edit:
    if not isinstance(value, yaml.ScalarNode):
        raise KeyError(key.value)
    if value.style in (">", "|"):
        return _block_replacement(source, key, value, text)
    start, end = value.start_mark.index, value.end_mark.index
    for candidate in _inline_forms(text, value.style):
        flow = f"{{a: {candidate}, b: b}}"
        if _says(flow, {"a": text, "b": "b"}) and _says(f"a: {candidate}\nb: b", {"a": text, "b": "b"}):
            return _Edit(start, end, candidate)
    raise AssertionError("a double-quoted value holds any text")


def _block_replacement(source: str, key: Any, value: Any, text: str) -> _Edit:
    """A block scalar's lines; its indicator (`>-`) stays, with the comment that may stand behind it."""
    start = source.find("\n", value.start_mark.index) + 1 or len(source)
    header = source[value.start_mark.index : max(start - 1, value.start_mark.index)]
    old, end = _block_lines(source, start, keep="+" in header.split("#")[0])
    indent = len(old[0]) - len(old[0].lstrip(" ")) if old else key.start_mark.column + _INDENT
    for lines in _block_forms(text, header, indent, [line[indent:] for line in old]):
        block = _indented(lines, indent)
        if _says(f"{' ' * (indent - 1)}a: {header}\n{block}{' ' * (indent - 1)}b: b\n", {"a": text, "b": "b"}):
            closing = "" if source[end - 1 : end] != "\n" else "\n"
            return _Edit(start, end, block.removesuffix("\n") + closing)
    comment = _COMMENT.search(header)
    inline = _quoted(text) + (comment[0] if comment else "")
    return _Edit(value.start_mark.index, end, inline + ("\n" if source[end - 1 : end] == "\n" else ""))


def _block_lines(source: str, start: int, keep: bool = False) -> tuple[list[str], int]:
    """The lines of the block scalar that begin at `start`, and where they end.

    Blank lines after it are its own only where its indicator says `+`.
    """
    lines: list[str] = []
    position = end = start
    kept = 0
    indent = None
    while position < len(source):
        stop = source.find("\n", position)
        line = source[position : stop if stop >= 0 else len(source)]
        following = stop + 1 if stop >= 0 else len(source)
        if line.strip(" "):
            width = len(line) - len(line.lstrip(" "))
            if indent is None:
                indent = width
            if width < indent or indent == 0:
                break
            kept, end = len(lines) + 1, following
        lines.append(line)
        position = following
        if keep:
            kept, end = len(lines), following
    return lines[:kept], end


def _addition(source: str, parent: Any, tag: str, text: str) -> _Edit:
    """A new language after the last one of a text, written as that one is."""
    key, value = parent.value[-1]
    if parent.flow_style:
        end = value.end_mark.index
        plain = next(form for form in _inline_forms(text, None) if _says(f"{{a: {form}, b: b}}", {"a": text, "b": "b"}))
        return _Edit(end, end, f", {tag}: {plain}")
    column = key.start_mark.column
    if value.style in (">", "|"):
        _, end = _block_lines(source, source.find("\n", value.start_mark.index) + 1 or len(source))
    else:
        line_end = source.find("\n", value.end_mark.index)
        end = line_end + 1 if line_end >= 0 else len(source)
    before = "" if source[end - 1 : end] == "\n" else "\n"
    indent = column + _INDENT
    for lines in _block_forms(text, ">-", indent, []):
        block = _indented(lines, indent)
        if _says(f"{' ' * column}a: >-\n{block}{' ' * column}b: b\n", {"a": text, "b": "b"}):
            return _Edit(end, end, f"{before}{' ' * column}{tag}: >-\n{block}")
    return _Edit(end, end, f"{before}{' ' * column}{tag}: {_quoted(text)}\n")


def _inline_forms(text: str, style: str | None) -> Iterator[str]:
    """The ways to write a text on one line, its present style first."""
    if text and not style and "\n" not in text:
        yield text
    if style == "'" and "\n" not in text:
        yield "'" + text.replace("'", "''") + "'"
    yield _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _block_forms(text: str, header: str, indent: int, old: list[str]) -> Iterator[list[str]]:
    """The ways to lay a text out in lines: as near to the old lines as can be, then anew, then one line."""
    if "-" not in header.split("#")[0]:
        text = text.removesuffix("\n")  # the last line's own break, which '-' would take away
    if header.startswith("|"):
        yield text.split("\n")
        return
    width = max(WIDTH - indent, 40)
    if old and "\n" not in text and "" not in old:
        yield _near(text, old, width)
    lines = [line for part in text.split("\n") for line in ("", *_fold(part, width))]
    yield lines[1:]  # between folded lines a blank one is a line break (YAML 1.2, 6.5)
    yield [text]


def _near(text: str, old: list[str], width: int) -> list[str]:
    """The lines of a text that keep the old breaks before and after what has changed."""
    head: list[str] = []
    rest = text
    for line in old[:-1]:
        after = rest.removeprefix(line)
        if len(after) == len(rest) or not after.strip():
            break
        joined = after[1:] if after.startswith(" ") else after
        if _joint(line, joined) != after[: len(after) - len(joined)]:
            break
        head.append(line)
        rest = joined
    tail: list[str] = []
    for line in reversed(old[len(head) :]):
        before = rest.removesuffix(line)
        if len(before) == len(rest) or not before.strip():
            break
        joined = before[:-1] if before.endswith(" ") else before
        if _joint(joined, line) != before[len(joined) :]:
            break
        tail.insert(0, line)
        rest = joined
    return [*head, *_fold(rest, width), *tail]


def _joint(left: str, right: str) -> str:
    """What a line break between the two becomes when the file is read: a space, or nothing."""
    return "" if MARK in mark_breaks(f"{left}\n{right}") else " "


def _fold(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken where reading puts them together again exactly."""
    lines: list[str] = []
    while len(text) > width:
        for end in range(width, width // 3, -1):
            at_space = text[end] == " " and text[end - 1] != " " and text[end + 1 : end + 2].strip() != ""
            left, right = text[:end], text[end + 1 :] if at_space else text[end:]
            inside = left.rfind("[[") > left.rfind("]]")
            if not inside and right[0] not in _NOT_FIRST and _joint(left, right) == (" " if at_space else ""):
                break
        else:
            break
        lines.append(left)
        text = right
    return [*lines, text]


def _indented(lines: list[str], indent: int) -> str:
    return "".join((" " * indent + line if line else "") + "\n" for line in lines)


def _says(snippet: str, expected: dict[str, str]) -> bool:
    """Whether a piece of YAML is read as expected."""
    try:
        return bool(read_yaml(snippet.encode("utf-8", "surrogatepass"), "snippet").value == expected)
    except ProblemsFound:
        return False


def _apply(data: bytes, edits: list[_Edit]) -> bytes:
    """The edits made in the bytes as they are, with the file's own line breaks and byte-order mark."""
    original = data.decode("utf-8")
    mark = "\ufeff" if original.startswith("\ufeff") else ""
    original = original.removeprefix(mark)
    breaks = [found[0] for found in _BREAK.finditer(original)]
    ending = max(set(breaks), key=breaks.count) if breaks else "\n"
    shift = _offsets(original)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        start, end = shift(edit.start), shift(edit.end)
        original = original[:start] + edit.text.replace("\n", ending) + original[end:]
    return (mark + original).encode("utf-8")


def _offsets(original: str) -> Callable[[int], int]:
    """A function from positions with line feeds alone to those in the file as it is."""
    longer = [found.start() - before for before, found in enumerate(re.finditer("\r\n", original))]
    return lambda position: position + bisect_left(longer, position)


def _at(value: Any, path: KeyPath) -> Any:
    for step in path[:-1]:
        value = value[step]
    return value.get(path[-1]) if isinstance(value, dict) else None


def _with(value: Any, changes: Mapping[KeyPath, str]) -> Any:
    """A copy of the value with the changes made."""
    copy = deepcopy(value)
    for path, text in changes.items():
        here = copy
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = text
    return copy
