"""A list alone in its paragraph makes a paragraph of each item; a paragraph whose tags all print nothing goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.template import RichText
from reportgen.template.docxtpl import DocxTemplate
from tests.support.cxml import qn, xml
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, select, table

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
VALUES: dict[str, Any] = {
    "none": None, "empty": "", "xs": ["a", "b"], "no": [], "gaps": ["a", None, "", "b"], "one": "1", "zero": 0,
}  # fmt: skip


def _fill(office: Office, *blocks: str, **names: Any) -> list[str]:
    return office.fill("start", *blocks, "end", **{**VALUES, **names})[1:-1]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("{{ xs }}", ["a", "b"]),
        ("{{ xs|reverse }}", ["b", "a"]),
        ("{{ gaps }}", ["a", "b"]),
        ("– {{ xs }};", ["– a;", "– b;"]),
        ("{# a remark #}{{ xs }}", ["a", "b"]),
        ("{{ rich }}", ["c"]),
        ("{{ [rich, 'd'] }}", ["c", "d"]),
        ("{{ no }}", []),
        ("{{ none }}", []),
        ("{{ empty }}", []),
        ("{{ zero }}", ["0"]),
        ("{{ none }}, {{ empty }}.", []),
        ("{{ none }}, {{ one }}.", [", 1."]),
        ("({% if one %}{{ none }}{% endif %})", []),
        ("{% if one %}–{% endif %}{{ none }}", ["–"]),
        ("{% if none %}or{% endif %}{{ none }}", []),
        ("{% for x in xs %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", ["a, b"]),
        ("{% for x in no %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", []),
        ("as at {{ none }}", ["as at "]),
        ("✓ {{ none }}", ["✓ "]),
        ("{% set y = 1 %}{{ none }}", [""]),
    ],
)
def test_a_paragraph_is_there_for_what_its_tags_print(office: Office, typed: str, lines: list[str]) -> None:
    """Once for each item of a list; never for nothing, unless words are typed in it."""
    assert _fill(office, typed, rich=RichText("c")) == lines


def test_what_is_typed_alone_stays(office: Office) -> None:
    """An empty paragraph of the template is the editor's."""
    assert _fill(office, "", "–") == ["", "–"]


def test_the_only_paragraph_of_a_text_stays_empty(office: Office) -> None:
    """Office needs one in a cell and in a text body."""
    assert office.fill("{{ none }}", **VALUES) == [""]
    rows = office.rows(office.render(office.with_table(["{{ no }}", "{{ none }}\n{{ empty }}", "{{ xs }}"]), **VALUES))
    assert rows == [["", "", "a\nb"]]


def test_one_of_several_paragraphs_of_a_cell_goes(office: Office) -> None:
    """The others stay as they are."""
    rows = office.rows(office.render(office.with_table(["{{ one }}\n{{ none }}", "{{ none }}\nend"]), **VALUES))
    assert rows == [["1", "end"]]


def test_in_loops_over_paragraphs_and_rows(office: Office) -> None:
    """A paragraph goes in each round by itself, and `loop` counts the rounds of the loop that an editor wrote."""
    assert _fill(office, "{% for x in gaps %}", "{{ x }}", "{{ loop.index }}", "{% endfor %}") == list("a123b4")
    assert _fill(office, "{%p for x in gaps %}{{ x }}{%p endfor %}") == ["a", "b"]
    cells = ["{%tr for x in [xs, no] %}{{ x }}", "{{ x|length }}{%tr endfor %}"]
    assert office.rows(office.render(office.with_table(cells), **VALUES)) == [["a\nb", "2"], ["", "0"]]


def test_a_list_may_come_from_an_iterator(office: Office) -> None:
    """Jinja's `map` gives one."""
    assert _fill(office, "{{ xs|map('upper') }}") == ["A", "B"]


def test_nothing_is_printed_twice(office: Office) -> None:
    """A value that counts how often it is printed is printed once."""

    class Counted:
        printed = 0

        def __rich__(self) -> RichText:
            self.printed += 1
            return RichText(f"print {self.printed}")

    assert _fill(office, "{{ x }}", "{{ [x] }}", "{{ x }}{{ none }}", x=Counted()) == ["print 1", "print 2", "print 3"]


def test_an_unknown_name_is_reported_where_it_stands(office: Office) -> None:
    """With the tag as it was typed."""
    with pytest.raises(ProblemsFound) as problems:
        _fill(office, "{{ xs.nothing }}")
    (found,) = problems.value.diagnostics
    assert found.message == "unknown name 'xs.nothing'"
    assert found.location.steps[-1] == "paragraph 2"


def test_a_field_a_picture_and_a_break_keep_their_paragraph() -> None:
    """They are not text, but a reader sees them."""
    field = xml('a:p/(a:fld{id=F}/a:t"1",a:r/a:t"{{ none }}")')
    broken = xml('a:p/(a:br,a:r/a:t"{{ none }}")')

    def add(slide: Any) -> None:
        body = next(shape for shape in slide.shapes if shape.name == "Body")._element.txBody
        body.extend((field, broken))

    data = POWERPOINT.render(pptx_of(Slide(["x", "{{ none }}"], change=add)), **VALUES)
    assert len(select(data, POWERPOINT.main, "//p:sp[1]//a:p")) == 3
    marked = xml('w:p/(w:bookmarkStart{w:id=1,w:name=b},w:r/w:t"{{ none }}",w:bookmarkEnd{w:id=1})')
    assert WORD.lines(WORD.render(docx_of("x", marked, "y"), **VALUES)) == ["x", "", "y"]


def test_two_tables_of_word_stay_apart() -> None:
    """Without a paragraph between them they are one."""
    data = WORD.render(docx_of(table(["a"]), "{{ none }}", table(["b"]), "{{ none }}"), **VALUES)
    assert [child.tag for child in select(data, WORD.main, "//w:body/*")] == [
        qn(name) for name in ("w:tbl", "w:p", "w:tbl", "w:p", "w:sectPr")
    ]


def test_a_link_keeps_the_loop_of_its_own() -> None:
    """A tag in an address may count the rounds of a loop that the editor wrote."""
    blocks = ["{% for x in xs %}", "{{ x }}", "{% endfor %}"]

    def link(document: Any) -> None:
        paragraph = document.paragraphs[1]
        rel = document.part.relate_to("https://a.b/{{ loop.index }}", LINK, is_external=True)
        run = paragraph._p.r_lst[0]
        holder = xml("w:hyperlink")
        holder.set(qn("r:id"), rel)
        run.addprevious(holder)
        holder.append(run)

    data = WORD.render(docx_of(*blocks, change=link), **VALUES)
    assert WORD.lines(data) == ["a", "b"]


def test_docxtpl_keeps_empty_paragraphs() -> None:
    """What its users have is not changed; only that a list is printed is refused (`docs/limits.md`)."""
    template = DocxTemplate(docx_of("{{ none }}", "{{ none }}{{ one }}"))
    template.render(VALUES)
    assert [paragraph.text for paragraph in template.docx.paragraphs] == ["", "1"]
    with pytest.raises(ProblemsFound, match="a list prints nothing readable"):
        DocxTemplate(docx_of("{{ xs }}")).render(VALUES)


def _rounds() -> Iterator[int]:
    yield from range(10_000_000_000)


def test_a_list_without_end_is_a_fault(office: Office) -> None:
    """As it is for a loop that an editor writes."""
    with pytest.raises(ProblemsFound, match="too many rounds"):
        _fill(office, "{{ xs }}", xs=_rounds())
