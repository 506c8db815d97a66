"""What compiling a part begins with: its tree in the output language, and what it has to do with other parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import PlannedPart
from reportgen.office.workbook.workbook_cells import UnusableWorkbook, report, usable_references
from reportgen.template.program.compilation import Compilation, PartSource
from reportgen.template.program.template_file import TemplateFile
from reportgen.template.render.bound_frames import BoundContent
from reportgen.template.render.copied_parts import OwnedParts
from reportgen.template.structure.notes import NOTE_KINDS, mark_notes
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


def prepare_part(
    planned: PlannedPart, root: etree._Element, template: TemplateFile, diagrams: Mapping[str, str],
    notes: Collection[tuple[str, str]], compilation: Compilation,
) -> PreparedPart:  # fmt: skip
    """Everything that compiling a planned part begins with.

    `root` is its tree in the output language, `diagrams` says which diagram a part belongs to, `notes` are those (kind
    and id) that go where their marks stand.
    """
    package = template.package
    cells: list[str] = []
    if root.tag == qn("c:chartSpace"):
        try:
            cells = _references(package, planned.name, root)
        except UnusableWorkbook as fault:
            report(fault, compilation.found, compilation.location(planned.steps))
    moved = _mark_notes(planned, root, notes)
    source = PartSource(
        root,
        planned.steps,
        links=tagged_links(package.relationships(planned.name)),
        bound=template.bound.get(planned.name) or BoundContent(),
        owned=OwnedParts(package, planned.name),
        diagram=diagrams.get(planned.name, ""),
        has_notes_to_move=moved is not None,
    )
    return PreparedPart(source, tuple(cells), moved)


def _references(package: Package, part: str, chart: etree._Element) -> list[str]:
    books = [package.entries[book].read() for book in package.related(part, "package")]
    linked = any(item.external and item.kind != "hyperlink" for item in package.relationships(part))
    return usable_references(chart, books[0] if books else None, linked)


def _mark_notes(
    planned: PlannedPart, root: etree._Element, notes: Collection[tuple[str, str]]
) -> NotesToMove | None:  # fmt: skip
    kind = planned.steps[0].removesuffix("s")
    ids = {id_ for own, id_ in notes if own == kind}
    return NotesToMove(kind, mark_notes(root, ids)) if ids and kind in NOTE_KINDS else None
