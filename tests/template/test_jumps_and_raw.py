"""`do`, `break`, `continue` and `raw` in documents."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.template import OfficeTemplate
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, problems_of

pytestmark = pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)


def _codes(office: Office, *blocks: Any, **context: Any) -> list[str]:
    return [code for code, _ in office.faults(*blocks, **context)]


# -- break and continue


def test_a_loop_in_a_line_can_be_left(office: Office) -> None:
    """What was printed of the round stays."""
    line = "{% for x in xs %}{{ x }}{% if x == 2 %}{% break %}{% endif %}, {% endfor %}."
    assert office.fill(line, xs=[1, 2, 3]) == ["1, 2."]
    assert office.fill(line.replace("break", "continue"), xs=[1, 2, 3]) == ["1, 23, ."]


def test_a_loop_over_paragraphs_can_be_left(office: Office) -> None:
    """The condition stands in a paragraph of its own, or each tag in one."""
    one = ("{% for x in xs %}", "{% if x > 2 %}{% break %}{% endif %}", "{{ x }}", "{% endfor %}", "end")
    several = ("{% for x in xs %}", "{% if x > 2 %}", "{% break %}", "{% endif %}", "{{ x }}", "{% endfor %}", "end")
    for blocks in (one, several):
        assert office.fill(*blocks, xs=[1, 2, 3, 4]) == ["1", "2", "end"]
    assert office.fill(*(block.replace("break", "continue") for block in one), xs=[3, 1, 4, 2]) == ["1", "2", "end"]


def test_a_loop_over_rows_can_be_left(office: Office) -> None:
    """With the row that says so gone, as that of any other tag."""
    rows = [["{%tr for x in xs %}"], ["{%tr if x > 2 %}"], ["{%tr break %}"], ["{%tr endif %}"], ["{{ x }}"],
            ["{%tr endfor %}"], ["end"]]  # fmt: skip
    assert office.rows(office.render(office.with_table(*rows), xs=[1, 2, 3, 4])) == [["1"], ["2"], ["end"]]


def test_the_innermost_loop_is_left(office: Office) -> None:
    """The one around it goes on."""
    line = "{% for x in xs %}{% for y in xs %}{% if y > x %}{% break %}{% endif %}{{ y }}{% endfor %};{% endfor %}"
    assert office.fill(line, xs=[1, 2, 3]) == ["1;12;123;"]


def test_what_would_leave_half_a_paragraph_is_reported(office: Office) -> None:
    """The loop repeats paragraphs, and the tag stands within one."""
    blocks = ("{% for x in xs %}", "{{ x }}{% if x %}{% break %}{% endif %} more", "{% endfor %}")
    assert _codes(office, *blocks, xs=[1]) == ["misplaced-tag"]
    rows = [["{%tr for x in xs %}{{ x }}{% break %}{%tr endfor %}"]]
    (problem,) = problems_of(office.with_table(*rows), office.name, xs=[1])
    assert problem.message == "'{% break %}' stands in the middle of what '{%tr for x in xs %}' repeats"


def test_a_jump_outside_a_loop_is_reported(office: Office) -> None:
    """In its place."""
    assert _codes(office, "{% break %}") == ["misplaced-tag"]
    assert _codes(office, "{% if 1 %}{% continue %}{% endif %}{% for x in xs %}{% endfor %}", xs=[]) == [
        "misplaced-tag"
    ]
    assert _codes(office, "{{ break }}") == ["template-syntax"]


# -- do


def test_do_calls_and_prints_nothing(office: Office) -> None:
    """Its paragraph goes; an unknown name in it is reported."""
    called: list[int] = []
    assert office.fill("a", "{% do note(2) %}", "b{% do note(3) %}", note=called.append) == ["a", "b"]
    assert called == [2, 3]
    assert _codes(office, "{% do nobody() %}") == ["unknown-name"]


# -- raw


@pytest.mark.tags_as_data
def test_raw_text_is_printed_as_it_stands(office: Office) -> None:
    """In a line, and through paragraphs, however the runs are cut."""
    assert office.fill("a {% raw %}{{ x }} {% if %}{% endraw %} {{ x }}", x=1) == ["a {{ x }} {% if %} 1"]
    blocks = ("{% raw %}", "{{ x }", ["{{ ", "y }}"], "{# no {% x %}", "{% endraw %}", "{{ x }}")
    assert office.fill(*blocks, x=1) == ["{{ x }", "{{ y }}", "{# no {% x %}", "1"]


@pytest.mark.tags_as_data
def test_raw_text_may_be_repeated(office: Office) -> None:
    """It is no statement of its own."""
    assert office.fill("{% for x in xs %}", "{%p raw %}", "{{ {{ x", "{%p endraw %}", "{% endfor %}", xs=[1, 2]) == [
        "{{ {{ x", "{{ {{ x",
    ]  # fmt: skip


def test_raw_text_without_an_end_is_reported(office: Office) -> None:
    """Where it begins; an end without a beginning is none."""
    place = " › ".join((*office.place, "paragraph 2"))
    assert office.faults("a", "{% raw %}", "{{ x }}") == [("unclosed-statement", place)]
    assert _codes(office, "{% endraw %}") == ["stray-end"]


def test_a_loop_over_slides_or_sections_cannot_be_left(office: Office) -> None:
    """The message says what to write instead."""
    word = "section" if office is WORD else "slide"
    tag = f"{{%{word} break %}}"
    data = docx_of(tag) if office is WORD else pptx_of(Slide(notes=tag))
    (problem,) = problems_of(data, office.name)
    assert (problem.code, problem.hint) == (
        "misplaced-tag", f"say in the loop for what it goes round: {{%{word} for x in xs if … %}}",
    )  # fmt: skip


def test_macros_know_them_too(office: Office) -> None:
    """The file of macros is Jinja like any other."""
    template = OfficeTemplate(
        office.file("{% from 'm' import first %}", "{{ first([1, 2]) }}"), office.name,
        macros={"m": "{% macro first(xs) %}{% for x in xs %}{{ x }}{% break %}{% endfor %}{% endmacro %}"},
    )  # fmt: skip
    assert office.lines(template.render({})) == ["1"]
