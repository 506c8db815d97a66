"""A template is a stranger's program: it reaches nothing but the context it is given."""

from __future__ import annotations

import itertools
from collections import deque
from types import FunctionType
from typing import Any

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.diagnostics import ProblemsFound
from reportgen.template import OfficeTemplate
from reportgen.template.program.environment import Surroundings, environment_of
from reportgen.template.runtime.limits import check_width
from tests.support.office import WORD, Office, docx_of, problems_of


class Thing:
    """An object of the program, with what a template must not reach."""

    name = "thing"
    _hidden = "SECRET"

    def __init__(self) -> None:
        self.changed = False

    def change(self) -> str:
        """A method that Jinja's sandbox is told to refuse."""
        self.changed = True
        return "SECRET"

    change.unsafe_callable = True  # type: ignore[attr-defined]


def _generator() -> Any:
    yield 1


CONTEXT = {
    "thing": Thing(),
    "text": "abc",
    "items_": [1, 2],
    "facts": {"a": 1},
    "function": lambda: 1,
    "stream": _generator(),
}

INTERNALS = [
    "thing.__class__", "thing._hidden", "text.__class__.__mro__", "text['__class__']", "text|attr('__class__')",
    "text|attr('_' ~ '_class__')", "thing|attr('_hidden')", "(text|attr('format')).__self__", "function.__globals__",
    "function.__code__", "function|attr('__globals__')", "stream.gi_frame", "stream.gi_code", "range.__init__",
    "dict.__bases__", "namespace.__init__.__globals__", "self.__init__", "self._TemplateReference__context",
    "loop.__class__", "caller.__class__", "facts.__init__.__globals__['__builtins__']", "joiner.__init__",
    "cycler.__init__.__globals__", "lipsum.__globals__", "thing['_hidden']", "thing.change.__func__", "().__class__",
    "(1).__class__.__base__.__subclasses__()", "none.__class__", "true.__class__", "text.join.__self__",
]  # fmt: skip


class Disguised:
    """An object that says it is of the class which its attribute names."""

    def __init__(self, shown: type) -> None:
        self.shown = shown

    @property
    def __class__(self) -> type:  # type: ignore[override]
        """The class that `isinstance` finds beside the real one."""
        return self.shown


def test_what_the_sandbox_remembers_of_a_class_is_what_jinja_says_of_each_object() -> None:
    """Two objects of one class get two answers where one says that it is of another class."""
    ours, theirs = environment_of(Surroundings()), ImmutableSandboxedEnvironment()
    function, generator = (lambda: 1), _generator()
    objects = [
        Thing(), Thing, Thing().change, function, function.__code__, generator, "text", "text".format, 1, None, type,
        [], {}, set(), frozenset(), (), deque(), Disguised(Disguised), Disguised(list), Disguised(dict),
        Disguised(FunctionType),
    ]  # fmt: skip
    names = {name for value in (*objects[:17], deque, Disguised) for name in dir(value)}
    for value, name in [*itertools.product(objects, sorted(names))] * 2:
        assert ours.is_safe_attribute(value, name, None) == theirs.is_safe_attribute(value, name, None), (value, name)


@pytest.mark.parametrize("zero_and_nine", ["09", "\u0660\u0669", "\uff10\uff19"])
def test_a_format_may_ask_for_a_width_of_four_digits(zero_and_nine: str) -> None:
    """In whatever script the digits are: Python reads all of them."""
    zero, nine = zero_and_nine
    check_width(f"%{nine * 4}s of %{nine * 4}s")
    for width in (nine + zero * 4, zero * 4 + nine):
        with pytest.raises(OverflowError):
            check_width(f"%s of %{width}s")


@pytest.mark.parametrize("expression", INTERNALS)
def test_pythons_internals_are_out_of_reach(expression: str) -> None:
    """Names that begin with an underscore, and the insides of functions and frames, are not there."""
    (problem, *_) = problems_of(docx_of(f"{{{{ {expression} }}}}"), "a.docx", **CONTEXT)
    assert problem.code == "unknown-name"
    assert "SECRET" not in problem.message


FORMATS = [
    "'{0.__class__}'.format(text)", "'{0._hidden}'.format(thing)", "'{a.__class__}'.format(a=text)",
    "'{a._hidden}'.format_map({'a': thing})", "'{0[__class__]}'.format(facts)", "('{0._' ~ 'hidden}').format(thing)",
    "text.__format__('')", "'{0.change.__func__}'.format(thing)",
]  # fmt: skip


@pytest.mark.parametrize("expression", FORMATS)
def test_format_strings_open_no_back_door(expression: str) -> None:
    """Python's `format` reads attributes, so it is as closed as the dot."""
    problems = problems_of(docx_of(f"{{{{ {expression} }}}}"), "a.docx", **CONTEXT)
    assert problems[0].code in ("unknown-name", "template-fault")
    assert "SECRET" not in str(problems)


