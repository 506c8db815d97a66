"""Laws that hold for every text and every file: what goes in comes out, bytes repeat, what is untouched stays."""

from __future__ import annotations

import copy
import functools
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pptx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.chart.data import CategoryChartData

from reportgen.model.language import LANGUAGES
from reportgen.template import CompiledTemplate, OfficeTemplate, RichText, Span
from reportgen.template.syntax.near_tags import near_tag
from tests.support.cxml import qn, xml
from tests.support.drawings import add_chart, add_diagram, cells_of
from tests.support.office import (
    WORD,
    Office,
    Slide,
    docx_of,
    parts_of,
    pptx_of,
    select,
    table,
    texts,
    with_related,
    with_xml,
)

pytestmark = pytest.mark.tags_as_data
SANE = settings(deadline=None, max_examples=25)

CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="{\u2028\u2029\ufffe\uffff",
    include_characters="\x7f",
)
"""What XML can hold, but separators of lines and paragraphs, which are tried elsewhere."""
ANY = st.text(st.one_of(CHARACTERS, st.sampled_from("\n\t<>&\"'{}%# ")))
ONE_LINE = st.text(st.one_of(CHARACTERS, st.sampled_from("<>&\"'{}%# ")))
TRICKY = "  R&D <b>{{ x }}</b> {%p %}\t\u3000𠮷\ufe00 e\u0301 ]]>\n\u202e\u200b\ufeff &#65; "


@functools.cache
def _letter() -> CompiledTemplate:
    blocks = ["{{ x }}", "<{{ x }}>", table(["{{ x }}"])]
    return OfficeTemplate(
        docx_of(*blocks, header="{{ x }}", footer="{{ x }}", properties={"title": "{{ t }}"}), "a.docx"
    ).compile()


def _everywhere(slide: Any) -> None:
    """A group, an alternative text, a chart with titles and names of its own, a diagram, a placeholder's title."""
    box = next(shape for shape in slide.shapes if shape.name == "Body")
    box._element.nvSpPr.cNvPr.set("descr", "{{ t }}")
    inner = slide.shapes.add_group_shape([slide.shapes.add_textbox(0, 0, 9, 9)])
    inner.shapes[0].text_frame.text = "{{ x }}"
    slide.shapes.add_group_shape([inner])
    data = CategoryChartData()
    data.categories = ["{{ t }}", "two"]
    data.add_series("{{ t }}", [1, 2])
    chart = add_chart(slide, "", data=data)
    chart.has_title = True
    chart.chart_title.text_frame.text = "{{ x }}"
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = "{{ x }}"
    add_diagram(slide, "{{ x }}")
    for place in (slide.slide_layout, slide.slide_layout.slide_master):
        place.shapes._spTree.append(copy.deepcopy(box._element))
        place.shapes._spTree[-1].nvSpPr.cNvPr.set("id", "99")
    presentation = slide.part.package.presentation_part.presentation
    other = presentation.slides.add_slide(next(one for one in presentation.slide_layouts if one.name != "Blank"))
    other.shapes.title.text_frame.text = "{{ x }}"
    for root in (slide._element, other._element):
        _let_overflow(root)


def _let_overflow(slide: etree._Element) -> None:
    """What is said of texts here holds for texts of any length: nothing is fitted."""
    for shape in slide.iter(qn("p:sp"), qn("p:graphicFrame")):
        if next(shape.iter(qn("a:p")), None) is not None:
            properties = next(shape.iter(qn("p:cNvPr")))
            properties.set("descr", properties.get("descr", "") + "{%shape fit keep %}")


@functools.cache
def _deck() -> CompiledTemplate:
    slide = Slide(["{{ x }}", "<{{ x }}>"], table=[["{{ x }}"]], notes="{{ x }}", change=_everywhere)
    return OfficeTemplate(pptx_of(slide, properties={"title": "{{ t }}"}), "a.pptx").compile()


