"""Builds the values of a YAML file from libyaml's events.

They are built here instead of by its composer: that gives every problem of a file in one pass, without recursion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound
from reportgen.model.content import KeyPath
from reportgen.project import yaml_errors
from reportgen.project.cjk_folding import MARK, mark_breaks, unmark
from reportgen.project.text_file import decode, forbidden_character, forbidden_characters

MAX_DEPTH = 32
"""The deepest nesting that is read; content needs seven levels."""
MAX_VALUES = 200_000
"""The most values one file may hold; a sector has some five hundred."""
_NOTHING = frozenset(("null", "Null", "NULL", "~"))
"""What says in YAML that there is no value (YAML 1.2.2 §10.2.1.1), as nothing does; in quotation marks it is a text."""


def compose(data: bytes, name: str) -> tuple[Any, Mapping[KeyPath, int]]:
    """The value of the YAML file that the user knows as `name`, and the line of each path in it.

    Raises `ProblemsFound` as `yaml_reader.read_yaml` does.
    """
    text = decode(data, name)
    composer = _Composer(mark_breaks(text), name)
    try:
        composer.run()
    except yaml.MarkedYAMLError as error:
        composer.syntax_error(yaml_errors.describe_error(error, text.split("\n"), name))
    if composer.value in (None, "") and not composer.problems.diagnostics:
        composer.problems.error(
            "empty-file", Message("the file says nothing"), Location(name), Message("write it, or restore it")
        )
    composer.problems.raise_errors()
    return composer.value, composer.lines


@dataclass(slots=True)
class _OpenCollection:
    """A map or list that has begun and not ended; `key` is the key whose value comes next."""

    path: KeyPath
    value: dict[str, Any] | list[Any]
    key: str | None = None
    key_line: int = 0


@dataclass(slots=True)
class _Composer:
    """Builds values from libyaml's events; `stack` holds the maps and lists that have not ended."""

    source: str
    name: str
    value: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: Collector = field(default_factory=Collector)
    stack: list[_OpenCollection] = field(default_factory=list)
    documents: int = 0

    def run(self) -> None:
        """Read all events; raises yaml's error at a syntax error, `ProblemsFound` where reading on makes no sense."""
        for event in yaml.parse(self.source, Loader=yaml.CSafeLoader):
            match event:
                case yaml.DocumentStartEvent():
                    self._document(event)
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.ScalarEvent():
                    self._check_node(event)
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._check_node(event)
                    self._open_collection(event, {})
                case yaml.SequenceStartEvent():
                    self._check_node(event)
                    self._check_unquoted_term(event)
                    self._open_collection(event, [])
                case yaml.CollectionEndEvent():
                    self.stack.pop()

    def _document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            hint = Message("keep one document a file and delete the line '---'")
            self._fail("several-documents", Message("a second YAML document begins here"), event, hint)

    def _alias(self, event: yaml.AliasEvent) -> None:
        message = Message("'*{name}' is an alias to YAML; aliases are not read", name=unmark(event.anchor or ""))
        self._error("yaml-alias", message, event, yaml_errors.BLOCK_SCALAR)
        self._store("", event)

    def _check_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            message = Message("'&{name}' is an anchor to YAML; anchors are not read", name=unmark(event.anchor))
            self._error("yaml-alias", message, event, yaml_errors.BLOCK_SCALAR)
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = Message(
                "the value is marked as '{tag}'; types are set by the program, tags are not read", tag=unmark(tag)
            )
            self._error("yaml-tag", message, event, Message("remove the word that begins with '!'"))

    def _check_unquoted_term(self, event: yaml.NodeEvent) -> None:
        if event.start_mark and self.source.startswith("[[", event.start_mark.index):
            self._error("unquoted-term", yaml_errors.UNQUOTED_TERM, event, yaml_errors.BLOCK_SCALAR)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = unmark(event.value)
        if event.style == '"':
            self._check_escapes(event, value)
        top = self.stack[-1] if self.stack else None
        if top is None or isinstance(top.value, list) or top.key is not None:
            self._store("" if event.style == "" and value in _NOTHING else value, event)
            return
        line = _line(event)
        if value in top.value:
            first = self.lines[*top.path, value]
            message = Message("the key '{key}' stands twice in one map, first on line {first}", key=value, first=first)
            self._error("duplicate-key", message, event, Message("remove one of the two"))
        top.key, top.key_line = value, line

    def _check_escapes(self, event: yaml.ScalarEvent, value: str) -> None:
        """The escapes of a double-quoted value can spell what the file itself may not hold."""
        line = _line(event)
        self.problems.extend(forbidden_characters(value.replace("\n", " "), self.name, line))
        start, end = event.start_mark, event.end_mark
        if start and end and event.value.count(MARK) != self.source.count(MARK, start.index, end.index):
            self.problems.extend([forbidden_character(MARK, Location(self.name, line))])

    def _open_collection(self, event: yaml.NodeEvent, value: dict[str, Any] | list[Any]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._fail(
                "too-deep",
                Message("values are nested more than {limit} deep", limit=MAX_DEPTH),
                event,
                Message("check the brackets"),
            )
        self.stack.append(_OpenCollection(self._store(value, event), value))

    def _store(self, value: Any, event: yaml.NodeEvent) -> KeyPath:
        """Store a value in the innermost open map or list; return its path."""
        if len(self.lines) >= MAX_VALUES:
            self._fail(
                "too-large",
                Message("the file holds more than {limit} values", limit=MAX_VALUES),
                event,
                Message("split it"),
            )
        line = _line(event)
        top = self.stack[-1] if self.stack else None
        path: KeyPath = ()
        if top is None:
            self.value = value
        elif isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
        elif top.key is None:
            message = Message("a key must be a word; here a list, a map or an alias stands in its place")
            self._fail("yaml-key", message, event, yaml_errors.BLOCK_SCALAR)
        else:
            path, line = (*top.path, top.key), top.key_line
            top.value[top.key] = value
            top.key = None
        self.lines.setdefault(path, line)
        return path

    def syntax_error(self, problem: Diagnostic) -> None:
        """Record the syntax error, unless it follows from a `[[term]]` that is already recorded."""
        if not any(found.code == "unquoted-term" for found in self.problems.diagnostics):
            self.problems.extend([problem])

    def _error(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        self.problems.error(code, message, Location(self.name, _line(event)), hint)

    def _fail(self, code: str, message: str, event: yaml.Event, hint: str) -> NoReturn:
        self._error(code, message, event, hint)
        raise ProblemsFound(self.problems.diagnostics)


def _line(event: yaml.Event) -> int:
    """The 1-based line an event begins on; libyaml marks every event, though the stubs allow none."""
    return event.start_mark.line + 1 if event.start_mark else 1
