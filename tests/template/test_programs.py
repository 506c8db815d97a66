"""Compiled templates at work: faults while they run, macros and filters, one compilation for many renders."""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.template import OfficeTemplate
from tests.support.office import Office, Slide, docx_of, pptx_of, problems_of, texts


class Broken:
    """A value of the program's that raises when it is used."""

    def __str__(self) -> str:
        raise RuntimeError("no text today")

    @property
    def name(self) -> str:
        """An attribute that fails in its own way."""
        raise LookupError("no name today")

    def __iter__(self) -> Iterator[int]:
        yield 1
        raise OSError("no more today")


def nested(depth: int) -> dict[str, Any]:
    """A dict in a dict in a dict."""
    return functools.reduce(lambda inside, _: {"a": inside}, range(depth), {})


def closed(tag: str) -> str:
    """A tag, with the one that ends it behind it where it needs one."""
    return tag + {"{% for": "{% endfor %}", "{% if ": "{% endif %}"}.get(tag[:6], "")


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ 1 / 0 }}", "it divides by zero"),
        ("{{ 1 % n }}", "it divides by zero"),
        ("{{ 'a' + 1 }}", "a number cannot be added to a text"),
        ("{{ n < 'a' }}", "a number and a text cannot be compared"),
        ("{{ n() }}", "a number is no function; take the brackets behind it away"),
        ("{{ 'a' - [1] }}", "- cannot be done with a text and a list"),
        ("{{ none ** 2 }}", "** cannot be done with nothing and a number"),
        ("{{ [1, 'a']|sum }}", "+ cannot be done with a number and a text"),
        ("{{ -'a' }}", "- cannot be done with a text"),
        ("{{ 'a'|abs }}", "abs() cannot be done with a text"),
        ("{{ 'a' * 'c' }}", "only a whole number says how often a text or list is repeated, and not a text"),
        ("{{ 3 in n }}", "nothing can be looked for in a number"),
        ("{{ n[1:] }}", "a number has no items"),
        ("{{ n|length }}", "a number has no length"),
        ("{{ bad }}", "no text today"),
        ("{{ bad.name }}", "no name today"),
        ("{{ bad|list }}", "no more today"),
        ("{% for x in n %}", "what it goes through is no list"),
        ("{% for a, b in [1] %}", "a number cannot be shared out among several names"),
        ("{% for a, b in [[1]] %}", "2 names are to take values, and there are only 1"),
        ("{% for a, b in ['abc'] %}", "there are more values than the 2 names that take them"),
        ("{{ '%d'|format('a') }}", "'%d' takes a number, and not a text"),
        ("{{ '%d %d'|format(1) }}", "the format has places for more values than there are"),
        ("{{ '%d'|format(1, 2) }}", "the format has places for fewer values than there are"),
        ("{{ 'a'|round }}", "a text cannot be rounded"),
        ("{{ [1]|map('nothing')|list }}", "there is no filter 'nothing'"),
        ("{{ 'a'|title(wrong=1) }}", "there is no argument 'wrong'"),
        ("{{ [1]|string }}", "a list prints nothing readable; write |join(', ') behind it, or loop over it"),
        ("{{ '%s'|format([1]) }}", "a list prints nothing readable; write |join(', ') behind it, or loop over it"),
        ("{% if n < 'a' %}", "a number and a text cannot be compared"),
        ("{% set x = n / 0 %}", "it divides by zero"),
        ("{% set n.y = 1 %}", "only a namespace takes new fields; write {% set x = namespace() %} before it"),
        ("{% set n.y %}a{% endset %}", "only a namespace takes new fields; write {% set x = namespace() %} before it"),
        ("{{ stream|length }}", "BytesIO has no length"),
        ("{{ deep }}", "it goes too deep: it calls itself without end, or too many lists stand in one another"),
        ("{% import 'x' as y %}", "there are no macros 'x'"),
        ("{% from 'x' import y %}", "there are no macros 'x'"),
    ],
)
def test_a_fault_while_running_is_placed_at_its_tag(office: Office, tag: str, reason: str) -> None:
    """The tag, the reason and the paragraph are named; no trace of Python is shown."""
    file = office.file("fine {{ n }}", "text", closed(tag), "{{ n }}")
    (problem,) = problems_of(file, office.name, n=0, bad=Broken(), stream=io.BytesIO(), deep=nested(2000))
    assert problem.code == "template-fault"
    assert problem.message == f"'{tag.partition('a{% endset')[0]}' failed: {reason}"
    assert problem.location.steps == (*office.place, "paragraph 3")


