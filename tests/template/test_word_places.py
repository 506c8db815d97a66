"""Everything that a reader of a Word file sees is rendered, wherever in the file it stands."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from lxml import etree

from reportgen.template import RichText, Span
from tests.support.cxml import qn, xml
from tests.support.office import (
    WORD,
    docx_of,
    paragraph,
    parts_of,
    problems_of,
    select,
    table,
    texts,
    with_parts,
    with_related,
    with_xml,
)

DOCUMENT = WORD.main


def _document(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


# -- headers, footers and sections


@pytest.mark.parametrize("part", ["header", "footer"])
def test_headers_and_footers(part: str) -> None:
    """Text, conditions and loops work in headers and footers."""
    data = WORD.render(docx_of("x", **{part: "{{ a }}{% for x in xs %}, {{ x }}{% endfor %}"}), a="A", xs=[1, 2])  # type: ignore[arg-type]
    assert getattr(_document(data).sections[0], part).paragraphs[0].text == "A, 1, 2"


def test_headers_of_every_sort_and_section() -> None:
    """First, even and odd pages of two sections each have a header of their own."""

    def headers(document: Any) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        document.add_section()
        for number, section in enumerate(document.sections):
            section.different_first_page_header_footer = True
            for sort in ("header", "first_page_header", "even_page_header"):
                holder = getattr(section, sort)
                holder.is_linked_to_previous = False
                holder.paragraphs[0].text = f"{sort} {number} {{{{ x }}}}"

    sections = _document(WORD.render(docx_of("x", change=headers), x="X")).sections
    found = [
        getattr(s, sort).paragraphs[0].text
        for s in sections
        for sort in ("header", "first_page_header", "even_page_header")
    ]
    assert found == [f"{sort} {n} X" for n in (0, 1) for sort in ("header", "first_page_header", "even_page_header")]


def test_a_table_in_a_header() -> None:
    """Rows of a table in a header are repeated like any others."""

    def fill(document: Any) -> None:
        document.sections[0].header._element.insert(0, table(["{%tr for x in xs %}{{ x }}{%tr endfor %}"]))

    data = WORD.render(docx_of("x", change=fill), xs="ab")
    assert texts(data, "word/header1.xml") == ["a", "b", ""]


# -- notes and comments


def _notes(kind: str, text: str) -> bytes:
    """A file with one footnote or endnote, the separators included."""
    notes = xml(
        f"w:{kind}s/(w:{kind}{{w:id=-1,w:type=separator}}/w:p/w:r/w:separator,"
        f'w:{kind}{{w:id=2}}/w:p/(w:r/w:{kind}Ref,w:r/w:t" {text}"))'
    )
    body = xml(f'w:p/(w:r/w:t"Text",w:r/w:{kind}Reference{{w:id=2}})')
    return with_related(docx_of(body), DOCUMENT, f"{kind}s.xml", notes, f"{kind}s", f"wordprocessingml.{kind}s+xml")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_footnotes_and_endnotes(kind: str) -> None:
    """The text of notes is rendered, and their marks and separators stay."""
    data = WORD.render(_notes(kind, "See {{ source }}."), source="Gazette & more")
    assert texts(data, f"word/{kind}s.xml") == ["", " See Gazette & more."]
    assert len(select(data, f"word/{kind}s.xml", "//w:separator")) == 1
    assert len(select(data, DOCUMENT, f"//w:{kind}Reference[@w:id='2']")) == 1


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_that_comes_out_empty_keeps_its_paragraph(kind: str) -> None:
    """A condition may take the words of a note, not its paragraph."""
    data = WORD.render(_notes(kind, "{% if no %}gone{% endif %}"), no=False)
    assert len(select(data, f"word/{kind}s.xml", f"//w:{kind}[@w:id='2']/w:p")) == 1


LAST = 'w:p/(w:r/w:t"Last",w:r/w:%sReference{w:id=1})'
NOTED = 'w:p/(w:r/w:t"Text {{ x }}",w:r/w:%sReference{w:id=2})'


def _noted(kind: str, text: str, *blocks: Any) -> bytes:
    """A file with these blocks and one note."""
    note = parts_of(_notes(kind, text))[f"word/{kind}s.xml"]
    mime = f"wordprocessingml.{kind}s+xml"
    return with_related(docx_of(*blocks), DOCUMENT, f"{kind}s.xml", note, f"{kind}s", mime)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
@pytest.mark.parametrize("items", ["", "a", "abc"])
def test_a_note_is_repeated_with_its_text(kind: str, items: str) -> None:
    """Each copy has a note of its own, which knows the loop's variable; no copy, no note."""
    blocks = ["{% for x in xs %}", xml(NOTED % kind), "{% endfor %}"]
    data = WORD.render(_noted(kind, "See {{ x }}{{ loop.index }}.", *blocks), xs=items)
    references = select(data, DOCUMENT, f"//w:{kind}Reference/@w:id")
    notes = {n.get(qn("w:id")): "".join(n.itertext()) for n in select(data, f"word/{kind}s.xml", f"//w:{kind}")}
    assert [notes[id_] for id_ in references] == [f" See {x}{n}." for n, x in enumerate(items, 1)]
    assert len(notes) == len(set(references)) + 1


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_in_the_order_of_their_marks(kind: str) -> None:
    """Those that no statement repeats too: LibreOffice takes the first note for the first mark."""
    data = _noted(kind, "See {{ x }}.", "{% for x in xs %}", xml(NOTED % kind), "{% endfor %}", xml(LAST % kind))
    note = xml(f'w:{kind}{{w:id=1}}/w:p/(w:r/w:{kind}Ref,w:r/w:t" Last")')
    data = WORD.render(with_xml(data, f"word/{kind}s.xml", lambda root: root.insert(1, note)), xs="ab")
    notes = select(data, f"word/{kind}s.xml", f"//w:{kind}[not(@w:type)]/@w:id")
    assert notes == select(data, DOCUMENT, f"//w:{kind}Reference/@w:id")
    assert texts(data, f"word/{kind}s.xml") == ["", " See a.", " See b.", " Last"]


