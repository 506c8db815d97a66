"""Escapes: how a template shows the delimiters of tags. `{_{` is `{{`, `}_}` is `}}`, `{_%` is `{%`, `%_}` is `%}`."""

from __future__ import annotations

import re

from lxml import etree

from reportgen.office.markup.dialect import dialect_of
from reportgen.office.markup.paragraph_text import paragraph_text, remove_characters

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
    found = _ESCAPE.finditer(paragraph_text(paragraph, dialect))
    remove_characters(paragraph, dialect, {escape.start() + escape[0].index("_") for escape in found})
