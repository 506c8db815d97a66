"""Finds what lies badly on slides: texts that lie on one another, and shapes that the slide's edge cuts.

Of a template only what it shows as it stands is asked: texts without tags, and shapes that no statement moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations
from typing import NamedTuple

from reportgen.fit.geometry import Rectangle
from reportgen.office.drawing.placeholders import TITLES
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT, emu
from reportgen.review.document import OfficeDocument
from reportgen.review.layout.set_shapes import SetShape, set_slides
from reportgen.template.syntax.keywords import ARRANGEMENTS

_TOLERANCE = 3.0
"""Texts share so many points at the least, or a shape reaches so far over the edge: a line of type has some air."""
_TARGET = qn("p:spTgt")
_TAG = re.compile(r"\{[{%#]")
_MOVED = re.compile(rf"\{{%-?\s*shape\s+(?:{'|'.join(ARRANGEMENTS)})\b")


class Clash(NamedTuple):
    """Two texts on one place: the steps to the one above, its text, the name of the one below, what they share."""

    steps: tuple[str, ...]
    text: str
    below: str
    shared: Rectangle


class Cut(NamedTuple):
    """A shape that the slide's edge cuts: the steps to it, its name, the points that lie outside."""

    steps: tuple[str, ...]
    name: str
    points: float


def clashes(document: OfficeDocument) -> Iterator[Clash]:
    """The texts and tables that lie on another one of their slide.

    A headline has a rule of its own; what is animated may take the place of another; and a text on itself is a shadow.
    """
    for slide, _, shapes in set_slides(document):
        moving = {target.get("spid") for target in slide.root.iter(_TARGET)}
        texts = [one for one in shapes if _is_settled(one, document, moving)]
        for below, above in combinations(texts, 2):
            shared = _shared(below, above) if below.shape.text != above.shape.text else None
            if shared is not None:
                yield Clash((*slide.steps, above.shape.step), above.shape.text, below.shape.name, shared)


def cuts(document: OfficeDocument) -> Iterator[Cut]:
    """The shapes that lie on both sides of an edge of their slide; what is decorative may."""
    size = document.main.find(qn("p:sldSz"))
    if size is None:
        return
    width, height = ((emu(size.get(name)) or 0) / EMU_PER_POINT for name in ("cx", "cy"))
    for slide, _, shapes in set_slides(document):
        for one in shapes:
            box = None if one.shape.is_decorative or _is_moved(one) else _seen(one, document)
            if box is None or box.is_beside(Rectangle(0, 0, width, height)):
                continue
            points = max(-box.x, -box.y, box.x + box.width - width, box.y + box.height - height)
            if points > _TOLERANCE:
                yield Cut((*slide.steps, one.shape.step), one.shape.name, points)


def _is_settled(one: SetShape, document: OfficeDocument, moving: set[str | None]) -> bool:
    """Whether a shape is a text or table that stands where it is, and says what it says."""
    if one.shape.placeholder in TITLES or one.shape.id in moving or not (one.shape.text or one.table is not None):
        return False
    return not document.is_template or not _has_tags(one)


def _has_tags(one: SetShape) -> bool:
    return bool(_TAG.search(f"{one.shape.raw_description} {''.join(one.shape.element.itertext())}"))


def _is_moved(one: SetShape) -> bool:
    return bool(_MOVED.search(one.shape.raw_description))


def _seen(one: SetShape, document: OfficeDocument) -> Rectangle | None:
    """What a reader sees of a shape; of a template's text with tags, which says nothing yet, its box."""
    if document.is_template and _has_tags(one):
        return one.box
    with suppress(ValueError):  # a damaged file has anything for a number; what is not known is not judged
        return one.read_area if one.is_bare else one.box
    return None


def _shared(one: SetShape, other: SetShape) -> Rectangle | None:
    """The rectangle that the lines of two shapes share; None where they are apart, or share a hair's breadth."""
    if not _overlap(one.box, other.box, 0.0):
        return None
    with suppress(ValueError):  # as above
        return _overlap(one.read_area, other.read_area, _TOLERANCE)
    return None


def _overlap(one: Rectangle | None, other: Rectangle | None, least: float) -> Rectangle | None:
    if one is None or other is None:
        return None
    x, y = max(one.x, other.x), max(one.y, other.y)
    width = min(one.x + one.width, other.x + other.width) - x
    height = min(one.y + one.height, other.y + other.height) - y
    return Rectangle(x, y, width, height) if min(width, height) > least else None
