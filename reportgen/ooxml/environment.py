"""The Jinja environment: sandboxed, with undefined names as errors that are collected, not raised.

Programs use control characters as delimiters, which no XML part can contain, so nothing in a
template's markup can be mistaken for a tag.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import lru_cache, wraps
from types import FrameType
from typing import Any

from jinja2 import DictLoader, TemplateSyntaxError, Undefined, nodes
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.diagnostics import Collector, Location, did_you_mean
from reportgen.ooxml.arrange import ARRANGEMENTS
from reportgen.ooxml.bounds import (
    TEXT_FILTERS,
    bounded,
    check_format,
    check_method,
    check_operator,
    count_rounds,
    joined,
    with_bounds,
)
from reportgen.ooxml.fit.policy import FIT, PolicyError, read_policy
from reportgen.ooxml.tags import (
    BLOCKS,
    BRANCHES,
    CAPTURING,
    CELL_TAGS,
    SINGLE,
    Match,
    Tag,
    TagKind,
    read_tag,
    straight_quotes,
)

STATEMENT = ("\x01", "\x02")
OUTPUT = ("\x03", "\x04")
_COMMENT = ("\x05", "\x06")

Reporter = Callable[[FrameType, str, str], None]
"""Called with the frame that used an undefined name, the name's message and a hint."""

reporter: ContextVar[Reporter] = ContextVar("reporter")
"""Who hears about undefined names while a program runs."""


class CollectedUndefined(Undefined):
    """A name that is not there: whatever is done with it is reported, and the program goes on.

    So one run names every unknown name, each at its place.
    """

    __slots__ = ()

    def _report(self, *_args: Any, **_kwargs: Any) -> CollectedUndefined:
        name: object = self._undefined_name
        if isinstance(name, Undefined):
            return self  # the name it was looked up by is reported itself
        shown = str(name) if name is not None else ""
        reporter.get()(sys._getframe(1), shown or (self._undefined_hint or ""), _hint(self._undefined_obj, shown))
        return self

    def __str__(self) -> str:
        self._report()
        return ""

    def __len__(self) -> int:
        self._report()
        return 0

    def __iter__(self) -> Iterator[Any]:
        self._report()
        return iter(())

    def __bool__(self) -> bool:
        self._report()
        return False

    def __eq__(self, other: object) -> bool:
        self._report()
        return False

    def __ne__(self, other: object) -> bool:
        self._report()
        return False

    def __hash__(self) -> int:
        return id(type(self))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._report()

    def __int__(self) -> int:  # type: ignore[override]
        self._report()
        return 0

    def __index__(self) -> int:
        self._report()
        return 0

    def __float__(self) -> float:  # type: ignore[override]
        self._report()
        return 0.0

    def __round__(self, digits: int | None = None) -> int:
        self._report()
        return 0

    def __abs__(self) -> int:
        self._report()
        return 0

    __repr__ = __str__
    __getitem__ = __call__ = _report  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _report  # type: ignore[assignment]
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _report  # type: ignore[assignment]
    __mod__ = __rmod__ = __pos__ = __neg__ = __pow__ = __rpow__ = _report  # type: ignore[assignment]
    __lt__ = __le__ = __gt__ = __ge__ = _report  # type: ignore[assignment]


def _hint(owner: Any, name: str) -> str:
    if isinstance(owner, Mapping):
        return did_you_mean(name, (key for key in owner if isinstance(key, str) and key != name))
    if owner is None or type(owner).__name__ == "MissingType":
        return ""
    return did_you_mean(name, (key for key in dir(owner) if not key.startswith("_") and key != name))


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with bounds on what a small template can make."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Raise `OverflowError` for a result beyond all need."""
        check_operator(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or method; raises `OverflowError` for a result beyond all need."""
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str | bytes | int):
            check_method(owner, __obj.__name__, args)
        elif isinstance(__obj, Macro | LoopContext):
            count_rounds(args[0] if args and isinstance(args[0], list | tuple) else (None,), 0)
        return super().call(__context, __obj, *args, **kwargs)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`str.format`, sandboxed and bounded."""
        sandboxed = super().wrap_str_format(value)
        if sandboxed is None:
            return None

        @wraps(sandboxed)
        def bounded_format(*args: Any, **kwargs: Any) -> str:
            check_format(value.__self__, args, kwargs)
            return sandboxed(*args, **kwargs)

        return bounded_format

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(with_bounds(source), name, filename, defer_init)


def _center(value: Any, width: int = 80) -> str:
    return str(value).center(width)


def _as_it_is(value: Any) -> Any:
    """`|e` of people used to HTML: everything is escaped where it is printed."""
    return value


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "center": _center, "e": _as_it_is, "escape": _as_it_is, "forceescape": _as_it_is,
}  # fmt: skip


