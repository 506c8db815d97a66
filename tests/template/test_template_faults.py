"""Each mistake in a template: its code, its place, what is said and what to do, all of them in one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import position
from reportgen.template import OfficeTemplate
from tests.support.office import (
    POWERPOINT,
    WORD,
    Block,
    Office,
    Slide,
    docx_of,
    paragraph,
    pptx_of,
    problems_of,
    table,
    xml,
)


@dataclass(frozen=True)
class Mistake:
    """Paragraphs with one mistake; where it is (1-based), and what is said about it."""

    blocks: tuple[Block, ...]
    at: int
    code: str
    message: str
    hint: str = ""


MISTAKES = [
    Mistake(("a", "{% for x in xs %}"), 2, "unclosed-statement",
            "'{% for x in xs %}' is never closed", "add '{% endfor %}'"),
    Mistake(("{%p if a %}", "x"), 1, "unclosed-statement", "'{%p if a %}' is never closed", "add '{%p endif %}'"),
    Mistake(("{% if a %}{% for x in xs %}{% endif %}",), 1, "unclosed-statement",
            "'{% for x in xs %}' is never closed", "add '{% endfor %}'"),
    Mistake(("a", "b", "{% endif %}"), 3, "stray-end", "'{% endif %}' ends nothing that is open here"),
    Mistake(("{% for x in xs %}{% endif %}{% endfor %}",), 1, "stray-end",
            "'{% endif %}' ends nothing that is open here"),
    Mistake(("{% else %}",), 1, "stray-branch", "'{% else %}' stands outside an 'if'"),
    Mistake(("{% for x in xs %}{% elif a %}{% endfor %}",), 1, "stray-branch", "'{% elif a %}' stands outside an 'if'"),
    Mistake(("{%p if a %}", "x", "{% endif %}"), 3, "mixed-levels",
            "'{%p if a %}' is closed by '{% endif %}', which takes something else with it", "write '{%p endif %}'"),
    Mistake(("{% if a %}x", "y", "z{% endif %}"), 1, "crossing-statement", "cross other content",
            "put both into one paragraph, or each alone into a paragraph of its own; for table rows use '{%tr'"),
    Mistake(("{%tr if a %}x{%tr endif %}",), 1, "misplaced-tag", "'{%tr if a %}' stands outside a table row",
            "move it into a table row"),
    Mistake(("{%tc if a %}x{%tc endif %}",), 1, "misplaced-tag", "'{%tc if a %}' stands outside a table cell",
            "move it into a table cell"),
    Mistake(("{%p if a %}x{%p else %}y{%p endif %}",), 1, "misplaced-tag",
            "'{%p else %}' stands in the same paragraph as '{%p if a %}'", "put each into a paragraph of its own"),
    Mistake(("{%p if a %} and more", "x", "{%p endif %}"), 1, "content-lost",
            "'{%p if a %}' takes its paragraph away, and with it 'and more'",
            "give the tag a place of its own, or end the statement inside the same one"),
    Mistake(("{%p if a %}", "x", "{{ a }}{%p endif %}"), 3, "content-lost",
            "'{%p endif %}' takes its paragraph away, and with it another tag",
            "give the tag a place of its own, or end the statement inside the same one"),
    Mistake(("{{ a",), 1, "unclosed-tag", "'{{ a': the tag does not end: '}}' is missing",
            "write '{{ a }}'"),
    Mistake(("{% foor x in xs %}",), 1, "unknown-statement", "'foor' is no statement in '{% foor x in xs %}'",
            "did you mean 'for'?"),
    Mistake(("{% if a %}x{% endfi %}", ), 1, "unknown-statement", "'endfi' is no statement in '{% endfi %}'",
            "did you mean 'endif'?"),
    Mistake(("{%slides for x in xs %}",), 1, "unknown-statement", "'slides' is no", "did you mean 'slide'?"),
    Mistake(("{%shape guid %}",), 1, "unknown-statement", "'guid' is no statement in", "did you mean 'guide'?"),
    Mistake(("{%shape colum in 'A' %}",), 1, "unknown-statement", "'colum' is no", "did you mean 'column'?"),
    Mistake(("{{ a b }}",), 1, "template-syntax", "the tag '{{ a b }}' cannot be read"),
    Mistake(("{% for x xs %}y{% endfor %}",), 1, "template-syntax", "the tag '{% for x xs %}' cannot be read",
            "write '{% for x in xs %}'"),
    Mistake(("{% if %}y{% endif %}",), 1, "template-syntax", "the tag '{% if %}' cannot be read"),
    Mistake(("{{ a|uper }}",), 1, "unknown-filter", "unknown filter 'uper' in '{{ a|uper }}'", "did you mean 'upper'?"),
    Mistake(("{% if a is defned %}y{% endif %}",), 1, "unknown-test", "unknown test 'defned'",
            "did you mean 'defined'?"),
    Mistake(("{{ }}",), 1, "empty-tag", "the tag '{{ }}' is empty", "write an expression or remove it"),
    Mistake(("a", "b", "c", "{{ nme }}"), 4, "unknown-name", "unknown name 'nme'"),
    Mistake(("{% for x in a %}{% endfor %}",), 1, "template-fault", "failed: what it goes through is no list"),
    Mistake(("{{ 1 / 0 }}",), 1, "template-fault", "'{{ 1 / 0 }}' failed: it divides by zero"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code}: {m.blocks[m.at - 1]}")
def test_a_mistake_is_named_with_its_place_and_the_way_out(office: Office, mistake: Mistake) -> None:
    """The first problem reported is the mistake itself, in words that need no knowledge of XML."""
    problem = problems_of(office.file(*mistake.blocks), office.name, a=1, xs=[1])[0]
    assert problem.code == mistake.code
    assert mistake.message in problem.message
    assert problem.hint == mistake.hint
    assert problem.location.path == office.name
    assert problem.location.steps == (*office.place, f"paragraph {mistake.at}")


def test_every_mistake_is_reported_in_one_run(office: Office) -> None:
    """A template with eight different mistakes yields eight problems, in reading order."""
    blocks = [
        "{{ a",
        "{% fro %}",
        "{{ a|uper }}",
        "{{ }}",
        "{{ a b }}",
        "{% endif %}",
        "{% if a %}",
        "{%tr if a %}x{%tr endif %}",
    ]
    found = office.faults(*blocks, a=1)
    assert {code for code, _ in found} == {
        "unclosed-tag", "unknown-statement", "unknown-filter", "empty-tag", "template-syntax", "stray-end",
        "unclosed-statement", "misplaced-tag",
    }  # fmt: skip
    places = {code: place.rsplit(" ", 1)[1] for code, place in found}
    assert [places[code] for code in ("unclosed-tag", "unknown-filter", "unclosed-statement")] == ["1", "3", "7"]


@pytest.mark.parametrize("blocks", [("{% if a %}x{% endfi %}",), ("{% fro x in xs %}{{ x }}{% endfor %}",)])
def test_a_misspelt_statement_is_the_first_thing_said(office: Office, blocks: tuple[str, ...]) -> None:
    """What follows from a slip of the pen comes after the slip itself."""
    assert office.faults(*blocks, a=1)[0][0] == "unknown-statement"


def test_nothing_is_reported_twice(office: Office) -> None:
    """One mistake that a loop meets a hundred times is one problem."""
    found = office.faults("{% for x in xs %}{{ nme }}{{ x.nme }}{% endfor %}", xs=[{}] * 100)
    assert [code for code, _ in found] == ["unknown-name", "unknown-name"]


def test_tags_in_one_paragraph_are_told_apart(office: Office) -> None:
    """Two unknown names in one paragraph are two problems that name their expressions."""
    problems = problems_of(office.file("{{ one }} and {{ two.three }}"), office.name)
    assert [p.message for p in problems] == ["unknown name 'one'", "unknown name 'two'"]


@pytest.mark.parametrize("tag", ["{%slide if n %}", "{%slide for x in n %}"])
def test_a_statement_about_a_slide_stands_on_one(tag: str) -> None:
    """Word has no slides: the statement was left out unseen, and its text printed whatever it said."""
    (problem,) = problems_of(docx_of("p", tag, "q"), "t.docx", n=0)
    assert (problem.code, problem.message) == ("misplaced-tag", f"'{tag}' stands on no slide")
    assert problem.location.steps == ("body", "paragraph 2")
    assert "{%section" in problem.hint


# -- places


def _place(data: bytes, name: str) -> str:
    (problem,) = problems_of(data, name)
    assert problem.code == "unknown-name"
    return str(problem.location)


BAD = "{{ nme }}"


def test_a_cell_of_a_word_table_is_named() -> None:
    """Table, row, cell and paragraph, counted from one."""
    data = docx_of("Text", table(["a", "b"]), table(["a", "b"], ["c", f"d\n{BAD}"]))
    assert _place(data, "a.docx") == "a.docx › body › table 2, row 2, cell 2 › paragraph 2"


def test_a_nested_table_is_named_with_both_cells() -> None:
    """The outer cell comes first."""
    outer = table(["a", "b"])
    outer[-1][-1].insert(1, table([BAD]))
    assert _place(docx_of(outer), "a.docx") == (
        "a.docx › body › table 1, row 1, cell 2 › table 1, row 1, cell 1 › paragraph 1"
    )


def test_a_cell_of_a_powerpoint_table_is_named() -> None:
    """The table is named as PowerPoint's selection pane has it."""
    data = pptx_of("Text", Slide(table=[["a"], [BAD]]))
    assert _place(data, "a.pptx") == 'a.pptx › slide 2 › shape "Table" › row 2, cell 1 in column “a” › paragraph 1'


