"""Word's fields with tags in them: tables of contents, whose entries rendering makes stale, and fields cut in two.

A complex field is a row of marks in the text (ECMA-376 part 1 §17.16.18): half of one is a file that Word repairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.office.markup.fields import fields, walk_fields
from reportgen.office.markup.namespaces import qn
from reportgen.template.runtime.expressions import names_read_and_bound
from reportgen.template.structure.blocks import Chain, chains
from reportgen.template.structure.pairing import pair
from reportgen.template.syntax.placed_tags import PartTags, PlacedTag
from reportgen.template.syntax.tags import TagKind

_MARK, _KIND = qn("w:fldChar"), qn("w:fldCharType")
_STALE = ("TOC", "INDEX", "TOA")
"""Fields that list what stands elsewhere in the document (ECMA-376 part 1 §17.16.5)."""


def mark_stale_fields(root: etree._Element) -> None:
    """Mark tables of contents and indexes to be updated when Word opens the file (`w:dirty`)."""
    for field in fields(root):
        if field.name in _STALE:
            field.start.set(qn("w:dirty"), "true")


def stale_tags(root: etree._Element, tags: PartTags) -> list[etree._Element]:
    """The placeholders in a table of contents whose tags mean nothing there, and should print nothing.

    An entry repeats the text of its heading, tags included, outside the loop that the heading stands in. Word
    writes the entries anew, so what they say until then is the value of tags that mean the same anywhere, and of
    loops and conditions that begin and end among the entries.
    """
    listed = [PlacedTag(tag, node) for node in _listed_tags(root) if (tag := tags.get(node)) is not None]
    if not listed:
        return []
    bound_somewhere = {"loop"}.union(*(names_read_and_bound(placed.tag)[1] for placed in tags.scanned()))
    pairings = pair([placed.tag for placed in listed], Collector())  # what does not match there is no fault
    whole = {position for pairing in pairings for position in pairing.positions}
    stale: list[etree._Element] = []
    scopes: list[set[str]] = []
    for position, placed in enumerate(listed):
        tag = placed.tag
        names, bound = names_read_and_bound(tag)
        if position in whole:
            if tag.opens:
                scopes.append({"loop"} | bound)
            elif tag.closes:
                scopes.pop()
        elif tag.kind is TagKind.STATEMENT or names & bound_somewhere.difference(*scopes):
            stale.append(placed.placeholder)
    return stale


def _listed_tags(root: etree._Element) -> Iterator[etree._Element]:
    """The placeholders in what a field has put together from other places of the document."""
    for placeholder, fields_around in walk_fields(root, etree.ProcessingInstruction):
        if any(field.in_result and field.name in _STALE for field in fields_around):
            yield placeholder


def check_fields(root: etree._Element, tags: PartTags, found: Collector) -> None:
    """Record each statement of a part, all of which are placed, that holds one end of a field alone."""
    if next(root.iter(_MARK), None) is None:
        return
    for placeholder in dict.fromkeys(_halving(root, tags)):  # once for each, however many fields it cuts
        tag = tags.get(placeholder)
        assert tag is not None
        found.error(
            "crossing-statement",
            Message("'{text}' holds one end of a field, and not the other", text=tag.text),
            tag.location,
            Message("put the whole field between the tags, or the tags between its ends; Alt+F9 in Word shows these"),
        )


def _halving(root: etree._Element, tags: PartTags) -> Iterator[etree._Element]:
    """The placeholders of the statements and branches on which a mark hangs, and the one that begins its field not."""
    opened: list[Chain] = []
    for element, chain in chains(root, tags, ()):
        kind = element.get(_KIND) if element.tag == _MARK else None
        if kind == "begin":
            opened.append(chain)
        elif kind and opened:
            yield from _first_difference(opened[-1], chain)
            if kind == "end":
                opened.pop()


def _first_difference(one: Chain, other: Chain) -> Iterator[etree._Element]:
    for mine, its in zip_longest(one, other):
        if mine is not its:
            yield its if mine is None else mine
            return
