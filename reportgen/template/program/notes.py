"""Footnotes and endnotes of Word text that statements repeat or leave out.

A note's text stands in a part of its own, far from the loop its mark hangs on. So it is cut out of that part's
program and put where its mark stands: each copy of the mark then has a note of its own, which knows what the
loop counts, and a text that is left out takes its notes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.template.runtime.code import Piece, statement_code
from reportgen.template.runtime.marks import OUTPUT
from reportgen.template.runtime.state import OWN_NOTE_ID
from reportgen.template.structure.comments_and_bookmarks import Mark, chains
from reportgen.template.syntax.tags import Tag

NOTE_KINDS = ("footnote", "endnote")
"""The notes of Word; a part's kind is its plural."""
_ID = qn("w:id")
_REFERENCES = {qn(f"w:{kind}Reference"): kind for kind in NOTE_KINDS}
_HERE = re.compile(r'<w:rgNote w:kind="(\w+)" w:n="([^"]*)"/>')
_BORDER = re.compile(r'(<w:rgNote(?:Start|End) w:n="[^"]*"/>)')
NOTE_START = qn("w:rgNoteStart")
"""What stands before a note that is to be cut out."""
Notes = dict[tuple[str, str], list[Piece]]
"""The pieces of notes that were cut out, by kind and id."""


def settle_notes(root: etree._Element, tags: Mapping[etree._Element, Tag], mark: Mark) -> set[tuple[str, str]]:
    """Mark where notes go if any of their kind hangs on a statement; their kinds and ids come back.

    All of a kind go, so that the notes stand in the order of their marks: LibreOffice pairs the two by that.
    """
    found: set[tuple[str, str]] = set()
    if next(root.iter(*_REFERENCES), None) is None:
        return found
    marks = [(element, chain) for element, chain in chains(root, tags, ()) if element.tag in _REFERENCES]
    moving = {element.tag for element, chain in marks if chain}
    for element, _ in marks:
        run = element.getparent()
        if element.tag in moving and run is not None:
            kind, id_ = _REFERENCES[str(element.tag)], element.get(_ID, "")
            run.addprevious(etree.Element(qn("w:rgNote"), {qn("w:kind"): kind, qn("w:n"): id_}))
            element.set(_ID, mark(f"'{kind}'|__note_id"))
            found.add((kind, id_))
    return found


def mark_notes(root: etree._Element, ids: set[str]) -> int:
    """Mark the notes of a part that are to be cut out; the highest id of all comes back."""
    highest = 0
    for note in list(root):
        id_ = note.get(_ID, "")
        highest = max(highest, int(id_) if id_.isdecimal() else 0)
        if id_ in ids:
            note.addprevious(etree.Element(NOTE_START, {qn("w:n"): id_}))
            note.addnext(etree.Element(qn("w:rgNoteEnd"), {qn("w:n"): id_}))
            note.set(_ID, OWN_NOTE_ID)
    return highest


def cut_notes(pieces: Iterable[Piece], kind: str, notes: Notes) -> list[Piece]:
    """A part's pieces without the notes that are marked; those go to `notes`."""
    rest: list[Piece] = []
    target = rest
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
                target = rest
    return rest


def place_notes(pieces: Iterable[Piece], notes: Notes) -> Iterator[Piece]:
    """A part's pieces with each note where its mark stands."""
    for piece in pieces:
        if piece.code or "<w:rgNote " not in piece.text:
            yield piece
            continue
        text, *rest = _HERE.split(piece.text)
        yield Piece(text)
        while rest:
            kind, id_, text, *rest = rest
            yield from _noted(kind, notes.get((kind, id_), []))
            yield Piece(text)


def _noted(kind: str, pieces: list[Piece]) -> Iterator[Piece]:
    yield Piece(f"{OUTPUT[0]}'{kind}'|__note_open{OUTPUT[1]}", code=True)
    yield statement_code("set guard_note")
    yield from pieces
    yield statement_code("endset")
    yield Piece(f"{OUTPUT[0]}guard_note|__note('{kind}'){OUTPUT[1]}", code=True)
