"""Tags in files that a template embeds are reported: nothing is rendered there but what a chart shows."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from openpyxl import load_workbook
from pptx.chart.data import CategoryChartData

from reportgen.template import OfficeTemplate
from tests.support.cxml import qn
from tests.support.drawings import book_parts, chart_page
from tests.support.office import WORD, docx_of, parts_of, problems_of, with_parts


def tagged_data() -> CategoryChartData:
    """A chart's data with a tag in the name of a category."""
    data = CategoryChartData()
    data.categories = ["{{ x }}", "b"]
    data.add_series("S", (1, 2))
    return data


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("a.htm", b"<p>a {{ x }}</p>", "text/html"),
        ("a.rtf", rb"{\rtf1 a \{\{ x \}\}}", "application/rtf"),
        ("a.txt", b"a {{ x }}", "text/plain"),
        ("a.docx", docx_of("a {{ x }}"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a.") else "",
)
def test_a_tag_in_text_of_another_format_is_refused(name: str, content: bytes, mime: str) -> None:
    """Word takes such text in when it opens the file, and nobody renders it."""

    def change(document: Any) -> None:
        part = Part(PackURI(f"/word/{name}"), mime, content, document.part.package)
        rid = document.part.relate_to(part, f"{qn('r:x')[1:-2]}/aFChunk")
        chunk = etree.Element(qn("w:altChunk"))
        chunk.set(qn("r:id"), rid)
        document.element.body.insert(0, chunk)

    (found,) = problems_of(docx_of("x", change=change), "a.docx")
    assert found.code == "hidden-tag"
    assert (
        found.message == "'{{ x }}' stands in the text that Word takes in from another format, where no tag is rendered"
    )


def test_a_tag_in_a_cell_that_the_chart_does_not_show_is_refused() -> None:
    """Whoever edits the chart's data would find it; the cells that the chart shows are rendered."""
    page = chart_page("plain", data=tagged_data())
    (book,) = book_parts(parts_of(page))
    assert OfficeTemplate(page).compile().contract()
    sheet = load_workbook(io.BytesIO(parts_of(page)[book]))
    sheet.active["F9"] = "{{ y }}"
    sheet.save(stream := io.BytesIO())
    (found,) = problems_of(with_parts(page, {book: stream.getvalue()}), "a.docx", x="X")
    assert (found.code, found.location.steps) == ("hidden-tag", ("chart",))
    assert found.message == "'{{ y }}' stands in the embedded file, where no tag is rendered"


def test_what_was_rendered_is_a_template_without_tags() -> None:
    """The workbook of a chart may keep the old names among its strings; no cell shows them."""
    out = WORD.render(chart_page("plain", data=tagged_data()), x="X")
    assert OfficeTemplate(out).compile().contract() == []
