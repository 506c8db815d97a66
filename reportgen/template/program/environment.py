"""The Jinja environment: sandboxed, with undefined names as errors that are collected, not raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import DictLoader, Undefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedFormatter, modifies_known_mutable

from reportgen.diagnostics import Message
from reportgen.template.program.captured import CAPTURE_FILTERS, captured
from reportgen.template.program.filters import PROGRAM_FILTERS, state_of
from reportgen.template.program.tag_check import with_delimiters
from reportgen.template.program.undefined import CollectedUndefined, known
from reportgen.template.render.inline_pictures import inline
from reportgen.template.render.markdown.value import markdown
from reportgen.template.render.styled import styled
from reportgen.template.runtime.expressions import DELIMITERS, EXTENSIONS
from reportgen.template.runtime.limits import (
    COMPARING_TESTS,
    ITEM_FILTERS,
    TEXT_FILTERS,
    bounded,
    check_method,
    check_operator,
    check_width,
    compared,
    comparing,
    count_rounds,
    join_items,
    joined,
    sliced,
    spend_on,
    with_bounds,
)
from reportgen.template.values.kinds import check_functions, check_kind, check_macros
from reportgen.template.values.size import MOST_CHARACTERS, check_size
from reportgen.template.values.text import check_prints, string_of

_MOST_KNOWN = 4096
"""Attributes of classes that an environment remembers as safe or unsafe; those of a project are some hundred."""


Functions = Mapping[str, Callable[..., Any] | None]
"""Filters or tests by their names; None takes one of Jinja's away."""

_BUILT_IN = (str, bytes, int, list, tuple, dict, set, frozenset)
"""The types whose methods are counted by the size of what they are called with."""


class _BoundedFormatter(SandboxedFormatter):
    """`str.format` in the sandbox: what one call makes is counted, field by field."""

    def __init__(self, environment: ImmutableSandboxedEnvironment) -> None:
        super().__init__(environment)
        self._left = MOST_CHARACTERS

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        """A value as `!r`, `!s` or `!a` has it; raises `TypeError` for one without a text."""
        if conversion is not None:
            self._check(value)
        return super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        """A field, whose width may have come from an argument. Raises `OverflowError`."""
        check_width(format_spec)
        self._check(value)
        made: str = super().format_field(value, format_spec)
        self._left -= len(made)
        if self._left < 0:
            raise OverflowError(Message("the text would be too long"))
        spend_on(made)
        return made

    @staticmethod
    def _check(value: Any) -> None:
        if not isinstance(value, str):
            check_size(value)
            check_prints(value)


