"""Reads colours as Office writes them into red, green and blue, and computes the contrast of two.

A colour is None where the file does not tell it: a gradient, a picture, transparency, a rare modifier.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.review.document import Slide

Rgb = tuple[float, float, float]
"""Red, green and blue of sRGB, each from 0 to 1."""

_PRESETS: Mapping[str, str] = {"black": "000000", "white": "FFFFFF"}


def parse_hexadecimal(text: str) -> Rgb | None:
    """Return the colour of six hexadecimal digits, or None for another text."""
    try:
        red, green, blue = bytes.fromhex(text)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


def contrast_ratio(first: Rgb, second: Rgb) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Palette:
    """The colours that names stand for on a slide: by its master's colour map and the theme's colour scheme
    (ECMA-376 part 1 §19.3.1.6, §20.1.6.2).
    """

    def __init__(self, slide: Slide) -> None:
        self._map: dict[str, str] = {}
        sources = (slide.master, slide.layout, slide.root)
        for root, path in zip(sources, ("p:clrMap", *("p:clrMapOvr/a:overrideClrMapping",) * 2), strict=True):
            mapping = root.find("/".join(map(qn, path.split("/")))) if root is not None else None
            if mapping is not None:
                self._map.update({str(name): str(slot) for name, slot in mapping.attrib.items()})
        scheme = slide.theme.find(f".//{qn('a:clrScheme')}") if slide.theme is not None else None
        self._scheme = {} if scheme is None else {etree.QName(slot).localname: slot[0] for slot in scheme if len(slot)}

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
            slot = self._scheme.get(self._map.get(name, name))
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
