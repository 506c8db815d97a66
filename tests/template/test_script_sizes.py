"""`{%shape chinese +4 %}`: type that has another size in another script, said once in an alt text."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate
from tests.support.office import Slide, pptx_of, select, with_xml

MASTER, SLIDE = "ppt/slideMasters/slideMaster1.xml", "ppt/slides/slide1.xml"
ENLARGED = "{%shape chinese +4 %}{%shape Hans -2 %}"


def _describe(root: Any, name: str) -> None:
    for properties in root.iter("{*}cNvPr"):
        if properties.get("name") == name:
            properties.set("descr", ENLARGED)


def _deck() -> bytes:
    def size(slide: Any) -> None:
        slide.shapes[0].text_frame.paragraphs[0].runs[0].font.size = 254_000
        _describe(slide._element, "Body")

    deck = pptx_of(Slide(["{{ x }}"], change=size))
    return with_xml(deck, MASTER, lambda root: _describe(root, select(deck, MASTER, "//p:sp//p:cNvPr/@name")[0]))


@pytest.mark.parametrize(("tag", "points"), [("en", 20), ("zh-Hant", 24), ("zh-Hans", 22)])
def test_a_shape_has_its_size_in_the_script_of_the_language(tag: str, points: int) -> None:
    """Runs of the shape are larger or smaller, several settings add up, and none of them is printed."""
    made = OfficeTemplate(_deck(), "deck.pptx").compile(LANGUAGES[tag]).render({"x": "y"})
    assert select(made, SLIDE, "//p:sp//a:r/a:rPr/@sz") == [str(points * 100)]
    assert select(made, SLIDE, "//p:cNvPr[@name='Body']/@descr") in ([], [""])


@pytest.mark.parametrize(("tag", "more"), [("en", 0), ("zh-Hant", 400), ("zh-Hans", 200)])
def test_the_title_of_a_master_is_that_of_all_slides(tag: str, more: int) -> None:
    """On a master the style of the placeholder's kind has the size, which slides inherit."""
    deck = _deck()
    made = OfficeTemplate(deck, "deck.pptx").compile(LANGUAGES[tag]).render({"x": "y"})
    path = "//p:titleStyle/a:lvl1pPr/a:defRPr/@sz"
    assert int(select(made, MASTER, path)[0]) == int(select(deck, MASTER, path)[0]) + more


def test_without_a_language_nothing_has_another_size() -> None:
    """The statement is taken out all the same."""
    made = OfficeTemplate(_deck(), "deck.pptx").compile().render({"x": "y"})
    assert select(made, SLIDE, "//p:sp//a:r/a:rPr/@sz") == ["2000"]


def test_a_deck_whose_slides_are_all_gone_has_its_masters_still() -> None:
    """What they say of sizes is no tag that nobody knows."""
    deck = pptx_of()
    described = with_xml(deck, MASTER, lambda root: _describe(root, select(deck, MASTER, "//p:sp//p:cNvPr/@name")[0]))
    made = OfficeTemplate(described, "deck.pptx").compile(LANGUAGES["zh-Hant"]).render({})
    assert "chinese" not in str(select(made, MASTER, "//p:cNvPr/@descr"))
