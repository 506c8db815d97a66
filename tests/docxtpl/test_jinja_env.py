"""Every option of `jinja2.Environment` and what is set in one afterwards: as in docxtpl, or refused at its place.

Both programs render the same document in one process. What is meant to be different is a row of `docs/limits.md`.
"""

from __future__ import annotations

import inspect
import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.nativetypes import NativeEnvironment
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

import reportgen.template.docxtpl as ours
from reportgen import ProblemsFound
from tests.docxtpl.peer import docxtpl
from tests.docxtpl.structure import structure_of
from tests.docxtpl.test_same_as_docxtpl import both, file_of, lines, made, plain, table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = f"""<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1"><w:p><w:r><w:t xml:space="preserve">
</w:t></w:r></w:p></w:footnote></w:footnotes>""".replace("\n", "  {% if x %}  note {{ x }}  {% endif %}  ")
CONTEXT: dict[str, Any] = {"x": "R", "xs": ["a", "b"], "n": 3, "d": {"k": "é"}, "people": [{"name": "Ada"}, {}]}


def everywhere(document: Document) -> None:
    """Tags with spaces around them in text, tables, headers, footers, footnotes and properties."""
    for text in ("  {% if x %}  ", "  a {{ x }}  ", "  {% endif %}  ", "a {% if x %}  b  {% endif %} c", "{{ gone }}",
                 "{%p for i in xs %}", "  {{ i }}\tz  ", "{%p endfor %}", "  {# remark #}  d"):  # fmt: skip
        document.add_paragraph(text)
    cells = document.add_table(3, 2)
    for row, texts in zip(cells.rows, ("{%tr for p in people %}", "{{ p.name }}  ", "{%tr endfor %}"), strict=True):
        row.cells[0].text = texts
    cells.cell(1, 1).text = "  {% if loop.first %}  {{ loop.index }}{% endif %}  "
    section = document.sections[0]
    section.header.paragraphs[0].text = "  {% for i in xs %}  {{ i }}  {% endfor %}  "
    section.footer.paragraphs[0].text = "{% set y = x %}  {{ y }}  "
    document.core_properties.title = "about {% if x %}  {{ x }} {% endif %}  "
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, _FOOTNOTES.encode(), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")


EVERYWHERE = file_of(everywhere)


def _translated(newstyle: bool) -> Environment:
    environment = Environment(extensions=["jinja2.ext.i18n"])
    environment.install_gettext_callables(str.upper, lambda one, _many, _n: one, newstyle=newstyle)  # type: ignore[attr-defined]
    return environment


class _Registers(Extension):
    """Brings a filter, a test and a global."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters["shout"] = str.upper
        environment.tests["short"] = lambda value: len(value) < 3
        environment.globals["place"] = "Turin"


class _Prepared(Environment):
    """An environment of a program's own that brings a filter."""

    def __init__(self) -> None:
        super().__init__(loader=jinja2.DictLoader({}))
        self.filters["shout"] = str.upper

    def join_path(self, template: str, parent: str) -> str:
        """For its loader."""
        return template


ALIKE: dict[str, Callable[[], Environment]] = {
    "optimized": lambda: Environment(optimized=False),
    "trim_blocks": lambda: Environment(trim_blocks=True),
    "lstrip_blocks": lambda: Environment(lstrip_blocks=True),
    "both of them": lambda: Environment(trim_blocks=True, lstrip_blocks=True),
    "newline_sequence": lambda: Environment(newline_sequence="\r\n"),
    "keep_trailing_newline": lambda: Environment(keep_trailing_newline=True),
    "loader": lambda: Environment(loader=jinja2.DictLoader({"a": "b"})),
    "cache_size": lambda: Environment(cache_size=0),
    "auto_reload": lambda: Environment(auto_reload=False),
    "enable_async": lambda: Environment(enable_async=True),
    "autoescape": lambda: Environment(autoescape=True),
    "autoescape by name": lambda: Environment(autoescape=jinja2.select_autoescape()),
    "undefined": lambda: Environment(undefined=jinja2.ChainableUndefined),
    "do": lambda: Environment(extensions=["jinja2.ext.do"]),
    "loopcontrols": lambda: Environment(extensions=["jinja2.ext.loopcontrols"]),
    "debug": lambda: Environment(extensions=["jinja2.ext.debug"]),
    "i18n": lambda: _translated(True),
    "i18n of old": lambda: _translated(False),
    "an extension": lambda: Environment(extensions=[_Registers]),
    "a class": _Prepared,
    "a sandbox": SandboxedEnvironment,
    "a strict sandbox": ImmutableSandboxedEnvironment,
    "an overlay": lambda: Environment().overlay(trim_blocks=True, autoescape=True),
}


