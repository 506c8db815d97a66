"""Word's content controls with tags in them: they are unbound from data, and removed when nothing is left in them.

A control can be bound to a piece of XML in the file, from which Word fills it again whenever the document is
opened (ECMA-376 part 1 §17.5.2.6). What a tag printed there would be lost, so such a control is set free.
"""

from __future__ import annotations

import re

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.required_content import children_on_statements
from reportgen.template.syntax.placed_tags import PartTags

_W15_BINDING = "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding"
_CONTENT = re.compile(r"<w:sdtContent(/>|>\s*</w:sdtContent>|>)")
"""The content of a control, empty in either form, or begun."""


def free_controls(root: etree._Element) -> None:
    """Undo the binding of every control with a tag in it, and say that it holds no placeholder text."""
    for properties in root.iter(qn("w:sdtPr")):
        control = properties.getparent()
        if control is None or next(control.iter(etree.ProcessingInstruction), None) is None:
            continue
        for name in (qn("w:dataBinding"), _W15_BINDING, qn("w:showingPlcHdr")):
            for element in properties.findall(name):
                properties.remove(element)


def keep_controls(root: etree._Element, tags: PartTags, codes: PartCode) -> None:
    """Let a control around paragraphs or rows go with the last of them."""
    for content in list(root.iter(qn("w:sdtContent"))):  # a list, since placeholders are put in
        control = content.getparent()
        children = list(children_on_statements(content, tags))
        if control is None or not children or not all(inside for _, inside in children):
            continue
        if children[0][0].tag in (qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:sdt")):
            start, end = codes.capture("control")
            control.addprevious(start)
            control.addnext(end)


def keep_control(markup: str, _replacement: str) -> str:
    """The filter `__keep_control`: a captured control, or nothing when nothing is left in it."""
    content = _CONTENT.search(markup)  # the first is the control's own, others are those of controls inside
    return "" if content is not None and content[1] != ">" else markup