class _Code(CodeGenerator):
    """Jinja's compiler, but for `~`, whose text may be escaped, and for the place of a `set` that names a field."""

    def visit_Assign(self, node: nodes.Assign, frame: Frame) -> None:
        """Let what Jinja checks before it assigns belong to this tag, and not to the one before."""
        self.newline(node)
        super().visit_Assign(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write what joins the texts (`runtime.limits.with_bounds`)."""
        self.visit(node.nodes[0], frame)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with bounds on what a small template can make."""

    code_generator_class = _Code

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._macros = frozenset(self.list_templates())
        self._known_safe: dict[tuple[type, type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute; remembered, since the sandbox asks only for the object's classes.

        They are two, as `isinstance` has them: an object may say that it is of another class than it is.
        """
        key = (type(obj), obj.__class__, attr)
        if key not in self._known_safe:
            safe = super().is_safe_attribute(obj, attr, value)
            if len(self._known_safe) >= _MOST_KNOWN:
                return safe
            self._known_safe[key] = safe
        return self._known_safe[key]

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What stands for an attribute that a template may not read; raises `SecurityError` for a method that changes.

        A template has to give the same whenever it is rendered, so it changes nothing that it is given.
        """
        if modifies_known_mutable(obj, attribute):
            raise SecurityError(
                Message(
                    "'{attribute}' changes what the template was given; make a new list: a + [x]", attribute=attribute
                )
            )
        return super().unsafe_undefined(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Apply an operator; raises `OverflowError` for a result beyond all need."""
        check_operator(operator, left, right)
        return super().call_binop(context, operator, left, right)

    # Jinja's own names for the parameters: a template may pass arguments called `self` or `context`
    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or method; raises `OverflowError` for a result beyond all need."""
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, _BUILT_IN):
            check_method(owner, __obj.__name__, args)
        elif isinstance(__obj, Macro | LoopContext):  # a recursive macro or loop is a loop too
            count_rounds(args[0] if args and isinstance(args[0], list | tuple) else (None,), 0)
        elif isinstance(owner, LoopContext):  # `loop.changed` compares
            compared(args)
        value = super().call(__context, __obj, *args, **kwargs)
        if isinstance(owner, _BUILT_IN):
            spend_on(value)
        if isinstance(__obj, LoopContext) and __context.name not in __self._macros:  # what it prints is markup
            return captured(value, None, state_of(__context).package.parts[-1].plan)
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a value; raises `OverflowError` for a key that takes too long to look up."""
        if isinstance(argument, tuple):
            compared(argument)
        return super().getitem(obj, argument)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`str.format`, sandboxed and bounded."""
        if not isinstance(getattr(value, "__self__", None), str) or super().wrap_str_format(value) is None:
            return None
        text = string_of(value.__self__)
        if value.__name__ == "format_map":
            return lambda names: _BoundedFormatter(self).vformat(text, (), names)
        return lambda *values, **names: _BoundedFormatter(self).vformat(text, values, names)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Generate the code of a program with bounds; Jinja offers no other step between parsing and this."""
        return super()._generate(with_bounds(source), name, filename, defer_init)


def _center(value: Any, width: int = 80) -> str:
    return str(value).center(width)


def _as_it_is(value: Any) -> Any:
    """`|e` and `|safe` of people used to HTML: everything is escaped where it is printed."""
    return value


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "__known": known, "center": _center, "e": _as_it_is, "escape": _as_it_is, "forceescape": _as_it_is,
    "inline": inline, "join": join_items, "markdown": markdown, "safe": _as_it_is, "styled": styled,
}  # fmt: skip


_PRINT = ("__run", "__attribute", "__xstring")
"""The filters of a program that print what a tag gives."""
_PASSED: Mapping[str, Callable[[Context], Any]] = {
    "context": lambda context: context,
    "eval_context": lambda context: context.eval_ctx,
    "environment": lambda context: context.environment,
}
"""What Jinja's decorators (`pass_context` and the like) have a function be given before the value."""


def _finalized(print_: Callable[..., Any], finalize: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """A filter that prints what these functions, one after the other, make of a value."""
    steps = [
        (step, _PASSED[asked.name] if (asked := getattr(step, "jinja_pass_arg", None)) else None) for step in finalize
    ]

    @pass_context
    def printed(context: Context, value: Any, *slot: Any) -> Any:
        for step, passed in steps:
            value = step(passed(context), value) if passed else step(value)
        return print_(context, value, *slot)

    return printed


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a program can reach: `macros`, the only templates that `{% import %}` and `{% from %}` can name, `filters`
    and `tests` beside Jinja's own, each in pairs of name and text or function. `undefined` is what a name is that is
    not there; what a tag gives goes through each function of `finalize` before it is printed. `policies` are those of
    Jinja's that are set otherwise. A filter or test that is None is not there.
    """

    macros: tuple[tuple[str, str], ...] = ()
    filters: tuple[tuple[str, Callable[..., Any] | None], ...] = ()
    tests: tuple[tuple[str, Callable[..., Any] | None], ...] = ()
    undefined: type[Undefined] = CollectedUndefined
    finalize: tuple[Callable[..., Any], ...] = ()
    policies: Mapping[str, Any] = field(default_factory=dict, hash=False)  # some are lists and mappings


def surroundings_of(
    macros: Mapping[str, str], filters: Functions, tests: Functions, undefined: type[Undefined] | None,
    finalize: Sequence[Callable[..., Any]], policies: Mapping[str, Any],
) -> Surroundings:  # fmt: skip
    """The surroundings that a caller asks for; raises `TypeError` for what can be none."""
    check_macros(macros)
    check_functions(filters)
    check_functions(tests)
    for step in finalize:
        check_kind(step, Callable, Message("finalize is functions, one after the other"))  # type: ignore[arg-type]
    undefined = undefined or CollectedUndefined
    if not (isinstance(undefined, type) and issubclass(undefined, Undefined)):
        raise TypeError(Message("undefined is Jinja's Undefined, or a class derived from it"))
    return Surroundings(
        tuple(macros.items()), tuple(filters.items()), tuple(tests.items()), undefined, tuple(finalize), policies
    )  # fmt: skip


def _take_in(functions: dict[str, Any], own: Iterable[tuple[str, Callable[..., Any] | None]]) -> None:
    """Put filters or tests among those that are there; None takes one away. No tag can name one of the engine's."""
    for name, function in own:
        if function is None:
            functions.pop(name, None)
        elif not name.startswith("__"):
            functions[name] = function


@lru_cache(maxsize=32)
def environment_of(surroundings: Surroundings) -> ImmutableSandboxedEnvironment:
    """The environment of programs with these surroundings."""
    environment = _Environment(
        **DELIMITERS,
        extensions=EXTENSIONS,
        keep_trailing_newline=True,
        optimized=False,  # folding constants costs more than it saves: there are next to none in templates
        undefined=surroundings.undefined,
        loader=DictLoader({name: with_delimiters(text) for name, text in surroundings.macros}),
    )
    environment.policies.update(surroundings.policies)
    environment.filters.update({**_FILTERS, **PROGRAM_FILTERS, **CAPTURE_FILTERS})
    environment.filters.pop("random")  # two builds of the same content must not differ
    counted = (*TEXT_FILTERS, *ITEM_FILTERS)
    environment.filters.update({name: bounded(name, environment.filters[name]) for name in counted})
    environment.tests.update({name: comparing(environment.tests[name]) for name in COMPARING_TESTS})  # type: ignore[arg-type]
    environment.filters.update(
        {"__rounds": count_rounds, "__joined": joined, "__compared": compared, "__sliced": sliced}
    )
    if surroundings.finalize:
        environment.filters.update({name: _finalized(PROGRAM_FILTERS[name], surroundings.finalize) for name in _PRINT})
    _take_in(environment.filters, surroundings.filters)
    _take_in(environment.tests, surroundings.tests)
    for name in ("lipsum", "cycler", "joiner"):  # by their `__globals__` people have got out of sandboxes
        environment.globals.pop(name)
    return environment
