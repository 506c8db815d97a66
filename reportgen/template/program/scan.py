"""Finding the tags of a part: in paragraphs, attributes, document properties and hyperlinks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.diagnostics import Collector, Location
from reportgen.office.markup.dialect import BY_PARAGRAPH, HIDDEN_TEXT, TEXT_ATTRIBUTES, TEXT_ELEMENTS, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.steps import steps_to
from reportgen.template.program.compilation import Compilation, PartSource
from reportgen.template.program.tag_check import read_checked
from reportgen.template.render.bound_frames import Frame, frame_of, is_binding
from reportgen.template.render.repeated_text import RepeatedText
from reportgen.template.runtime.code import Piece
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.runtime.printing import Repetition
from reportgen.template.structure.levels.shapes import put_into_shape
from reportgen.template.structure.pairing import pair
from reportgen.template.syntax.isolate import isolate_tags
from reportgen.template.syntax.links import address_code
from reportgen.template.syntax.placed_tags import PartTags
from reportgen.template.syntax.tags import Match, Tag, TagKind, find_tags, near_tag

_SLIP_HINT = "write {{ … }} or {% … %} in one piece with plain braces; to show braces, write {_{ and }_}"
_RELATIONSHIP = qn("r:id")
_LINK = qn("a:hlinkClick")
_SCANNED_ELEMENTS = TEXT_ELEMENTS | {qn("c:v")}
"""Document properties, and the names in a chart's own copy of its data."""


@dataclass(frozen=True, slots=True)
class ScannedPart:
    """The tags of a part, each isolated in its tree.

    `frames` are the pictures and charts that a tag in the alt text binds, `repetitions` what is known of tags (by
    placeholder) whose text stands in the file twice; `marked` are the tags in attributes and properties. The code of
    the part begins with `opening`.
    """

    tags: PartTags = field(default_factory=PartTags)
    frames: list[tuple[Frame, Tag]] = field(default_factory=list)
    repetitions: dict[etree._Element, Repetition] = field(default_factory=dict)
    marked: list[Tag] = field(default_factory=list)
    opening: Sequence[Piece] = ()

    @property
    def has_tags(self) -> bool:
        """Whether a tag stands anywhere in the part."""
        return bool(self.tags) or bool(self.marked)


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
        elif element.tag in _SCANNED_ELEMENTS and element.text and "{" in element.text:
            steps = (*self._part.steps, etree.QName(element).localname)
            printed_by = "__xstring" if element.tag == qn("c:v") else "__attribute"
            element.text, _ = self._scan_text(element.text, steps, None, printed_by)
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
        """A hyperlink whose target has tags: its relationship is made where the link is printed."""
        location = self._place_of(element, "hyperlink")
        target = self._part.links[str(element.get(_RELATIONSHIP))]
        code = address_code(target, lambda match: self._check(match, location))
        element.set(_RELATIONSHIP, self._mark(Tag(TagKind.OUTPUT, "", code, target, location), "__link"))

    def _mark(self, tag: Tag, printed_by: str) -> str:
        self.scanned.marked.append(tag)
        return self._codes.tag_mark(tag, printed_by)

    def _scan_attribute(self, element: etree._Element, attribute: str) -> None:
        value = element.get(attribute)
        if value and "{" in value:
            described = attribute == "descr"
            steps = (*self._part.steps, *steps_to(element), "alt text" if described else attribute)
            text, tags = self._scan_text(value, steps, element, "__attribute")
            element.set(attribute, text)
            frame = frame_of(element) if described and is_binding(value) else None
            if frame is not None:
                self.scanned.frames.append((frame, next(tag for tag in tags if tag.text.startswith(TagKind.OUTPUT))))
                for holder in frame.described:
                    holder.set("descr", "")

    def _scan_text(
        self, text: str, steps: tuple[str, ...], element: etree._Element | None, printed_by: str
    ) -> tuple[str, Sequence[Tag]]:
        """A text outside paragraphs with its tags replaced by marks, and those tags.

        Statements about shape and slide leave the text for the shape that `element` describes.
        """
        location = self._compilation.location(steps)
        parts, position, marked = [], 0, []
        for match in find_tags(text):
            tag = self._check(match, location)
            parts.append(text[position : match.start])
            position = match.end
            if tag.level in ("shape", "slide") and element is not None:
                put_into_shape(self.scanned.tags.hold(tag), element)
                continue
            marked.append(tag)
            parts.append(self._mark(tag, printed_by))
        pair([tag for tag in marked if tag.kind is TagKind.STATEMENT], self._found)
        return "".join([*parts, text[position:]]).strip(), marked