@given(text=ANY, title=ONE_LINE)
@example(text=TRICKY, title="<&> \"' {{ t }}")
@SANE
def test_any_text_comes_out_of_a_word_file_as_it_went_in(text: str, title: str) -> None:
    """Body, table, header, footer and title, as python-docx reads them."""
    document = docx.Document(io.BytesIO(_letter().render({"x": text, "t": title})))
    assert [p.text for p in document.paragraphs] == [text, f"<{text}>"][not text :]
    assert document.tables[0].cell(0, 0).text == text
    section = document.sections[0]
    assert [section.header.paragraphs[0].text, section.footer.paragraphs[0].text] == [text, text]
    assert document.core_properties.title == title


def _full_letter() -> bytes:
    """A Word file with a tag at every level that has text, beside those of `_letter`."""

    def fill(document: Any) -> None:
        section = document.sections[0]
        document.settings.odd_and_even_pages_header_footer = section.different_first_page_header_footer = True
        for sort in ("first_page_header", "first_page_footer", "even_page_header", "even_page_footer"):
            getattr(section, sort).paragraphs[0].text = "{{ x }}"
        document.add_comment(document.paragraphs[0].runs, text="{{ x }}", author="E", initials="E")
        document.core_properties.subject = document.core_properties.keywords = "{{ t }}"

    box = (
        "w:p/w:r/mc:AlternateContent/(mc:Choice{Requires=wps}/w:drawing/wp:inline/"
        '(wp:docPr{id=1,name=B,descr="{{ t }}"},wps:txbx/w:txbxContent/w:p/w:r/w:t"{{ x }}"),'
        'mc:Fallback/w:pict/v:shape/v:textbox/w:txbxContent/w:p/w:r/w:t"{{ x }}")'
    )
    inner = table(["a"])
    inner[-1][-1].insert(1, table(["{{ x }}"]))
    notes = xml("w:p/(w:r/w:footnoteReference{w:id=2},w:r/w:endnoteReference{w:id=2})")
    blocks = [
        "link", inner, xml(box), notes,
        xml('w:sdt/(w:sdtPr,w:sdtContent/w:p/w:r/w:t"{{ x }}")'),
        xml('w:p/w:sdt/(w:sdtPr,w:sdtContent/w:r/w:t"{{ x }}")'),
        xml('w:p/w:hyperlink{w:anchor=a,w:tooltip="{{ t }}"}/w:r/w:t"<{{ x }}>"'),
        xml('w:p/w:ins{w:id=1,w:author=E}/w:r/w:t"{{ x }}"'),
    ]  # fmt: skip
    data = docx_of(*blocks, change=fill)
    for kind in ("footnote", "endnote"):
        part = xml(f'w:{kind}s/w:{kind}{{w:id=2}}/w:p/w:r/w:t"{{{{ x }}}}"')
        data = with_related(data, WORD.main, f"{kind}s.xml", part, f"{kind}s", f"wordprocessingml.{kind}s+xml")
        rels = "word/_rels/document.xml.rels"
        data = with_xml(data, rels, lambda root, kind=kind: root[-1].set("Id", kind))  # type: ignore[misc]
    custom = b"""<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
        xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="n" pid="2"
        fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"><vt:lpwstr>{{ t }}</vt:lpwstr></property></Properties>"""
    return with_related(data, "", "docProps/custom.xml", custom, "custom-properties", "custom-properties+xml")


@functools.cache
def _compiled_letter() -> CompiledTemplate:
    return OfficeTemplate(_full_letter(), "a.docx").compile()