def test_format_itself_works(office: Office) -> None:
    """What is harmless about `format` stays."""
    assert office.fill("{{ '%05.1f'|format(3.14159) }} {{ '{0:>4}'.format(7) }}") == ["003.1    7"]


CHANGES = ["items_.append(3)", "items_.pop()", "items_.clear()", "items_.sort()", "facts.update(b=1)", "facts.pop('a')",
           "facts.setdefault('b', 1)", "facts.clear()", "thing.change()"]  # fmt: skip


@pytest.mark.parametrize("expression", CHANGES)
def test_a_template_changes_nothing(expression: str) -> None:
    """The context is the same after a run as before it, so that the order of files does not matter."""
    context: dict[str, Any] = {"items_": [2, 1], "facts": {"a": 1}, "thing": Thing()}
    with pytest.raises(ProblemsFound):
        OfficeTemplate(docx_of(f"{{{{ {expression} }}}}"), "a.docx").render(context)
    assert (context["items_"], context["facts"], context["thing"].changed) == ([2, 1], {"a": 1}, False)


STATEMENTS = [
    "include 'secret.txt'", "extends 'secret.txt'", "block a", "autoescape false",
    "trans", "debug", "python", "exec 'x'",
]  # fmt: skip


def test_do_changes_no_value(office: Office) -> None:
    """What a template is given is as it was when the next one is filled."""
    items: list[int] = []
    (problem,) = problems_of(office.file("{% do items.append(1) %}"), office.name, items=items)
    assert problem.code == "template-fault"
    assert "'append' changes what the template was given" in problem.message
    assert items == []


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statements_that_reach_further_are_unknown(office: Office, statement: str) -> None:
    """Files cannot be read, blocks not inherited, extensions not used."""
    (problem, *_) = problems_of(office.file(f"{{% {statement} %}}"), office.name, items_=[])
    assert (problem.code, problem.message) == (
        "unknown-statement", f"'{statement.split()[0]}' is no statement in '{{% {statement} %}}'"
    )  # fmt: skip


@pytest.mark.parametrize("name", ["/etc/passwd", "../../secret.txt", "secret.txt", "macros.j2"])
def test_only_the_given_macros_can_be_imported(office: Office, name: str) -> None:
    """`import` knows the macros handed to the template and no file at all."""
    template = OfficeTemplate(office.file(f"{{% import '{name}' as m %}}"), office.name, macros={"other.j2": ""})
    with pytest.raises(ProblemsFound) as found:
        template.render({})
    assert found.value.diagnostics[0].location.path == office.name


@pytest.mark.parametrize(
    "name", ["__state", "__run", "__part", "__attribute", "__keep_rows", "guard_1", "_", "environment", "context"]
)
def test_the_engines_own_names_are_unknown(office: Office, name: str) -> None:
    """What a compiled program uses is not there for a template."""
    assert [code for code, _ in office.faults(f"{{{{ {name} }}}}")] == ["unknown-name"]


@pytest.mark.parametrize("name", ["__run", "__part", "__attribute", "__keep_rows", "__keep_paragraph"])
def test_the_engines_own_filters_are_unknown(office: Office, name: str) -> None:
    """A template cannot write markup through the engine's filters."""
    assert [code for code, _ in office.faults(f"{{{{ 'a'|{name} }}}}")] == ["unknown-filter"]


def test_no_filter_writes_markup(office: Office) -> None:
    """`safe` marks text as safe for HTML, which means nothing here."""
    assert office.fill("{{ x|safe }}", x="</w:t><a:br/>") == ["</w:t><a:br/>"]


def test_a_range_has_a_limit(office: Office) -> None:
    """A loop over a billion numbers is refused at once."""
    (problem,) = problems_of(office.file("{% for x in range(10**9) %}{% endfor %}"), office.name)
    assert problem.code == "template-fault"
    assert "range() has more than 100 000 numbers" in problem.message


LARGE = [
    "'a'.ljust(10**9)", "'a'.zfill(10**9)", "'\t'.expandtabs(10**9)", "'{:999999999}'.format(1)",
    "'{0:>{1}}'.format(1, 999999999)", "'{n:>{w}}'.format_map({'n': 1, 'w': 999999999})", "'%*d' % (999999999, 1)",
    "'%.*f' % (999999999, 1)", "'{:.999999999f}'.format(1.0)", "'%999999999d' % 1", "'%*d'|format(999999999, 1)",
    "(1).to_bytes(10**9, 'big')", "[1]|slice(10**9)|list", "[1]|batch(10**9, 0)|list", "('a' * 999999)|wordwrap(1)",
    "((10**999)**999)**99", "(10**999)**(10**3)", "[[1] * 999999] * 999999",
    "('a' * 10**5).translate({97: 'b' * 10**5})",
    "('a' * 10**5).replace('a', 'b' * 10**5)", "('a' * 10**5)|replace('a', 'b' * 10**5)", "1.5|round(10**9)",
    "('x' * 10**5).join(['a'] * 10**5)", "(['a'] * 10**5)|join('x' * 10**5)", "('a\\n' * 10**5)|indent(10**5)",
]  # fmt: skip


