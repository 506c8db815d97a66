"""Escapes: how a template shows the delimiters of tags. `{_{` is `{{`, `}_}` is `}}`, `{_%` is `{%`, `%_}` is `%}`."""

from __future__ import annotations

import re

from lxml import etree

from reportgen.office.markup.dialect import dialect_of
from reportgen.office.markup.paragraph_text import text_nodes, text_of_node

_ESCAPE = re.compile(r"\{_(?=[{%])|(?<=[}%])_\}")


def has_escapes(text: str) -> bool:
    """Whether a text shows delimiters of tags."""
    return "_" in text and _ESCAPE.search(text) is not None


def without_escapes(text: str) -> str:
    """The text with the delimiters that it shows."""
    return _ESCAPE.sub(lambda found: found[0].replace("_", ""), text)


def undo_escapes(paragraph: etree._Element) -> None:
    """Undo the escapes in what is typed in a paragraph, also those that are cut across runs."""
    dialect = dialect_of(paragraph)
    nodes = text_nodes(paragraph, dialect)
    texts = [text_of_node(node, dialect) for node in nodes]
    typed = "".join(texts)
    gone = {found.start() + found[0].index("_") for found in _ESCAPE.finditer(typed)}
    start = 0
    for node, text in zip(nodes, texts, strict=True):
        if any(start <= position < start + len(text) for position in gone):
            node.text = "".join(char for position, char in enumerate(text, start) if position not in gone)
        start += len(text)
