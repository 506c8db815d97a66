"""Gives slots of a theme's colour scheme new values, wherever the old ones are written out.

PowerPoint refers to the scheme alone. Word also writes the colour beside the reference (`w:val="0B6B5D"
w:themeColor="accent1"`). Word shows the referenced colour and LibreOffice the literal one, so both must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from lxml import etree

from reportgen.office.markup.marks import COLOUR, WRITTEN_COLOUR
from reportgen.office.markup.namespaces import W, qn, serialise

_LITERAL_ATTRIBUTES = {qn("w:themeColor"): (qn("w:val"), qn("w:color")), qn("w:themeFill"): (qn("w:fill"),)}
"""The attribute that refers to a slot → the attributes that may have the literal colour."""
_FIND_REFERENCES = etree.XPath("descendant-or-self::*[@w:themeColor or @w:themeFill]", namespaces={"w": W})
_MODIFIERS = frozenset(qn(f"w:theme{name}") for name in ("Tint", "Shade", "FillTint", "FillShade"))
"""Attributes that change the referenced colour: the literal one is then another, and is left as it is."""
_TREE_MARK = re.compile(f"{COLOUR[0]}([^:]*):(.{{6}}){COLOUR[1]}")
_NO_COLOUR = "000000"
_PROGRAM_MARKS = tuple(zip(COLOUR, WRITTEN_COLOUR, strict=True))


def set_scheme_colours(theme: etree._Element, colours: Mapping[str, str]) -> None:
    """Give slots of a theme's colour scheme (`accent1` …) new values, as six hexadecimal digits."""
    for slot, value in colours.items():
        for element in theme.iter(qn(f"a:{slot}")):
            for child in list(element):
                element.remove(child)
            etree.SubElement(element, qn("a:srgbClr"), val=value)


def replace_literal_colours(root: etree._Element, new_colour: Callable[[str, str], str]) -> bool:
    """Replace the literal colours beside theme references, and return whether there were any.

    `new_colour` is called with the slot and the literal colour.
    """
    replaced = False
    for element, attribute, slot in list(_literal_colours(root)):
        replaced = True
        element.set(attribute, new_colour(slot, str(element.get(attribute))))
    return replaced


def _literal_colours(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for element in _FIND_REFERENCES(root):
        if _MODIFIERS & set(element.attrib):
            continue
        for reference, places in _LITERAL_ATTRIBUTES.items():
            slot = element.get(reference)
            if slot is None:
                continue
            names = places if element.tag == qn("w:color") else places[-1:]
            for attribute in names:
                if len(str(element.get(attribute, ""))) == 6:
                    yield element, attribute, str(slot)


def mark_literal_colours(root: etree._Element) -> None:
    """Replace the literal colours beside theme references with marks, which `fill_colour_marks` fills."""
    replace_literal_colours(root, _mark)


def _mark(slot: str, literal: str) -> str:
    return f"{COLOUR[0]}{slot}:{literal}{COLOUR[1]}"


def cut_at_literal_colours(root: etree._Element) -> tuple[str, ...]:
    """The XML of a part in pieces: markup, and between two pieces of it a slot and the literal colour written for it.

    The literal colours of `root` are replaced by marks.
    """
    mark_literal_colours(root)
    return tuple(_TREE_MARK.split(serialise(root)))


def cut_at_scheme_colours(theme: etree._Element, slots: Collection[str]) -> tuple[str, ...]:
    """The XML of a theme in pieces as `cut_at_literal_colours` gives them, for slots of its colour scheme.

    Each of the slots must get a new colour: the marks take the place of the old ones.
    """
    set_scheme_colours(theme, {slot: _mark(slot, _NO_COLOUR) for slot in slots})
    return tuple(_TREE_MARK.split(serialise(theme)))


def with_literal_colours(pieces: Sequence[str], colours: Mapping[str, str]) -> str:
    """The XML of a part that `cut_at_literal_colours` has cut, with the slots' new colours or else the old ones."""
    slots, literals, tails = pieces[1::3], pieces[2::3], pieces[3::3]
    filled = (colours.get(slot, literal) + tail for slot, literal, tail in zip(slots, literals, tails, strict=True))
    return pieces[0] + "".join(filled)


def use_program_marks(markup: str) -> str:
    """Replace the marks of a tree with those of a program: control characters, which no value can hold."""
    for mark, written in _PROGRAM_MARKS:
        markup = markup.replace(mark, written)  # beyond Latin-1 quicker than `translate`
    return markup


def fill_colour_marks(markup: str, colours: Mapping[str, str]) -> str:
    """Return rendered markup with every mark replaced by the slot's new colour, or else the literal one."""
    if WRITTEN_COLOUR[0] not in markup:
        return markup
    first, *rest = markup.split(WRITTEN_COLOUR[0])
    parts = [first]
    for chunk in rest:
        mark, _, tail = chunk.partition(WRITTEN_COLOUR[1])
        slot, _, literal = mark.partition(":")
        parts += [colours.get(slot, literal), tail]
    return "".join(parts)