@pytest.mark.parametrize(
    "expression",
    ["x", "[1, x]|join", "'a' ~ x", "x|string", "'%s'|format(x)", "'%.1f' % x", "'{:.1f}'.format(x)", "x|round"],
)
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (math.nan, "the value is not a number (NaN)"), (Decimal("NaN"), "the value is not a number (NaN)"),
        (math.inf, "the number is too large, or infinite"), (-Decimal("inf"), "the number is too large, or infinite"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_told_however_it_becomes_text(expression: str, value: Any, reason: str) -> None:
    """A float failed when it was printed; a Decimal, and both in formats and filters, printed nan."""
    (problem,) = problems_of(docx_of(f"{{{{ {expression} }}}}"), "t.docx", x=value)
    assert reason in problem.message


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("{{ d.items }}", "'items' is a function too; for the field write d['items']"),
        ("{% for x in d.items %}", "'items' is a function too; for the field write d['items']"),
        ("{{ d.inner.keys|length }}", "'keys' is a function; to call it write d.inner.keys()"),
        ("{{ d.items() + 1 }}", ""),
    ],
)
def test_a_key_that_is_the_name_of_a_method_is_told_how_to_read(office: Office, tag: str, hint: str) -> None:
    """Jinja finds the method first, and what it said of it named Python's own kind of function."""
    (problem,) = problems_of(office.file(closed(tag)), office.name, d={"items": [1], "inner": {}})
    assert (problem.code, problem.hint) == ("template-fault", hint)
    assert "builtin" not in problem.message


class Exhausted:
    """A value whose every use asks an iterator for more than it has."""

    def _next(self, *_args: Any) -> Any:
        return next(iter(()))

    name = property(_next)
    __str__ = __iter__ = __getitem__ = __bool__ = __add__ = __len__ = _next


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x|first_large }}", "{{ x.name }}", "{{ x }}", "{% for one in x %}", "{{ x[1] }}", "{% if x %}",
        "{{ x + 1 }}", "{{ x|length }}", "{{ [x]|join(', ', 'name') }}", "{{ [x]|map('string')|list|length }}",
    ],
)  # fmt: skip
def test_an_iterator_without_more_is_a_fault_at_its_tag(office: Office, tag: str) -> None:
    """Python makes a RuntimeError of StopIteration, and `map` an end: neither loses the place, or an item."""
    template = OfficeTemplate(
        office.file("text", closed(tag)), office.name, filters={"first_large": lambda _: next(iter(()))}
    )
    with pytest.raises(ProblemsFound) as caught:
        template.render({"x": Exhausted()})
    (problem,) = caught.value.diagnostics
    assert problem.message == f"'{tag}' failed: a function has nothing more to give"
    assert problem.location.steps == (*office.place, "paragraph 2")


def test_an_exception_that_is_raised_again_is_told_where_it_is_raised_now(office: Office) -> None:
    """It brings the calls of the run before along, and the last of them was taken for the place."""
    fault = AttributeError("inner")

    def fails(_value: Any) -> Any:
        raise fault

    for blocks in (["{{ 1|fails }}"], ["{{ 1 }}", "{{ 2 }}", "{{ 1|fails }}"]):
        template = OfficeTemplate(office.file(*blocks), office.name, filters={"fails": fails})
        with pytest.raises(ProblemsFound) as caught:
            template.render({})
        (problem,) = caught.value.diagnostics
        assert problem.message == "'{{ 1|fails }}' failed: inner"
        assert problem.location.steps == (*office.place, f"paragraph {len(blocks)}")


