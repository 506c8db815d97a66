"""Takes comments out of a Word package, with everything that other parts say about them."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from reportgen.office.markup.namespaces import PARAGRAPH_IDS, qn
from reportgen.office.opc.package import Package, xml_entry

_COMMENTS = "comments"
_DETAILS = ("commentsextended", "commentsids", "commentsextensible")
"""Kinds of relationships to what else is known of comments: threads, then lasting ids, then dates (MS-DOCX §2.2.1)."""
_COMPANIONS = (_COMMENTS, *_DETAILS, "people")
_IDS = ("paraId", "durableId")
"""The attributes by which those parts name a comment: its last paragraph, and an id of its own."""


def take_comments(package: Package, is_taken: Callable[[etree._Element], bool]) -> dict[str, etree._Element]:
    """Take the comments (`w:comment`) for which a function says so out of a document, and return them by id.

    Replies to them go as well. Parts in which no comment is left go too. The marks in the text stay.
    """
    taken: dict[str, etree._Element] = {}
    for name in list(package.related(package.main_part, _COMMENTS)):
        root = package.parse(name)
        chosen = {comment for comment in root.iterchildren(qn("w:comment")) if is_taken(comment)}
        if not chosen:
            continue
        ids = _take_details(package, {id_ for comment in chosen for id_ in _paragraph_ids(comment)})
        for comment in root.findall(qn("w:comment")):
            if comment in chosen or ids.intersection(_paragraph_ids(comment)):
                root.remove(comment)
                taken[comment.get(qn("w:id"), "")] = comment
        package.entries[name] = xml_entry(root)
        if not len(root):
            _remove_related(package)
    return taken


def _paragraph_ids(comment: etree._Element) -> list[str]:
    return [id_ for paragraph in comment.iter(qn("w:p")) if (id_ := paragraph.get(PARAGRAPH_IDS[0]))]


def _take_details(package: Package, ids: set[str]) -> set[str]:
    """Take out what is known of comments with these ids, and return the ids with those of the replies."""
    for name in package.related(package.main_part, *_DETAILS):
        root = package.parse(name)
        for detail in list(root):
            if ids.intersection(detail.attrib.values()):
                ids |= {str(value) for key, value in detail.attrib.items() if etree.QName(key).localname in _IDS}
                root.remove(detail)
        package.entries[name] = xml_entry(root)
    return ids


def _remove_related(package: Package) -> None:
    """Remove the parts about comments, and what leads to them."""
    main = package.main_part
    for name in list(package.related(main, *_COMPANIONS)):
        package.remove_part(name)
    package.set_relationships(main, [r for r in package.relationships(main) if r.kind not in _COMPANIONS])
