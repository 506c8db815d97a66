"""Reads the text of a paragraph as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect


def text_nodes(paragraph: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    """Yield the text and break elements of a paragraph, not those of paragraphs nested in it (text boxes)."""
    for child in paragraph:
        if child.tag == dialect.text or child.tag in dialect.breaks:
            yield child
        elif child.tag not in BY_PARAGRAPH and child.tag not in dialect.hidden and isinstance(child.tag, str):
            yield from text_nodes(child, dialect)


def paragraph_text(paragraph: etree._Element, dialect: Dialect) -> str:
    """Return the visible text of a paragraph; a break counts as one line feed."""
    return "".join(text_of_node(node, dialect) for node in text_nodes(paragraph, dialect))


def text_of_node(node: etree._Element, dialect: Dialect) -> str:
    """Return the text of one node of a paragraph; breaks and tabs are line feeds."""
    return (node.text or "") if node.tag == dialect.text else "\n"
