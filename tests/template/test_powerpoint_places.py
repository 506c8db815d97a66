"""Everything that the audience, the speaker or a screen reader gets of a deck is rendered."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from lxml import etree
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.support.cxml import NAMESPACES, qn, xml
from tests.support.office import (
    POWERPOINT,
    Slide,
    parts_of,
    pptx_of,
    problems_of,
    select,
    texts,
    with_related,
    with_xml,
)

SLIDE = POWERPOINT.main


def _slides(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data)).slides


def test_titles_and_placeholders() -> None:
    """Text in placeholders is rendered where the layout puts it."""

    def title(slide: Any) -> None:
        deck = slide.part.package.presentation_part.presentation
        other = deck.slides.add_slide(next(x for x in deck.slide_layouts if x.placeholders and x.name != "Blank"))
        for holder in other.placeholders:
            if holder.has_text_frame:
                holder.text_frame.text = "{{ x }}"

    slide = _slides(POWERPOINT.render(pptx_of(Slide(change=title)), x="A & B"))[1]
    assert {s.text_frame.text for s in slide.placeholders if s.has_text_frame} == {"A & B"}


def test_groups_in_groups() -> None:
    """Shapes are found however deep they are grouped."""

    def group(slide: Any) -> None:
        inner = slide.shapes.add_group_shape([slide.shapes[0]])
        slide.shapes.add_group_shape([inner])

    data = POWERPOINT.render(pptx_of(Slide(shapes={"A": "deep {{ x }}"}, change=group)), x=1)
    assert texts(data, SLIDE) == ["deep 1"]


def test_an_empty_group_is_no_trouble() -> None:
    """A group without shapes, which PowerPoint can leave behind, stays as it is."""

    def group(slide: Any) -> None:
        slide.shapes.add_group_shape()

    data = POWERPOINT.render(pptx_of(Slide(["{{ x }}"], change=group)), x=1)
    assert texts(data, SLIDE) == ["1"]
    assert len(select(data, SLIDE, "//p:grpSp")) == 1


def test_a_group_that_loses_all_its_shapes_stays_or_goes_whole() -> None:
    """A condition on the only shape of a group leaves a sound slide."""

    def group(slide: Any) -> None:
        slide.shapes.add_group_shape([slide.shapes[0]])

    data = POWERPOINT.render(pptx_of(Slide(shapes={"A": "{%shape if no %}a", "B": "b"}, change=group)), no=False)
    assert texts(data, SLIDE) == ["b"]


def test_tables_and_their_cells() -> None:
    """Cells hold text, paragraphs and loops."""
    data = POWERPOINT.render(
        pptx_of(Slide(table=[["{{ x }}", "{% for y in ys %}\n{{ y }}\n{% endfor %}"]])), x=1, ys="ab"
    )
    assert POWERPOINT.rows(data) == [["1", "a\nb"]]


def test_merged_cells_of_a_row_are_repeated_with_it() -> None:
    """A row of a table with merged cells keeps its merges in every copy."""

    def merge(slide: Any) -> None:
        cells = slide.shapes[0].table
        cells.cell(1, 0).merge(cells.cell(1, 1))

    rows = [["a", "b", "c"], ["{%tr for x in xs %}{{ x }}", "", "z{%tr endfor %}"]]
    data = POWERPOINT.render(pptx_of(Slide(table=rows, change=merge)), xs=[1, 2])
    assert select(data, SLIDE, "//a:tc/@gridSpan") == ["2", "2"]
    assert select(data, SLIDE, "//a:tc/@hMerge") == ["1", "1"]


def test_notes() -> None:
    """What is to be spoken is rendered, paragraph by paragraph."""
    data = POWERPOINT.render(
        pptx_of(Slide(["x"], notes="Say {{ x }}\n{% for y in ys %}\n{{ y }}\n{% endfor %}")), x=1, ys="ab"
    )
    assert _slides(data)[0].notes_slide.notes_text_frame.text == "Say 1\na\nb"


@pytest.mark.parametrize(
    ("part", "step"), [("slideMasters/slideMaster1.xml", "master"), ("slideLayouts/slideLayout", "layout")]
)
def test_masters_and_layouts(part: str, step: str) -> None:
    """A date or a name that stands on every slide stands on the master, and is rendered there."""
    deck = pptx_of("x")
    name = next(n for n in parts_of(deck) if n.startswith(f"ppt/{part}") and n.endswith(".xml"))

    def write(root: etree._Element) -> None:
        root.xpath("//a:p", namespaces=NAMESPACES)[0].insert(0, xml('a:r/a:t"{{ meeting }}"'))

    deck = with_xml(deck, name, write)
    assert any("Plenary" in text for text in texts(POWERPOINT.render(deck, meeting="Plenary"), name))
    assert step in problems_of(deck, "deck.pptx")[0].location.steps[0]


def _chart(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Trade", (1, 2))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(2), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Trade of {{ x }}"
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = "{{ unit }}"


def test_titles_of_charts_and_axes() -> None:
    """A chart's title and its axes' titles are text on the slide."""
    data = POWERPOINT.render(pptx_of(Slide(["x"], change=_chart)), x="<A>", unit="HK$ bn")
    chart = next(s for s in _slides(data)[0].shapes if s.has_chart).chart
    assert chart.chart_title.text_frame.text == "Trade of <A>"
    assert chart.value_axis.axis_title.text_frame.text == "HK$ bn"


def test_a_problem_in_a_chart_is_placed_on_its_slide() -> None:
    """The slide is named, and that it is its chart."""
    problems = problems_of(pptx_of("a", Slide(["x"], change=_chart)), "deck.pptx", unit="1")
    assert [p.location.steps[0] for p in problems] == ["slide 2"]
    assert "chart" in problems[0].location.steps[1]


ALT = "{{ x }}{% if y %} & more{% endif %}"


@pytest.mark.parametrize("attribute", ["descr", "title"])
def test_alternative_texts(attribute: str) -> None:
    """Screen readers read the description and the title of a shape."""

    def describe(slide: Any) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set(attribute, ALT)

    data = POWERPOINT.render(pptx_of(Slide(["a"], change=describe)), x='"A"', y=True)
    assert select(data, SLIDE, f"//p:cNvPr/@{attribute}") == ['"A" & more']


def test_screen_tips_of_links() -> None:
    """The text shown when the mouse rests on a link is rendered."""

    def link(slide: Any) -> None:
        run = slide.shapes[0].text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = "https://example.org"
        run._r.rPr.find(qn("a:hlinkClick")).set("tooltip", "About {{ x }}")

    data = POWERPOINT.render(pptx_of(Slide(["link"], change=link)), x="A")
    assert select(data, SLIDE, "//a:hlinkClick/@tooltip") == ["About A"]
    assert _slides(data)[0].shapes[0].text_frame.paragraphs[0].runs[0].hyperlink.address == "https://example.org"


@pytest.mark.parametrize("name", ["title", "subject", "author", "keywords", "comments", "category"])
def test_document_properties(name: str) -> None:
    """What PowerPoint shows under File › Info is rendered."""
    data = POWERPOINT.render(pptx_of("x", properties={name: "{{ x }} & co"}), x="<A>")
    assert getattr(pptx.Presentation(io.BytesIO(data)).core_properties, name) == "<A> & co"


# -- what an editor has set


def test_animations_survive() -> None:
    """Timing and transitions belong to the editor and refer to shapes that are still there."""

    def animate(slide: Any) -> None:
        shape = slide.shapes[0].shape_id
        slide._element.append(xml("p:transition{spd=slow}/p:fade"))
        slide._element.append(
            xml(f"p:timing/p:tnLst/p:par/p:cTn{{id=1}}/p:childTnLst/p:set/p:cBhvr/p:tgtEl/p:spTgt{{spid={shape}}}")
        )

    data = POWERPOINT.render(pptx_of(Slide(["{%slide for x in xs %}{{ x }}"], change=animate)), xs="ab")
    for slide in _slides(data):
        (target,) = slide._element.iter(qn("p:spTgt"))
        assert int(target.get("spid")) == slide.shapes[0].shape_id
        assert slide._element.find(qn("p:transition")).get("spd") == "slow"


def test_position_and_looks_survive() -> None:
    """The shape is where it was, in the size and the colours it had."""
    deck = pptx_of(Slide(["{{ x }}"]))
    before, after = (_slides(d)[0].shapes[0] for d in (deck, POWERPOINT.render(deck, x="y")))
    for name in ("left", "top", "width", "height", "name", "shape_id"):
        assert getattr(after, name) == getattr(before, name)
    assert etree.tostring(after._element.spPr) == etree.tostring(before._element.spPr)


def test_bullets_levels_and_spacing_survive_in_loops() -> None:
    """Every copy of a paragraph has the level and the bullet of the original."""
    element = xml(
        'a:p/(a:pPr{lvl=1,algn=ctr}/a:buChar{char=x},a:r/(a:rPr{lang=en-HK,sz=1800},a:t"{{ x }}"),'
        "a:endParaRPr{sz=1800})"
    )
    data = POWERPOINT.render(POWERPOINT.file("{% for x in xs %}", element, "{% endfor %}"), xs="abc")
    assert select(data, SLIDE, "//a:pPr/@lvl") == ["1"] * 3
    assert select(data, SLIDE, "//a:endParaRPr/@sz") == ["1800"] * 3
    assert len(select(data, SLIDE, "//a:buChar")) == 3


def test_pictures_of_copies_are_shared() -> None:
    """Copies of a slide show the same picture part; nothing is stored twice."""

    def picture(slide: Any) -> None:
        stream = io.BytesIO()
        Image.new("RGB", (4, 4), "red").save(stream, "PNG")
        stream.seek(0)
        slide.shapes.add_picture(stream, 0, 0)

    data = POWERPOINT.render(pptx_of(Slide(["{%slide for x in xs %}{{ x }}"], change=picture)), xs="abc")
    assert len([name for name in parts_of(data) if name.startswith("ppt/media/")]) == 1
    assert len({s.shapes[1].image.sha1 for s in _slides(data)}) == 1


def test_a_link_and_its_tip_are_rendered_beside_literal_text() -> None:
    """A tag cuts the run in pieces, and each piece leads to the rendered address."""

    def link(slide: Any) -> None:
        run = slide.shapes[0].text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = "https://example.org/{{ x }}"
        run._r.rPr.find(qn("a:hlinkClick")).set("tooltip", "About {{ x }}")

    data = POWERPOINT.render(pptx_of(Slide(["{%slide for x in xs %}go to {{ x }} now"], change=link)), xs=["a", "b"])
    for slide, x in zip(_slides(data), "ab", strict=True):
        runs = slide.shapes[0].text_frame.paragraphs[0].runs
        assert "".join(run.text for run in runs) == f"go to {x} now"
        assert {run.hyperlink.address for run in runs} == {f"https://example.org/{x}"}
        assert {run._r.rPr.find(qn("a:hlinkClick")).get("tooltip") for run in runs} == {f"About {x}"}


def test_comments() -> None:
    """What reviewers say beside a slide, in the format before 2021, belongs to each copy."""
    comment = xml('p:cmLst/p:cm{authorId=0,idx=1}/(p:pos{x=0,y=0},p:text"See {{ x }}")')
    deck = with_related(pptx_of("{%slide for x in xs %}{{ x }}"), SLIDE, "comments/comment1.xml", comment, "comments",
                        "presentationml.comments+xml")  # fmt: skip
    data = POWERPOINT.render(deck, xs=["<a>", "b"])
    parts = [f"ppt/slides/comments/comment{number}.xml" for number in (1, 2)]
    assert [select(data, part, "//p:text/text()") for part in parts] == [["See <a>"], ["See b"]]
