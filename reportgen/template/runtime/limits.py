"""Bounds on what a template may make, so that time and memory stay within limits whatever it says.

Every way to make something large out of something small is checked before it is done: loops and what they
print against a budget for the whole document, operators, methods and filters by the size of their result.
All raise `OverflowError`, which becomes a fault of the tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from itertools import islice
from typing import Any

from jinja2 import nodes

from reportgen.messages import Message
from reportgen.template.values.size import MOST_CHARACTERS, MOST_ITEMS, check_size

MOST_MARKUP = 256 * 1024 * 1024
"""The most that one document may hold, in characters of markup."""
SHORT = 200
"""What a tag may print at the price of its loop's round, in characters of markup: most texts are not counted."""
_STEP = 100
"""What one round of a loop costs beside what it prints, in characters: empty rounds take time too."""
_LARGEST_POWER, _MOST_BITS = 1_000, 1_000_000
_WIDEST = 9_999
"""The most characters that a format may pad a value to."""
_WIDE = re.compile(r"\d{5}")
_NESTED_WIDTH = re.compile(r":[^{}]*\{")
"""A format whose width is an argument, as in `{:{}}`."""


@dataclass(slots=True)
class Budget:
    """What a run may still make. `costs` are the characters that a loop's markup has, by the line of its tag."""

    costs: Mapping[int, int] = field(default_factory=dict)
    left: int = MOST_MARKUP

    def spend(self, characters: int) -> None:
        """Raise `OverflowError` when the document becomes too large."""
        self.left -= characters
        if self.left < 0:
            raise OverflowError(Message("the document would be too large"))


budget: ContextVar[Budget] = ContextVar("budget")
"""What the running program may still make."""


def count_rounds(items: Any, line: int) -> Any:
    """What a loop goes over; `line` is that of its tag. Raises `OverflowError` when its rounds are too many.

    An iterator becomes a list, since only a list says how many rounds there are.
    """
    running = budget.get(None)
    if running is None:
        return items
    if not hasattr(items, "__len__") and isinstance(items, Iterable):
        items = list(islice(items, MOST_ITEMS + 1))
        if len(items) > MOST_ITEMS:
            raise OverflowError(Message("the loop would have too many rounds"))
    if hasattr(items, "__len__"):
        running.spend(len(items) * (_STEP + running.costs.get(line, 0)))
    return items


def with_bounds(template: nodes.Template) -> nodes.Template:
    """A program that counts the rounds of its loops and the length of what `~` joins."""
    for node in list(template.find_all((nodes.For, nodes.Concat))):
        line = node.lineno
        if isinstance(node, nodes.For) and not _is_counted(node.iter):
            node.iter = nodes.Filter(node.iter, "__rounds", [nodes.Const(line)], [], None, None, lineno=line)
        elif isinstance(node, nodes.Concat):
            texts = nodes.List(node.nodes, lineno=line)
            node.nodes = [nodes.Filter(texts, "__joined", [], [], None, None, lineno=line)]
    return template


def _is_counted(items: nodes.Node) -> bool:
    """Whether a loop goes over the items of a lone tag, whose filter counts them."""
    return isinstance(items, nodes.Filter) and items.name == "__paragraphs"


def joined(values: list[Any]) -> str:
    """What `~` makes of values: their texts, joined. Raises `OverflowError` for too long a text."""
    check_size(values)
    return "".join(map(str, values))


def check_operator(operator: str, left: Any, right: Any) -> None:
    """Raise `OverflowError` for a sum, product, power or formatted text beyond all need."""
    if operator == "**" and isinstance(right, int | float):
        if abs(right) > _LARGEST_POWER or (isinstance(left, int) and left.bit_length() * abs(right) > _MOST_BITS):
            raise OverflowError(Message("the power is too large"))
    elif operator == "%" and isinstance(left, str):
        check_size(right)
        check_widths(left, right if isinstance(right, tuple) else (right,), starred="*" in left)
    elif operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
        if len(left) + len(right) > MOST_CHARACTERS:
            raise OverflowError(Message("the text or list would be too long"))
    elif operator == "*":
        _check_product(left, right)


