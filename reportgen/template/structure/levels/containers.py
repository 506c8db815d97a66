"""Statements that take the paragraph, table row or table cell they stand in with them.

A statement's tags go around that container when all stand inside the same one, and in the place of their containers
when each stands in one of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.template.structure.blocks import Block, ends_section, innermost, wrap
from reportgen.template.structure.content import content_of, leave_marks
from reportgen.template.syntax.keywords import LEVELS, SINGLE
from reportgen.template.syntax.placed_tags import PlacedTag
from reportgen.template.syntax.tags import Tag


def lift(blocks: Sequence[Block], tags: Sequence[PlacedTag], found: Collector) -> None:
    """Put blocks around or in place of their containers; `tags` are all tags of the part in reading order.

    A statement without an end (`set`) takes its container's place.
    """
    replaced: dict[etree._Element, None] = {}  # a set that keeps the order
    wrapped: dict[etree._Element, list[Block]] = {}
    for block in blocks:
        _find_containers(block, replaced, wrapped, found)
    for placed in tags:
        level = LEVELS.get(placed.tag.level)
        if (
            level is not None
            and level.strategy == "containers"
            and placed.tag.keyword in SINGLE
            and not placed.tag.opens
        ):
            container = _container(placed, found)
            if container is not None:
                replaced[container] = None
    order = {placed.placeholder: position for position, placed in enumerate(tags)}
    for container, inside in wrapped.items():
        wrap(container, sorted(inside, key=lambda block: order[block.open.placeholder]))
    _replace(replaced, tags, found)


def _container(placed: PlacedTag, found: Collector) -> etree._Element | None:
    """What a statement takes with it; None, with a fault, where it stands in nothing of that level."""
    container = innermost(placed.placeholder.iterancestors(), placed.tag.level)
    if container is None:
        tag, word = placed.tag, LEVELS[placed.tag.level].word
        found.error(
            "misplaced-tag",
            Message("'{text}' stands outside a {word}", text=tag.text, word=word),
            tag.location,
            Message("move it into a {word}", word=word),
        )
    return container


def _find_containers(
    block: Block,
    replaced: dict[etree._Element, None],
    wrapped: dict[etree._Element, list[Block]],
    found: Collector,
) -> None:
    """Note the containers of a block: one around all of its tags is `wrapped`, several are `replaced`."""
    containers = [container for placed in block.tags if (container := _container(placed, found)) is not None]
    if len(containers) < len(block.tags):
        return
    if any(container is not containers[0] for container in containers):
        replaced.update(dict.fromkeys(containers))
    elif block.branches:
        start, branch = block.open.tag, block.branches[0].tag
        word = LEVELS[start.level].word
        found.error(
            "misplaced-tag",
            Message("'{text}' stands in the same {word} as '{other}'", text=branch.text, word=word, other=start.text),
            branch.location,
            Message("put each into a {word} of its own", word=word),
        )
    else:
        wrapped.setdefault(containers[0], []).append(block)


def _replace(replaced: Collection[etree._Element], tags: Sequence[PlacedTag], found: Collector) -> None:
    """Put tags in the place of their containers, which go; one that would take content with it is a fault."""
    inside: dict[etree._Element, list[PlacedTag]] = {container: [] for container in replaced}
    for placed in tags:
        container = innermost(placed.placeholder.iterancestors(), placed.tag.level)
        if container in inside:
            inside[container].append(placed)
    for container, moving in inside.items():
        placeholders = [placed.placeholder for placed in moving]
        lost = content_of(container, placeholders)
        for placeholder in placeholders:
            leave_marks(container, until=placeholder)
            container.addprevious(placeholder)
        parent = container.getparent()
        if lost:
            _report_lost(moving[-1].tag, lost, found)
        elif parent is not None and not ends_section(container):
            leave_marks(container)
            parent.remove(container)


def _report_lost(tag: Tag, lost: str, found: Collector) -> None:
    found.error(
        "content-lost",
        Message(
            "'{text}' takes its {word} away, and with it {lost}", text=tag.text, word=LEVELS[tag.level].word, lost=lost
        ),
        tag.location,
        Message("give the tag a place of its own, or end the statement inside the same one"),
    )
