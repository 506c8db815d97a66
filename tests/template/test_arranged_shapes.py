"""Statements that say where shapes stand, on rendered slides: frames, groups, lines, and room that nothing takes."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

import pptx
import pytest
from pptx.util import Pt

from reportgen.diagnostics import ProblemsFound
from reportgen.fit.geometry import slide_rectangle
from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of, fill, table, texts
from tests.support.cxml import xml
from tests.support.office import POWERPOINT, select, with_xml

GUIDE = "{%shape guide %}"
CARD = '{%shape for x in xs %}{%shape grid in "Frame" gap 0 %}'
Place = tuple[float, float, float, float]


def places(slide: Any, name: str = "Body") -> list[Place]:
    """Where the shapes of a name stand, in points: left, top, width, height."""
    return [(s.left.pt, s.top.pt, s.width.pt, s.height.pt) for s in slide.shapes if s.name == name]


def framed(slide: Any, alt: str = CARD, **frame: float) -> None:
    """A card, and a guide called "Frame"."""
    box(slide, "", alt=GUIDE, name="Frame", **{"left": 100, "top": 100, "width": 600, "height": 200, **frame})
    box(slide, "{{ x }}", alt=alt, width=50, height=30, top=120, left=120)


def cards(count: int, alt: str = CARD) -> list[Place]:
    """Where so many cards stand."""
    (slide,) = fill(deck_of(lambda slide: framed(slide, alt), layout=6), xs=list(range(count)))
    return places(slide)


def test_a_grid_without_a_number_chooses_its_columns() -> None:
    """Five are three above two, which share the width."""
    assert cards(5) == [
        (100, 100, 200, 100), (300, 100, 200, 100), (500, 100, 200, 100), (100, 200, 300, 100), (400, 200, 300, 100)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("row", [(100, 100, 300, 200), (400, 100, 300, 200)]),
        ("column", [(100, 100, 600, 100), (100, 200, 600, 100)]),
        ("grid 3", [(100, 100, 300, 200), (400, 100, 300, 200)]),
    ],
)
def test_copies_fill_a_named_frame_whatever_size_they_were_drawn_in(kind: str, expected: list[Place]) -> None:
    """The drawn card is smaller than its share."""
    assert cards(2, f'{{%shape for x in xs %}}{{%shape {kind} in "Frame" gap 0 %}}') == expected


def test_curly_quotation_marks_name_a_frame_too() -> None:
    """PowerPoint puts them in."""
    assert len(cards(2, "{%shape for x in xs %}{%shape row in “Frame” %}")) == 2


def test_a_frame_and_a_shape_in_groups_meet_on_the_slide() -> None:
    """A group that scales what is in it has coordinates of its own."""

    def build(slide: Any) -> None:
        framed(slide)
        group = slide.shapes.add_group_shape([next(s for s in slide.shapes if s.name == "Body")])
        group.width, group.height = group.width * 2, group.height * 3

    data = OfficeTemplate(deck_of(build, layout=6), "deck.pptx").render({"xs": [1]})
    (card,) = select(data, POWERPOINT.main, "//p:sp")
    assert [round(value) for value in slide_rectangle(card, None) or ()] == [100, 100, 600, 200]


@pytest.mark.parametrize(("number", "expected"), [("31", ["31", "32"]), (None, [None, None])])
def test_copies_of_a_placeholder_have_numbers_if_it_has_one(number: str | None, expected: list[str | None]) -> None:
    """They follow one another; one that LibreOffice has saved has none, and would take that of the slide number."""

    def build(slide: Any) -> None:
        framed(slide)
        properties = next(s for s in slide.shapes if s.name == "Body")._element.find(".//{*}nvPr")
        properties.append(xml("p:ph{type=body}"))
        if number:
            properties[0].set("idx", number)

    data = OfficeTemplate(deck_of(build, layout=6), "deck.pptx").render({"xs": [1, 2]})
    assert [placeholder.get("idx") for placeholder in select(data, POWERPOINT.main, "//p:ph")] == expected


# -- groups


def grouped(slide: Any) -> None:
    """A card of a panel, a badge and a text, drawn 200 by 100 points, with a guide."""
    parts = [
        box(slide, "", name="Panel", left=100, top=100, width=200, height=100),
        box(slide, "{{ loop.index }}", name="Badge", left=110, top=110, width=20, height=20, size=12),
        box(slide, "{{ x }}", name="Text", left=110, top=140, width=180, height=55),
    ]
    group = slide.shapes.add_group_shape(parts)
    group.name = "Card"
    group._element.nvGrpSpPr.cNvPr.set("descr", '{%shape for x in xs %}{%shape row in "Frame" gap 20 %}')
    box(slide, "", alt=GUIDE, name="Frame", left=50, top=80, width=860, height=300)


def test_a_group_gets_wider_with_what_spans_it_and_nothing_is_scaled() -> None:
    """The badge keeps its size and its corner; panel and text keep their distance from both edges."""
    (slide,) = fill(deck_of(grouped, layout=6), xs=["one", "two"])
    second = [shape for shape in slide.shapes if shape.name == "Card"][1]
    inside = {s.name: (s.left.pt, s.top.pt, s.width.pt, s.height.pt) for s in second.shapes}
    assert inside == {
        "Panel": (490, 80, 420, 300), "Badge": (500, 90, 20, 20), "Text": (500, 120, 400, 255)
    }  # fmt: skip
    transform = second._element.grpSpPr.find(".//{*}xfrm")
    sizes = [(c.get("x") or c.get("cx"), c.get("y") or c.get("cy")) for c in transform]
    assert sizes[:2] == sizes[2:]


def test_a_long_text_in_a_group_is_fitted_to_its_new_width() -> None:
    """What did not fit the drawn card fits the wide one."""
    long = "a text that has no room in the card as it was drawn, only in one that is wider than that and higher"
    (slide,) = fill(deck_of(grouped, layout=6), xs=[long])
    (card,) = [shape for shape in slide.shapes if shape.name == "Card"]
    assert {run.font.size.pt for s in card.shapes if s.name == "Text" for run in s.text_frame.paragraphs[0].runs} == {
        20
    }


# -- the room of what is not shown


BAND = "{%shape if why %}"


def banded(slide: Any, footer: float = 500, second: str = "") -> None:
    """Cards in a guide, a band of two shapes below it, and what is always there below that."""
    framed(slide)
    box(slide, "why", alt=BAND, name="Band", left=100, top=320, width=600, height=80)
    box(slide, "label", alt=second or BAND, name="Label", left=120, top=330, width=100, height=30)
    box(slide, "footer", name="Footer", left=100, top=footer, width=600, height=20, size=10)


def bottom(deck: bytes, **context: Any) -> float:
    """How far down the cards reach."""
    (slide,) = fill(deck, **context)
    return max(top + height for _, top, _, height in places(slide))


@pytest.mark.parametrize(("why", "reach"), [("because", 300), ("", 400)])
def test_a_frame_takes_the_room_of_a_band_that_is_not_shown(why: str, reach: float) -> None:
    """A band of several shapes is one where they have the same condition."""
    assert bottom(deck_of(banded, layout=6), xs=[1, 2], why=why) == reach


def test_a_frame_stays_where_something_is_shown_between_or_on_the_band() -> None:
    """A shape that is always there is in the way, and so is one of another condition that holds."""
    assert bottom(deck_of(lambda slide: banded(slide, footer=310), layout=6), xs=[1], why="") == 300
    two = deck_of(lambda slide: banded(slide, second="{%shape if label %}"), layout=6)
    assert bottom(two, xs=[1], why="", label=True) == 300
    assert bottom(two, xs=[1], why="", label=False) == 400


def test_a_frame_of_other_copies_is_in_the_way() -> None:
    """A stamp above the cards does not grow over them to the band; but what stands on the band goes with it."""

    def build(slide: Any) -> None:
        banded(slide)
        box(slide, "", alt=GUIDE, name="Above", left=600, top=20, width=100, height=40)
        box(slide, "stamp", alt='{%shape row in "Above" %}', name="Stamp", left=-200)
        box(slide, "", alt=GUIDE, name="On the band", left=600, top=330, width=90, height=40)
        box(slide, "n", alt='{%shape if why %}{%shape row in "On the band" %}', name="Number", left=-200)

    (slide,) = fill(deck_of(build, layout=6), xs=[1], why="")
    assert places(slide, "Stamp") == [(600, 20, 100, 40)]
    assert places(slide) == [(100, 100, 600, 300)]


def test_a_frame_takes_the_room_beside_it() -> None:
    """The column of numbers at the right is not shown: the cards take its place."""

    def build(slide: Any) -> None:
        framed(slide, width=400)
        box(slide, "numbers", alt=BAND, name="Strip", left=520, top=100, width=300, height=250)

    for why, right in (("x", 500), ("", 820)):
        (slide,) = fill(deck_of(build, layout=6), xs=[1, 2], why=why)
        assert max(left + width for left, _, width, _ in places(slide)) == right


def test_a_condition_is_evaluated_once_and_in_the_loop_of_the_slide() -> None:
    """What it names may be the slide loop's."""
    asked = []

    class Asked:
        def __init__(self, value: bool) -> None:
            self.value = value

        def __bool__(self) -> bool:
            asked.append(self.value)
            return self.value

    def build(slide: Any) -> None:
        banded(slide, second="{%shape if page.why %}")
        for shape in slide.shapes:
            properties = shape._element.nvSpPr.cNvPr
            properties.set("descr", properties.get("descr", "").replace("if why", "if page.why"))
        slide.notes_slide.notes_text_frame.text = "{%slide for page in pages %}"

    slides = fill(deck_of(build, layout=6), xs=[1, 2, 3], pages=[{"why": Asked(True)}, {"why": Asked(False)}])
    assert [max(top + height for _, top, _, height in places(slide)) for slide in slides] == [300, 400]
    assert asked == [True, False]


