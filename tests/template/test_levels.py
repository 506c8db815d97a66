"""What a statement takes with it: text, run, paragraph, row, cell; inside one container or over several."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import pytest

from reportgen.template.structure.blocks import Block, wrap
from reportgen.template.syntax.keywords import LEVELS, Level
from tests.support.cxml import xml
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, paragraph, pptx_of, select, table, texts

# -- text and runs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% for x in xs %}{{ x }}, {% endfor %}end", "1, 2, end"),
        ("{% for x in xs %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/2 2/2 "),
        ("{% for x in empty %}x{% else %}nothing{% endfor %}", "nothing"),
        ("{% if a %}A{% elif b %}B{% else %}C{% endif %}", "B"),
        ("{% if a %}A{% elif c %}B{% else %}C{% endif %}", "C"),
        ("{% for x in xs %}{% if x > 1 %}{{ x }}{% endif %}{% endfor %}.", "2."),
        ("{% set y = 5 %}{{ y }}", "5"),
        ("{%r if b %}yes{%r endif %}.", "yes."),
        ("{%r for x in xs %}{{ x }}{%r endfor %}", "12"),
        ("{%- if b -%} yes {%- endif -%}", " yes "),
        ("{# comment #}text", "text"),
        ("{% with y = 3 %}{{ y }}{% endwith %}", "3"),
    ],
)
def test_statements_in_a_line(office: Office, text: str, shown: str) -> None:
    """A statement beside text takes with it what stands between its tags."""
    assert office.fill(text, xs=[1, 2], empty=[], a=0, b=1, c=0) == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("My house is\n{%- if a -%}\n in town\n{%- else -%}\n out\n{%- endif -%}\n end", "My house is in town end"),
        ("a\n\n  {%- if a -%}  \nb\n{% endif %}\nc", "ab\n\nc"),
        ("a\n{% if a -%}\n{%- endif %}\nb", "a\n\nb"),
        ("x - 1 {%- if a -%} y {%- endif -%} -", "x - 1  y  -"),
    ],
)
def test_a_hyphen_joins_lines(office: Office, text: str, shown: str) -> None:
    """As it joins paragraphs: the line breaks beside the tag go, and the spaces between the two."""
    element = paragraph(text.split("\n"), office.prefix)
    for run in element[:-1]:
        line_break = xml(f"{office.prefix}:br")
        (run if office is WORD else element).insert(len(run) if office is WORD else element.index(run) + 1, line_break)
    assert office.fill(element, a=True) == [shown]


def test_a_hyphen_keeps_a_page_break() -> None:
    """It ends more than a line."""
    element = xml('w:p/(w:r/(w:t"a",w:br{w:type=page},w:t"{%- if a -%}",w:br),w:r/w:t"b{% endif %}")')
    data = WORD.render(docx_of(element), a=True)
    assert select(data, WORD.main, "//w:br/@w:type") == ["page"]
    assert len(select(data, WORD.main, "//w:br")) == 1


def test_a_run_statement_takes_the_runs_with_it(office: Office) -> None:
    """`{%r` around another run leaves no empty run behind."""
    data = office.render(office.file(["a", "{%r if no %}", "b", "{%r endif %}", "c"]), no=False)
    assert office.lines(data) == ["ac"]
    assert not select(
        data, office.main, f"//{office.prefix}:p[{office.prefix}:r]/{office.prefix}:r[not({office.prefix}:t)]"
    )


# -- paragraphs


@pytest.mark.parametrize(
    ("blocks", "shown"),
    [
        (["{% for x in xs %}", "{{ x }}", "{% endfor %}", "end"], ["1", "2", "end"]),
        (["{%p for x in xs %}", "{{ x }}", "{%p endfor %}", "end"], ["1", "2", "end"]),
        (["{%p for x in xs %}{{ x }}{%p endfor %}", "end"], ["1", "2", "end"]),
        (["a", "{%p if no %}gone{%p endif %}", "b"], ["a", "b"]),
        (["{% if no %}", "A", "{% elif no %}", "B", "{% else %}", "C", "{% endif %}"], ["C"]),
        (["{%p if no %}", "A", "{%p elif yes %}", "B", "{%p else %}", "C", "{%p endif %}"], ["B"]),
        (["{% for x in empty %}", "{{ x }}", "{% else %}", "none", "{% endfor %}"], ["none"]),
        (["{% for x in xs %}", "{% for y in xs %}", "{{ x }}{{ y }}", "{% endfor %}", "{% endfor %}"],
         ["11", "12", "21", "22"]),
        (["{% for x in xs %}{% if x == 2 %}", "{{ x }}", "{% endif %}{% endfor %}"], ["2"]),
        (["{%p for x in xs %}{%p if x > 1 %}{{ x }}{%p endif %}{%p endfor %}", "."], ["2", "."]),
        (["{% set y = 5 %}", "{{ y }}"], ["5"]),
        (["{%p set y = 5 %}", "{{ y }}"], ["5"]),
        (["a", "{# a note to the editor #}", "b"], ["a", "b"]),
        (["  {% if yes %}  ", "a", "  {% endif %}  "], ["a"]),
        (["{% if yes %}", "", "{% endif %}"], [""]),
        (["{% for x in xs %}{{ x }}", "and", "{% endfor %}"], None),
    ],
)  # fmt: skip
def test_statements_over_paragraphs(office: Office, blocks: list[str], shown: list[str] | None) -> None:
    """Where tags stand alone in their paragraphs, or say `p`, the paragraphs go with them."""
    context = {"xs": [1, 2], "empty": [], "no": False, "yes": True}
    if shown is None:
        assert {code for code, _ in office.faults(*blocks, **context)} == {"crossing-statement"}
    else:
        assert office.fill(*blocks, **context) == shown


def test_paragraphs_keep_their_properties_in_a_loop() -> None:
    """Each copy of a paragraph has the style of the original."""
    element = xml('w:p/(w:pPr/w:pStyle{w:val=ListBullet},w:r/w:t"{{ x }}")')
    data = WORD.render(docx_of("{% for x in xs %}", element, "{% endfor %}"), xs="ab")
    assert select(data, WORD.main, "//w:pStyle/@w:val") == ["ListBullet", "ListBullet"]


def test_a_loop_may_hold_whole_tables() -> None:
    """A table between two lone tags is repeated with them."""
    data = WORD.render(docx_of("{% for x in xs %}", table(["{{ x }}"]), "", "{% endfor %}"), xs="ab")
    assert WORD.lines(data) == ["", ""]
    assert [text for text in texts(data, WORD.main) if text] == ["a", "b"]


def test_a_loop_may_reach_from_the_first_row_of_a_table_over_its_end() -> None:
    """Tags in two cells, or in a cell and behind the table, are no pair."""
    codes = [code for code, _ in WORD.faults(table(["{% if a %}", "x"]), "{% endif %}", a=1)]
    assert codes == ["crossing-statement"]


# -- rows and cells


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([["Head"], ["{%tr for x in xs %}{{ x }}{%tr endfor %}"]], [["Head"], ["1"], ["2"]]),
        ([["Head"], ["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"]], [["Head"], ["1"], ["2"]]),
        ([["{%tr for x in xs %}{{ x }}", "b{%tr endfor %}"]], [["1", "b"], ["2", "b"]]),
        ([["{%tr for x in xs %}"], ["{{ x }}"], ["-"], ["{%tr endfor %}"]], [["1"], ["-"], ["2"], ["-"]]),
        ([["{%tr if no %}"], ["A"], ["{%tr else %}"], ["B"], ["{%tr endif %}"]], [["B"]]),
        ([["{%tr if no %}"], ["A"], ["{%tr elif yes %}"], ["B"], ["{%tr endif %}"]], [["B"]]),
        ([["x"], ["{%tr if no %}gone{%tr endif %}"]], [["x"]]),
        ([["{%tr for x in xs %}{%tr if x > 1 %}{{ x }}{%tr endif %}{%tr endfor %}"], ["z"]], [["2"], ["z"]]),
        ([["{%tr for x in xs %}", "", ""], ["{{ x }}", "b", "c"], ["{%tr endfor %}", "", ""]],
         [["1", "b", "c"], ["2", "b", "c"]]),
        ([["{%tr set y = 7 %}"], ["{{ y }}"]], [["7"]]),
        ([["{% for x in xs %}\n{{ x }}\n{% endfor %}", "b"]], [["1\n2", "b"]]),
        ([["a", "{% if no %}x{% endif %}"]], [["a", ""]]),
    ],
)  # fmt: skip
def test_statements_over_rows(office: Office, rows: list[list[str]], shown: list[list[str]]) -> None:
    """`{%tr` repeats or drops rows, in the row it stands in or with rows of its own for the tags."""
    data = office.render(office.with_table(*rows), xs=[1, 2], no=False, yes=True)
    assert office.rows(data) == shown


def test_statements_over_cells_in_word() -> None:
    """`{%tc` repeats or drops cells of a Word table."""
    rows = [["Name", "{%tc for x in xs %}{{ x }}{%tc endfor %}", "{%tc if no %}gone{%tc endif %}"]]
    assert WORD.rows(WORD.render(WORD.with_table(*rows), xs=[1, 2], no=False)) == [["Name", "1", "2"]]


def test_cell_statements_with_cells_of_their_own() -> None:
    """Cells that hold nothing but a `{%tc` tag go away."""
    rows = [["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"]]
    assert WORD.rows(WORD.render(WORD.with_table(*rows), xs=[1, 2])) == [["1", "2"]]


def test_rows_and_cells_together_make_a_matrix() -> None:
    """A row loop around a cell loop fills a table in both directions."""
    row = ["{%tr for row in rows %}{{ row[0] }}", "{%tc for x in row[1:] %}{{ x }}{%tc endfor %}{%tr endfor %}"]
    data = WORD.render(WORD.with_table(row), rows=[[1, 2, 3], [4, 5, 6]])
    assert WORD.rows(data) == [["1", "2", "3"], ["4", "5", "6"]]


def test_a_thousand_rows_are_no_trouble(office: Office) -> None:
    """A long loop makes a long table."""
    rows = office.rows(office.render(office.with_table(["{%tr for x in xs %}{{ x }}{%tr endfor %}"]), xs=range(1000)))
    assert rows == [[str(n)] for n in range(1000)]


# -- remarks


@pytest.mark.parametrize(
    ("blocks", "shown"),
    [
        (["a", "{#p gone #}", "b"], ["a", "b"]),
        (["a", "{#p gone #} with this, {{ nothing|nofilter }} and {% if %}", "b"], ["a", "b"]),
        (["a", ["{", "#p go", "ne #} too"], "b"], ["a", "b"]),
        (["a {#r gone #}b", "{#pack of four #}c", "{#tr no row here #}d"], ["a b", "c", "d"]),
        (["{% if yes %}", "{#p gone #} x", "y", "{% endif %}"], ["y"]),
    ],
)
def test_a_remark_takes_its_paragraph_with_it(office: Office, blocks: list[Any], shown: list[str]) -> None:
    """What it puts away is not read; one without a level, or in no such thing, takes itself alone."""
    assert office.fill(*blocks, yes=True) == shown


def test_a_remark_takes_its_row_or_cell_with_it(office: Office) -> None:
    """The other rows and cells are as they were."""
    rows = [["{#tr gone #}", "{{ nofilter|no }}", ""], ["a", "b{#tc gone #}", "c"], ["d", "e", "f"]]
    data = office.render(office.with_table(*rows))
    assert [[text for text in row if text] for row in office.rows(data)] == [["a", "c"], ["d", "e", "f"]]


def test_a_remark_leaves_a_text_box_its_paragraph() -> None:
    """Office refuses a text box without one."""
    assert POWERPOINT.fill("{#p the only one #} x") == [""]


def test_a_remark_takes_the_table_of_its_only_row(office: Office) -> None:
    """As a row loop over nothing does."""
    assert office.rows(office.render(office.with_table(["{#tr gone #}", "x"]))) == []


def test_a_remark_takes_a_control_that_holds_nothing_else_and_leaves_section_and_bookmark() -> None:
    """Office refuses empty controls, and what refers to a bookmark would break."""
    control = xml('w:sdt/w:sdtContent/w:p/(w:bookmarkStart{w:id=1,w:name=H},w:r/w:t"{#p x #} y",w:bookmarkEnd{w:id=1})')
    end = xml('w:p/(w:pPr/w:sectPr/w:type{w:val=nextPage},w:r/w:t"{#p x #} y")')
    data = WORD.render(docx_of("a", control, end, "b"))
    assert WORD.lines(data) == ["a", "", "b"]
    assert [len(select(data, WORD.main, f"//w:{name}")) for name in ("sdt", "bookmarkStart", "sectPr")] == [0, 1, 2]


# -- a level of somebody else's


def test_a_new_level_is_a_row_and_a_module(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the table of words knows which levels there are: `{%tbl` takes the whole table with it."""

    def lift(blocks: Sequence[Block], *_: object) -> None:
        for block in blocks:
            wrap(next(a for a in block.open.placeholder.iterancestors() if a.tag.endswith("}tbl")), [block])

    strategy = ModuleType("tables")
    strategy.lift = lift  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "reportgen.template.structure.levels.tables", strategy)
    monkeypatch.setitem(LEVELS, "tbl", Level("table", "tables"))  # type: ignore[arg-type]
    file = office.with_table(["{%tbl for x in xs %}{{ x }}", "y{%tbl endfor %}"])
    data = office.render(file, xs=[1, 2])
    assert len(select(data, office.main, f"//{office.prefix}:tbl")) == 2
    assert [text for text in texts(data, office.main) if text][-4:] == ["1", "y", "2", "y"]


