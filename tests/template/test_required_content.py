"""Whatever a loop over nothing or a false condition leaves, cells, bodies and headers keep a paragraph, tables a row.

That the files are sound is checked for every test; what is asserted here is what is left in them.
"""

from __future__ import annotations

import pytest
from lxml import etree

from tests.support.cxml import qn, xml
from tests.support.office import POWERPOINT, WORD, Block, Office, Slide, docx_of, pptx_of, select, table, texts

NOTHING = {"xs": [], "no": False, "yes": True}

EMPTYING: list[tuple[Block, ...]] = [
    ("{% for x in xs %}", "{{ x }}", "{% endfor %}"),
    ("{%p for x in xs %}{{ x }}{%p endfor %}",),
    ("{%p if no %}gone{%p endif %}",),
    ("{% if no %}", "a", "{% elif no %}", "b", "{% endif %}"),
    ("{% for y in [1, 2] %}", "{% for x in xs %}", "{{ x }}", "{% endfor %}", "{% endfor %}"),
    ("{# only a comment #}",),
    ("{% set a = 1 %}",),
    ("{% if no %}gone{% endif %}",),
    ("{{ '' }}",),
]


@pytest.mark.parametrize("blocks", EMPTYING, ids=str)
def test_a_body_of_text_keeps_a_paragraph(office: Office, blocks: tuple[Block, ...]) -> None:
    """A shape or a document whose only content is dropped shows an empty paragraph, or nothing."""
    assert "".join(office.fill(*blocks, **NOTHING)) == ""


@pytest.mark.parametrize("blocks", EMPTYING, ids=str)
def test_a_cell_keeps_a_paragraph(office: Office, blocks: tuple[Block, ...]) -> None:
    """A cell whose only content is dropped stays, empty."""
    data = office.render(office.with_table(["a", "\n".join(str(b) for b in blocks)]), **NOTHING)
    assert office.rows(data) == [["a", ""]]


@pytest.mark.parametrize("blocks", EMPTYING, ids=str)
@pytest.mark.parametrize("part", ["header", "footer"])
def test_header_and_footer_keep_a_paragraph(part: str, blocks: tuple[Block, ...]) -> None:
    """An emptied header is an empty header."""

    def fill(document: object) -> None:
        holder = getattr(document.sections[0], part)  # type: ignore[attr-defined]
        holder.paragraphs[0].text = blocks[0]
        for block in blocks[1:]:
            holder.add_paragraph(block)

    data = WORD.render(docx_of("x", change=fill), **NOTHING)
    assert texts(data, f"word/{part}1.xml") == [""]


@pytest.mark.parametrize("blocks", EMPTYING, ids=str)
def test_a_text_box_keeps_a_paragraph(blocks: tuple[Block, ...]) -> None:
    """The text of a text box may vanish, its paragraph may not."""
    box = xml("w:p/w:r/w:drawing/wp:inline/(wp:docPr{id=1,name=B},wps:txbx/w:txbxContent)")
    box[0][0][0][1][0].extend(xml(f'w:p/w:r/w:t"{block}"') for block in blocks)
    data = WORD.render(docx_of(box), **NOTHING)
    assert len(select(data, WORD.main, "//w:txbxContent/w:p")) == 1


@pytest.mark.parametrize("blocks", EMPTYING, ids=str)
def test_notes_keep_a_paragraph(blocks: tuple[Block, ...]) -> None:
    """Notes that come out empty are empty notes."""
    data = POWERPOINT.render(pptx_of(Slide(["x"], notes="\n".join(str(b) for b in blocks))), **NOTHING)
    assert "".join(texts(data, "ppt/notesSlides/notesSlide1.xml")) == ""


def test_a_full_body_gains_no_paragraph(office: Office) -> None:
    """The guard adds nothing where something is left."""
    assert office.fill("{% for x in xs %}", "{{ x }}", "{% endfor %}", xs="ab") == ["a", "b"]
    assert office.rows(office.render(office.with_table(["{%p for x in xs %}{{ x }}{%p endfor %}"]), xs="ab")) == [
        ["a\nb"]
    ]


@pytest.mark.parametrize("around", ["w:sdt/w:sdtContent", "w:customXml{w:element=x}", "w:customXml/w:sdt/w:sdtContent"])
@pytest.mark.parametrize("text", ["{{ x }}", "{% if x %}{{ x }}{% endif %}"])
def test_a_cell_that_ends_with_a_control_gains_no_paragraph(around: str, text: str) -> None:
    """Its last paragraph may stand in a content control, or in an element that marks it."""
    cells = table([text])
    (cell,) = cells.iter(qn("w:tc"))
    cell.append(outer := xml(around))
    inner = list(outer.iter())[-1]
    inner.append(cell.find(qn("w:p")))
    data = WORD.render(docx_of(cells), x="A")
    assert select(data, WORD.main, "//w:tc//w:t/text()") == ["A"]
    assert len(select(data, WORD.main, "//w:tc//w:p")) == 1


def test_an_emptied_cell_keeps_the_look_of_its_paragraph() -> None:
    """The paragraph that is put in has the style of the one that went, so that the row keeps its height."""
    element = table(["x"])
    cell = element[-1][-1]
    cell[1].getparent().replace(cell[1], xml('w:p/(w:pPr/w:pStyle{w:val=Caption},w:r/w:t"{%p if no %}x{%p endif %}")'))
    data = WORD.render(docx_of(element), **NOTHING)
    assert select(data, WORD.main, "//w:tc/w:p/w:pPr/w:pStyle/@w:val") == ["Caption"]


