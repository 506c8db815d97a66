"""What a program is made of: literal markup and code, and what happens to text typed in a template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.dialect import TEXT_ATTRIBUTES, TEXT_ELEMENTS
from reportgen.ooxml.environment import OUTPUT, STATEMENT
from reportgen.ooxml.namespaces import qn
from reportgen.ooxml.tags import Tag

FILLER = "\x0e"
"""Where a piece of code names its `filler`."""
MARK = ("\ufdd0", "\ufdd1")
"""Noncharacters around a tag's number where no element can stand: in attributes and properties."""
_RESERVED = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""The noncharacters that mark places while a part is compiled."""
_MARKED = re.compile(f"({MARK[0]}[^{MARK[1]}]*{MARK[1]})")
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
    """A part's pieces; empty `pieces` mean that no tag stands in it. `slide_tags` are `{%slide` statements.

    `settles` says that references to shapes have to be settled when the part is rendered.
    """

    pieces: list[Piece]
    slide_tags: list[Tag]
    settles: bool = False


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


def output_code(code: str) -> Piece:
    """An expression of the engine's own that is printed."""
    return Piece(f"{OUTPUT[0]}{code}{OUTPUT[1]}", code=True)


def captured(pieces: Iterable[Piece], variable: str, opening: str) -> list[Piece]:
    """Pieces whose output goes into a variable, after the code that begins them."""
    return [output_code(opening), statement_code(f"set {variable}"), *pieces, statement_code("endset")]


def holds_reserved(root: etree._Element) -> bool:
    """Whether a part of a template holds characters that mark places while it is compiled."""
    return any(char in _RESERVED for text in root.itertext() for char in (text or "") if char >= _RESERVED[0])


def prepare_literals(root: etree._Element, literal: Callable[[str], str] | None) -> None:
    """Make what is typed in a template what it is to print.

    Text, alt texts and document properties go through `literal`, which puts them into the output's
    language; `{_{` becomes `{{`, and so on: how a template shows a tag without running it.
    """
    for text in root.iter(qn("w:t"), qn("a:t")):
        if literal and not (text.text or "").isascii():
            text.text = literal(text.text or "")
        if "{_" in (text.text or ""):
            for escaped, shown in _ESCAPES.items():
                text.text = (text.text or "").replace(escaped, shown)
    for element in root.iter(*TEXT_ATTRIBUTES, *TEXT_ELEMENTS) if literal else ():
        for attribute in TEXT_ATTRIBUTES.get(str(element.tag), ()):
            if not (typed := element.get(attribute, "")).isascii():
                element.set(attribute, _between_marks(typed, literal))  # type: ignore[arg-type]
        if element.tag in TEXT_ELEMENTS and not (element.text or "").isascii():
            element.text = _between_marks(element.text or "", literal)  # type: ignore[arg-type]


def _between_marks(text: str, literal: Callable[[str], str]) -> str:
    pieces = _MARKED.split(text)
    return "".join(piece if _MARKED.fullmatch(piece) or piece.isascii() else literal(piece) for piece in pieces)
