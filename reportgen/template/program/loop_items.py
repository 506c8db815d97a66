"""Finds out at which item of which loop a fault happened, only when there is one: a run pays nothing for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import FrameType
from typing import Any

from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from reportgen.diagnostics import Message
from reportgen.template.program.undefined import reporter
from reportgen.template.runtime.expressions import tree_of
from reportgen.template.syntax.tags import Tag

Loops = tuple[Tag, ...]
"""The `for` statements that a tag stands in, outermost first."""


def with_loops(tags: Iterable[Tag]) -> Iterator[tuple[Tag, Loops]]:
    """Every tag with the loops it stands in; tags come as the program runs them."""
    open_: list[Tag] = []
    for tag in tags:
        if tag.closes == "for" and open_:
            open_.pop()
        yield tag, tuple(open_)
        if tag.keyword == "for":
            open_.append(tag)


def loop_items(loops: Loops, frame: FrameType, environment: ImmutableSandboxedEnvironment) -> str:
    """The items being printed when a frame of a program stopped: "item 3 of 'sector.progress'"."""
    names = variables(frame)
    found = []
    for loop in loops:
        number = _number(loop, names, environment)
        if number:
            found.append(Message("item {number} of '{iterated}'", number=number, iterated=_iterated(loop)))
    return Message("{items}", items=found) if found else ""


def variables(frame: FrameType) -> dict[str, Any]:
    """What the program's variables hold: Jinja calls them `l_<level>_<name>`, the innermost wins."""
    context = frame.f_locals.get("context")
    names: dict[str, Any] = dict(context.get_all()) if isinstance(context, Context) else {}
    levels: dict[str, int] = {}
    for variable, value in frame.f_locals.items():
        prefix, _, rest = variable.partition("_")
        level, _, name = rest.partition("_")
        if prefix == "l" and level.isdecimal() and value is not missing and int(level) >= levels.get(name, 0):
            names[name], levels[name] = value, int(level)
    return names


def _iterated(loop: Tag) -> str:
    return loop.inside.partition(" in ")[2].strip()


def _number(loop: Tag, names: Mapping[str, Any], environment: ImmutableSandboxedEnvironment) -> int:
    """The number (from 1) of the item a loop stands at: its list is asked for again and searched; 0 for none."""
    tree = tree_of(loop)
    statement = tree.find(nodes.For) if tree else None
    if statement is None or not isinstance(statement.target, nodes.Name):
        return 0
    current = names.get(statement.target.name, missing)
    token = reporter.set(lambda *_: None)  # unknown names were reported when the loop ran first
    try:
        items = list(environment.compile_expression(_iterated(loop))(**names) or ())
    except Exception:  # a loop that cannot be run again tells no number, which is no fault
        return 0
    finally:
        reporter.reset(token)
    return next((number for number, item in enumerate(items, 1) if item is current or item == current), 0)
