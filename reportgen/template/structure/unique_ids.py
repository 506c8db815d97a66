"""Keeps ids unique that a statement repeats: those of drawings, content controls, table rows.

Office repairs a file in which two drawings share an id (ECMA-376 part 1 §20.1.2.2.8); a repeated one
therefore gets a fresh id for every copy. For comments and bookmarks see `comments_and_bookmarks`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lxml import etree

from reportgen.office.markup.namespaces import A16, PARAGRAPH_IDS, qn
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.syntax.keywords import BLOCKS
from reportgen.template.syntax.placed_tags import PartTags, placeholders

_DRAWINGS = (qn("wp:docPr"), qn("p:cNvPr"), qn("pic:cNvPr"))
_FORGOTTEN = (f"{{{A16}}}rowId", f"{{{A16}}}creationId")
"""Elements that name one place of a file and mean nothing in a copy of it."""


def make_unique(repeated: Sequence[etree._Element], codes: PartCode) -> None:
    """Give everything that a statement can repeat fresh ids, and take from it what cannot be repeated."""
    for element in repeated:
        for attribute in PARAGRAPH_IDS:
            element.attrib.pop(attribute, None)  # optional: Word gives new ones
        if element.tag in _DRAWINGS:
            element.set("id", codes.mark("''|__id"))  # a filter needs a value
        elif element.tag in _FORGOTTEN:
            _remove(element)
        elif element.tag == qn("w:sdtPr"):
            for control_id in element.findall(qn("w:id")):
                element.remove(control_id)  # it may be missing: Word gives the control a new one


def reached(root: etree._Element, tags: PartTags, keywords: Collection[str] = BLOCKS) -> Iterator[etree._Element]:
    """The elements that statements with these keywords reach over."""
    holders = {holder for placeholder in placeholders(root) for holder in placeholder.iterancestors()}

    def reached_in(node: etree._Element, depth: int) -> Iterator[etree._Element]:
        for child in node:
            if (tag := tags.get(child)) is not None:
                depth += (tag.keyword in keywords) - (tag.closes in keywords)
            elif child not in holders:  # nothing changes the depth there
                yield from child.iter(etree.Element) if depth else ()
            else:
                if depth:
                    yield child
                yield from reached_in(child, depth)

    return reached_in(root, 0)


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
