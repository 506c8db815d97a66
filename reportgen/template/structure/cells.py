"""Statements about the table cell they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from reportgen.diagnostics import Collector
from reportgen.office.markup.dialect import dialect_of
from reportgen.template.structure.statements import detach
from reportgen.template.syntax.keywords import CELL_ATTRIBUTES, CELL_TAGS
from reportgen.template.syntax.tags import Tag, TagKind


def place_cell_tags(tags: Iterable[Tag], found: Collector, mark: Callable[[Tag], str]) -> None:
    """Turn statements about a cell into attributes of it, for the finished table to carry out.

    `mark` gives the mark that stands in an attribute for what a tag prints.
    """
    for tag in tags:
        if tag.keyword not in CELL_TAGS or tag.element is None:
            continue
        cell = next((a for a in tag.element.iterancestors() if a.tag == dialect_of(a).table_cell), None)
        if cell is None:
            found.error("misplaced-tag", f"'{tag.text}' stands outside a table cell", tag.location)
            continue
        value = tag.inside.removeprefix(tag.keyword).strip() or "loop.first"
        cell.set(CELL_ATTRIBUTES[tag.keyword], mark(replace(tag, kind=TagKind.OUTPUT, inside=value)))
        detach(tag.element)
