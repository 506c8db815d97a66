"""The looks of text that is in no placeholder: they are the presentation's, and a deck that is appended has another."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import xml_entry

_LEVELS = (qn("a:defPPr"), *(qn(f"a:lvl{number}pPr") for number in range(1, 10)))
"""The levels of a text style, in their order (CT_TextListStyle)."""
_LANGUAGES = ("lang", "altLang")


def default_text_style(presentation: etree._Element) -> etree._Element | None:
    """The style of text in no placeholder (`p:defaultTextStyle`), without its language, which is no look."""
    found = copy.deepcopy(presentation.find(qn("p:defaultTextStyle")))
    for properties in () if found is None else found.iter(qn("a:defRPr")):
        for name in _LANGUAGES:
            properties.attrib.pop(name, None)
    return found


def looks_alike(one: etree._Element | None, other: etree._Element | None) -> bool:
    """Whether two styles say the same, however they are written."""
    first, second = (b"" if each is None else etree.tostring(each, method="c14n2") for each in (one, other))
    return first == second


def with_text_style(part: NewPart, style: etree._Element) -> NewPart:
    """A slide, layout or master whose text in no placeholder keeps a style; what it says itself goes before."""
    root = parse_xml(part.entry.read())
    for body in _bodies(root):
        own = body.find(qn("a:lstStyle"))
        if own is None:
            own = etree.Element(qn("a:lstStyle"))
            body.insert(1, own)  # behind `a:bodyPr`
        own.extend(copy.deepcopy(level) for level in style if level.tag in _LEVELS and own.find(level.tag) is None)
        own[:] = sorted(own, key=lambda child: _LEVELS.index(child.tag) if child.tag in _LEVELS else len(_LEVELS))
    return NewPart(xml_entry(root), part.content_type, part.relationships)


def _bodies(root: etree._Element) -> Iterator[etree._Element]:
    for shape in root.iter(qn("p:sp")):
        body = shape.find(qn("p:txBody"))
        if body is not None and next(shape.iter(qn("p:ph")), None) is None:
            yield body
    for cell in root.iter(qn("a:tc")):
        yield from cell.iterchildren(qn("a:txBody"))
