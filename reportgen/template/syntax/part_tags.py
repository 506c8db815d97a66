"""Finds the tags of a part before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts
from reportgen.template.syntax.tags import Match, find_tags


def tags_of_part(root: etree._Element) -> Iterator[Match]:
    """Every tag in the texts that are rendered of a part, whatever runs it is cut into."""
    for text in texts(root, Use.RENDERED):
        yield from find_tags(paragraph_text(text.element, text.dialect) if text.dialect else text.value)
