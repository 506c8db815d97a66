"""Writes drafts as YAML: texts folded as people fold them, and comments where something is to be written or decided."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.project.edit.texts import WIDTH, written_text

TO_BE_WRITTEN = "to be written"
TO_DECIDE = "to decide"


@dataclass(frozen=True, slots=True)
class Blank:
    """A value that the document does not have; `what` says what belongs there. An empty list where it is one."""

    what: str
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """A text by language; where it is None it is to be written, and `what` says what it is."""

    wordings: Mapping[str, str | None]
    what: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: a map with its remarks, which stand above it as comments."""

    fields: tuple[Field, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value, which is written as it stands where it is a string; remarks stand above it as comments."""

    key: str
    value: str | Blank | Texts | Sequence[Entry] | Sequence[Field]
    remarks: tuple[str, ...] = ()


def yaml_of(opening: Sequence[str], fields: Sequence[Field]) -> str:
    """A YAML file: comments, then fields with a blank line before each."""
    parts = ["".join(_comments(opening, 0)), *("".join(_field(field, 0)) for field in fields)]
    return "\n".join(parts)


def remarks_in(text: str, name: str) -> list[tuple[str, int, str]]:
    """What has to be decided in a file, by its comments: the file's name, the line, and what it is."""
    found: list[tuple[str, int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        comment = line.strip()
        if comment.startswith(f"# {TO_DECIDE}: "):
            found.append((name, number, comment.removeprefix(f"# {TO_DECIDE}: ")))
        elif comment.startswith("#   ") and found and found[-1][1] + found[-1][2].count("\n") == number - 1:
            found[-1] = (name, found[-1][1], f"{found[-1][2]}\n{comment.removeprefix('#   ')}")
    return [(file, line, " ".join(what.split("\n"))) for file, line, what in found]


def _comments(remarks: Sequence[str], column: int) -> Iterator[str]:
    for remark in remarks:
        for number, line in enumerate(_wrapped(remark, WIDTH - column - 4)):
            yield f"{' ' * column}# {'  ' if number else ''}{line}\n"


def _wrapped(remark: str, width: int) -> list[str]:
    """Lines of a comment; Chinese, which has no spaces, is cut where the line ends."""
    return textwrap.wrap(remark, width, break_on_hyphens=False) or [""]


def _field(field: Field, column: int) -> Iterator[str]:
    indent = " " * column
    yield from _comments(field.remarks, column)
    match field.value:
        case str():
            yield f"{indent}{field.key}: {field.value}\n"
        case Blank():
            yield f"{indent}{field.key}:{' []' if field.value.is_list else ''}  # {TO_BE_WRITTEN}: {field.value.what}\n"
        case Texts():
            yield f"{indent}{field.key}:\n"
            for number, (tag, text) in enumerate(field.value.wordings.items()):
                if text is None:
                    what = f": {field.value.what}" if field.value.what and not number else ""
                    yield f"{indent}  {tag}:  # {TO_BE_WRITTEN}{what}\n"
                else:
                    yield written_text(tag, text, column + 2)
        case entries:
            yield f"{indent}{field.key}:\n"
            for entry in entries:
                yield from _entry(entry, column + 2) if isinstance(entry, Entry) else _field(entry, column + 2)


def _entry(entry: Entry, column: int) -> Iterator[str]:
    yield from _comments(entry.remarks, column)
    lines = "".join(line for field in entry.fields for line in _field(field, column + 2))
    yield f"{' ' * column}- {lines[column + 2 :]}"
