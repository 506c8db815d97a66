"""What all edits of people's YAML share: replacements of characters, and where libyaml says that values stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.model.content import KeyPath
from reportgen.project.text_file import decode
from reportgen.project.yaml_reader import read_yaml

INDENT = 2
"""By how many spaces a value stands deeper than its key."""

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of characters; positions are those in the text with line feeds as line breaks."""

    start: int
    end: int
    text: str


class Source:
    """A YAML file that is to be edited: its `value`, its `text` with line feeds as line breaks, its `root` node.

    Raises `ProblemsFound` when the file cannot be read.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self.value: Any = read_yaml(data, name).value
        self.text = decode(data, name)
        self.root: Any = yaml.compose(self.text, Loader=yaml.CSafeLoader)

    def edited(self, edits: Iterable[Edit], expected: object) -> bytes:
        """The file after the edits; raises `RuntimeError` when its value is not the expected one."""
        result = _applied(self._data, edits)
        if read_yaml(result, self._name).value != expected:
            raise RuntimeError(Message("{name} would not say what was asked for; nothing was written", name=self._name))
        return result


def node_at(root: Any, path: KeyPath) -> Any:
    """The node at a path; raises `KeyError` where there is none."""
    found = root
    for step in path:
        if isinstance(found, yaml.MappingNode):
            found = next((value for key, value in found.value if key.value == step), None)
        elif isinstance(found, yaml.SequenceNode) and isinstance(step, int) and step < len(found.value):
            found = found.value[step]
        else:
            raise KeyError(path)
    return found


def block_lines(source: str, start: int, keep: bool = False) -> tuple[list[str], int]:
    """The lines of the block scalar that begin at `start`, and the position behind them.

    With `keep`, which is the indicator `+` (YAML 1.2, 8.1.1.2), blank lines after it are its own too.
    """
    lines: list[str] = []
    position = end = start
    own_lines = 0
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
            own_lines, end = len(lines) + 1, following
        lines.append(line)
        position = following
        if keep:
            own_lines, end = len(lines), following
    return lines[:own_lines], end


def reads_as(snippet: str, expected: dict[str, str]) -> bool:
    """Whether a piece of YAML has the expected values."""
    try:
        return bool(read_yaml(snippet.encode("utf-8", "surrogatepass"), "snippet").value == expected)
    except ProblemsFound:
        return False


def _applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Make the edits in the bytes, with the file's own line breaks and byte-order mark."""
    original = data.decode("utf-8")
    mark = "\ufeff" if original.startswith("\ufeff") else ""
    original = original.removeprefix(mark)
    breaks = [found[0] for found in _BREAK.finditer(original)]
    ending = max(set(breaks), key=breaks.count) if breaks else "\n"
    to_original_offset = _offsets(original)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        start, end = to_original_offset(edit.start), to_original_offset(edit.end)
        original = original[:start] + edit.text.replace("\n", ending) + original[end:]
    return (mark + original).encode("utf-8")


def _offsets(original: str) -> Callable[[int], int]:
    """A function from positions with line feeds alone to those in the file as it is."""
    longer = [found.start() - before for before, found in enumerate(re.finditer("\r\n", original))]
    return lambda position: position + bisect_left(longer, position)
