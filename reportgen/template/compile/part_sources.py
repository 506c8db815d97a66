"""Prepares a part for compiling: its tree, its links, and the parts that belong to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.lists import NumberedLists
from reportgen.office.opc.page_facts import remove_statistics
from reportgen.office.reading_order import Plan, PlannedPart
from reportgen.office.workbook.workbook_cells import UnusableWorkbook, report_unusable, writable_references
from reportgen.template.compile.compilation import Compilation, PartSource
from reportgen.template.compile.template_file import TemplateFile
from reportgen.template.render.bound_frames import BoundContent
from reportgen.template.render.copied_parts import OwnedParts
from reportgen.template.render.repeated_text import diagrams
from reportgen.template.structure.fields import mark_stale_fields
from reportgen.template.structure.notes import COMMENT, NOTE_KINDS, mark_notes
from reportgen.template.syntax.links import tagged_links


@dataclass(frozen=True, slots=True)
class NotesToMove:
    """The notes of a part that go where their marks stand: their kind, and the highest id of all notes of the part."""

    kind: str
    highest_id: int


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """A part ready to be compiled; `cells` are references of a chart to its workbook whose texts hold tags."""

    source: PartSource
    cells: tuple[str, ...]
    notes: NotesToMove | None


class PartSources:
    """Makes the parts of a template ready to be compiled."""

    def __init__(self, template: TemplateFile, plan: Plan) -> None:
        self._template = template
        self.lists = NumberedLists(template.package)
        self._diagrams = diagrams(template.package, [template.package.main_part, *plan.slides])

    def prepare(
        self, planned: PlannedPart, root: etree._Element, notes: Collection[tuple[str, str]], compilation: Compilation
    ) -> PreparedPart:  # fmt: skip
        """Everything that compiling a planned part begins with.

        `root` is its tree, `notes` are those (kind and id) that go where their marks stand.
        """
        package, name = self._template.package, planned.name
        remove_statistics(root)
        mark_stale_fields(root)
        cells = self._workbook_cells(planned, root, compilation)
        moved = _mark_notes(planned, root, notes)
        source = PartSource(
            root,
            planned.steps,
            links=tagged_links(package.relationships(name)),
            bound=self._template.bound.get(name) or BoundContent(),
            guides=self._template.guides.get(name) or {},
            owned=OwnedParts(package, name, self._template.bound),
            lists=self.lists,
            rules=self._template.rules if name == package.main_part else {},
            diagram=self._diagrams.get(name, ""),
            has_notes_to_move=moved is not None,
        )
        return PreparedPart(source, cells, moved)

    def _workbook_cells(
        self, planned: PlannedPart, root: etree._Element, compilation: Compilation
    ) -> tuple[str, ...]:  # fmt: skip
        """The references of a chart to its workbook whose texts hold tags."""
        if root.tag != qn("c:chartSpace"):
            return ()
        package, name = self._template.package, planned.name
        books = [package.entries[book].read() for book in package.related(name, "package")]
        linked = any(item.external and item.kind != "hyperlink" for item in package.relationships(name))
        try:
            return tuple(writable_references(root, books[0] if books else None, linked))
        except UnusableWorkbook as fault:
            report_unusable(fault, compilation.found, compilation.location(planned.steps))
            return ()


def _mark_notes(
    planned: PlannedPart, root: etree._Element, notes: Collection[tuple[str, str]]
) -> NotesToMove | None:  # fmt: skip
    kind = planned.steps[0].removesuffix("s")
    ids = {id_ for kind_of_note, id_ in notes if kind_of_note == kind}
    return NotesToMove(kind, mark_notes(root, ids)) if ids and kind in (*NOTE_KINDS, COMMENT) else None
