"""The pieces that a program is made of: literal markup, and Jinja code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.office.markup.marks import OUTPUT, STATEMENT
from reportgen.template.syntax.tags import Tag, TagKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a program: literal markup, or code with the tag it comes from.

    `filler` is markup that stands in for `FILLER` in the code; `loop` is 1 where a loop begins and -1 where it ends.
    """

    text: str
    tag: Tag | None = None
    code: bool = False
    filler: str = ""
    loop: int = 0


def statement_piece(tag: Tag) -> Piece:
    """The code of a statement, on a line of its own so that a fault can be traced to its tag."""
    inside = tag.inside
    if tag.keyword == "set":
        name, _, value = inside.partition("=")
        inside = f"{name}= ({value})|__known"  # an unknown name is reported where it is written
    loop = (tag.keyword == "for") - (tag.closes == "for")
    return Piece(f"{STATEMENT[0]}\n{inside}{STATEMENT[1]}", tag, code=True, loop=loop)


def tag_piece(tag: Tag, printed_by: str) -> Piece:
    """The code of a tag; what it prints goes through the filter `printed_by`. A remark has none."""
    if tag.kind is TagKind.COMMENT:
        return Piece("")
    return statement_piece(tag) if tag.kind is TagKind.STATEMENT else output_piece(tag, printed_by)


def statement_code(code: str, tag: Tag | None = None, loop: int = 0) -> Piece:
    """A statement of the engine's own; a fault in it leads to `tag`, whose code begins with a line feed."""
    return Piece(f"{STATEMENT[0]}{code}{STATEMENT[1]}", tag, code=True, loop=loop)


def output_code(code: str, filler: str = "") -> Piece:
    """An expression of the engine's own that is printed; `filler` is markup that it names as `FILLER`."""
    return Piece(f"{OUTPUT[0]}{code}{OUTPUT[1]}", code=True, filler=filler)


def output_piece(tag: Tag, printed_by: str) -> Piece:
    """The code of an output tag, printed by a filter, on a line of its own.

    It stands in parentheses, since a filter binds tighter than an operator: `a + b|f` is `a + (b|f)`.
    """
    return Piece(f"{OUTPUT[0]}\n({tag.inside})|{printed_by}{OUTPUT[1]}", tag, code=True)


def captured(pieces: Iterable[Piece], variable: str, opening: str) -> list[Piece]:
    """Return `pieces` so that their output goes into a variable; the expression `opening` runs before them."""
    return [output_code(opening), statement_code(f"set {variable}"), *pieces, statement_code("endset")]