def _check_product(left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > _MOST_BITS:
        raise OverflowError(Message("the number is too large"))
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, str | bytes | list | tuple) and isinstance(times, int) and times > 1:
            if len(sequence) * times > MOST_ITEMS:
                raise OverflowError(Message("the text or list would be too long"))
            check_size(sequence, MOST_CHARACTERS // times)


def check_widths(text: str, arguments: Iterable[Any] = (), starred: bool = False) -> None:
    """Raise `OverflowError` for a format that asks for a text of more than four digits' width."""
    nested = starred or _NESTED_WIDTH.search(text)
    if _WIDE.search(text) or (nested and any(isinstance(a, int) and abs(a) > _WIDEST for a in arguments)):
        raise OverflowError(Message("the width is too large"))


def check_format(text: str, arguments: tuple[Any, ...], names: Mapping[str, Any]) -> None:
    """Raise `OverflowError` for what `text.format(…)` should not make."""
    values = [*arguments, *names.values()]
    check_size([text, *values])
    check_widths(text, values)


def check_method(owner: Any, name: str, arguments: tuple[Any, ...]) -> None:
    """Raise `OverflowError` for a method of a text or number whose result would be too large."""
    if any(isinstance(a, int) and abs(a) > MOST_ITEMS for a in arguments):
        raise OverflowError(Message("the number is too large"))
    if isinstance(owner, int):
        return
    times = 1
    if name == "replace" and len(arguments) > 1:
        check_replacement(owner, *arguments[:2])
    elif name == "expandtabs":
        times = next((a for a in arguments if isinstance(a, int)), 8)  # Python's own default
    elif name == "translate" and arguments and isinstance(arguments[0], dict):
        times = max((len(v) for v in arguments[0].values() if isinstance(v, str)), default=1)
    elif name == "join" and arguments:
        check_size(arguments[0])
        times = len(arguments[0]) if hasattr(arguments[0], "__len__") else MOST_ITEMS
    if len(owner) * max(times, 1) > MOST_CHARACTERS:
        raise OverflowError(Message("the text would be too long"))


def check_replacement(text: Any, old: Any, new: Any) -> None:
    """Raise `OverflowError` where a text would become too long by replacing."""
    text, old, new = str(text), str(old), str(new)
    if (text.count(old) if old else len(text) + 1) * len(new) > MOST_CHARACTERS:
        raise OverflowError(Message("the text would be too long"))


_LONGEST_WRAPPED = 100_000
"""The longest text that Jinja's filters take in good time which look for words or addresses in it."""
_SLOW = frozenset(("wordwrap", "urlize", "striptags", "wordcount", "title"))
_CHECKED = frozenset(("format", "replace", "indent", "join"))
TEXT_FILTERS = (
    "capitalize", "center", "format", "indent", "join", "lower", "pprint", "replace", "striptags", "string", "title",
    "tojson", "trim", "truncate", "upper", "urlencode", "urlize", "wordcount", "wordwrap", "xmlattr", "batch", "slice",
    "round",
)  # fmt: skip
"""Jinja's filters that make a text of their value, or take a number."""


def bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that looks at the size of what it is given before it does anything."""
    skipped = 1 if hasattr(function, "jinja_pass_arg") else 0  # `@pass_context` and the like come before the value
    most = _LONGEST_WRAPPED if name in _SLOW else MOST_CHARACTERS

    @wraps(function)
    def filtered(*arguments: Any, **names: Any) -> Any:
        value, *rest = arguments[skipped:]
        check_size(value, most)
        for argument in (*rest, *names.values()):
            check_size(argument)
            if isinstance(argument, int) and abs(argument) > MOST_ITEMS:
                raise OverflowError(Message("the number is too large"))
        if name in _CHECKED:
            _check_filter(name, value, rest, names)
        return function(*arguments, **names)

    return filtered


def _check_filter(name: str, value: Any, rest: list[Any], names: Mapping[str, Any]) -> None:
    if name == "format":
        text = str(value)
        check_widths(text, (*rest, *names.values()), starred="*" in text)
    elif name == "replace" and len(rest) > 1:
        check_replacement(value, *rest[:2])
    elif name == "indent":
        width = rest[0] if rest else names.get("width", 4)
        check_replacement(value, "\n", " " * width if isinstance(width, int) else width)
    elif name == "join" and hasattr(value, "__len__"):
        separator = rest[0] if rest else names.get("d", "")
        if len(value) * len(str(separator)) > MOST_CHARACTERS:
            raise OverflowError(Message("the text would be too long"))
