"""Whole sections of a Word file repeated or left out, with their page set-up, headers and footers."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.enum.dml import MSO_THEME_COLOR
from docx.enum.section import WD_ORIENT, WD_SECTION
from lxml import etree

from reportgen.template import OfficeTemplate, Picture
from tests.support.cxml import qn, xml
from tests.support.drawings import book_parts, chart_page, chart_parts, png
from tests.support.office import (
    POWERPOINT,
    WORD,
    docx_of,
    faults_of,
    parts_of,
    pptx_of,
    problems_of,
    select,
    table,
    with_xml,
)


def sections_of(*sections: list[Any], header: bool = False) -> bytes:
    """A file with sections: lists of blocks; page widths 1000, 2000 … tell them apart, headers `H1` …"""

    def fill(document: Any) -> None:
        for number, blocks in enumerate(sections):
            section = document.add_section(WD_SECTION.NEW_PAGE) if number else document.sections[0]
            section.page_width = (number + 1) * 1000 * 635
            if header:
                section.header.is_linked_to_previous = False
                section.header.paragraphs[0].text = f"H{number + 1}"
            for block in blocks:
                if isinstance(block, str):
                    document.add_paragraph(block)
                else:
                    document.element.body.insert(len(document.element.body) - 1, block)

    return docx_of(change=fill)


def shown(data: bytes) -> list[tuple[str, list[str]]]:
    """Each section of a file: its page width in twentieths of a point, and its texts."""
    found: list[tuple[str, list[str]]] = []
    lines: list[str] = []
    body = docx.Document(io.BytesIO(data)).element.body
    for block in body:
        if block.tag != qn("w:sectPr"):
            text = "".join(t.text or "" for t in block.iter(qn("w:t")))
            lines += [text] if text else []
        for properties in block.iter(qn("w:sectPr")):
            found.append((properties.find(qn("w:pgSz")).get(qn("w:w")), lines))
            lines = []
    assert body[-1].tag == qn("w:sectPr")
    return found


def fill(*sections: list[Any], **context: Any) -> list[tuple[str, list[str]]]:
    """What a file with these sections shows after rendering."""
    return shown(WORD.render(sections_of(*sections), **context))


def test_a_section_is_repeated() -> None:
    """Each copy is a section with the page set-up of the original; no end tag is needed."""
    made = fill(["first"], ["{%section for x in xs %}", "{{ x }}", "more"], ["last"], xs="ab")
    assert made == [("1000", ["first"]), ("2000", ["a", "more"]), ("2000", ["b", "more"]), ("3000", ["last"])]


def test_the_last_section_is_repeated() -> None:
    """Its properties stand at the end of the body, where only the last copy has them."""
    assert fill(["first"], ["{%section for x in xs %}{{ x }}"], xs="abc") == [
        ("1000", ["first"]), ("2000", ["a"]), ("2000", ["b"]), ("2000", ["c"])
    ]  # fmt: skip


def test_the_only_section_is_repeated() -> None:
    """A document of one section becomes a document of several, as in a mail merge."""
    data = WORD.render(sections_of(["{%section for x in xs %}{{ x }}"]), xs="abc")
    assert shown(data) == [("1000", ["a"]), ("1000", ["b"]), ("1000", ["c"])]
    assert len(select(data, WORD.main, "//w:body/w:p")) == 3


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_section_is_left_out(gone: int) -> None:
    """Whichever it is, the others keep their page set-up."""
    made = fill(*([f"{{%section if x != {n} %}}", f"s{n}"] for n in (1, 2, 3)), x=gone)
    assert made == [(f"{n}000", [f"s{n}"]) for n in (1, 2, 3) if n != gone]


def test_all_sections_may_be_left_out() -> None:
    """What is left is a document with an empty page of the last section's set-up."""
    data = WORD.render(sections_of(*([f"{{%section if no %}}s{n}"] for n in (1, 2)), header=True), no=False)
    assert shown(data) == [("2000", [])]
    assert len(select(data, WORD.main, "//w:body/w:p")) == 1


def test_a_statement_reaches_to_the_section_with_its_end_tag() -> None:
    """Two sections between a tag and its end are repeated together."""
    made = fill(["{%section for x in xs %}{{ x }}"], ["wide {{ x }}", "{%section endfor %}"], ["end"], xs="ab")
    assert made == [("1000", ["a"]), ("2000", ["wide a"]), ("1000", ["b"]), ("2000", ["wide b"]), ("3000", ["end"])]