def test_the_notes_of_a_slide_are_named() -> None:
    """Notes belong to the slide by its number in the deck."""
    assert _place(pptx_of("x", Slide(["y"], notes=BAD)), "a.pptx").startswith("a.pptx › slide 2 › notes › ")


def test_a_shape_in_a_group_is_named_with_its_group() -> None:
    """Group and shape, as the selection pane shows them."""

    def group(slide: object) -> None:
        slide.shapes.add_group_shape([slide.shapes[0]]).name = "Pair"  # type: ignore[attr-defined]

    data = pptx_of(Slide(shapes={"Label": BAD}, change=group))
    assert _place(data, "a.pptx") == 'a.pptx › slide 1 › shape "Pair" › shape "Label" › paragraph 1'


def test_a_place_in_word_is_told_by_the_heading_above_it() -> None:
    """Paragraphs and tables are counted from it; a heading with a tag is quoted as it is typed."""
    heading = xml('w:p/(w:pPr/w:pStyle{w:val=Heading1},w:r/w:t"Signed on {{ 1 }}")')
    signed = table(["Who", "When"], ["a", BAD])
    signed.find(qn("w:tr")).insert(0, xml("w:trPr/w:tblHeader"))
    above = "under the heading “Signed on {{ 1 }}”"
    assert _place(docx_of("a", table(["b"]), heading, "c", BAD), "a.docx") == f"a.docx › body › paragraph 2 {above}"
    assert _place(docx_of("a", table(["b"]), heading, "c", signed), "a.docx") == (
        f"a.docx › body › table 1 {above}, row 2, cell 2 in column “When” › paragraph 1"
    )


