"""Documents and decks put one behind the other are what they were: their sections, notes, masters and lists."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from pptx.util import Inches

from reportgen import ProblemsFound, append
from tests.support.cxml import qn, xml
from tests.support.drawings import add_chart, add_diagram, add_picture, png
from tests.support.office import POWERPOINT, WORD, Slide, docx_of, parts_of, pptx_of, select, with_sections, with_xml
from tests.template.test_inserted_parts import ANNEX, annex, noted, report, shown, shown_notes

PRESENTATION = "ppt/presentation.xml"


# -- documents


def test_a_document_keeps_its_sections() -> None:
    """Each begins a page with its own page set-up and header, those of one section too."""
    out = append(report("before"), annex().data, report("behind", header="other"))
    assert shown(out) == [(["before"], "report", False), *ANNEX, (["behind"], "other", False)]


@pytest.mark.tags_as_data
def test_a_document_alone_comes_back() -> None:
    """With its text, and tags as they are: nothing is rendered."""
    assert WORD.lines(append(docx_of("a {{ x }}", "b"))) == ["a {{ x }}", "b"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_of_all_documents(kind: str) -> None:
    """In their order, whichever of them have some."""
    one, two, none = noted(kind, "one"), noted(kind, "two", "three"), docx_of("x")
    assert shown_notes(append(one, two), kind) == ["one", "two", "three"]
    assert shown_notes(append(none, two, one), kind) == ["two", "three", "one"]


def test_styles_lists_comments_and_pictures() -> None:
    """A style that the first has by name is its own; numbers begin anew; what is missing comes along."""

    def fill(document: Any) -> None:
        document.styles.add_style("Own", WD_STYLE_TYPE.PARAGRAPH)
        paragraph = document.add_paragraph("styled", style="Own")
        document.add_paragraph("one", style="List Number")
        document.add_paragraph("heading", style="Heading 1")
        document.add_picture(io.BytesIO(png()))
        document.add_comment(paragraph.runs[0], text="remark", author="E", initials="E")

    other = docx_of(change=fill)
    out = docx.Document(io.BytesIO(append(docx_of("first"), other, other)))
    assert [p.style.name for p in out.paragraphs if p.text][1:4] == ["Own", "List Number", "Heading 1"]
    assert len(out.inline_shapes) == 2
    assert [comment.text for comment in out.comments] == ["remark", "remark"]


def test_names_of_files_and_open_documents(tmp_path: Path) -> None:
    """Whatever `OfficeTemplate` takes."""
    (tmp_path / "a.docx").write_bytes(docx_of("a"))
    opened = docx.Document(io.BytesIO(docx_of("c")))
    out = append(str(tmp_path / "a.docx"), io.BytesIO(docx_of("b")), opened, tmp_path / "a.docx")
    assert WORD.lines(out) == ["a", "b", "c", "a"]


def test_what_cannot_be_appended_is_refused() -> None:
    """All reasons, with the name of the file."""
    control, deck = docx_of(xml("w:p/w:r/w:control")), pptx_of("x")
    for base, other, reason in (
        (docx_of("a"), control, "it holds an ActiveX control"),
        (docx_of("a"), deck, "it is no Word document"),
        (deck, docx_of("a"), "it is no PowerPoint file"),
        (deck, b"nothing", "it is no Word or PowerPoint file"),
    ):
        with pytest.raises(ProblemsFound) as caught:
            append(base, other)
        (problem,) = caught.value.diagnostics
        assert (problem.code, problem.location.path) == ("unusable-document", "file 2")
        assert reason in problem.message


# -- decks


def _deck(*slides: Any, change: Any = None) -> bytes:
    data = pptx_of(*slides)
    if change is None:
        return data
    presentation = pptx.Presentation(io.BytesIO(data))
    change(presentation)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _texts(data: bytes) -> list[str]:
    slides = pptx.Presentation(io.BytesIO(data)).slides
    return [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]


@pytest.mark.tags_as_data
def test_slides_stand_behind_the_others() -> None:
    """With their charts, diagrams, pictures and notes, each its own."""

    def fill(slide: Any) -> None:
        add_chart(slide, "chart")
        add_picture(slide, "picture")
        add_diagram(slide, "node")
        slide.notes_slide.notes_text_frame.text = "note"

    full = pptx_of(Slide(change=fill))
    out = append(pptx_of("one"), full, full, pptx_of("last {{ x }}"))
    slides = list(pptx.Presentation(io.BytesIO(out)).slides)
    assert len(slides) == 4
    assert _texts(out)[0].strip() == "one"
    assert _texts(out)[3].strip() == "last {{ x }}"
    charts = [shape.chart.part.partname for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(set(charts)) == 2
    assert [slide.notes_slide.notes_text_frame.text for slide in slides[1:3]] == ["note", "note"]
    assert len(select(out, PRESENTATION, "//p:notesMasterId")) == 1
    media = [name for name in parts_of(out) if "/media/" in name]
    assert len(media) == 1


def test_masters_that_are_equal_are_one_and_others_come_along() -> None:
    """Every slide keeps its layout, and ids of masters and layouts are unique."""

    def red(presentation: Any) -> None:
        presentation.slide_master.name = "Red"

    base, same, other = _deck("a"), _deck("b"), _deck("c", change=red)
    out = pptx.Presentation(io.BytesIO(append(base, same, other, other)))
    assert [master.name for master in out.slide_masters][1:] == ["Red"]
    assert [slide.slide_layout.slide_master.name for slide in out.slides][2:] == ["Red", "Red"]
    data = append(base, same, other)
    ids = select(data, PRESENTATION, "//p:sldMasterId/@id")
    for name in parts_of(data):
        if name.startswith("ppt/slideMasters/slide"):
            ids += select(data, name, "//p:sldLayoutId/@id")
    assert len(set(ids)) == len(ids)


def test_links_between_slides_lead_to_the_slides_of_their_deck() -> None:
    """Also where very many slides lead to one another."""

    def link(presentation: Any) -> None:
        slides = list(presentation.slides)
        for slide, target in zip(slides, [*slides[1:], slides[0]], strict=True):
            box = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1))
            box.click_action.target_slide = target

    linked = _deck(*["x"] * 40, change=link)
    out = pptx.Presentation(io.BytesIO(append(linked, linked)))
    slides = list(out.slides)
    targets = [slide.shapes[-1].click_action.target_slide.slide_id for slide in slides]
    ids = [slide.slide_id for slide in slides]
    assert targets == [*ids[1:40], ids[0], *ids[41:], ids[40]]


def _sections(data: bytes) -> dict[str, int]:
    found = select(data, PRESENTATION, "//p14:section")
    return {section.get("name"): len(section[0]) for section in found}


def test_sections_of_decks() -> None:
    """Those of a deck stay; slides without one join the last, or begin PowerPoint's own first one."""
    plain, divided = pptx_of("a"), with_sections(pptx_of("b", "c"), {"B": [0], "C": [1]})
    assert _sections(append(plain, plain)) == {}
    assert _sections(append(plain, divided)) == {"Default Section": 1, "B": 1, "C": 1}
    assert _sections(append(divided, plain)) == {"B": 1, "C": 2}
    assert list(_sections(append(plain, divided, plain)).values()) == [1, 1, 2]


