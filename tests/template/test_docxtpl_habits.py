"""What users of docxtpl know and type: joined paragraphs, merged and shaded cells, tags in the addresses of links."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from reportgen.template import OfficeTemplate, RichText, Span
from tests.support.cxml import qn, xml
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, problems_of, select, tree

# -- joining paragraphs


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["one", "{%- if yes %} two{% endif %}"], ["one two"]),
        (["{% if yes %}one{% endif -%}", "two"], ["onetwo"]),
        (["a", "{%- if no -%}", "b", "{%- endif -%}", "c"], ["ac"]),
        (["a", "{%- if yes -%}", "b", "{%- endif -%}", "c"], ["abc"]),
        (["Names:", "{%- for x in xs -%}", " {{ x }};", "{%- endfor %}"], ["Names: 1; 2;"]),
        (["{%- if yes %}first{% endif %}", "last"], ["first", "last"]),
    ],
)
def test_dashes_join_paragraphs(office: Office, lines: list[str], shown: list[str]) -> None:
    """`{%-` draws its paragraph up to the one before, `-%}` draws the next one up."""
    assert office.fill(*lines, yes=True, no=False, xs=[1, 2]) == shown


def test_a_joined_paragraph_keeps_the_looks_of_the_first() -> None:
    """The paragraph that takes in another keeps its own properties."""
    first = xml('w:p/(w:pPr/w:pStyle{w:val=Title},w:r/w:t"a")')
    data = WORD.render(docx_of(first, "{%- if yes %}b{% endif %}"), yes=True)
    assert WORD.lines(data) == ["ab"]
    assert select(data, WORD.main, "//w:pStyle/@w:val") == ["Title"]


# -- cells


def test_a_cell_spans_columns(office: Office) -> None:
    """`{% colspan n %}` makes a cell as wide as n columns."""
    data = office.render(office.with_table(["a", "b", "c"], ["{% colspan n %}wide", "d", "e"]), n=2)
    path = {"w": "//w:tr[2]/w:tc[1]/w:tcPr/w:gridSpan/@w:val", "a": "//a:tr[2]/a:tc[1]/@gridSpan"}
    assert select(data, office.main, path[office.prefix]) == ["2"]
    assert office.rows(data)[1][0] == "wide"


def test_a_heading_over_a_loop_of_columns(office: Office) -> None:
    """One heading spans as many columns as the loop below it makes."""
    rows = [["{% colspan xs|length %}All"], ["{%tc for x in xs %}{{ x }}{%tc endfor %}"]]
    data = office.render(office.with_table(*rows), xs=["a", "b", "c"])
    assert office.rows(data)[1] == ["a", "b", "c"]
    grid = {"w": "//w:tblGrid/w:gridCol", "a": "//a:tblGrid/a:gridCol"}
    assert len(select(data, office.main, grid[office.prefix])) == 3


def test_cells_of_a_loop_are_joined_across() -> None:
    """`{% hm %}` in a repeated cell makes one cell of all its copies."""
    data = WORD.render(WORD.with_table(["{%tc for x in xs %}{% hm %}wide{%tc endfor %}"]), xs=[1, 2, 3])
    assert WORD.rows(data) == [["wide"]]
    assert select(data, WORD.main, "//w:gridSpan/@w:val") == ["3"]


def test_cells_of_a_loop_are_joined_down(office: Office) -> None:
    """`{% vm %}` in a cell of a repeated row joins it with the ones above it."""
    data = office.render(office.with_table(["{%tr for x in xs %}{% vm %}all", "{{ x }}{%tr endfor %}"]), xs=[1, 2, 3])
    if office is WORD:
        merges = [e.get(qn("w:val"), "continue") for e in select(data, office.main, "//w:vMerge")]
        assert merges == ["restart", "continue", "continue"]
    else:
        assert select(data, office.main, "//a:tc/@rowSpan | //a:tc/@vMerge") == ["3", "1", "1"]
    assert [row[1] for row in office.rows(data)] == ["1", "2", "3"]


@pytest.mark.parametrize("colour", ["1F4E79", "#1f4e79"])
def test_a_cell_is_shaded(office: Office, colour: str) -> None:
    """`{% cellbg colour %}` gives a cell a background."""
    data = office.render(office.with_table(["{% cellbg colour %}a", "b"]), colour=colour)
    path = {"w": "//w:tc/w:tcPr/w:shd/@w:fill", "a": "//a:tc/a:tcPr/a:solidFill/a:srgbClr/@val"}
    assert select(data, office.main, path[office.prefix]) == ["1F4E79"]
    assert office.rows(data) == [["a", "b"]]


def test_each_row_has_its_own_shade(office: Office) -> None:
    """The colour is asked for each time the row is written; no colour leaves the cell as it was."""
    data = office.render(
        office.with_table(["{%tr for c in cs %}{% cellbg c %}a{%tr endfor %}"]), cs=["FF0000", "", "00FF00"]
    )
    path = {"w": "//w:tc/w:tcPr/w:shd/@w:fill", "a": "//a:tc/a:tcPr/a:solidFill/a:srgbClr/@val"}
    assert select(data, office.main, path[office.prefix]) == ["FF0000", "00FF00"]


def test_a_table_with_shades_may_have_colours_of_the_theme() -> None:
    """Where Word has written a theme colour, the new one stands in a table from data too."""
    run = 'w:r/(w:rPr/w:color{w:val=0B6B5D,w:themeColor=accent1},w:t"a")'
    cell = f'w:tc/w:p/(w:r/w:t"{{% cellbg colour %}}",{run})'
    template = OfficeTemplate(docx_of(xml(f"w:tbl/(w:tblPr,w:tblGrid/w:gridCol,w:tr/{cell})")), "a.docx")
    data = template.compile().render({"colour": "FF0000"}, colours={"accent1": "1A5FBF"})
    assert select(data, WORD.main, "//w:tc//w:color/@w:val") == ["1A5FBF"]
    assert select(data, WORD.main, "//w:tc/w:tcPr/w:shd/@w:fill") == ["FF0000"]


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{% cellbg 'red' %}", "'red' is not a colour"),
        ("{% colspan 0 %}", "a cell cannot span '0' columns"),
        ("{% colspan 'many' %}", "a cell cannot span 'many' columns"),
    ],
)
def test_what_cannot_be_done_to_a_cell_is_reported(office: Office, tag: str, reason: str) -> None:
    """The message says what is wrong with the value."""
    problems = problems_of(office.with_table([f"{tag}a", "b"]), office.name)
    assert reason in problems[0].message


def test_a_table_in_word_has_no_more_columns_than_word_takes() -> None:
    """Word refuses the 64th; the fault is told at the loop, wherever the last tag of the table stands."""
    file = WORD.with_table(["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"], ["{{ 1 }}", "b", "c"])
    assert len(WORD.rows(WORD.render(file, xs=list(range(63))))[0]) == 63
    (problem,) = problems_of(file, WORD.name, xs=list(range(64)))
    assert problem.message == "'{%tc for x in xs %}' failed: the table would have 64 columns; Word takes at most 63"
    assert problem.location.steps[1] == "table 1, row 1, cell 1"


def test_properties_of_a_cell_stay_in_the_order_of_the_schema() -> None:
    """Word repairs a cell whose width comes behind its shade."""
    data = WORD.render(WORD.with_table(["{% cellbg 'AABBCC' %}{% colspan 2 %}a"], ["b", "c"]))
    names = [child.tag.rpartition("}")[2] for child in select(data, WORD.main, "//w:tr[1]/w:tc[1]/w:tcPr")[0]]
    assert names == ["tcW", "gridSpan", "shd"]


# -- addresses of links


def _linked(address: str) -> bytes:
    def link(document: Any) -> None:
        rid = document.part.relate_to(address, f"{qn('r:x')[1:-2]}/hyperlink", is_external=True)
        element = xml('w:hyperlink/w:r/w:t"page"')
        element.set(qn("r:id"), rid)
        document.paragraphs[0]._p.append(element)

    return docx_of("See ", change=link)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/{{ x }}", "https://example.org/a"),
        ("https://example.org/%7B%7B%20x%20%7D%7D", "https://example.org/a"),
        ("http://{{ url }}", "https://b.c/d"),
        ("mailto:{{ x }}@b.c", "mailto:a@b.c"),
    ],
)
def test_tags_in_the_address_of_a_link(address: str, shown: str) -> None:
    """Word encodes the braces of what is typed as an address; the tag is a tag all the same."""
    data = WORD.render(_linked(address), x="a", url="https://b.c/d")
    (link,) = docx.Document(io.BytesIO(data)).paragraphs[0].hyperlinks
    assert (link.text, link.url) == ("page", shown)


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("https://a.org/%zz#50%", "https://a.org/%25zz#50%25"),
        ('https://a.org/a b 後?q="c" <d> 100%', "https://a.org/a%20b%20%E5%BE%8C?q=%22c%22%20%3Cd%3E%20100%25"),
        ("https://a.org/a%20b?c=d&e='f'#g h", "https://a.org/a%20b?c=d&e='f'#g%20h"),
        ("https://a.org/#a#b", "https://a.org/#a%23b"),
        ("mailto:a@b.org?subject=c d", "mailto:a@b.org?subject=c%20d"),
        ("tel:+852 1234", "tel:+852%201234"),
    ],
)
def test_the_address_of_a_link_is_written_as_a_uri(value: str, target: str) -> None:
    """What no URI can hold is percent-encoded, a per cent sign alone too; what is encoded already stays."""
    for data in (
        WORD.render(_linked("{{ x }}"), x=value),
        WORD.render(docx_of("{{ x }}"), x=RichText(Span("go", link=value))),
    ):
        targets = [item.get("Target") for item in tree(data, "word/_rels/document.xml.rels")]
        assert target in targets


def test_tags_in_the_address_of_a_link_on_a_slide() -> None:
    """Each copy of a slide leads to its own address."""

    def link(slide: Any) -> None:
        slide.shapes[0].text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.org/{{ x }}"

    data = POWERPOINT.render(pptx_of(Slide(["page"], shapes={"B": "{%slide for x in xs %}"}, change=link)), xs="ab")
    found = [
        select(data, f"ppt/slides/_rels/slide{n}.xml.rels", "//rel:Relationship[@TargetMode='External']/@Target")
        for n in (1, 2)
    ]
    assert found == [["https://example.org/a"], ["https://example.org/b"]]


def test_an_address_from_content_that_is_none_is_refused() -> None:
    """A link whose whole address comes from content leads to a page or nowhere."""
    problems = problems_of(_linked("{{ url }}"), "a.docx", url="javascript:alert(1)")
    assert "javascript:alert(1)" in problems[0].message
