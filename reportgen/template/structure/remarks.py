"""Remarks that take their paragraph, table row or cell with them: `{#p …#}`, `{#tr …#}`, `{#tc …#}`, as in docxtpl.

They go before tags are looked for: what an editor has put away is not read.
"""

from __future__ import annotations

import re

from lxml import etree

from reportgen.diagnostics import Location
from reportgen.office.markup.dialect import DRAWING, WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import visible_text
from reportgen.template.structure.blocks import ends_section, innermost
from reportgen.template.structure.content import leave_marks
from reportgen.template.syntax.placed_tags import PartTags
from reportgen.template.syntax.tags import TagKind, find_tags, read_tag

_LEVEL = re.compile(r"(p|tr|tc)\s")
_CONTROL_CONTENT = qn("w:sdtContent")


def take_remarks(root: etree._Element, tags: PartTags, location: Location) -> None:
    """Let a placeholder stand for what each remark takes with it; one that stands in no such thing is plain."""
    noted = (node for node in root.iter(WORD.text, DRAWING.text) if "#" in (node.text or ""))
    paragraphs = (next(node.iterancestors(WORD.paragraph, DRAWING.paragraph), None) for node in noted)
    for paragraph in dict.fromkeys(paragraphs):
        if paragraph is None or root not in paragraph.iterancestors():  # it has gone with its row
            continue
        for match in find_tags(visible_text(paragraph)):
            level = _LEVEL.match(match.inside) if match.kind is TagKind.COMMENT and not match.fault else None
            container = innermost((paragraph, *paragraph.iterancestors()), level[1]) if level else None
            if container is not None:
                _replace(container, tags.hold(read_tag(match, location)))
                break


def _replace(container: etree._Element, placeholder: etree._Element) -> None:
    """Put a placeholder where a container stood; the end of a section stays, and a control goes with all it holds."""
    holder = container.getparent()
    while holder is not None and holder.tag == _CONTROL_CONTENT and len(holder) == 1:
        container = next(holder.iterancestors())
        holder = container.getparent()
    leave_marks(container)
    container.addprevious(placeholder)
    if not ends_section(container):
        holder.remove(container)  # type: ignore[union-attr]
        return
    for child in list(container):
        if child.tag != WORD.paragraph_properties:
            container.remove(child)
