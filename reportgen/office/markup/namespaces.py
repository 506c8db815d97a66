"""XML namespaces of OOXML parts and the one parser every part goes through."""

from __future__ import annotations

from functools import cache

from lxml import etree

from reportgen.diagnostics import Message

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W16CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DSP = "http://schemas.microsoft.com/office/drawing/2008/diagram"
P188 = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
PC = "http://schemas.microsoft.com/office/powerpoint/2013/main/command"
A16 = "http://schemas.microsoft.com/office/drawing/2014/main"
CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
EP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
V = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
DGM14 = "http://schemas.microsoft.com/office/drawing/2010/diagram"
OP = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
XML = "http://www.w3.org/XML/1998/namespace"

_PREFIXES = {
    "w": W, "a": A, "p": P, "r": R, "m": M, "c": C, "wp": WP, "pic": PIC, "w14": W14, "w16cid": W16CID, "wp14": WP14,
    "p14": P14, "a16": A16, "mc": MC, "dgm": DGM, "dsp": DSP, "v": V, "o": OFFICE, "cx": CX, "wps": WPS, "wpg": WPG,
    "cdr": CDR, "dgm14": DGM14, "cp": CP, "dc": DC, "dcterms": DCTERMS, "vt": VT, "ep": EP, "op": OP, "ct": CT,
    "rel": REL, "xml": XML, "p188": P188, "pc": PC,
}  # fmt: skip

_IN_R = f"{{{R}}}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class UnsafeXml(ValueError):
    """A part holds a document type declaration, which Office refuses too."""


@cache
def qn(name: str) -> str:
    """Return the qualified name in Clark notation: `w:p` → `{http://…/main}p`."""
    prefix, _, local = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part, and return its root element.

    Entities, DTDs and the network are off; raises `UnsafeXml` for a document type declaration and
    `etree.XMLSyntaxError` for XML that is not well formed (nothing is ever recovered or dropped).
    """
    root = etree.fromstring(data, _PARSER)
    if root.getroottree().docinfo.doctype:
        raise UnsafeXml(Message("the part has a document type declaration"))
    return root


def why_no_xml(fault: Exception) -> str:
    """What the parser says of a part that it cannot read, without the place in Python that it was handed over at."""
    return (fault.msg if isinstance(fault, etree.XMLSyntaxError) else "") or str(fault)


def relationship_ids(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element that name relationships of its part (`r:id`, `r:embed` …), with the ids."""
    return {str(name): str(value) for name, value in element.attrib.items() if str(name).startswith(_IN_R)}


def ignorable_namespaces(root: etree._Element) -> frozenset[str]:
    """Return the namespaces that a program may ignore in a part (`mc:Ignorable`, ECMA-376 part 3 §10.1)."""
    prefixes = root.get(f"{{{MC}}}Ignorable", "").split()
    return frozenset(root.nsmap[prefix] for prefix in prefixes if prefix in root.nsmap)


def serialise(root: etree._Element) -> str:
    """Return the XML of a part without its declaration."""
    return etree.tostring(root, encoding="unicode")


PARAGRAPH_IDS = (f"{{{W14}}}paraId", f"{{{W14}}}textId")
"""Word's ids of paragraphs and rows, by which threads of comments refer to them; Word writes missing ones anew."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""What Office writes at the head of every part."""
