"""There is one list of the places where texts stand, and it says what is done with each."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.office.markup.text_places import TEXT_PLACES, TextPlace, Use
from reportgen.office.markup.texts import texts
from reportgen.review.document import OfficeDocument
from reportgen.review.outline import outline
from tests.support.cxml import NAMESPACES, xml
from tests.support.office import docx_of, paragraph

_AGREED = {
    "w:p", "a:p", "p:cNvPr@descr", "p:cNvPr@title", "wp:docPr@descr", "wp:docPr@title", "pic:cNvPr@descr",
    "pic:cNvPr@title", "a:hlinkClick@tooltip", "w:hyperlink@tooltip", "w:tblCaption@val", "w:tblDescription@val",
    "title", "subject", "description", "keywords", "category", "contentStatus", "Company", "Manager", "lpwstr", "lpstr",
    "p:text",
}  # fmt: skip
"""What the engine, the localised template, `template text` and a conversion all knew."""
_DECIDED = {
    Use.RENDERED: {"creator", "lastModifiedBy", "language", "c:v", "c:v (a number)"},
    Use.LOCALISED: {"creator", "lastModifiedBy", "language"},
    Use.LISTED: {"creator", "lastModifiedBy", "language", "c:v", "cx:pt", "v:shape@alt", "v:textpath@string",
                 "a:hlinkMouseOver@tooltip", "w:lvlText@val", "w:listItem@displayText", "p14:section@name"},
    Use.CONVERTED: {"c:v", "cx:pt", "v:shape@alt", "v:textpath@string", "a:hlinkMouseOver@tooltip", "w:lvlText@val",
                    "w:listItem@displayText", "p14:section@name"},
}  # fmt: skip
"""What each has beside that: an account's name is no language to convert, a number's text has tags but is no label;
`template text` now lists all that a reader sees; the engine has no tags yet in what only a conversion knew."""


_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()} | {
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx"
}


def _name(place: TextPlace) -> str:
    """A place as `w:tblCaption@val`; properties, which share no name, without prefix."""
    tag = etree.QName(place.element)
    prefix = _PREFIXES.get(str(tag.namespace), "")
    name = tag.localname if prefix in ("", "dc", "cp", "vt") else f"{prefix}:{tag.localname}"
    name += f"@{etree.QName(place.attribute).localname}" if place.attribute else ""
    return f"{name} (a number)" if name == "c:v" and not place.within else name


@pytest.mark.parametrize("use", _DECIDED, ids=lambda use: use.name)
def test_each_use_has_what_all_agree_on_and_what_was_decided(use: Use) -> None:
    """Former lists agreed on most places; where they did not, the difference is one of these."""
    found = {_name(place) for place in TEXT_PLACES if place.uses & use}
    assert found == _AGREED | _DECIDED[use]


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
    """Deleted and moved text, field codes and formulas, and the names of shapes."""
    root = xml(
        'w:p/(w:moveFrom/w:r/w:t"a",w:del/w:r/w:delText"b",w:r/w:instrText"c",w:fldSimple{w:instr=d}/w:r/w:t"e",'
        'm:oMath/m:r/m:t"f")'
    )
    assert [text.value for text in texts(root, Use.REPORTED)] == ["a", "b", "c", "d", "f"]
    shape = xml('p:sp/(p:cNvPr{name="N",descr="D"},a:p/a:r/a:t"x")')
    assert [(text.value, text.place.aspect) for text in texts(shape, Use.REPORTED)] == [("N", "name")]


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
