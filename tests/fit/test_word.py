"""A printed Word document is laid out: contents with pages, and tables that keep their first and last rows together."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.fit.paragraphs import Line
from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate
from tests.support.cxml import qn, xml
from tests.support.office import WORD, Block, docx_of, select, table, texts

LINE_HEIGHT = "w:spacing{w:before=0,w:after=0,w:line=480,w:lineRule=exact}"
"""24 points: 27 lines on a page of python-docx's own file, whose text is 648 points high."""


def line(text: str) -> Block:
    """A paragraph of one line."""
    return xml(f'w:p/(w:pPr/{LINE_HEIGHT},w:r/w:t"{text}")')


def heading(text: str, level: int = 1) -> Block:
    """A heading, as high as a line."""
    return xml(f'w:p/(w:pPr/(w:pStyle{{w:val=Heading{level}}},{LINE_HEIGHT}),w:r/w:t"{text}")')


def contents(code: str = 'TOC \\o "1-2" \\h') -> Block:
    """A table of contents as an editor inserts it, with an entry of long ago."""
    marks = {kind: f"w:r/w:fldChar{{w:fldCharType={kind}}}" for kind in ("begin", "separate", "end")}
    paragraph = xml(f'w:p/({marks["begin"]},w:r/w:instrText,{marks["separate"]},w:r/w:t"Old",{marks["end"]})')
    next(paragraph.iter(qn("w:instrText"))).text = f" {code} "
    return paragraph


def with_styles(document: Any) -> None:
    """Give a document the styles of contents, which Word makes when it needs them."""
    for level in (1, 2):
        style = document.styles.add_style(f"toc {level}", 1)
        style.paragraph_format.space_before = style.paragraph_format.space_after = 0


def entries(data: bytes) -> list[str]:
    """The texts of the links in the body."""
    return ["".join(link.itertext()) for link in select(data, WORD.main, "//w:hyperlink[@w:anchor]")]


