"""Compiles one part of a template: finds its tags, places its statements, writes its code."""

from __future__ import annotations

from functools import partial

from reportgen.fit import static_paragraphs
from reportgen.office.markup.namespaces import ignorable_namespaces, qn
from reportgen.office.presentation.shape_references import store_original_ids
from reportgen.template.compile.arrangements import arrange_shapes, filled_shapes
from reportgen.template.compile.compilation import Compilation, CompiledPart, PartSource
from reportgen.template.compile.inner_parts import bind_frames, copy_parts
from reportgen.template.compile.placement import keep_what_office_demands, place_statements
from reportgen.template.compile.preparation import scan_part
from reportgen.template.compile.scanned_part import ScannedPart
from reportgen.template.compile.write_code import write_code
from reportgen.template.render.runs import PartMarkup
from reportgen.template.structure.copies import make_copies_distinct
from reportgen.template.structure.levels.shapes import take_slide_statements, wrap_shapes
from reportgen.template.structure.literals import prepare_literals
from reportgen.template.structure.unique_ids import reached


def compile_part(scanned: ScannedPart, compilation: Compilation) -> CompiledPart:
    """Compile one part, which is in the output language; faults go to `compilation.found`.

    Each step changes the tree of the part, so their order matters: slide and shape statements leave it before the
    others are placed, and copies are told apart when all stand. A part without tags has no code: it goes into the
    output as the template has it.
    """
    part, tags, codes, found = scanned.source, scanned.tags, scanned.codes, compilation.found
    root, largest_id = part.root, scanned.largest_id
    changed = prepare_literals(root, compilation.literal, compilation.words)
    if not scanned.has_code:
        return CompiledPart(largest_id=largest_id, filled=filled_shapes(root, changed))
    markup = PartMarkup(codes.prefixes, ignorable_namespaces(root), compilation.fonts, compilation.like_docxtpl)
    slide_tags = take_slide_statements(tags)
    shape_statements = wrap_shapes(tags, found)
    arranged = arrange_shapes(root, tags, shape_statements, codes, compilation.slide_size, part.guides, found)
    filled = filled_shapes(root, changed, shape_statements, arranged)
    placed = place_statements(root, tags, codes, found, compilation.like_docxtpl)
    redirects = store_original_ids(root, reached(root, tags))
    repeated = list(reached(root, tags, ("for", "macro")))
    references = make_copies_distinct(root, tags, repeated, placed.commented, codes)
    free = keep_what_office_demands(root, tags, codes, placed, part.lists, compilation.like_docxtpl)
    compile_inner = partial(_compile_inner, compilation=compilation)
    charts = bind_frames(scanned.frames, part, arranged, codes, compilation, compile_inner)
    static = static_paragraphs(root, changed) if root.tag == qn("w:document") else frozenset()
    copies = copy_parts(repeated, part, tags, codes, compilation, compile_inner)
    return CompiledPart(
        pieces=tuple(write_code(root, scanned, codes, markup, free)),
        slide_tags=(*slide_tags, *charts.slide_tags, *copies.slide_tags),
        redirects=redirects,
        largest_id=max(largest_id, charts.largest_id, copies.largest_id),
        comments=references.comments,
        notes=references.notes,
        rewritten=copies.cut,
        shape_statements=tuple(shape_statements),
        filled=filled,
        static=static,
    )


def _compile_inner(part: PartSource, compilation: Compilation) -> CompiledPart:
    return compile_part(scan_part(part, compilation), compilation)