def test_a_section_shown_otherwise() -> None:
    """`{%section else %}` on the next section."""
    for yes in (True, False):
        made = fill(["{%section if yes %}", "A"], ["{%section else %}", "B"], ["C"], yes=yes)
        assert made == [("1000", ["A"]) if yes else ("2000", ["B"]), ("3000", ["C"])]


def test_statements_stand_anywhere_in_the_section() -> None:
    """In its last paragraph, which holds the section's properties, or in a table."""
    made = fill(["x", "{%section for x in xs %}"], [table(["{%section if no %}", "gone"])], ["end"], xs="ab", no=0)
    assert made == [("1000", ["x"]), ("1000", ["x"]), ("3000", ["end"])]


def test_loops_of_other_levels_inside_a_section() -> None:
    """A section may be nothing but a loop over paragraphs, a table at its end included."""
    made = fill(
        ["{%section for x in xs %}", "{% for y in x %}", "{{ y }}", "{% endfor %}"],
        ["{%section for x in xs %}", table(["{%tr for y in x %}{{ y }}{%tr endfor %}"])],
        xs=["ab", "", "c"],
    )
    assert made == [
        ("1000", ["a", "b"]),
        ("1000", []),
        ("1000", ["c"]),
        ("2000", ["ab"]),
        ("2000", []),
        ("2000", ["c"]),
    ]


def test_a_loop_over_paragraphs_may_hold_section_statements() -> None:
    """A loop whose tags stand in other sections goes round the sections between."""
    made = fill(
        ["{% for x in xs %}", "{{ x }}"], ["{%section if x == 'a' %}", "only a"], ["{% endfor %}", "end"], xs="ab"
    )
    assert made == [("1000", ["a"]), ("2000", ["only a"]), ("1000", ["b"]), ("3000", ["end"])]


def test_a_loop_that_leaves_its_section_is_reported() -> None:
    """A section cannot be repeated with half a loop in it."""
    data = sections_of(["{%section if yes %}", "{% for x in xs %}", "x"], ["y", "{% endfor %}"])
    assert [code for code, _ in faults_of(data, "a.docx", yes=1, xs="ab")] == ["crossing-statement"]


@pytest.mark.parametrize("end", ["{%section endif %}", "{%section endwith %}"])
def test_a_stray_end_is_reported(end: str) -> None:
    """With the words for sections."""
    assert [code for code, _ in faults_of(sections_of([end], ["x"]), "a.docx")] == ["stray-end"]


def test_a_section_statement_in_a_header_is_reported() -> None:
    """A header belongs to several sections; a slide to none."""
    for data, name in ((docx_of("x", header="{%section if x %}"), "a.docx"), (pptx_of("{%section if x %}"), "a.pptx")):
        assert [code for code, _ in faults_of(data, name, x=1)] == ["misplaced-tag"]
    assert POWERPOINT.fill("x") == ["x"]


def _headers(data: bytes) -> list[str]:
    return [section.header.paragraphs[0].text for section in docx.Document(io.BytesIO(data)).sections]


def test_headers_stay_with_their_sections() -> None:
    """Copies refer to the same header; what a section inherits in the template it inherits in the document."""
    data = sections_of(["{%section for x in xs %}{{ x }}"], ["{%section if yes %}two"], ["three"], header=True)
    assert _headers(WORD.render(data, xs="ab", yes=True)) == ["H1", "H1", "H2", "H3"]

    def inherit(document: Any) -> None:
        for number in range(3):
            section = document.add_section() if number else document.sections[0]
            document.add_paragraph("{%section if yes != " + str(number) + " %}s")
            if number == 0:
                section.header.is_linked_to_previous = False
                section.header.paragraphs[0].text = "H"

    assert _headers(WORD.render(docx_of(change=inherit), yes=0)) == ["H", "H"]


def test_a_header_knows_what_the_loop_of_its_section_counts() -> None:
    """Each copy has a header and a footer of its own; what is not the loop's is printed in it too."""
    data = sections_of(["first"], ["{%section for x in xs %}{{ x }}"], ["last"], header=True)
    data = with_xml(data, "word/header2.xml", lambda root: _say(root, "{{ x }} of {{ xs|length }}, {{ y }}"))
    out = WORD.render(data, xs="ab", y="Y")
    assert _headers(out) == ["H1", "a of 2, Y", "b of 2, Y", "H3"]
    assert "word/header2.xml" not in parts_of(out)
    assert _headers(WORD.render(data, xs="", y="Y")) == ["H1", "H3"]


