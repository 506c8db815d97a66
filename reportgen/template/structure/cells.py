"""Statements about the table cell they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.diagnostics import Collector, Message
from reportgen.office.markup.dialect import dialect_of
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.blocks import detach
from reportgen.template.syntax.keywords import CELL_ATTRIBUTES
from reportgen.template.syntax.placed_tags import PlacedTag
from reportgen.template.syntax.tags import TagKind


def place_cell_tags(tags: Iterable[PlacedTag], codes: PartCode, found: Collector) -> None:
    """Turn statements about a cell into attributes of it, for the finished table to carry out."""
    for placed in tags:
        tag = placed.tag
        if tag.keyword not in CELL_ATTRIBUTES:
            continue
        cell = next((a for a in placed.placeholder.iterancestors() if a.tag == dialect_of(a).table_cell), None)
        if cell is None:
            found.error("misplaced-tag", Message("'{text}' stands outside a table cell", text=tag.text), tag.location)
            continue
        # `hm` and `vm` have no value: a loop's first item begins a new merged cell
        value = tag.inside.removeprefix(tag.keyword).strip() or "loop.first"
        mark = codes.tag_mark(replace(tag, kind=TagKind.OUTPUT, inside=value), "__attribute")
        cell.set(CELL_ATTRIBUTES[tag.keyword], mark)
        detach(placed.placeholder)
