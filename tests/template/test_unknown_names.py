"""Names that are not there: all of them in one run, each at its place, with the name that was meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from reportgen.template import OfficeTemplate
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, problems_of


@dataclass
class Sector:
    """Something a template sees, with attributes instead of keys."""

    title: str = "Finance"
    progress: list[str] = field(default_factory=lambda: ["a", "b"])


def _messages(office: Office, *lines: str, **context: Any) -> list[tuple[str, str]]:
    return [
        (p.message.removeprefix("unknown name "), p.hint)
        for p in problems_of(office.file(*lines), office.name, **context)
    ]


CONTEXT = {"sector": Sector(), "figures": {"total": 3, "label": "x"}, "xs": [1, 2]}


@pytest.mark.parametrize(
    ("tag", "name", "hint"),
    [
        ("{{ sector.progres }}", "'sector.progres'", "did you mean 'progress'?"),
        ("{{ figures.totl }}", "'figures.totl'", "did you mean 'total'?"),
        ("{{ figures['lable'] }}", "'lable'", "did you mean 'label'?"),
        ("{{ sector.progress.nothing }}", "'sector.progress.nothing'", ""),
        ("{{ qqq }}", "'qqq'", ""),
        ("{{ sector.zzz.deeper.still }}", "'sector.zzz'", ""),
        ("{% for x in sector.progres %}{% endfor %}", "'sector.progres'", "did you mean 'progress'?"),
        ("{% for x in xs %}{{ x.naem }}{% endfor %}", "'x.naem' (at item 1 of 'xs' and 1 more)", ""),
        ("{% if sector.titel %}a{% endif %}", "'sector.titel'", "did you mean 'title'?"),
        ("{% if sector.titel == 'x' %}a{% endif %}", "'sector.titel'", "did you mean 'title'?"),
        ("{{ sector.titel|upper }}", "'sector.titel'", "did you mean 'title'?"),
        ("{{ sector.titel ~ '!' }}", "'sector.titel'", "did you mean 'title'?"),
        ("{{ xs[nth] }}", "'nth'", ""),
        ("{{ xs|join(sep) }}", "'sep'", ""),
    ],
)
def test_an_unknown_name_is_reported_with_a_suggestion(office: Office, tag: str, name: str, hint: str) -> None:
    """The whole expression is quoted, and what is near in the same place is suggested."""
    assert _messages(office, tag, **CONTEXT)[0] == (name, hint)


USES = [
    "missing.a.b.c", "missing[0]['k']", "missing()", "missing|length", "missing|join", "missing+1", "1+missing",
    "-missing", "missing~'a'", "'a'in(missing)", "(missing)in(xs)", "missing<1", "1<missing", "missing==1",
    "missing!=1", "missing*2", "2*missing", "missing/2", "missing//2", "missing%2", "missing**2", "2**missing",
    "missing|upper|trim", "missing|sort", "missing|list", "missing|batch(2)|list", "missing|dictsort",
    "missing|replace('a','b')", "missing|wordcount", "missing.items()", "missing|map('upper')|list", "(not(missing))",
    "(missing)or(1)", "(1)if(missing)else(2)", "missing|sum", "missing|unique|list", "missing|reverse|list",
    "missing|title", "missing|string",
]  # fmt: skip


@pytest.mark.parametrize("use", USES)
def test_whatever_is_done_with_it_the_name_is_reported_once(use: str) -> None:
    """No use of an unknown name prints something instead, stops the run, or is reported in other words."""
    assert [message for message, _ in _messages(WORD, f"{{{{ {use} }}}}", xs=[1])] == ["'missing'"]


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{{ missing|default('d') }}", "d"),
        ("{{ figures.nope|default('d') }}", "d"),
        ("{% if missing is defined %}a{% else %}b{% endif %}", "b"),
        ("{% if figures.total is defined %}a{% endif %}", "a"),
        ("{{ 'x' if missing is undefined }}", "x"),
        ("{% if true or missing %}a{% endif %}", "a"),
        ("{{ 'a' if false }}", ""),
    ],
)
def test_a_name_may_be_asked_for(office: Office, tag: str, shown: str) -> None:
    """`default` and `is defined` are the ways to say that a name need not be there."""
    assert office.fill(tag, **CONTEXT) == [shown]


def test_every_unknown_name_is_reported_in_one_run(office: Office) -> None:
    """Names in lines, conditions and loops that follow are reported although the first one failed."""
    lines = ["{{ one }}", "{% if two %}", "x", "{% endif %}", "{% for x in three %}", "{{ x }}", "{% endfor %}",
             "{{ four.five }}", "{{ six|upper }}{{ seven }}"]  # fmt: skip
    assert [name for name, _ in _messages(office, *lines)] == [
        "'one'", "'two'", "'three'", "'four'", "'six'", "'seven'"
    ]  # fmt: skip


def test_unknown_names_of_all_parts_are_reported_in_one_run() -> None:
    """Body, header, footer and properties of a Word file; slides, notes and tables of a deck."""
    letter = docx_of("{{ a }}", header="{{ b }}", footer="{{ c }}", properties={"title": "{{ d }}"})
    assert sorted(p.message for p in problems_of(letter, "a.docx")) == [f"unknown name '{n}'" for n in "abcd"]
    deck = pptx_of(Slide(["{{ a }}"], notes="{{ b }}"), Slide(table=[["{{ c }}"]]), properties={"title": "{{ d }}"})
    assert sorted(p.message for p in problems_of(deck, "a.pptx")) == [f"unknown name '{n}'" for n in "abcd"]


def test_the_same_name_in_two_places_is_two_problems(office: Office) -> None:
    """Each place has to be mended."""
    assert [place.rsplit(" ", 1)[1] for _, place in office.faults("{{ a }}", "b", "{{ a }}")] == ["1", "3"]


def test_a_name_in_a_branch_that_is_not_taken_is_not_asked_for(office: Office) -> None:
    """What does not run does not need its names."""
    assert office.fill("{% if false %}{{ missing }}{% endif %}ok") == ["ok"]


def test_a_loop_variable_is_unknown_behind_its_loop(office: Office) -> None:
    """A variable of a loop ends with it."""
    assert [m for m, _ in _messages(office, "{% for x in xs %}{{ x }}{% endfor %}{{ x }}", xs=[1])] == ["'x'"]


def test_none_is_a_value_and_has_no_attributes(office: Office) -> None:
    """An attribute of nothing is named with the expression it was asked of."""
    assert office.fill("[{{ figure.unit }}]", figure={"unit": None}) == ["[]"]
    (problem,) = problems_of(office.file("{{ figure.unit.name }}"), office.name, figure={"unit": None})
    assert problem.message == "unknown name 'figure.unit.name'"


def test_missing_keys_of_each_item_are_reported_once(office: Office) -> None:
    """Items without the key are one problem in one place, which says where it is met first and how often."""
    items = [{"n": 0, "nope": ""}, *({"n": n} for n in range(1, 100))]
    messages = _messages(office, "{% for x in xs %}{{ x.nope }}{% endfor %}", xs=items)
    assert messages == [("'x.nope' (at item 2 of 'xs' and 98 more)", "")]


def test_reading_an_unknown_name_leaves_no_trace_for_the_next_render() -> None:
    """A run that failed does not spoil the template."""
    compiled = OfficeTemplate(pptx_of("{{ x }}"), "deck.pptx").compile()
    with pytest.raises(Exception, match="unknown name 'x'"):
        compiled.render({})
    assert POWERPOINT.lines(compiled.render({"x": "fine"})) == ["fine"]
