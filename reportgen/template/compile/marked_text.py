"""Puts marks for the tags of a text that is no paragraph: an attribute, a document property, a link's target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Collector, Location
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.pairing import pair
from reportgen.template.syntax.escapes import without_escapes
from reportgen.template.syntax.links import address_code
from reportgen.template.syntax.tags import Match, Tag, TagKind, find_tags

Check = Callable[[Match], Tag]
"""Reads a tag and checks it."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with marks for its `tags`; `statements` are those about shape, slide and table row, taken out of it."""

    text: str
    tags: Sequence[Tag]
    statements: Sequence[Tag] = ()


def mark_tags(
    text: str, check: Check, printed_by: str, codes: PartCode, found: Collector, describes: bool
) -> MarkedText:  # fmt: skip
    """Put marks for the tags of a text, which are printed by a filter.

    In a text that `describes` a shape, statements about it, its slide and its rows are no part of the text.
    """
    parts: list[str] = []
    marked: list[Tag] = []
    statements: list[Tag] = []
    position = 0
    for match in find_tags(text):
        tag = check(match)
        parts.append(without_escapes(text[position : match.start]))
        position = match.end
        if describes and tag.level in ("shape", "slide", "tr"):
            statements.append(tag)
        else:
            marked.append(tag)
            parts.append(codes.tag_mark(tag, printed_by))
    pair([tag for tag in marked if tag.kind is TagKind.STATEMENT], found)
    rest = "".join([*parts, without_escapes(text[position:])])
    return MarkedText(rest.strip() if statements else rest, marked, statements)


def mark_address(target: str, check: Check, location: Location, codes: PartCode) -> MarkedText:
    """The mark for a hyperlink's target with tags in it: its relationship is made where the link is printed."""
    tag = Tag(TagKind.OUTPUT, "", address_code(target, check), target, location)
    return MarkedText(codes.tag_mark(tag, "__link"), [tag])