def test_a_header_of_a_section_in_a_plain_loop_knows_its_item() -> None:
    """However the section is repeated; the header's own loops and conditions work in it."""
    data = sections_of(["{% for x in xs %}", "{{ x }}"], ["{% endfor %}", "last"], header=True)
    said = "{% for z in x %}{{ z }}{{ loop.index }}{% endfor %}"
    data = with_xml(data, "word/header1.xml", lambda root: _say(root, said))
    assert _headers(WORD.render(data, xs=["ab", "c"])) == ["a1b2", "c1", "H2"]


def test_a_header_of_a_repeated_section_may_have_a_bound_picture_and_an_address_with_tags() -> None:
    """Each copy shows its own picture and leads to its own page, whether the header's text names the item or not."""

    def change(document: Any) -> None:
        document.add_paragraph("{%section for x in xs %}{{ x.name }}")
        document.add_section(WD_SECTION.NEW_PAGE).header.is_linked_to_previous = False
        header = document.sections[0].header
        header.is_linked_to_previous = False
        picture = header.paragraphs[0].add_run().add_picture(io.BytesIO(png(shade=9)))
        picture._inline.docPr.set("descr", "{{ x.photo }}")
        address = "http://%7B%7B%20x.page%20%7D%7D"
        rid = header.part.relate_to(address, f"{qn('r:x')[1:-2]}/hyperlink", is_external=True)
        link = xml('w:hyperlink/w:r/w:t"page"')
        link.set(qn("r:id"), rid)
        header.paragraphs[0]._p.append(link)

    xs = [{"name": n, "photo": Picture(png(shade=s), n), "page": f"https://{n}.org"} for n, s in (("a", 1), ("b", 2))]
    out = WORD.render(docx_of(change=change), xs=xs)
    headers = [section.header for section in docx.Document(io.BytesIO(out)).sections]
    shown = [[r.target_ref for r in header.part.rels.values() if r.is_external] for header in headers]
    assert shown == [["https://a.org"], ["https://b.org"], []]
    images = [[r.target_part.blob for r in header.part.rels.values() if not r.is_external] for header in headers]
    assert images == [[png(shade=1)], [png(shade=2)], []]
    assert [header._element.xpath("//wp:docPr/@descr") for header in headers] == [["a"], ["b"], []]


def test_a_header_that_other_sections_have_too_is_reported_there() -> None:
    """Outside the loop its item has no value."""

    def one_header(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ x }}"

    data = docx_of("{% for x in xs %}", "{{ x }}", "{% endfor %}", change=one_header)
    assert faults_of(data, "a.docx", xs="ab") == [("unknown-name", "header › paragraph 1")]


def _say(root: etree._Element, text: str) -> None:
    next(root.iter(qn("w:t"))).text = text


def test_a_section_without_a_header_stays_without_one() -> None:
    """A copy behind a section with a header does not take it over."""

    def one_header(document: Any) -> None:
        document.add_paragraph("{%section for x in xs %}")
        section = document.add_section()
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "H"
        document.add_paragraph("{%section endfor %}")

    assert _headers(WORD.render(docx_of(change=one_header), xs="ab")) == ["", "H", "", "H"]


def test_page_set_up_breaks_and_ids() -> None:
    """Landscape stays landscape, page breaks stay, bookmarks and drawings are not repeated under one id."""

    def landscape(document: Any) -> None:
        document.add_paragraph("{%section for x in xs %}").add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
        document.add_paragraph("text")
        body = document.element.body
        body[0].append(xml("w:bookmarkStart{w:id=1,w:name=here}"))
        body[0].append(xml("w:bookmarkEnd{w:id=1}"))
        body[1].append(xml("w:r/w:drawing/wp:inline/wp:docPr{id=1,name=P}"))
        section = document.add_section()
        document.sections[0].orientation = WD_ORIENT.LANDSCAPE
        section.orientation = WD_ORIENT.PORTRAIT

    data = WORD.render(docx_of(change=landscape), xs="ab")
    assert select(data, WORD.main, "//w:pgSz/@w:orient") == ["landscape", "landscape"]
    assert len(select(data, WORD.main, "//w:br[@w:type='page']")) == 2
    assert len(set(select(data, WORD.main, "//wp:docPr/@id"))) == 2


