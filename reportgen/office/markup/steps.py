"""Describes where an element is in a file, in the words of the person who edits it."""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.dialect import SHAPES, WORD, dialect_of
from reportgen.office.markup.namespaces import qn


def steps_to(element: etree._Element) -> tuple[str, ...]:
    """Return the steps from a part to an element: `('shape "Body"', "paragraph 2")`, `("table 2, row 3, cell 1",)`."""
    steps: list[str] = []
    path = [element, *element.iterancestors()]
    for node in path:
        if not isinstance(node.tag, str):
            continue
        dialect = dialect_of(node)
        if node.tag == dialect.paragraph:
            steps.append(f"paragraph {_position(node)}")
        elif node.tag == dialect.table_cell:
            steps.append(_cell(node))
        elif node.tag in SHAPES:
            steps.append(_shape(node))
        elif node.tag == qn("w:txbxContent"):
            steps.append("text box")
    return tuple(reversed(steps))


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
