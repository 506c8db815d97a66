"""Reads YAML into dicts, lists and strings, each with its line.

No type is guessed: `no`, `2023-02-22`, `1:30` and `0123` are the strings that were typed, and the
models decide what they mean. What YAML can do beyond data (tags, anchors, aliases, several documents) is
refused, and depth, size and number of values are limited, so that a hostile file does no harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import Location
from reportgen.model.content import KeyPath


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The values of a YAML file, or of another file with such values, and their lines.

    `value` holds dicts, lists and strings only; a key with nothing after it has the value `""`.
    `lines` gives the 1-based line of each path: the line of its key, or of its list item.
    """

    name: str
    value: Any
    lines: Mapping[KeyPath, int]

    def location(self, path: KeyPath = ()) -> Location:
        """The file and line of a value, or the line of its nearest parent where the value does not exist."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Location(self.name, self.lines.get(known, 1), describe_path(path))


def describe_path(path: KeyPath) -> tuple[str, ...]:
    """A path in words, list items counted from one.

    >>> describe_path(("progress", 1, "text"))
    ('progress 2', 'text')
    """
    steps: list[str] = []
    for step in path:
        if isinstance(step, int) and steps:
            steps[-1] += f" {step + 1}"
        else:
            steps.append(str(step + 1 if isinstance(step, int) else step))
    return tuple(steps)


def read_yaml(data: bytes, name: str) -> YamlDocument:
    """Read the bytes of the YAML file that the user knows as `name`.

    Raises `ProblemsFound` with every fault that can be told before a syntax error: `yaml-syntax`,
    `unquoted-term`, `duplicate-key`, `yaml-key`, `yaml-alias`, `yaml-tag`, `several-documents`, `empty-file`,
    `too-deep`, `too-large`, `not-utf8`, `forbidden-character`.
    """
    from reportgen.project.yaml_composer import compose  # and with it libyaml, which kept documents do without

    value, lines = compose(data, name)
    return YamlDocument(name, value, lines)
