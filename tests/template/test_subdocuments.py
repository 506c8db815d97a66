"""A Word document printed into another: what it looks like there, what comes along, what is refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor
from lxml import etree

from reportgen.template import OfficeTemplate, Subdocument
from tests.support.cxml import qn, xml
from tests.support.drawings import diagram_page
from tests.support.office import (
    POWERPOINT,
    WORD,
    docx_of,
    parts_of,
    problems_of,
    select,
    table,
    texts,
    with_parts,
    with_related,
    with_xml,
)

DOCUMENT, STYLES, NUMBERING = WORD.main, "word/styles.xml", "word/numbering.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"


def document_of(*blocks: Any, change: Callable[[Any], None] = lambda document: None, name: str = "") -> Subdocument:
    """A document to insert."""
    return Subdocument(docx_of(*blocks, change=change), name)


def png(colour: int = 0) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes((0, colour)))) + chunk(b"IEND", b"")


def faults(value: Subdocument, *blocks: Any) -> list[tuple[str, str]]:
    """Code and message of what is wrong when a document is inserted."""
    return [(p.code, p.message) for p in problems_of(docx_of(*(blocks or ("{{ x }}",))), "a.docx", x=value)]


# -- where it stands


@pytest.mark.parametrize("tag", ["{{ x }}", "{{p x }}", "{{r x }}", " {{ x }} ", "{% if x %}{{ x }}{% endif %}"])
def test_a_document_takes_the_place_of_its_paragraph(tag: str) -> None:
    """The paragraph that holds nothing but the tag is not there any more."""
    data = WORD.render(docx_of("before", tag, "after"), x=document_of("one", "two"))
    assert WORD.lines(data) == ["before", "one", "two", "after"]


def test_a_tag_in_a_content_control_is_alone() -> None:
    """A control for plain text, as a form has it, gives way to the document."""
    control = xml('w:p/w:sdt/(w:sdtPr/w:text,w:sdtContent/w:r/w:t"{{ x }}")')
    assert WORD.lines(WORD.render(docx_of(control, "after"), x=document_of("one"))) == ["one", "after"]


def test_documents_of_a_loop() -> None:
    """In paragraphs of a loop, and in a loop inside one paragraph."""
    parts = [document_of("one"), document_of("two", "three")]
    for blocks in (["{% for x in xs %}", "{{p x }}", "{% endfor %}"], ["{% for x in xs %}{{ x }}{% endfor %}"]):
        assert WORD.lines(WORD.render(docx_of(*blocks, "end"), xs=parts)) == ["one", "two", "three", "end"]


def test_nothing_and_an_empty_document() -> None:
    """A value that is not there takes its paragraph with it; a document without content leaves it empty."""
    assert WORD.lines(WORD.render(docx_of("{{p x }}", "end"), x=None)) == ["end"]
    assert WORD.lines(WORD.render(docx_of("{{p x }}", "end"), x=document_of())) == ["", "end"]


def test_in_a_cell_a_header_and_a_text_box() -> None:
    """Each place has relationships of its own, and a cell ends with a paragraph."""
    value = document_of("t", table(["in"]), change=lambda d: d.add_picture(io.BytesIO(png())))
    whole = document_of(table(["in"]))
    box = xml('w:p/w:r/w:pict/v:shape/v:textbox/w:txbxContent/w:p/w:r/w:t"{{ y }}"')
    data = WORD.render(docx_of(table(["{{ y }}", "{{ x }}"]), box, header="{{ x }}"), x=value, y=whole)
    assert [t for t in texts(data, DOCUMENT) if t] == ["in", "t", "in", "in", "in"]
    assert [t for t in texts(data, "word/header1.xml") if t] == ["t", "in"]
    assert len(select(data, "word/_rels/header1.xml.rels", "//rel:Relationship[contains(@Type, '/image')]")) == 1


def test_in_both_versions_of_a_text_box() -> None:
    """Word writes a text box twice, for itself and for older programs: the document goes into both."""
    box = (
        "w:p/w:r/mc:AlternateContent/(mc:Choice{Requires=wps}/w:pict/v:shape/v:textbox/w:txbxContent/w:p/w:r/"
        'w:t"{{ x }}",mc:Fallback/w:pict/v:shape/v:textbox/w:txbxContent/w:p/w:r/w:t"{{ x }}")'
    )
    data = WORD.render(docx_of(xml(box)), x=document_of("a", "b"))
    assert select(data, DOCUMENT, "//w:txbxContent//w:t/text()") == ["a", "b", "a", "b"]


def test_in_a_table_whose_cells_come_from_data() -> None:
    """The finished table still knows where the document goes."""
    data = WORD.render(
        docx_of(table(["{%tc for x in xs %}{{ x }}{%tc endfor %}"])), xs=[document_of("a"), document_of("b")]
    )
    assert WORD.rows(data) == [["a", "b"]]


def test_tables_do_not_run_into_one_another() -> None:
    """Word makes one table of two neighbours, so a paragraph stands between."""
    data = WORD.render(docx_of(table(["a"]), "{{ x }}", table(["c"])), x=document_of(table(["b"])))
    names = [etree.QName(block).localname for block in select(data, DOCUMENT, "//w:body/*")]
    assert names == ["tbl", "p", "tbl", "p", "tbl", "sectPr"]


def test_a_paragraph_that_ends_a_section_stays() -> None:
    """Its section break is not the document's to take away."""
    last = xml('w:p/(w:pPr/w:sectPr/w:type{w:val=nextPage},w:r/w:t"{{ x }}")')
    data = WORD.render(docx_of(last, "end"), x=document_of("one"))
    assert WORD.lines(data) == ["one", "", "end"]
    assert len(select(data, DOCUMENT, "//w:sectPr")) == 2