@given(text=ANY, title=ONE_LINE)
@example(text=TRICKY, title="<&> \"' {{ t }}")
@SANE
def test_any_text_comes_out_of_every_place_of_a_word_file(text: str, title: str) -> None:
    """Headers of all sorts, notes, comments, boxes, controls, links, inner tables; attributes and properties."""
    data = _compiled_letter().render({"x": text, "t": title})
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    sorts = ("first_page_header", "first_page_footer", "even_page_header", "even_page_footer")
    assert {getattr(section, sort).paragraphs[0].text for sort in sorts} == {text}
    assert [comment.text for comment in document.comments] == [text]
    assert document.tables[0].cell(0, 0).tables[0].cell(0, 0).text == text
    assert document.paragraphs[-2].text == f"<{text}>"  # the link
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        assert texts(data, part) == [text]
    places = ("w:txbxContent", "w:sdtContent", "w:ins")
    for place in places:
        found = select(data, WORD.main, f"//{place}")
        assert found
        assert {_plain(element) for element in found} == {text}
    attributes = select(data, WORD.main, "//wp:docPr/@descr | //w:hyperlink/@w:tooltip")
    assert [str(value) for value in attributes] == [title] * 2
    assert (document.core_properties.subject, document.core_properties.keywords) == (title, title)
    assert select(data, "docProps/custom.xml", "//vt:lpwstr/text()") == ([title] if title else [])


def _plain(element: Any) -> str:
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(marks.get(e.tag) or e.text or "" for e in element.iter(qn("w:t"), *marks))


def _shown(frame: Any) -> str:
    return str(frame.text).replace("\v", "\n")


@given(text=ANY, title=ONE_LINE)
@example(text=TRICKY, title="<&> \"' {{ t }}")
@SANE
def test_any_text_comes_out_of_a_presentation_as_it_went_in(text: str, title: str) -> None:
    """Every level that a reader sees, as python-pptx reads it."""
    presentation = pptx.Presentation(io.BytesIO(_deck().render({"x": text, "t": title})))
    slide, titled = presentation.slides
    body, frame, group, graphic, _ = slide.shapes
    assert [_shown(p) for p in body.text_frame.paragraphs] == [text, f"<{text}>"][not text :]
    assert _shown(frame.table.cell(0, 0)) == text
    assert _shown(slide.notes_slide.notes_text_frame) == text
    assert _shown(group.shapes[0].shapes[0].text_frame) == text
    assert _shown(titled.shapes.title.text_frame) == text
    for place in (slide.slide_layout, slide.slide_layout.slide_master):
        assert _shown(next(s for s in place.shapes if s.name == "Body").text_frame.paragraphs[-1]) == f"<{text}>"
    chart = graphic.chart
    assert _shown(chart.chart_title.text_frame) == _shown(chart.value_axis.axis_title.text_frame) == text
    for kind in ("diagramData", "diagramDrawing"):
        (part,) = (r.target_part for r in slide.part.rels.values() if r.reltype.endswith(kind))
        assert _said(part.blob) == text
    assert body._element.nvSpPr.cNvPr.get("descr") == title
    assert chart.plots[0].series[0].name == title
    assert chart._chartSpace.xpath("string(//c:cat//c:pt[1]/c:v)") == title
    book = cells_of(chart.part.chart_workbook.xlsx_part.blob)
    assert [book["B1"], book["A2"]] == [title, title]
    assert presentation.core_properties.title == title


def _said(diagram: bytes) -> str:
    """The text of a diagram's only node with text: breaks are line feeds."""
    nodes = etree.fromstring(diagram).iter(qn("a:t"), qn("a:br"))
    return "".join("\n" if node.tag == qn("a:br") else node.text or "" for node in nodes)


SPANS = st.lists(st.builds(Span, ANY, st.booleans(), st.booleans(), st.sampled_from(["", "https://a.b"]),
                           st.sampled_from([None, *LANGUAGES.values()])), max_size=6)  # fmt: skip


@given(spans=SPANS)
@SANE
def test_any_rich_text_comes_out_as_it_went_in(spans: list[Span]) -> None:
    """However a text is cut into spans, the reader sees the whole of it."""
    rich = RichText(*spans)
    document = docx.Document(io.BytesIO(_letter().render({"x": rich, "t": ""})))
    assert document.paragraphs[-1].text == f"<{rich}>"
    slide = pptx.Presentation(io.BytesIO(_deck().render({"x": rich, "t": ""}))).slides[0]
    assert _shown(slide.shapes[0].text_frame.paragraphs[-1]) == f"<{rich}>"


