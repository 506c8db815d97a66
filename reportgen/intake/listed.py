"""Adds what was imported to the meeting: new sectors at the end of its list, the record among its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.intake.yaml_text import Field, yaml_lines
from reportgen.project.edit.source import INDENT
from reportgen.project.edit.structure import add_entry, insert_item
from reportgen.project.places import MEETING_FILE
from reportgen.project.yaml_reader import read_yaml


def with_imported(data: bytes, sectors: Iterable[str], document: str, source: Sequence[Field]) -> bytes:
    """The meeting's file with these sectors, and with the record where its title and day are known (`source`).

    What is listed already stays as it is. Raises `ProblemsFound` where the file cannot be read.
    """
    for sector_id in sectors:
        listed = read_yaml(data, MEETING_FILE).value["sectors"]
        if sector_id not in listed:
            data = insert_item(data, MEETING_FILE, ("sectors",), len(listed), sector_id)
    known = read_yaml(data, MEETING_FILE).value.get("sources")
    if not source or document in (known or ()):
        return data
    if known:
        return add_entry(data, MEETING_FILE, ("sources",), document, _value(source, 2 * INDENT))
    inner = _value(source, 2 * INDENT)
    return add_entry(data, MEETING_FILE, (), "sources", f"\n{' ' * INDENT}{document}:{inner}")


def _value(source: Sequence[Field], column: int) -> str:
    return "\n" + yaml_lines(source, column).removesuffix("\n")