@pytest.mark.parametrize(
    ("fault", "reason"), [(KeyError(3), "KeyError: 3"), (ValueError(), "ValueError"), (OSError("no disk"), "no disk")]
)
def test_a_fault_whose_text_says_too_little_is_told_with_its_kind(
    office: Office, fault: Exception, reason: str
) -> None:
    """The text of a KeyError is the bare key, and '3' alone explains nothing."""

    def fails(_value: Any) -> Any:
        raise fault

    template = OfficeTemplate(office.file("{{ 1|fails }}"), office.name, filters={"fails": fails})
    with pytest.raises(ProblemsFound, match=f"failed: {reason} "):
        template.render({})


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ n|first }}", "the list is empty"),
        ("{{ n|last }}", "the list is empty"),
        ("{{ n|max }}", "the list is empty"),
        ("{{ n|min }}", "the list is empty"),
        ("{{ (n|first).name }}", "the list is empty"),
        ("{% if n|first %}", "the list is empty"),
        ("{% for x in 'a' %}{{ loop.previtem }}", "there is no item before this one"),
        ("{% for x in 'a' %}{{ loop.nextitem }}", "there is no item behind this one"),
        ("{{ stop() }}", "a function has nothing more to give"),
    ],
)
def test_a_value_that_is_not_there_is_told_with_its_reason(office: Office, tag: str, reason: str) -> None:
    """What Jinja says instead of a name is no name."""
    (problem,) = problems_of(office.file(closed(tag)), office.name, n=[], stop=lambda: next(iter(())))
    assert problem.code == "unknown-name"
    assert problem.message.endswith(f": {reason}")


def test_a_fault_in_the_middle_of_a_loop_is_placed(office: Office) -> None:
    """The tag that failed is meant, not the loop around it."""
    (problem,) = problems_of(office.file("{% for x in xs %}", "{{ 1 / x }}", "{% endfor %}"), office.name, xs=[1, 0])
    assert problem.location.steps[-1] == "paragraph 2"


def test_what_was_unknown_before_a_fault_is_reported_too(office: Office) -> None:
    """The names found until then are not lost."""
    assert [code for code, _ in office.faults("{{ nme }}", "{{ 1 / 0 }}")] == ["unknown-name", "template-fault"]


def test_faults_are_placed_in_every_part() -> None:
    """Header, notes, cell and property each name their own place."""
    letter = docx_of("x", header="{{ 1 / 0 }}")
    assert problems_of(letter, "a.docx")[0].location.steps == ("header", "paragraph 1")
    deck = pptx_of("x", Slide(["y"], notes="{{ 1 / 0 }}"))
    assert problems_of(deck, "a.pptx")[0].location.steps[:2] == ("slide 2", "notes")
    named = docx_of("x", properties={"title": "{{ 1 / 0 }}"})
    assert problems_of(named, "a.docx")[0].location.steps == ("document properties", "title")


# -- macros and filters

MACROS = {
    "macros.j2": "{% macro money(n, unit='HK$') %}{{ unit }}{{ '%.2f'|format(n) }}{% endmacro %}"
    "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{# a note #}{% set answer = 42 %}"
}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("{% from 'macros.j2' import money %}{{ money(3) }}", "HK$3.00"),
        ("{% import 'macros.j2' as m %}{{ m.money(n, unit='¥') }}", "¥7.00"),
        ("{% import 'macros.j2' as m %}{{ m.twice('<&') }}", "<&<&"),
        ("{% import 'macros.j2' as m %}{{ m.answer }}", "42"),
        ("{% from “macros.j2” import money as m %}{{ m(1) }}", "HK$1.00"),
    ],
)
def test_macros_print_text(office: Office, line: str, shown: str) -> None:
    """A macro's result is text like any other, shown as it is."""
    data = OfficeTemplate(office.file(line), office.name, macros=MACROS).render({"n": 7})
    assert office.lines(data) == [shown]


