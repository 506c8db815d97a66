"""One part of a template compiled: its tags found, its statements placed, its code written."""

from __future__ import annotations

from functools import partial

from reportgen.office.markup.marks import holds_reserved
from reportgen.office.markup.namespaces import ignorable_namespaces
from reportgen.office.presentation.shape_references import mark_referenced
from reportgen.template.compile.compilation import Compilation, CompiledPart, PartSource
from reportgen.template.compile.inner_parts import bind_frames, copy_parts
from reportgen.template.compile.placement import arrange_shapes, keep_what_office_demands, place_statements
from reportgen.template.compile.preparation import prepare_tree, prepare_typed_text
from reportgen.template.compile.scan import scan
from reportgen.template.compile.write_code import write_code
from reportgen.template.render.runs import PartMarkup
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.comments_and_bookmarks import comment_ids
from reportgen.template.structure.copies import give_copies_their_own
from reportgen.template.structure.levels.shapes import take_slide_statements, wrap_shapes
from reportgen.template.structure.unique_ids import largest_own_id, reached


def compile_part(part: PartSource, compilation: Compilation) -> CompiledPart:
    """Compile one part; faults go to `compilation.found`.

    The tree of the part goes from hand to hand and is taken apart on the way.
    A part without tags has no code: it goes into the output as the template has it.
    """
    root, found = part.root, compilation.found
    largest_id = largest_own_id(root)
    if holds_reserved(root):
        message = "it holds characters that Unicode keeps for programs (U+FDD0–U+FDEF)"
        found.error("unusable-character", message, compilation.location(part.steps), "remove them")
        return CompiledPart(largest_id=largest_id)
    markup = PartMarkup(
        {uri: prefix for prefix, uri in root.nsmap.items() if prefix}, ignorable_namespaces(root), compilation.fonts
    )
    codes = PartCode(compilation.code, markup.prefixes)
    prepare_tree(root)
    scanned = scan(part, codes, compilation)
    tags = scanned.tags
    prepare_typed_text(root, tags, compilation.literal)
    if not scanned.has_tags and not part.has_notes_to_move:
        return CompiledPart(largest_id=largest_id)
    slide_tags = take_slide_statements(tags)
    stated = wrap_shapes(tags, found)
    arranged = arrange_shapes(stated, codes, compilation.slide_size, found)
    commented = comment_ids(root)
    placed = place_statements(root, tags, codes, found)
    redirects = mark_referenced(root, reached(root, tags))
    repeated = list(reached(root, tags, ("for",)))
    own = give_copies_their_own(root, tags, commented, codes)
    keep_what_office_demands(root, tags, codes, placed)
    compile_inner = partial(compile_part, compilation=compilation)
    charts = bind_frames(scanned.frames, part, arranged, codes, compilation, compile_inner)
    copies = copy_parts(repeated, part, codes, compilation, compile_inner)
    return CompiledPart(
        pieces=tuple(write_code(root, scanned, codes, markup)),
        slide_tags=(*slide_tags, *charts.slide_tags, *copies.slide_tags),
        redirects=redirects,
        largest_id=max(largest_id, charts.largest_id, copies.largest_id),
        comments=own.comments,
        notes=own.notes,
        rewritten=copies.cut,
        stated=tuple(stated),
    )
