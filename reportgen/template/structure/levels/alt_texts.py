"""Statements in alt texts, which nobody sees while designing: where each of them counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.office.markup.dialect import DRAWING
from reportgen.office.markup.namespaces import qn
from reportgen.template.structure.levels.shapes import put_into_shape
from reportgen.template.syntax.tags import Tag

_FRAME = qn("p:graphicFrame")
_PARTS = frozenset(map(qn, ("wps:cNvPr", "wpg:cNvPr", "a:cNvPr", "cdr:cNvPr", "dsp:cNvPr", "dgm14:cNvPr")))
"""What describes a part of a group, chart or diagram."""
_TRUE = ("1", "true")


def put_statements(
    statements: Sequence[Tag], described: etree._Element, hold: Callable[[Tag], etree._Element], found: Collector
) -> None:  # fmt: skip
    """Let the statements in an alt text stand where they count: those about rows in the table, others in the shape.

    `described` is the element with the alt text, `hold` gives a tag its placeholder.
    """
    _put_around_first_row([tag for tag in statements if tag.level == "tr"], described, hold, found)
    for tag in [tag for tag in statements if tag.level != "tr"]:
        if described.tag in _PARTS:
            hint = Message("move it into the alt text of the whole drawing")
            message = Message("'{text}' stands in the alt text of a part of a drawing", text=tag.text)
            found.error("misplaced-tag", message, tag.location, hint)
        else:
            put_into_shape(hold(tag), described)


def _put_around_first_row(
    statements: Sequence[Tag], described: etree._Element, hold: Callable[[Tag], etree._Element], found: Collector
) -> None:  # fmt: skip
    """Let statements stand at the beginning of the table's first row below its header.

    A statement ends with the row; an end tag beside it says no more than that.
    """
    opening = [tag for tag in statements if tag.opens]
    ended = {tag.keyword for tag in opening}
    for tag in statements:
        if not tag.opens and tag.closes not in ended:
            found.error("misplaced-tag", Message("'{text}' does nothing in an alt text", text=tag.text), tag.location)
    row = _first_row(described, opening, found)
    if row is not None:
        for position, tag in enumerate(opening):
            row.insert(position, hold(tag))
        row.extend(hold(tag.closing()) for tag in reversed(opening))


def _first_row(described: etree._Element, opening: Sequence[Tag], found: Collector) -> etree._Element | None:
    """The first row below the header; None, with a fault, where there is none."""
    if not opening:
        return None
    text, location = opening[0].text, opening[0].location
    frame = next(described.iterancestors(_FRAME), None)
    table = next(frame.iter(DRAWING.table), None) if frame is not None else None
    if table is None:
        hint = Message("move it into the alt text of a table on a slide")
        found.error("misplaced-tag", Message("'{text}' stands outside a table", text=text), location, hint)
        return None
    properties = table.find(qn("a:tblPr"))
    header = properties is not None and properties.get("firstRow") in _TRUE
    rows = table.findall(DRAWING.table_row)
    if len(rows) <= header:
        message = Message('table "{what}" has no row below its header', what=described.get("name", ""))
        found.error(
            "misplaced-tag",
            Message("'{text}': {message}", text=text, message=message),
            location,
            Message("add the row that is to be repeated"),
        )
        return None
    return rows[header]
