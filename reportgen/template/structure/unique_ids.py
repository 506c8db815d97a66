"""Keeps ids unique that a statement repeats: those of drawings, content controls, table rows.

Office repairs a file in which two drawings share an id (ECMA-376 part 1 §20.1.2.2.8); a repeated one
therefore gets a fresh id for every copy. For comments and bookmarks see `comments_and_bookmarks`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from reportgen.office.markup.namespaces import A16, PARAGRAPH_IDS, qn
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.syntax.keywords import BLOCKS
from reportgen.template.syntax.placed_tags import PartTags

_DRAWINGS = (qn("wp:docPr"), qn("p:cNvPr"), qn("pic:cNvPr"))
_FORGOTTEN = (f"{{{A16}}}rowId", f"{{{A16}}}creationId")
"""Elements that name one place of a file and mean nothing in a copy of it."""


def make_unique(root: etree._Element, tags: PartTags, codes: PartCode) -> None:
    """Give everything that a statement can repeat fresh ids, and take from it what cannot be repeated."""
    for element in list(reached(root, tags, ("for",))):  # a list, since elements are removed
        for attribute in PARAGRAPH_IDS:
            element.attrib.pop(attribute, None)  # optional: Word gives new ones
        if element.tag in _DRAWINGS:
            element.set("id", codes.mark("''|__id"))  # a filter needs a value
        elif element.tag in _FORGOTTEN:
            _remove(element)
        elif element.tag == qn("w:sdtPr"):
            for control_id in element.findall(qn("w:id")):
                element.remove(control_id)  # it may be missing: Word gives the control a new one


def reached(
    node: etree._Element, tags: PartTags, keywords: Collection[str] = BLOCKS, inside: int = 0
) -> Iterator[etree._Element]:
    """The elements that statements with these keywords reach over."""
    depth = inside
    for child in node:
        if isinstance(child, etree._ProcessingInstruction):
            tag = tags.get(child)
            if tag is not None and tag.keyword in keywords:
                depth += 1
            elif tag is not None and tag.closes in keywords:
                depth -= 1
        elif isinstance(child.tag, str):
            if depth:
                yield child
            yield from reached(child, tags, keywords, depth)


def _remove(element: etree._Element) -> None:
    """Remove an element, and the extension that holds nothing else."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    if len(parent) == 0 and parent.tag in (qn("a:ext"), qn("a:extLst")):
        _remove(parent)


_LARGEST_COUNTED_ID = 1_000_000_000
"""Larger ids are random: counting on from them would leave the range of a 32-bit number."""
_NUMBERED = ((_DRAWINGS, "id"), ((qn("w:comment"), qn("w:bookmarkStart")), qn("w:id")))


def largest_own_id(root: etree._Element) -> int:
    """The largest id of a part's drawings, comments and bookmarks, but for the huge random ones no count reaches."""
    values = (
        element.get(attribute, "0") for elements, attribute in _NUMBERED for element in root.iter(*elements)
    )  # fmt: skip
    return max((int(value) for value in values if value.isdecimal() and int(value) < _LARGEST_COUNTED_ID), default=0)
