"""Keeps ids unique that a statement repeats: those of drawings, tracked changes, old shapes, controls, table rows.

Office repairs a file in which two drawings share an id (ECMA-376 part 1 §20.1.2.2.8); a repeated one
therefore gets a fresh id for every copy. For comments, bookmarks and other ranges see `comments_and_bookmarks`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lxml import etree

from reportgen.office.markup.namespaces import A16, qn
from reportgen.office.markup.unique_ids import CHANGES, OWN_IDS, SHARED_IDS, SPARE_IDS
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.syntax.keywords import BLOCKS
from reportgen.template.syntax.placed_tags import PartTags, placeholders

_FORGOTTEN = (f"{{{A16}}}rowId", f"{{{A16}}}creationId")
"""Elements that name one place of a file and mean nothing in a copy of it."""
_OBJECTS = (qn("w:pict"), qn("w:object"), qn("w:drawing"))


def make_unique(repeated: Sequence[etree._Element], codes: PartCode) -> None:
    """Give everything that a statement can repeat fresh ids, and take from it what cannot be repeated."""
    begun: set[tuple[etree._Element | None, str]] = set()
    for element in repeated:
        tag = str(element.tag)
        for attribute in SPARE_IDS:
            element.attrib.pop(attribute, None)
        if tag in OWN_IDS:
            element.set(OWN_IDS[tag], codes.mark("''|__id"))  # a filter needs a value
        elif tag in SHARED_IDS:
            _share_ids(element, begun, codes)
        elif tag in _FORGOTTEN:
            _remove(element)
        elif tag == qn("w:sdtPr"):
            for control_id in element.findall(qn("w:id")):
                element.remove(control_id)  # it may be missing: Word gives the control a new one


def cut_changes(root: etree._Element) -> Iterator[etree._Element]:
    """The tracked changes with the id of one before: a tag has cut in two what they stood around, or in."""
    begun: set[str | None] = set()
    for change in root.iter(*CHANGES):
        id_ = change.get(OWN_IDS[str(change.tag)])
        if id_ in begun:
            yield change
        begun.add(id_)


def _share_ids(element: etree._Element, begun: set[tuple[etree._Element | None, str]], codes: PartCode) -> None:
    """Mark ids that others have too: the first in its object begins a copy's, the others have the same."""
    kind, names = SHARED_IDS[str(element.tag)]
    holder = next(element.iterancestors(*_OBJECTS), None) if kind == "shape" else None
    for name in filter(element.attrib.__contains__, names):
        key = (holder, element.get(name, ""))
        opens = int(key not in begun)
        begun.add(key)
        element.set(name, codes.mark(f"{key[1]!r}|__range_id({kind!r}, {opens})"))


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
