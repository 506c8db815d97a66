"""Numbered lists that a loop of Word's text repeats count anew in each of its rounds.

Word counts on through all paragraphs of a list (`w:num`), so each round is given a list of its own (§17.9.15). Where
a single paragraph is what the loop repeats of a list, that is the list, and it counts on; headings count on as well,
and so does a loop over `…|continue_numbering`. PowerPoint begins anew behind each paragraph without a number.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from jinja2 import nodes
from lxml import etree

from reportgen.office.markup.dialect import WORD
from reportgen.office.opc.lists import NumberedLists
from reportgen.template.runtime.code import output_code
from reportgen.template.runtime.expressions import tree_of
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.blocks import Chain, chains
from reportgen.template.syntax.placed_tags import PartTags, placeholders
from reportgen.template.syntax.tags import Tag

CONTINUE = "continue_numbering"
"""The filter with which a loop says that its lists count on."""


@dataclass(frozen=True, slots=True, eq=False)
class _Item:
    """A paragraph of a list; `loops` are the loops around it, outermost first, and it `hangs` on a condition in the
    last one. A `heading` counts through the document. `lone` is the output tag that stands alone in it: of a list it
    makes a paragraph for each item.
    """

    paragraph: etree._Element
    level: int
    loops: Chain
    hangs: bool
    heading: bool
    lone: Tag | None


@dataclass(slots=True)
class _Round:
    """What a loop repeats of a list: its items, and whether another paragraph begins each round."""

    begins_otherwise: bool
    items: list[_Item] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level from which on the list lies in the round; those above it count on outside."""
        return min(item.level for item in self.items)

    def condition(self, loop: etree._Element) -> str:
        """The expression that says whether the list lies in a round, and not the rounds in the list; empty: never."""
        if any(each.heading for each in self.items):
            return ""  # levels below it Word counts anew behind each
        level = self.level
        top = [each for each in self.items if each.level == level]
        alternatives = not self.begins_otherwise and all(each.hangs for each in top)
        if any(each.loops[-1] is not loop for each in top) or (len(top) > 1 and not alternatives):
            return "1"
        lone = top[0].lone if len(top) == 1 else None
        return f"({lone.inside})|__many" if lone is not None else ""


def restart_lists(
    root: etree._Element, tags: PartTags, lists: NumberedLists | None, codes: PartCode,
    lone: Collection[etree._Element] = (),
) -> None:  # fmt: skip
    """Let every numbered list that lies in a loop of a part count anew in each round.

    `lone` are the placeholders of output tags whose paragraph is printed for each item of a list.
    """
    if not lists or not any(placed.tag.keyword == "for" for placed in tags.scanned()):
        return
    rounds = _rounds(root, tags, lists, lone)
    filters: dict[tuple[etree._Element, str], str] = {}
    for (loop, number), round_ in rounds.items():
        if (condition := round_.condition(loop)) and not _counts_on(tags.get(loop)):
            key = codes.package.variable()
            filters[loop, number] = f"|__list('{key}', {number!r}, {round_.level}, {condition})"
            loop.addnext(codes.placeholder(output_code(f"'{key}'|__round")))
    for item, number in {each: number for (_, number), round_ in rounds.items() for each in round_.items}.items():
        # the innermost loop has the last word
        counted = "".join(filters.get((loop, number), "") for loop in item.loops)
        if counted:
            lists.count_in(item.paragraph, codes.mark(f"{number!r}{counted}"), item.level)


def _rounds(
    root: etree._Element, tags: PartTags, lists: NumberedLists, lone: Collection[etree._Element]
) -> dict[tuple[etree._Element, str], _Round]:  # fmt: skip
    """What each loop of a part repeats of each list, by the placeholder of the loop and the number of the list."""
    rounds: dict[tuple[etree._Element, str], _Round] = {}
    begun: set[etree._Element] = set()
    for paragraph, chain in chains(root, tags, ()):
        if paragraph.tag != WORD.paragraph:
            continue
        loops = tuple(opener for opener in chain if (tag := tags.get(opener)) is not None and tag.keyword == "for")
        if not loops:
            continue
        if place := lists.place(paragraph):
            number, level = place
            alone = next((tags.get(pi) for pi in placeholders(paragraph) if pi in lone), None)
            hangs, heading = chain[-1] is not loops[-1], lists.is_heading(paragraph)
            item = _Item(paragraph, level, loops, hangs, heading, alone if _is_plain(alone) else None)
            for loop in loops:
                rounds.setdefault((loop, number), _Round(loop in begun)).items.append(item)
        begun.update(loops)
    return rounds


def _is_plain(tag: Tag | None) -> bool:
    """Whether a tag may be asked twice what it prints; a call may give something else each time."""
    tree = tree_of(tag) if tag is not None else None
    return tree is not None and tree.find(nodes.Call) is None


def _counts_on(loop: Tag | None) -> bool:
    tree = tree_of(loop) if loop is not None else None
    return tree is not None and any(each.name == CONTINUE for each in tree.find_all(nodes.Filter))
