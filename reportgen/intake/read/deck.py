"""Reads PowerPoint decks with python-pptx: the number of a paragraph is that of its slide."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportgen.diagnostics import Collector, Location, Message
from reportgen.intake.read.blocks import CELL_SEPARATOR, Block


def read_deck(data: bytes, name: str, problems: Collector) -> list[Block]:
    """The texts of all slides, their titles as headings; hidden slides are read, notes are not (`not-taken`).

    Raises what python-pptx raises for a file that it cannot read.
    """
    from pptx import Presentation

    slides = list(Presentation(io.BytesIO(data)).slides)
    with_notes = [
        number for number, slide in enumerate(slides, 1)
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None and frame.text.strip()
    ]  # fmt: skip
    if with_notes:
        message = Message("the notes of {count} slides were not taken", count=len(with_notes))
        problems.warning("not-taken", message, Location(name), Message("look whether they say what the slides do not"))
    return [block for number, slide in enumerate(slides, 1) for block in _slide(slide, number)]


def _slide(slide: Any, number: int) -> Iterator[Block]:
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield Block(" ".join(title.text_frame.text.split()), 1 if number == 1 else 2)
    skipped = None if title is None else title.shape_id
    yield from (Block(text, 0, number, fixed=True) for text in _texts(slide.shapes, skipped) if text.strip())


def _texts(shapes: Any, skipped: int | None) -> Iterator[str]:
    """The paragraphs of shapes in their order, those in groups and the rows of tables too."""
    for shape in shapes:
        if shape.shape_id == skipped or (shape.is_placeholder and shape.placeholder_format.type in _furniture()):
            continue
        if shape.has_text_frame:
            yield from (paragraph.text.replace("\v", " ") for paragraph in shape.text_frame.paragraphs)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield CELL_SEPARATOR.join(cell.text_frame.text for cell in row.cells if cell.text_frame.text.strip())
        elif hasattr(shape, "shapes"):
            yield from _texts(shape.shapes, skipped)


def _furniture() -> tuple[Any, ...]:
    from pptx.enum.shapes import PP_PLACEHOLDER

    return PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER
