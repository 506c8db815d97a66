"""Pairs statements with their end tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Collector, Message
from reportgen.template.syntax.keywords import BRANCHES
from reportgen.template.syntax.tags import Tag


@dataclass(frozen=True, slots=True)
class Pairing:
    """A statement with its branches and its end, by their positions among the tags that were paired."""

    open: int
    branches: tuple[int, ...]
    close: int

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of all its tags in reading order."""
        return (self.open, *self.branches, self.close)


@dataclass(slots=True)
class _Open:
    """A statement that has not ended yet."""

    position: int
    branches: list[int] = field(default_factory=list)


def pair(tags: Sequence[Tag], found: Collector) -> list[Pairing]:
    """Match opening and end tags in reading order; everything that does not match is recorded."""
    pairings: list[Pairing] = []
    stack: list[_Open] = []
    for position, tag in enumerate(tags):
        if tag.opens:
            stack.append(_Open(position))
        elif tag.keyword in BRANCHES:
            if not stack or tags[stack[-1].position].keyword not in BRANCHES[tag.keyword]:
                found.error("stray-branch", Message("'{text}' stands outside an 'if'", text=tag.text), tag.location)
            else:
                stack[-1].branches.append(position)
        elif tag.closes:
            pairings += _closed(tags, position, stack, found)
    for opened in stack:
        _unclosed(tags[opened.position], found)
    return pairings


def _closed(tags: Sequence[Tag], position: int, stack: list[_Open], found: Collector) -> list[Pairing]:
    """The statement that an end tag ends; what stands open inside it is recorded."""
    tag = tags[position]
    if tag.closes not in [tags[opened.position].keyword for opened in stack]:
        found.error("stray-end", Message("'{text}' ends nothing that is open here", text=tag.text), tag.location)
        return []
    while tags[stack[-1].position].keyword != tag.closes:
        _unclosed(tags[stack.pop().position], found)
    opened = stack.pop()
    pairing, start = Pairing(opened.position, tuple(opened.branches), position), tags[opened.position]
    if any(tags[inner].level != start.level for inner in pairing.positions):
        found.error(
            "mixed-levels",
            Message("'{text}' is closed by '{end}', which takes something else with it", text=start.text, end=tag.text),
            tag.location,
            Message("write '{end}'", end=start.end),
        )
        return []
    return [pairing]


def _unclosed(tag: Tag, found: Collector) -> None:
    found.error(
        "unclosed-statement",
        Message("'{text}' is never closed", text=tag.text),
        tag.location,
        Message("add '{end}'", end=tag.end),
    )
