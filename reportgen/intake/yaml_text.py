"""Writes drafts as YAML: texts folded as people fold them, and comments where something is to be written or decided."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.project.edit.source import INDENT
from reportgen.project.edit.texts import WIDTH, written_text

TO_BE_WRITTEN = "to be written"
TO_DECIDE = "to decide"


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


def yaml_of(opening: Sequence[str], fields: Sequence[Field]) -> str:
    """A YAML file: comments, then fields with a blank line before each."""
    parts = ["".join(_comments(opening, 0)), *(yaml_lines([field], 0) for field in fields)]
    return "\n".join(parts)


def yaml_lines(fields: Sequence[Field], column: int) -> str:
    """Fields one below the other, so many spaces to the right."""
    return "".join(line for field in fields for line in _field(field, column))


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
        case Blank(what, True):
            yield from _comments([f"{TO_BE_WRITTEN}: {field.key}: {what}"], column)
        case Blank(what):
            yield f"{indent}{field.key}:  # {TO_BE_WRITTEN}: {what}\n"
        case Texts():
            yield f"{indent}{field.key}:\n"
            yield from _wordings(field.value, column + INDENT)
        case Names(items):
            yield from _names(field.key, items, column)
        case entries:
            yield f"{indent}{field.key}:\n"
            for entry in entries:
                yield from _entry(entry, column + INDENT)


def _wordings(texts: Texts, column: int) -> Iterator[str]:
    for number, (tag, text) in enumerate(texts.wordings.items()):
        if text is None:
            what = f": {texts.what}" if texts.what and not number else ""
            yield f"{' ' * column}{tag}:  # {TO_BE_WRITTEN}{what}\n"
        else:
            yield written_text(tag, text, column)


def _names(key: str, items: Sequence[str | Texts], column: int) -> Iterator[str]:
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
            lines = "".join(_wordings(item, column + 2 * INDENT))
            yield f"{indent}  - {lines[column + 2 * INDENT :]}"


def _entry(entry: Entry, column: int) -> Iterator[str]:
    yield from _comments(entry.remarks, column)
    lines = yaml_lines(entry.fields, column + INDENT)
    yield f"{' ' * column}- {lines[column + INDENT :]}"