def test_a_mistake_in_the_macros_is_reported(office: Office) -> None:
    """A macro file that cannot be read is a problem, not a crash."""
    template = OfficeTemplate(
        office.file("{% import 'm.j2' as m %}{{ m.f() }}"), office.name, macros={"m.j2": "{% macro %}"}
    )
    with pytest.raises(ProblemsFound) as found:
        template.render({})
    assert found.value.diagnostics[0].location.path in (office.name, "m.j2")


def test_an_unknown_name_in_a_macro_is_reported_where_it_was_called(office: Office) -> None:
    """The tag that called the macro is the place an editor can find."""
    template = OfficeTemplate(
        office.file("x", "{% import 'm.j2' as m %}{{ m.f() }}"), office.name,
        macros={"m.j2": "{% macro f() %}{{ nme }}{% endmacro %}"},
    )  # fmt: skip
    with pytest.raises(ProblemsFound) as found:
        template.render({})
    (problem,) = found.value.diagnostics
    assert (problem.code, problem.location.steps[-1]) == ("unknown-name", "paragraph 2")


def test_filters_are_added_to_jinjas_own(office: Office) -> None:
    """A filter handed to the template is known by its name, and suggested when misspelt."""
    filters = {"shout": lambda value: f"{value}!"}
    assert office.lines(
        OfficeTemplate(office.file("{{ 'a'|shout|upper }}"), office.name, filters=filters).render({})
    ) == ["A!"]
    with pytest.raises(ProblemsFound, match="did you mean 'shout'"):
        OfficeTemplate(office.file("{{ 'a'|shot }}"), office.name, filters=filters).compile()


# -- one compilation, many renders


def test_a_compiled_template_renders_many_times(office: Office) -> None:
    """Renders do not know of each other."""
    compiled = OfficeTemplate(office.file("{% set y = x %}{{ y }}{% if x > 1 %}!{% endif %}"), office.name).compile()
    assert [office.lines(compiled.render({"x": x}))[0] for x in (1, 2, 1)] == ["1", "2!", "1"]


def test_the_template_is_not_changed_by_rendering(office: Office) -> None:
    """Two compilations of one template give the same bytes."""
    template = OfficeTemplate(office.file("{{ x }}", "{% if x %}", "y", "{% endif %}"), office.name)
    assert template.render({"x": 1}) == template.compile().render({"x": 1}) == template.render({"x": 1})


def test_the_order_of_a_contexts_keys_does_not_matter(office: Office) -> None:
    """Same content, same bytes, however it was put together."""
    data = office.file("{{ a }}{{ b }}")
    assert office.render(data, a=1, b=2) == office.render(data, b=2, a=1)


@pytest.mark.parametrize("name", ["a", "range", "dict", "items", "title", "数据", "été"])
def test_a_context_may_use_any_name(office: Office, name: str) -> None:
    """Content decides on its names; those of Jinja's helpers may be among them."""
    assert office.fill(f"{{{{ {name} }}}}", **{name: "value"}) == ["value"]


def test_a_template_may_be_read_from_disk(office: Office, tmp_path: Any) -> None:
    """A path serves as well as bytes, and is the name in messages."""
    path = tmp_path / office.name
    path.write_bytes(office.file("{{ x }}"))
    assert "fine" in texts(OfficeTemplate(path).render({"x": "fine"}))
    with pytest.raises(ProblemsFound) as found:
        OfficeTemplate(path).render({})
    assert found.value.diagnostics[0].location.path == str(path)
