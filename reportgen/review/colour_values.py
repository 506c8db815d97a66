"""Colours as Office writes them, as red, green and blue; and how far two of them are apart.

A colour is None where it cannot be known from the file: a gradient, a picture, transparency, a modifier of rare use.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.review.document import Slide

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1, as sRGB has them."""

_PRESETS: Mapping[str, str] = {"black": "000000", "white": "FFFFFF"}


def hexadecimal(text: str) -> Rgb | None:
    """A colour of six hexadecimal digits."""
    try:
        red, green, blue = bytes.fromhex(text)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Palette:
    """What a slide's colour names stand for: its master's map, and the theme's scheme (§19.3.1.6, §20.1.6.2)."""

    def __init__(self, slide: Slide) -> None:
        self._map: dict[str, str] = {}
        sources = (slide.master, slide.layout, slide.root)
        for root, path in zip(sources, ("p:clrMap", *("p:clrMapOvr/a:overrideClrMapping",) * 2), strict=True):
            mapping = root.find("/".join(map(qn, path.split("/")))) if root is not None else None
            if mapping is not None:
                self._map.update({str(name): str(slot) for name, slot in mapping.attrib.items()})
        scheme = slide.theme.find(f".//{qn('a:clrScheme')}") if slide.theme is not None else None
        self._scheme = {} if scheme is None else {etree.QName(slot).localname: slot[0] for slot in scheme if len(slot)}

    def solid(self, fill: etree._Element | None, placeholder: Rgb | None = None) -> Rgb | None:
        """The colour of an `a:solidFill`; None for other fills. `placeholder` is what `phClr` stands for."""
        if fill is None or fill.tag != qn("a:solidFill") or not len(fill):
            return None
        return self.colour(fill[0], placeholder)

    def colour(self, element: etree._Element, placeholder: Rgb | None = None) -> Rgb | None:
        """The colour that an element such as `a:schemeClr` stands for, its modifiers applied."""
        name = str(element.get("val", ""))
        colour: Rgb | None = None
        if element.tag == qn("a:srgbClr"):
            colour = hexadecimal(name)
        elif element.tag == qn("a:sysClr"):
            colour = hexadecimal(str(element.get("lastClr", "")))
        elif element.tag == qn("a:prstClr"):
            colour = hexadecimal(_PRESETS.get(name, ""))
        elif element.tag == qn("a:schemeClr"):
            slot = self._scheme.get(self._map.get(name, name))
            colour = placeholder if name == "phClr" else self.colour(slot) if slot is not None else None
        for modifier in element:
            colour = _modified(colour, modifier)
        return colour


def _modified(colour: Rgb | None, modifier: etree._Element) -> Rgb | None:
    """A colour after one modifier (§20.1.2.3)."""
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