def test_a_frame_that_is_printed_takes_the_room_too() -> None:
    """Its copies do not stand outside the panel."""

    def build(slide: Any) -> None:
        banded(slide)
        frame = next(shape for shape in slide.shapes if shape.name == "Frame")
        frame._element.nvSpPr.cNvPr.set("descr", "a panel")

    (slide,) = fill(deck_of(build, layout=6), xs=[1], why="")
    assert places(slide, "Frame") == places(slide) == [(100, 100, 600, 300)]


def test_the_rows_of_a_table_share_the_room_too() -> None:
    """Six rows have the place of the band where there is none."""

    def build(slide: Any) -> None:
        frame = table(slide, [["Head"], ["{{ x }}"]], row=60, top=100)
        alt = '{%tr for x in xs %}{%shape rows in "Frame" %}'
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
        box(slide, "", alt=GUIDE, name="Frame", top=100, width=864, height=200)
        box(slide, "why", alt=BAND, name="Band", top=320, width=864, height=80)

    for why, height in (("x", 200), ("", 300)):
        (slide,) = fill(deck_of(build, layout=6), xs=list(range(6)), why=why)
        rows = next(shape for shape in slide.shapes if shape.has_table).table.rows
        assert sum(row.height.pt for row in rows) == pytest.approx(height, abs=0.1)


