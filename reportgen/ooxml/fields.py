"""Fields of Word that a render makes stale."""

from __future__ import annotations

from lxml import etree

from reportgen.ooxml.namespaces import qn

_STALE = ("TOC", "INDEX", "TOA")
"""Fields that list what stands elsewhere in the document (ECMA-376 part 1 §17.16.5)."""


def mark_stale_fields(root: etree._Element) -> None:
    """Mark tables of contents and indexes to be updated when Word opens the file (`w:dirty`)."""
    begin: list[etree._Element] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple")):
        if element.tag == qn("w:fldSimple"):
            if (element.get(qn("w:instr")) or "").split()[:1] in [[name] for name in _STALE]:
                element.set(qn("w:dirty"), "true")
        elif element.tag == qn("w:instrText"):
            if begin and (element.text or "").split()[:1] in [[name] for name in _STALE]:
                begin[-1].set(qn("w:dirty"), "true")
        elif element.get(qn("w:fldCharType")) == "begin":
            begin.append(element)
        elif element.get(qn("w:fldCharType")) == "end" and begin:
            begin.pop()