def test_bookmarks_around_the_tag_stay() -> None:
    """What refers to the place finds the document."""
    place = xml('w:p/(w:bookmarkStart{w:id=1,w:name=here},w:r/w:t"{{ x }}",w:bookmarkEnd{w:id=1})')
    data = WORD.render(docx_of(place, "end"), x=document_of("one"))
    names = [etree.QName(block).localname for block in select(data, DOCUMENT, "//w:body/*")]
    assert names == ["bookmarkStart", "p", "bookmarkEnd", "p", "sectPr"]


@pytest.mark.parametrize("block", ["see {{ x }}", "{{ x }}{{ 'y' }}"])
def test_a_document_in_a_line_is_reported(block: str) -> None:
    """It would tear the paragraph apart."""
    assert [code for code, _ in faults(document_of("one"), block)] == ["misplaced-document"]


def test_a_document_beside_a_text_box_is_reported() -> None:
    """The paragraph shows something, before or behind the tag."""
    box = 'w:r/w:pict/v:shape/v:textbox/w:txbxContent/w:p/w:r/w:t"box"'
    for block in (f'w:p/({box},w:r/w:t"{{{{ x }}}}")', f'w:p/(w:r/w:t"{{{{ x }}}}",{box})'):
        assert [code for code, _ in faults(document_of("one"), xml(block))] == ["misplaced-document"]


def test_a_document_on_a_slide_is_reported() -> None:
    """With the place and the reason."""
    assert POWERPOINT.faults("{{ x }}", x=document_of("one"))[0][0] == "misplaced-document"


@pytest.mark.parametrize("expression", ["x ~ 'y'", "x|upper", "x|length"])
def test_a_document_is_no_text(expression: str) -> None:
    """Its bytes are not printed by accident."""
    (problem,) = problems_of(docx_of(f"{{{{ {expression} }}}}"), "a.docx", x=document_of("one"))
    assert problem.code in ("template-fault", "unknown-name")
    assert "PK" not in problem.message


def test_tags_in_a_document_are_text() -> None:
    """What is inserted is content, not template."""
    part = with_xml(docx_of("typed"), DOCUMENT, lambda root: root.find(f".//{qn('w:t')}").__setattr__("text", "{ y }"))
    assert WORD.lines(WORD.render(docx_of("{{ x }}", "end"), x=Subdocument(part))) == ["{ y }", "end"]


# -- what comes along


def _style(root: Any, id_: str) -> Any:
    return next(style for style in root if style.get(qn("w:styleId")) == id_)


