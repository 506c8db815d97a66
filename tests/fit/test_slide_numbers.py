"""Fields that show the number of a slide: what a program writes there while a deck is designed means nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tests.fit.decks import box, deck_of, fill
from tests.support.office import with_xml

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _number_field(text: str, of: str = "slidenum") -> Callable[[Any], None]:
    """Builds a slide with a narrow box that holds a field for its number, in front of that of all slides."""

    def build(slide: Any) -> None:
        run = box(slide, "/{{ slide_count }}", top=500, width=40, height=20, size=12, name="Number").text_frame
        field = etree.fromstring(f'<a:fld xmlns:a="{A}" id="{{1}}" type="{of}"><a:t>{text}</a:t></a:fld>')
        field.insert(0, copy.deepcopy(run.paragraphs[0].runs[0]._r.rPr))
        run.paragraphs[0]._p.insert(0, field)

    return build


@pytest.mark.parametrize("text", ["‹#›", "&lt;number&gt;", "‹Nr.›", ""])
def test_a_field_shows_the_number_of_its_slide(text: str) -> None:
    """Whatever a program writes there while the deck is designed is neither measured nor printed."""
    slides = fill(deck_of(_number_field(text), _number_field(text)))
    shown = ["".join(text.text for text in slide._element.iter(f"{{{A}}}t")) for slide in slides]
    assert shown == ["1/2", "2/2"]


def test_slides_are_counted_from_where_the_deck_begins() -> None:
    """A deck may begin with another number than one (`firstSlideNum`)."""
    data = with_xml(deck_of(_number_field("‹#›")), "ppt/presentation.xml", lambda root: root.set("firstSlideNum", "7"))
    (slide,) = fill(data)
    assert next(slide._element.iter(f"{{{A}}}t")).text == "7"


def test_other_fields_keep_their_text() -> None:
    """A date is a text like any other."""
    (slide,) = fill(deck_of(_number_field("May", "datetime1")))
    assert next(slide._element.iter(f"{{{A}}}t")).text == "May"
