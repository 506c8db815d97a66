"""The frames that statements name, and the room that each may take from what is not shown beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.fit.geometry import Scale, scale_around, slide_rectangle
from reportgen.office.drawing.arrangements import TOLERANCE, Room, SharedFrame, Side
from reportgen.office.drawing.boxes import Box
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import MC, qn
from reportgen.template.syntax.arrangements import arrangement_wording
from reportgen.template.syntax.tags import Tag

_ALTERNATIVES, _CHOICE = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice"
_TREE = qn("p:spTree")


class ArrangementError(ValueError):
    """Raised for an arrangement that cannot be read, or has no frame; the message says why."""


@dataclass(frozen=True, slots=True)
class NamedFrame:
    """A frame in the coordinates of the shape that names it; `conditions` are the statements that its rooms hang on."""

    frame: SharedFrame
    conditions: tuple[Tag, ...] = ()


class NamedFrames:
    """The frames of one part.

    `guides` are those that are not printed, `conditions` the shapes that are there or not (with the statement that
    says when), `arranged` those whose places statements say (with the statement): not where they were drawn counts, but
    the frames that they name. `growing` are the named frames that are printed themselves, and take the room too.
    """

    def __init__(
        self, root: etree._Element, guides: Mapping[str, Box], conditions: Mapping[etree._Element, Tag],
        arranged: Mapping[etree._Element, Tag],
    ) -> None:  # fmt: skip
        self.growing: dict[etree._Element, NamedFrame] = {}
        self._guides = guides
        self._conditions = conditions
        self._named: dict[str, tuple[etree._Element, Box]] = {}
        for shape in root.iter(*SHAPES):
            name, box = next(shape.iter(qn("p:cNvPr"))).get("name", ""), slide_rectangle(shape, None)
            if box is not None:
                self._named.setdefault(name, (shape, box.box))
        named = {wording["frame"] for tag in arranged.values() if (wording := arrangement_wording(tag)) is not None}
        self._frames = [box for name, box in guides.items() if name in named]
        self._standing = [
            (shape, box.box)
            for shape in _outermost(root.find(f".//{_TREE}"))
            if shape not in arranged and (box := slide_rectangle(shape, None)) is not None
        ]

    def find(self, shape: etree._Element, name: str) -> NamedFrame:
        """The frame that a shape names. Raises `ArrangementError`."""
        element, box = None, self._guides.get(name)
        if box is None:
            element, box = self._named.get(name, (None, None))
            if box is None or element is shape:
                todo = Message("draw one and give it this name in the Selection Pane, or write the name of another")
                raise ArrangementError(
                    Message(
                        "there is no shape called '{name}' with a position beside this one; {todo}",
                        name=name,
                        todo=todo,
                    )
                )
        found = list(self._rooms(element, box))
        conditions = {tag.inside: tag for _, _, tag in reversed(found)}  # the first of those that say the same
        numbers = {inside: number for number, inside in enumerate(conditions)}
        scale = scale_around(shape)
        rooms = tuple(
            Room(side, numbers[tag.inside], turned.y, turned.bottom)
            for side, other, tag in found
            for turned in (side.turned(scale.undo(other)),)
        )
        named = NamedFrame(SharedFrame(scale.undo(box), rooms), tuple(conditions.values()))
        if element is not None and rooms and element in dict(self._standing) and scale == Scale():
            self.growing[element] = named
        return named

    def _rooms(self, element: etree._Element | None, box: Box) -> Iterator[tuple[Side, Box, Tag]]:
        """On each side the boxes whose room a frame may take, with the statements that must not show them."""
        for side in Side:
            frame = side.turned(box)
            ahead = [
                (self._conditions.get(shape), other)
                for shape, other in self._standing
                if shape is not element and _lies_below(side.turned(other), frame)
            ]
            fixed = [side.turned(other).y for tag, other in ahead if tag is None]
            others = [side.turned(guide).y for guide in self._frames if _lies_below(side.turned(guide), frame)]
            for tag, other in ahead:
                near, reach = side.turned(other).y, side.turned(other).bottom
                # a frame on the shape itself is not between: it is for what goes with the shape
                between = [*fixed, *(start for start in others if start < near - TOLERANCE)]
                if tag is not None and reach <= min(between, default=reach) + TOLERANCE:
                    frame = Box(frame.x, frame.y, frame.cx, max(frame.cy, reach - frame.y))
                    yield side, other, tag
            box = side.extended(box, frame.bottom)  # what shares its edge then is in the way on the next side


def _lies_below(other: Box, frame: Box) -> bool:
    shared = min(other.right, frame.right) - max(other.x, frame.x)
    return shared > TOLERANCE and other.y >= frame.bottom - TOLERANCE


def _outermost(tree: etree._Element | None) -> Iterator[etree._Element]:
    """The shapes of a tree that stand in no group, each in its first version."""
    for child in tree if tree is not None else ():
        if child.tag == _ALTERNATIVES:
            child = next(child.iterchildren(_CHOICE), child)
            yield from (inner for inner in child if inner.tag in SHAPES)
        elif child.tag in SHAPES:
            yield child