def _styled(name: str, colour: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.base_style = document.styles["Heading 1"]
        document.add_paragraph("styled", style=name)

    return change


def test_a_style_that_the_template_has_is_the_templates() -> None:
    """A heading looks like the headings around it; the name counts, whatever the id."""
    value = document_of(change=lambda d: d.add_paragraph("h", style="Heading 2"))
    german = with_xml(value.data, STYLES, lambda r: _style(r, "Heading2").set(qn("w:styleId"), "berschrift2"))
    german = with_xml(german, DOCUMENT, lambda r: r.find(f".//{qn('w:pStyle')}").set(qn("w:val"), "berschrift2"))
    template = docx_of("{{ x }}")
    for data in (value.data, german):
        rendered = WORD.render(template, x=Subdocument(data))
        assert docx.Document(io.BytesIO(rendered)).paragraphs[0].style.name == "Heading 2"
        assert parts_of(rendered)[STYLES] == parts_of(template)[STYLES]


def test_a_style_that_the_template_lacks_comes_along() -> None:
    """With what it is based on, once however often it is used."""
    value = document_of(change=_styled("Box", "FF0000"))
    data = WORD.render(docx_of("{{ x }}", "{{ x }}"), x=value)
    paragraph = docx.Document(io.BytesIO(data)).paragraphs[1]
    assert (paragraph.text, paragraph.style.name, paragraph.style.font.color.rgb) == (
        "styled",
        "Box",
        RGBColor(255, 0, 0),
    )
    assert paragraph.style.base_style.name == "Heading 1"
    assert len(select(data, STYLES, "//w:style[w:name/@w:val='Box']")) == 1


def test_two_styles_with_one_id_stay_two() -> None:
    """An id means nothing outside its file."""
    value = document_of(change=_styled("Box", "FF0000"))
    changed = with_xml(value.data, STYLES, lambda r: _style(r, "Box").find(qn("w:name")).set(qn("w:val"), "Frame"))
    template = docx_of("{{ x }}", change=_styled("Box", "00FF00"))
    document = docx.Document(io.BytesIO(WORD.render(template, x=Subdocument(changed))))
    assert [(p.style.name, str(p.style.font.color.rgb)) for p in document.paragraphs] == [
        ("Frame", "FF0000"), ("Box", "00FF00")
    ]  # fmt: skip


def _lists(document: Any) -> None:
    numbering = document.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    numbering.append(xml('w:abstractNum{w:abstractNumId=0}/(w:nsid{w:val=11111111},w:lvl{w:ilvl=0}/(w:start{w:val=1},'
                         'w:numFmt{w:val=decimal},w:lvlText{w:val="%1."}))'))  # fmt: skip
    numbering.append(xml("w:num{w:numId=1}/w:abstractNumId{w:val=0}"))
    for text in ("one", "two"):
        paragraph = document.add_paragraph(text)
        paragraph._p.insert(0, xml("w:pPr/w:numPr/(w:ilvl{w:val=0},w:numId{w:val=1})"))


def test_lists_count_anew_in_every_insertion() -> None:
    """Two insertions and the template's own list are three lists, one definition each file."""
    template = docx_of("{{ x }}", "{{ x }}", change=_lists)
    data = WORD.render(template, x=document_of(change=_lists))
    numbers = select(data, DOCUMENT, "//w:numId/@w:val")
    assert len(set(numbers)) == 3
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert len(set(select(data, NUMBERING, "//w:abstractNum/@w:abstractNumId"))) == 2
    assert len(set(select(data, NUMBERING, "//w:nsid/@w:val"))) == 2
    restarted = select(data, NUMBERING, f"//w:num[@w:numId='{numbers[2]}']/w:lvlOverride/w:startOverride/@w:val")
    assert restarted == ["1"] * 9
    kinds = [etree.QName(e).localname for e in select(data, NUMBERING, "/*/*")]
    assert kinds == sorted(kinds)  # abstractNum comes before num


def test_a_template_without_lists_gets_them() -> None:
    """Word writes no part for lists until there is one."""

    def without(data: bytes) -> bytes:
        data = with_xml(
            data, "[Content_Types].xml", lambda r: [r.remove(e) for e in list(r) if "numbering" in str(e.attrib)]
        )
        data = with_xml(data, "word/_rels/document.xml.rels",
                        lambda r: [r.remove(e) for e in list(r) if "numbering" in str(e.attrib)])  # fmt: skip
        return with_parts(data, {NUMBERING: None})

    for template in (docx_of("{{ x }}"), docx_of("x", header="{{ x }}")):
        data = WORD.render(without(template), x=document_of(change=_lists))
        (target,) = select(
            data, "word/_rels/document.xml.rels", "//rel:Relationship[contains(@Type,'/numbering')]/@Target"
        )
        assert len(select(data, f"word/{target}", "//w:num")) == 1


def test_a_list_of_a_style_comes_along() -> None:
    """A style with a list of its own, and the level that names the style."""

    def change(document: Any) -> None:
        _lists(document)
        style = document.styles.add_style("Step", WD_STYLE_TYPE.PARAGRAPH)
        style.element.append(xml("w:pPr/w:numPr/w:numId{w:val=1}"))
        level = document.part.numbering_part.element[0][1]
        level.insert(2, xml("w:pStyle{w:val=Step}"))
        document.add_paragraph("step", style="Step")

    data = WORD.render(docx_of("{{ x }}"), x=document_of(change=change))
    (number,) = select(data, STYLES, "//w:style[w:name/@w:val='Step']//w:numId/@w:val")
    (pattern,) = select(data, NUMBERING, f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    assert select(data, NUMBERING, f"//w:abstractNum[@w:abstractNumId='{pattern}']//w:pStyle/@w:val") == ["Step"]


def test_pictures_are_stored_once() -> None:
    """The same picture in two documents, inserted twice, is one file; each copy has an id of its own."""
    one = document_of("a", change=lambda d: d.add_picture(io.BytesIO(png())))
    two = document_of("b", change=lambda d: d.add_picture(io.BytesIO(png())))
    data = WORD.render(docx_of("{{ x }}", "{{ y }}", "{{ x }}"), x=one, y=two)
    assert len([name for name in parts_of(data) if "media" in name]) == 1
    ids = select(data, DOCUMENT, "//wp:docPr/@id")
    assert len(ids) == len(set(ids)) == 3


def test_links_stay_links() -> None:
    """With their addresses; an address of a place in the document follows its bookmark."""

    def link(document: Any) -> None:
        rid = document.part.relate_to("https://example.org", f"{qn('r:x')[1:-2]}/hyperlink", is_external=True)
        element = xml('w:hyperlink/w:r/w:t"page"')
        element.set(qn("r:id"), rid)
        document.paragraphs[0]._p.append(element)

    value = document_of("see ", change=link)
    (found,) = docx.Document(io.BytesIO(WORD.render(docx_of("{{ x }}"), x=value))).paragraphs[0].hyperlinks
    assert (found.text, found.url) == ("page", "https://example.org")


def test_bookmarks_get_names_that_are_free() -> None:
    """What refers to them follows."""
    place = xml(
        'w:p/(w:bookmarkStart{w:id=1,w:name=Here},w:r/w:t"x",w:bookmarkEnd{w:id=1},w:hyperlink{w:anchor=Here}/w:r/w:t"go",'
        'w:fldSimple{w:instr=" PAGEREF Here \\h "}/w:r/w:t"1")'
    )
    template = docx_of(xml("w:p/(w:bookmarkStart{w:id=1,w:name=Here},w:bookmarkEnd{w:id=1})"), "{{ x }}", "{{ x }}")
    data = WORD.render(template, x=document_of(place))
    assert select(data, DOCUMENT, "//w:bookmarkStart/@w:name") == ["Here", "Here_2", "Here_3"]
    assert select(data, DOCUMENT, "//w:hyperlink/@w:anchor") == ["Here_2", "Here_3"]
    assert [i.split()[1] for i in select(data, DOCUMENT, "//w:fldSimple/@w:instr")] == ["Here_2", "Here_3"]
    assert len(set(select(data, DOCUMENT, "//w:bookmarkStart/@w:id"))) == 3


CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea/></c:chart>'
    "</c:chartSpace>"
)


def test_charts_come_along() -> None:
    """Each insertion has a chart of its own."""
    element = xml("w:p/w:r/w:drawing/wp:inline/(wp:docPr{id=1,name=C},a:graphic/a:graphicData/c:chart)")
    next(element.iter(qn("c:chart"))).set(qn("r:id"), "rIdNew")
    file = with_related(docx_of("c"), DOCUMENT, "charts/chart1.xml", CHART.encode(), "chart", "drawingml.chart+xml")
    file = with_xml(file, DOCUMENT, lambda root: root[0].insert(0, element))
    data = WORD.render(docx_of("{{ x }}", "{{ x }}"), x=Subdocument(file))
    assert len([name for name in parts_of(data) if name.startswith("word/charts/")]) == 2


def test_what_belongs_to_the_other_file_stays_behind() -> None:
    """Page set-up, properties, ids of paragraphs."""

    def change(document: Any) -> None:
        document.paragraphs[0]._p.set(qn("w14:paraId"), "1A2B3C4D")
        document.sections[0].header.paragraphs[0].text = "header"

    data = WORD.render(docx_of("{{ x }}"), x=document_of("text", change=change))
    assert WORD.lines(data) == ["text"]
    assert not any("header" in name for name in parts_of(data))
    assert select(data, DOCUMENT, "//@w14:paraId | //w:commentReference") == []


def test_what_may_be_ignored_is_left_out_where_the_template_does_not_say_so() -> None:
    """WPS writes attributes of its own, which Word accepts under `mc:Ignorable` alone."""
    content = parts_of(docx_of("text"))[DOCUMENT].decode()
    content = content.replace("<w:document ", '<w:document xmlns:wps9="urn:wps" ').replace(
        'mc:Ignorable="', 'mc:Ignorable="wps9 '
    )
    content = content.replace("<w:p>", '<w:p wps9:mark="1">')
    assert "wps9:mark" in content
    data = WORD.render(docx_of("{{ x }}"), x=Subdocument(with_parts(docx_of("x"), {DOCUMENT: content.encode()})))
    assert b"urn:wps" not in parts_of(data)[DOCUMENT]
    assert WORD.lines(data) == ["text"]


def test_the_same_documents_give_the_same_bytes() -> None:
    """And a compiled template takes in another document next time."""
    compiled = OfficeTemplate(docx_of("{{ x }}"), "a.docx").compile()
    value = document_of("one", change=_lists)
    first = compiled.render({"x": value})
    assert WORD.lines(compiled.render({"x": document_of("two")})) == ["two"]
    assert compiled.render({"x": value}) == first


@pytest.mark.tags_as_data
def test_a_smartart_diagram_comes_along() -> None:
    """Each insertion with five parts of its own, whose data names its drawing; its texts are no template's."""
    data = WORD.render(docx_of("{{ x }}", "{{ x }}"), x=Subdocument(diagram_page("one", "{{ two }}")))
    parts = parts_of(data)
    targets = {str(item.get("Id")): str(item.get("Target")) for item in etree.fromstring(parts[RELATIONSHIPS])}
    shown = [targets[id_] for id_ in select(data, DOCUMENT, "//@r:dm")]
    assert len(set(shown)) == 2
    for part in shown:
        (named,) = select(data, f"word/{part}", "//@relId")
        drawing = parts[f"word/{targets[named]}"]
        assert b"one" in drawing
        assert b"{{ two }}" in drawing
    assert len([name for name in parts if "/diagrams/" in name]) == 10


def test_a_diagram_that_needs_other_files_is_refused() -> None:
    """Its drawing, which the data alone names, is looked at too."""
    page = with_parts(diagram_page("one"), {
        "word/diagrams/_rels/drawing1.xml.rels": RELATIONSHIPS_OF_A_LINK.encode(),
    })  # fmt: skip
    assert "linked to a file elsewhere" in faults(Subdocument(page))[0][1]


RELATIONSHIPS_OF_A_LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="http://evil.example/x.png" TargetMode="External"/></Relationships>'
)


