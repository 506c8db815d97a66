"""A tiny language for small pieces of OOXML, after python-docx's: a case stays on one line.

    w:p/(w:pPr/w:jc{w:val=center},w:r/w:t"Dear {{ name }}")

A name may be followed by attributes in braces, then by text in double quotes, then by `/` and one
child, or several in parentheses. Attribute values may stand in double quotes too.
"""

from __future__ import annotations

import re

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
    "w16cex": "http://schemas.microsoft.com/office/word/2018/wordml/cex",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "p188": "http://schemas.microsoft.com/office/powerpoint/2018/8/main",
    "pc": "http://schemas.microsoft.com/office/powerpoint/2013/main/command",
    "a16": "http://schemas.microsoft.com/office/drawing/2014/main",
    "c16": "http://schemas.microsoft.com/office/drawing/2014/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_TOKEN = re.compile(r'\s*(?:([\w:]+)|(")([^"]*)"|([{}=,/()]))', re.ASCII)
_VALUE = re.compile(r'"([^"]*)"|([^,}]*)')


def qn(name: str) -> str:
    """The name in Clark notation: `w:p` → `{http://…}p`; a name without prefix stays."""
    prefix, colon, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def xml(text: str) -> etree._Element:
    """The element a text in this language stands for; raises `ValueError` where it cannot be read."""
    reader = _Reader(text)
    element = reader.node()
    if reader.at < len(text.rstrip()):
        raise ValueError(f"unexpected {text[reader.at :]!r}")
    return element


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def take(self, wanted: str) -> bool:
        found = _TOKEN.match(self.text, self.at)
        if found and wanted in (found[2], found[4]):
            self.at = found.end() if found[4] else found.start(2)
            return True
        return False

    def node(self) -> etree._Element:
        found = _TOKEN.match(self.text, self.at)
        if not found or not found[1]:
            raise ValueError(f"expected an element name at {self.text[self.at :]!r}")
        self.at = found.end()
        element = etree.Element(qn(found[1]), nsmap=self._prefixes(found[1]))
        if self.take("{"):
            self._attributes(element)
        if self.take('"'):
            found = _TOKEN.match(self.text, self.at)
            assert found is not None
            element.text, self.at = found[3], found.end()
            if found[3] != found[3].strip() and element.tag == qn("w:t"):
                element.set(qn("xml:space"), "preserve")
        if self.take("/"):
            element.extend(self._children())
        return element

    def _prefixes(self, name: str) -> dict[str | None, str]:
        prefix = name.partition(":")[0]
        return {prefix: NAMESPACES[prefix]}

    def _attributes(self, element: etree._Element) -> None:
        while not self.take("}"):
            name = _TOKEN.match(self.text, self.at)
            assert name is not None
            self.at = name.end()
            if not self.take("="):
                raise ValueError(f"expected '=' at {self.text[self.at :]!r}")
            value = _VALUE.match(self.text, self.at)
            assert value is not None
            element.set(qn(name[1]), value[1] if value[1] is not None else value[2])
            self.at = value.end()
            self.take(",")

    def _children(self) -> list[etree._Element]:
        if not self.take("("):
            return [self.node()]
        children = [self.node()]
        while self.take(","):
            children.append(self.node())
        if not self.take(")"):
            raise ValueError(f"expected ')' at {self.text[self.at :]!r}")
        return children
