"""Compiles a whole template for an output language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.fit import static_overflows
from reportgen.model.language import DEFAULT_PAGE_MARK, Language
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import NOTES, Plan
from reportgen.template.assemble.slides import template_deck
from reportgen.template.compile.compilation import Compilation
from reportgen.template.compile.compiled_package import CompiledPackage
from reportgen.template.compile.localised_package import localise_package
from reportgen.template.compile.order import order_pieces
from reportgen.template.compile.package_parts import PartResult, compile_parts, output_entries
from reportgen.template.compile.scanned_template import ScannedTemplate
from reportgen.template.program.environment import environment_of
from reportgen.template.program.program import compile_program
from reportgen.template.structure.notes import COMMENT


def compile_package(
    template: ScannedTemplate, language: Language | None, literal: Callable[[str], str] | None,
    words: Callable[[str], str | None] | None,
) -> CompiledPackage:  # fmt: skip
    """Compile a template, putting the text typed in it into the language: see `OfficeTemplate.compile`.

    Raises `ProblemsFound` with every fault of it.
    """
    file, plan = template.file, template.plan
    package = file.package
    localised = localise_package(package, plan, language, literal, words)
    environment = environment_of(file.surroundings)
    compilation = Compilation(
        file.name, environment, language, literal, words, localised.fonts, plan.slide_size, file.like_docxtpl,
        names=file.names,
    )  # fmt: skip
    parts = compile_parts(template, localised, compilation)
    compilation.found.extend(template.unread)
    ordered = order_pieces(plan, parts, compilation.found)
    compilation.found.raise_errors()
    program = compile_program(file.name, ordered.pieces, file.surroundings, file.codes)
    gone = frozenset().union(*(part.gone for part in parts))
    filled = frozenset().union(*(part.compiled.filled for part in parts))
    static = frozenset().union(*(part.compiled.static for part in parts))
    notes = {part.notes.kind: (index, part.notes.highest_id) for index, part in enumerate(parts) if part.notes}
    shapes = template.shapes.collected(localised.themes, filled)
    return CompiledPackage(
        name=file.name,
        in_language=language is not None,
        package=package,
        plan=plan,
        entries=output_entries(package, plan, localised, parts, gone),
        links=[part.links for part in parts],
        program=program,
        slots=compilation.code.slots,
        shapes=shapes,
        page_mark=language.page_mark if language else DEFAULT_PAGE_MARK,
        deck=template_deck(package, plan.slides, ordered.slide_loops, gone) if plan.slides else None,
        last_list=template.lists.last,
        last_id=max([notes.get(COMMENT, (0, 0))[1], *(part.compiled.largest_id for part in parts)]),
        redirecting=frozenset(index for index, part in enumerate(parts) if part.compiled.redirects),
        asides=frozenset(index for index, planned in enumerate(plan.parts) if NOTES in planned.steps),
        note_plans={kind: index for kind, (index, _) in notes.items()},
        last_notes={kind: highest for kind, (_, highest) in notes.items()},
        comments=frozenset().union(*(part.compiled.comments for part in parts)),
        static=static,
        themes=tuple(localised.themes),
        styled=_styled(package, plan, parts),
        warnings=(*file.warnings, *static_overflows(template.numbered_slides(), shapes, file.name)),
    )


def _styled(package: Package, plan: Plan, parts: Sequence[PartResult]) -> list[str]:
    """The parts without tags that may write colours beside references to the theme."""
    without_tags = [planned.name for planned, part in zip(plan.parts, parts, strict=True) if part.entry is not None]
    return [*package.related(package.main_part, "styles", "numbering"), *without_tags]
