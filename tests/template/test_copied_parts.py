"""Charts, diagrams and embedded files of repeated shapes: every copy has parts of its own."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE

from reportgen.template import OfficeTemplate, RichText, Span
from tests.support.cxml import qn, xml
from tests.support.drawings import add_chart, add_diagram, book_parts, chart_page, chart_parts, related
from tests.support.office import POWERPOINT, Slide, paragraph, parts_of, pptx_of, problems_of, select, texts, with_xml

SLIDE = POWERPOINT.main
LOOP = "{%shape for x in xs %}"


def _titled(alt: str) -> Any:
    def change(slide: Any) -> None:
        chart = add_chart(slide, alt)
        chart.has_title = True
        chart.chart_title.text_frame.text = "Trade of {{ x }}"

    return change


def _charts(data: bytes, slide: int = 0) -> list[Any]:
    return [s.chart for s in pptx.Presentation(io.BytesIO(data)).slides[slide].shapes if s.has_chart]


@pytest.mark.parametrize("xs", [[], ["A"], ["A", "B", "C"]])
def test_every_copy_of_a_chart_without_a_tag_has_its_own_part_and_workbook(xs: list[str]) -> None:
    """Its title sees the loop's item; when nothing is repeated, neither chart nor workbook is left."""
    data = POWERPOINT.render(pptx_of(Slide(change=_titled(LOOP))), xs=xs)
    charts = _charts(data)
    assert [chart.chart_title.text_frame.text for chart in charts] == [f"Trade of {x}" for x in xs]
    assert len({chart.part.partname for chart in charts}) == len(chart_parts(parts_of(data))) == len(xs)
    books = [chart.part.chart_workbook.xlsx_part for chart in charts]
    assert len({book.partname for book in books}) == len(book_parts(parts_of(data))) == len(xs)
    assert len({book.blob for book in books}) <= 1
    assert len(select(data, SLIDE, "//p:graphicFrame")) == len(xs)


def test_charts_repeat_with_shapes_and_slides_at_once() -> None:
    """Slides have as many charts as each has items, and a chart that is not repeated stays beside them."""
    slide = Slide(["{%slide for xs in ys %}"], change=lambda s: [_titled(LOOP)(s), add_chart(s, "still")])
    data = POWERPOINT.render(pptx_of(slide), ys=["ab", "", "c"])
    shown = [[c.has_title and c.chart_title.text_frame.text for c in _charts(data, n)] for n in range(3)]
    assert shown == [["Trade of a", "Trade of b", False], [False], ["Trade of c", False]]
    assert len(chart_parts(parts_of(data))) == len(book_parts(parts_of(data))) == 6


def test_a_chart_in_a_repeated_group_is_copied_with_it() -> None:
    """The statement stands in the alternative text of the group."""

    def group(slide: Any) -> None:
        _titled("")(slide)
        holder = slide.shapes.add_group_shape()
        holder._element.append(slide.shapes[0]._element)
        holder._element.nvGrpSpPr.cNvPr.set("descr", LOOP)

    data = POWERPOINT.render(pptx_of(Slide(change=group)), xs="ab")
    assert len(chart_parts(parts_of(data))) == 2
    assert texts(data, "ppt/slides/slide1.xml") == []


def test_a_chart_that_links_to_a_slide_leaves_the_slide_as_it_is_printed() -> None:
    """The slide is no part of the chart: it does not come along as the template has it."""

    def link(slide: Any) -> None:
        _titled(LOOP)(slide)
        slide.shapes[-1].chart.part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)

    data = POWERPOINT.render(pptx_of(Slide(["{{ title }}"], change=link)), xs="ab", title="Trade")
    assert texts(data, SLIDE) == ["Trade"]
    for chart in chart_parts(parts_of(data)):
        assert related(data, chart, "slide") == ["../slides/slide1.xml"]


