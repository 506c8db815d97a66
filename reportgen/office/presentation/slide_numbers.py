"""The fields that show a slide's number (`a:fld` of type `slidenum`, ECMA-376 part 1 §21.1.2.2.4).

A file holds the number beside the field, for programs that do not count. Between a template and its slides it means
nothing: PowerPoint writes `‹#›` there and LibreOffice `<number>`, which is no text to be measured or printed.
"""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.marks import SLIDE_NUMBER
from reportgen.office.markup.namespaces import qn

_PAGES = frozenset((qn("p:sld"), qn("p:notes")))


def mark_slide_numbers(root: etree._Element) -> None:
    """Let a mark stand for the number in every field of a slide or of its notes, until the deck is whole."""
    for field in root.iter(qn("a:fld")) if root.tag in _PAGES else ():
        if field.get("type") == "slidenum":
            text = field.find(qn("a:t"))
            if text is None:
                text = etree.SubElement(field, qn("a:t"))
            text.text = SLIDE_NUMBER
