"""Stage three: what must not become empty.

A table cell, a text body, a header or a footnote needs a paragraph, a table needs a row, whatever
a loop over nothing or a false condition leaves (ECMA-376 part 1 §17.4.65, §21.1.3). Where all of
them hang on statements, the content is captured and completed when the program runs.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from reportgen.office.markup.dialect import DRAWING, WORD, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.template.syntax.isolate import PLACEHOLDER
from reportgen.template.syntax.keywords import CELL_ATTRIBUTES
from reportgen.template.syntax.tags import Tag

_CONTAINERS = WORD.needs_paragraph | DRAWING.needs_paragraph
_FRAME = qn("p:graphicFrame")

_COLUMN_LEVEL = "tc"

AddGuard = Callable[[str, etree._Element | None], tuple[str, str]]
"""Registers a guard (`paragraph`, `rows` or `cells`) with its replacement; returns the keys of its ends."""


def protect(root: etree._Element, tags: Mapping[etree._Element, Tag], add_guard: AddGuard) -> None:
    """Put guards around everything in a part that a statement could empty."""
    for container in list(root.iter(*_CONTAINERS)):
        dialect = dialect_of(container)
        paragraph = WORD.paragraph if dialect is WORD else DRAWING.paragraph
        if not any(tags[pi].opens for pi in container if pi in tags) and container.find(paragraph) is None:
            container.append(_replacement(container, paragraph))  # only `set` and the like stand there
        elif not _ends_with_paragraph(container, paragraph, tags):
            start, end = add_guard("paragraph", _replacement(container, paragraph))
            _surround(container, start, end, dialect.head)
    for table in list(root.iter(WORD.table, DRAWING.table)):
        row = dialect_of(table).table_row
        from_data = _has_cells_from_data(table, tags)
        if from_data or not any(
            child.tag == row and not inside for child, inside in children_on_statements(table, tags)
        ):
            _guard(next(table.iterancestors(_FRAME), table), *add_guard("rows", None))
        if from_data:
            _guard(table, *add_guard("cells", None))


def _guard(element: etree._Element, start: str, end: str) -> None:
    """Put a guard around an element, inside the guards it already has."""
    element.addprevious(_placeholder(start))
    element.addnext(_placeholder(end))


def _has_cells_from_data(table: etree._Element, tags: Mapping[etree._Element, Tag]) -> bool:
    if any(tags[pi].level == _COLUMN_LEVEL for pi in table.iter(etree.ProcessingInstruction) if pi in tags):
        return True
    cells = table.iter(WORD.table_cell, DRAWING.table_cell)
    return any(attribute in cell.attrib for cell in cells for attribute in CELL_ATTRIBUTES.values())


def children_on_statements(
    container: etree._Element, tags: Mapping[etree._Element, Tag]
) -> Iterator[tuple[etree._Element, bool]]:
    """The children of a container, each with whether it hangs on a statement."""
    depth = 0
    for child in container:
        if isinstance(child, etree._ProcessingInstruction) and child in tags:
            depth += 1 if tags[child].opens else -1 if tags[child].closes else 0
        else:
            yield child, depth > 0


def _ends_with_paragraph(container: etree._Element, paragraph: str, tags: Mapping[etree._Element, Tag]) -> bool:
    children = list(children_on_statements(container, tags))
    return bool(children) and children[-1][0].tag == paragraph and not children[-1][1]


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
    if dialect is DRAWING:
        run = next(first.iter(dialect.run_properties), None)
        source = run if run is not None else first.find(qn("a:endParaRPr"))
        if source is not None:
            end = copy.deepcopy(source)
            end.tag = qn("a:endParaRPr")
            empty.append(end)
    return empty


def _surround(container: etree._Element, start: str, end: str, head: frozenset[str]) -> None:
    at = next((i for i, child in enumerate(container) if child.tag not in head), len(container))
    container.insert(at, _placeholder(start))
    container.append(_placeholder(end))


def _placeholder(key: str) -> etree._Element:
    return etree.ProcessingInstruction(PLACEHOLDER, key)
