"""Compiles the parts of a template one after the other, in reading order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reportgen.fit import FIT, StaticSlide
from reportgen.office.markup.namespaces import serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, markup_entry, rels_name
from reportgen.office.opc.page_facts import drop_page_facts
from reportgen.office.opc.part_trees import orphaned_parts
from reportgen.office.reading_order import Plan, PlannedPart
from reportgen.template.assemble.package import PartLinks
from reportgen.template.compile.compilation import Compilation, CompiledPart
from reportgen.template.compile.localised_package import LocalisedPackage
from reportgen.template.compile.part_compiler import compile_part
from reportgen.template.compile.part_sources import NotesToMove
from reportgen.template.compile.scanned_template import ScannedTemplate
from reportgen.template.structure.fields import mark_stale_fields
from reportgen.template.structure.literals import prepare_literals


@dataclass(frozen=True, slots=True)
class PartResult:
    """What becomes of one part of the plan.

    `entry` is the part as it goes into every output, where it has no tags of its own; then `is_changed` says whether
    the language has changed what it says. `gone` are the parts that nothing leads to any more, since programs write
    them anew.
    """

    compiled: CompiledPart
    links: PartLinks
    entry: Entry | None = None
    is_changed: bool = True
    notes: NotesToMove | None = None
    gone: frozenset[str] = frozenset()


def compile_parts(
    template: ScannedTemplate, localised: LocalisedPackage, compilation: Compilation
) -> list[PartResult]:  # fmt: skip
    """Compile every part of the plan. What is learnt of one (notes to move, parts gone) is known to the later ones."""
    results: list[PartResult] = []
    notes: frozenset[tuple[str, str]] = frozenset()
    gone: frozenset[str] = frozenset()
    for index, planned in enumerate(template.plan.parts):
        if planned.name in gone:
            results.append(PartResult(CompiledPart(), PartLinks()))
            continue
        slide = index if planned.name in template.plan.slides else None
        result = _compile(planned, slide, template, localised, notes, compilation)
        results.append(result)
        notes |= result.compiled.notes
        gone |= result.gone
    return results


def _compile(
    planned: PlannedPart, slide: int | None, template: ScannedTemplate, localised: LocalisedPackage,
    notes: Collection[tuple[str, str]], compilation: Compilation,
) -> PartResult:  # fmt: skip
    """One part; `slide` is the number of a slide's part in the plan."""
    part, shapes = template.part(planned, notes), template.shapes
    compilation.found.extend(part.faults)
    if slide is not None or part.scanned.has_code:
        scanned = localised.scanned(part, compilation.code)
        compiled = compile_part(scanned, compilation)
    else:
        scanned, compiled = part.scanned, CompiledPart(largest_id=part.scanned.largest_id)
    for statement in compiled.shape_statements:
        if statement.tag.keyword == FIT:
            shapes.state_policy(statement.shape, statement.tag.inside.removeprefix(FIT))
    links = PartLinks(compiled.rewritten | scanned.source.links.keys(), part.cells)
    gone = frozenset(orphaned_parts(template.file.package, {planned.name: set(compiled.rewritten)}))
    result = PartResult(compiled, links, notes=part.notes, gone=gone)
    if compiled.pieces:
        return result
    whole = localised.whole(part)
    changed = prepare_literals(whole, compilation.literal, compilation.words)
    if changed:
        mark_stale_fields(whole)
    if slide is not None:
        # without tags it looks the same in every output
        shapes.keep_static(slide, StaticSlide(planned.slide, serialise(scanned.source.root)))
    markup, entry = serialise(whole), template.file.package.entries[planned.name]
    if markup != part.markup:
        entry = markup_entry(markup)
    return replace(result, entry=entry, is_changed=bool(changed))


def output_entries(
    package: Package, plan: Plan, localised: LocalisedPackage, parts: Sequence[PartResult], gone: frozenset[str]
) -> dict[str, Entry]:  # fmt: skip
    """The parts that go into every output; `gone` are those that nothing leads to any more."""
    without_tags = {
        planned.name: part.entry for planned, part in zip(plan.parts, parts, strict=True) if part.entry is not None
    }
    dropped = gone | {rels_name(name) for name in gone}
    entries = {name: entry for name, entry in (localised.entries | without_tags).items() if name not in dropped}
    if any(part.is_changed for part in parts):
        drop_page_facts(package, entries)
    return entries
