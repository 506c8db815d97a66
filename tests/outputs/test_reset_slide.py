"""PowerPoint's *Reset slide* on finished slides: each text goes to a place of its own in the layout."""

from __future__ import annotations

import io
from itertools import combinations
from typing import Any

from lxml import etree
from pptx import Presentation

from reportgen.build.render import Renderer
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project
from tests.support.kinds import DECK

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _reset(deck: Any) -> None:
    """Take from placeholders what *Reset slide* takes: their place and size, and how their text is set."""
    for slide in deck.slides:
        for shape in slide.placeholders:
            if shape.has_text_frame:
                for own in list(shape._element.spPr.iter(f"{_A}xfrm")):
                    own.getparent().remove(own)
                for properties in shape._element.txBody.iter(f"{_A}rPr", f"{_A}endParaRPr"):
                    properties.attrib.clear()
                    etree.strip_elements(properties, "*")


def _boxes(slide: Any) -> dict[str, tuple[int, int, int, int]]:
    """Where the placeholders with text stand, in the slide's or the layout's words: left, top, right, bottom."""
    shapes = [shape for shape in slide.placeholders if shape.has_text_frame and shape.text_frame.text.strip()]
    return {
        f"{shape.name} {shape.placeholder_format.idx}": (
            shape.left, shape.top, shape.left + shape.width, shape.top + shape.height,
        )
        for shape in shapes
    }  # fmt: skip


def _texts(deck: Any) -> list[list[str]]:
    return [[shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame] for slide in deck.slides]


def test_a_slide_that_is_reset_keeps_its_texts_apart(project: Project) -> None:
    """Each placeholder has one of its own in the layout, within the slide, and none lies over another."""
    renderer = Renderer(project)
    for sector in ("finance", "youth", OVERVIEW):
        deck = Presentation(io.BytesIO(renderer.render(Target(sector, DECK, "en")).data))
        texts = _texts(deck)
        _reset(deck)
        assert _texts(deck) == texts
        for slide in deck.slides:
            numbers = [shape.placeholder_format.idx for shape in slide.placeholders]
            of_layout = [shape.placeholder_format.idx for shape in slide.slide_layout.placeholders]
            assert len(set(numbers)) == len(numbers)
            assert set(numbers) <= set(of_layout)
            boxes = _boxes(slide)
            for (one, a), (other, b) in combinations(boxes.items(), 2):
                apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                assert apart or "Footer" in one + other, (slide.part.partname, one, other)
            assert all(
                box[0] >= 0 and box[2] <= deck.slide_width and box[3] <= deck.slide_height for box in boxes.values()
            )
