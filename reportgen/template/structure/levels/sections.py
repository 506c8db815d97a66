"""Word's sections: `{%section for … %}` repeats the section it stands in, `{%section if … %}` leaves it out.

A section reaches to the paragraph that holds its `w:sectPr`; the last one's stands at the end of the
body instead (ECMA-376 part 1 §17.6.17–18). Which section comes last is known only when a document is
written. So the last section is given a paragraph of its own for its properties while a part is
compiled, and the finished body gives the properties of whatever section came last back to the end.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.office.markup.marks import HELD, NEW_PARAGRAPH
from reportgen.office.markup.marks import SECTION_MARKS as SECTION_MARKS  # passed on: compiling writes them
from reportgen.office.markup.namespaces import qn
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.blocks import detach
from reportgen.template.structure.levels.slides import order_blocks
from reportgen.template.syntax.join_paragraphs import add_section_properties
from reportgen.template.syntax.placed_tags import PLACEHOLDER, PartTags, PlacedTag
from reportgen.template.syntax.tags import Tag

_BODY = qn("w:body")
_PROPERTIES = qn("w:sectPr")
_KINDS = tuple((qn(kind), type_) for kind in ("w:headerReference", "w:footerReference")
               for type_ in ("default", "first", "even"))  # fmt: skip
_TYPE, _REFERENCE = qn("w:type"), qn("r:id")

_MARKS = re.compile("[\x11-\x14]")
"""The marks around properties and around paragraphs that are there for them alone."""


def closing_elements(body: etree._Element) -> list[etree._Element]:
    """The child of a body with which each section ends; the last section's is the body's own properties."""
    last = body.find(_PROPERTIES)
    ends = [child for child in body if child is not last and isinstance(child.tag, str) and _properties_in(child)]
    return ends if last is None else [*ends, last]


def _properties_in(child: etree._Element) -> list[etree._Element]:
    """The properties of the sections that end in a block: its own, or those in a content control's paragraphs."""
    return [found for found in child.iter(_PROPERTIES) if str(found.getparent().tag) == qn("w:pPr")]  # type: ignore[union-attr]


class SectionStatements:
    """The section statements of one part: taken out before other statements are placed, put back behind them.

    `ends` are the closing elements of the body's sections.
    """

    def __init__(self, root: etree._Element, tags: PartTags, codes: PartCode, found: Collector) -> None:
        self._found = found
        self._all = tags
        self._codes = codes
        body = root.find(_BODY)
        self._body = body if body is not None else root
        if body is not None and body.find(_PROPERTIES) is None:
            etree.SubElement(body, _PROPERTIES)  # a document may go without, and section statements need an end
        self._ends = closing_elements(body) if body is not None else []
        self._tags: list[list[Tag]] = [[] for _ in self._ends]
        for placed in [placed for placed in tags.scanned() if placed.tag.level == "section"]:
            self._take(placed)

    def _take(self, placed: PlacedTag) -> None:
        tag = placed.tag
        block = next((a for a in placed.placeholder.iterancestors() if a.getparent() is self._body), None)
        if block is None or not self._ends:
            hint = Message("write it into a paragraph of the section that it repeats or leaves out")
            self._found.error(
                "misplaced-tag",
                Message("'{text}' stands in no section of a Word document", text=tag.text),
                tag.location,
                hint,
            )
        else:
            self._tags[self._section_of(block)].append(tag)
        detach(placed.placeholder)

    def _section_of(self, block: etree._Element) -> int:
        position = self._body.index(block)
        return next(number for number, end in enumerate(self._ends) if self._body.index(end) >= position)

    def put_back(self) -> None:
        """Put each statement around its sections, among the statements that stand between blocks already."""
        if not any(self._tags):
            return
        before, after, _ = order_blocks(self._tags, self._found)
        repeats = any(tag.keyword == "for" for tags in self._tags for tag in tags)
        sections = [properties for end in self._ends for properties in self._properties(end)]
        name_headers([sections], (lambda kind: self._codes.mark(f"'{kind}'|__blank")) if repeats else lambda _kind: "")
        self._close_last()
        start = -1
        for number, end in enumerate(self._ends):
            close = self._behind(start, end)
            for tag in after[number]:
                close.addnext(placeholder := self._all.hold(tag))
                close = placeholder
            for tag in reversed(before[number]):
                self._body.insert(start + 1, self._all.hold(tag))
            start = self._body.index(close)
        self._check_nesting()

    def _properties(self, end: etree._Element) -> list[etree._Element]:
        return [end] if end.tag == _PROPERTIES else _properties_in(end)

    def _close_last(self) -> None:
        """Move the body's own properties into the last paragraph, or into one of their own behind it."""
        last = self._ends[-1]
        if last.tag != _PROPERTIES:
            return
        before = last.getprevious()
        if before is None or before.tag != qn("w:p") or before in self._ends:
            before = etree.Element(qn("w:p"))
            close_paragraph(before)
            last.addprevious(before)
            before.addprevious(mark("paragraph"))
            before.addnext(mark("paragraph_end"))
        add_section_properties(before, last)
        self._ends[-1] = before

    def _behind(self, start: int, end: etree._Element) -> etree._Element:
        """The last node that belongs to a section: its closing element, or what closes its own statements behind it."""
        depth, at = 0, self._body.index(end)
        for node in self._body[start + 1 : at]:
            tag = self._all.get(node)
            depth += 0 if tag is None else 1 if tag.opens else -1 if tag.closes else 0
        for node in self._body[at + 1 :]:
            tag = self._all.get(node)
            if tag is None and _is_mark(node):
                end = node
                continue
            if depth < 1 or tag is None or not tag.closes:
                break
            end, depth = node, depth - 1
        return end

    def _check_nesting(self) -> None:
        """Record a statement between blocks that crosses a section statement."""
        opened: list[Tag] = []
        for node in self._body:
            tag = self._all.get(node)
            if tag is None:
                continue
            if tag.opens:
                opened.append(tag)
            elif tag.closes and opened:
                other = opened.pop()
                if other.level == tag.level or "section" not in (other.level, tag.level):
                    continue
                inner = other if other.level != "section" else tag
                message = Message(
                    "'{text}' begins in one section and ends in another, and one of the two is repeated or left out",
                    text=inner.text,
                )
                hint = Message("end it in the section in which it begins")
                self._found.error("crossing-statement", message, inner.location, hint)
                return

    def keep_last_properties(self) -> None:
        """Let the finished body give the last section's properties to its end; the last step before it is written."""
        if not any(self._tags):
            return
        replacement = copy.deepcopy(self._properties(self._ends[-1])[-1])
        for reference in replacement.findall(qn("w:headerReference")) + replacement.findall(qn("w:footerReference")):
            replacement.remove(reference)
        for end in self._ends:
            for properties in self._properties(end):
                properties.addprevious(mark("properties"))
                properties.addnext(mark("properties_end"))
        start, stop = self._codes.capture("sections", self._codes.fragment(replacement))
        self._body.insert(0, start)
        self._body.append(stop)


