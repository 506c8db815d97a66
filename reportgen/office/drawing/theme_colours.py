"""Theme colours: giving a slot of the colour scheme a new value, wherever the old one is written out.

PowerPoint refers to the scheme alone. Word writes the colour beside the reference (`w:val="0B6B5D"
w:themeColor="accent1"`), Word follows the reference, and LibreOffice the written colour: both must say
the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from reportgen.office.markup.marks import COLOUR, WRITTEN_COLOUR
from reportgen.office.markup.namespaces import qn

_WRITTEN = {qn("w:themeColor"): (qn("w:val"), qn("w:color")), qn("w:themeFill"): (qn("w:fill"),)}
"""The attribute that names a slot → where the colour itself may be written."""
_MODIFIERS = frozenset(qn(f"w:theme{name}") for name in ("Tint", "Shade", "FillTint", "FillShade"))


_FINAL = str.maketrans(dict(zip(COLOUR, WRITTEN_COLOUR, strict=True)))


def set_scheme_colours(theme: etree._Element, colours: Mapping[str, str]) -> None:
    """Give slots of a theme's colour scheme (`accent1` …) new values, as six hexadecimal digits."""
    for slot, value in colours.items():
        for element in theme.iter(qn(f"a:{slot}")):
            for child in list(element):
                element.remove(child)
            etree.SubElement(element, qn("a:srgbClr"), val=value)


def replace_literal_colours(root: etree._Element, replacement: Callable[[str, str], str]) -> bool:
    """Replace the colours written beside theme references; says whether there were any.

    `replacement` is called with the slot and the colour written there.
    """
    found = False
    for element, attribute, slot in list(_written(root)):
        found = True
        element.set(attribute, replacement(slot, str(element.get(attribute))))
    return found


def _written(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for element in root.iter(etree.Element):
        if _MODIFIERS & set(element.attrib):
            continue
        for reference, places in _WRITTEN.items():
            slot = element.get(reference)
            if slot is None:
                continue
            names = places if element.tag == qn("w:color") else places[-1:]
            for attribute in names:
                if len(str(element.get(attribute, ""))) == 6:
                    yield element, attribute, str(slot)


def mark_literal_colours(root: etree._Element) -> None:
    """Put marks where colours are written beside theme references, for `fill_colour_marks` to fill."""
    replace_literal_colours(root, lambda slot, written: f"{COLOUR[0]}{slot}:{written}{COLOUR[1]}")


def use_program_marks(markup: str) -> str:
    """Marked markup with control characters for marks, which no data can hold."""
    return markup.translate(_FINAL)


def fill_colour_marks(markup: str, colours: Mapping[str, str]) -> str:
    """Rendered markup with every mark replaced by the slot's new colour, or the one that was written."""
    if WRITTEN_COLOUR[0] not in markup:
        return markup
    first, *rest = markup.split(WRITTEN_COLOUR[0])
    parts = [first]
    for chunk in rest:
        mark, _, tail = chunk.partition(WRITTEN_COLOUR[1])
        slot, _, written = mark.partition(":")
        parts += [colours.get(slot, written), tail]
    return "".join(parts)
