"""Describes where an element is in a file, in the words of the person who edits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from reportgen.office.markup.dialect import DRAWING, SHAPES, WORD
from reportgen.office.markup.namespaces import qn


def steps_to(element: etree._Element) -> tuple[str, ...]:
    """Return the steps from a part to an element: `('shape "Body"', "paragraph 2")`, `("table 2, row 3, cell 1",)`."""
    steps: list[str] = []
    path = [element, *element.iterancestors()]
    for node in path:
        if (step := _STEPS.get(str(node.tag))) is not None:
            steps.append(step(node))
    return tuple(reversed(steps))


def _paragraph(paragraph: etree._Element) -> str:
    return f"paragraph {_position(paragraph)}"


def _position(element: etree._Element) -> int:
    parent = element.getparent()
    siblings = list(parent.iterchildren(str(element.tag))) if parent is not None else [element]
    return siblings.index(element) + 1


def _cell(cell: etree._Element) -> str:
    row = cell.getparent()
    assert row is not None
    place = f"row {_position(row)}, cell {_position(cell)}"
    table = next(row.iterancestors(WORD.table), None)  # a table of a slide stands in a shape that has a name
    return place if table is None else f"table {_position(table)}, {place}"


def _shape(shape: etree._Element) -> str:
    properties = next(shape.iter(qn("p:cNvPr")), None)
    name = properties.get("name", "") if properties is not None else ""
    return f'shape "{name}"'


_STEPS: Mapping[str, Callable[[etree._Element], str]] = {
    **dict.fromkeys((WORD.paragraph, DRAWING.paragraph), _paragraph),
    **dict.fromkeys((WORD.table_cell, DRAWING.table_cell), _cell),
    **dict.fromkeys(SHAPES, _shape),
    qn("w:txbxContent"): lambda _: "text box",
}
"""The elements that a place in a file is told by, each with how."""
