"""There is one list of the places where texts stand, and it says what is done with each."""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.text_places import TEXT_PLACES, Use
from reportgen.office.markup.texts import texts
from reportgen.review.document import OfficeDocument
from reportgen.review.outline import outline
from tests.support.cxml import xml
from tests.support.office import docx_of, paragraph


def _aspects(use: Use, but: Use) -> set[str]:
    """The aspects of places that have one use and not the other."""
    return {place.aspect for place in TEXT_PLACES if use in place.uses and not place.uses & but}


def test_what_a_reader_sees_is_listed_and_converted() -> None:
    """But for names of people and the like; what is seen at times alone, or is in most files, is not listed."""
    accounts = {"creator", "lastModifiedBy", "language", "identifier", "version", "HyperlinkBase"}
    assert _aspects(Use.LISTED, Use.CONVERTED) == accounts
    assert _aspects(Use.CONVERTED, Use.LISTED) == {
        "document variable", "deleted text", "text that was moved away", "list number", "section", "slide show",
        "number format", "prompt", "title of the picture",
    }  # fmt: skip


def test_every_place_is_rendered_or_reported() -> None:
    """One of the two: a tag is nowhere left in silence. What is rendered and seen is localised too."""
    assert all(bool(place.uses & Use.RENDERED) != bool(place.uses & Use.REPORTED) for place in TEXT_PLACES)
    assert _aspects(Use.LOCALISED, Use.RENDERED) == {
        "list number",
        "section",
        "slide show",
    }  # in parts that all pages share
    assert _aspects(Use.RENDERED, Use.LOCALISED) == {"label", "value", "value of a list entry"}


def test_texts_come_in_reading_order_with_their_places() -> None:
    """A paragraph, what it holds, and what follows; an element with two attributes gives two texts."""
    root = xml(
        'p:sld/(p:sp/(p:cNvPr{title="T",descr="D"},a:p/a:r/(a:rPr/a:hlinkClick{tooltip=S},a:t"x")),a:p/a:r/a:t"y")'
    )
    found = list(texts(root, Use.RENDERED))
    assert [text.value if text.dialect is None else "¶" for text in found] == ["D", "T", "¶", "S", "¶"]
    assert [text.place.aspect for text in found] == ["alt text", "title of the alt text", "", "screen tip", ""]


def test_a_number_of_a_chart_is_no_label() -> None:
    """Its place depends on what stands around it."""
    chart = xml('c:ser/(c:tx/c:strRef/c:strCache/c:pt/c:v"Name",c:val/c:numRef/c:numCache/c:pt/c:v"1")')
    assert [text.value for text in texts(chart, Use.CONVERTED)] == ["Name"]
    assert [(text.value, text.place.aspect) for text in texts(chart, Use.RENDERED)] == [
        ("Name", "label"),
        ("1", "value"),
    ]


def test_what_is_no_text_of_the_document_is_reported_alone() -> None:
    """Deleted and moved text, field codes, and the names of shapes."""
    root = xml(
        'w:p/(w:moveFrom/w:r/w:t"a",w:del/w:r/w:delText"b",w:r/w:instrText"c",w:fldSimple{w:instr=d}/w:r/w:t"e")'
    )
    assert [text.value for text in texts(root, Use.REPORTED)] == ["a", "b", "c", "d"]
    shape = xml('p:sp/(p:cNvPr{name="N",descr="D"},a:p/a:r/a:t"x")')
    assert [(text.value, text.place.aspect) for text in texts(shape, Use.REPORTED)] == [("N", "name of a shape")]


def test_a_text_is_written_where_it_was_read() -> None:
    """In an attribute, or in the element."""
    root = xml('c:tx/(p:cNvPr{descr="D"},c:v"V")')
    for text in texts(root, Use.CONVERTED):
        text.write(text.value.lower())
    assert etree.tostring(root).count(b">v<") == etree.tostring(root).count(b'"d"') == 1


def test_a_template_lists_wordart_and_what_old_shapes_show() -> None:
    """A watermark is a text of the template, though it has no tags."""
    shape = xml('w:p/w:r/w:pict/v:shape{alt="seen"}/v:textpath{string="DRAFT"}')
    lines = [line.strip() for line in outline(docx_of(shape), "a.docx") if line]
    assert lines[:4] == ["body › alt text", "seen", "body › WordArt", "DRAFT"]


def test_moved_text_is_not_shown_where_it_was() -> None:
    """A reader sees it where it stands now, and so do the rules about typefaces and contrast."""
    moved = xml('w:p/(w:moveFrom{w:id=1,w:author=E}/w:r/w:t"gone",w:r/w:t"here")')
    document = OfficeDocument(docx_of(moved, paragraph("next")), "a.docx")
    assert [run.text for run in document.word_runs if run.text] == ["here", "next"]