@pytest.mark.parametrize("option", ALIKE)
def test_an_option_changes_what_it_changes_in_docxtpl(option: str) -> None:
    """In text, tables, headers, footers, footnotes and properties."""
    theirs, own = both(EVERYWHERE, plain(**CONTEXT), jinja_env=ALIKE[option]())
    assert own == theirs


def test_code_that_is_kept_changes_nothing(tmp_path: Path) -> None:
    """With `bytecode_cache`, whose folder stays as it is."""
    environment = Environment(bytecode_cache=jinja2.FileSystemBytecodeCache(str(tmp_path)))
    theirs, own = both(EVERYWHERE, plain(**CONTEXT), jinja_env=environment)
    assert own == theirs
    assert list(tmp_path.iterdir()) == []


def test_values_of_other_types_are_text() -> None:
    """With `NativeEnvironment` too, but that docxtpl then prints `None` for properties that are empty."""
    theirs, own = both(EVERYWHERE, plain(**CONTEXT), jinja_env=NativeEnvironment())
    assert [one for one in theirs["properties"] if one != "None"] == [one for one in own["properties"] if one]
    assert {**own, "properties": None} == {**theirs, "properties": None}


def test_every_option_is_tried() -> None:
    """Those of Jinja as it is installed."""
    options = set(inspect.signature(Environment.__init__).parameters) - {"self"}
    refused = {*(f"{kind}_{end}_string" for kind in ("block", "variable", "comment") for end in ("start", "end")),
               "line_statement_prefix", "line_comment_prefix"}  # fmt: skip
    elsewhere = {"extensions", "finalize", "bytecode_cache"}
    assert options == refused | elsewhere | (options & set(ALIKE))


# -- what is set afterwards


def _changed(change: Callable[[Environment], object], made: Callable[[], Environment] = Environment) -> Environment:
    environment = made()
    change(environment)
    return environment


SET: dict[str, tuple[str, Callable[[Environment], object]]] = {
    "filters": ("{{ x|upper }} {{ n|string }} {{ xs|join }}", lambda one: one.filters.update(
        upper=lambda _: "U", string=lambda _: "S", join=lambda _: "J")),
    "filters with names of ours": ("{{ x|pages }} {{ xs|random }} {{ x|markdown }} {{ x|e }}", lambda one:
        one.filters.update(pages=lambda _: "P", random=lambda _: "R", markdown=lambda _: "M", e=lambda _: "E")),
    "tests": ("{% if n is odd %}a{% endif %}{% if n is in xs %}b{% endif %}", lambda one: one.tests.update(
        {"odd": lambda _: False, "in": lambda *_: True})),
    "globals": ("{{ range(3) }} {{ cycler }} {{ g }}{% macro m() %}{{ g }}{% endmacro %}{{ m() }} {{ x }}", lambda one:
        one.globals.update(range=lambda _: "R", cycler="C", g="G", x="hidden")),
    "Jinja's under other names": ("{% set j = sep() %}{% for i in xs %}{{ j() }}{{ i }}{% endfor %}", lambda one:
        one.globals.update(sep=one.globals["joiner"])),
    "a global that is gone": ("a{{ range }}b {% if range is defined %}c{% endif %}", lambda one:
        one.globals.pop("range")),
    "truncate.leeway": ("{{ 'aaa bbb ccc ddd'|truncate(13) }}", lambda one: one.policies.update(
        {"truncate.leeway": 0})),
    "json.dumps_kwargs": ("{{ d|tojson }}", lambda one: one.policies.update(
        {"json.dumps_kwargs": {"ensure_ascii": False, "separators": [";", "="]}})),
    "json.dumps_function": ("{{ d|tojson }}", lambda one: one.policies.update(
        {"json.dumps_function": lambda _, **__: "J"})),
    "urlize.extra_schemes": ("{{ 'foo:abc'|urlize|e }}", lambda one: one.policies.update(
        {"urlize.extra_schemes": ["foo:"]})),
    "i18n's functions": ("{{ _('a') }} {{ gettext('b') }} {{ ngettext('c', 'd', 2) }}", lambda one: one.globals.update(
        _translated(True).globals)),
}  # fmt: skip


@pytest.mark.parametrize("name", SET)
@pytest.mark.parametrize("kind", [Environment, SandboxedEnvironment, lambda: Environment().overlay()])
def test_what_is_set_in_an_environment_holds(name: str, kind: Callable[[], Environment]) -> None:
    """In an environment of any of Jinja's kinds, and in an overlay."""
    line, change = SET[name]
    theirs, own = both(lines(line), plain(**CONTEXT), jinja_env=_changed(change, kind))
    assert own == theirs


@pytest.mark.parametrize("autoescape", [True, lambda name: name is None])
@pytest.mark.parametrize("tag", ["h", "h|e", "h|upper", "h|length", "h|striptags", "{'a': h}|xmlattr", "h|tojson",
                                 "h|center(20)", "h|wordwrap(3)", "h is escaped", "(h|e) is escaped"])  # fmt: skip