def test_a_slide_is_told_by_its_name() -> None:
    """The name that an editor gave it stands behind its number, in its notes too."""

    def name(slide: Any) -> None:
        slide._element.find(qn("p:cSld")).set("name", "Directions")

    assert _place(pptx_of(Slide([BAD], change=name)), "a.pptx") == (
        'a.pptx › slide 1 “Directions” › shape "Body" › paragraph 1'
    )
    assert "slide 1 “Directions” › notes" in _place(pptx_of(Slide(["a"], notes=BAD, change=name)), "a.pptx")


def test_what_is_read_at_a_place_is_no_part_of_its_position() -> None:
    """Accepted findings and baselines know a place by its position alone: a heading may be written anew."""
    step = "table 1 under the heading “Signed”, row 2, cell 2 in column “When”"
    assert position(step) == "table 1, row 2, cell 2"
    assert position("slide 4 “Directions”") == "slide 4"
    assert position('shape "Directions"') == 'shape "Directions"'


@pytest.mark.parametrize("part", ["header", "footer"])
def test_header_and_footer_are_named(part: str) -> None:
    """A problem in a header is not said to be in the body."""
    data = docx_of("Text", **{part: BAD})  # type: ignore[arg-type]
    assert _place(data, "a.docx") == f"a.docx › {part} › paragraph 1"


def test_document_properties_are_named() -> None:
    """A tag in the file's title has its place too."""
    assert _place(docx_of("x", properties={"title": BAD}), "a.docx") == "a.docx › document properties › title"


def test_alternative_text_is_named() -> None:
    """The shape whose alternative text is meant is named."""

    def describe(slide: object) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", BAD)  # type: ignore[attr-defined]

    data = pptx_of(Slide(["x"], change=describe))
    assert _place(data, "a.pptx") == 'a.pptx › slide 1 › shape "Body" › alt text'


def test_problems_of_compiling_need_no_context() -> None:
    """What is wrong with the template itself is known before there is any data."""
    with pytest.raises(ProblemsFound) as found:
        OfficeTemplate(docx_of("{% if %}"), "a.docx").compile()
    assert found.value.diagnostics[0].code == "template-syntax"


@pytest.mark.parametrize(("statement", "end", "count"), [("for x in xs", "endfor", 21), ("if xs", "endif", 200)])
def test_statements_nested_too_deep_are_a_fault_of_the_template(
    office: Office, statement: str, end: str, count: int
) -> None:
    """Python has a bound of its own; the innermost statement is named."""
    blocks = [f"{{% {statement} %}}"] * count + ["x"] + [f"{{% {end} %}}"] * count
    [problem] = problems_of(office.file(*blocks), office.name, xs=[1])
    assert (problem.code, problem.location.steps[-1]) == ("template-syntax", f"paragraph {count}")
    assert "stands in too many other statements" in problem.message


def test_a_long_tag_is_shortened_in_the_message() -> None:
    """What would be lost is shown by its beginning."""
    (problem, *_) = problems_of(docx_of("{%p if a %}" + "word " * 40, "x", "{%p endif %}"), "a.docx", a=1)
    assert problem.code == "content-lost"
    assert len(problem.message) < 120


@pytest.mark.parametrize("office_", [WORD, POWERPOINT], ids=str)
def test_an_unnamed_place_still_has_its_paragraph(office_: Office) -> None:
    """A tag cut over runs is placed by its paragraph."""
    element = paragraph(["{{ n", "me }}"], office_.prefix)
    assert office_.faults("x", element) == [("unknown-name", " › ".join((*office_.place, "paragraph 2")))]