# -- along a line


def timeline(slide: Any, alt: str = '{%shape for d in ds %}{%shape along "Line" from d.start to d.end %}') -> None:
    """A mark on a line that is not printed."""
    box(slide, "", alt=GUIDE, name="Line", left=100, top=200, width=800, height=4)
    box(slide, "", alt=alt, left=300, top=190, width=20, height=10)


def test_marks_stand_along_a_line() -> None:
    """A point in the middle, a span from end to end, a short span as wide as high."""
    ds = [{"start": 0.5}, {"start": 0.25, "end": 0.75}, {"start": 0.5, "end": 0.501}]
    for point in (None, 0.5):
        ds[0]["end"] = point  # type: ignore[assignment]
        (slide,) = fill(deck_of(timeline, layout=6), ds=ds)
        assert places(slide)[:2] == [(490, 190, 20, 10), (300, 190, 400, 10)]
        assert places(slide)[2][2:] == (10, 10)
    (slide,) = fill(deck_of(lambda s: timeline(s, '{%shape along "Line" from 1 %}'), layout=6))
    assert places(slide) == [(890, 190, 20, 10)]


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ('{%shape along "Line" from d.start %}', "unknown name 'd'"),
        ('{%shape along "Line" from ds[0].start + %}', "cannot be read"),
        ('{%shape along "Line" %}', "cannot be read; write it like"),
        (
            '{%shape along "Nowhere" from 0 %}',
            "there is no shape called 'Nowhere' with a position beside this one; draw one and give it",
        ),
        ('{%shape along "Line" from ds[0].start %}', "'2023' is no place on a line: a number from 0 to 1"),
    ],
)
def test_a_line_that_cannot_be_followed_is_a_fault(alt: str, message: str) -> None:
    """Located at the mark."""
    with pytest.raises(ProblemsFound) as raised:
        fill(deck_of(lambda slide: timeline(slide, alt), layout=6), ds=[{"start": 2023}])
    assert message in str(raised.value)
    assert 'shape "Body"' in str(raised.value)


