"""Guides, and labels beside a slide, are for editors: neither read nor printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import pptx
import pytest
from pptx.util import Pt

from reportgen.check.documents import review_template
from reportgen.review.outline import outline
from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of, fill, texts
from tests.support.drawings import png
from tests.support.office import POWERPOINT, parts_of, select, with_xml

SLIDE = POWERPOINT.main
GUIDE = "{%shape guide %}"
BESIDE = 980.0
"""Points from the left: the slides are 960 wide."""


def _names(data: bytes) -> list[str]:
    return [shape.name for shape in pptx.Presentation(io.BytesIO(data)).slides[0].shapes]


def _render(data: bytes, **context: Any) -> bytes:
    return OfficeTemplate(data, "deck.pptx").render(context)


def _describe(shape: Any, alt: str = GUIDE) -> None:
    next(shape._element.iter("{*}cNvPr")).set("descr", alt)


def _guides(slide: Any) -> None:
    """Guides of all kinds: with a tag that would be a fault, a picture, a group, a table."""
    box(slide, "{{ no }} {% nonsense", alt="{%shape guide %} where the cards go", name="Frame", top=300)
    picture = slide.shapes.add_picture(io.BytesIO(png(4, 4)), 0, 0)
    group = slide.shapes.add_group_shape([box(slide, "{{ nor this }}", name="Inner", top=300)])
    table = slide.shapes.add_table(1, 1, 0, 0, Pt(90), Pt(30))
    for shape in (picture, group, table):
        _describe(shape)
    box(slide, "{{ x }}", name="Card")


def test_a_guide_of_any_kind_is_neither_read_nor_printed() -> None:
    """Its braces are no tags, what it holds is no content, and its picture does not reach the output."""
    data = _render(deck_of(_guides, layout=6), x="yes")
    assert _names(data) == ["Card"]
    assert not [name for name in parts_of(data) if "media" in name]


@pytest.mark.parametrize("part", ["ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml"])
def test_a_guide_on_a_layout_or_master_is_not_printed(part: str) -> None:
    """A part without a tag of its own loses its guides too."""
    deck = deck_of(lambda slide: box(slide, "x"), layout=6)
    described = with_xml(deck, part, lambda root: next(root.iter("{*}sp")).find(".//{*}cNvPr").set("descr", GUIDE))
    before, after = (len(select(data, part, "//p:sp")) for data in (described, _render(described)))
    assert after == before - 1 > 0


@pytest.mark.parametrize(
    ("left", "top"), [(BESIDE, 100), (-400, 100), (100, 560), (100, -200), (960, 100), (-300, 100)]
)
def test_a_label_wholly_beside_the_slide_is_neither_read_nor_printed(left: float, top: float) -> None:
    """On each of its four sides; a label that touches the edge is beside it."""

    def build(slide: Any) -> None:
        box(slide, "write {{ like this }}, {% or so", name="Label", left=left, top=top)
        box(slide, "{{ x }}")

    assert _names(_render(deck_of(build, layout=6), x=1)) == ["Body"]


def _outside_group(slide: Any) -> None:
    """A group whose members' coordinates lie on the slide, and which is moved off it."""
    group = slide.shapes.add_group_shape([box(slide, "label", name="Inner")])
    group.name = "Label"
    group.left = Pt(BESIDE)


def _outside_in_group(slide: Any) -> None:
    """A group that reaches over the slide's edge, with one member beside it."""
    slide.shapes.add_group_shape([box(slide, "in"), box(slide, "{{ off", name="Label", left=BESIDE)]).name = "Group"


@pytest.mark.parametrize(
    ("build", "left"),
    [(_outside_group, []), (_outside_in_group, ["Body"])],
)
def test_groups_move_what_stands_in_them(build: Callable[[Any], None], left: list[str]) -> None:
    """What counts is where a shape lies on the slide, not its coordinates in a group."""
    data = _render(deck_of(lambda slide: (box(slide, "{{ x }}", name="Title"), build(slide))[0], layout=6), x=1)
    found = select(data, SLIDE, "//p:sp/p:nvSpPr/p:cNvPr/@name")
    assert found == ["Title", *left]


