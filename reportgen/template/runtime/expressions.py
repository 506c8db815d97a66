"""Jinja's syntax tree of a single tag, parsed when it is asked for."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TypedDict

from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen.office.markup.marks import COMMENT, OUTPUT, STATEMENT
from reportgen.template.syntax.keywords import BRANCHES, CELL_ATTRIBUTES, JUMPS
from reportgen.template.syntax.tags import Tag, TagKind


class Delimiters(TypedDict):
    """Jinja's settings for what opens and closes statements, expressions and remarks."""

    block_start_string: str
    block_end_string: str
    variable_start_string: str
    variable_end_string: str
    comment_start_string: str
    comment_end_string: str


DELIMITERS = Delimiters(
    block_start_string=STATEMENT[0], block_end_string=STATEMENT[1],
    variable_start_string=OUTPUT[0], variable_end_string=OUTPUT[1],
    comment_start_string=COMMENT[0], comment_end_string=COMMENT[1],
)  # fmt: skip
"""Programs use control characters as delimiters, which no XML part can contain: no text of a template is mistaken
for a tag."""
EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols")
"""Jinja's own for `do`, `break` and `continue`."""


@cache
def _parser() -> Environment:
    return Environment(**DELIMITERS, extensions=EXTENSIONS)


@lru_cache(maxsize=4096)
def parse(source: str) -> nodes.Template:
    """The tree of a small program; the same few tags stand on every slide. Raises `TemplateSyntaxError`."""
    return _parser().parse(source)


def tree_of(tag: Tag) -> nodes.Template | None:
    """The tree of a tag, or None for a remark and for a tag that is not Jinja's to read."""
    if tag.kind is TagKind.COMMENT:
        return None
    try:
        return parse(smallest_program(tag, tag.inside))
    except (TemplateSyntaxError, RecursionError, ValueError):  # the last: a number of too many digits
        return None


def smallest_program(tag: Tag, inside: str) -> str:
    """The smallest program in which a tag can stand, with `inside` as what it says."""
    if tag.kind is TagKind.OUTPUT:
        return f"{OUTPUT[0]}({inside}){OUTPUT[1]}"
    if tag.keyword in CELL_ATTRIBUTES:
        return f"{OUTPUT[0]}({inside.removeprefix(tag.keyword) or '1'}){OUTPUT[1]}"
    if tag.opens:
        return _statement(inside) + _statement(f"end{tag.keyword}")
    if tag.closes:
        return ""  # an end tag holds no expression
    if tag.keyword in JUMPS:
        return _statement("for _ in ()") + _statement(inside) + _statement("endfor")
    if tag.keyword in BRANCHES:
        return _statement("if 1") + _statement(inside) + _statement("endif")
    return _statement(inside)


def _statement(text: str) -> str:
    return f"{STATEMENT[0]}{text}{STATEMENT[1]}"


def names_read_and_bound(tag: Tag) -> tuple[set[str], set[str]]:
    """The names that occur in a tag, and those among them to which it gives a value."""
    tree = tree_of(tag)
    names = list(tree.find_all(nodes.Name)) if tree else []
    return {name.name for name in names}, {name.name for name in names if name.ctx != "load"}
