"""The parts of a template compiled one after the other, in reading order."""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import dataclass, replace

from reportgen.fit import FIT, ShapeCollector
from reportgen.office.markup.namespaces import serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, xml_entry
from reportgen.office.opc.part_trees import left_behind
from reportgen.office.reading_order import Plan, PlannedPart
from reportgen.template.assemble.package import PartLinks
from reportgen.template.compile.compilation import Compilation, CompiledPart
from reportgen.template.compile.localised_package import LocalisedPackage
from reportgen.template.compile.part_compiler import compile_part
from reportgen.template.compile.part_sources import NotesToMove, PartSources
from reportgen.template.compile.template_file import TemplateFile
from reportgen.template.runtime.code import Piece
from reportgen.template.structure.literals import prepare_literals
from reportgen.template.syntax.shape_statements import arranged_shapes


@dataclass(frozen=True, slots=True)
class PartResult:
    """What becomes of one part of the plan.

    `entry` is the part as it goes into every output, where it has no tags of its own; `gone` are the parts that
    nothing leads to any more, since programs write them anew.
    """

    compiled: CompiledPart
    links: PartLinks
    entry: Entry | None = None
    notes: NotesToMove | None = None
    gone: frozenset[str] = frozenset()


def compile_parts(
    template: TemplateFile, plan: Plan, localised: LocalisedPackage, shapes: ShapeCollector, compilation: Compilation
) -> list[PartResult]:  # fmt: skip
    """Compile every part of the plan. What is learnt of one (notes to move, parts gone) is known to the later ones."""
    sources = PartSources(template, plan, compilation)
    results: list[PartResult] = []
    notes: frozenset[tuple[str, str]] = frozenset()
    gone: frozenset[str] = frozenset()
    for index, planned in enumerate(plan.parts):
        if planned.name in gone:
            results.append(PartResult(CompiledPart(), PartLinks()))
            continue
        slide = index if planned.name in plan.slides else None
        result = _compile(planned, slide, template.package, localised, sources, notes, shapes, compilation)
        results.append(result)
        notes |= result.compiled.notes
        gone |= result.gone
    return results


def _compile(
    planned: PlannedPart, slide: int | None, package: Package, localised: LocalisedPackage, sources: PartSources,
    notes: Collection[tuple[str, str]], shapes: ShapeCollector, compilation: Compilation,
) -> PartResult:  # fmt: skip
    """One part; `slide` is the number of a slide's part in the plan."""
    root = localised.part(planned.name)
    before = copy.deepcopy(root)
    if slide is not None:
        shapes.number(root, planned.name, planned.steps[0], arranged_shapes(root))
    prepared = sources.prepare(planned, root, notes)
    compiled = compile_part(prepared.source, compilation)
    for stated in compiled.stated:
        if stated.tag.keyword == FIT:
            shapes.state_policy(stated.shape, stated.tag.inside.removeprefix(FIT))
    links = PartLinks(compiled.rewritten | prepared.source.links.keys(), prepared.cells)
    gone = frozenset(left_behind(package, {planned.name: set(compiled.rewritten)}))
    result = PartResult(compiled, links, notes=prepared.notes, gone=gone)
    if compiled.pieces:
        return result
    prepare_literals(before, compilation.literal)
    if slide is not None and not compiled.slide_tags:
        shapes.keep_static(slide, serialise(root))
    pieces = (Piece(serialise(root)),) if compiled.slide_tags else ()
    return replace(result, compiled=replace(compiled, pieces=pieces), entry=xml_entry(before))
