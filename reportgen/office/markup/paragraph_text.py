"""Reads the text of a paragraph as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, BY_PREFIX, Dialect

_CLOSED: Mapping[str, frozenset[str]] = {
    prefix: frozenset((dialect.text, *dialect.breaks, *dialect.hidden, *BY_PARAGRAPH))
    for prefix, dialect in BY_PREFIX.items()
}
"""Prefix of a dialect → the elements in which nothing is text of the paragraph around them."""


def text_nodes(paragraph: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    """Yield the text and break elements of a paragraph, not those of paragraphs nested in it (text boxes)."""
    closed = _CLOSED[dialect.prefix]
    for node in paragraph.iter(dialect.text, *dialect.breaks):
        for holder in node.iterancestors():
            if holder is paragraph:
                yield node
                break
            if holder.tag in closed:
                break


def paragraph_text(paragraph: etree._Element, dialect: Dialect) -> str:
    """Return the visible text of a paragraph; a break counts as one line feed."""
    return "".join(text_of_node(node, dialect) for node in text_nodes(paragraph, dialect))


def text_of_node(node: etree._Element, dialect: Dialect) -> str:
    """Return the text of one node of a paragraph; breaks and tabs are line feeds."""
    return (node.text or "") if node.tag == dialect.text else "\n"