def test_contents_have_an_entry_for_each_heading() -> None:
    """It links to a bookmark there; what stood in the field is gone, and its marks stand around the entries."""
    file = docx_of(contents(), "{% for x in xs %}", heading("About {{ x }}"), "{% endfor %}", change=with_styles)
    data = WORD.render(file, xs="ab")
    assert [entry.split(" PAGEREF")[0] for entry in entries(data)] == ["About a", "About b"]
    assert "Old" not in texts(data, WORD.main)
    anchors = select(data, WORD.main, "//w:hyperlink/@w:anchor")
    assert anchors == select(data, WORD.main, "//w:bookmarkStart/@w:name")
    assert len(set(select(data, WORD.main, "//w:bookmarkStart/@w:id"))) == len(anchors) == 2
    kinds = select(data, WORD.main, "//w:fldChar/@w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 3
    assert (kinds[0], kinds[-1]) == ("begin", "end")


@pytest.mark.parametrize(("lines", "page"), [(0, "1"), (23, "1"), (25, "2"), (54, "3")])
def test_an_entry_says_the_page_of_its_heading(lines: int, page: str) -> None:
    """As far as the heights of lines tell; Word brings it up to date."""
    file = docx_of(
        contents(), *(line("text") for _ in range(lines)), heading("Here"), line("{{ x }}"), change=with_styles
    )
    (number,) = select(WORD.render(file, x=1), WORD.main, "//w:hyperlink//w:t[last()]/text()")[-1:]
    assert number == page


def test_a_heading_keeps_with_what_follows() -> None:
    """So it stands on the next page where only itself would fit."""
    file = docx_of(contents(), *(line("text") for _ in range(25)), heading("Here"), line("{{ x }}"), change=with_styles)
    assert select(WORD.render(file, x=1), WORD.main, "//w:hyperlink//w:t/text()")[-1] == "2"


def test_contents_list_other_styles_by_name() -> None:
    """As the field's code says; headings of other levels are left out."""
    file = docx_of(
        contents('TOC \\o "1-1" \\t "Quote,2"'), heading("One"), heading("Two", 2),
        xml('w:p/(w:pPr/w:pStyle{w:val=Quote},w:r/w:t"{{ x }}")'), change=with_styles,
    )  # fmt: skip
    data = WORD.render(file, x="Said")
    assert [entry.split(" PAGEREF")[0] for entry in entries(data)] == ["One", "Said"]


def test_an_entry_is_in_the_language_of_its_heading() -> None:
    """With the typefaces for that; else it looks as its style says."""
    properties = "w:rPr/(w:rFonts{w:eastAsia=SimSun},w:b,w:lang{w:eastAsia=zh-CN})"
    there = xml(f'w:p/(w:pPr/w:pStyle{{w:val=Heading1}},w:r/({properties},w:t"{{{{ x }}}}"))')
    data = WORD.render(docx_of(contents(), there, change=with_styles), x="概要")
    kept = select(data, WORD.main, "//w:hyperlink/w:r[w:t='概要']/w:rPr/*")
    assert [child.tag for child in kept] == [qn("w:rFonts"), qn("w:lang")]


def test_entries_without_a_style_look_as_those_before() -> None:
    """A document has the styles of contents only if Word has made it; `w:pStyle` has to name one that is there."""
    listed = contents()
    listed.insert(0, xml("w:pPr/(w:pStyle{w:val=Quote},w:jc{w:val=right})"))
    data = WORD.render(docx_of(listed, heading("{{ x }}"), heading("Two", 2)), x="One")
    styles = select(data, WORD.main, "//w:p[w:hyperlink]/w:pPr[w:jc]/w:pStyle/@w:val")
    assert styles == ["Quote", "Quote"]


def test_headings_whose_list_prints_nothing_have_no_number() -> None:
    """LibreOffice numbers all headings, in a form that prints nothing."""
    numbered = xml(
        'w:p/(w:pPr/(w:pStyle{w:val=Heading1},w:numPr/(w:ilvl{w:val=0},w:numId{w:val=99})),w:r/w:t"{{ x }}")'
    )
    level = 'w:lvl{w:ilvl=0}/(w:start{w:val=1},w:numFmt{w:val=none},w:lvlText{w:val=""})'

    def change(document: Any) -> None:
        with_styles(document)
        lists = document.part.numbering_part.element
        lists.insert(0, xml(f"w:abstractNum{{w:abstractNumId=99}}/{level}"))
        lists.append(xml("w:num{w:numId=99}/w:abstractNumId{w:val=99}"))

    (entry,) = entries(WORD.render(docx_of(contents(), numbered, change=change), x="One"))
    assert entry.split(" PAGEREF")[0] == "One"


def test_a_section_that_ends_with_the_contents_ends_there() -> None:
    """Its page and its columns belong to the paragraph of the last entry."""
    listed = contents()
    listed.insert(0, xml("w:pPr/w:sectPr/w:cols{w:num=2}"))
    data = WORD.render(docx_of(listed, heading("{{ x }}"), heading("Two", 2), change=with_styles), x="One")
    assert select(data, WORD.main, "//w:p[w:hyperlink[.//w:t='Two']]/w:pPr/w:sectPr/w:cols/@w:num") == ["2"]
    assert len(select(data, WORD.main, "//w:sectPr")) == 2


def test_two_tables_of_contents_lead_to_headings_of_their_own() -> None:
    """A side-by-side edition has one for each language; a bookmark is there once."""
    file = docx_of(
        contents('TOC \\o "1-1"'), contents('TOC \\t "Quote,1"'), heading("{{ x }}"),
        xml('w:p/(w:pPr/w:pStyle{w:val=Quote},w:r/w:t"Zwei")'), change=with_styles,
    )  # fmt: skip
    data = WORD.render(file, x="One")
    assert [entry.split(" PAGEREF")[0] for entry in entries(data)] == ["One", "Zwei"]
    marked = select(data, WORD.main, "//w:bookmarkStart/@w:name")
    assert select(data, WORD.main, "//w:hyperlink/@w:anchor") == marked
    assert len(set(marked)) == 2


def test_contents_without_a_heading_stay() -> None:
    """There is nothing to write into them."""
    assert "Old" in texts(WORD.render(docx_of(contents(), "{{ x }}"), x=1), WORD.main)


def test_no_row_stands_alone_at_the_end_of_a_page() -> None:
    """The header row keeps with the first, that with the second, and the last but one with the last."""
    rows = table(["head"], ["{%tr for x in xs %}{{ x }}{%tr endfor %}"])
    rows.find(qn("w:tr")).insert(0, xml("w:trPr/w:tblHeader"))
    data = WORD.render(docx_of(rows), xs="abcde")
    kept = [
        bool(row.xpath(".//w:keepNext", namespaces={"w": qn("w:p")[1:-2]})) for row in select(data, WORD.main, "//w:tr")
    ]
    assert kept == [True, True, False, False, True, False]


def test_rows_that_share_a_cell_begin_and_end_together() -> None:
    """So that what stands in the cell has room where it begins, and is not far from the last of its rows."""
    rows = table(["head", "head"], ["{%tr for x in xs %}{% vm loop.changed(x) %}{{ x }}", "y{%tr endfor %}"])
    rows.find(qn("w:tr")).insert(0, xml("w:trPr/w:tblHeader"))
    data = WORD.render(docx_of(rows), xs=["one", "many", "many", "many", "many", "more", "last"])
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in select(data, WORD.main, "//w:tr")]
    assert kept == [True, True, True, False, True, False, True, False]


LONE = "兩地政府將繼續深化合作，共同跟進。"
"""Two lines of eight characters in a cell of 100 points, and one that is left."""