def make_environment(
    macros: Mapping[str, str], filters: Mapping[str, Callable[..., Any]]
) -> ImmutableSandboxedEnvironment:
    """An environment for programs.

    `macros` are the only templates that `{% import %}` and `{% from %}` can reach, by name;
    `filters` are added to Jinja's own.
    """
    environment = _Environment(
        block_start_string=STATEMENT[0],
        block_end_string=STATEMENT[1],
        variable_start_string=OUTPUT[0],
        variable_end_string=OUTPUT[1],
        comment_start_string=_COMMENT[0],
        comment_end_string=_COMMENT[1],
        keep_trailing_newline=True,
        optimized=False,  # folding constants costs more than it saves: there are next to none in templates
        undefined=CollectedUndefined,
        loader=DictLoader({name: _with_delimiters(text) for name, text in macros.items()}),
    )
    environment.filters.update(_FILTERS)
    environment.filters.update({name: bounded(name, environment.filters[name]) for name in TEXT_FILTERS})
    environment.filters.update({"__rounds": count_rounds, "__joined": joined, **filters})
    environment.filters.pop("random")  # two builds of the same content must not differ
    for name in ("lipsum", "cycler", "joiner"):
        environment.globals.pop(name)
    return environment


def _with_delimiters(text: str) -> str:
    for typed, used in (("{%", STATEMENT[0]), ("%}", STATEMENT[1]), ("{{", OUTPUT[0]), ("}}", OUTPUT[1])):
        text = text.replace(typed, used)
    return text.replace("{#", _COMMENT[0]).replace("#}", _COMMENT[1])


def check_tag(tag: Tag, environment: ImmutableSandboxedEnvironment) -> tuple[str, str, str] | None:
    """Read one tag on its own, so that every fault of a template is found in one run.

    Sets `tag.tree`. Returns code, message and hint of the fault, or None. Quotation marks that
    Word's autocorrection curled are accepted where the tag reads well without them.
    """
    if tag.kind is TagKind.COMMENT:
        return None
    if not tag.inside:
        return "empty-tag", f"the tag '{tag.text}' is empty", "write an expression or remove it"
    if tag.level == "shape" and tag.keyword in ARRANGEMENTS:
        return None
    if tag.level == "shape" and tag.keyword == FIT:
        return _check_policy(tag)
    if tag.kind is TagKind.STATEMENT and _captures(tag):
        hint = "define it in templates/macros.j2 and import it, or write {% set name = value %}"
        return "captured-content", f"'{tag.text}' would capture the markup of the document", hint
    if tag.kind is TagKind.STATEMENT and not _known(tag):
        hint = did_you_mean(tag.keyword, [*BLOCKS, *BRANCHES, *SINGLE, *CELL_TAGS, *(f"end{b}" for b in BLOCKS)])
        return "unknown-statement", f"'{tag.keyword}' is no statement in '{tag.text}'", hint
    first: str = ""
    for inside in dict.fromkeys((tag.inside, straight_quotes(tag.inside))):
        try:
            tag.tree, unknown = _parse(environment, _complete(tag, inside))
        except (TemplateSyntaxError, RecursionError) as fault:
            first = first or getattr(fault, "message", None) or str(fault)
            continue
        tag.inside = inside
        if unknown:
            word, name, hint = unknown
            return f"unknown-{word}", f"unknown {word} '{name}' in '{tag.text}'", hint
        return None
    return "template-syntax", f"the tag '{tag.text}' cannot be read: {_plain(first)}", ""


