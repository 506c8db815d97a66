"""Adds, removes, renames and arranges entries of a YAML file that people edit, and changes no other character.

An entry is a key with its value, or an item of a list. Comments on lines of their own stay where they are; a comment
behind an entry goes where the entry goes. Every function reads its result back, and raises `RuntimeError` rather than
return a file that says something else than was asked for; `KeyError` where a path leads nowhere; `ProblemsFound` where
the file cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from reportgen.model.content import KeyPath
from reportgen.project.edit.source import Edit, Source, block_lines, node_at


class _Span(NamedTuple):
    """Where an entry stands; in block style these are whole lines."""

    start: int
    end: int


def remove_entry(data: bytes, name: str, path: KeyPath) -> bytes:
    """The file without the entry at a path; a list or map that had no other goes with it."""
    file = Source(data, name)
    while len(path) > 1 and len(_child(file.value, path[:-1])) == 1:
        path = path[:-1]
    parent, index = _place(file.root, path)
    spans = _spans(file.text, parent)
    span = _with_comma(spans, index) if parent.flow_style else _with_blank_lines(file.text, spans[index])
    expected = deepcopy(file.value)
    del _child(expected, path[:-1])[path[-1]]
    return file.edited([Edit(*span, "")], expected)


def insert_item(data: bytes, name: str, path: KeyPath, index: int, item: str) -> bytes:
    """The file with a text as a new item of the list at a path, at `index` or, where that is its length, at the end."""
    file = Source(data, name)
    expected = deepcopy(file.value)
    _child(expected, path).insert(index, item)
    parent = node_at(file.root, path)
    return file.edited([_insertion(file.text, parent, index, item, f"- {item}")], expected)


def add_entry(data: bytes, name: str, path: KeyPath, key: str, value: str) -> bytes:
    """The file with a new key after the others of the map at a path; `value` is YAML, as it stands behind the colon."""
    file = Source(data, name)
    entry = f"{key}:{'' if value.startswith(chr(10)) else ' '}{value}"
    expected = deepcopy(file.value)
    _child(expected, path)[key] = Source(entry.encode(), name).value[key]
    parent = node_at(file.root, path)
    return file.edited([_insertion(file.text, parent, len(parent.value), entry, entry)], expected)


def rename_key(data: bytes, name: str, path: KeyPath, key: str) -> bytes:
    """The file with another key in the place of the last one of a path."""
    file = Source(data, name)
    parent, index = _place(file.root, path)
    node = parent.value[index][0]
    expected = deepcopy(file.value)
    here = _child(expected, path[:-1])
    renamed = {key if old == path[-1] else old: value for old, value in here.items()}
    here.clear()
    here.update(renamed)
    return file.edited([Edit(node.start_mark.index, node.end_mark.index, key)], expected)


def arrange_keys(data: bytes, name: str, orders: Mapping[KeyPath, Sequence[str]]) -> bytes:
    """The file with just these keys, in this order, in the maps at these paths."""
    file, edits = Source(data, name), []
    expected = deepcopy(file.value)
    for path, keys in orders.items():
        parent, here = node_at(file.root, path), _child(expected, path)
        spans = _spans(file.text, parent)
        if not parent.flow_style:  # what stands between two entries stays with the first
            spans = [_Span(one.start, other.start) for one, other in pairwise(spans)] + spans[-1:]
        entries = {key.value: file.text[slice(*span)] for (key, _), span in zip(parent.value, spans, strict=True)}
        between = ", " if parent.flow_style else ""
        edits.append(Edit(spans[0].start, spans[-1].end, between.join(entries[key] for key in keys)))
        arranged = {key: here[key] for key in keys}
        here.clear()
        here.update(arranged)
    return file.edited(edits, expected)


def _child(value: Any, path: KeyPath) -> Any:
    """The value at a path; raises `KeyError`."""
    for step in path:
        try:
            value = value[step]
        except (IndexError, TypeError) as fault:
            raise KeyError(path) from fault
    return value


def _place(root: Any, path: KeyPath) -> tuple[Any, int]:
    """The list or map that an entry stands in, and its place there; raises `KeyError`."""
    parent = node_at(root, path[:-1])
    if isinstance(parent, yaml.MappingNode):
        for index, (key, _) in enumerate(parent.value):
            if key.value == path[-1]:
                return parent, index
    elif isinstance(path[-1], int) and path[-1] < len(parent.value):
        return parent, path[-1]
    raise KeyError(path)


def _spans(text: str, parent: Any) -> list[_Span]:
    """Where the entries of a list or map stand."""
    entries = [entry if isinstance(entry, tuple) else (entry, entry) for entry in parent.value]
    if parent.flow_style:
        return [_Span(first.start_mark.index, last.end_mark.index) for first, last in entries]
    return [_Span(_line_start(text, first.start_mark.index), _end(text, last)) for first, last in entries]


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _end(text: str, node: Any) -> int:
    """The end of the last line of a value; libyaml's own is that of the next token, behind comments and blank lines."""
    if isinstance(node, yaml.ScalarNode):
        if node.style not in (">", "|"):
            return _line_end(text, node.end_mark.index)
        first = _line_end(text, node.start_mark.index)
        return block_lines(text, first, keep="+" in text[node.start_mark.index : first].split("#")[0])[1]
    if node.flow_style:
        return _line_end(text, node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, position: int) -> int:
    """The position behind the line break of the line of a position."""
    return text.find("\n", position) + 1 or len(text)


def _insertion(text: str, parent: Any, index: int, flow: str, block: str) -> Edit:
    """The edit that puts an entry before the one at `index`, or at the end."""
    spans = _spans(text, parent)
    if not spans:  # only brackets have nothing in them
        inside = parent.end_mark.index - 1
        return Edit(inside, inside, flow)
    if parent.flow_style:
        return (
            Edit(spans[index - 1].end, spans[index - 1].end, f", {flow}")
            if index
            else Edit(spans[0].start, spans[0].start, f"{flow}, ")
        )
    position = spans[index - 1].end if index else spans[0].start
    before = "" if position == 0 or text[position - 1] == "\n" else "\n"
    return Edit(position, position, f"{before}{' ' * parent.start_mark.column}{block}\n")


def _with_comma(spans: Sequence[_Span], index: int) -> _Span:
    """An entry in flow style with the comma that parts it from the next one, or from the one before it."""
    if index + 1 < len(spans):
        return _Span(spans[index].start, spans[index + 1].start)
    return _Span(spans[index - 1].end if index else spans[index].start, spans[index].end)


def _with_blank_lines(text: str, span: _Span) -> _Span:
    """An entry with the blank lines behind it, if there are others before it, so that none are left side by side."""
    start, end = span
    if start == 0 or text.endswith("\n\n", 0, start):
        while text.startswith("\n", end):
            end += 1
    while end == len(text) and text.endswith("\n\n", 0, start):
        start -= 1
    return _Span(start, end)
