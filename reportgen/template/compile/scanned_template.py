"""A template with its tags found: what its compilations for several output languages have in common is done once."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.diagnostics import Diagnostic
from reportgen.fit import ShapeCollector
from reportgen.office.localise import note_runs
from reportgen.office.markup.marks import holds_placeholder, remove_engine_names
from reportgen.office.markup.namespaces import serialise
from reportgen.office.reading_order import PlannedPart, plan_package, refuse_no_document
from reportgen.template.compile.compilation import Compilation
from reportgen.template.compile.part_sources import NotesToMove, PartSources
from reportgen.template.compile.preparation import scan_part
from reportgen.template.compile.scanned_part import ScannedPart
from reportgen.template.compile.template_file import TemplateFile
from reportgen.template.program.environment import environment_of
from reportgen.template.syntax.shape_statements import arranged_shapes
from reportgen.template.syntax.unread import unread_tags


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A part of a template in no language yet, with its runs noted for one.

    `markup` is what was read, empty where it cannot stay so; `original` its tree before it was `scanned`, `cells` are
    references of a chart to its workbook whose texts hold tags, `faults` what was found wrong so far.
    """

    markup: str
    original: etree._Element
    scanned: ScannedPart
    cells: tuple[str, ...]
    notes: NotesToMove | None
    faults: Sequence[Diagnostic]


class ScannedTemplate:
    """The parts of a template, each scanned when it is first asked for; raises `ProblemsFound` for a damaged list."""

    def __init__(self, file: TemplateFile) -> None:
        self.file = file
        self.plan = plan_package(file.package)
        self.shapes = ShapeCollector(file.package, self.plan.slide_size)
        self._sources = PartSources(file, self.plan)
        self._parts: dict[str, TemplatePart] = {}
        self.lists = self._sources.lists

    @cached_property
    def unread(self) -> list[Diagnostic]:
        """The faults of tags in parts and places that are not scanned."""
        return unread_tags(self.file.package, self.plan)

    def part(self, planned: PlannedPart, notes: Collection[tuple[str, str]]) -> TemplatePart:
        """A part of the plan; `notes` are those (kind and id) that go where their marks stand, in any language."""
        if planned.name not in self._parts:
            self._parts[planned.name] = self._scanned(planned, notes)
        return self._parts[planned.name]

    def numbered_slides(self) -> Iterator[str]:
        """The markup of the slides as they are scanned, with numbers of shapes and placeholders of tags."""
        return (serialise(self._parts[name].scanned.source.root) for name in self.plan.slides if name in self._parts)

    def _scanned(self, planned: PlannedPart, notes: Collection[tuple[str, str]]) -> TemplatePart:
        original = self.file.package.parse(planned.name)
        refuse_no_document(self.file.package, planned.name, original)
        markup = "" if holds_placeholder(self.file.package.entries[planned.name].read()) else serialise(original)
        remove_engine_names(original)
        note_runs(original)
        root = copy.deepcopy(original)  # without tags a part goes into the output whole
        if planned.name in self.plan.slides:
            self.shapes.number(root, planned.name, planned.steps[0], arranged_shapes(root))
        compilation = Compilation(self.file.name, environment_of(self.file.surroundings), names=self.file.names)
        prepared = self._sources.prepare(planned, root, notes, compilation)
        scanned = scan_part(prepared.source, compilation)
        return TemplatePart(markup, original, scanned, prepared.cells, prepared.notes, compilation.found.diagnostics)