def test_a_note_without_tags_and_one_outside() -> None:
    """A note without a tag is repeated too, in a table as well."""
    cell = table(["{%tr for x in xs %}", ""], ["{{ x }}", ""], ["{%tr endfor %}", ""])
    cell[3][1][1].append(xml("w:r/w:footnoteReference{w:id=2}"))
    data = WORD.render(_noted("footnote", "Same", cell), xs="ab")
    assert texts(data, "word/footnotes.xml") == ["", " Same", " Same"]
    assert len(set(select(data, DOCUMENT, "//w:footnoteReference/@w:id"))) == 2


def test_a_link_in_a_repeated_note() -> None:
    """Relationships of a note are those of the part for notes, whoever made them."""
    blocks = ["{% for x in xs %}", xml(NOTED % "footnote"), "{% endfor %}"]
    links = [RichText(Span(c, link=f"https://{c}.org")) for c in "ab"]
    data = WORD.render(_noted("footnote", "{{ x }}", *blocks), xs=links)
    path = "//rel:Relationship/@Target"
    assert select(data, "word/_rels/footnotes.xml.rels", path) == ["https://a.org", "https://b.org"]


def test_an_unknown_name_in_a_repeated_note_is_placed() -> None:
    """In the footnotes, where the editor finds it."""
    blocks = ["{% for x in xs %}", xml(NOTED % "footnote"), "{% endfor %}"]
    (problem,) = problems_of(_noted("footnote", "{{ nme }}", *blocks), "a.docx", xs="ab")
    assert (problem.code, problem.location.steps[0]) == ("unknown-name", "footnotes")
    assert "(at item 1 of 'xs' and 1 more)" in problem.message


def test_a_problem_in_a_footnote_is_placed() -> None:
    """The part is named in Word's words."""
    (problem,) = problems_of(_notes("footnote", "{{ nme }}"), "a.docx")
    assert problem.location.steps[0] == "footnotes"


def test_comments() -> None:
    """Comments are part of what is handed on, so their text is rendered."""

    def comment(document: Any) -> None:
        run = document.paragraphs[0].runs[0]
        document.add_comment(run, text="For {{ who }}", author="Editor", initials="E")

    data = WORD.render(docx_of("Text", change=comment), who="Ada")
    assert [c.text for c in _document(data).comments] == ["For Ada"]


def test_a_comment_around_a_tag_stays_where_it_is() -> None:
    """The range of a comment still surrounds what the tag printed."""

    def comment(document: Any) -> None:
        runs = document.paragraphs[0].runs
        document.add_comment([runs[1]], text="Check", author="Editor", initials="E")

    data = WORD.render(docx_of(["a ", "{{ x }}", " b"], change=comment), x="X")
    start, run, end = select(data, DOCUMENT, "//w:commentRangeStart | //w:r[w:t='X'] | //w:commentRangeEnd")
    assert (start.tag, run.tag, end.tag) == (qn("w:commentRangeStart"), qn("w:r"), qn("w:commentRangeEnd"))


# -- tables in tables, text boxes, controls