# -- shapes


def _names(data: bytes) -> list[str]:
    return [str(name) for name in select(data, "ppt/slides/slide1.xml", "//p:spTree/*/*/p:cNvPr/@name")]


def test_a_shape_is_shown_or_not() -> None:
    """`{%shape if` without an end tag reaches to the end of its shape."""
    deck = pptx_of(Slide(shapes={"A": "{%shape if yes %}a", "B": "{%shape if no %}b", "C": "c"}))
    assert _names(POWERPOINT.render(deck, yes=True, no=False)) == ["A", "C"]


def test_a_shape_is_repeated() -> None:
    """`{%shape for` makes a shape for each item, each with its own text."""
    deck = pptx_of(Slide(shapes={"A": "{%shape for x in xs %}{{ x }}{%shape endfor %}"}))
    data = POWERPOINT.render(deck, xs=["a", "b", "c"])
    assert texts(data, "ppt/slides/slide1.xml") == ["a", "b", "c"]


def test_a_shape_without_items_leaves_nothing() -> None:
    """A loop over nothing takes the shape away."""
    deck = pptx_of(Slide(shapes={"A": "{%shape for x in xs %}{{ x }}", "B": "b"}))
    assert _names(POWERPOINT.render(deck, xs=[])) == ["B"]


def test_shape_statements_nest() -> None:
    """Two statements in one shape reach to its end, the first being the outer one."""
    deck = pptx_of(Slide(shapes={"A": "{%shape for x in xs %}{%shape if x > 1 %}{{ x }}"}))
    assert texts(POWERPOINT.render(deck, xs=[1, 2, 3]), "ppt/slides/slide1.xml") == ["2", "3"]


