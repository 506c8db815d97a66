"""Finds the tags of one part, and prepares its tree for that and for what follows; the language does not matter yet."""

from __future__ import annotations

from dataclasses import replace

from reportgen.office.markup.marks import RESERVED_FOUND, contains_reserved
from reportgen.office.markup.unique_ids import largest_own_id
from reportgen.office.presentation.cell_margins import restore_cell_margins
from reportgen.office.presentation.shape_references import store_paragraph_counts
from reportgen.office.presentation.slide_numbers import mark_slide_numbers
from reportgen.template.compile.compilation import Compilation, PartSource
from reportgen.template.compile.scan import refuse_lost, scan
from reportgen.template.compile.scanned_part import ScannedPart
from reportgen.template.render.bound_frames import drop_fallbacks
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.comment_statements import place_rules
from reportgen.template.structure.content_controls import free_controls
from reportgen.template.structure.fields import stale_tags
from reportgen.template.structure.remarks import take_remarks
from reportgen.template.syntax.join_paragraphs import join_paragraphs


def scan_part(part: PartSource, compilation: Compilation) -> ScannedPart:
    """Find the tags of one part; faults go to `compilation.found`."""
    root = part.root
    codes = PartCode(compilation.code, {uri: prefix for prefix, uri in root.nsmap.items() if prefix})
    largest_id = largest_own_id(root)
    if contains_reserved(root):  # they could be taken for marks of the engine's
        message, hint = RESERVED_FOUND
        compilation.found.error("unusable-character", message, compilation.location(part.steps), hint)
        return ScannedPart(replace(part, has_notes_to_move=False), codes, largest_id=largest_id)
    drop_fallbacks(root)
    mark_slide_numbers(root)
    restore_cell_margins(root)
    store_paragraph_counts(root)
    join_paragraphs(root)
    begun = ScannedPart(part, codes)
    take_remarks(root, begun.tags, compilation.location(part.steps))
    place_rules(
        root, part.rules, lambda match, step: compilation.check(match, compilation.location((step,))),
        begun.tags, compilation.found,
    )  # fmt: skip
    scanned = scan(begun, compilation)
    # Office must not print over what tags print: in tables of contents, and in controls bound to data
    scanned.tags.silence(stale_tags(root, scanned.tags))
    free_controls(root)
    refuse_lost(scanned, compilation.found)
    return replace(scanned, largest_id=largest_id)
