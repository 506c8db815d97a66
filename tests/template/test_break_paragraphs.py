"""A statement on the line of a page break or a section break works, and the break is where it was."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.support.cxml import qn, xml
from tests.support.office import POWERPOINT, WORD, docx_of, select

PAGE, SECTION = "PAGE", "SECTION"
MARKS = {"page": PAGE, "column": "COLUMN"}


def _line(*pieces: str, section: bool = False) -> etree._Element:
    """A paragraph of runs; `PAGE` and `COLUMN` are breaks, and a section may end with it."""
    element = xml("w:p")
    element.append(xml("w:pPr/(w:jc{w:val=center},w:sectPr/w:type{w:val=nextPage})") if section else xml("w:pPr"))
    for piece in pieces:
        kind = next((kind for kind, mark in MARKS.items() if mark == piece), None)
        element.append(xml(f"w:r/w:br{{w:type={kind}}}") if kind else xml("w:r/w:t"))
        if not kind:
            element[-1][0].text = piece
    return element


def _shown(*blocks: Any, **context: Any) -> list[str]:
    """The paragraphs of a rendered document, with what breaks pages and sections in them."""
    data = WORD.render(docx_of(*blocks), **context)
    lines = []
    for element in select(data, WORD.main, "/w:document/w:body/w:p"):
        pieces = [
            MARKS[node.get(qn("w:type"))] if node.tag == qn("w:br") else node.text or ""
            for node in element.iter(qn("w:br"), qn("w:t"))
        ]
        lines.append("".join(pieces) + (SECTION if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None else ""))
    return lines


@pytest.mark.parametrize(
    ("blocks", "yes", "no"),
    [
        ([_line("{% if c %}", PAGE), "t", "{% endif %}", "z"], [PAGE, "t", "z"], ["z"]),
        ([_line(PAGE, "{% if c %}"), "t", "{% endif %}", "z"], [PAGE, "t", "z"], [PAGE, "z"]),
        (["{% if c %}", "t", _line(PAGE, "{% endif %}"), "z"], ["t", PAGE, "z"], ["z"]),
        (["{% if c %}", "t", _line("{% endif %}", PAGE), "z"], ["t", PAGE, "z"], [PAGE, "z"]),
        (["{% if c %}", "t", _line("{% else %}", "COLUMN"), "u", "{% endif %}"], ["t"], ["COLUMN", "u"]),
        (["{% if c %}", "t", _line("{% endif %}", PAGE, "{% if not c %}"), "u", "{% endif %}"], ["t", PAGE],
         [PAGE, "u"]),
        ([_line(PAGE, "{% if c %}", PAGE), "t", "{% endif %}"], [PAGE, PAGE, "t"], [PAGE]),
        (["{% if c %}", "t", _line("{% endif %}", section=True), "z"], ["t", SECTION, "z"], [SECTION, "z"]),
        ([_line("{% if c %}", section=True), "t", "{% endif %}", "z"], [SECTION, "t", "z"], ["z"]),
        (["{% if c %}", "t", _line(PAGE, "{% endif %}", section=True), "z"], ["t", PAGE, SECTION, "z"], [SECTION, "z"]),
        (["{%p if c %}", "t", _line("{%p endif %}", section=True), "z"], ["t", SECTION, "z"], [SECTION, "z"]),
    ],
)  # fmt: skip
def test_a_break_stays_on_the_side_of_the_tag_where_it_stood(blocks: list[Any], yes: list[str], no: list[str]) -> None:
    """What stands behind the opening tag is part of the statement, what stands behind its end is not."""
    assert _shown(*blocks, c=True) == yes
    assert _shown(*blocks, c=False) == no


def test_a_page_break_in_a_loop_begins_each_round_on_a_new_page() -> None:
    """The break is repeated with the loop that it stands in."""
    assert _shown(_line("{% for x in xs %}", PAGE), "{{ x }}", "{% endfor %}", xs=[1, 2]) == [PAGE, "1", PAGE, "2"]


def test_both_tags_in_the_paragraph_of_a_break_leave_it_as_it_is() -> None:
    """Nothing has to be moved: the paragraph stays, and the break goes when the condition is false."""
    assert _shown(_line("{% if c %}", PAGE, "{% endif %}"), "z", c=True) == [PAGE, "z"]
    assert _shown(_line("{% if c %}", PAGE, "{% endif %}"), "z", c=False) == ["", "z"]


def test_a_line_break_beside_a_tag_on_a_slide_stays() -> None:
    """A slide has no page breaks; a line break beside a tag is an empty line of the statement."""
    line = xml('a:p/(a:r/a:t"{% if c %}",a:br)')
    data = POWERPOINT.render(POWERPOINT.file(line, "t", "{% endif %}", "z"), c=True)
    assert POWERPOINT.lines(data) == ["\n", "t", "z"]


def test_how_the_end_of_a_line_looks_is_no_content_of_it() -> None:
    """PowerPoint writes the colour of the next letter to be typed at the end of a paragraph."""
    end = "a:endParaRPr/a:solidFill/a:srgbClr{val=FF0000}"
    line = xml(f'a:p/(a:r/a:t"{{% if c %}}",a:br,{end})')
    data = POWERPOINT.render(POWERPOINT.file(line, "t", "{% endif %}", "z"), c=True)
    assert POWERPOINT.lines(data) == ["\n", "t", "z"]


def test_text_beside_the_tag_is_reported_as_before() -> None:
    """A paragraph with text cannot be on both sides of a tag; the message says what to do."""
    faults = WORD.faults(_line("{% if c %}", PAGE, "text"), "t", "{% endif %}", c=1)
    assert faults == [("crossing-statement", "body › paragraph 1")]