def printed(*blocks: Block, language: str | None = "zh-Hant", **context: Any) -> bytes:
    """A document printed in a language, or in none."""
    template = OfficeTemplate(docx_of(*blocks), WORD.name)
    return template.compile(LANGUAGES[language] if language else None).render(context)


def fixed(text: str) -> Block:
    """A table of one cell, which is as wide as it says."""
    cell = table([text])
    cell.find(qn("w:tblPr")).append(xml("w:tblLayout{w:type=fixed}"))
    return cell


def indents(data: bytes) -> list[float]:
    """How many points narrower paragraphs of the body are on their right."""
    return [int(twips) / 20 for twips in select(data, WORD.main, "//w:pPr/w:ind/@w:right")]


@pytest.mark.parametrize("text", [LONE, "兩地將合作（第16段）", "已簽署合作框架協議 †"])
def test_a_column_is_narrower_where_lines_end_badly(text: str) -> None:
    """With a character that is left, inside a mark, before a dagger; the text stays as it is."""
    data = printed(fixed("{{ x }}"), x=text)
    (narrower,) = indents(data)
    assert 0 < narrower < 40
    assert texts(data, WORD.main) == [text]


def test_a_paragraph_may_take_a_line_more() -> None:
    """Where its last line is full, and no narrower column of as many lines keeps a date whole."""
    (narrower,) = indents(printed(fixed("{{ x }}"), x="深" * 34 + "2023年2月22日" + "港" * 28))
    assert 10 < narrower < 20


def test_space_between_scripts_is_reckoned_with_as_office_sets_it() -> None:
    """With some of it a line is full, which none at its end makes fuller."""
    line = Line("自2023年起", [10.0, 5.0, 5.0, 5.0, 5.0, 10.0, 10.0], [10.0] * 7, on_page=True)
    assert line.split_segments().ink == pytest.approx([10.0, 32.4, 44.8, 54.8])
    assert line.split_in_office(1.0).ink == pytest.approx([10.0, 31.56, 43.12, 53.12])


def test_a_paragraph_of_the_page_is_as_wide_as_its_section() -> None:
    """Here 432 points, for 39 characters; where there is another section, which width holds is not looked for."""
    assert len(indents(printed("{{ x }}", x="深港" * 20))) == 1
    ended = xml('w:p/(w:pPr/w:sectPr,w:r/w:t"Before")')
    assert indents(printed(ended, "{{ x }}", x="深港" * 20)) == []


@pytest.mark.parametrize(
    ("block", "language"), [(fixed("{{ x }}"), None), (table(["{{ x }}"]), "zh-Hant"), (fixed("{{ x }}\t"), "zh-Hant")]
)
def test_other_columns_stay(block: Block, language: str | None) -> None:
    """In no language a file is its author's; how wide tabs are, or a column that fits its texts, nobody knows."""
    assert indents(printed(block, language=language, x=LONE)) == []


def test_what_no_tag_fills_stays() -> None:
    """Its lines and its rows are its author's."""
    rows = table(["head"], ["one"], ["two"])
    rows.find(qn("w:tr")).insert(0, xml("w:trPr/w:tblHeader"))
    data = printed(rows, LONE, fixed(LONE), fixed("{{ x }}"), x=f"兩{LONE}")
    assert select(data, WORD.main, "//w:keepNext") == []
    assert len(indents(data)) == 1


def test_what_a_language_has_changed_is_looked_at_as_what_a_tag_fills() -> None:
    """It is no longer what its author has seen."""
    template = OfficeTemplate(docx_of(fixed(LONE), "{{ x }}"), WORD.name)
    compiled = template.compile(LANGUAGES["zh-Hans"], lambda text: text.replace("兩", "两"))
    assert len(indents(compiled.render({"x": 1}))) == 1


def test_the_lines_of_a_title_are_of_one_length() -> None:
    """As those of a headline on a slide; another text keeps its width where no line ends badly."""
    text = "Two places will sign, with all of the bodies that have asked for it, a joint agreement on wetlands"
    title = docx_of(xml('w:p/(w:pPr/w:pStyle{w:val=Title},w:r/w:t"{{ x }}")'))
    body = docx_of("{{ x }}")
    narrower = [
        indents(OfficeTemplate(file, WORD.name).compile(LANGUAGES["en"]).render({"x": text})) for file in (title, body)
    ]
    assert [len(found) for found in narrower] == [1, 0]


def test_columns_that_are_left_out_give_their_room_to_the_others() -> None:
    """In proportion to their widths."""
    rows = table(["a", "b", "{%tc if yes %}c{%tc endif %}"])
    for cell, width in zip(rows.iter(qn("w:tcW")), ("1000", "2000", "3000"), strict=True):
        cell.set(qn("w:w"), width)
    data = WORD.render(docx_of(rows), yes=False)
    assert select(data, WORD.main, "//w:tcW/@w:w") == select(data, WORD.main, "//w:gridCol/@w:w") == ["2000", "4000"]
