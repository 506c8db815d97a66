"""The order in which a program prints: slides with their statements, then the parts that stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Collector, Message
from reportgen.office.presentation.slide_links import Loop
from reportgen.office.reading_order import Plan
from reportgen.template.compile.notes import cut_notes, place_notes
from reportgen.template.compile.package_parts import PartResult
from reportgen.template.program.program import part_piece
from reportgen.template.runtime.code import Piece, statement_piece
from reportgen.template.structure.levels.slides import SlideLoops, order_blocks
from reportgen.template.syntax.tags import Tag

_NO_SLIDE = Message("write it onto the slide that it repeats or leaves out; in Word it is {%p, {%tr or {%section")


@dataclass(frozen=True, slots=True)
class OrderedPieces:
    """The pieces of the whole program, and the loops over slides."""

    pieces: list[Piece]
    slide_loops: list[Loop]


def order_pieces(plan: Plan, parts: Sequence[PartResult], found: Collector) -> OrderedPieces:
    """The pieces of all parts, in the order in which they are printed."""
    code = _with_notes_moved(parts)
    bundles: dict[int, list[int]] = {}  # number of a slide (from 1; 0 for none) → the parts printed with it
    for index, planned in enumerate(plan.parts):
        bundles.setdefault(planned.slide, []).append(index)
    numbers = range(1, len(plan.slides) + 1)
    tags = [[tag for index in bundles.get(n, []) for tag in parts[index].compiled.slide_tags] for n in numbers]
    before, after, slide_loops = order_blocks(tags, found)
    pieces: list[Piece] = []
    loops = SlideLoops()
    for position, number in enumerate(numbers):
        pieces += map(statement_piece, loops.through(before[position]))
        for index in bundles[number]:
            if code[index] or index == bundles[number][0]:  # the slide itself is printed, with tags or without
                pieces += [part_piece(index, loops.names), *code[index]]
        pieces += map(statement_piece, loops.through(after[position]))
    for index in bundles.get(0, []):
        _refuse(parts[index].compiled.slide_tags, found)
        if code[index]:
            pieces += [part_piece(index), *code[index]]
    return OrderedPieces(pieces, slide_loops)


def _refuse(tags: Iterable[Tag], found: Collector) -> None:
    """Record statements about a slide that stand on none."""
    for tag in tags:
        message = Message("'{text}' stands on no slide", text=tag.text)
        found.error("misplaced-tag", message, tag.location, _NO_SLIDE)


def _with_notes_moved(parts: Sequence[PartResult]) -> list[Sequence[Piece]]:
    """The code of each part, with notes that hang on statements where their marks stand."""
    code: list[Sequence[Piece]] = [part.compiled.pieces for part in parts]
    notes: dict[tuple[str, str], Sequence[Piece]] = {}
    for index, part in enumerate(parts):
        if part.notes is not None:
            code[index], cut = cut_notes(code[index], part.notes.kind)
            notes |= cut
    marked = any(part.compiled.notes for part in parts)
    return [list(place_notes(pieces, notes)) for pieces in code] if marked else code