def test_an_environment_that_escapes_prints_the_same(tag: str, autoescape: Any) -> None:
    """Also where a function says whether it does."""
    theirs, own = both(lines(f"{{{{ {tag} }}}}"), plain(h="R&D <b>"), jinja_env=Environment(autoescape=autoescape))
    assert own == theirs


@pytest.mark.parametrize(
    ("kind", "line"), [("filters", "{{ x|upper }}"), ("tests", "{% if n is odd %}a{% endif %}"),
                       ("globals", "{{ range(3)|join }}")]
)  # fmt: skip
def test_what_was_taken_away_is_not_there(kind: str, line: str) -> None:
    """An error of Jinja's, as in docxtpl."""
    environment = Environment()
    for name in ("upper", "odd", "range"):
        getattr(environment, kind).pop(name, None)
    for library in (docxtpl, ours):
        with pytest.raises(jinja2.TemplateError, match=r"upper|odd|range"):
            made(library, lines(line), plain(**CONTEXT), jinja_env=environment)


# -- names that are not there


class _Own(jinja2.Undefined):
    """A kind that a program brings."""

    def __str__(self) -> str:
        return f"[{self._undefined_name}]"

    def __bool__(self) -> bool:
        return True


class _OwnStrict(jinja2.StrictUndefined):
    """Another one."""


KINDS: list[type[jinja2.Undefined]] = [
    jinja2.Undefined, jinja2.ChainableUndefined, jinja2.DebugUndefined, jinja2.StrictUndefined, _Own, _OwnStrict,
    jinja2.make_logging_undefined(logging.getLogger("test"), jinja2.Undefined),
]  # fmt: skip
USES = (
    "a{{ m }}b", "{{ m.a }}", "{{ m.a.b }}", "{{ x.zz }}", "{{ d['zz'] }}", "{{ xs[9] }}", "{{ m + 1 }}", "{{ m() }}",
    "{% if m %}a{% else %}b{% endif %}", "{% for i in m %}a{% else %}none{% endfor %}", "{{ m|default('D') }}",
    "{{ m|length }}", "{{ m ~ 'a' }}", "{{ m == 1 }}", "{{ m is defined }}", "{{ m|upper }}", "{{ 1 in m }}",
    "{{ m|join }}", "{{ [m]|join('-') }}", "{{ m or 'o' }}", "{{ m and 1 }}", "{{ not m }}", "{{ m|int }}",
    "{{ (m|default({})).a }}", "{{ m.a|default('D') }}", "{{ m|e }}", "{{ xs|map(attribute='q')|join('-') }}",
    "{{ '%s' % m }}", "{{ '{}'.format(m) }}", "{% set q = m %}[{{ q }}]", "{% set q = m %}{{ q is defined }}",
    "{% with q = m %}[{{ q }}]{% endwith %}", "{% macro q(a) %}[{{ a }}]{% endmacro %}{{ q(m) }}",
)  # fmt: skip


@pytest.mark.tags_as_data
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("use", USES)
def test_an_undefined_name_is_what_an_environment_says(use: str, kind: type[jinja2.Undefined]) -> None:
    """The same text, or an `UndefinedError` from both."""
    found: list[Any] = []
    for library in (docxtpl, ours):
        try:
            found.append(
                structure_of(made(library, lines(use), plain(**CONTEXT), jinja_env=Environment(undefined=kind)))
            )
        except jinja2.UndefinedError:
            found.append("UndefinedError")
    if kind is jinja2.StrictUndefined and use == "{% set q = m %}{{ q is defined }}":
        found[0] = "UndefinedError"  # where a name that is an error is given another one, it is told
    assert found[0] == found[1]


def test_what_a_filter_raises_is_the_cause() -> None:
    """Of the one exception that tells where it was."""

    def fails(_value: object) -> None:
        raise KeyError("lost")

    with pytest.raises(ProblemsFound) as found:
        made(ours, lines("{{ 1|fails }}"), plain(), jinja_env=_changed(lambda one: one.filters.update(fails=fails)))
    assert isinstance(found.value.__cause__, KeyError)


# -- what is refused: rows of the table in `docs/limits.md`


class _Replaces(Extension):
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source.replace("SECRET", "{{ x }}")


class _Drops(Extension):
    def filter_stream(self, stream: Any) -> Iterator[Any]:
        return (token for token in stream if token.type != "data")


class _Shouts(Extension):
    tags = frozenset(("shout",))  # type: ignore[assignment]

    def parse(self, parser: Any) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endshout",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_shout"), [], [], body).set_lineno(line)

    def _shout(self, caller: Callable[[], str]) -> str:
        return caller().upper()