def test_a_fault_in_a_repeated_chart_is_placed_on_its_shape() -> None:
    """Slide, shape and chart are named."""
    (problem,) = problems_of(pptx_of(Slide(change=_titled("{%shape for y in xs %}"))), "deck.pptx", xs="a")
    assert problem.message == "unknown name 'x' (at item 1 of 'xs')"
    assert problem.location.steps == ("slide 1", 'shape "Chart 1"', "chart1.xml", "paragraph 1")


def test_a_chart_that_a_word_loop_repeats_is_copied_too() -> None:
    """In Word a chart stands in a paragraph, and paragraphs are repeated."""

    def loop(root: Any) -> None:
        body = root[0]
        body.insert(0, paragraph("{% for x in xs %}"))
        body.insert(len(body) - 1, paragraph("{% endfor %}"))

    page = with_xml(chart_page(""), "word/document.xml", loop)
    for count in (0, 1, 3):
        parts = parts_of(OfficeTemplate(page, "a.docx").render({"xs": range(count)}))
        assert len(chart_parts(parts)) == len(book_parts(parts)) == count


# -- diagrams


def _diagrams(data: bytes) -> list[list[str]]:
    """The texts of every diagram, of its data part and its drawing."""
    names = sorted(name for name in parts_of(data) if "/diagrams/d" in name and name.endswith(".xml"))
    return [texts(data, name) for name in names]


def test_the_text_of_a_diagram_is_rendered_in_both_parts() -> None:
    """Data for PowerPoint, drawing for programs that lay out no diagrams."""
    deck = pptx_of(Slide(change=lambda s: add_diagram(s, "One {{ x }}", "Two & {{ y }}")))
    data = POWERPOINT.render(deck, x="<A>", y=2)
    assert [sorted(found) for found in _diagrams(data)] == [["One <A>", "Two & 2"]] * 2


def test_every_copy_of_a_slide_has_its_own_diagram() -> None:
    """All five parts are copied, and the data names the drawing of its own copy."""
    slide = Slide(["{%slide for x in xs %}"], change=lambda s: add_diagram(s, "It is {{ x }}"))
    data = POWERPOINT.render(pptx_of(slide), xs="ab")
    assert sorted(_diagrams(data)) == [["It is a"], ["It is a"], ["It is b"], ["It is b"]]
    for kind in ("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"):
        assert len({related(data, f"ppt/slides/slide{n}.xml", kind)[0] for n in (1, 2)}) == 2


