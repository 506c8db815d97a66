"""Takes comments out of a Word package and copies them, with everything that other parts say about them."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping, MutableMapping

from lxml import etree

from reportgen.office.markup.namespaces import PARAGRAPH_IDS, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, xml_entry

_COMMENTS = "comments"
_DETAILS = ("commentsextended", "commentsids", "commentsextensible")
"""Kinds of relationships to what else is known of comments: threads, then lasting ids, then dates (MS-DOCX §2.2.1)."""
_COMPANIONS = (_COMMENTS, *_DETAILS, "people")
_IDS = ("paraId", "durableId")
_PARENT = "paraIdParent"
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


def copied_id(original: str, number: int) -> str:
    """The id of a paragraph, or the lasting id of a comment, in copy `number` of what has `original` in the first.

    It has eight hexadecimal digits and is below 0x80000000 ([MS-DOCX] §2.2.4), the same each time.
    """
    digits = hashlib.sha256(f"{original} {number}".encode()).hexdigest()[:8]
    return f"{int(digits, 16) % 0x7FFFFFFE + 1:08X}"


def copy_details(package: Package, entries: MutableMapping[str, Entry], copies: Mapping[str, int]) -> None:
    """Let the parts that know more of comments know it of copies, threads among them.

    `copies` are how many there are of some comments by their ids; a comment without a copy is not there.
    """
    counts: dict[str, int] = {}
    for name in package.related(package.main_part, _COMMENTS):
        for comment in package.parse(name).iterchildren(qn("w:comment")):
            if (id_ := comment.get(qn("w:id"), "")) in copies:
                counts |= dict.fromkeys(_paragraph_ids(comment), copies[id_])
    for name in package.related(package.main_part, *_DETAILS) if set(counts.values()) - {1} else ():
        root = package.parse(name)
        for detail in list(root):
            _copy_detail(detail, counts)
        entries[name] = xml_entry(root)


def _copy_detail(detail: etree._Element, counts: dict[str, int]) -> None:
    """Put a copy of what is known of a comment behind it for each copy of that; `counts` learns its other id."""
    ids = {etree.QName(key).localname: str(value) for key, value in detail.attrib.items()}
    count = next((counts[ids[name]] for name in _IDS if ids.get(name) in counts), 1)
    if "durableId" in ids:
        counts[ids["durableId"]] = count
    for number in range(count, 0, -1):
        copied = copy.deepcopy(detail)
        for key, value in detail.attrib.items():
            name = etree.QName(key).localname
            if name == _PARENT and counts.get(str(value), number) < number:
                del copied.attrib[key]  # what it answers has no such copy
            elif number > 1 and (name in _IDS or (name == _PARENT and value in counts)):
                copied.set(key, copied_id(str(value), number))
        detail.addnext(copied)
    detail.getparent().remove(detail)  # type: ignore[union-attr]


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
