"""Notes, comments, embedded objects and sections of a document that is printed into another."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from lxml import etree

from reportgen.office.markup.namespaces import OFFICE
from reportgen.template import Subdocument, append
from tests.support.cxml import qn, xml
from tests.support.drawings import png, related
from tests.support.office import (
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

DOCUMENT = WORD.main
_RELATIONSHIP = qn("r:x")[1:-2]


def noted(kind: str, *notes: str) -> bytes:
    """A file with a paragraph for each note, whose mark stands in it."""
    items = ",".join(f'w:{kind}{{w:id={n}}}/w:p/(w:r/w:{kind}Ref,w:r/w:t"{text}")' for n, text in enumerate(notes, 1))
    part = xml(f"w:{kind}s/(w:{kind}{{w:id=-1,w:type=separator}}/w:p/w:r/w:separator,{items})")
    blocks = [xml(f'w:p/(w:r/w:t"to {text}",w:r/w:{kind}Reference{{w:id={n}}})') for n, text in enumerate(notes, 1)]
    mime = f"wordprocessingml.{kind}s+xml"
    return with_related(docx_of(*blocks), DOCUMENT, f"{kind}s.xml", part, f"{kind}s", mime)


def shown_notes(data: bytes, kind: str) -> list[str]:
    """The texts of the notes in the order of their marks."""
    (part,) = (name for name in parts_of(data) if kind in name and "rels" not in name)
    by_id = {n.get(qn("w:id")): "".join(n.itertext()) for n in select(data, part, f"//w:{kind}")}
    return [by_id[id_] for id_ in select(data, DOCUMENT, f"//w:{kind}Reference/@w:id")]


def test_separators_have_no_id_of_a_note() -> None:
    """LibreOffice gives them 0 and 1, and others what they like; a document without notes gains them with the notes."""
    separators = ",".join(f"w:footnote{{w:id={n},w:type={k}}}/w:p" for n, k in [(1, "separator"), (2, "separator")])
    part = xml(f"w:footnotes/({separators},w:footnote{{w:id=3}}/w:p/w:r/w:t)")
    block = xml("w:p/w:r/w:footnoteReference{w:id=3}")
    document = with_related(
        docx_of(block), DOCUMENT, "footnotes.xml", part, "footnotes", "wordprocessingml.footnotes+xml"
    )
    for out in (WORD.render(docx_of("{{ x }}"), x=Subdocument(document)), append(docx_of("a"), document, document)):
        (name,) = (name for name in parts_of(out) if "footnotes" in name and "rels" not in name)
        ids = select(out, name, "//w:footnote/@w:id")
        assert ids[0] == "-1"
        assert ids[1:] == select(out, DOCUMENT, "//w:footnoteReference/@w:id")
        assert "-1" not in ids[1:]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_come_along(kind: str) -> None:
    """With numbers of their own, in each insertion, whether the template has notes or not."""
    value = Subdocument(noted(kind, "one", "two"))
    assert shown_notes(WORD.render(docx_of("{{ x }}", "{{ x }}"), x=value), kind) == ["one", "two", "one", "two"]
    own = noted(kind, "{{ y }}")
    for template in (own, noted(kind, "own")):
        document = docx.Document(io.BytesIO(template))
        document.paragraphs[0].insert_paragraph_before("{{ x }}")
        stream = io.BytesIO()
        document.save(stream)
        data = WORD.render(stream.getvalue(), x=value, y="own")
        assert shown_notes(data, kind) == ["one", "two", "own"]
        notes = select(data, f"word/{kind}s.xml", f"//w:{kind}[not(@w:type)]/@w:id")
        assert notes == select(data, DOCUMENT, f"//w:{kind}Reference/@w:id")


def test_what_a_note_refers_to_comes_along() -> None:
    """Links of a note are related to the part for notes."""
    data = noted("footnote", "see")
    link = xml('w:hyperlink{r:id=rIdX}/w:r/w:t"page"')
    parts = parts_of(data)
    notes = parts["word/footnotes.xml"].replace(
        b"</w:p></w:footnote></w:footnotes>", b"%s</w:p></w:footnote></w:footnotes>"
    )
    assert b"%s" in notes
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdX" '
        f'Type="{_RELATIONSHIP}/hyperlink" Target="https://a.org" TargetMode="External"/></Relationships>'
    )
    value = with_parts(
        data,
        {
            "word/footnotes.xml": notes.replace(b"%s", etree.tostring(link)),
            "word/_rels/footnotes.xml.rels": rels.encode(),
        },
    )
    for template in (docx_of("{{ x }}"), noted("footnote", "{{ x.name }}own")):
        document = docx.Document(io.BytesIO(template))
        document.add_paragraph("{{ x }}")
        stream = io.BytesIO()
        document.save(stream)
        out = WORD.render(stream.getvalue(), x=Subdocument(value))
        (part,) = (name for name in parts_of(out) if "footnotes" in name and "rels" not in name)
        assert related(out, part, "hyperlink") == ["https://a.org"]


def test_notes_outside_the_body_are_reported() -> None:
    """A header has no footnotes."""
    (problem,) = problems_of(docx_of("b", header="{{ x }}"), "a.docx", x=Subdocument(noted("footnote", "one")))
    assert (problem.code, problem.location.steps) == ("misplaced-document", ("header", "paragraph 1"))


def _commented(document: Any) -> None:
    document.add_comment(document.paragraphs[0].runs[0], text="remark", author="E", initials="E")


def test_comments_come_along() -> None:
    """With ids of their own beside those of the template; in a header, where none can be, they stay behind."""
    value = Subdocument(docx_of("text", change=_commented))
    for template in (docx_of("{{ x }}", "{{ x }}"), docx_of("own", "{{ x }}", "{{ x }}", change=_commented)):
        document = docx.Document(io.BytesIO(WORD.render(template, x=value)))
        assert {comment.text for comment in document.comments} == {"remark"}
        ids = [comment.comment_id for comment in document.comments]
        assert len(set(ids)) == len(ids)
        marks = document.element.xpath("//w:commentReference/@w:id")
        assert sorted(map(int, marks)) == sorted(ids)
    data = WORD.render(docx_of("b", header="{{ x }}"), x=value)
    assert not any("comments" in name for name in parts_of(data))


def test_threads_of_comments_come_along() -> None:
    """Who answers whom, and what is done, in each insertion."""
    value = docx_of("text", change=lambda d: [_commented(d), _commented(d)])

    def name(root: Any) -> None:
        for comment, id_ in zip(root, ("0000000A", "0000000B"), strict=True):
            comment[0].set(qn("w14:paraId"), id_)

    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    threads = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/></w15:commentsEx>'
    )
    kind = "commentsExtended"
    value = with_related(
        with_xml(value, "word/comments.xml", name), DOCUMENT, f"{kind}.xml", threads.encode(), kind,
        f"wordprocessingml.{kind}+xml",
    )  # fmt: skip
    data = WORD.render(docx_of("{{ x }}", "{{ x }}"), x=Subdocument(value))
    (part,) = (name for name in parts_of(data) if "ommentsExtended" in name or "commentsextended" in name)
    found = [dict(detail.attrib) for detail in select(data, part, "/*/*")]
    ids = [detail[f"{{{w15}}}paraId"] for detail in found]
    assert len(set(ids)) == 4
    assert [detail.get(f"{{{w15}}}paraIdParent") for detail in found] == [None, ids[0], None, ids[2]]
    (comments,) = (name for name in parts_of(data) if name.startswith("word/commentsNew"))
    assert {p.get(qn("w14:paraId")) for p in select(data, comments, "//w:p")} == set(ids)


def test_an_embedded_object_comes_along() -> None:
    """With its picture, and an id of its own in each insertion."""

    def embed(document: Any) -> None:
        mime = "application/vnd.openxmlformats-officedocument.oleObject"
        part = Part(PackURI("/word/embeddings/oleObject1.bin"), mime, b"OLE", document.part.package)
        object_id = document.part.relate_to(part, f"{_RELATIONSHIP}/oleObject")
        image_id, _ = document.part.get_or_add_image(io.BytesIO(png()))
        block = xml(f"w:p/w:r/w:object/v:shape{{id=_x0000_i1025}}/v:imagedata{{r:id={image_id}}}")
        ole = etree.SubElement(block[0][0], f"{{{OFFICE}}}OLEObject", Type="Embed", ShapeID="_x0000_i1025")
        ole.set(qn("r:id"), object_id)
        document.element.body.insert(0, block)

    data = WORD.render(docx_of("{{ x }}", "{{ x }}"), x=Subdocument(docx_of(change=embed)))
    objects = [content for name, content in parts_of(data).items() if "embeddings" in name]
    assert objects == [b"OLE", b"OLE"]
    shapes = select(data, DOCUMENT, "//v:shape/@id")
    assert len(set(shapes)) == 2
    assert select(data, DOCUMENT, "//*[local-name()='OLEObject']/@ShapeID") == shapes


# -- sections


def annex(*, columns: bool = False) -> Subdocument:
    """A document with an upright and a landscape section, each with a header of its own."""

    def fill(document: Any) -> None:
        document.add_paragraph("upright")
        document.sections[0].header.paragraphs[0].text = "annex one"
        if columns:
            document.sections[0].start_type = WD_SECTION.CONTINUOUS
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "annex two"
        document.add_paragraph("landscape")

    return Subdocument(docx_of(change=fill))


def report(*blocks: Any, header: str = "report") -> bytes:
    """A template with a header and numbered pages that begin at 5."""

    def fill(document: Any) -> None:
        if header:
            document.sections[0].header.paragraphs[0].text = header
        for columns in document.sections[0]._sectPr.findall(qn("w:cols")):
            columns.addprevious(xml("w:pgNumType{w:start=5}"))

    return docx_of(*blocks, change=fill)


def shown(data: bytes) -> list[tuple[list[str], str, bool]]:
    """The texts of each section, its header, and whether it is landscape."""
    document = docx.Document(io.BytesIO(data))
    found: list[list[str]] = [[]]
    for block in document.element.body:
        text = "".join(t.text or "" for t in block.iter(qn("w:t")))
        found[-1] += [text] if text else []
        if block.tag == qn("w:p") and block.find(f".//{qn('w:sectPr')}") is not None:
            found.append([])
    sections = document.sections
    assert len(sections) == len(found)
    return [
        (lines, section.header.paragraphs[0].text, section.orientation == WD_ORIENT.LANDSCAPE)
        for lines, section in zip(found, sections, strict=True)
    ]


ANNEX = [(["upright"], "annex one", False), (["landscape"], "annex two", True)]


def test_a_document_of_several_sections_keeps_them() -> None:
    """In the midst of a section that one ends before it and goes on behind it; its pages do not begin anew."""
    data = WORD.render(report("before", "{{ x }}", "after"), x=annex())
    assert shown(data) == [(["before"], "report", False), *ANNEX, (["after"], "report", False)]
    assert select(data, DOCUMENT, "//w:sectPr[w:pgNumType]/w:pgNumType/@w:start") == ["5"]
    assert len(select(data, DOCUMENT, "//w:sectPr")) == 4


def test_no_section_is_left_without_text() -> None:
    """At the beginning or the end of a file, and in the paragraph that ends a section."""
    assert shown(WORD.render(report("{{ x }}", "after"), x=annex())) == [*ANNEX, (["after"], "report", False)]
    assert shown(WORD.render(report("before", "{{ x }}"), x=annex())) == [(["before"], "report", False), *ANNEX]
    assert shown(WORD.render(report("{{ x }}"), x=annex())) == ANNEX
    assert shown(WORD.render(report("{{ x }}", "{{ x }}"), x=annex())) == [*ANNEX, *ANNEX]
    for blocks in (("before", "{{ x }}", "{{ x }}"), ("before", "{{ x }}{{ x }}")):
        assert shown(WORD.render(report(*blocks), x=annex())) == [(["before"], "report", False), *ANNEX, *ANNEX]
    last = xml('w:p/(w:pPr/w:sectPr/w:type{w:val=nextPage},w:r/w:t"{{ x }}")')
    assert [lines for lines, *_ in shown(WORD.render(report("before", last, "end"), x=annex()))] == [
        ["before"], ["upright"], ["landscape"], ["end"]
    ]  # fmt: skip


def test_a_section_without_a_header_gets_none_from_its_neighbour() -> None:
    """Neither the document from the template, nor the template from the document."""
    plain = docx_of("a", change=lambda document: document.add_section() and document.add_paragraph("b"))
    assert [header for _, header, _ in shown(WORD.render(report("t", "{{ x }}", "u"), x=Subdocument(plain)))] == [
        "report", "", "", "report"
    ]  # fmt: skip
    out = shown(WORD.render(report("t", "{{ x }}", "u", header=""), x=annex()))
    assert [header for _, header, _ in out] == ["", "annex one", "annex two", ""]


def test_the_first_section_of_a_document_begins_a_page() -> None:
    """However it says that it begins: at the beginning of a file Word does not ask."""
    data = WORD.render(report("before", "{{ x }}"), x=annex(columns=True))
    assert select(data, DOCUMENT, "//w:sectPr/w:type[@w:val='continuous']") == []


def test_sections_in_a_table_a_header_or_a_text_box_are_reported() -> None:
    """No section can begin there."""
    box = xml('w:p/w:r/w:pict/v:shape/v:textbox/w:txbxContent/w:p/w:r/w:t"{{ x }}"')
    for data in (docx_of(table(["{{ x }}"])), docx_of("b", header="{{ x }}"), docx_of(box)):
        (problem,) = problems_of(data, "a.docx", x=annex())
        assert problem.code == "misplaced-document"
        assert "has sections of its own" in problem.message


def test_a_header_brings_along_what_it_shows() -> None:
    """Its picture, and its style."""

    def fill(document: Any) -> None:
        document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png(shade=3)))
        document.add_section()
        document.add_paragraph("b")

    data = WORD.render(report("t", "{{ x }}"), x=Subdocument(docx_of("a", change=fill)))
    headers = [section.header for section in docx.Document(io.BytesIO(data)).sections]
    blobs = [[r.target_part.blob for r in header.part.rels.values()] for header in headers]
    assert blobs == [[], [png(shade=3)], [png(shade=3)]]
    assert texts(data, DOCUMENT) == ["t", "a", "", "b"]


def _faces(name: str, sections: int, *blocks: Any, even: bool) -> bytes:
    """A document whose sections share a header, and where it is `even` one for even pages."""

    def fill(document: Any) -> None:
        document.settings.odd_and_even_pages_header_footer = even or None
        document.sections[0].header.paragraphs[0].text = f"{name} odd"
        document.sections[0].even_page_header.paragraphs[0].text = f"{name} even"
        document.sections[0].first_page_header.paragraphs[0].text = f"{name} first"
        for _ in range(sections - 1):
            document.add_section()
            document.add_paragraph("more")

    return docx_of(*blocks, change=fill)


def _odd_and_even(data: bytes) -> list[tuple[str, str]]:
    document = docx.Document(io.BytesIO(data))
    assert document.settings.odd_and_even_pages_header_footer
    return [
        tuple(one.paragraphs[0].text for one in (section.header, section.even_page_header))
        for section in document.sections
    ]


def _without_settings(data: bytes) -> bytes:
    def leave_out(root: etree._Element) -> None:
        for item in [one for one in root if "settings.xml" in (one.get("PartName", "") + one.get("Target", ""))]:
            root.remove(item)

    for part in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        data = with_xml(data, part, leave_out)
    return with_parts(data, {"word/settings.xml": None})


_OURS, _THEIRS = ("ours odd", "ours odd"), ("theirs odd", "theirs even")


def test_even_pages_show_the_headers_that_they_had() -> None:
    """Word says for a whole file whether they have their own: where one document has them, the others repeat theirs."""
    for ours, theirs in (((False, "ours"), (True, "theirs")), ((True, "theirs"), (False, "ours"))):
        here, there = (_OURS if not even else _THEIRS for even, _ in (ours, theirs))
        other = _faces(theirs[1], 2, "text", even=theirs[0])
        whole = append(_faces(ours[1], 2, "text", even=ours[0]), other)
        assert _odd_and_even(whole) == [here, here, there, there]
        template = _faces(ours[1], 1, "{{ x }}", "behind", even=ours[0])
        assert _odd_and_even(WORD.render(template, x=Subdocument(other))) == [there, there, here]


def test_even_pages_of_documents_without_settings() -> None:
    """The file gains settings, in the order of the schema; where no document has such headers nothing changes."""
    bare = _without_settings(_faces("ours", 1, "a", even=False))
    assert _odd_and_even(append(bare, _faces("theirs", 1, "b", even=True))) == [_OURS, _THEIRS]
    plain = append(_faces("ours", 1, "a", even=False), _faces("theirs", 1, "b", even=False))
    assert not docx.Document(io.BytesIO(plain)).settings.odd_and_even_pages_header_footer
    assert docx.Document(io.BytesIO(plain)).sections[1].even_page_header.paragraphs[0].text == "theirs even"
