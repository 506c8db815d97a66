"""Moves the code of notes and comments to where their marks stand, in text that statements repeat or leave out.

A note's text stands in a part of its own, far from the loop its mark hangs on. So it is cut out of that part's
program and put where its mark stands: each copy of the mark then has a note of its own, which knows what the
loop counts, and a text that is left out takes its notes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.template.runtime.code import Piece, output_code, statement_code
from reportgen.template.structure.notes import COMMENT

_PLACE = re.compile(r'<w:rgNote w:kind="(\w+)" w:n="([^"]*)"/>')
_BORDER = re.compile(r'(<w:rgNote(?:Start|End) w:n="[^"]*"/>)')
Notes = Mapping[tuple[str, str], Sequence[Piece]]
"""The pieces of notes that were cut out, by kind and id."""


def cut_notes(pieces: Iterable[Piece], kind: str) -> tuple[list[Piece], Notes]:
    """A part's pieces without the notes that are marked, and those notes."""
    remaining: list[Piece] = []
    notes: dict[tuple[str, str], list[Piece]] = {}
    target = remaining
    for piece in pieces:
        if piece.code:
            target.append(piece)
            continue
        for text in _BORDER.split(piece.text):
            if not text.startswith("<w:rgNote"):
                target.extend([Piece(text)] if text else [])
            elif text.startswith("<w:rgNoteStart"):
                target = notes.setdefault((kind, text.split('"')[1]), [])
            else:
                target = remaining
    return remaining, notes


def place_notes(pieces: Iterable[Piece], notes: Notes) -> Iterator[Piece]:
    """A part's pieces with each note where its mark stands."""
    for piece in pieces:
        if piece.code or "<w:rgNote " not in piece.text:
            yield piece
            continue
        text, *chunks = _PLACE.split(piece.text)
        yield Piece(text)
        while chunks:
            kind, id_, text, *chunks = chunks
            if (kind, id_) in notes:
                yield from _noted(kind, id_, notes[kind, id_])
            yield Piece(text)


def _noted(kind: str, id_: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A note's pieces, captured and handed to the part for notes; nothing is printed where its mark stands."""
    yield output_code(f"'{kind}'|__note_open")
    yield statement_code("set own_note")
    yield from pieces
    yield statement_code("endset")
    yield output_code(f"own_note|__comment({id_!r})" if kind == COMMENT else f"own_note|__note('{kind}')")
