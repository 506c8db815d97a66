"""Moves the placeholders of statements to where their code can stand.

A statement's tags become siblings: around a container (paragraph, row, cell, run, shape) when both
stand inside the same one, in place of their containers when they stand in different ones. What
cannot be made siblings is an error that names both ends.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from importlib import import_module

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.office.markup.dialect import BY_PARAGRAPH
from reportgen.office.markup.namespaces import qn
from reportgen.template.structure.blocks import Block, ends_section
from reportgen.template.structure.break_paragraphs import lift_beside_breaks
from reportgen.template.structure.content import has_content, leave_marks
from reportgen.template.structure.pairing import pair
from reportgen.template.syntax.keywords import CAPTURING, JUMPS, LEVELS
from reportgen.template.syntax.placed_tags import PlacedTag, placeholders
from reportgen.template.syntax.tags import Tag, TagKind

_CONTROL_CONTENT = qn("w:sdtContent")
_AROUND_RUNS = frozenset(map(qn, (
    "w:ins", "w:moveTo", "w:smartTag", "w:hyperlink", "w:customXml", "w:bdo", "w:dir", "w:sdtContent",
)))  # fmt: skip
"""What may surround a part of a paragraph's runs and can be cut in two."""


def blocks_of(tags: Sequence[PlacedTag], found: Collector) -> list[Block]:
    """The statements of a part, each with its end, from its tags in reading order."""
    statements = [placed for placed in tags if placed.tag.kind is TagKind.STATEMENT]
    pairings = pair([placed.tag for placed in statements], found)
    return [
        Block(statements[p.open], tuple(statements[branch] for branch in p.branches), statements[p.close])
        for p in pairings
    ]


def lift(
    root: etree._Element, tags: Sequence[PlacedTag], blocks: Sequence[Block], found: Collector, keeps_paragraphs: bool
) -> None:  # fmt: skip
    """Move every statement of a part to where it has to stand; afterwards a block's tags are siblings.

    Paragraphs of statements alone go, unless it `keeps_paragraphs` of those without a level.
    """
    for strategy in dict.fromkeys(level.strategy for level in LEVELS.values() if level.strategy):
        levels = {word for word, level in LEVELS.items() if level.strategy == strategy}
        # by name: the table of levels belongs to the syntax, which imports nothing of the structure
        module = import_module(f"reportgen.template.structure.levels.{strategy}")
        module.lift([block for block in blocks if block.open.tag.level in levels], tags, found)
    _lift_lone_paragraphs(root, tags, keeps_paragraphs)
    lift_beside_breaks(blocks)
    for block in blocks:
        _leave_wrappers(block)
        _check_siblings(block, found)


def _lift_lone_paragraphs(root: etree._Element, tags: Sequence[PlacedTag], keeps_paragraphs: bool) -> None:
    """Where only statements stand in a paragraph, they take the paragraph's place, or stand behind it and it stays."""
    kinds = {placed.placeholder: placed.tag.kind for placed in tags}
    captured = {
        placed.placeholder for placed in tags
        if (placed.tag.opens and placed.tag.keyword in CAPTURING) or placed.tag.closes in CAPTURING
    }  # fmt: skip
    for paragraph in list(root.iter(*BY_PARAGRAPH)):  # a list, since paragraphs are removed
        inside = list(placeholders(paragraph))
        lone = inside and all(kinds.get(pi, TagKind.OUTPUT) is not TagKind.OUTPUT for pi in inside)
        if not lone or has_content(paragraph, inside) or ends_section(paragraph):
            continue
        if keeps_paragraphs and captured.isdisjoint(inside):
            for placeholder in reversed(inside):
                paragraph.addnext(placeholder)
            continue
        for placeholder in inside:
            leave_marks(paragraph, until=placeholder)
            paragraph.addprevious(placeholder)
        leave_marks(paragraph)
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)


def check_jumps(tags: Sequence[PlacedTag], blocks: Sequence[Block], found: Collector) -> None:
    """Record each `break` and `continue` that stands in no loop, or within what its loop prints.

    Half of a paragraph or row would stay behind: it has to stand between them, as the tags of the loop do.
    """
    loops = [block for block in blocks if block.open.tag.keyword == "for"]
    opens, closes = {block.open.placeholder for block in loops}, {block.close.placeholder for block in loops}
    around: list[PlacedTag] = []
    for placed in tags:
        tag, placeholder = placed.tag, placed.placeholder
        if placeholder in opens:
            around.append(placed)
        elif placeholder in closes:
            around.pop()
        elif tag.keyword not in JUMPS:
            continue
        elif not around:
            found.error(
                "misplaced-tag",
                Message("'{text}' stands in no loop", text=tag.text),
                tag.location,
                Message("move it into one"),
            )
        elif placeholder.getparent() is not around[-1].placeholder.getparent():
            message = Message(
                "'{text}' stands in the middle of what '{loop}' repeats", text=tag.text, loop=around[-1].tag.text
            )
            hint = Message(
                "put it and its condition alone into a paragraph; in a loop over rows write {%tr break %} in a row"
            )
            found.error("misplaced-tag", message, tag.location, hint)


def _leave_wrappers(block: Block) -> None:
    """Where something around runs (a tracked insertion, a link) holds some tags of a block only, take them out of it.

    It goes on behind the tag. A content control cannot be in two places: a tag leaves it at its ends only.
    """
    elements = [placed.placeholder for placed in block.tags]
    paragraphs = [next((a for a in e.iterancestors() if a.tag in BY_PARAGRAPH), None) for e in elements]
    paragraph = paragraphs[0]
    if paragraph is None or any(other is not paragraph for other in paragraphs):
        return
    if any(e.getparent() is not elements[0].getparent() for e in elements):
        for element in elements:
            while element.getparent() is not paragraph and _split_around(element):
                pass  # one wrapper less around it each time


def _split_around(element: etree._Element) -> bool:
    """Cut the parent of an element in two, the element between its halves; False where that cannot be."""
    parent = element.getparent()
    if parent is None or parent.tag not in _AROUND_RUNS or (outer := parent.getparent()) is None:
        return False
    index = parent.index(element)
    before = [child for child in parent[:index] if not str(child.tag).endswith("Pr")]
    behind = list(parent[index + 1 :])
    if parent.tag == _CONTROL_CONTENT:
        if before and behind:
            return False
        (outer.addnext if before else outer.addprevious)(element)
        if not before and not behind and outer.getparent() is not None:
            outer.getparent().remove(outer)  # type: ignore[union-attr]
        return True
    second_half = etree.Element(parent.tag, dict(parent.attrib), nsmap=parent.nsmap)
    second_half.extend(copy.deepcopy(child) for child in parent[: index - len(before)])  # its properties
    second_half.extend(behind)
    parent.addnext(element)
    if behind:
        element.addnext(second_half)
    if not before:
        outer.remove(parent)
    return True


def _check_siblings(block: Block, found: Collector) -> None:
    parents = [placed.placeholder.getparent() for placed in block.tags]
    crossing = next((i for i, parent in enumerate(parents) if parent is not parents[0]), 0)
    if crossing:
        start, other = block.open.tag, block.tags[crossing].tag
        found.error(
            "crossing-statement",
            Message(
                "'{text}' ({place}) and '{end}' ({end_place}) cross other content",
                text=start.text,
                place=_where(start),
                end=other.text,
                end_place=_where(other),
            ),
            start.location,
            Message(
                "put both into one paragraph, or each alone into a paragraph of its own; for table rows use '{%tr'"
            ),
        )


def _where(tag: Tag) -> str:
    return ", ".join(tag.location.steps[-2:])