def test_sections_of_equal_decks_are_different_ones() -> None:
    """Each has an id of its own, also of one deck that comes twice."""
    divided = with_sections(pptx_of("b", "c"), {"B": [0], "C": [1]})
    ids = select(append(divided, divided, divided), PRESENTATION, "//p14:section/@id")
    assert len(set(ids)) == len(ids) == 6


def test_sections_forget_slides_that_are_gone() -> None:
    """python-pptx deletes slides without knowing of sections."""
    divided = pptx.Presentation(io.BytesIO(with_sections(pptx_of("b", "c"), {"B": [0, 1]})))
    slides = divided.slides._sldIdLst
    divided.part.drop_rel(slides[0].rId)
    slides.remove(slides[0])
    assert _sections(append(pptx_of("a"), divided)) == {"Default Section": 1, "B": 1}


def test_ids_of_slides_are_in_their_bounds() -> None:
    """Where the largest one is taken, those below it are left (ST_SlideId)."""
    largest = str((1 << 31) - 1)
    base = with_xml(pptx_of("a", "b"), PRESENTATION, lambda root: root.find(f".//{qn('p:sldId')}").set("id", largest))
    ids = select(append(base, pptx_of("c", "d")), PRESENTATION, "//p:sldId/@id")[1:]
    assert len({largest, *ids}) == 4
    assert all(256 <= int(id_) < 1 << 31 for id_ in ids)


def test_decks_of_another_size_are_refused() -> None:
    """Their shapes would stand elsewhere."""
    other = with_xml(pptx_of("x"), PRESENTATION, lambda root: root.find(qn("p:sldSz")).set("cx", "9144001"))
    with pytest.raises(ProblemsFound, match="another size"):
        append(pptx_of("a"), other)


@pytest.mark.tags_as_data
def test_a_deck_alone_comes_back() -> None:
    """With its slides as they are."""
    assert POWERPOINT.lines(append(pptx_of("a {{ x }}"))) == POWERPOINT.lines(pptx_of("a {{ x }}"))


def test_text_boxes_keep_the_looks_of_their_deck() -> None:
    """They are the presentation's, of which there is one alone; what a box says itself goes before."""

    def larger(root: Any) -> None:
        for size in root.findall(f"{qn('p:defaultTextStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"):
            size.set("sz", "3200")

    plain = pptx_of(Slide(["one"], table=[["cell"]]))
    deck = with_xml(plain, "ppt/presentation.xml", larger)
    slides = {name: select(append(plain, deck), name, "//a:lstStyle/a:lvl1pPr/a:defRPr/@sz") for name in
              ("ppt/slides/slide1.xml", "ppt/slides/slide2.xml")}  # fmt: skip
    assert slides["ppt/slides/slide1.xml"] == []
    assert set(slides["ppt/slides/slide2.xml"]) == {"3200"}
    assert select(append(plain, plain), "ppt/slides/slide2.xml", "//a:lstStyle/*") == []