# -- what is refused


def _field(code: str) -> str:
    half = len(code) // 2
    return (
        "w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText" + f'"{code[:half]}",w:r/w:instrText"{code[half:]}",'
        "w:r/w:fldChar{w:fldCharType=separate},w:r/w:t" + '"x",w:r/w:fldChar{w:fldCharType=end})'
    )


REFUSED = {
    "another format": "w:altChunk",
    "ActiveX": "w:p/w:r/w:control",
    "the field INCLUDETEXT": _field(" INCLUDETEXT c:/secret.txt "),
    "the field DDEAUTO": _field("DDEAUTO cmd"),
    "the field LINK": 'w:p/w:fldSimple{w:instr="link Excel.Sheet"}',
    "the field RD": 'w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText"RD x")',  # nothing ends it
    "whose code another field computes": (
        "w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText"
        '"QUOTE 68 68 69",w:r/w:fldChar{w:fldCharType=end},w:r/w:fldChar{w:fldCharType=end})'
    ),
}


@pytest.mark.parametrize(("reason", "block"), REFUSED.items(), ids=list(REFUSED))
def test_what_cannot_be_taken_over_is_refused(reason: str, block: str) -> None:
    """With the name of the document, the tag, and the way out."""
    (problem,) = problems_of(docx_of("{{ x }}"), "a.docx", x=document_of("ok", xml(block), name="annex.docx"))
    assert (problem.code, problem.location.steps) == ("unusable-document", ("body", "paragraph 1"))
    assert "'annex.docx' of '{{ x }}'" in problem.message
    assert reason in problem.message
    assert problem.hint


