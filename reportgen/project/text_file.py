"""Decodes the bytes of a text file, and refuses characters that no document may hold.

The text is UTF-8, has the line feed as its only line break, and no character that XML 1.0 (section 2.2) or
YAML (1.2, section 5.1) forbids, so that nothing typed can later break a document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.files import too_large

MAX_BYTES = 16 * 1024 * 1024
"""The largest text file that is read; a sector file is some 20 KB."""
MAX_REPORTED = 20
"""The most bad characters that are reported for a file; thousands would hide other problems."""

_FURTHER_PLANES = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
"""The characters beyond the basic plane; the last two of each plane are none."""
_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u2028\u2029"  # line breaks that editors do not count as lines
    "\ud800-\udfff"  # halves of a surrogate pair
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters of the basic plane
    "\ufeff"  # a byte-order mark inside the text
    # Of the further planes only noncharacters are forbidden. They are told apart after a match, since in this class
    # every character of a file would be compared with each of them, which takes ten times as long.
    f"\U00010000-\U0010ffff](?<![{_FURTHER_PLANES}])"
)


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8 with or without byte-order mark, line breaks as line feeds.

    Raises `ProblemsFound` (`too-large`, `not-utf8`, `forbidden-character`) with every place.
    """
    if len(data) > MAX_BYTES:
        raise ProblemsFound([too_large(name, MAX_BYTES)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemsFound([_not_utf8(data, name, error)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = list(forbidden_characters(text, name))
    if found:
        raise ProblemsFound(found)
    return text


def forbidden_characters(text: str, name: str, first_line: int = 1) -> Iterator[Diagnostic]:
    """One problem for each line of `text` that holds a character no document may hold, up to `MAX_REPORTED`."""
    if not _FORBIDDEN.search(text):
        return
    found = ((number, _FORBIDDEN.search(line)) for number, line in enumerate(text.split("\n"), first_line))
    bad = (forbidden_character(match[0], Location(name, number)) for number, match in found if match)
    yield from islice(bad, MAX_REPORTED)


def forbidden_character(character: str, location: Location) -> Diagnostic:
    """The problem of one character that no document may hold."""
    named = unicodedata.name(character, "").lower() or Message("a control character or no character at all")
    return Diagnostic(
        "forbidden-character",
        Message("character U+{code:04X} ({label}) cannot stand in a document", code=ord(character), label=named),
        location,
        Message("delete it (it is invisible: retype the words around it)"),
    )


def _not_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> Diagnostic:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        location, found = Location(name), Message("the file is UTF-16, not UTF-8")
    else:
        location, found = Location(name, data.count(b"\n", 0, error.start) + 1), Message("the file is not UTF-8")
    return Diagnostic("not-utf8", found, location, Message("save it as UTF-8 (in Excel: 'CSV UTF-8')"))
