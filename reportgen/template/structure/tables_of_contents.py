"""Fields of Word that a render makes stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes
from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.office.markup.fields import fields, walk_fields
from reportgen.office.markup.namespaces import qn
from reportgen.template.structure.statements import pair
from reportgen.template.syntax.tags import Tag, TagKind

_STALE = ("TOC", "INDEX", "TOA")
"""Fields that list what stands elsewhere in the document (ECMA-376 part 1 §17.16.5)."""


def mark_stale_fields(root: etree._Element) -> None:
    """Mark tables of contents and indexes to be updated when Word opens the file (`w:dirty`)."""
    for field in fields(root):
        if field.name in _STALE:
            field.start.set(qn("w:dirty"), "true")


def quieten_stale(root: etree._Element, tags: Iterable[Tag]) -> None:
    """Let tags in a table of contents print nothing where they mean nothing.

    An entry repeats the text of its heading, tags included, outside the loop that the heading stands in. Word
    writes the entries anew, so what they say until then is the value of tags that mean the same anywhere, and of
    loops and conditions that begin and end among the entries.
    """
    stale = set(_listed_tags(root))
    if not stale:
        return
    tags = list(tags)
    own = {"loop"}.union(*map(_bound, tags))
    listed = [tag for tag in tags if tag.element in stale]
    whole = {id(tag) for block in pair(listed, Collector()) for tag in block.tags}  # what does not match is no fault
    scopes: list[set[str]] = []
    for tag in listed:
        if id(tag) in whole:
            if tag.opens:
                scopes.append({"loop"} | _bound(tag))
            elif tag.closes:
                scopes.pop()
        elif tag.kind is TagKind.STATEMENT or _names(tag) & own.difference(*scopes):
            tag.kind, tag.inside = TagKind.COMMENT, ""


def _names(tag: Tag) -> set[str]:
    return {name.name for name in tag.tree.find_all(nodes.Name)} if tag.tree else set()


def _bound(tag: Tag) -> set[str]:
    """The names that a statement gives a value."""
    return {name.name for name in tag.tree.find_all(nodes.Name) if name.ctx != "load"} if tag.tree else set()


def _listed_tags(root: etree._Element) -> Iterator[etree._Element]:
    """The placeholders in what a field has put together from other places of the document."""
    for placeholder, around in walk_fields(root, etree.ProcessingInstruction):
        if any(field.in_result and field.name in _STALE for field in around):
            yield placeholder
