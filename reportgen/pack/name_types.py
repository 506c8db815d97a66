"""Finds the type that the content has for each name that a template reads, for `template list`."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportgen.diagnostics import Message
from reportgen.pack.lists import Late, Phrase
from reportgen.pack.schema import PackSchema, is_slide
from reportgen.pack.writer import DocumentText
from reportgen.template.program.contract import Read
from reportgen.template.program.known_names import UNKNOWN
from reportgen.template.values.rich_text import RichText

_TYPE_WORDS: Mapping[Any, str] = {
    **dict.fromkeys((str, DocumentText, RichText, Late, Phrase), Message("text")),
    **{int: Message("number"), float: Message("number"), bool: Message("yes or no")},
}


def describe_reads(reads: Iterable[Read], schema: PackSchema) -> list[tuple[str, str, str, str]]:
    """A row for every name that a template reads: name, use, type in words (empty if unknown), location."""
    return [
        (read.path, read.use.value, _type_word(_type_at(read.path, schema)), str(read.location)) for read in reads
    ]  # fmt: skip


def _type_at(path: str, schema: PackSchema) -> Any:
    """The type of a path, or None where the content has no such name."""
    kind: Any = schema.names
    for step in path.split("."):
        name = step.replace("[]", "")
        # the items of groups are what groups have: a path says no more of `pages` than of the list
        is_paged = typing.get_origin(kind) is list or is_slide(kind)
        kind = int if is_paged and name in ("number", "count") else schema.field(kind, name)
        for _ in range(step.count("[]")):
            kind = schema.item(kind)
        if kind is None or kind is UNKNOWN:
            return None
    return kind


def _type_word(kind: Any) -> str:
    if kind is None:
        return ""
    if kind in _TYPE_WORDS:
        return _TYPE_WORDS[kind]
    if is_slide(kind):
        return Message("list of {type_word}", type_word=_type_word(kind.item))
    if typing.get_origin(kind) is Sequence:
        return Message("list")
    if typing.get_origin(kind) is list:
        return Message("list of {type_word}", type_word=_type_word(typing.get_args(kind)[0]))
    if isinstance(kind, dict) or typing.get_origin(kind) is Mapping:
        return Message("names")
    return str(kind.__name__).removesuffix("View").lower()
