"""The engine's own sentinels in markup and programs: characters, attributes, elements. None is left in a finished file.

| kind | in a template | in a value |
| --- | --- | --- |
| control characters | XML has none | no value is printed with one |
| noncharacters U+FDD0–U+FDEF | the part is refused | no value is printed with one |
| attributes, elements, instructions | removed before the part is compiled | markup in a value is escaped |

Unicode reserves the noncharacters for the internal use of programs (The Unicode Standard, 23.7): no exchanged text has
them.
"""

from __future__ import annotations

import re

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import parse_xml, serialise

# -- in the source and the output of a program

PART = "\x00"
"""Begins a part in a program's output."""
STATEMENT, OUTPUT, COMMENT = ("\x01", "\x02"), ("\x03", "\x04"), ("\x05", "\x06")
"""The delimiters of Jinja's tags in a program's source."""
FILLER = "\x0e"
"""Where a piece of code names its `filler`."""
LITERAL = ("\x0f", "\x10")
"""Around the number of a piece of literal markup in a program's source."""
SECTION_MARKS = {
    "properties": "\x11", "properties_end": "\x12", "paragraph": "\x13", "paragraph_end": "\x14",
    "break": "\x15", "break_end": "\x16",
}  # fmt: skip
"""What stands in a finished body around a section's properties, around a paragraph that is there for them
alone, and around the properties of a paragraph that a value may break."""
NEW_PARAGRAPH, HELD = "\x17", "\x18"
"""Where a value has begun a new paragraph in one that ends a section, and where the section's properties go in it
if it is the last."""
WRITTEN_COLOUR = ("\x19", "\x1a")
"""What `COLOUR` becomes in a program's source."""
PRINTED = "\x1b"
"""Stands in a paragraph that may go behind what tags have printed there."""

# -- in a tree, or in the markup of a slide

MARK = ("\ufdd0", "\ufdd1")
"""Around a tag's number where no element can stand: in attributes and properties."""
COLOUR = ("\ufdd2", "\ufdd3")
"""Around a slot of the theme and the colour written for it, while a part is a tree."""
SLIDE_COUNT = "\ufdd4"
"""What `slide_count` prints until a deck is whole."""
SLIDE_NUMBER = "\ufdd5"
"""The text of a field that shows its slide's number, until a deck is whole."""
SHAPE = "\ufdd6"
"""Stands before the number of a shape in `rgFit`, so that no text can look like the attribute."""

NONCHARACTERS = "\ufdd0-\ufdef"
"""All of them, as the inside of a character class."""

# -- names

ORIGIN, PARAGRAPHS = "rgOf", "rgParagraphs"
"""The id that a shape has in the template, and how many paragraphs it has there."""
SHAPE_NUMBER = "rgFit"
"""The number of a shape whose text is fitted."""
COLUMNS, SAME_ROW, SAME_COLUMN, FILL = "rgColspan", "rgHm", "rgVm", "rgFill"
"""What the statements of a cell say, until its table is whole."""
JOINED_COLUMNS, DROPS_EMPTY, ROOM, JOINED = "rgJoin", "rgDrop", "rgRoom", "rgJoined"
"""What the statements of a slide's table say, until it is fitted: the columns whose equal cells are one, that empty
columns go, how far down its rows may reach; and the cells that may be one with the next."""
RUN_NOTE = "rgRun"
"""What the output language has to know of a run, written into its properties before tags cut the run."""
TRACED, SCALED = "rg-from", "rg-scale"
"""In files that are made to be looked at with their sources, and stay so: the number of what was printed in a run, and
what share of its designed size it is set in, where fitting has made it smaller."""
INSERTED = "rgInserted"
"""Where an inserted document goes."""
ATTRIBUTES = frozenset((
    ORIGIN, PARAGRAPHS, SHAPE_NUMBER, COLUMNS, SAME_ROW, SAME_COLUMN, FILL, RUN_NOTE,
    JOINED_COLUMNS, DROPS_EMPTY, ROOM, JOINED,
))  # fmt: skip
"""Every attribute of the engine's, none of which has a namespace."""
ELEMENTS = frozenset(("rgNote", "rgNoteStart", "rgNoteEnd", INSERTED))
"""Every element of the engine's: beside that, where a note of Word goes, and what stands around one that moves."""

_NONCHARACTER = re.compile(f"[{NONCHARACTERS}]")
_SHAPE_NUMBER_START = f' {SHAPE_NUMBER}="{SHAPE}'
_ENGINE_ATTRIBUTE = re.compile(f' (?:{"|".join(sorted(ATTRIBUTES))})="')
_ENGINE_NAME = re.compile(r"[ :]rg[A-Z]|<\?rg ")
_FIND_ENGINE_NAMES = etree.XPath(
    "//@*[starts-with(name(), 'rg')] | //*[starts-with(local-name(), 'rg')] | //processing-instruction('rg')"
)


RESERVED_FOUND = (
    Message("it holds characters that Unicode keeps for programs (U+FDD0–U+FDEF)"),
    Message("remove them"),
)
"""Why a part is refused that contains them, and the way out."""


def contains_reserved(root: etree._Element) -> bool:
    """Whether a part contains noncharacters in a text or an attribute, other than the engine's numbers of shapes."""
    return _NONCHARACTER.search(serialise(root).replace(_SHAPE_NUMBER_START, "")) is not None


def holds_placeholder(data: bytes) -> bool:
    """Whether the bytes of a part hold what looks like a placeholder of the engine's."""
    return b"<?rg " in data


def remove_engine_names(root: etree._Element) -> None:
    """Take the engine's attributes, elements and placeholders out of a part that is read: they mean nothing there."""
    if not _ENGINE_NAME.search(serialise(root)):  # twice as fast as asking for them
        return
    for found in _FIND_ENGINE_NAMES(root):
        if isinstance(found, str):
            if found.attrname in ATTRIBUTES:  # type: ignore[attr-defined]
                del found.getparent().attrib[found.attrname]  # type: ignore[attr-defined]
        elif isinstance(found, etree._ProcessingInstruction) or etree.QName(found).localname in ELEMENTS:
            _remove(found)


def without_engine_attributes(markup: str) -> str:
    """The markup of a part that is written, without the engine's attributes."""
    if " rg" not in markup or not _ENGINE_ATTRIBUTE.search(markup):  # as it is in nearly every part
        return markup
    root = parse_xml(markup.encode("utf-8"))
    remove_engine_names(root)
    return serialise(root)


def _remove(node: etree._Element) -> None:
    """Take a node out of its tree; the text behind it stays."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
