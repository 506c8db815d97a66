"""Macros, blocks of `set`, and `filter` and `call` in a document: text that remembers its looks."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.document import Document

from reportgen import InlinePicture, Picture
from reportgen.template import OfficeTemplate
from tests.support.cxml import xml
from tests.support.drawings import png
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, problems_of, select

PICTURE = InlinePicture(Picture(png()))
CASES: dict[str, tuple[list[str], list[str]]] = {
    "a set block": (["{% set x %}Dear {{ who }}{% endset %}[{{ x }}] {{ x|length }}"], ["[Dear R&D] 8"]),
    "a filtered set block": (["{% set x | upper|replace('A', '=') %}a {{ who }}{% endset %}{{ x }}"], ["= R&D"]),
    "a filter": (["a {% filter upper|trim %} {{ who }}<b> {% endfilter %} c"], ["a R&D<B> c"]),
    "a macro": (["{% macro m(a, b='?') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }} {{ m(2, b=who) }}"], ["1? 2R&D"]),
    "a macro filtered": (["{% macro m(a) %}{{ a }}{% endmacro %}{{ m(who)|lower ~ '!' }}"], ["r&d!"]),
    "a macro in a loop": (
        ["{% macro m(a) %}<{{ a }}>{% endmacro %}{% for x in xs %}{{ m(x) }}{% endfor %}"], ["<1><2>"]
    ),
    "a macro that calls itself": (
        ["{% macro m(n) %}{% if n %}{{ n }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}"], ["321"]
    ),
    "a macro of paragraphs": (
        ["{%p macro m(a) %}", "first {{ a }}", "{%p if a > 1 %}", "more", "{%p endif %}", "{%p endmacro %}",
         "{{p m(1) }}", "{{ m(2) }}", "end"],
        ["first 1", "first 2", "more", "end"],
    ),
    "a tree of paragraphs": (
        ["{%p macro m(n) %}", "- {{ n.n }}", "{%p for c in n.c %}", "{{p m(c) }}", "{%p endfor %}", "{%p endmacro %}",
         "{{p m(tree) }}"],
        ["- a", "- b", "- c", "- d"],
    ),
    "paragraphs that are kept": (["{%p set x %}", "one", "two", "{%p endset %}", "{{p x }}"], ["one", "two"]),
    "a recursive loop": (
        ["{% for n in [tree] recursive %}{{ n.n }}{% if n.c %}({{ loop(n.c) }}){% endif %}{% endfor %}"], ["a(b(c)d)"]
    ),
    "a recursive loop of paragraphs": (
        ["{%p for n in [tree] recursive %}", "- {{ n.n }}", "{%p if n.c %}", "{{p loop(n.c) }}", "{%p endif %}",
         "{%p endfor %}"],
        ["- a", "- b", "- c", "- d"],
    ),
    "a call": (
        ["{% macro m(a) %}{{ a }}: {{ caller() }}{% endmacro %}{% call m('x') %}for {{ who }}{% endcall %}"],
        ["x: for R&D"],
    ),
    "a call with a name": (
        ["{% macro m() %}{{ caller(1) }}{{ caller(2) }}{% endmacro %}{% call(n) m() %}<{{ n }}>{% endcall %}"],
        ["<1><2>"],
    ),
}  # fmt: skip
TREE = {"n": "a", "c": [{"n": "b", "c": [{"n": "c", "c": []}]}, {"n": "d", "c": []}]}


@pytest.mark.parametrize("name", CASES)
def test_what_is_captured_is_printed(office: Office, name: str) -> None:
    """In Word and PowerPoint alike, as text that is escaped once."""
    lines, shown = CASES[name]
    found = [line for line in office.fill(*lines, who="R&D", xs=[1, 2], tree=TREE) if line]
    assert found == shown


def _bold_in_the_middle(document: Document) -> None:
    paragraph = document.add_paragraph("{% set x %}a ")
    paragraph.add_run("b").bold = True
    paragraph.add_run(" c{% endset %}")
    document.add_paragraph().add_run("{{ x }} {{ x|upper }}").italic = True


def test_captured_text_keeps_its_looks_and_takes_those_of_its_place() -> None:
    """Runs that look like the first tag look like the place; others keep their looks; a filter gives words alone."""
    document = docx.Document()
    _bold_in_the_middle(document)
    finished = OfficeTemplate(document).render_document({})
    runs = [(run.text, run.bold, run.italic) for run in finished.paragraphs[-1].runs]
    assert runs == [("a ", None, True), ("b", True, None), (" c A B C", None, True)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{% filter upper %}a {{ p }}{% endfilter %}"], "holds more than text"),
        (["{% set x %}a {{ p }}{% endset %}{{ x|upper }}"], "holds more than text"),
        (["{% filter upper %}", "a", "{% endfilter %}"], "holds whole paragraphs"),
        (["{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"], "calls itself without end"),
    ],
)
def test_nothing_is_lost_in_a_capture(lines: list[str], said: str) -> None:
    """What is no text is not made one; the message says where."""
    (problem,) = problems_of(docx_of(*lines), "a.docx", p=PICTURE)
    assert said in problem.message
    assert problem.location.steps


def test_pictures_of_a_macro_have_ids_of_their_own() -> None:
    """Each call prints anew."""
    data = WORD.render(docx_of("{% macro m(a) %}{{ a }}!{% endmacro %}{{ m(p) }}{{ m(p) }}"), p=PICTURE)
    ids = select(data, WORD.main, "//wp:docPr/@id")
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{%tr macro m() %}{%tr endmacro %}"], "would capture a table row"),
        (["{%p filter upper %}", "a", "{%p endfilter %}"], "would capture a paragraph"),
        (["{% set x %}a"], "is never closed"),
        (["a{% endmacro %}"], "ends nothing that is open"),
        (["a {{p m() }} b", "{%p macro m() %}", "c", "{%p endmacro %}"], "unknown name 'm'"),
    ],
)
def test_what_cannot_be_captured_is_refused(lines: list[str], said: str) -> None:
    """Each fault at its tag."""
    assert said in problems_of(docx_of(*lines), "a.docx")[0].message


def test_a_recursive_loop_of_the_macros_file_prints_letters() -> None:
    """What looks like markup in there is data."""
    macros = "{% macro m(t) %}{% for n in t recursive %}{{ n.n }}{{ loop(n.c) }}{% endfor %}{% endmacro %}"
    template = OfficeTemplate(docx_of("{% from 'm.j2' import m %}{{ m(t) }}"), macros={"m.j2": macros})
    tree = [{"n": "<w:br/>", "c": [{"n": "<w:t>", "c": []}]}]
    assert WORD.lines(template.render({"t": tree})) == ["<w:br/><w:t>"]


def _with_header(*lines: str, header: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = header
    document.save(stream := io.BytesIO())
    return stream.getvalue()


def test_a_macro_of_the_body_prints_in_the_header() -> None:
    """Unless it holds what belongs to the body: a link, a picture."""
    lines = ["{% macro m(a) %}<{{ a }}>{% endmacro %}"]
    finished = OfficeTemplate(_with_header(*lines, header="{{ m(x) }}")).render_document({"x": "y"})
    assert finished.sections[0].header.paragraphs[0].text == "<y>"
    document = docx.Document(io.BytesIO(_with_header(*lines, header="{{ m(x) }}")))
    link = xml('w:hyperlink/w:r/w:t"home"')
    link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
             document.part.relate_to("https://a.hk", "http://schemas.openxmlformats.org/officeDocument/2006/"
                                     "relationships/hyperlink", is_external=True))  # fmt: skip
    paragraph = document.add_paragraph("{% macro m(a) %}")
    paragraph._p.append(link)
    paragraph.add_run("{% endmacro %}")
    document.save(stream := io.BytesIO())
    (problem,) = problems_of(stream.getvalue(), "a.docx", x="y")
    assert problem.code == "captured-content"
    assert "header" in problem.location.steps[0]


def test_a_macro_of_one_slide_prints_on_the_next() -> None:
    """The program is one for all slides."""
    slides = Slide(["{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(1) }}"]), Slide(["{{ m(2) }}"])
    data = POWERPOINT.render(pptx_of(*slides))
    shown = ["".join(select(data, f"ppt/slides/slide{n}.xml", "//a:t/text()")) for n in (1, 2)]
    assert shown == ["<1>", "<2>"]


def test_a_document_stands_in_a_macro_of_paragraphs() -> None:
    """What a block holds that waits for its paragraph is put in before the block itself."""
    from reportgen import Subdocument

    inner: Any = Subdocument(docx_of("inner"))
    lines = ["{%p macro m(a) %}", "before", "{{p a }}", "{%p endmacro %}", "{{p m(d) }}", "{{p m(d) }}"]
    assert WORD.lines(WORD.render(docx_of(*lines), d=inner)) == ["before", "inner", "before", "inner"]


def test_the_names_of_a_macro_are_its_own() -> None:
    """What the template reads are neither the macro nor its arguments."""
    lines = ["{% macro m(a, b) %}{{ a.x }}{{ c }}{% endmacro %}{% call(u) m(d) %}{{ u }}{% endcall %}"]
    read = OfficeTemplate(docx_of(*lines)).compile().contract()
    assert sorted(one.path for one in read) == ["c", "d"]
