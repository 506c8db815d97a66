"""The parts beside a body that its marks lead to, and what they gain with inserted documents: notes and comments."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.markup.namespaces import MC, ignorable_namespaces, qn
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.template.subdocuments.source import Story

NOTE_MARKS = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
"""The marks of notes, with the kinds of the parts that these stand in."""
COMMENTS, THREADS = "comments", "commentsextended"
"""The kinds of the parts of comments, and of what says which answer others and which are done ([MS-DOCX] §2.5.4)."""
_MARK = re.compile(r'<w:(footnote|endnote|comment)Reference (?:[^>]* )?w:id="(\d+)"')
_ID, _TYPE = qn("w:id"), qn("w:type")


@dataclass(slots=True)
class SidePart:
    """What such a part gains: notes or comments, and by way of `written` the relationships of these.

    `like` is the part of the first document that brings some.
    """

    written: WrittenPart
    items: list[etree._Element] = field(default_factory=list)
    like: Story | None = None

    def add_to(self, root: etree._Element | None, body: str) -> etree._Element:
        """The part with what it gains, in the order of the marks in the markup of the body.

        LibreOffice pairs notes and marks by their order. Where the file has no such part it is made.
        """
        assert self.like is not None
        if root is None:
            root = _empty_like(self.like)
        for item in self.items:
            ignore(item, self.like.ignorable - ignorable_namespaces(root))
            root.append(item)
        kind = etree.QName(root).localname.removesuffix("s")
        order = {found[2]: number for number, found in enumerate(_MARK.finditer(body)) if found[1] == kind}
        root[:] = sorted(root, key=lambda one: -1 if one.get(_TYPE) else order.get(one.get(_ID, ""), len(order)))
        return root


def _empty_like(story: Story) -> etree._Element:
    """The root of a part like another one, with its separators of notes alone.

    Of the three kinds of them (ECMA-376 part 1 §17.18.33) one each, with the ids -1 to 1, whatever ids they had there.
    """
    root = etree.Element(story.root.tag, {}, nsmap=story.root.nsmap)
    if prefixes := story.root.get(f"{{{MC}}}Ignorable"):
        root.set(f"{{{MC}}}Ignorable", prefixes)
    separators = {kind: one for one in story.root if (kind := one.get(_TYPE, "normal")) != "normal"}
    for number, separator in enumerate(separators.values(), -1):
        root.append(copy.deepcopy(separator))
        root[-1].set(_ID, str(number))
    return root


def ignore(block: etree._Element, namespaces: frozenset[str]) -> None:
    """Take away what a program may ignore, where the part that the block goes to does not say so."""
    if not namespaces:
        return
    for element in list(block.iter(etree.Element)):
        for attribute in [a for a in element.attrib if str(a)[1:].partition("}")[0] in namespaces]:
            del element.attrib[attribute]
        parent = element.getparent()
        if parent is not None and str(element.tag)[1:].partition("}")[0] in namespaces:
            parent.remove(element)