def test_nested_tables() -> None:
    """A loop in an inner table runs for each row of the outer one."""
    outer = table(["{%tr for row in rows %}{{ row.name }}", "x{%tr endfor %}"])
    outer[-1][-1].insert(1, table(["{%tr for x in row.xs %}{{ x }}{%tr endfor %}"]))
    data = WORD.render(docx_of(outer), rows=[{"name": "A", "xs": [1, 2]}, {"name": "B", "xs": [3]}])
    assert [t for t in texts(data, DOCUMENT) if t] == ["A", "1", "2", "x", "B", "3", "x"]


def _text_box(text: str) -> etree._Element:
    """A text box as Word writes it: DrawingML, and VML for those who do not know it."""
    return xml(
        "w:p/(w:r/mc:AlternateContent/(mc:Choice{Requires=wps}/w:drawing/wp:anchor/(wp:docPr{id=5,name=Box},"
        f'wps:txbx/w:txbxContent/w:p/w:r/w:t"{text}"),'
        f'mc:Fallback/w:pict/v:shape{{id=Box}}/v:textbox/w:txbxContent/w:p/w:r/w:t"{text}"),w:r/w:t"around")'
    )


def test_both_sides_of_a_text_box_say_the_same() -> None:
    """New and old programs read different branches of a text box; both are rendered."""
    data = WORD.render(docx_of(_text_box("Dear {{ x }}")), x="Ada")
    assert ["".join(box.itertext()) for box in select(data, DOCUMENT, "//w:txbxContent")] == ["Dear Ada", "Dear Ada"]
    assert select(data, DOCUMENT, "//w:body/w:p/w:r/w:t/text()") == ["around"]


def test_the_text_of_a_text_box_is_not_part_of_the_paragraph_around_it() -> None:
    """A tag in the box and a tag in the line are not one tag."""
    box = _text_box("{% if yes %}in{% endif %}")
    box[-1][0].text = "{{ x }} around"
    data = WORD.render(docx_of(box), yes=True, x="X")
    assert select(data, DOCUMENT, "//w:txbxContent//w:t/text()") == ["in", "in"]
    assert select(data, DOCUMENT, "//w:body/w:p/w:r/w:t/text()")[-1:] == ["X around"]


CONTROL = 'w:sdt/(w:sdtPr/w:alias{w:val=Name},w:sdtContent/w:p/w:r/w:t"Dear {{ x }}")'


def test_content_controls() -> None:
    """Block and inline content controls are rendered and stay controls."""
    inline = xml('w:p/(w:r/w:t"a ",w:sdt/(w:sdtPr/w:alias{w:val=N},w:sdtContent/w:r/w:t"{{ x }}"),w:r/w:t" b")')
    data = WORD.render(docx_of(xml(CONTROL), inline), x="Ada")
    assert texts(data, DOCUMENT) == ["Dear Ada", "a Ada b"]
    assert len(select(data, DOCUMENT, "//w:sdt")) == 2


def test_loops_around_content_controls() -> None:
    """A control between two lone tags is repeated."""
    data = WORD.render(docx_of("{% for x in xs %}", xml(CONTROL), "{% endfor %}"), xs="ab")
    assert [t for t in texts(data, DOCUMENT) if t] == ["Dear a", "Dear b"]


# -- fields, links, bookmarks


def test_text_of_a_hyperlink() -> None:
    """Tags in the visible text of a link are rendered and the link stays a link."""

    def link(document: Any) -> None:
        part = document.part
        rid = part.relate_to("https://example.org", f"{qn('r:x')[1:-2]}/hyperlink", is_external=True)
        element = xml('w:hyperlink/w:r/w:t"the {{ x }} page"')
        element.set(qn("r:id"), rid)
        document.paragraphs[0]._p.append(element)

    (linked,) = _document(WORD.render(docx_of("See ", change=link), x="first")).paragraphs[0].hyperlinks
    assert (linked.text, linked.url) == ("the first page", "https://example.org")


def test_a_field_keeps_its_code_around_a_tag() -> None:
    """A field whose shown text is a tag keeps its instruction."""
    field = xml(
        'w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText" PAGE ",w:r/w:fldChar{w:fldCharType=separate},'
        'w:r/w:t"{{ x }}",w:r/w:fldChar{w:fldCharType=end},w:fldSimple{w:instr=DATE}/w:r/w:t"{{ x }}")'
    )
    data = WORD.render(docx_of(field), x="7")
    assert texts(data, DOCUMENT) == ["77"]
    assert len(select(data, DOCUMENT, "//w:fldChar")) == 3
    assert select(data, DOCUMENT, "//w:instrText/text() | //w:fldSimple/@w:instr") == [" PAGE ", "DATE"]


