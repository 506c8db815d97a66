"""Finds the tags of a part: in paragraphs, attributes, document properties and hyperlinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from lxml import etree

from reportgen.diagnostics import Collector, Location, Message
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import Steps, visible_text
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import Text, texts
from reportgen.template.compile.compilation import Compilation
from reportgen.template.compile.marked_text import MarkedText, mark_address, mark_tags
from reportgen.template.compile.scanned_part import ScannedPart
from reportgen.template.render.bound_frames import frame_of, is_binding
from reportgen.template.render.repeated_text import RepeatedText
from reportgen.template.structure.levels.alt_texts import put_statements
from reportgen.template.syntax.escapes import has_escapes, undo_escapes
from reportgen.template.syntax.isolate import isolate_tags
from reportgen.template.syntax.tags import Match, RawText, TagKind, find_tags
from reportgen.template.syntax.unread import refuse

_FALLBACK = qn("mc:Fallback")
_RELATIONSHIP = qn("r:id")
_BRACES = frozenset("{}｛｝")
_TIPS = frozenset(map(qn, ("a:hlinkClick", "a:hlinkMouseOver")))
"""What in run properties has a screen tip."""


def scan(part: ScannedPart, compilation: Compilation) -> ScannedPart:
    """Find every tag of a part: in the targets of links, then in its texts, in reading order.

    They are added to what the part has. Tags in attributes and properties leave marks there.
    """
    scanner, root, links = _Scanner(part, compilation), part.source.root, part.source.links
    for element in root.iter(etree.Element) if links else ():
        if element.get(_RELATIONSHIP) in links:
            scanner.scan_link(element)
    # screen tips come before their paragraphs, whose runs are copied where a tag cuts them
    for text in sorted(texts(root, Use.RENDERED | Use.REPORTED), key=lambda text: text.place.element not in _TIPS):
        scanner.scan(text)
    scanner.raw.finish(compilation.found)
    return replace(scanner.scanned, has_escapes=scanner.has_escapes)


def refuse_lost(scanned: ScannedPart, found: Collector) -> None:
    """Report the tags whose place has gone: they stood in the properties of text, say, where no program puts one."""
    for tag in scanned.tags.lost(scanned.source.root):
        message = Message("'{text}' stands where no text can stand", text=tag.text)
        found.error("hidden-tag", message, tag.location, Message("move the tag into plain text"))


class _Scanner:
    """Scans the texts of one part, and collects in `scanned` what it finds."""

    def __init__(self, part: ScannedPart, compilation: Compilation) -> None:
        self._part = part.source
        self._codes = part.codes
        self._compilation = compilation
        self._found: Collector = compilation.found
        self._repeated = RepeatedText(part.source.root, part.source.diagram)
        self._typed: dict[etree._Element, str] = {}
        self.raw = RawText()
        # tags move in their paragraphs alone; with a method of its own the scanner would hold the tree that it has left
        self._steps = Steps(partial(_text_typed, self._typed))
        self.scanned = replace(part, opening=self._repeated.begin())
        self.has_escapes = False

    def scan(self, text: Text) -> None:
        """Find the tags in one text."""
        if text.dialect:
            self._scan_paragraph(text)
        elif not _BRACES.intersection(text.value):
            return
        elif Use.REPORTED in text.place.uses:
            place, matches = text.place, find_tags(text.value)
            refuse(matches, place.aspect, place.remedy, self._place_of(text.element), self._found)
        elif text.place.attribute:
            self._scan_attribute(text)
        else:
            self._scan_property(text)

    def _place_of(self, element: etree._Element, *further: str) -> Location:
        return self._compilation.location((*self._part.steps, *self._steps.to(element), *further))

    def _scan_paragraph(self, found: Text) -> None:
        paragraph = found.element
        text = visible_text(paragraph)
        matches, beside = self.raw.find(text, partial(self._place_of, paragraph))
        self._compilation.check_beside(text, beside, partial(self._place_of, paragraph))
        if matches:
            self._take_tags(found, text, matches)
        if has_escapes(text):
            undo_escapes(paragraph)
            self.has_escapes = True

    def _take_tags(self, found: Text, text: str, matches: Sequence[Match]) -> None:
        paragraph, dialect = found.element, found.dialect
        assert dialect is not None
        location = self._place_of(paragraph)
        tags = [self._compilation.check(match, location) for match in matches]
        repetitions = [self._repeated.repetition_of(paragraph, text) for _ in tags]
        self._typed[paragraph] = text
        placeholders = isolate_tags(paragraph, dialect, matches, tags, self.scanned.tags)
        for placeholder, repetition in zip(placeholders, repetitions, strict=True):
            if repetition is not None:
                self.scanned.repetitions[placeholder] = repetition

    def scan_link(self, element: etree._Element) -> None:
        """A hyperlink whose target has tags."""
        location = self._place_of(element, "hyperlink")
        target = self._part.links[str(element.get(_RELATIONSHIP))]
        marked = mark_address(target, partial(self._compilation.check, location=location), location, self._codes)
        self.scanned.marked.extend(marked.tags)
        element.set(_RELATIONSHIP, marked.text)

    def _scan_attribute(self, text: Text) -> None:
        element, typed = text.element, text.value
        place = partial(self._place_of, element, text.place.aspect)
        self._compilation.check_beside(typed, list(find_tags(typed)), place)
        marked = self._marked(typed, place(), "__attribute", describes=True)
        if not _is_said_again(element):
            put_statements(marked.statements, element, self.scanned.tags.hold, self._found)
        text.write(marked.text)
        frame = frame_of(element) if text.place.attribute == "descr" and is_binding(typed) else None
        if frame is not None:
            # by its text: a tag with a fault is a remark by now
            binding = next(tag for tag in marked.tags if tag.text.startswith(TagKind.OUTPUT))
            self.scanned.frames.append((frame, binding))
            for holder in frame.described:
                holder.set("descr", "")  # it becomes the alt text of the value, see `render/frames.py`

    def _scan_property(self, text: Text) -> None:
        """A document property, a piece of a formula, or a name in a chart's own copy of its data."""
        location = self._place_of(text.element, text.place.aspect)
        self._compilation.check_beside(text.value, list(find_tags(text.value)), lambda: location)
        printed_by = "__xstring" if text.place.element == qn("c:v") else "__attribute"
        text.write(self._marked(text.value, location, printed_by, describes=False).text)

    def _marked(self, text: str, location: Location, printed_by: str, describes: bool) -> MarkedText:
        check = partial(self._compilation.check, location=location)
        marked = mark_tags(text, check, printed_by, self._codes, self._found, describes)
        self.has_escapes = self.has_escapes or has_escapes(text)
        self.scanned.marked.extend(marked.tags)
        return marked


def _is_said_again(element: etree._Element) -> bool:
    """Whether an alt text is that of a drawing of Word once more, in its version for older programs."""
    return element.prefix == "v" and next(element.iterancestors(_FALLBACK), None) is not None


def _text_typed(typed: Mapping[etree._Element, str], paragraph: etree._Element) -> str:
    """A paragraph as it was typed, also when its tags have been taken out."""
    return typed.get(paragraph) or visible_text(paragraph)
