"""Statements that take the paragraph, table row or table cell they stand in with them.

A statement's tags go around that container when all stand inside the same one, and in the place of their containers
when each stands in one of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.diagnostics import Collector, shortened
from reportgen.office.markup.dialect import BY_PARAGRAPH, dialect_of
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.template.structure.blocks import Block, ends_section, wrap
from reportgen.template.syntax.keywords import LEVELS, SINGLE
from reportgen.template.syntax.placed_tags import PlacedTag, placeholders
from reportgen.template.syntax.tags import TagKind


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
        if level is not None and level.strategy == "containers" and placed.tag.keyword in SINGLE:
            container = _container(placed, found)
            if container is not None:
                replaced[container] = None
    order = {placed.placeholder: position for position, placed in enumerate(tags)}
    for container, inside in wrapped.items():
        wrap(container, sorted(inside, key=lambda block: order[block.open.placeholder]))
    _replace(replaced, tags, found)


def _container(placed: PlacedTag, found: Collector) -> etree._Element | None:
    tag = placed.tag
    for ancestor in placed.placeholder.iterancestors():
        if ancestor.tag in dialect_of(ancestor).containers.get(tag.level, ()):
            return ancestor
    word = LEVELS[tag.level].word
    found.error("misplaced-tag", f"'{tag.text}' stands outside a {word}", tag.location, f"move it into a {word}")
    return None


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
            f"'{branch.text}' stands in the same {word} as '{start.text}'",
            branch.location,
            f"put each into a {word} of its own",
        )
    else:
        wrapped.setdefault(containers[0], []).append(block)


def _replace(replaced: dict[etree._Element, None], tags: Sequence[PlacedTag], found: Collector) -> None:
    """Put tags in the place of their containers, which go; one that would take content with it is a fault."""
    for placed in tags:
        container = next((a for a in placed.placeholder.iterancestors() if a in replaced), None)
        if container is not None and placed.tag.kind is not TagKind.OUTPUT and placed.tag.level:
            container.addprevious(placed.placeholder)
    for container in replaced:
        lost = _visible_text(container)
        parent = container.getparent()
        if lost:
            _report_lost(container, lost, tags, found)
        elif parent is not None and not ends_section(container):
            parent.remove(container)


def _visible_text(container: etree._Element) -> str:
    """What would be lost with a container: its text, or another tag that still stands in it."""
    if any(True for _ in placeholders(container)):
        return "another tag"
    paragraphs = [e for e in container.iter() if e.tag in BY_PARAGRAPH]
    return " ".join(paragraph_text(p, dialect_of(p)).strip() for p in paragraphs).strip()


def _report_lost(container: etree._Element, lost: str, tags: Sequence[PlacedTag], found: Collector) -> None:
    before = container.getprevious()
    tag = next((t.tag for t in tags if before is not None and t.placeholder is before), tags[0].tag)
    shown = shortened(lost, 40)
    word = LEVELS[tag.level].word if tag.level else "place"
    found.error(
        "content-lost",
        f"'{tag.text}' takes its {word} away, and with it '{shown}'",
        tag.location,
        "give the tag a place of its own, or end the statement inside the same one",
    )