def test_an_emptied_shape_keeps_the_size_of_its_text() -> None:
    """The end of the empty paragraph has the properties of the text that stood there."""
    element = xml('a:p/(a:pPr{algn=ctr},a:r/(a:rPr{lang=en-HK,sz=900},a:t"{%p if no %}x{%p endif %}"))')
    data = POWERPOINT.render(pptx_of(Slide([element])), **NOTHING)
    assert select(data, POWERPOINT.main, "//a:p/a:endParaRPr/@sz") == ["900"]
    assert select(data, POWERPOINT.main, "//a:p/a:pPr/@algn") == ["ctr"]


# -- tables


EMPTY_TABLES: list[list[list[str]]] = [
    [["{%tr for x in xs %}{{ x }}{%tr endfor %}"]],
    [["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"]],
    [["{%tr if no %}a{%tr endif %}"], ["{%tr if no %}b{%tr endif %}"]],
    [["{%tr if no %}"], ["a"], ["{%tr elif no %}"], ["b"], ["{%tr endif %}"]],
]


@pytest.mark.parametrize("rows", EMPTY_TABLES, ids=str)
def test_a_table_without_rows_goes_away(office: Office, rows: list[list[str]]) -> None:
    """Office repairs a table without rows, so the table goes with its last row."""
    assert office.rows(office.render(office.with_table(*rows), **NOTHING)) == []


@pytest.mark.parametrize("rows", EMPTY_TABLES, ids=str)
def test_a_table_in_a_cell_may_go_away(rows: list[list[str]]) -> None:
    """The cell around the table keeps its paragraph."""
    outer = table(["a"])
    outer[-1][-1].insert(1, table(*rows))
    assert WORD.rows(WORD.render(docx_of(outer), **NOTHING)) == [["a"]]


def test_a_table_that_keeps_a_row_stays(office: Office) -> None:
    """A heading row without a statement keeps the table."""
    rows = [["Head"], ["{%tr for x in xs %}{{ x }}{%tr endfor %}"]]
    assert office.rows(office.render(office.with_table(*rows), **NOTHING)) == [["Head"]]


def test_a_table_with_one_row_left_of_two_loops_stays(office: Office) -> None:
    """Rows are counted when the program has run, not guessed before."""
    rows = [["{%tr for x in xs %}{{ x }}{%tr endfor %}"], ["{%tr if yes %}b{%tr endif %}"]]
    assert office.rows(office.render(office.with_table(*rows), **NOTHING)) == [["b"]]


def test_a_row_that_loses_all_its_cells_goes_away() -> None:
    """A Word row without cells is a fault; the row goes, and with the last row the table."""
    rows = [["{%tc for x in xs %}{{ x }}{%tc endfor %}"]]
    assert WORD.rows(WORD.render(WORD.with_table(*rows), **NOTHING)) == []
    assert WORD.rows(WORD.render(WORD.with_table(["a"], *rows), **NOTHING)) == [["a"]]


def test_a_powerpoint_row_keeps_as_many_cells_as_there_are_columns() -> None:
    """`{%tc` in PowerPoint repeats the column of the grid too, or says that it cannot."""
    rows = [["a", "{%tc for x in xs %}{{ x }}{%tc endfor %}"]]
    data = POWERPOINT.render(POWERPOINT.with_table(*rows), xs=[1, 2, 3])
    assert POWERPOINT.rows(data) == [["a", "1", "2", "3"]]


# -- sections and other last paragraphs


def test_the_paragraph_that_ends_a_section_stays() -> None:
    """A statement alone in the paragraph that carries a section break does not take the break with it."""
    last = xml('w:p/(w:pPr/w:sectPr/w:type{w:val=nextPage},w:r/w:t"{% if no %}gone{% endif %}")')
    data = WORD.render(docx_of("One", last, "Two"), **NOTHING)
    assert WORD.lines(data) == ["One", "", "Two"]
    assert len(select(data, WORD.main, "//w:p//w:sectPr")) == 1


def test_a_picture_beside_a_statement_keeps_its_paragraph() -> None:
    """A paragraph with a drawing is not empty, and its statement does not take it away."""
    element = xml('w:p/(w:r/w:t"{% set a = 1 %}",w:r/w:drawing/wp:inline/wp:docPr{id=1,name=P})')
    data = WORD.render(docx_of(element, "{{ a }}"))
    assert len(select(data, WORD.main, "//w:drawing")) == 1


@pytest.mark.parametrize("content", ["w:r/w:br{w:type=page}", "w:r/w:sym{w:font=Wingdings,w:char=F0FC}", "m:oMath"])
def test_what_a_reader_sees_is_not_dropped_with_a_tag(content: str) -> None:
    """A page break, a symbol or a formula beside a statement stays where it is."""
    element = xml('w:p/w:r/w:t"{% set a = 1 %}"')
    element.append(xml(content))
    data = WORD.render(docx_of("x", element))
    name = content.split("{")[0].split("/")[-1]
    assert len(select(data, WORD.main, f"//w:p/descendant::{name}")) == 1


def test_a_dropped_bookmark_leaves_no_half() -> None:
    """A condition that takes a bookmark away takes its beginning and its end."""
    body = [xml("w:bookmarkStart{w:id=4,w:name=b}"), *xml('w:p/w:r/w:t"x"'), xml("w:bookmarkEnd{w:id=4}")]
    element = etree.Element(qn("w:p"))
    element.extend(body)
    data = WORD.render(docx_of("{% if no %}", element, "{% endif %}", "end"), **NOTHING)
    assert select(data, WORD.main, "//w:bookmarkStart | //w:bookmarkEnd") == []