def test_a_body_without_properties() -> None:
    """Some programs write none; the body is one section all the same."""
    data = sections_of(["{%section for x in xs %}{{ x }}"])
    root = docx.Document(io.BytesIO(data))
    root.element.body.remove(root.element.body[-1])
    stream = io.BytesIO()
    root.save(stream)
    rendered = WORD.render(stream.getvalue(), xs="ab")
    assert WORD.lines(rendered) == ["a", "b"]
    assert len(select(rendered, WORD.main, "//w:sectPr")) == 2


def test_a_fault_in_a_repeated_section_says_at_which_item() -> None:
    """As in any other loop."""
    data = sections_of(["{%section for x in xs %}", "{{ 1 / x }}"], ["end"])
    assert "(at item 2" in problems_of(data, "a.docx", xs=[1, 0])[0].message


# -- the paragraph that ends a section


LAST = 'w:p/(w:pPr/(w:jc{w:val=center},w:sectPr/w:type{w:val=nextPage}),w:r/w:t"{{ y }}")'


@pytest.mark.parametrize(("text", "lines"), [("a", ["a"]), ("a\u2029b\u2029c", ["a", "b", "c"]), ("", [""])])
def test_new_paragraphs_in_the_one_that_ends_a_section(text: str, lines: list[str]) -> None:
    """U+2029 begins a new paragraph there too; the last one ends the section."""
    data = WORD.render(docx_of(xml(LAST), "end"), y=text)
    assert WORD.lines(data) == [*lines, "end"]
    assert [len(p.findall(f".//{qn('w:sectPr')}")) for p in select(data, WORD.main, "//w:body/w:p")] == [
        *([0] * (len(lines) - 1)), 1, 0
    ]  # fmt: skip
    assert select(data, WORD.main, "//w:jc/@w:val") == ["center"] * len(lines)


def test_a_bare_paragraph_that_ends_a_section_is_broken() -> None:
    """Without properties of its own beside the section's."""
    last = xml('w:p/(w:pPr/w:sectPr/w:type{w:val=nextPage},w:r/w:t"{{ y }}")')
    data = WORD.render(docx_of(last, "end"), y="a\u2029b")
    assert WORD.lines(data) == ["a", "b", "end"]
    assert etree.QName(select(data, WORD.main, "//w:body/w:p[2]/w:pPr")[0][0]).localname == "sectPr"


@pytest.mark.parametrize("end", ["{%p endfor %}", "{%- endfor %}"])
def test_a_section_break_is_not_lost_with_its_paragraph(end: str) -> None:
    """A statement in the paragraph that ends a section leaves the break where it is."""
    last = xml(f'w:p/(w:pPr/w:sectPr/w:type{{w:val=nextPage}},w:r/w:t"{end}")')
    opening = "{%p for x in xs %}" if "{%p" in end else "{% for x in xs -%}"
    data = WORD.render(docx_of(opening, "{{ x }}", last, "end"), xs="ab")
    assert len(select(data, WORD.main, "//w:p//w:sectPr")) == 1


def test_colours_of_the_theme_stay_in_repeated_sections() -> None:
    """A colour that is written beside the theme's own is what it was, or the document's new one."""

    def themed(document: Any) -> None:
        run = document.add_paragraph("{%section for x in xs %}").add_run("{{ x }}")
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
        run._element.rPr.find(qn("w:color")).set(qn("w:val"), "4472C4")

    template = OfficeTemplate(docx_of(change=themed), "t.docx").compile()
    for colours, expected in (({}, "4472C4"), ({"accent1": "00FF00"}, "00FF00")):
        data = template.render({"xs": "ab"}, colours)
        assert select(data, WORD.main, "//w:body//w:color/@w:val") == [expected, expected]


def test_a_chart_in_a_repeated_section_is_copied_with_it() -> None:
    """Each copy has its own chart and workbook, while all share the section's header, which is printed once."""
    document = docx.Document(io.BytesIO(chart_page("")))
    document.paragraphs[0].insert_paragraph_before("{%section for x in xs %}{{ x }}")
    document.sections[0].header.is_linked_to_previous = False
    document.sections[0].header.paragraphs[0].text = "H {{ y }}"
    buffer = io.BytesIO()
    document.save(buffer)
    data = WORD.render(buffer.getvalue(), xs="abc", y=1)
    parts = parts_of(data)
    assert len(chart_parts(parts)) == len(book_parts(parts)) == 3
    assert _headers(data) == ["H 1"] * 3
    assert len(set(select(data, WORD.main, "//w:headerReference/@r:id"))) == 1
