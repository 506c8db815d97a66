"""The styles of texts on slides: what many shapes inherit is worked out once, and is what each would find by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.drawing.text_styles import SlideStyles, read_levels
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package

TEMPLATES = Path(__file__).parents[2] / "templates"
SAID = {
    "a:bodyPr": ("lIns", "0"), "a:lstStyle": ("ignored", "1"), "a:normAutofit": ("fontScale", "90000"),
    "a:lvl1pPr": ("marL", "12700"), "a:defRPr": ("sz", "900"),
}  # fmt: skip
"""Attributes that shapes may have, or lose, by element."""


def _varied(shape: etree._Element, draw: random.Random) -> None:
    """Let a shape say something else, as the shapes of other decks may."""
    placeholder = placeholder_of(shape)
    if placeholder is not None and draw.random() < 0.3:
        placeholder.set("idx", draw.choice(["1", "2", "13"]))
    for name, (attribute, value) in SAID.items():
        for element in shape.iter(qn(name)):
            if draw.random() < 0.5:
                element.set(attribute, value)
            elif draw.random() < 0.5:
                element.attrib.clear()


def _slides(package: Package) -> Iterator[str]:
    return (name for name in package.entries if name.startswith("ppt/slides/slide"))


@pytest.mark.parametrize("name", ["deck.pptx", "deck.bilingual.pptx"])
def test_a_style_does_not_depend_on_the_shapes_that_were_asked_for_before(name: str) -> None:
    """As it would if what others have found were used beyond the shapes that inherit the same."""
    draw, package = random.Random(name), Package.read((TEMPLATES / name).read_bytes(), name)
    roots = {part: package.parse(part) for part in package.entries if part.endswith(".xml")}
    for part in _slides(package):
        together = SlideStyles(package, roots.__getitem__, part)
        for shape in roots[part].iter(qn("p:sp"), qn("p:graphicFrame")):
            _varied(shape, draw)
            style = together.of_shape(shape)
            read_levels.cache_clear()
            assert SlideStyles(package, roots.__getitem__, part).of_shape(shape) == style