def test_a_shape_that_reaches_onto_the_slide_stays() -> None:
    """A point is enough; and so is a line along the slide's edge."""

    def build(slide: Any) -> None:
        box(slide, "{{ x }}", left=959)
        slide.shapes.add_connector(1, 0, 0, Pt(960), 0).name = "Edge"
        turned = box(slide, "turned", left=965, width=300, height=20, name="Turned")
        turned.rotation = 90
        long = box(slide, "", left=-30, top=200, width=20, height=300, name="Long")
        long.rotation = 90

    assert _names(_render(deck_of(build, layout=6), x=1)) == ["Body", "Edge", "Long"]


def _animate(root: Any, name: str) -> None:
    """Let a shape of a slide come in."""
    spid = next(e for e in root.iter("{*}cNvPr") if e.get("name") == name).get("id")
    timing = f'<p:timing xmlns:p="{root.nsmap["p"]}"><p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst>'
    timing += f'<p:set><p:cBhvr><p:cTn id="2"/><p:tgtEl><p:spTgt spid="{spid}"/></p:tgtEl></p:cBhvr></p:set>'
    root.append(pptx.oxml.parse_xml(timing + "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"))


def test_what_is_animated_placeholder_or_stated_stays_beside_the_slide() -> None:
    """It may come in; a title moved aside is there for those who listen; a statement says what becomes of a shape."""

    def build(slide: Any) -> None:
        slide.shapes.title.text, slide.shapes.title.left = "{{ x }}", Pt(BESIDE)
        slide.shapes.title.top = slide.shapes.title.width = slide.shapes.title.height = Pt(100)
        box(slide, "fly", name="Fly", left=BESIDE)
        box(slide, "stated", name="Stated", left=BESIDE, alt="{%shape if x %}")

    data = _render(with_xml(deck_of(build), SLIDE, partial(_animate, name="Fly")), x=1)
    assert _names(data) == ["Title 1", "Fly", "Stated"]


def test_a_file_without_tags_keeps_everything() -> None:
    """It is no template, and nobody asked for a change."""
    plain = deck_of(lambda slide: (box(slide, "x"), box(slide, "y", name="Label", left=BESIDE))[0], layout=6)
    assert _names(_render(plain)) == ["Body", "Label"]
    assert "Label" in "".join(outline(plain, "deck.pptx"))


def test_what_refers_to_a_guide_goes_with_it() -> None:
    """A connector lets go of it, and its animation is no part of the slide."""

    def build(slide: Any) -> None:
        guide = box(slide, "frame", alt=GUIDE, name="Frame")
        line = slide.shapes.add_connector(1, 0, 0, 9, 9)
        line.begin_connect(guide, 0)

    animated = with_xml(deck_of(build, layout=6), SLIDE, partial(_animate, name="Frame"))
    assert not select(_render(animated), SLIDE, "//a:stCxn | //p:spTgt | //p:timing")


def test_texts_and_checks_leave_them_out() -> None:
    """`template text` lists what is printed, and no rule asks for the alt text of a label."""

    def build(slide: Any) -> None:
        box(slide, "{{ x }}", name="Card")
        box(slide, "secret {{", name="Label", left=BESIDE)
        slide.shapes.add_picture(io.BytesIO(png(4, 4)), Pt(BESIDE), 0)
        box(slide, "ghost", alt=GUIDE, name="Ghost")

    deck = deck_of(build, layout=6)
    assert not {"secret", "ghost"} & set("\n".join(outline(deck, "deck.pptx")).split())
    assert "missing-alt-text" not in str(review_template(deck, "deck.pptx"))


def test_a_guide_typed_into_a_text_is_a_fault() -> None:
    """It would be read for tags before anybody knew that it is a guide."""
    assert POWERPOINT.faults(GUIDE) == [("misplaced-tag", 'slide 1 › shape "Body" › paragraph 1')]


def test_a_guide_may_be_the_frame_of_an_arrangement() -> None:
    """What it is there for: the copies stand where it was drawn."""

    def build(slide: Any) -> None:
        box(slide, "ghost", alt=GUIDE, name="Frame", left=100, top=200, width=400, height=80)
        box(slide, "{{ x }}", alt='{%shape for x in xs %}{%shape row in "Frame" gap 0 %}', width=60)

    (slide,) = fill(deck_of(build, layout=6), xs=[1, 2])
    assert texts(slide) == ["1", "2"]
    assert [shape.left.pt for shape in slide.shapes] == [100, 300]
