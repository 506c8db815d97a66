"""Reads colours as Office writes them into red, green and blue, and computes the contrast of two.

A colour is None where the file does not tell it: a gradient, a picture, transparency, a rare modifier.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole

Rgb = tuple[float, float, float]
"""Red, green and blue of sRGB, each from 0 to 1."""
WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)

MASTER_MAP = qn("p:clrMap")
"""The path to the colour map of a master."""
_OVERRIDE = f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}"
"""The path to the colour map by which a layout or slide changes its master's."""
_PRESETS: Mapping[str, str] = {"black": "000000", "white": "FFFFFF"}


def parse_hexadecimal(text: str) -> Rgb | None:
    """Return the colour of six hexadecimal digits, or None for another text."""
    try:
        red, green, blue = bytes.fromhex(text)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


@lru_cache(maxsize=256)  # a file has a few colours
def contrast_ratio(first: Rgb, second: Rgb) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """The colours that names stand for: by the theme's colour scheme, and by the colour map of a slide
    (ECMA-376 part 1 §20.1.6.2, §19.3.1.6).

    `slots` are the colours of the scheme; `names` are the slots that names mean, where it is not the slot of that name.
    """

    slots: Mapping[str, etree._Element]
    names: Mapping[str, str]

    @classmethod
    def of_theme(cls, theme: etree._Element | None) -> Palette:
        """Return the palette of a theme part, without a colour map."""
        scheme = theme.find(f".//{qn('a:clrScheme')}") if theme is not None else None
        return cls({etree.QName(s).localname: s[0] for s in scheme if len(s)} if scheme is not None else {}, {})

    def mapped_by(self, root: etree._Element | None, path: str = _OVERRIDE) -> Palette:
        """Return the palette with the names of the colour map that a slide, layout or master has at a path."""
        mapping = root.find(path) if root is not None else None
        if mapping is None:
            return self
        return Palette(self.slots, {**self.names, **{str(name): str(slot) for name, slot in mapping.attrib.items()}})

    def solid_fill(self, fill: etree._Element | None, placeholder: Rgb | None = None) -> Rgb | None:
        """Return the colour of an `a:solidFill`; None for other fills. `placeholder` is what `phClr` stands for."""
        if fill is None or fill.tag != qn("a:solidFill") or not len(fill):
            return None
        return self.colour(fill[0], placeholder)

    def colour(self, element: etree._Element, placeholder: Rgb | None = None) -> Rgb | None:
        """Return the colour of an element such as `a:schemeClr`, with its modifiers applied."""
        name = str(element.get("val", ""))
        colour: Rgb | None = None
        if element.tag == qn("a:srgbClr"):
            colour = parse_hexadecimal(name)
        elif element.tag == qn("a:sysClr"):
            colour = parse_hexadecimal(str(element.get("lastClr", "")))
        elif element.tag == qn("a:prstClr"):
            colour = parse_hexadecimal(_PRESETS.get(name, ""))
        elif element.tag == qn("a:schemeClr"):
            slot = self.slots.get(self.names.get(name, name))
            colour = placeholder if name == "phClr" else self.colour(slot) if slot is not None else None
        for modifier in element:
            colour = _modified(colour, modifier)
        return colour


def _modified(colour: Rgb | None, modifier: etree._Element) -> Rgb | None:
    """Return a colour after one modifier (§20.1.2.3); None where the modifier is not computed here."""
    if colour is None:
        return None
    name, amount = etree.QName(modifier).localname, whole(modifier.get("val"), 100_000) / 100_000
    if name == "alpha":
        return colour if amount == 1 else None
    if name not in ("lumMod", "lumOff"):
        return None
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    lightness = lightness * amount if name == "lumMod" else lightness + amount
    return colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), saturation)
