"""A tag is rendered in every place where a text may stand, or is refused with its place: none is lost in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from reportgen.model.language import LANGUAGES
from reportgen.office.markup.namespaces import W
from reportgen.office.markup.text_places import TEXT_PLACES, TextPlace, Use
from reportgen.template import OfficeTemplate
from tests.support.cxml import qn, xml
from tests.support.office import (
    POWERPOINT,
    WORD,
    Office,
    Slide,
    docx_of,
    faults_of,
    paragraph,
    parts_of,
    pptx_of,
    problems_of,
    select,
    texts,
    with_related,
    with_sections,
    with_xml,
)

VALUE = 'V & "W" <x>'


def _element(place: TextPlace, typed: str) -> etree._Element:
    """An element with a text in a place, in what has to be around it."""
    element = outer = etree.Element(place.element)
    if place.within:
        outer = etree.Element(min(place.within))
        outer.append(element)
    if place.element in (qn("w:p"), qn("a:p")):
        prefix = "w" if place.element == qn("w:p") else "a"
        element.append(paragraph(typed, prefix)[0])
    elif place.inner:
        etree.SubElement(element, place.inner).text = typed
    elif place.attribute:
        element.set(place.attribute, typed)
    else:
        element.text = typed
    return outer


def _word(element: etree._Element) -> bytes:
    block = xml("w:p/w:r")
    block[0].append(element)
    return docx_of(element if element.tag == qn("w:p") else block)


def _powerpoint(element: etree._Element) -> bytes:
    def change(slide: object) -> None:
        slide.shapes[0]._element.append(element)  # type: ignore[attr-defined]

    return pptx_of(Slide(["x"], change=change))


_FILES: dict[Office, Callable[[etree._Element], bytes]] = {WORD: _word, POWERPOINT: _powerpoint}


def _id(place: TextPlace) -> str:
    names = (place.element, place.attribute, *sorted(place.within))
    return "-".join(etree.QName(name).localname for name in names if name)


_CASES = [
    pytest.param(place, office, id=f"{_id(place)}-{office}")
    for place in TEXT_PLACES
    for office in _FILES
    if office is WORD or not place.element.startswith(f"{{{W}}}")
]


@pytest.mark.parametrize(("place", "office"), _CASES)
def test_a_tag_in_any_place_is_rendered_or_refused_there(place: TextPlace, office: Office) -> None:
    """What becomes of a place is in the table, and a new row of it is tested here by itself."""
    data = _FILES[office](_element(place, "a{{ x }}b"))
    if Use.RENDERED in place.uses:
        assert [read.path for read in OfficeTemplate(data, office.name).compile().contract()] == ["x"]
        printed = b"".join(parts_of(office.render(data, x=VALUE)).values())
        assert b"{{" not in printed
        assert b"V &amp; " in printed
    else:
        (found,) = problems_of(data, office.name)
        message = f"'{{{{ x }}}}' stands in the {place.aspect}, where no tag is rendered"
        assert (found.code, found.message, found.hint) == ("hidden-tag", message, place.remedy)
        assert found.location.steps


@pytest.mark.parametrize("place", TEXT_PLACES, ids=_id)
def test_a_tag_in_a_part_that_is_not_rendered_is_refused(place: TextPlace) -> None:
    """Numbering, styles, settings and the like are no page: what stands there in any place is reported."""

    def change(root: etree._Element) -> None:
        root.append(_element(place, "a{{ x }}b"))

    data = with_xml(docx_of("x"), "word/numbering.xml", change)
    ((code, where),) = faults_of(data, "a.docx")
    assert (code, where.partition(" ")[0]) == ("hidden-tag", "numbering")


@pytest.mark.parametrize("element", ['a:custom{x="a{{ x }}b"}', 'a:custom{x="{% if x %}"}', 'a:custom"a{{ x }}b"'])
def test_a_tag_in_a_place_that_nobody_knows_is_refused(element: str) -> None:
    """The table has what an editor can type into; of anything else the element is named."""
    for make, name in ((_word, "a.docx"), (_powerpoint, "a.pptx")):
        (found,) = problems_of(make(xml(element)), name)
        assert found.code == "hidden-tag"
        assert "'a:custom', where no tag is rendered" in found.message


@pytest.mark.parametrize("text", ["{8F2A-11}", '{"a":{"b":1}}', "{{", "{_{ x }_}", "}} {%", "a {# b"])
def test_braces_that_are_no_tag_are_left_where_nobody_knows_the_place(text: str) -> None:
    """Identifiers and data of other programs hold braces of all kinds."""
    element = etree.Element(qn("a:custom"), x=text)
    element.text = text
    assert OfficeTemplate(_word(element), "a.docx").compile().contract() == []


def test_the_address_of_a_linked_picture_with_a_tag_is_refused() -> None:
    """A link's address is rendered; that of a file which Word fetches by itself is not."""

    def change(root: etree._Element) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        address = "https://example.org/%7B%7B%20x%20%7D%7D.png"
        root.append(etree.Element(qn("rel:Relationship"), Id="rIdX", Type=kind, Target=address, TargetMode="External"))

    (found,) = problems_of(with_xml(docx_of("x"), "word/_rels/document.xml.rels", change), "a.docx")
    assert found.message == "'{{ x }}' stands in the address of a linked file (image), where no tag is rendered"
    assert found.location.steps == ("body",)


