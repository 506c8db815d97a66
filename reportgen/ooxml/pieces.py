"""What a program is made of: literal markup and code, and what happens to text typed in a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.environment import STATEMENT
from reportgen.ooxml.namespaces import qn
from reportgen.ooxml.tags import Tag

FILLER = "\x0e"
"""Where a piece of code names its `filler`."""
_ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a program: literal markup, or code with the tag it comes from.

    `filler` is markup that stands in for `FILLER` in the code.
    """

    text: str
    tag: Tag | None = None
    code: bool = False
    filler: str = ""


@dataclass(slots=True)
class CompiledPart:
    """A part's pieces; empty `pieces` mean that no tag stands in it. `slide_tags` are `{%slide` statements."""

    pieces: list[Piece]
    slide_tags: list[Tag]


def statement_piece(tag: Tag) -> Piece:
    """The code of a statement, on a line of its own so that a fault can be traced to its tag."""
    inside = tag.inside
    if tag.keyword == "set":
        name, _, value = inside.partition("=")
        inside = f"{name}= ({value})|__known"  # an unknown name is reported where it is written
    return Piece(f"{STATEMENT[0]}\n{inside}{STATEMENT[1]}", tag, code=True)


def statement_code(code: str) -> Piece:
    """A statement of the engine's own."""
    return Piece(f"{STATEMENT[0]}{code}{STATEMENT[1]}", code=True)


def prepare_literals(root: etree._Element, literal: Callable[[str], str] | None) -> None:
    """Make the text that is typed in a template what it is to print."""
    if literal:
        convert_literals(root, literal)
    unescape_literals(root)


def convert_literals(root: etree._Element, literal: Callable[[str], str]) -> None:
    """Convert the text that is typed in the template itself."""
    for text in root.iter(qn("w:t"), qn("a:t")):
        if text.text and not text.text.isascii():
            text.text = literal(text.text)


def unescape_literals(root: etree._Element) -> None:
    """`{_{` prints `{{`, and so on: how a template shows a tag without running it."""
    for text in root.iter(qn("w:t"), qn("a:t")):
        if text.text and any(opening in text.text for opening in ("{_{", "{_%")):
            for typed, shown in _ESCAPES.items():
                text.text = text.text.replace(typed, shown)
