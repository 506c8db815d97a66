"""The last step of compiling a part: cuts its markup at placeholders and marks into literal pieces and code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from lxml import etree

from reportgen.office.drawing.theme_colours import use_program_marks
from reportgen.office.markup.dialect import BY_PARAGRAPH, dialect_of
from reportgen.office.markup.marks import MARK
from reportgen.office.markup.namespaces import serialise
from reportgen.template.compile.scanned_part import ScannedPart
from reportgen.template.render.runs import PartMarkup, RunFormat, run_format, run_slot
from reportgen.template.runtime.code import Piece, capture_pieces, output_code, tag_piece
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.levels.sections import SECTION_MARKS
from reportgen.template.structure.tag_paragraphs import TagParagraphs
from reportgen.template.syntax.keywords import CAPTURING
from reportgen.template.syntax.placed_tags import PLACEHOLDER, PlacedTag
from reportgen.template.syntax.tags import Tag, TagKind


def write_code(
    root: etree._Element, scanned: ScannedPart, codes: PartCode, part: PartMarkup, free: TagParagraphs
) -> Iterator[Piece]:  # fmt: skip
    """The pieces of a part whose statements are placed, and whose paragraphs of tags alone are `free`."""
    yield from scanned.opening
    slots = _run_slots(root, scanned, codes, part, free)
    # no text of the template looks like this: in XML its `<` is escaped
    first, *chunks = use_program_marks(serialise(root)).split(f"<?{PLACEHOLDER} ")
    yield from _literal_pieces(first, codes)
    for chunk in chunks:
        key, _, tail = chunk.partition("?>")
        if key.startswith("section_"):
            yield Piece(SECTION_MARKS[key.removeprefix("section_")])
        else:
            yield from slots[key] if key in slots else codes.pieces(key)
        yield from _literal_pieces(tail, codes)


def _literal_pieces(text: str, codes: PartCode) -> Iterator[Piece]:
    """The pieces of markup without placeholders, cut at its marks."""
    first, *chunks = text.split(MARK[0])
    if first:
        yield Piece(first)
    for chunk in chunks:
        key, _, tail = chunk.partition(MARK[1])
        yield from codes.pieces(key)
        if tail:
            yield Piece(tail)


def _run_slots(
    root: etree._Element, scanned: ScannedPart, codes: PartCode, part: PartMarkup, free: TagParagraphs
) -> dict[str, list[Piece]]:  # fmt: skip
    """The code of every tag that stands in the tree, by the text of its placeholder.

    Slots are made last, when each tag stands in the paragraph in which it prints.
    """
    formats = cache(partial(run_format, part=part))  # few kinds of runs stand in a part
    slots: dict[str, list[Piece]] = {}
    captures: list[Callable[[Tag], list[Piece]]] = []
    for placed in scanned.tags.in_reading_order(root):
        tag, key = placed.tag, str(placed.placeholder.text)
        if tag.captures:
            home = _home(placed, scanned, codes, formats)
            captures.append(partial(capture_pieces, tag, variable=codes.package.variable(), slot=home))
            slots[key] = captures[-1](tag)
        elif tag.closes in CAPTURING and captures:
            slots[key] = captures.pop()(tag)
        else:
            printed_by = _printed_by(placed, scanned, codes, formats)
            if item := free.items.get(placed.placeholder):
                piece = output_code(f"{item}|{printed_by}")  # faults lead to the loop, and so to its tag
            else:
                piece = tag_piece(tag, printed_by + "|__noted" * (placed.placeholder in free.noted))
            slots[key] = [piece]
    return slots


def _home(
    placed: PlacedTag, scanned: ScannedPart, codes: PartCode,
    formats: Callable[[etree._Element | None, str], tuple[RunFormat, str]],
) -> int:  # fmt: skip
    """The number of the slot that remembers how runs look where a statement begins that captures."""
    parent = placed.placeholder.getparent()
    assert parent is not None
    format_, base = formats(scanned.tags.run_properties(placed.placeholder), dialect_of(parent).prefix)
    codes.package.slot(run_slot(placed.tag, format_, base, parent, breakable=False))
    return len(codes.package.slots) - 1


def _printed_by(
    placed: PlacedTag, scanned: ScannedPart, codes: PartCode,
    formats: Callable[[etree._Element | None, str], tuple[RunFormat, str]],
) -> str:  # fmt: skip
    """The filters that print an output tag where it stands in a paragraph."""
    tag, placeholder = placed.tag, placed.placeholder
    if tag.kind is not TagKind.OUTPUT:
        return ""
    paragraph = next(a for a in placeholder.iterancestors() if a.tag in BY_PARAGRAPH)
    format_, base = formats(scanned.tags.run_properties(placeholder), BY_PARAGRAPH[str(paragraph.tag)].prefix)
    breakable = placeholder.getparent() is paragraph
    slot = run_slot(tag, format_, base, paragraph, breakable, scanned.repetitions.get(placeholder))
    return codes.package.slot(slot) + codes.filled(slot.base + slot.new_paragraph)
