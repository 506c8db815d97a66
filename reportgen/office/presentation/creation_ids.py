"""The id with which PowerPoint tells slides apart whose files come together: `p14:creationId` ([MS-PPTX] §2.2.8)."""

from __future__ import annotations

import hashlib

from lxml import etree

from reportgen.office.markup.canonical_form import may_contain
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import xml_entry

_CREATION_ID = qn("p14:creationId")


def creation_ids(slide: Entry) -> list[str]:
    """The ids that a slide says it was created with: one or none."""
    content = slide.read()
    return [one.get("val", "") for one in parse_xml(content).iter(_CREATION_ID)] if _is_there(content) else []


def created_again(slide: Entry, number: str) -> Entry:
    """A slide as one that was created for itself; `number` tells copies of it apart."""
    content = slide.read()
    if not _is_there(content):
        return slide
    root: etree._Element = parse_xml(content)
    for one in root.iter(_CREATION_ID):
        digest = hashlib.sha256(f"{one.get('val')} {number}".encode()).digest()
        one.set("val", str(int.from_bytes(digest[:4], "big")))  # as random as PowerPoint's
    return xml_entry(root)


def _is_there(content: bytes) -> bool:
    return may_contain(content, b"creationId")