class _Lax(SandboxedEnvironment):
    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return True


class _Looks(Environment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        return attribute


class _Everything(Context):
    def resolve_or_missing(self, key: str) -> Any:
        return key


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        (lambda: Environment(block_start_string="<%"), r"tags of a document are \{% … %\}, not <% … %\}"),
        (lambda: Environment(variable_end_string="$}"), r"tags of a document are \{\{ … \}\}, not"),
        (lambda: Environment(comment_start_string="<#"), r"tags of a document are \{# … #\}, not"),
        (lambda: Environment().overlay(variable_start_string="<<"), "tags of a document are"),
        (lambda: Environment(line_statement_prefix="#"), "no lines for line_statement_prefix"),
        (lambda: Environment(line_comment_prefix="##"), "no lines for line_comment_prefix"),
        (lambda: Environment(extensions=[_Replaces]), "the extension _Replaces changes the text of templates"),
        (lambda: Environment(extensions=[_Drops]), "the extension _Drops changes the text of templates"),
        (_Lax, "its own is_safe_attribute"),
        (_Looks, "its own getattr"),
        (lambda: _changed(lambda one: setattr(one, "context_class", _Everything)), "its own context_class"),
    ],
)
def test_an_environment_that_works_in_its_own_way_is_refused(environment: Callable[[], Environment], told: str) -> None:
    """By a sentence that says what of it cannot be used."""
    template = ours.DocxTemplate(io.BytesIO(lines("{{ x }}")))
    for work in (template.render, lambda _, **more: template.get_undeclared_template_variables(**more)):
        with pytest.raises(ValueError, match=told):
            work({}, jinja_env=environment())


class _Later:
    """What an async function gives, but that nobody minds when it is not waited for."""

    def __await__(self) -> Iterator[Any]:
        yield "a"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{% include 'a' %}", "unknown-statement"), ("{% extends 'a' %}", "unknown-statement"),
        ("{% block a %}{% endblock %}", "unknown-statement"), ("{% debug %}", "unknown-statement"),
        ("{% shout %}a{% endshout %}", "unknown-statement"), ("{% trans %}a{% endtrans %}", "unknown-statement"),
        ("{% import 'a' as m %}", "template-fault"), ("{% from 'a' import m %}", "template-fault"),
        ("{{ later() }}", "template-fault"), ("{{ x|later }}", "template-fault"),
        ("{% do xs.append('c') %}", "template-fault"), ("{% set _ = xs.append('c') %}", "template-fault"),
        ("{{ range(100001)|length }}", "template-fault"),
    ],
)  # fmt: skip
def test_what_a_template_may_not_do_is_refused_at_its_place(line: str, code: str) -> None:
    """With all that an environment brings."""
    environment = Environment(
        extensions=["jinja2.ext.do", "jinja2.ext.debug", "jinja2.ext.i18n", _Shouts], enable_async=True,
        loader=jinja2.DictLoader({"a": "{% macro m() %}b{% endmacro %}"}),
    )  # fmt: skip
    environment.globals["later"] = environment.filters["later"] = lambda *_: _Later()
    with pytest.raises(ProblemsFound) as found:
        made(ours, lines("first", line), plain(**CONTEXT), jinja_env=environment)
    first, *_ = found.value.diagnostics
    assert (first.code, first.location.steps) == (code, ("body", "paragraph 2"))


def test_statements_of_jinjas_extensions_need_not_be_asked_for() -> None:
    """`do`, `break` and `continue` are there."""
    [body] = [structure_of(made(ours, lines("{% for i in xs %}{{ i }}{% break %}{% endfor %}{% do x.upper() %}"),
                                plain(**CONTEXT)))["body"]]  # fmt: skip
    assert body[0][2][0][0] == "a"


def test_lines_of_a_property_stay() -> None:
    """The options for line ends and for spaces beside statements are about lines, which a document has none of."""

    def build(document: Document) -> None:
        document.core_properties.comments = "a\n  {% if x %}\nb\n{% endif %}\n"

    for options in ({}, {"trim_blocks": True, "lstrip_blocks": True}, {"newline_sequence": "\r\n"}):
        found = structure_of(made(ours, file_of(build), plain(x=1), jinja_env=Environment(**options)))  # type: ignore[arg-type]
        assert found["properties"][1] == "a\n  \nb\n\n"


def test_what_begins_with_an_underscore_is_missing() -> None:
    """As in Jinja's sandboxes; it is told."""

    class Person:
        _name = "hidden"

    template = ours.DocxTemplate(io.BytesIO(table(["a{{ p._name }}b"])))
    template.render({"p": Person()}, jinja_env=Environment())
    assert template.docx.tables[0].cell(0, 0).text == "ab"
    assert [one.message for one in template.missing] == ["unknown name 'p._name'"]