@pytest.mark.parametrize("text", ["It is {{ x }}", "the same"])
def test_every_copy_of_a_shape_has_its_own_diagram(text: str) -> None:
    """The relationship by which data names its drawing is the copy's."""
    data = POWERPOINT.render(pptx_of(Slide(change=lambda s: add_diagram(s, text, alt=LOOP))), xs="abc")
    shown = [text.replace("{{ x }}", x) for x in "abc"]
    assert sorted(_diagrams(data)) == sorted([[one] for one in shown] * 2)
    folder = "ppt/slides/"
    rels = {e.get("Id"): e.get("Target") for e in select(data, f"{folder}_rels/slide1.xml.rels", "//rel:Relationship")}
    for holder in select(data, SLIDE, "//*[@r:dm]"):
        part = folder + str(rels[holder.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm")])
        content = parts_of(data)[part.replace("slides/../", "")]
        drawing = rels[content.partition(b'relId="')[2].partition(b'"')[0].decode()]
        drawn = texts(data, (folder + str(drawing)).replace("slides/../", ""))
        assert drawn == texts(data, part.replace("slides/../", ""))
    gone = POWERPOINT.render(pptx_of(Slide(change=lambda s: add_diagram(s, text, alt=LOOP))), xs="")
    assert not any("diagrams" in name for name in parts_of(gone))


# -- embedded files


def test_every_copy_of_an_embedded_file_is_a_file_of_its_own() -> None:
    """A workbook on a slide, opened by a double click; its picture is stored once."""

    def embed(slide: Any) -> None:
        frame = slide.shapes.add_ole_object(io.BytesIO(b"PK book"), "Excel.Sheet.12", 0, 0)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", LOOP)

    deck = pptx_of(Slide(change=embed))
    for count in (0, 1, 3):
        names = list(parts_of(POWERPOINT.render(deck, xs=range(count))))
        assert len([name for name in names if "embeddings" in name]) == count
        assert len([name for name in names if "media" in name]) == 1


# -- text that stands in a file twice


class Mention:
    """A name that is printed in full once, and short from then on."""

    def __init__(self) -> None:
        self.printed = 0

    def __rich__(self) -> RichText:
        self.printed += 1
        return RichText(Span("Full & Name", bold=True) if self.printed == 1 else Span(f"FN{self.printed}"))


def test_both_parts_of_a_diagram_print_a_name_in_the_same_way() -> None:
    """The drawing repeats what the data says, in its own formatting; the next slide goes on from there."""
    repeated = Slide(["{%slide for x in xs %}"], change=lambda s: add_diagram(s, "{{ x }} {{ m }}", "{{ m }}"))
    slides = [repeated, "{{ m }}"]
    data = POWERPOINT.render(pptx_of(*slides), xs="ab", m=Mention())
    said = [["a Full & Name", "FN2"], ["b FN3", "FN4"]]
    names = [[f"ppt/diagrams/{kind}{n}.xml" for kind in ("data", "drawing")] for n in (1, 2)]
    assert [texts(data, first) for first, _ in names] == said
    assert [texts(data, second)[::-1] for _, second in names] == said
    assert texts(data, "ppt/slides/slide2.xml") == ["FN5"]
    bold = select(data, "ppt/diagrams/drawing1.xml", "//a:r[a:t='Full & Name']/a:rPr")
    assert [(properties.get("b"), properties.get("sz")) for properties in bold] == [("1", "1800")]


def test_a_repeated_diagram_prints_a_name_in_the_same_way_too() -> None:
    """Every copy for itself."""
    deck = pptx_of(Slide(change=lambda s: add_diagram(s, "{{ x }} {{ m }}", alt=LOOP)))
    data = POWERPOINT.render(deck, xs="ab", m=Mention())
    assert sorted(_diagrams(data)) == [["a Full & Name"]] * 2 + [["b FN2"]] * 2


def test_both_versions_of_a_shape_print_a_name_in_the_same_way() -> None:
    """What older programs show is what newer ones show."""

    def double(slide: Any) -> None:
        shape = slide.shapes[0]._element
        both = xml("mc:AlternateContent/(mc:Choice{Requires=a14},mc:Fallback)")
        shape.addprevious(both)
        both[1].append(etree.fromstring(etree.tostring(shape)))
        both[0].append(shape)

    data = POWERPOINT.render(pptx_of(Slide(["{{ m }} {{ m }}"], change=double), "{{ m }}"), m=Mention())
    assert texts(data, SLIDE) == ["Full & Name FN2"] * 2
    assert texts(data, "ppt/slides/slide2.xml") == ["FN3"]


def test_a_statement_over_all_paragraphs_of_a_node_leaves_one() -> None:
    """A node of a diagram needs a paragraph, in data and drawing."""

    def conditional(root: Any) -> None:
        for body in root.iter("{*}t", "{*}txBody"):
            for said in body.findall(qn("a:p")):
                said.addprevious(paragraph("{% if no %}", "a"))
                said.addnext(paragraph("{% endif %}", "a"))

    deck = pptx_of(Slide(change=lambda s: add_diagram(s, "a")))
    for part in ("ppt/diagrams/data1.xml", "ppt/diagrams/drawing1.xml"):
        deck = with_xml(deck, part, conditional)
    assert _diagrams(POWERPOINT.render(deck, no=False)) == [[""], [""]]
    assert _diagrams(POWERPOINT.render(deck, no=True)) == [["a"], ["a"]]