def close_paragraph(paragraph: etree._Element) -> None:
    """Give an empty paragraph the look of one that is there to end a section: it takes no room that anybody sees."""
    spacing = {"w:before": "0", "w:after": "0", "w:line": "20", "w:lineRule": "exact"}  # one point (20 twentieths)
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(properties, qn("w:spacing"), {qn(name): value for name, value in spacing.items()})


def mark(name: str) -> etree._Element:
    """The placeholder for a mark of `SECTION_MARKS`."""
    return etree.ProcessingInstruction(PLACEHOLDER, f"section_{name}")


def _is_mark(node: etree._Element) -> bool:
    return isinstance(node, etree._ProcessingInstruction) and (node.text or "").startswith("section_")


def name_headers(documents: list[list[etree._Element]], blank: Callable[[str], str]) -> None:
    """Write out which headers and footers each section inherits in its document, since what is before it may change.

    Where sections repeat, one without a header can come behind one that has one, and is given an empty one.
    """
    used = {key for sections in documents for properties in sections for key in _references(properties)}
    for sections in documents:
        inherited: dict[tuple[str, str], str] = {}
        for properties in sections:
            stated = _references(properties)
            inherited |= stated
            for index, key in enumerate(key for key in _KINDS if key in used and key not in stated):
                reference = inherited.get(key) or blank(key[0].rpartition("}")[2].removesuffix("Reference"))
                if reference:
                    properties.insert(index, etree.Element(key[0], {_TYPE: key[1], _REFERENCE: reference}))


def _references(properties: etree._Element) -> dict[tuple[str, str], str]:
    return {
        (str(child.tag), child.get(_TYPE, "default")): child.get(_REFERENCE, "")
        for child in properties
        if child.tag in (_KINDS[0][0], _KINDS[3][0])
    }


def finish_sections(markup: str, replacement: str) -> str:
    """The filter `__keep_sections`: a rendered body whose last section has its properties at the end of the body.

    `replacement` are the properties of a body in which nothing is left.
    """
    head, found, tail = markup.rpartition(SECTION_MARKS["properties"])
    if not found:
        return f"{markup}<w:p/>{replacement}"
    properties, _, rest = tail.partition(SECTION_MARKS["properties_end"])
    start, is_added, end = head.rpartition(SECTION_MARKS["paragraph"])
    if is_added and SECTION_MARKS["paragraph_end"] not in end:
        head, rest = start, rest.partition(SECTION_MARKS["paragraph_end"])[2]
    return _MARKS.sub("", head + rest) + properties


def keep_section_breaks(root: etree._Element, codes: PartCode) -> None:
    """Where a value may begin a new paragraph in one that ends a section, the section ends with the last of them."""
    for properties in root.iter(_PROPERTIES):
        holder = properties.getparent()
        paragraph = holder.getparent() if holder is not None else None
        if paragraph is None or not any(isinstance(child, etree._ProcessingInstruction) for child in paragraph):
            continue
        start, stop = codes.capture("section")
        properties.addprevious(mark("break"))
        properties.addnext(mark("break_end"))
        paragraph.addprevious(start)
        paragraph.addnext(stop)


def finish_break(markup: str, _replacement: str) -> str:
    """The filter `__keep_section`: a paragraph that ends a section, or the paragraphs that a value broke it into.

    The last of them gets the properties.
    """
    head, _, tail = markup.partition(SECTION_MARKS["break"])
    properties, _, rest = tail.partition(SECTION_MARKS["break_end"])
    before, found, last = rest.rpartition(NEW_PARAGRAPH)
    if not found:
        return head + properties + rest
    return head + (before + last.replace(HELD, properties, 1)).replace(NEW_PARAGRAPH, "").replace(HELD, "")
