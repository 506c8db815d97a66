"""What a program is made of: literal markup and code, and what happens to text typed in a template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.template.runtime.marks import OUTPUT, STATEMENT
from reportgen.template.syntax.tags import Tag


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
