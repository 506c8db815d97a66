"""Marks the notes and comments of text that statements repeat or leave out, and the places where they go.

A note's text stands in a part of its own, far from the loop its mark hangs on. The places of both are marked here;
`compile/notes.py` then puts the note's code where its mark stands.
"""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.runtime.printing import COMMENT as COMMENT  # passed on: it is moved as notes are
from reportgen.template.runtime.printing import PENDING_NOTE_ID
from reportgen.template.structure.blocks import chains
from reportgen.template.syntax.placed_tags import PartTags

NOTE_KINDS = ("footnote", "endnote")
"""The notes of Word; a part's kind is its plural."""
_ID = qn("w:id")
_REFERENCES = {qn(f"w:{kind}Reference"): kind for kind in NOTE_KINDS}
NOTE_START = qn("w:rgNoteStart")
"""What stands before a note that is to be cut out."""


def mark_places_of_notes(root: etree._Element, tags: PartTags, codes: PartCode) -> frozenset[tuple[str, str]]:
    """Mark where notes go if any of their kind hangs on a statement; their kinds and ids come back.

    All of a kind go, so that the notes stand in the order of their marks: LibreOffice pairs the two by that.
    """
    found: set[tuple[str, str]] = set()
    if next(root.iter(*_REFERENCES), None) is None:
        return frozenset()
    marks = [(element, chain) for element, chain in chains(root, tags, ()) if element.tag in _REFERENCES]
    moving = {element.tag for element, chain in marks if chain}
    for element, _ in marks:
        run = element.getparent()
        if element.tag in moving and run is not None:
            kind, id_ = _REFERENCES[str(element.tag)], element.get(_ID, "")
            run.addprevious(note_place(kind, id_))
            element.set(_ID, codes.mark(f"'{kind}'|__note_id"))
            found.add((kind, id_))
    return frozenset(found)


def note_place(kind: str, id_: str) -> etree._Element:
    """What stands where a note goes."""
    return etree.Element(qn("w:rgNote"), {qn("w:kind"): kind, qn("w:n"): id_})


def mark_notes(root: etree._Element, ids: Collection[str]) -> int:
    """Mark the notes of a part that are to be cut out; the highest id of all comes back."""
    highest = 0
    for note in list(root):
        id_ = note.get(_ID, "")
        highest = max(highest, int(id_) if id_.isdecimal() else 0)
        if id_ in ids:
            note.addprevious(etree.Element(NOTE_START, {qn("w:n"): id_}))
            note.addnext(etree.Element(qn("w:rgNoteEnd"), {qn("w:n"): id_}))
            note.set(_ID, PENDING_NOTE_ID)
    return highest