def test_connectors_lead_from_each_mark_to_its_card() -> None:
    """The copy of a connector holds on to the copies with its number."""

    def build(slide: Any) -> None:
        timeline(slide)
        card = box(slide, "{{ d.name }}", alt="{%shape for d in ds %}{%shape row gap 0 %}", name="Card", top=300)
        line = slide.shapes.add_connector(1, 0, 0, 9, 9)
        line.begin_connect(next(s for s in slide.shapes if s.name == "Body"), 2)
        line.end_connect(card, 0)
        line._element.nvCxnSpPr.cNvPr.set("descr", "{%shape for d in ds %}")

    ds = [{"start": 0.1, "name": "a", "end": None}, {"start": 0.9, "name": "b", "end": None}]
    data = OfficeTemplate(deck_of(build, layout=6), "deck.pptx").render({"ds": ds})
    ids = {s.shape_id: s.name for s in pptx.Presentation(io.BytesIO(data)).slides[0].shapes}
    ends = [(c.get("id")) for c in select(data, POWERPOINT.main, "//a:stCxn | //a:endCxn")]
    assert [ids[int(end)] for end in ends] == ["Body", "Card"] * 2
    assert len(set(ends)) == 4


# -- a shape that nothing repeats


@pytest.mark.parametrize("draft", [True, False])
def test_a_mark_beside_a_master_is_moved_in_where_its_condition_holds(draft: bool) -> None:
    """It is the one copy in its frame, whatever loop its slide stands in."""
    part = "ppt/slideMasters/slideMaster1.xml"

    def build(slide: Any) -> None:
        master = slide.slide_layout.slide_master
        alt = '{%shape if draft %}{%shape row in "Frame: draft" %}'
        for number, mark in enumerate(
            (
                box(slide, "DRAFT", alt=alt, left=1000, width=400, height=60, name="Draft mark"),
                box(slide, "", alt=GUIDE, name="Frame: draft", left=200, top=200, width=500, height=100),
            )
        ):
            mark._element.nvSpPr.cNvPr.set("id", str(90 + number))
            master.shapes._spTree.append(mark._element)
        box(slide, "{{ page }}")
        slide.notes_slide.notes_text_frame.text = "{%slide for page in [1, 2] %}"

    data = OfficeTemplate(deck_of(build, layout=6), "deck.pptx").render({"draft": draft})
    marks = select(data, part, "//p:sp[p:nvSpPr/p:cNvPr/@name='Draft mark']/p:spPr/a:xfrm/a:off/@x")
    assert marks == ([str(Pt(200))] if draft else [])
    assert not select(data, part, "//p:cNvPr[@name='Frame: draft']")


def test_a_single_shape_on_a_slide_of_a_loop_is_one_of_one() -> None:
    """The loop of the slide does not count."""

    def build(slide: Any) -> None:
        framed(slide, '{%shape row in "Frame" %}')
        slide.notes_slide.notes_text_frame.text = "{%slide for x in [1, 2] %}"

    slides = fill(deck_of(build, layout=6))
    assert [(texts(slide), places(slide)) for slide in slides] == [
        ([number], [(100, 100, 600, 200)]) for number in ("1", "2")
    ]


def test_copies_in_alternatives_stand_where_the_statement_says() -> None:
    """Office writes a shape that older programs cannot show in two versions; both are placed."""

    def wrap(root: Any) -> None:
        shape = next(s for s in root.iter("{*}sp") if s.find(".//{*}cNvPr").get("name") == "Body")
        mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        holder = shape.makeelement(f"{{{mc}}}AlternateContent", nsmap={"mc": mc})
        shape.addprevious(holder)
        for version in ("Choice", "Fallback"):
            inner = holder.makeelement(f"{{{mc}}}{version}", {"Requires": "a14"} if version == "Choice" else {})
            inner.append(deepcopy(shape))
            holder.append(inner)
        shape.getparent().remove(shape)

    data = with_xml(deck_of(lambda slide: framed(slide), layout=6), POWERPOINT.main, wrap)
    out = OfficeTemplate(data, "deck.pptx").render({"xs": [1, 2]})
    assert select(out, POWERPOINT.main, "//p:sp//a:off/@x") == [str(Pt(x)) for x in (100, 100, 400, 400)]
