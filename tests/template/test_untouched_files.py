"""A file without tags comes out part for part as it went in, whoever wrote it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pptx
import pytest
from pptx.util import Pt

from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate
from tests.support.drawings import add_chart, add_diagram, add_picture
from tests.support.mutations import MUTATIONS, mutate
from tests.support.office import parts_of, with_sections, with_xml
from tests.support.other_programs import saved_by_wps

LONG = "a text that is much too long for the shape that it stands in "


def _placeholders(presentation: Any) -> None:
    """A slide in every layout, all of whose placeholders hold more than fits."""
    for layout in presentation.slide_layouts:
        slide = presentation.slides.add_slide(layout)
        for shape in slide.placeholders:
            if shape.has_text_frame:
                shape.text_frame.text = "\n".join([LONG] * 9)


def _shapes(presentation: Any) -> None:
    """Groups, tables, pictures, charts, diagrams, notes, fields, links and pieces that look like tags to nobody."""
    for number in range(2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = "Equal titles"
        box = slide.shapes.add_textbox(0, 0, Pt(50), Pt(10))
        run = box.text_frame.paragraphs[0].add_run()
        run.text, run.hyperlink.address = LONG, "https://example.org/?a=1&b=2"
        box.click_action.target_slide = presentation.slides[0]
        slide.shapes.add_group_shape([box])
        table = slide.shapes.add_table(30, 2, 0, 0, Pt(300), Pt(30)).table
        table.cell(0, 0).merge(table.cell(1, 1))
        add_picture(slide, "A picture", number)
        add_chart(slide, "A chart")
        add_diagram(slide, "one", "two")
        slide.notes_slide.notes_text_frame.text = LONG


def _tables_of_contents(document: Any) -> None:
    """A field that lists headings, a table, a header, a comment and an empty run."""
    for number in range(3):
        document.add_heading(f"Heading {number}", 1)
        document.add_paragraph(LONG).add_run()
    run = document.add_paragraph()._p
    field = run.makeelement(docx.oxml.ns.qn("w:fldSimple"), {docx.oxml.ns.qn("w:instr"): "TOC \\o"})
    run.append(field)
    document.add_table(2, 2)
    document.sections[0].header.paragraphs[0].text = LONG
    document.add_comment(document.paragraphs[1].runs, LONG, "A", "B")


def _saved(new: Callable[[], Any], build: Callable[[Any], None]) -> bytes:
    file = new()
    build(file)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


FILES = {
    "placeholders": lambda: _saved(pptx.Presentation, _placeholders),
    "shapes": lambda: _saved(pptx.Presentation, _shapes),
    "sections": lambda: with_sections(_saved(pptx.Presentation, _placeholders), {"One": [1, 2], "Two": [3]}),
    "no slides": lambda: _saved(pptx.Presentation, lambda presentation: None),
    "wps": lambda: saved_by_wps(_saved(pptx.Presentation, _shapes)),
    "contents": lambda: _saved(docx.Document, _tables_of_contents),
    "wps document": lambda: saved_by_wps(_saved(docx.Document, _tables_of_contents)),
}


def _differing(before: bytes, after: bytes) -> set[str]:
    """The parts that are not in both files with the same bytes."""
    old, new = parts_of(before), parts_of(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


@pytest.mark.parametrize("made", FILES)
def test_a_file_without_tags_comes_out_part_for_part(made: str) -> None:
    """Also its relationships, content types, properties, and the picture of its first page."""
    data = FILES[made]()
    assert _differing(data, OfficeTemplate(data).render({})) == set()


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("made", ["shapes", "contents"])
def test_a_file_without_tags_may_be_written_in_any_way(made: str, mutation: str) -> None:
    """Other prefixes, quotes and orders of attributes stay, too; what looks like a mark of the engine's does not."""
    data = mutate(FILES[made](), mutation)
    marked = {name for name, content in parts_of(data).items() if b"<?rg " in content}
    assert _differing(data, OfficeTemplate(data).render({})) <= marked


def test_a_language_changes_only_what_is_of_a_language() -> None:
    """Texts stay as they are, and all parts without text: what leads to others, pictures, counts."""
    data = FILES["shapes"]()
    after = OfficeTemplate(data).compile(LANGUAGES["zh-Hant"]).render({})
    differing = _differing(data, after)
    assert {name for name in differing if not name.startswith("ppt/")} <= {"docProps/core.xml"}
    assert {name for name in differing if not name.endswith(".xml")} == set()
    slides = [pptx.Presentation(io.BytesIO(each)).slides for each in (data, after)]
    assert [[s.text_frame.text for s in slide.shapes if s.has_text_frame] for slide in slides[0]] == [
        [s.text_frame.text for s in slide.shapes if s.has_text_frame] for slide in slides[1]
    ]


@pytest.mark.tags_as_data
def test_escapes_alone_are_undone() -> None:
    """A file that only shows tags is no file without any."""
    data = _saved(docx.Document, lambda document: document.add_paragraph("{_{ x }_}"))
    assert _differing(data, OfficeTemplate(data).render({})) >= {"word/document.xml"}


def test_a_slide_without_tags_stays_where_others_are_filled() -> None:
    """Also the number that it shows, unless slides before it make it another."""

    def build(presentation: Any) -> None:
        for text in ("{{ x }}", LONG, LONG):
            slide = presentation.slides.add_slide(presentation.slide_layouts[5])
            slide.shapes.title.text = text
        presentation.slides[0].notes_slide.notes_text_frame.text = "{%slide for x in xs %}"

    def number(root: Any) -> None:
        paragraph = next(root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"))
        field = paragraph.makeelement(paragraph.tag[:-1] + "fld", {"id": "{0}", "type": "slidenum"})
        field.append(field.makeelement(paragraph.tag[:-1] + "t"))
        field[0].text = "‹#›"
        paragraph.append(field)

    data = with_xml(_saved(pptx.Presentation, build), "ppt/slides/slide2.xml", number)
    template = OfficeTemplate(data).compile()
    slides = {f"ppt/slides/slide{number}.xml" for number in (2, 3)}
    assert _differing(data, template.render({"xs": [1]})) & slides == set()
    assert _differing(data, template.render({"xs": [1, 2]})) & slides == {"ppt/slides/slide2.xml"}
