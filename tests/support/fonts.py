"""Small fonts made for a test: any name, any characters, no outlines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTCollection, TTFont

ENGLISH, HONG_KONG = 0x409, 0xC04
"""Windows' numbers of languages."""


def make_font(
    names: Mapping[int, str], characters: str = "Aa", weight: int = 400, italic: bool = False, named: int = 1
) -> TTFont:
    """A font with a family name by language and a blank glyph for each character.

    `named` is the name identifier that holds the family.
    """
    glyphs = {ord(character): f"u{ord(character):X}" for character in characters}
    order = [".notdef", *glyphs.values()]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(glyphs)
    builder.setupGlyf(dict.fromkeys(order, _blank()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(usWeightClass=weight, fsSelection=int(italic) | (0x20 if weight >= 600 else 0))
    builder.updateHead(macStyle=int(weight >= 600) | int(italic) << 1)
    builder.setupPost()
    builder.setupNameTable({"styleName": "Regular"})
    for language, name in names.items():
        builder.font["name"].setName(name, named, 3, 1, language)
    return builder.font


def _blank() -> object:
    """A glyph without outlines."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    return TTGlyphPen(None).glyph()


def save_collection(path: Path, *fonts: TTFont) -> Path:
    """A `.ttc` file of fonts."""
    collection = TTCollection()
    collection.fonts = list(fonts)
    collection.save(path)
    return path