def test_a_shape_statement_may_stand_in_the_alt_text() -> None:
    """A picture has no text; its statement stands in its description."""

    def describe(slide: object) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "{%shape if no %}Logo of {{ who }}")  # type: ignore[attr-defined]
        slide.shapes[1]._element.nvSpPr.cNvPr.set("descr", "{%shape if yes %}Logo of {{ who }}")  # type: ignore[attr-defined]

    deck = pptx_of(Slide(shapes={"A": "a", "B": "b"}, change=describe))
    data = POWERPOINT.render(deck, yes=True, no=False, who="HKTDC")
    assert select(data, "ppt/slides/slide1.xml", "//p:cNvPr/@descr") == ["Logo of HKTDC"]


def test_a_group_goes_with_its_statement() -> None:
    """A statement in the alt text of a group takes the whole group."""

    def group(slide: object) -> None:
        shapes = slide.shapes  # type: ignore[attr-defined]
        made = shapes.add_group_shape([shapes[0], shapes[1]])
        made._element.nvGrpSpPr.cNvPr.set("descr", "{%shape for x in xs %}")

    deck = pptx_of(Slide(shapes={"A": "a{{ x }}", "B": "b{{ x }}", "C": "c"}, change=group))
    assert texts(POWERPOINT.render(deck, xs=[1, 2]), "ppt/slides/slide1.xml") == ["c", "a1", "b1", "a2", "b2"]


def test_a_drawing_in_word_is_shown_or_not() -> None:
    """In Word `{%shape %}` takes the run that holds the drawing."""
    blocks = []
    for number, word in enumerate(("yes", "no"), 1):
        text = f'wps:txbx/w:txbxContent/w:p/w:r/w:t"{{%shape if {word} %}}{word}"'
        blocks.append(xml(f"w:p/w:r/w:drawing/wp:inline/(wp:docPr{{id={number},name=Box}},{text})"))
    data = WORD.render(docx_of(*blocks), yes=True, no=False)
    assert [text for text in texts(data, WORD.main) if text] == ["yes", "yes"]
    assert len(select(data, WORD.main, "//w:drawing")) == 1
