"""The pieces that a program is made of: literal markup, and Jinja code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.office.markup.marks import OUTPUT, STATEMENT
from reportgen.template.syntax.tags import Tag, TagKind

_CALL = re.compile(r"call\s*(\(.*?\))?\s*(\w[\w.]*)\s*\((.*)\)")
"""`call(user) dialog('a')`: the arguments of what is captured, and what is called with it."""


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


def capture_pieces(opening: Tag, tag: Tag, variable: str, slot: int) -> list[Piece]:
    """The code of the first or last `tag` of a statement that captures, with the place of its first one as `slot`.

    `variable` holds what was captured until its end; then it becomes the value that the statement gives or prints.
    """
    is_first, said = tag is opening, opening.inside.removeprefix(opening.keyword)
    if opening.keyword == "macro":
        name = said.partition("(")[0].strip()
        named = statement_code(f"set {name} = {name}|__macro({slot})")
        return [statement_piece(tag)] if is_first else [statement_piece(tag), named]
    if found := _CALL.fullmatch(opening.inside):
        own_arguments, called, arguments = found.groups()
        if is_first:
            return [statement_code(f"\nmacro {variable}{own_arguments or '()'}", opening)]
        caller = f"{arguments}{', ' * bool(arguments.strip())}caller={variable}|__macro({slot})"
        return [statement_code("endmacro"), _printed(f"{called}({caller})", tag, slot)]
    if is_first:
        return [statement_code(f"set {variable}")]
    if opening.keyword == "filter":
        return [statement_code("endset"), _printed(f"{variable}|__captured({slot}, 1)|{said}", opening, slot)]
    name, _, filters = said.partition("|")
    value = f"{variable}|__captured({slot})" + f"|{filters}" * bool(filters)
    return [statement_code("endset"), statement_code(f"\nset {name} = {value}", opening)]


def _printed(expression: str, tag: Tag, slot: int) -> Piece:
    return Piece(f"{OUTPUT[0]}\n{expression}|__run({slot}){OUTPUT[1]}", tag, code=True)


def tag_piece(tag: Tag, printed_by: str) -> Piece:
    """The code of a tag; what it prints goes through the filter `printed_by`. A remark has none."""
    if tag.kind is TagKind.COMMENT:
        return Piece("")
    return statement_piece(tag) if tag.kind is TagKind.STATEMENT else output_piece(tag, printed_by)


def statement_code(code: str, tag: Tag | None = None, loop: int = 0) -> Piece:
    """A statement of the engine's own; a fault in it leads to `tag`, whose code begins with a line feed."""
    return Piece(f"{STATEMENT[0]}{code}{STATEMENT[1]}", tag, code=True, loop=loop)


def output_code(code: str, filler: str = "", tag: Tag | None = None) -> Piece:
    """An expression of the engine's own that is printed; `filler` is markup that it names as `FILLER`.

    A fault in it leads to `tag`, which opens and reads nothing here.
    """
    line = "\n" if tag else ""  # the code of a tag begins with a line feed
    return Piece(f"{OUTPUT[0]}{line}{code}{OUTPUT[1]}", tag and tag.silenced(), code=True, filler=filler)


def output_piece(tag: Tag, printed_by: str) -> Piece:
    """The code of an output tag, printed by a filter, on a line of its own.

    It stands in parentheses, since a filter binds tighter than an operator: `a + b|f` is `a + (b|f)`.
    """
    return Piece(f"{OUTPUT[0]}\n({tag.inside})|{printed_by}{OUTPUT[1]}", tag, code=True)


def captured(pieces: Iterable[Piece], variable: str, opening: str) -> list[Piece]:
    """Return `pieces` so that their output goes into a variable; the expression `opening` runs before them."""
    return [output_code(opening), statement_code(f"set {variable}"), *pieces, statement_code("endset")]
