"""Writes drafts as YAML: texts folded as people fold them, and comments where something is to be written or decided."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.characters import CHINESE
from reportgen.diagnostics import Message
from reportgen.project.edit.source import INDENT
from reportgen.project.edit.texts import WIDTH, written_text

TO_BE_WRITTEN = "to be written"
TO_DECIDE = "to decide"
"""What people search for: these two stand in a draft in whatever language its notes are."""
_TO_DECIDE, _TO_BE_WRITTEN = f"{TO_DECIDE}: {{what}}", f"{TO_BE_WRITTEN}: {{what}}"
_WRAPPED_CHINESE = re.compile(rf"(?<=[{CHINESE}])\n(?=[{CHINESE}])")

Say = Callable[[str], str]
"""Puts a sentence into the language of the person for whom a draft is."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A value that the document does not have; `what` says what belongs there."""

    what: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """A text by language; where it is None it is to be written, and `what` says what it is."""

    wordings: Mapping[str, str | None]
    what: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names: ids of the glossary, and names that stand in no glossary, by language."""

    items: Sequence[str | Texts]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: a map with its remarks, which stand above it as comments."""

    fields: tuple[Field, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value, which is written as it stands where it is a string; remarks stand above it as comments."""

    key: str
    value: str | Blank | Texts | Names | Sequence[Entry]
    remarks: tuple[str, ...] = ()


def to_decide(what: str) -> str:
    """The remark about something that a person has to decide."""
    return Message(_TO_DECIDE, what=what)


def to_be_written(what: str) -> str:
    """The remark about something that a person has to write."""
    return Message(_TO_BE_WRITTEN, what=what)


def yaml_of(opening: Sequence[str], fields: Sequence[Field], say: Say = str) -> str:
    """A YAML file: comments, then fields with a blank line before each; `say` puts the remarks into a language."""
    writer = _Writer(say)
    parts = ["".join(writer.comments(opening, 0)), *(writer.lines([field], 0) for field in fields)]
    return "\n".join(parts)


def yaml_lines(fields: Sequence[Field], column: int) -> str:
    """Fields one below the other, so many spaces to the right."""
    return _Writer(str).lines(fields, column)


def remarks_in(text: str, name: str) -> list[tuple[str, int, str]]:
    """What has to be decided in a file, by its comments: the file's name, the line, and what it is."""
    found: list[tuple[str, int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        comment = line.strip()
        if comment.startswith(f"# {TO_DECIDE}: "):
            found.append((name, number, comment.removeprefix(f"# {TO_DECIDE}: ")))
        elif comment.startswith("#   ") and found and found[-1][1] + found[-1][2].count("\n") == number - 1:
            found[-1] = (name, found[-1][1], f"{found[-1][2]}\n{comment.removeprefix('#   ')}")
    return [(file, line, _WRAPPED_CHINESE.sub("", what).replace("\n", " ")) for file, line, what in found]


def _wrapped(remark: str, width: int) -> list[str]:
    """Lines of a comment; Chinese, which has no spaces, is cut where the line ends."""
    return textwrap.wrap(remark, width, break_on_hyphens=False) or [""]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes fields and the comments above them, which `say` puts into a language."""

    say: Say

    def lines(self, fields: Sequence[Field], column: int) -> str:
        return "".join(line for field in fields for line in self._field(field, column))

    def comments(self, remarks: Sequence[str], column: int) -> Iterator[str]:
        for remark in remarks:
            for number, line in enumerate(_wrapped(self.say(remark), WIDTH - column - 4)):
                yield f"{' ' * column}# {'  ' if number else ''}{line}\n"

    def _field(self, field: Field, column: int) -> Iterator[str]:
        indent = " " * column
        yield from self.comments(field.remarks, column)
        match field.value:
            case str():
                yield f"{indent}{field.key}: {field.value}\n"
            case Blank(what, True):
                yield from self.comments([to_be_written(f"{field.key}: {self.say(what)}")], column)
            case Blank(what):
                yield f"{indent}{field.key}:  # {self.say(to_be_written(what))}\n"
            case Texts():
                yield f"{indent}{field.key}:\n"
                yield from self._wordings(field.value, column + INDENT)
            case Names(items):
                yield from self._names(field.key, items, column)
            case entries:
                yield f"{indent}{field.key}:\n"
                for entry in entries:
                    yield from self._entry(entry, column + INDENT)

    def _wordings(self, texts: Texts, column: int) -> Iterator[str]:
        for number, (tag, text) in enumerate(texts.wordings.items()):
            if text is None:
                what = self.say(to_be_written(texts.what)) if texts.what and not number else TO_BE_WRITTEN
                yield f"{' ' * column}{tag}:  # {what}\n"
            else:
                yield written_text(tag, text, column)

    def _names(self, key: str, items: Sequence[str | Texts], column: int) -> Iterator[str]:
        """Ids on one line; where one is a name, a line for each."""
        indent = " " * column
        ids = [item for item in items if isinstance(item, str)]
        if len(ids) == len(items):
            yield f"{indent}{key}: [{', '.join(ids)}]\n"
            return
        yield f"{indent}{key}:\n"
        for item in items:
            if isinstance(item, str):
                yield f"{indent}  - {item}\n"
            else:
                lines = "".join(self._wordings(item, column + 2 * INDENT))
                yield f"{indent}  - {lines[column + 2 * INDENT :]}"

    def _entry(self, entry: Entry, column: int) -> Iterator[str]:
        yield from self.comments(entry.remarks, column)
        lines = self.lines(entry.fields, column + INDENT)
        yield f"{' ' * column}- {lines[column + INDENT :]}"
