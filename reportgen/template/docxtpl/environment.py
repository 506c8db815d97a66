"""What the engine takes over from a user's Jinja environment, into its sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.template.docxtpl.faults import SyntaxProblems
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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The filters and tests that are not Jinja's own, what a name is that is not there, and what values become."""

    filters: Mapping[str, Callable[..., Any]]
    tests: Mapping[str, Callable[..., Any]]
    undefined: type[Undefined]
    finalize: tuple[Callable[..., Any], ...]


def surroundings_of(environment: Environment | None, strict: bool, escapes: bool) -> Surroundings:
    """What to take from an environment; raises `ValueError` for one whose tags look otherwise.

    Where nobody `escapes` texts, they may have been escaped before: `html.escape` is docxtpl's way for it, or `|e`.
    """
    if environment is None:
        environment = Environment()
    check_kind(environment, Environment, Message("jinja_env is an Environment of Jinja"))
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
    undefined = _UNDEFINED.get(environment.undefined, environment.undefined)
    own = environment.autoescape
    escapes = escapes or bool(own(None) if callable(own) else own)
    finalize = (environment.finalize,) if environment.finalize else ()
    return Surroundings(
        {**_ESCAPING, **_own(environment.filters, FILTERS)},
        _own(environment.tests, TESTS),
        CollectedUndefined if strict else undefined,
        finalize if escapes else (*finalize, _unescaped),
    )


def _safe(value: Any) -> Any:
    return FILTERS["safe"](value) if type(value) is str else value


def _escaped(value: Any) -> Any:
    return FILTERS["e"](value) if type(value) is str else value


_ESCAPING: Mapping[str, Callable[..., Any]] = {
    "safe": _safe, "e": _escaped, "escape": _escaped, "forceescape": _escaped,
}  # fmt: skip
"""Jinja's filters that tell what is escaped from what is not."""


def _unescaped(value: Any) -> Any:
    """A plain text as it was before it was escaped; what says that it is escaped is known where it is printed."""
    return unescaped(value) if type(value) is str else value


def globals_of(environment: Environment | None) -> dict[str, Any]:
    """The names that an environment gives every template."""
    return _own(environment.globals, DEFAULT_NAMESPACE) if environment else {}


def compiled(data: bytes, name: str, surroundings: Surroundings) -> CompiledTemplate:
    """A template, compiled; its faults are a `TemplateSyntaxError` of Jinja too."""
    try:
        return OfficeTemplate(
            data, name, filters=surroundings.filters, tests=surroundings.tests, undefined=surroundings.undefined,
            finalize=surroundings.finalize, like_docxtpl=True,
        ).compile()  # fmt: skip
    except ProblemsFound as problems:
        raise SyntaxProblems(problems.diagnostics) from problems.__cause__


def _own(given: Mapping[str, Any], jinjas: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if jinjas.get(name) is not value}
