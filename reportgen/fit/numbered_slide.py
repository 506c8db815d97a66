"""The markup of a rendered slide, cut at the numbers that its shapes have been given."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from reportgen.office.markup.marks import SHAPE, SHAPE_NUMBER
from reportgen.office.markup.namespaces import parse_xml, qn

_MARK = f' {SHAPE_NUMBER}="{SHAPE}'
SHAPES = (qn("p:sp"), qn("p:graphicFrame"))
"""The shapes that hold texts."""
_PROPERTIES = qn("p:cNvPr")


def set_number(shape: etree._Element, number: int) -> bool:
    """Give a shape of a template its number; False for one that has no properties to write it into."""
    properties = next(shape.iter(_PROPERTIES), None)
    if properties is None:
        return False
    properties.set(SHAPE_NUMBER, f"{SHAPE}{number}")
    return True


def number_of(shape: etree._Element) -> int | None:
    """The number of a shape, or of the template's shape that it is a copy of."""
    properties = next(shape.iter(_PROPERTIES), None)
    number = properties.get(SHAPE_NUMBER) if properties is not None else None
    return int(number.removeprefix(SHAPE)) if number is not None else None


def numbers_in(shape: etree._Element) -> list[int]:
    """The numbers of a shape or group and of all that stand in it."""
    found = (properties.get(SHAPE_NUMBER) for properties in shape.iter(_PROPERTIES))
    return [int(number.removeprefix(SHAPE)) for number in found if number is not None]


class NumberedSlide:
    """The markup of a rendered slide, cut where its numbered shapes begin.

    `numbers` are those of the shapes in order; `pieces` the markup from each to the next.
    """

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self._first, *chunks = markup.split(_MARK)
        cut = [chunk.partition('"') for chunk in chunks]
        self.numbers = [int(number) for number, _, _ in cut]
        self.pieces = [piece for _, _, piece in cut]

    @cached_property
    def opening(self) -> str:
        """The tag that opens the slide."""
        return self._first[: self._first.index(">") + 1]

    @cached_property
    def root(self) -> etree._Element:
        """The slide as a tree, with the numbers."""
        return parse_xml(self.markup.encode())

    def shape(self, place: int) -> etree._Element:
        """The shape at a place, in the tree."""
        return next(self._numbered[place].iterancestors(*SHAPES))

    @cached_property
    def _numbered(self) -> list[etree._Element]:
        return [properties for properties in self.root.iter(_PROPERTIES) if SHAPE_NUMBER in properties.attrib]

    def content(self, place: int, start: str, end: str) -> str | None:
        """The markup between two tags in the shape at a place; None where they are not there."""
        _, opened, rest = self.pieces[place].partition(start)
        content, closed, _ = rest.partition(end)
        return content if opened and closed else None

    def with_pieces(self, changed: Mapping[int, str]) -> NumberedSlide:
        """The slide with other pieces at some places."""
        pieces = [changed.get(place, piece) for place, piece in enumerate(self.pieces)]
        numbered = (f'{_MARK}{number}"{piece}' for number, piece in zip(self.numbers, pieces, strict=True))
        return NumberedSlide(self._first + "".join(numbered))

    def plain(self) -> str:
        """The whole slide without the numbers."""
        return self._first + "".join(self.pieces)
