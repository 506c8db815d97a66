"""Blocks (statements with their end tags) in the tree of a part, and how their placeholders are moved and removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.template.structure.content import has_content, leave_marks
from reportgen.template.syntax.placed_tags import PartTags, PlacedTag

_SECTION = qn("w:sectPr")

Chain = tuple[etree._Element, ...]
"""The placeholders of the statements that an element hangs on, outermost first; a branch is one of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A statement with an end: its tag, its branches and its end tag."""

    open: PlacedTag
    branches: tuple[PlacedTag, ...]
    close: PlacedTag

    @property
    def tags(self) -> tuple[PlacedTag, ...]:
        """All tags of the block in reading order."""
        return (self.open, *self.branches, self.close)


def innermost(elements: Iterable[etree._Element], level: str) -> etree._Element | None:
    """The first paragraph, row or cell, as a level says, among elements that stand around each other."""
    return next((one for one in elements if one.tag in dialect_of(one).containers.get(level, ())), None)


def wrap(container: etree._Element, blocks: Sequence[Block]) -> None:
    """Put the tags of blocks, outermost first, around a container; they leave where they stood."""
    for block in blocks:
        for placed in block.tags:
            detach(placed.placeholder, keep=container)
    for block in blocks:
        container.addprevious(block.open.placeholder)
    for block in blocks:  # each end goes right behind the container, so the outermost one comes last
        container.addnext(block.close.placeholder)


def detach(placeholder: etree._Element, keep: etree._Element | None = None) -> None:
    """Take a placeholder out of its paragraph, and the paragraph too when nothing is left in it.

    The last paragraph of a text body stays, since Office needs one, and so does `keep`.
    """
    parent = placeholder.getparent()
    if parent is None:
        return
    paragraph = next((a for a in placeholder.iterancestors() if a.tag in BY_PARAGRAPH), None)
    is_alone = paragraph is not None and not has_content(paragraph, (placeholder,))
    parent.remove(placeholder)
    if paragraph is None or paragraph is keep or not is_alone:
        return
    holder = paragraph.getparent()
    if holder is not None and len(holder.findall(str(paragraph.tag))) > 1 and not ends_section(paragraph):
        leave_marks(paragraph)
        holder.remove(paragraph)


def ends_section(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds the properties of the Word section that it ends."""
    return any(True for _ in paragraph.iter(_SECTION))


def chains(node: etree._Element, tags: PartTags, outer: Chain) -> Iterator[tuple[etree._Element, Chain]]:
    """Every element below a node with the statements it hangs on."""
    chain = outer
    for child in node:
        tag = tags.get(child)
        if tag is not None:
            if tag.closes:
                chain = chain[:-1]
            elif tag.opens:
                chain = (*chain, child)
            elif tag.keyword in ("else", "elif"):
                chain = (*chain[:-1], child)
        elif isinstance(child.tag, str):
            yield child, chain
            yield from chains(child, tags, chain)
