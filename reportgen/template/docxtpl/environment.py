"""What the engine takes over from a user's Jinja environment, into its sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, pass_eval_context
from jinja2.defaults import DEFAULT_NAMESPACE, DEFAULT_POLICIES
from jinja2.ext import Extension
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.tests import TESTS
from markupsafe import Markup

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.template.docxtpl.faults import SyntaxProblems
from reportgen.template.program.environment import Functions
from reportgen.template.program.undefined import CollectedUndefined, ToleratedUndefined
from reportgen.template.template import CompiledTemplate, OfficeTemplate
from reportgen.template.values.kinds import check_kind
from reportgen.template.values.text import unescaped

_UNDEFINED: Mapping[type[Undefined], type[Undefined]] = {
    Undefined: ToleratedUndefined,
    StrictUndefined: CollectedUndefined,
}
"""Jinja's sorts of undefined names → those that say where they stand, all in one run; any other is used as it is."""
_DELIMITERS = (("block", "{%", "%}"), ("variable", "{{", "}}"), ("comment", "{#", "#}"))
_LINE_PREFIXES = ("line_statement_prefix", "line_comment_prefix")
_STEPS = ("preprocess", "filter_stream")
"""The steps of an extension that change a template's text, or what was read of it."""
_UNUSED = frozenset(
    ("overlayed", "linked_to", "shared", "join_path", "get_template", "select_template", "get_or_select_template")
)
"""What an environment may have of its own, since it has no part here: Jinja's notes, and ways to other templates."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The filters, tests and policies that are not Jinja's own, what a name is that is not there, and what values
    become; a filter or test that is None was taken away.
    """

    filters: Functions
    tests: Functions
    undefined: type[Undefined]
    finalize: tuple[Callable[..., Any], ...]
    policies: Mapping[str, Any]


def surroundings_of(environment: Environment | None, strict: bool, escapes: bool) -> Surroundings:
    """What to take from an environment; raises `ValueError` for one that reads or runs templates in a way of its own.

    Where nobody `escapes` texts, they may have been escaped before: `html.escape` is docxtpl's way for it, or `|e`.
    """
    if environment is None:
        environment = Environment()
    check_kind(environment, Environment, Message("jinja_env is an Environment of Jinja"))
    _check_reading(environment)
    _check_workings(environment)
    own = environment.autoescape
    escapes = escapes or bool(own(None) if callable(own) else own)
    finalize = (environment.finalize,) if environment.finalize else ()
    return Surroundings(
        {**_ESCAPING, **_functions(environment.filters, FILTERS)},
        _functions(environment.tests, TESTS),
        _undefined_of(environment, strict),
        finalize if escapes else (*finalize, _unescaped),
        _own(environment.policies, DEFAULT_POLICIES),
    )


def _check_reading(environment: Environment) -> None:
    """Raise `ValueError` for an environment in which tags look otherwise, or lines mean something."""
    for kind, start, end in _DELIMITERS:
        given = (getattr(environment, f"{kind}_start_string"), getattr(environment, f"{kind}_end_string"))
        if given != (start, end):
            raise ValueError(
                Message(
                    "tags of a document are {start} … {end}, not {first} … {last}",
                    start=start,
                    end=end,
                    first=given[0],
                    last=given[1],
                )
            )
    for name in _LINE_PREFIXES:
        if getattr(environment, name):
            raise ValueError(Message("a document has no lines for {name}; leave it out of jinja_env", name=name))


def _check_workings(environment: Environment) -> None:
    """Raise `ValueError` for an environment that does in its own way what the sandbox does here."""
    for extension in environment.iter_extensions():
        if any(getattr(type(extension), step) is not getattr(Extension, step) for step in _STEPS):
            name = type(extension).__name__
            raise ValueError(
                Message("the extension {name} changes the text of templates; a document is no such text", name=name)
            )
    kinds = [kind for kind in type(environment).__mro__ if not kind.__module__.startswith("jinja2.")]
    for name in (name for one in (environment, *kinds) for name in vars(one) if not name.startswith("__")):
        if hasattr(SandboxedEnvironment, name) and name not in _UNUSED:
            raise ValueError(
                Message("jinja_env has its own {name}; documents are rendered by the sandbox's", name=name)
            )


def _undefined_of(environment: Environment, strict: bool) -> type[Undefined]:
    return CollectedUndefined if strict else _UNDEFINED.get(environment.undefined, environment.undefined)


def _safe(value: Any) -> Any:
    return FILTERS["safe"](value) if type(value) is str else value


def _escaped(value: Any) -> Any:
    return FILTERS["e"](value) if type(value) is str else value


@pass_eval_context
def _attributes(context: EvalContext, value: Any, autospace: bool = True) -> Markup:
    return Markup(FILTERS["xmlattr"](context, value, autospace))


_ESCAPING: Mapping[str, Callable[..., Any]] = {
    "safe": _safe, "e": _escaped, "escape": _escaped, "forceescape": _escaped, "xmlattr": _attributes,
}  # fmt: skip
"""Jinja's filters that tell what is escaped from what is not."""


def _unescaped(value: Any) -> Any:
    """A plain text as it was before it was escaped; what says that it is escaped is known where it is printed."""
    return unescaped(value) if type(value) is str else value


def globals_of(environment: Environment | None, strict: bool) -> dict[str, Any]:
    """The names that an environment gives every template; those of Jinja's that it has no more are undefined."""
    if environment is None:
        return {}
    undefined, gone = _undefined_of(environment, strict), DEFAULT_NAMESPACE.keys() - environment.globals.keys()
    return {**_own(environment.globals, DEFAULT_NAMESPACE), **{name: undefined(name=name) for name in gone}}


def compiled(data: bytes, name: str, surroundings: Surroundings) -> CompiledTemplate:
    """A template, compiled; its faults are a `TemplateSyntaxError` of Jinja too."""
    try:
        return OfficeTemplate(
            data, name, filters=surroundings.filters, tests=surroundings.tests, undefined=surroundings.undefined,
            finalize=surroundings.finalize, policies=surroundings.policies, like_docxtpl=True,
        ).compile()  # fmt: skip
    except ProblemsFound as problems:
        raise SyntaxProblems(problems.diagnostics) from problems.__cause__


def _own(given: Mapping[str, Any], jinjas: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if jinjas.get(name) is not value}


def _functions(given: Mapping[str, Any], jinjas: Mapping[str, Any]) -> Functions:
    return {**_own(given, jinjas), **dict.fromkeys(jinjas.keys() - given.keys())}