def read_checked(match: Match, location: Location, environment: ImmutableSandboxedEnvironment, found: Collector) -> Tag:
    """A tag read and checked; its fault, if any, is recorded, and what would follow from the fault is not."""
    tag = read_tag(match, location)
    if match.fault:
        shown = f"{match.kind}{match.inside}"[:40].strip()
        found.error("unclosed-tag", f"'{shown}': {match.fault}", location)
        tag.kind, tag.inside = TagKind.COMMENT, ""
        return tag
    fault = check_tag(tag, environment)
    if fault:
        found.error(fault[0], fault[1], location, fault[2])
        if tag.kind is TagKind.OUTPUT or not (tag.opens or tag.closes or tag.keyword in BRANCHES):
            tag.kind, tag.inside = TagKind.COMMENT, ""
    return tag


def _check_policy(tag: Tag) -> tuple[str, str, str] | None:
    try:
        read_policy(tag.inside.removeprefix(FIT))
    except PolicyError as fault:
        return "wrong-fit", f"'{tag.text}': {fault}", ""
    return None


@lru_cache(maxsize=4096)
def _parse(
    environment: ImmutableSandboxedEnvironment, source: str
) -> tuple[nodes.Template, tuple[str, str, str] | None]:
    """A tag's tree, and what it names that there is not; the same few tags stand on every slide."""
    tree = environment.parse(source)
    return tree, _unknown_helper(tree, environment)


def _plain(message: str) -> str:
    named = {STATEMENT[1]: "%}", OUTPUT[1]: "}}", "end of print statement": "end of the tag"}
    for token, text in named.items():
        message = message.replace(token, text)
    return message


def _captures(tag: Tag) -> bool:
    word = tag.closes or tag.keyword
    return word in CAPTURING and not (tag.keyword == "set" and "=" in tag.inside)


def _known(tag: Tag) -> bool:
    return tag.opens or tag.closes in BLOCKS or tag.keyword in BRANCHES or tag.keyword in (*SINGLE, *CELL_TAGS)


def _complete(tag: Tag, inside: str) -> str:
    """The smallest program in which the tag can stand."""

    def statement(text: str) -> str:
        return f"{STATEMENT[0]}{text}{STATEMENT[1]}"

    if tag.kind is TagKind.OUTPUT:
        return f"{OUTPUT[0]}({inside}){OUTPUT[1]}"
    if tag.keyword in CELL_TAGS:
        return f"{OUTPUT[0]}({inside.removeprefix(tag.keyword) or '1'}){OUTPUT[1]}"
    if tag.opens:
        return statement(inside) + statement(f"end{tag.keyword}")
    if tag.closes:
        return ""
    if tag.keyword in BRANCHES:
        return statement("if 1") + statement(inside) + statement("endif")
    return statement(inside)


def _unknown_helper(tree: nodes.Template, environment: ImmutableSandboxedEnvironment) -> tuple[str, str, str] | None:
    """The first filter or test there is not, or name that belongs to the engine: its sort, name and a hint."""
    for node in tree.find_all((nodes.Filter, nodes.Test, nodes.Name)):
        name: str = node.name  # type: ignore[attr-defined]
        if isinstance(node, nodes.Name):
            if name.startswith("__"):
                return "name", name, ""
            continue
        known: Mapping[str, Any] = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if name not in known or name.startswith("__"):
            word = "filter" if isinstance(node, nodes.Filter) else "test"
            return word, name, did_you_mean(name, [other for other in known if not other.startswith("_")])
    return None


def dotted_name(tag: Tag, name: str) -> str:
    """The whole expression that ends in `name`, as the template has it: `sector.progres`."""
    for node in tag.tree.find_all(nodes.Getattr) if tag.tree else ():
        if node.attr == name:
            return _dotted(node)
    return name


def _dotted(node: nodes.Node) -> str:
    match node:
        case nodes.Getattr(node=inner, attr=attr):
            return f"{_dotted(inner)}.{attr}"
        case nodes.Name(name=name):
            return name
        case nodes.Getitem(node=inner):
            return f"{_dotted(inner)}[…]"
        case _:
            return "…"
