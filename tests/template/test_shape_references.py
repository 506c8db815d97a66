"""Connectors and animations refer to shapes by id: to the right copy, and never to one that is not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from lxml import etree
from pptx.enum.shapes import MSO_CONNECTOR

from tests.support.cxml import NAMESPACES, qn
from tests.support.office import POWERPOINT, Slide, pptx_of, select, texts, with_xml

SLIDE = POWERPOINT.main


def _connect(slide: Any, first: int = 0, second: int = 1, alt: str = "") -> Any:
    """A connector from one shape of a slide to another."""
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 9, 9)
    line.begin_connect(slide.shapes[first], 0)
    line.end_connect(slide.shapes[second], 0)
    if alt:
        line._element.nvCxnSpPr.cNvPr.set("descr", alt)
    return line


def _joined(data: bytes) -> list[tuple[str, str]]:
    """For every connector the texts of the shapes that it joins."""
    text = {
        shape.find(f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}").get("id"): "".join(t.text for t in shape.iter(qn("a:t")))
        for shape in select(data, SLIDE, "//p:sp")
    }
    ends = [(c.find(f".//{qn('a:stCxn')}"), c.find(f".//{qn('a:endCxn')}")) for c in select(data, SLIDE, "//p:cxnSp")]
    return [tuple("" if end is None else text[end.get("id")] for end in pair) for pair in ends]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("first", "alt", "joined"),
    [
        ("{%shape if yes %}a", "", [("a", "b")]),
        ("{%shape if no %}a", "", [("", "b")]),
        ("{%shape for x in xs %}{{ x }}", "", [("1", "b")]),
        ("{%shape for x in [] %}{{ x }}", "", [("", "b")]),
        ("{%shape for x in xs %}{{ x }}", "{%shape for x in xs %}", [("1", "b"), ("2", "b")]),
    ],
)
def test_a_connector_joins_shapes_that_are_there(first: str, alt: str, joined: list[tuple[str, str]]) -> None:
    """It holds on to the first copy, or to the one with its own number, and lets go of a shape that is gone."""
    slide = Slide(shapes={"A": first, "B": "b"}, change=lambda slide: _connect(slide, alt=alt))
    assert _joined(POWERPOINT.render(pptx_of(slide), xs=[1, 2], yes=True, no=False)) == joined


def test_a_connector_in_a_repeated_group_joins_the_shapes_of_its_own_copy() -> None:
    """Every copy of a group is a drawing of its own."""

    def group(slide: Any) -> None:
        line = _connect(slide)
        holder = slide.shapes.add_group_shape([*[*slide.shapes][:2], line])
        holder._element.nvGrpSpPr.cNvPr.set("descr", "{%shape for x in xs %}")

    data = POWERPOINT.render(pptx_of(Slide(shapes={"A": "from {{ x }}", "B": "to {{ x }}"}, change=group)), xs=[1, 2])
    assert _joined(data) == [("from 1", "to 1"), ("from 2", "to 2")]


def test_a_connector_is_settled_on_every_copy_of_its_slide() -> None:
    """Slides and shapes repeat together."""
    slide = Slide(shapes={"A": "{%slide for y in ys %}{%shape for x in y %}{{ x }}", "B": "b"}, change=_connect)
    data = POWERPOINT.render(pptx_of(slide), ys=["", "12"])
    assert _joined(data) == [("", "b")]
    ends = select(data, "ppt/slides/slide2.xml", "//a:stCxn/@id")
    assert ends == select(data, "ppt/slides/slide2.xml", "(//p:sp)[1]//p:cNvPr/@id")


# -- animations

EFFECT = """<p:par><p:cTn id="{id}" presetID="1" presetClass="entr" presetSubtype="0" fill="hold" nodeType="{kind}">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="{inner}" dur="1" fill="hold"/>
<p:tgtEl><p:spTgt spid="{spid}">{range}</p:spTgt></p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName>
</p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>"""
CLICK = """<p:par><p:cTn id="{id}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="{inner}" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>{effects}
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"""
TIMING = """<p:timing xmlns:p="{p}"><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">
<p:childTnLst><p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
{clicks}</p:childTnLst></p:cTn><p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
</p:prevCondLst><p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>
</p:seq></p:childTnLst></p:cTn></p:par></p:tnLst><p:bldLst>{builds}</p:bldLst></p:timing>"""

Effect = str | tuple[str, int]
"""A shape's name, or a shape's name and the number of a paragraph."""


def _animated(deck: bytes, *clicks: Sequence[Effect]) -> bytes:
    """The deck with shapes of its first slide appearing, one click after the other, several at one click."""
    ids = dict(zip(*(select(deck, SLIDE, f"//p:sp/p:nvSpPr/p:cNvPr/@{name}") for name in ("name", "id")), strict=True))
    numbers = iter(range(3, 999))

    def effect(what: Effect, kind: str) -> str:
        name, paragraph = (what, -1) if isinstance(what, str) else what
        pieces = f'<p:txEl><p:pRg st="{paragraph}" end="{paragraph}"/></p:txEl>' if paragraph >= 0 else ""
        return EFFECT.format(id=next(numbers), inner=next(numbers), kind=kind, spid=ids[name], range=pieces)

    markup = "".join(
        CLICK.format(id=next(numbers), inner=next(numbers), effects="".join(
            effect(what, "withEffect" if number else "clickEffect") for number, what in enumerate(click)))
        for click in clicks
    )  # fmt: skip
    shapes = dict.fromkeys(what if isinstance(what, str) else what[0] for click in clicks for what in click)
    builds = "".join(f'<p:bldP spid="{ids[name]}" grpId="0" build="p"/>' for name in shapes)
    timing = TIMING.format(**NAMESPACES, clicks=markup, builds=builds).replace("\n", "")
    return with_xml(deck, SLIDE, lambda root: root.append(etree.fromstring(timing)))


def _played(data: bytes, part: str = SLIDE) -> list[list[str]]:
    """For every click the texts that appear: of a shape, or of one of its paragraphs."""
    shapes = {
        shape.find(f".//{qn('p:cNvPr')}").get("id"): ["".join(p.itertext()) for p in shape.iter(qn("a:p"))]
        for shape in select(data, part, "//p:sp")
    }
    clicks = []
    for click in select(data, part, "//p:cTn[@nodeType='mainSeq']/p:childTnLst/p:par"):
        kinds = [n.get("nodeType") for n in click.iter(qn("p:cTn")) if "Effect" in (n.get("nodeType") or "")]
        assert kinds == ["clickEffect", *["withEffect"] * (len(kinds) - 1)]
        clicks.append([
            "/".join(shapes[t.get("spid")]) if (r := t.find(f".//{qn('p:pRg')}")) is None
            else shapes[t.get("spid")][int(r.get("st"))]
            for t in click.iter(qn("p:spTgt"))
        ])  # fmt: skip
    ids = select(data, part, "//p:cTn/@id")
    assert len(ids) == len(set(ids))
    assert set(select(data, part, "//p:bldP/@spid")) == set(select(data, part, "//p:spTgt/@spid"))
    return clicks


@pytest.mark.parametrize(
    ("text", "clicks", "played"),
    [
        ("{%shape if yes %}a", [["A"], ["B"]], [["a"], ["b"]]),
        ("{%shape if no %}a", [["A"], ["B"]], [["b"]]),
        ("{%shape if no %}a", [["A", "B"]], [["b"]]),
        ("{%shape if no %}a", [["A"]], []),
        ("{%shape for x in xs %}{{ x }}", [["A"], ["B"]], [["1"], ["2"], ["3"], ["b"]]),
        ("{%shape for x in xs %}{{ x }}", [["A", "B"]], [["1", "2", "3", "b"]]),
        ("{%shape for x in xs %}{{ x }}", [["B", "A"]], [["b", "1", "2", "3"]]),
        ("{%shape for x in xs %}{{ x }}", [["A"], ["A"]], [["1"], ["1"], ["2"], ["2"], ["3"], ["3"]]),
        ("{%shape for x in [] %}{{ x }}", [["A"], ["B"]], [["b"]]),
    ],
)
def test_an_animation_is_played_for_every_copy_of_its_shape(
    text: str, clicks: list[list[str]], played: list[list[str]]
) -> None:
    """On a click of its own each, or with the first copy where other shapes appear at the same click."""
    deck = _animated(pptx_of(Slide(shapes={"A": text, "B": "b"})), *clicks)
    data = POWERPOINT.render(deck, xs=[1, 2, 3], yes=True, no=False)
    assert _played(data) == played
    if not played:
        assert select(data, SLIDE, "//p:timing") == []


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_bullets_that_appear_one_by_one_are_as_many_as_there_are(count: int) -> None:
    """PowerPoint animates every paragraph of the template, the ones with statements too."""
    deck = pptx_of(Slide(["first", "{% for x in xs %}", "{{ x }}", "{% endfor %}"]))
    deck = _animated(deck, *[[("Body", number)] for number in range(4)])
    assert _played(POWERPOINT.render(deck, xs=range(count))) == [["first"], *[[str(n)] for n in range(count)]]


def test_further_bullets_are_not_animated_where_the_editor_animated_some_only() -> None:
    """One paragraph with an animation of its own stays the only one."""
    deck = _animated(pptx_of(Slide(["first", "{% for x in xs %}", "{{ x }}", "{% endfor %}"])), [("Body", 0)])
    assert _played(POWERPOINT.render(deck, xs=range(5))) == [["first"]]


def test_repeated_shapes_play_their_bullets_one_shape_after_the_other() -> None:
    """Both kinds of repetition together, on every copy of the slide."""
    body = ["{%slide for s in ss %}{%shape for x in s %}", "{% for y in x %}", "{{ y }}", "{% endfor %}"]
    deck = _animated(pptx_of(Slide(body)), *[[("Body", number)] for number in range(4)])
    data = POWERPOINT.render(deck, ss=[["ab", "cde"], [], ["f"]])
    assert _played(data) == [[letter] for letter in "abcde"]
    assert _played(data, "ppt/slides/slide2.xml") == []
    assert _played(data, "ppt/slides/slide3.xml") == [["f"]]


def test_a_film_that_is_taken_away_takes_its_playback_with_it() -> None:
    """Sound and films stand beside the main sequence, each with the shape that shows it."""
    media = """<p:timing xmlns:p="{p}"><p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst><p:video>
    <p:cMediaNode><p:cTn id="2"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst></p:cTn>
    <p:tgtEl><p:spTgt spid="2"/></p:tgtEl></p:cMediaNode></p:video></p:childTnLst></p:cTn></p:par></p:tnLst>
    </p:timing>"""
    timing = "".join(line.strip() for line in media.format(**NAMESPACES).split("\n"))
    deck = with_xml(pptx_of("{%shape for x in xs %}{{ x }}"), SLIDE, lambda r: r.append(etree.fromstring(timing)))
    for xs, count in (([1, 2], 2), ([], 0)):
        data = POWERPOINT.render(deck, xs=xs)
        assert select(data, SLIDE, "//p:spTgt/@spid") == select(data, SLIDE, "//p:sp//p:cNvPr/@id")
        assert len(select(data, SLIDE, "//p:video")) == count


def test_what_a_click_on_a_repeated_shape_starts_is_started_by_every_copy() -> None:
    """A sequence with a trigger is repeated with the shape that is both its trigger and what it animates."""
    effect = EFFECT.format(id=5, inner=6, kind="clickEffect", spid=2, range="")
    inside = CLICK.format(id=3, inner=4, effects=effect).replace("indefinite", "0")
    markup = (
        f'<p:timing xmlns:p="{NAMESPACES["p"]}"><p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst><p:seq>'
        '<p:cTn id="2" nodeType="interactiveSeq"><p:stCondLst><p:cond evt="onClick" delay="0"><p:tgtEl>'
        f'<p:spTgt spid="2"/></p:tgtEl></p:cond></p:stCondLst><p:childTnLst>{inside}</p:childTnLst></p:cTn></p:seq>'
        "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
    ).replace("\n", "")
    deck = with_xml(pptx_of("{%shape for x in xs %}{{ x }}"), SLIDE, lambda r: r.append(etree.fromstring(markup)))
    for xs in ([1, 2, 3], []):
        data = POWERPOINT.render(deck, xs=xs)
        ids = select(data, SLIDE, "//p:sp//p:cNvPr/@id")
        assert select(data, SLIDE, "//p:cond//p:spTgt/@spid") == ids
        assert select(data, SLIDE, "//p:set//p:spTgt/@spid") == ids


# -- shapes in two versions


def test_a_shape_in_two_versions_is_shown_or_repeated_with_both() -> None:
    """Office writes what older programs cannot show twice, with the same text: the statement is one."""

    def double(slide: Any) -> None:
        shape = slide.shapes[0]._element
        markup = f'<mc:AlternateContent xmlns:mc="{NAMESPACES["mc"]}"><mc:Choice xmlns:a14="urn:x" Requires="a14"/>'
        alternatives = etree.fromstring(markup + "<mc:Fallback/></mc:AlternateContent>")
        shape.addprevious(alternatives)
        alternatives[1].append(etree.fromstring(etree.tostring(shape)))
        alternatives[0].append(shape)

    for text, shown in (("{%shape for x in xs %}{{ x }}", ["1", "1", "2", "2"]), ("{%shape if no %}a", []),
                        ("{%shape for x in xs %}{%shape row %}{{ x }}", ["1", "1", "2", "2"])):  # fmt: skip
        data = POWERPOINT.render(pptx_of(Slide(shapes={"A": text}, change=double)), xs=[1, 2], no=False)
        assert texts(data, SLIDE) == shown
        assert len(select(data, SLIDE, "//mc:AlternateContent")) == len(shown) // 2
    slides = POWERPOINT.render(pptx_of(Slide(["{%slide for x in xs %}{{ x }}"], change=double)), xs=[1, 2])
    assert [texts(slides, f"ppt/slides/slide{n}.xml") for n in (1, 2)] == [["1", "1"], ["2", "2"]]
