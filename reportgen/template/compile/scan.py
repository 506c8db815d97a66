"""Finding the tags of a part: in paragraphs, attributes, document properties and hyperlinks."""

from __future__ import annotations

from functools import partial

from lxml import etree

from reportgen.diagnostics import Collector, Location
from reportgen.office.markup.dialect import BY_PARAGRAPH, HIDDEN_TEXT, TEXT_ATTRIBUTES, TEXT_ELEMENTS, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.steps import steps_to
from reportgen.template.compile.compilation import Compilation, PartSource
from reportgen.template.compile.marked_text import MarkedText, mark_address, mark_tags
from reportgen.template.compile.scanned_part import ScannedPart
from reportgen.template.program.tag_check import read_checked
from reportgen.template.render.bound_frames import frame_of, is_binding
from reportgen.template.render.repeated_text import RepeatedText
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.levels.shapes import put_into_shape
from reportgen.template.syntax.isolate import isolate_tags
from reportgen.template.syntax.tags import Match, Tag, TagKind, find_tags, near_tag

_SLIP_HINT = "write {{ … }} or {% … %} in one piece with plain braces; to show braces, write {_{ and }_}"
_RELATIONSHIP = qn("r:id")
_LINK = qn("a:hlinkClick")
_SCANNED_ELEMENTS = TEXT_ELEMENTS | {qn("c:v")}
"""Document properties, and the names in a chart's own copy of its data."""


def scan(part: PartSource, codes: PartCode, compilation: Compilation) -> ScannedPart:
    """Find every tag of a part, in reading order of the elements that hold them.

    Tags in attributes and properties leave marks there, of which `codes` has the code.
    """
    scanner = _Scanner(part, codes, compilation)
    # links come before their paragraphs, whose runs are copied where a tag cuts them
    for element in [*part.root.iter(_LINK), *part.root.iter(etree.Element)]:
        scanner.scan(element)
    return scanner.scanned


class _Scanner:
    """One part on its way."""

    def __init__(self, part: PartSource, codes: PartCode, compilation: Compilation) -> None:
        self._part = part
        self._codes = codes
        self._compilation = compilation
        self._found: Collector = compilation.found
        self._repeated = RepeatedText(part.root, part.diagram)
        self.scanned = ScannedPart(opening=self._repeated.begin())

    def scan(self, element: etree._Element) -> None:
        """Find the tags that one element holds itself."""
        if element.tag in BY_PARAGRAPH:
            self._scan_paragraph(element)
        elif element.get(_RELATIONSHIP) in self._part.links:
            self._scan_link(element)
        if element.tag in TEXT_ATTRIBUTES:
            for attribute in TEXT_ATTRIBUTES[str(element.tag)]:
                self._scan_attribute(element, attribute)
        elif element.tag in _SCANNED_ELEMENTS:
            self._scan_property(element)
        elif element.tag == qn("w:moveFrom"):
            for text in element.iter(qn("w:t")):
                self._refuse_hidden(text)
        elif element.tag in HIDDEN_TEXT:
            self._refuse_hidden(element)

    def _check(self, match: Match, location: Location) -> Tag:
        return read_checked(match, location, self._compilation.environment, self._found)

    def _place_of(self, element: etree._Element, *further: str) -> Location:
        return self._compilation.location((*self._part.steps, *steps_to(element), *further))

    def _refuse_hidden(self, element: etree._Element) -> None:
        """Tags in deleted text, field codes and formulas are not rendered: they are reported."""
        for match in find_tags(element.text or element.get(qn("w:instr")) or ""):
            shown = f"{match.kind}{match.inside}"[:40]
            message = f"'{shown}' stands in deleted text, a field code or a formula"
            hint = "accept the deletion, or move the tag into plain text"
            self._found.error("hidden-tag", message, self._place_of(element), hint)

    def _scan_paragraph(self, paragraph: etree._Element) -> None:
        dialect = dialect_of(paragraph)
        text = paragraph_text(paragraph, dialect)
        matches = list(find_tags(text)) if "{" in text else []
        if slip := near_tag(text, matches):
            message = f"'{slip}' looks like a piece of a tag"
            self._found.error("nearly-a-tag", message, self._place_of(paragraph), _SLIP_HINT)
        if not matches:
            return
        location = self._place_of(paragraph)
        tags = [self._check(match, location) for match in matches]
        repetitions = [self._repeated.place(paragraph, text) for _ in tags]
        placeholders = isolate_tags(paragraph, dialect, matches, tags, self.scanned.tags)
        for placeholder, repetition in zip(placeholders, repetitions, strict=True):
            if repetition is not None:
                self.scanned.repetitions[placeholder] = repetition

    def _scan_link(self, element: etree._Element) -> None:
        """A hyperlink whose target has tags."""
        location = self._place_of(element, "hyperlink")
        target = self._part.links[str(element.get(_RELATIONSHIP))]
        marked = mark_address(target, partial(self._check, location=location), location, self._codes)
        self.scanned.marked.extend(marked.tags)
        element.set(_RELATIONSHIP, marked.text)

    def _scan_attribute(self, element: etree._Element, attribute: str) -> None:
        value = element.get(attribute)
        if not value or "{" not in value:
            return
        described = attribute == "descr"
        location = self._place_of(element, "alt text" if described else attribute)
        marked = self._marked(value, location, "__attribute", describes=True)
        for tag in marked.about_shapes:
            put_into_shape(self.scanned.tags.hold(tag), element)
        element.set(attribute, marked.text)
        frame = frame_of(element) if described and is_binding(value) else None
        if frame is not None:
            binding = next(tag for tag in marked.tags if tag.text.startswith(TagKind.OUTPUT))
            self.scanned.frames.append((frame, binding))
            for holder in frame.described:
                holder.set("descr", "")

    def _scan_property(self, element: etree._Element) -> None:
        """A document property, or a name in a chart's own copy of its data."""
        if element.text and "{" in element.text:
            location = self._compilation.location((*self._part.steps, etree.QName(element).localname))
            printed_by = "__xstring" if element.tag == qn("c:v") else "__attribute"
            element.text = self._marked(element.text, location, printed_by, describes=False).text

    def _marked(self, text: str, location: Location, printed_by: str, describes: bool) -> MarkedText:
        check = partial(self._check, location=location)
        marked = mark_tags(text, check, printed_by, self._codes, self._found, describes)
        self.scanned.marked.extend(marked.tags)
        return marked
