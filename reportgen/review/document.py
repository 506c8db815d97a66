"""Opens a Word or PowerPoint file for review: its parts as trees, its slides, and every run of its text.

All of it is read when the first rule asks, and once for all rules. Nothing in the trees may be changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import etree

from reportgen.diagnostics import Diagnostic
from reportgen.office.drawing.text_styles import SlideStyles
from reportgen.office.markup.canonical_form import read_part
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import Steps
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.loose_ends import loose_ends
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import NOTES, PlannedPart, plan_package
from reportgen.review.slides import Slide, SlideBase
from reportgen.review.visible_text import VisibleText
from reportgen.review.word_runs import WordRun, WordStyles, read_word_runs
from reportgen.template.structure.editor_shapes import take_editor_shapes

_WORD_ROOTS = frozenset(qn(f"w:{name}") for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"))


_SHARED = ("slideLayout", "slideMaster", "notesMaster", "theme")
"""What is the same in the files that are made from a template, by words of their content types."""


@lru_cache(maxsize=256)
def _shared_part(entry: Entry) -> etree._Element:
    return read_part(entry.read())


@dataclass(slots=True)
class _ParsedPackage(Package):
    """A package whose parts are parsed once; where it `shares` them, once for all files with the same bytes."""

    shares: bool = False
    _roots: dict[str, etree._Element] = field(default_factory=dict, repr=False)

    def parse(self, part: str) -> etree._Element:
        """Return the root element of an XML part, which nobody may change; raises what `Package.parse` raises."""
        if part not in self._roots:
            self._roots[part] = Package.parse(self, part)
        return self._roots[part]

    def _read_part(self, part: str) -> etree._Element:
        if self.shares and any(word in self.content_type(part) for word in _SHARED):
            return _shared_part(self.entries[part])
        return Package._read_part(self, part)


class OfficeDocument:
    """A file to review; `is_template` says that tags in it are tags, and not text.

    Raises `ProblemsFound` for what is no `.docx` or `.pptx` file.
    """

    def __init__(self, data: bytes, name: str, is_template: bool = False) -> None:
        self.name = name
        self.is_template = is_template
        self.texts = VisibleText(is_template)
        self._package = _ParsedPackage.read(data, name)
        self._package.shares = not is_template
        if is_template:
            take_editor_shapes(self._package)
        self._bases: dict[tuple[str, str], SlideBase] = {}
        self._plan = plan_package(self._package)
        self.places = Steps()  # to any element of the trees, which stay as they are

    @property
    def parts(self) -> list[PlannedPart]:
        """The parts with text, in reading order, each with its steps."""
        return self._plan.parts

    def loose_ends(self) -> Iterator[Diagnostic]:
        """What the file fetches from elsewhere, and the other loose ends of its package."""
        return loose_ends(self._package)

    def root(self, part: str) -> etree._Element:
        """Return the root element of a part."""
        return self._package.parse(part)

    def _related_name(self, part: str, kind: str) -> str:
        """Return the name of the first part that `part` refers to by this kind of relationship, or nothing."""
        return next(self._package.related(part, kind), "") if part else ""

    def _root_if_any(self, part: str) -> etree._Element | None:
        return self.root(part) if part else None

    @property
    def main(self) -> etree._Element:
        """The root of the document or presentation itself."""
        return self.root(self._package.main_part)

    def main_related(self, kind: str) -> etree._Element | None:
        """Return the root of a part that the whole file shares (`styles`, `theme`, `settings`), or None."""
        return self._root_if_any(self._related_name(self._package.main_part, kind))

    @cached_property
    def properties(self) -> etree._Element | None:
        """The root of the core properties, or None."""
        return self._root_if_any(next(self._package.related("", "core-properties", "coreproperties"), ""))

    @cached_property
    def application(self) -> str:
        """The program that saved the file, as it names itself (`Microsoft Office PowerPoint`), or nothing."""
        root = self._root_if_any(next(self._package.related("", "extended-properties", "extendedproperties"), ""))
        return (root.findtext(qn("ep:Application")) or "").strip() if root is not None else ""

    # -- PowerPoint

    @cached_property
    def slides(self) -> list[Slide]:
        """The slides in the deck's order; a Word file has none."""
        steps = {part.name: part.steps for part in self._plan.parts}
        return [self._slide(name, steps[name]) for name in self._plan.slides]

    def _slide(self, name: str, steps: tuple[str, ...]) -> Slide:
        layout = self._related_name(name, "slidelayout")
        base = self._base(layout, self._related_name(layout, "slidemaster"))
        return Slide(self.root(name), steps, base)

    @cached_property
    def text_styles(self) -> list[SlideStyles]:
        """How texts of each slide are set: the styles are those of its layout, which slides share."""
        of_layouts: dict[str, SlideStyles] = {}
        for slide in self._plan.slides:
            layout = self._related_name(slide, "slidelayout")
            if layout not in of_layouts:
                of_layouts[layout] = SlideStyles(self._package, self.root, slide)
        return [of_layouts[self._related_name(slide, "slidelayout")] for slide in self._plan.slides]

    @cached_property
    def notes(self) -> list[Slide]:
        """The speaker's notes, as slides whose master is the notes master."""
        pages = (part for part in self.parts if NOTES in part.steps)
        return [Slide(self.root(page.name), page.steps, self._notes_base(page.name)) for page in pages]

    def _notes_base(self, page: str) -> SlideBase:
        return self._base("", self._related_name(page, "notesmaster"))

    def _base(self, layout: str, master: str) -> SlideBase:
        """Return what all slides with a layout and a master inherit from; an empty name stands for no such part."""
        if (layout, master) not in self._bases:
            theme = self._related_name(master, "theme")
            default_text = self.main.find(qn("p:defaultTextStyle"))
            self._bases[layout, master] = SlideBase(
                self._root_if_any(layout), self._root_if_any(master), self._root_if_any(theme), default_text, self.texts
            )
        return self._bases[layout, master]

    # -- Word

    @cached_property
    def word_parts(self) -> list[tuple[etree._Element, tuple[str, ...]]]:
        """The text parts of a Word file, each with its steps: the body, then headers, footers, notes and comments."""
        parts = ((self.root(part.name), part.steps) for part in self.parts)
        return [(root, steps) for root, steps in parts if root.tag in _WORD_ROOTS]

    @cached_property
    def styles(self) -> WordStyles:
        """The styles of a Word file."""
        return WordStyles(self.main_related("styles"))

    @cached_property
    def word_runs(self) -> tuple[WordRun, ...]:
        """The runs of a Word file, part by part, without those of tracked deletions."""
        return tuple(read_word_runs(self.word_parts, self.styles, self.texts))