def test_a_tag_that_is_cut_across_runs_is_found_in_a_part_that_is_not_rendered() -> None:
    """Word cuts texts in building blocks as it does anywhere."""
    data = with_xml(docx_of("x"), "word/numbering.xml", lambda root: root.append(paragraph(["a {", "{ x", " }}"])))
    assert faults_of(data, "a.docx") == [("hidden-tag", "numbering › paragraph 1")]


def test_a_near_tag_is_reported_in_every_rendered_text() -> None:
    """In a property as in a paragraph, and with braces of a Chinese keyboard."""
    for typed in ("{{ x }", "｛｛ x ｝｝"):
        place = docx_of("x", properties={"title": typed})
        assert faults_of(place, "a.docx")[0][1] == "document properties › title"
        tip = docx_of(xml('w:p/w:hyperlink{w:anchor=a,w:tooltip=T}/w:r/w:t"x"'))
        tip = tip_with(tip, typed)
        assert faults_of(tip, "a.docx")[0][1] == "body › paragraph 1 › screen tip"


def tip_with(data: bytes, typed: str) -> bytes:
    """The file with another screen tip."""
    link = f".//{qn('w:hyperlink')}"
    return with_xml(data, WORD.main, lambda root: root.find(link).set(qn("w:tooltip"), typed))


def test_a_formula_that_word_cut_is_reported() -> None:
    """Its pieces are no paragraph: a tag in several of them cannot be put together."""
    cut = docx_of(xml('w:p/m:oMath/(m:r/m:t"{{ a",m:r/m:t" }}")'))
    assert faults_of(cut, "a.docx")[0] == ("unclosed-tag", "body › paragraph 1 › formula")


def test_a_handout_master_is_rendered() -> None:
    """Its header and footer stand on printed pages."""
    master = xml(
        'p:handoutMaster/p:cSld/p:spTree/p:sp/(p:nvSpPr/p:cNvPr{id=2,name=F},p:txBody/(a:bodyPr,a:p/a:r/a:t""))'
    )
    next(master.iter(qn("a:t"))).text = "{{ x }}"
    mime = "presentationml.handoutMaster+xml"
    target = "handoutMasters/handoutMaster1.xml"
    data = with_related(pptx_of("a"), "ppt/presentation.xml", target, master, "handoutMaster", mime)
    assert texts(POWERPOINT.render(data, x="Draft"), f"ppt/{target}") == ["Draft"]


def test_a_statement_about_a_part_of_a_drawing_is_refused() -> None:
    """It would take the whole drawing with it: in Word a shape in a group is a part of what the text holds."""
    shape = "wps:wsp/wps:cNvPr{id=2,name=B,descr=D}"
    drawing = xml(f"w:p/w:r/w:drawing/wp:inline/(wp:docPr{{id=1,name=A}},a:graphic/a:graphicData/{shape})")
    next(drawing.iter(qn("wps:cNvPr"))).set("descr", "{%shape if x %}")
    (found,) = problems_of(docx_of(drawing), "a.docx")
    assert (found.code, found.hint) == ("misplaced-tag", "move it into the alt text of the whole drawing")


def test_the_alt_text_of_an_old_version_does_not_say_a_statement_again() -> None:
    """Word writes the alt text of a drawing into the version for older programs too."""
    drawing = xml(
        "w:p/w:r/mc:AlternateContent/(mc:Choice{Requires=wps}/w:drawing/wp:inline/wp:docPr{id=1,name=B,descr=D},"
        "mc:Fallback/w:pict/v:shape{alt=D})"
    )
    for element, name in ((qn("wp:docPr"), "descr"), (qn("v:shape"), "alt")):
        next(drawing.iter(element)).set(name, "{%shape for y in ys %}{{ y }}")
    data = WORD.render(docx_of(drawing), ys="ab")
    assert [shape.get("alt") for shape in select(data, WORD.main, "//v:shape")] == ["a", "b"]


def test_typed_words_are_put_into_the_language_in_parts_that_all_pages_share() -> None:
    """The number of a list, and the name of a section."""

    def number(root: etree._Element) -> None:
        next(root.iter(qn("w:lvlText"))).set(qn("w:val"), "後%1")

    word = with_xml(docx_of("x"), "word/numbering.xml", number)
    deck = with_sections(pptx_of("x"), {"後": [1]})
    for data, name, part in ((word, "a.docx", "word/numbering.xml"), (deck, "a.pptx", "ppt/presentation.xml")):
        compiled = OfficeTemplate(data, name).compile(LANGUAGES["zh-Hans"], lambda text: text.replace("後", "后"))
        markup = parts_of(compiled.render({}))[part].decode()
        assert "后" in markup
        assert "後" not in markup
