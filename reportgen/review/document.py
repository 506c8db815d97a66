"""Opens a Word or PowerPoint file for review: its parts as trees, its slides with what they inherit from."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import NOTES, PlannedPart, plan_package
from reportgen.template.syntax.tags import TagKind, find_tags


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide, and the layout, master and theme it inherits from; None where a damaged file has none."""

    root: etree._Element
    steps: tuple[str, ...]
    layout: etree._Element | None
    master: etree._Element | None
    theme: etree._Element | None


class OfficeDocument:
    """A file to review; `is_template` says that tags in it are tags, and not text.

    Raises `ProblemsFound` for what is no `.docx` or `.pptx` file.
    """

    def __init__(self, data: bytes, name: str, is_template: bool = False) -> None:
        self.name = name
        self.is_template = is_template
        self._package = Package.read(data, name)
        self._roots: dict[str, etree._Element] = {}
        self._plan = plan_package(self._package)

    @property
    def parts(self) -> list[PlannedPart]:
        """The parts with text, in reading order, each with its steps."""
        return self._plan.parts

    def root(self, part: str) -> etree._Element:
        """Return the root element of a part."""
        if part not in self._roots:
            self._roots[part] = self._package.parse(part)
        return self._roots[part]

    def related(self, part: str, kind: str) -> etree._Element | None:
        """Return the root of the first part that `part` refers to by this kind of relationship, or None."""
        name = self._related_name(part, kind)
        return self.root(name) if name else None

    def _related_name(self, part: str, kind: str) -> str:
        return next(self._package.related(part, kind), "")

    @property
    def main(self) -> etree._Element:
        """The root of the document or presentation itself."""
        return self.root(self._package.main_part)

    def main_related(self, kind: str) -> etree._Element | None:
        """Return the root of a part that the whole file shares (`styles`, `theme`, `settings`), or None."""
        return self.related(self._package.main_part, kind)

    @cached_property
    def slides(self) -> list[Slide]:
        """The slides in the deck's order; a Word file has none."""
        return [self._slide(name, number) for number, name in enumerate(self._plan.slides, 1)]

    def _slide(self, name: str, number: int) -> Slide:
        layout = self._related_name(name, "slidelayout")
        master = self._related_name(layout, "slidemaster") if layout else ""
        theme = self.related(master, "theme") if master else None
        return Slide(
            self.root(name),
            (f"slide {number}",),
            self.root(layout) if layout else None,
            self.root(master) if master else None,
            theme,
        )

    @cached_property
    def notes(self) -> list[Slide]:
        """The speaker's notes, as slides whose master is the notes master."""
        found = []
        for part in self.parts:
            if NOTES in part.steps:
                master = self._related_name(part.name, "notesmaster")
                theme = self.related(master, "theme") if master else None
                root = self.root(master) if master else None
                found.append(Slide(self.root(part.name), part.steps, None, root, theme))
        return found

    def word_parts(self) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
        """Yield the text parts of a Word file: the body, then headers, footers, notes and comments."""
        for part in self.parts:
            root = self.root(part.name)
            if root.tag in _WORD_ROOTS:
                yield root, part.steps

    @property
    def properties(self) -> etree._Element | None:
        """The root of the core properties, or None."""
        name = next(self._package.related("", "core-properties", "coreproperties"), "")
        return self.root(name) if name else None

    def visible_text(self, text: str) -> str:
        """Return what a reader sees of a text: a template's text without the tags that print nothing."""
        if not self.is_template:
            return text
        return _without_tags(text, (TagKind.STATEMENT, TagKind.COMMENT))

    def literal_text(self, text: str) -> str:
        """Return what the file itself has of a text: a template's text without any tag."""
        return _without_tags(text, tuple(TagKind)) if self.is_template else text

    def paragraph_text(self, paragraph: etree._Element) -> str:
        """Return what a reader sees of a paragraph."""
        return self.visible_text(paragraph_text(paragraph, BY_PARAGRAPH[str(paragraph.tag)]))

    def text(self, element: etree._Element) -> str:
        """Return what a reader sees of everything below an element, a line for each paragraph, without outer space."""
        paragraphs = (text.element for text in texts(element, Use.REVIEWED))
        return "\n".join(self.paragraph_text(paragraph) for paragraph in paragraphs).strip()


def _without_tags(text: str, kinds: Container[TagKind]) -> str:
    """Return a text without its tags of these kinds."""
    parts, position = [], 0
    for match in find_tags(text):
        if match.kind in kinds:
            parts.append(text[position : match.start])
            position = match.end
    return "".join([*parts, text[position:]])


_WORD_ROOTS = frozenset(qn(f"w:{name}") for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"))
