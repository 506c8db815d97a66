"""Walks every text of a part that has a use, with its place, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect
from reportgen.office.markup.text_places import TEXT_PLACES, TextPlace, Use


@dataclass(frozen=True, slots=True)
class Text:
    """A text: the element that holds it, and the place that it is one of."""

    element: etree._Element
    place: TextPlace

    @property
    def dialect(self) -> Dialect | None:
        """The dialect of a paragraph; None for other texts, which are one string."""
        return BY_PARAGRAPH.get(self.place.element)

    @property
    def value(self) -> str:
        """The text of the attribute or element; a paragraph's text is read with `paragraph_text`."""
        found = self.element.get(self.place.attribute) if self.place.attribute else self.element.text
        return found or ""

    def write(self, value: str) -> None:
        """Replace the text of the attribute or element."""
        if self.place.attribute:
            self.element.set(self.place.attribute, value)
        else:
            self.element.text = value


def texts(root: etree._Element, use: Use) -> Iterator[Text]:
    """Yield the texts below `root` (itself included) that have one of these uses."""
    places = _by_element(use)
    for element in root.iter(*places):
        taken = set()
        for place in places[str(element.tag)]:
            if place.attribute not in taken and _is_within(element, place.within):
                taken.add(place.attribute)
                if place.uses & use:
                    holders = element.iter(place.inner) if place.inner else (element,)
                    yield from (Text(holder, place) for holder in holders)


@cache
def _by_element(use: Use) -> Mapping[str, tuple[TextPlace, ...]]:
    """Return all places of each element that has one with this use: the first that applies decides."""
    wanted = dict.fromkeys(place.element for place in TEXT_PLACES if place.uses & use)
    return {name: tuple(place for place in TEXT_PLACES if place.element == name) for name in wanted}


def _is_within(element: etree._Element, names: frozenset[str]) -> bool:
    return not names or next(element.iterancestors(*names), None) is not None


def place_of(element: etree._Element, attribute: str) -> TextPlace | None:
    """Return the place that an attribute of an element is (its own text: an empty name), or None for no place."""
    places = (place for place in TEXT_PLACES if place.element == element.tag and place.attribute == attribute)
    return next((place for place in places if not place.inner and _is_within(element, place.within)), None)
