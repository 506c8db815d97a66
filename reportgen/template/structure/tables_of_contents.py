"""Fields of Word that a render makes stale."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.office.markup.namespaces import qn
from reportgen.template.runtime.expressions import names_read_and_bound
from reportgen.template.structure.pairing import pair
from reportgen.template.syntax.placed_tags import PartTags, PlacedTag
from reportgen.template.syntax.tags import TagKind

_STALE = ("TOC", "INDEX", "TOA")
"""Fields that list what stands elsewhere in the document (ECMA-376 part 1 §17.16.5)."""


def mark_stale_fields(root: etree._Element) -> None:
    """Mark tables of contents and indexes to be updated when Word opens the file (`w:dirty`)."""
    begin: list[etree._Element] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple")):
        if element.tag == qn("w:fldSimple"):
            if (element.get(qn("w:instr")) or "").split()[:1] in [[name] for name in _STALE]:
                element.set(qn("w:dirty"), "true")
        elif element.tag == qn("w:instrText"):
            if begin and (element.text or "").split()[:1] in [[name] for name in _STALE]:
                begin[-1].set(qn("w:dirty"), "true")
        elif element.get(qn("w:fldCharType")) == "begin":
            begin.append(element)
        elif element.get(qn("w:fldCharType")) == "end" and begin:
            begin.pop()


def stale_tags(root: etree._Element, tags: PartTags) -> list[etree._Element]:
    """The placeholders in a table of contents whose tags mean nothing there, and should print nothing.

    An entry repeats the text of its heading, tags included, outside the loop that the heading stands in. Word
    writes the entries anew, so what they say until then is the value of tags that mean the same anywhere, and of
    loops and conditions that begin and end among the entries.
    """
    listed = [PlacedTag(tag, node) for node in _listed_tags(root) if (tag := tags.get(node)) is not None]
    if not listed:
        return []
    own = {"loop"}.union(*(names_read_and_bound(placed.tag)[1] for placed in tags.scanned()))
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
        elif tag.kind is TagKind.STATEMENT or names & own.difference(*scopes):
            stale.append(placed.placeholder)
    return stale


def _listed_tags(root: etree._Element) -> Iterator[etree._Element]:
    """The placeholders in what a field has put together from other places of the document."""
    opened: list[list[str]] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText"), etree.ProcessingInstruction):
        if isinstance(element, etree._ProcessingInstruction):
            if any(field[0] == "result" and field[1:2] in [[name] for name in _STALE] for field in opened):
                yield element
            continue
        kind = element.get(qn("w:fldCharType"))
        if element.tag == qn("w:instrText"):
            if opened:
                opened[-1] += (element.text or "").split()
        elif kind == "begin":
            opened.append(["code"])
        elif kind == "separate" and opened:
            opened[-1][0] = "result"
        elif kind == "end" and opened:
            opened.pop()
