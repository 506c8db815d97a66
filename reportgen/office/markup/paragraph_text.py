"""Reads the text of a paragraph as a reader sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect
from reportgen.office.markup.namespaces import qn

_TEXT = {dialect.paragraph: dialect.breaks | {dialect.text} for dialect in BY_PARAGRAPH.values()}
"""Qualified name of a paragraph → the elements that are its text."""
_TAB = qn("w:tab")


def text_nodes(paragraph: etree._Element, dialect: Dialect) -> list[etree._Element]:
    """Return the text and break elements of a paragraph, not those of paragraphs nested in it (text boxes)."""
    wanted = _TEXT[dialect.paragraph]
    nodes = list(paragraph.iterdescendants(*wanted, *BY_PARAGRAPH, *dialect.hidden))
    if all(node.tag in wanted and not len(node) for node in nodes):
        return nodes
    return list(_visible_nodes(paragraph, dialect))


def _visible_nodes(element: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    """Yield the text and break elements in an element step by step, not entering what is no text of its paragraph."""
    for child in element:
        if child.tag in _TEXT[dialect.paragraph]:
            yield child
        elif child.tag not in BY_PARAGRAPH and child.tag not in dialect.hidden and isinstance(child.tag, str):
            yield from _visible_nodes(child, dialect)


def paragraph_text(paragraph: etree._Element, dialect: Dialect) -> str:
    """Return the visible text of a paragraph; a break counts as one line feed, a tab as one character too."""
    return "".join(text_of_node(node, dialect) for node in text_nodes(paragraph, dialect))


def text_of_node(node: etree._Element, dialect: Dialect) -> str:
    """Return the text of one node of a paragraph; breaks are line feeds, tabs are tabs."""
    if node.tag == dialect.text:
        return node.text or ""
    return "\t" if node.tag == _TAB else "\n"


def remove_characters(paragraph: etree._Element, dialect: Dialect, positions: Collection[int]) -> None:
    """Take characters out of the visible text of a paragraph: breaks as a whole."""
    start = 0
    for node in text_nodes(paragraph, dialect):
        text = text_of_node(node, dialect)
        if positions and any(position in positions for position in range(start, start + len(text))):
            parent = node.getparent()
            if node.tag == dialect.text:
                node.text = "".join(char for position, char in enumerate(text, start) if position not in positions)
            elif parent is not None:
                parent.remove(node)
        start += len(text)