@pytest.mark.parametrize("expression", LARGE)
def test_nothing_small_makes_something_huge(expression: str) -> None:
    """Every operator, method and filter that could is asked for its size first."""
    (problem,) = problems_of(docx_of(f"{{{{ ({expression})|string|length }}}}"), "a.docx")
    assert (problem.code, "too l" in problem.message) == ("template-fault", True)


DOUBLED = {
    "text": "{%% set a = 'x' * 999 %%}" + "{%% set a = a ~ a %%}" * 30 + "%s",
    "sum": "{%% set a = 'x' * 999 %%}" + "{%% set a = a + a %%}" * 30 + "%s",
    "list": "{%% set a = ['x'] * 9 %%}" + "{%% set a = [a, a, a, a, a, a, a, a] %%}" * 30 + "%s",
}


@pytest.mark.parametrize(
    "use", ["{{ a }}", "{{ a|string }}", "{{ a ~ '' }}", "{{ '%s' % [a] }}", "{{ '{}'.format(a) }}"]
)
@pytest.mark.parametrize("made", DOUBLED.values(), ids=list(DOUBLED))
def test_doubling_comes_to_an_end(made: str, use: str) -> None:
    """A list that holds one list many times has a text that nobody can hold."""
    problems = problems_of(docx_of(made % use), "a.docx")
    assert {p.code for p in problems} == {"template-fault"}


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}text{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{{ 'a' * 999999 }}{% endfor %}",
        "{% for a in [1, 1] recursive %}{% if loop.depth < 60 %}{{ loop([1, 1]) }}{% endif %}{% endfor %}",
    ],
)
def test_a_document_has_a_largest_size(body: str) -> None:
    """Rounds of loops count beside what they print."""
    problems = problems_of(docx_of(body), "a.docx")
    assert "too large" in problems[0].message


def test_macros_that_call_themselves_twice_come_to_an_end() -> None:
    """Their calls count, and so do the loops in them."""
    macros = {"m.j2": "{% macro f(n) %}{% if n < 60 %}{{ f(n + 1) }}{{ f(n + 1) }}{% endif %}{% endmacro %}"}
    template = OfficeTemplate(docx_of("{% import 'm.j2' as m %}{{ m.f(1) }}"), "a.docx", macros=macros)
    with pytest.raises(ProblemsFound, match="too large"):
        template.render({})


def test_what_is_large_and_wanted_is_made() -> None:
    """Ten thousand rows of text are a report."""
    line = "{% for x in xs %}{{ x ~ '.' }}{{ '%-20s|' % x }}{{ x.replace('a', 'b')|upper }}{% endfor %}"
    (made,) = WORD.fill(line, xs=["a" * 50] * 10_000)
    assert len(made) > 1_000_000


def test_endless_loops_are_refused(office: Office) -> None:
    """An iterator of the data without an end is a fault at its tag, and is not cut off in silence."""
    template = OfficeTemplate(office.file("{% for x in xs %}{% endfor %}"), office.name)
    with pytest.raises(ProblemsFound, match="too many rounds"):
        template.render({"xs": itertools.count()})


def test_endless_recursion_is_reported() -> None:
    """A macro that calls itself without end is a fault of the template, with its place."""
    macros = {"m.j2": "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}"}
    template = OfficeTemplate(docx_of("x", "{% import 'm.j2' as m %}{{ m.f(1) }}"), "a.docx", macros=macros)
    with pytest.raises(ProblemsFound) as found:
        template.render({})
    (problem,) = found.value.diagnostics
    assert "it calls itself without end" in problem.message
    assert problem.location.steps == ("body", "paragraph 2")


def test_deep_expressions_are_refused(office: Office) -> None:
    """An expression nested thousands deep is a fault of the template, not of the program."""
    assert office.faults("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}")[0][0] == "template-syntax"


def test_delimiters_in_a_context_are_data(office: Office) -> None:
    """The control characters that compiled programs use cannot come in through a value."""
    for char in "\x01\x02\x03\x04":
        assert [code for code, _ in office.faults("{{ x }}", x=f"{char} 1 {char}")] == ["template-fault"]


def test_the_sandbox_holds_in_macros() -> None:
    """Macros handed to the template are as closed as the template."""
    macros = {"m.j2": "{% macro f(x) %}{{ x.__class__ }}{% endmacro %}"}
    template = OfficeTemplate(docx_of("{% import 'm.j2' as m %}{{ m.f('a') }}"), "a.docx", macros=macros)
    with pytest.raises(ProblemsFound, match="__class__"):
        template.render({})


def test_a_harmless_method_may_be_called() -> None:
    """Methods of text, lists and dictionaries that only read are there."""
    line = "{{ text.upper() }} {{ facts.items()|list|length }} {{ items_.count(1) }}"
    assert WORD.fill(line, text="a", facts={"k": 1}, items_=[1, 1]) == ["A 1 2"]