def test_all_reasons_are_given_at_once() -> None:
    """And each once."""
    blocks = [xml(REFUSED["ActiveX"]), xml(REFUSED["ActiveX"]), xml(REFUSED["another format"])]
    assert len(faults(document_of(*blocks))) == 2


NO_DOCUMENTS = {
    "no zip": b"hello",
    "a deck": POWERPOINT.file("x"),
    "protected": b"\xd0\xcf\x11\xe0",
    "no body": with_parts(docx_of("x"), {DOCUMENT: None}),
    "damaged": with_parts(docx_of("x"), {DOCUMENT: b"<w:document"}),
    "damaged styles": with_parts(docx_of("x"), {STYLES: b"<w:styles"}),
}


@pytest.mark.parametrize("data", NO_DOCUMENTS.values(), ids=list(NO_DOCUMENTS))
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    """The reason is that of a template that is none."""
    ((code, message),) = faults(Subdocument(data, "annex.docx"))
    assert (code, "template" in message) == ("unusable-document", False)


def test_pictures_and_links_that_lead_elsewhere_are_refused() -> None:
    """Nothing that is inserted makes Word fetch or open something."""

    def linked(kind: str, target: str, element: str, attribute: str) -> Subdocument:
        def change(document: Any) -> None:
            rid = document.part.relate_to(target, f"{qn('r:x')[1:-2]}/{kind}", is_external=True)
            block = xml(f"w:p/{element}")
            next(e for e in block.iter() if len(e) == 0).set(qn(attribute), rid)
            document.element.body.insert(0, block)

        return document_of(change=change)

    picture = linked("image", "http://evil.example/x.png", "w:r/w:drawing/a:blip", "r:link")
    assert "linked to a file elsewhere" in faults(picture)[0][1]
    link = linked("hyperlink", "file:///etc/passwd", "w:hyperlink", "r:id")
    assert "leads to no page" in faults(link)[0][1]


# -- docxtpl's names


def test_docxtpls_new_subdoc() -> None:
    """A path, bytes, a stream, or a document of python-docx."""
    from reportgen.template.docxtpl import DocxTemplate

    template = DocxTemplate(docx_of("{{p x }}"))
    built = docx.Document(io.BytesIO(docx_of("built")))
    for source in (docx_of("built"), io.BytesIO(docx_of("built")), built):
        template.render({"x": template.new_subdoc(source)})
        stream = io.BytesIO()
        template.save(stream)
        assert WORD.lines(stream.getvalue()) == ["built"]
