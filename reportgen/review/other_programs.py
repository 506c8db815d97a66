"""Finds what another program than Office has dropped from a file, or would mix up when it saves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.review.accessibility import Fact
from reportgen.review.document import OfficeDocument
from reportgen.review.shapes import Shape

_LIBREOFFICE = re.compile(r"LibreOffice/(\d+\.\d+)")
_ID = qn("w:id")
_NOTES = ("footnote", "endnote")


def lost_descriptions(document: OfficeDocument) -> str:
    """Return the version of LibreOffice that has saved a file without alternative texts; nothing for other files.

    It writes those of pictures alone. Where another shape or a table has one, it was put back, or a version keeps them.
    """
    saved = _LIBREOFFICE.match(document.application)
    if saved is None:
        return ""
    shapes = [leaf for slide in document.slides for shape in slide.shapes for leaf in _all(shape)]
    described = [shape.has_alternative_text for shape in shapes if shape.kind != "picture"]
    tables = [table for root, _ in document.word_parts for table in root.iter(qn("w:tbl"))]
    described += [table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}") is not None for table in tables]
    return saved[1] if described and not any(described) else ""


def _all(shape: Shape) -> Iterator[Shape]:
    yield shape
    for member in shape.members:
        yield from _all(member)


def notes_out_of_order(document: OfficeDocument) -> Iterator[Fact]:
    """Yield the first mark of each kind of note (`what`) whose note is stored before the last, or has a smaller id."""
    if document.slides:
        return
    for kind in _NOTES:
        notes = document.main_related(f"{kind}s")
        stored = [] if notes is None else [note.get(_ID) for note in notes.iterchildren(qn(f"w:{kind}"))]
        places = {id_: (place, whole(id_)) for place, id_ in enumerate(stored)}
        before = (-1, -1)
        for mark in document.main.iter(qn(f"w:{kind}Reference")):
            place = places.get(mark.get(_ID), before)
            if place[0] < before[0] or place[1] < before[1]:
                yield Fact((Message("body"), *document.places.to(mark)), kind)
                break
            before = place
