"""What tells comments on slides apart: an older one has a number of its author's, a newer one an id of its own.

Older ones are those of ECMA-376 part 1 §19.4.3, their authors §19.4.2; newer ones those of [MS-PPTX] §2.2.11.
"""

from __future__ import annotations

import uuid

from lxml import etree

from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import xml_entry

_NEWER = (qn("p188:cm"), qn("p188:reply"))
_SLIDE = qn("pc:sldMk")
"""Which slide a newer comment is on, by the slide's id and the id it was created with."""


def number_on(comments: etree._Element, authors: etree._Element | None) -> None:
    """Let each older comment of a part have the number behind its author's last one, which the list of authors says."""
    known = {} if authors is None else {author.get("id"): author for author in authors.iter(qn("p:cmAuthor"))}
    for comment in comments.iter(qn("p:cm")):
        author = known.get(comment.get("authorId"))
        if author is not None:
            last = author.get("lastIdx", "")
            author.set("lastIdx", str(int(last) + 1 if last.isdecimal() else 1))
            comment.set("idx", author.get("lastIdx", ""))


def give_own_ids(comments: etree._Element, name: str) -> None:
    """Give each newer comment of a part, and each answer, an id that goes by the part's name."""
    for comment in comments.iter(*_NEWER):
        own = uuid.uuid5(uuid.NAMESPACE_OID, f"{comment.get('id')} {name}")
        comment.set("id", f"{{{own}}}".upper())


def commented_again(comments: Entry, name: str, authors: etree._Element | None, slide_id: str, created: str) -> Entry:
    """The comments of a slide as those of a copy of it, in a part with this name.

    `authors` are those of older comments; they learn the last numbers. `slide_id` is the id of the copy, `created` the
    one it was created with, if it says so.
    """
    root = parse_xml(comments.read())
    number_on(root, authors)
    give_own_ids(root, name)
    for slide in root.iter(_SLIDE):
        slide.set("sldId", slide_id)
        if created:
            slide.set("cId", created)
    return xml_entry(root)
