"""Characters with a meaning of our own: in programs, and in markup until it is written."""

from __future__ import annotations

from lxml import etree

STATEMENT = ("\x01", "\x02")


OUTPUT = ("\x03", "\x04")


COMMENT = ("\x05", "\x06")


FILLER = "\x0e"
"""Where a piece of code names its `filler`."""


MARK = ("\ufdd0", "\ufdd1")
"""Noncharacters around a tag's number where no element can stand: in attributes and properties."""


RESERVED = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""The noncharacters that mark places while a part is compiled."""


def holds_reserved(root: etree._Element) -> bool:
    """Whether a part of a template holds characters that mark places while it is compiled."""
    return any(char in RESERVED for text in root.itertext() for char in (text or "") if char >= RESERVED[0])


NEW_PARAGRAPH, HELD = "\x17", "\x18"
"""Where a value has begun a new paragraph in one that ends a section, and where the section's properties go in it
if it is the last: characters that no XML part can contain."""
