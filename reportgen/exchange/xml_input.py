"""Parses imported XML safely, so that it can only be data.

No entities, no DTD, no network, no recovery: a file that declares a document type is refused, as most
formats read here never need one (ISO 30042:2019 and XLIFF are defined by schemas). One that does need its own may name
it (ISO 30042:2008: `<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">`), which is not fetched; it may declare nothing.
"""

from __future__ import annotations

import re

from lxml import etree

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.files import too_large

MAX_XML_BYTES = 32 * 1024 * 1024
"""The largest XML file that is read: some 100,000 terms."""
_PLACE = re.compile(r"(?:,? line \d+)?, line \d+, column \d+$")
"""What libxml2 ends its reasons with: the line is told before them."""


def parse_xml(data: bytes, name: str, document_type: str = "") -> etree._Element:
    """The root element; raises `ProblemsFound` (`too-large`, `unsafe-file`, `xml-syntax`).

    `document_type` is the one that a file may name.
    """
    if len(data) > MAX_XML_BYTES:
        raise ProblemsFound([too_large(name, MAX_XML_BYTES)])
    where = Location(name)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        location = Location(name, error.lineno or 0)
        reason = _PLACE.sub("", " ".join(str(error.msg).split()))
        message = Message("the file is not well-formed XML ({reason})", reason=reason)
        raise ProblemsFound([Diagnostic("xml-syntax", message, location, Message("export it again"))]) from None
    if not _is_harmless(root.getroottree().docinfo.internalDTD, document_type):
        hint = Message("export it again without a document type; entities can read files and multiply without bound")
        raise ProblemsFound(
            [Diagnostic("unsafe-file", Message("the file declares a document type (DTD)"), where, hint)]
        )
    for entity in root.iter(etree.Entity):
        message = Message("the file holds {entity}, which only a document type could explain", entity=entity.text)
        raise ProblemsFound([Diagnostic("unsafe-file", message, where, Message("write the character itself"))])
    return root


def number_in(attribute: str | None) -> int | None:
    """The whole number that an attribute holds; None for anything else, and for one of more than nine digits."""
    return int(attribute) if attribute and re.fullmatch("[0-9]{1,9}", attribute) else None


def qualified(element: etree._Element) -> tuple[str, str]:
    """An element's namespace and local name; `parse_xml` leaves nothing but elements."""
    name = etree.QName(element)
    return name.namespace or "", name.localname


def _is_harmless(declared: etree.DTD | None, document_type: str) -> bool:
    """Whether a document type is none, or names the one that may be and declares nothing itself."""
    if declared is None:
        return True
    return declared.name == document_type and not any(declared.iterentities()) and not any(declared.iterelements())