@given(items=st.lists(ONE_LINE, max_size=6))
@SANE
def test_a_list_of_any_length_and_content_comes_out_in_order(office: Office, items: list[str]) -> None:
    """Loops over paragraphs print each item once, the empty list none; a list alone in its paragraph does as much."""
    lines = office.fill("start", "{% for x in xs %}", "<{{ x }}>", "{% endfor %}", "{{ xs }}", "end", xs=items)
    assert lines == ["start", *(f"<{item}>" for item in items), *filter(None, items), "end"]


@given(text=st.text(CHARACTERS).filter(lambda text: not near_tag(text, [])))
@SANE
def test_text_typed_in_a_template_stays_as_it_is(office: Office, text: str) -> None:
    """Whatever stands beside a tag is neither lost nor changed."""
    assert office.fill(f"{text}{{{{ x }}}}{text}", x="|") == [f"{text}|{text}"]


# -- bytes

TEMPLATES: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: docx_of("{{ x }}", "{% for y in ys %}", "{{ y }}", "{% endfor %}", header="{{ x }}"),
    "a.pptx": lambda: pptx_of(Slide(["{%slide for y in ys %}{{ y }}"], notes="{{ y }}"), "{{ x }}"),
}
LINKS = {
    "x": RichText("a", Span("b", link="https://b.c"), Span("中", language=LANGUAGES["zh-Hant"])),
    "ys": ["1", "2", "3"],
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_inputs_give_the_same_bytes(name: str) -> None:
    """Rendering anew, from the file on, changes no byte."""
    data = TEMPLATES[name]()
    assert OfficeTemplate(data, name).render(LINKS) == OfficeTemplate(data, name).render(LINKS)


PROGRAM = """
import sys
from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate, RichText, Span
x = RichText("a", Span("b", link="https://b.c"), Span("\\u4e2d", language=LANGUAGES["zh-Hant"]))
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(OfficeTemplate(data, sys.argv[1]).render({"x": x, "ys": ["1", "2", "3"]}))
"""


@pytest.mark.parametrize("name", TEMPLATES)
def test_another_process_gives_the_same_bytes(name: str) -> None:
    """Hash seeds, time zones and locales leave no trace."""
    data = TEMPLATES[name]()
    made = []
    for seed, zone in (("1", "Asia/Hong_Kong"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM, name], input=data, env=environment, capture_output=True, check=True
        )
        made.append(run.stdout)
    assert made[0] == made[1] == OfficeTemplate(data, name).render(LINKS)


def _raw(data: bytes) -> dict[str, bytes]:
    """Every part as it is stored, still compressed."""
    stored = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            start = (
                info.header_offset
                + 30
                + int.from_bytes(data[info.header_offset + 26 : info.header_offset + 28], "little")
            )
            start += int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
            stored[info.filename] = data[start : start + info.compress_size]
    return stored


def test_parts_without_text_are_copied_byte_for_byte(office: Office) -> None:
    """Themes, styles, masters' relationships and the like are never taken apart."""
    template = office.file("{{ x }}")
    before, after = _raw(template), _raw(office.render(template, x="y"))
    untouched = [
        name
        for name in before
        if name.startswith(("word/styles", "word/theme", "ppt/theme", "ppt/presProps", "word/num"))
    ]
    assert untouched
    assert {name: before[name] for name in untouched} == {name: after[name] for name in untouched}


def test_parts_with_text_but_no_tag_say_the_same(office: Office) -> None:
    """A part that is looked through and holds no tag keeps all of its markup."""
    template = office.file("No tag at all & <nothing>")
    before, after = parts_of(template), parts_of(office.render(template))

    def tree(content: bytes) -> str:
        return etree.tostring(etree.fromstring(content), method="c14n").decode()

    assert tree(after[office.main]) == tree(before[office.main])


def test_no_part_is_lost(office: Office) -> None:
    """All parts of the template but its thumbnail are in the output, and no others."""
    template = office.file("{{ x }}")
    before, after = set(parts_of(template)), set(parts_of(office.render(template, x="y")))
    assert {name for name in before - after if "thumbnail" not in name} == set()
    assert after - before == set()
