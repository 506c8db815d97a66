"""Keeps what the schema requires and a statement could take away: a paragraph in each cell, a row in each table.

A table cell, a text body, a header or a footnote needs a paragraph, a table needs a row, whatever
a loop over nothing or a false condition leaves (ECMA-376 part 1 §17.4.65, §21.1.3). Where all of
them hang on statements, the content is captured and completed when the program runs.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator

from lxml import etree

from reportgen.office.markup.dialect import DRAWING, RANGE_MARKS, WORD, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.syntax.keywords import CELL_ATTRIBUTES
from reportgen.template.syntax.placed_tags import PartTags
from reportgen.template.syntax.tags import Tag

_CONTAINERS = WORD.needs_paragraph | DRAWING.needs_paragraph
_FRAME = qn("p:graphicFrame")
_AROUND_PARAGRAPHS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml")))
"""What may stand around a paragraph that is the last of a cell."""


def keep_required(
    root: etree._Element, tags: PartTags, codes: PartCode, optional: Collection[etree._Element] = ()
) -> None:  # fmt: skip
    """Let everything in a part that a statement could empty be completed when it has been printed.

    `optional` are the paragraphs that may go although they hang on no statement.
    """
    for container in list(root.iter(*_CONTAINERS)):  # lists, since placeholders are put in
        dialect = dialect_of(container)
        paragraph = dialect.paragraph
        statements = [tag for child in container if (tag := tags.get(child)) is not None]
        if _ends_with_paragraph(container, paragraph, tags, optional):
            continue
        if not any(tag.opens for tag in statements) and next(container.iter(paragraph), None) is None:
            container.append(_replacement(container, paragraph))  # only `set` and the like stand there
        else:
            start, end = codes.capture("paragraph", codes.fragment(_replacement(container, paragraph)))
            _put_inside(container, start, end, dialect.head)
    for table in list(root.iter(WORD.table, DRAWING.table)):
        row = dialect_of(table).table_row
        from_data = _has_cells_from_data(table, tags)
        if from_data or not any(
            child.tag == row and not inside for child, inside in children_on_statements(table, tags)
        ):
            # on a slide a table without rows takes its frame with it
            _put_around(next(table.iterancestors(_FRAME), table), *codes.capture("rows"))
        if from_data:
            declarations = "".join(f' xmlns:{prefix}="{uri}"' for uri, prefix in codes.prefixes.items())
            _put_around(table, *codes.capture("cells", declarations, next(_tags_of_cells(table, tags), None)))


def _put_around(element: etree._Element, start: etree._Element, end: etree._Element) -> None:
    """Capture an element, inside the captures that it stands in already."""
    element.addprevious(start)
    element.addnext(end)


def _tags_of_cells(table: etree._Element, tags: PartTags) -> Iterator[Tag]:
    """The tags that stand between cells; what is wrong with the number of these is told at the first."""
    row = dialect_of(table).table_row
    for node in table.iter(etree.ProcessingInstruction):
        tag = tags.get(node)
        if tag is not None and node.getparent().tag == row:  # type: ignore[union-attr]
            yield tag


def _has_cells_from_data(table: etree._Element, tags: PartTags) -> bool:
    if any(_tags_of_cells(table, tags)):
        return True
    if (
        any(tags.get(child) is not None for child in table)
        and table.find(f".//{DRAWING.table_cell}[@rowSpan]") is not None
    ):
        return True  # a slide's cell says over how many rows it goes
    cells = table.iter(WORD.table_cell, DRAWING.table_cell)
    return any(attribute in cell.attrib for cell in cells for attribute in CELL_ATTRIBUTES.values())


def children_on_statements(container: etree._Element, tags: PartTags) -> Iterator[tuple[etree._Element, bool]]:
    """The children of a container, each with whether it hangs on a statement."""
    depth = 0
    for child in container:
        tag = tags.get(child)
        if tag is not None:
            depth += 1 if tag.opens else -1 if tag.closes else 0
        else:
            yield child, depth > 0


def _ends_with_paragraph(
    container: etree._Element, paragraph: str, tags: PartTags, optional: Collection[etree._Element]
) -> bool:  # fmt: skip
    elements = [(child, inside) for child, inside in children_on_statements(container, tags) if _is_element(child)]
    last, inside = elements[-1] if elements else (None, False)
    if last is None or inside:
        return False
    if last.tag in _AROUND_PARAGRAPHS:
        return _ends_with_paragraph(last, paragraph, tags, optional)
    return last.tag == paragraph and last not in optional


def _is_element(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and node.tag not in RANGE_MARKS  # and no code of the engine's own


def _replacement(container: etree._Element, paragraph: str) -> etree._Element:
    """An empty paragraph with the formatting of the container's first one."""
    empty = etree.Element(paragraph)
    first = next(container.iterchildren(paragraph), None)
    if first is None:
        return empty
    dialect = dialect_of(empty)
    properties = first.find(dialect.paragraph_properties)
    if properties is not None:
        empty.append(copy.deepcopy(properties))
    if dialect.end_properties:
        run = next(first.iter(dialect.run_properties), None)  # so that the empty line is as high as the text was
        source = run if run is not None else first.find(dialect.end_properties)
        if source is not None:
            end = copy.deepcopy(source)
            end.tag = dialect.end_properties
            empty.append(end)
    return empty


def _put_inside(
    container: etree._Element, start: etree._Element, end: etree._Element, head: frozenset[str]
) -> None:  # fmt: skip
    """Capture the content of a container, behind the elements that come before it."""
    position = next((i for i, child in enumerate(container) if child.tag not in head), len(container))
    container.insert(position, start)
    container.append(end)