def test_captions_and_descriptions_of_tables() -> None:
    """The alternative text of a table is read out by screen readers."""
    element = table(["a"])
    element[0].append(xml("w:tblCaption"))
    element[0][-1].set(qn("w:val"), "Figures of {{ x }}")
    data = WORD.render(docx_of(element), x="R&D")
    assert select(data, DOCUMENT, "//w:tblCaption/@w:val") == ["Figures of R&D"]


def test_alternative_texts_of_pictures() -> None:
    """Description and title of a drawing are rendered."""
    element = xml("w:p/w:r/w:drawing/wp:inline/wp:docPr{id=1,name=P}")
    properties = element[0][0][0][0]
    properties.set("descr", "Photo of {{ x }}{% if y %}, {{ y }}{% endif %}")
    properties.set("title", "{{ x }}")
    data = WORD.render(docx_of(element), x="<A>", y="1")
    assert select(data, DOCUMENT, "//wp:docPr/@descr | //wp:docPr/@title") == ["Photo of <A>, 1", "<A>"]


# -- properties


PROPERTIES = ["title", "subject", "author", "comments", "keywords", "category", "content_status", "last_modified_by"]


@pytest.mark.parametrize("name", PROPERTIES)
def test_document_properties(name: str) -> None:
    """What Word shows under File › Info is rendered."""
    data = WORD.render(docx_of("x", properties={name: "{{ x }} & {% if y %}yes{% endif %}"}), x="<A>", y=1)
    assert getattr(_document(data).core_properties, name) == "<A> & yes"


def test_company_and_custom_properties() -> None:
    """Company and custom properties too, and the statistics of the template go."""
    custom = etree.fromstring(
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:'
        b'vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        b'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Sector">'
        b"<vt:lpwstr>{{ x }}</vt:lpwstr></property></Properties>"
    )
    app = parts_of(docx_of("x"))["docProps/app.xml"]
    assert b"<Company/>" in app
    app = app.replace(b"<Company/>", b"<Company>{{ x }}</Company>")
    data = with_parts(docx_of("x"), {"docProps/app.xml": app})
    data = with_xml(data, "[Content_Types].xml", lambda root: root.append(etree.Element(
        qn("ct:Override"), PartName="/docProps/custom.xml",
        ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml")))  # fmt: skip
    data = with_xml(data, "_rels/.rels", lambda root: root.append(etree.Element(
        qn("rel:Relationship"), Id="rId9", Target="docProps/custom.xml",
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties")))  # fmt: skip
    data = with_parts(data, {"docProps/custom.xml": etree.tostring(custom)})
    rendered = parts_of(WORD.render(data, x="Finance"))
    assert b"<Company>Finance</Company>" in rendered["docProps/app.xml"]
    assert b">Finance</" in rendered["docProps/custom.xml"]
    assert b"<Words>" not in rendered["docProps/app.xml"]


# -- marks of a template's life in Word


def test_spelling_marks_smart_tags_and_page_breaks_do_not_matter() -> None:
    """A lone tag among marks that no reader sees still takes its paragraph with it."""
    lone = xml(
        'w:p/(w:proofErr{w:type=spellStart},w:smartTag{w:element=place}/w:r/(w:lastRenderedPageBreak,w:t"{% if no %}"),'
        "w:proofErr{w:type=spellEnd})"
    )
    assert WORD.fill(lone, "gone", "{% endif %}", "end", no=False) == ["end"]


def test_inserted_text_is_text() -> None:
    """A tag, or half a tag, that someone inserted with changes tracked is a tag."""
    element = paragraph(["{{ ", "x }}!"])
    inserted = xml("w:ins{w:id=1,w:author=E,w:date=2024-01-01T00:00:00Z}")
    inserted.append(element[0])
    element.insert(0, inserted)
    data = WORD.render(docx_of(element), x="Ada")
    assert texts(data, DOCUMENT) == ["Ada!"]


def test_deleted_text_inside_a_tag_does_not_count() -> None:
    """What someone deleted with changes tracked is no part of the tag around it."""
    element = paragraph(["{{ x", " }}"])
    element.insert(1, xml('w:del{w:id=1,w:author=E}/w:r/w:delText"yz"'))
    data = WORD.render(docx_of(element), x="Ada")
    assert texts(data, DOCUMENT) == ["Ada"]


def test_paragraph_ids_are_not_repeated() -> None:
    """Word's own paragraph ids would occur twice after a loop, so Word gives them anew."""
    element = xml('w:p{w14:paraId=1A2B3C4D,w14:textId=77777777}/w:r/w:t"{{ x }}"')
    data = WORD.render(docx_of("{% for x in xs %}", element, "{% endfor %}"), xs="ab")
    assert select(data, DOCUMENT, "//@w14:paraId") == []
