"""Statements about slides, and about Word's sections: they cover the one they stand in, or all up to their end tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import nodes

from reportgen.diagnostics import Collector, Message
from reportgen.office.presentation.slide_links import Loop
from reportgen.template.runtime.expressions import tree_of
from reportgen.template.syntax.keywords import BRANCHES
from reportgen.template.syntax.tags import Tag


@dataclass(slots=True, eq=False)
class _Block:
    """A statement with the first and the last slide that it covers; `explicit` when an end tag said which is last."""

    open: Tag
    first: int
    last: int
    explicit: bool = False


def order_blocks(tags: list[list[Tag]], found: Collector) -> tuple[list[list[Tag]], list[list[Tag]], list[Loop]]:
    """Order the statements about slides (or sections): those that go before each slide, those behind it, and the loops.

    `tags` are the statements on each slide in reading order. A statement without an end tag ends with its slide, or
    with the last slide that has a branch of it. An end tag ends the nearest open statement of its keyword, its own
    slide's first. What would cross is recorded.
    """
    blocks: list[_Block] = []
    before: list[list[Tag]] = [[] for _ in tags]
    for number, own_tags in enumerate(tags):
        for tag in own_tags:
            if tag.opens:
                blocks.append(_Block(tag, number, number))
            elif tag.closes:
                _end(tag, number, blocks, found)
                continue
            elif tag.keyword in BRANCHES:
                _branch(tag, number, blocks, found)
            before[number].append(tag)
    _check_nesting(blocks, found)
    after: list[list[Tag]] = [[] for _ in tags]
    for block in reversed(blocks):  # what was opened last is closed first
        after[block.last].append(block.open.closing())
    return before, after, [Loop(b.first, b.last) for b in blocks if b.open.keyword == "for"]


class SlideLoops:
    """The variables of the slide loops that a program stands in, while its statements go by."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []

    @property
    def names(self) -> list[str]:
        """The variables, outermost first."""
        return [name for names in self._open for name in names]

    def through(self, tags: Iterable[Tag]) -> Iterator[Tag]:
        """Yield the same statements, and keep `names` up to date as each is taken."""
        for tag in tags:
            if tag.opens:
                self._open.append(_targets(tag) if tag.keyword == "for" else [])
            elif tag.closes:
                self._open.pop()
            elif tag.keyword in BRANCHES and self._open:
                self._open[-1] = []  # where a loop has no items, its variable has no value
            yield tag


def _targets(tag: Tag) -> list[str]:
    tree = tree_of(tag)
    statement = tree.find(nodes.For) if tree else None
    return [statement.target.name] if statement is not None and isinstance(statement.target, nodes.Name) else []


def _end(tag: Tag, number: int, blocks: list[_Block], found: Collector) -> None:
    for block in reversed(blocks):
        if block.open.keyword == tag.closes and not block.explicit:
            block.last, block.explicit = number, True
            return
    found.error(
        "stray-end", Message("'{text}' ends no {level} statement", text=tag.text, level=tag.level), tag.location
    )


def _branch(tag: Tag, number: int, blocks: list[_Block], found: Collector) -> None:
    for block in reversed(blocks):
        if block.open.keyword in BRANCHES[tag.keyword] and not block.explicit and block.first < number:
            block.last = number
            return
    message = Message("'{text}' belongs to no {level} statement before it", text=tag.text, level=tag.level)
    hint = Message("put it on the {level} that is to show otherwise, behind the {level} with 'if'", level=tag.level)
    found.error("stray-branch", message, tag.location, hint)


def _check_nesting(blocks: list[_Block], found: Collector) -> None:
    for index, outer in enumerate(blocks):
        for inner in blocks[index + 1 :]:
            if inner.first <= outer.last < inner.last:
                start = inner.open
                message = Message("'{outer}' ends inside '{inner}'", outer=outer.open.text, inner=start.text)
                hint = Message("end it on an earlier {level} with '{end}'", level=start.level, end=start.end)
                found.error("crossing-statement", message, start.location, hint)
