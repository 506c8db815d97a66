"""Bounds on what a template may make, so that time and memory stay within limits whatever it says.

Every way to make something large out of something small is checked before it is done: loops and what they
print against a budget for the whole document, operators, methods and filters by the size of their result. What reads
or makes much without printing it (a list that is sorted, a text that is changed) is paid for out of the same budget.
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

from jinja2 import Environment, nodes, pass_environment
from jinja2.filters import FILTERS, make_attrgetter

from reportgen.diagnostics import Message
from reportgen.model.limits import MOST_MILLIONS
from reportgen.template.values.size import MOST_CHARACTERS, MOST_ITEMS, check_size
from reportgen.template.values.text import (
    check_has_text,
    check_is_finite,
    check_is_no_list,
    check_prints,
    inner_text,
    is_escaped,
    string_of,
)

SHORT = 200
"""What a tag may print, read or make at the price of its loop's round, in characters: most texts are not counted."""
_STEP = 100
"""What one round of a loop costs beside what it prints, in characters: empty rounds take time too."""
_ITEM = 4
"""What an item of a list costs that is read or made, in characters."""
_HANDLED, _SORTED = 128, 512
"""What an item costs that a function is called for or that is printed; and one that is sorted or told from others."""
_LARGEST_POWER, _MOST_BITS = 1_000, 10_000
"""A number of more bits has more digits than Python prints, and to divide it takes long."""
_WIDEST = 9_999
"""The most characters that a format may pad a value to."""
_WIDE = re.compile(r"\d{5}")


@dataclass(slots=True)
class Budget:
    """What a run may make, in `millions` of characters; `costs` are those of a loop's markup, by its tag's line."""

    costs: Mapping[int, int] = field(default_factory=dict)
    millions: int = 0
    _spent: int = 0

    def __post_init__(self) -> None:
        self.millions = self.millions or MOST_MILLIONS

    def spend(self, characters: int) -> None:
        """Raise `OverflowError` when the document becomes too large."""
        self._spent += characters
        if self._spent > self.millions * 1_000_000:
            raise OverflowError(
                Message(
                    "the document would be too large: more than {millions} million characters are made on the way; "
                    "'million_characters' below 'templates' in reportgen.yaml allows more",
                    millions=self.millions,
                )
            )


budget: ContextVar[Budget] = ContextVar("budget")
"""What the running program may still make."""


def spend(characters: int) -> None:
    """Count what is read or made beside what is printed. Raises `OverflowError` when it becomes too much."""
    running = budget.get(None)
    if running is not None and characters > SHORT:
        running.spend(characters)


_LISTS = (list, tuple, dict, set, frozenset, range)


def spend_on(value: Any) -> None:
    """Count a text or list that is read or made, without what its items hold."""
    if isinstance(value, str | bytes):
        spend(len(value))
    elif isinstance(value, _LISTS):
        spend(len(value) * _ITEM)


def sliced(value: Any) -> Any:
    """A value of which a slice is taken, which may be all of it."""
    spend_on(value)
    return value


def compared(value: Any) -> Any:
    """A value that is to be compared with others or looked up: lists are compared down to their innermost items."""
    if isinstance(value, _LISTS):
        spend(check_size(value, MOST_CHARACTERS) * _ITEM)
    elif isinstance(value, str):
        spend(len(value))
    return value


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
    """A program that counts the rounds of its loops, the length of what `~` joins, what it compares and slices."""
    for node in list(template.find_all((nodes.For, nodes.Concat, nodes.Compare, nodes.Pair, nodes.Getitem))):
        line = node.lineno
        if isinstance(node, nodes.For) and not _is_counted(node.iter):
            node.iter = nodes.Filter(node.iter, "__rounds", [nodes.Const(line)], [], None, None, lineno=line)
        elif isinstance(node, nodes.Concat):
            texts = nodes.List(node.nodes, lineno=line)
            node.nodes = [nodes.Filter(texts, "__joined", [], [], None, None, lineno=line)]
        elif isinstance(node, nodes.Compare) and not _is_short(node):
            node.expr = _counted(node.expr, "__compared")
            for operand in node.ops:
                operand.expr = _counted(operand.expr, "__compared")
        elif isinstance(node, nodes.Pair):
            node.key = _counted(node.key, "__compared")
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            node.node = _counted(node.node, "__sliced")
    return template


def _counted(node: nodes.Expr, name: str) -> nodes.Expr:
    if isinstance(node, nodes.Const):
        return node
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _is_short(node: nodes.Compare) -> bool:
    """Whether a comparison is with something that is written out, which ends at once: `page|length == 3`."""
    operand = node.ops[0]
    return len(node.ops) == 1 and (
        isinstance(operand.expr, nodes.Const)
        or (isinstance(node.expr, nodes.Const) and operand.op not in ("in", "notin"))
        or (
            isinstance(operand.expr, nodes.List | nodes.Tuple)
            and all(isinstance(i, nodes.Const) for i in operand.expr.items)
        )
    )


def _is_counted(items: nodes.Node) -> bool:
    """Whether a loop goes over the items of a lone tag, whose filter counts them."""
    return isinstance(items, nodes.Filter) and items.name == "__paragraphs"


def joined(values: Iterable[Any], separator: str = "") -> str:
    """What `~` makes of values: their texts, joined, and escaped where one of them is.

    Raises `OverflowError` for too long a text.
    """
    values = list(values)
    texts = [value if type(value) is str else inner_text(value) for value in values]
    size = sum(map(len, texts)) + len(texts) * len(separator)
    if size > MOST_CHARACTERS:
        raise OverflowError(Message("the text would be too long"))
    spend(size + len(texts) * _HANDLED)
    text = separator.join(texts)
    return FILTERS["e"](text) if any(type(value) is not str and is_escaped(value) for value in values) else text


@pass_environment
def join_items(environment: Environment, items: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    """Jinja's filter `join`, bounded, of texts alone."""
    if attribute is not None:
        read = make_attrgetter(environment, attribute)
        items = (read(item) for item in items)  # `map` would end without a word where one raises StopIteration
    return joined(items, inner_text(d))


def check_operator(operator: str, left: Any, right: Any) -> None:
    """Raise `OverflowError` for a sum, product, power or formatted text beyond all need."""
    if operator == "**" and isinstance(right, int | float):
        if abs(right) > _LARGEST_POWER or (isinstance(left, int) and left.bit_length() * abs(right) > _MOST_BITS):
            raise OverflowError(Message("the power is too large"))
    elif operator == "%" and isinstance(left, str):
        check_old_format(left, right)
    elif operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
        if len(left) + len(right) > MOST_CHARACTERS:
            raise OverflowError(Message("the text or list would be too long"))
        spend((len(left) + len(right)) * (1 if isinstance(left, str) else _ITEM))
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
            spend(len(sequence) * times * (1 if isinstance(sequence, str | bytes) else _ITEM))


def check_old_format(text: str, values: Any) -> None:
    """Raise `OverflowError` for what `text % values` should not make: too long a text, or one that is too wide."""
    check_width(text)
    size = check_size(values, MOST_CHARACTERS // max(text.count("%"), 1))  # each value may be printed as often
    if "*" in text and isinstance(values, tuple) and any(isinstance(v, int) and abs(v) > _WIDEST for v in values):
        raise OverflowError(Message("the width is too large"))
    spend(len(text) + size)
    for value in values if isinstance(values, tuple) else values.values() if isinstance(values, dict) else (values,):
        if not isinstance(value, str):
            check_prints(value)


def check_width(spec: str) -> None:
    """Raise `OverflowError` for a format that asks for a text of more than four digits' width."""
    if _WIDE.search(spec):
        raise OverflowError(Message("the width is too large"))


_MOST_PRECISION = 300
"""A number has no more digits behind its point."""
_LONGEST_SEARCHED = 100_000
"""The longest text that Python and Jinja take in good time when they look for words, addresses or markup in it."""
_SLOW = frozenset(("wordwrap", "urlize", "striptags", "wordcount", "title", "unescape"))
_MOST_NUMBER = {"round": _MOST_PRECISION, "tojson": 100}
"""The largest number that is an argument of a filter, where it is no length."""


def check_method(owner: Any, name: str, arguments: tuple[Any, ...]) -> None:
    """Raise `OverflowError` for a method of a text, number or collection that would make or take too much."""
    for argument in arguments:
        _check_argument(argument, MOST_ITEMS)
    if isinstance(owner, int):
        return
    spend_on(owner)
    if isinstance(owner, _LISTS):
        return
    times = 1
    if name in _SLOW and len(owner) > _LONGEST_SEARCHED:
        raise OverflowError(Message("the text would be too long"))
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


def _check_argument(value: Any, most: int) -> None:
    """Raise `OverflowError` for a number or length beyond all need; what it makes is paid for."""
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > most:
            raise OverflowError(Message("the number is too large"))
        spend(abs(value))
    else:
        compared(value)


def check_replacement(text: Any, old: Any, new: Any) -> None:
    """Raise `OverflowError` where a text would become too long by replacing."""
    text, old, new = str(text), str(old), str(new)
    if (text.count(old) if old else len(text) + 1) * len(new) > MOST_CHARACTERS:
        raise OverflowError(Message("the text would be too long"))


TEXT_FILTERS = (
    "capitalize", "center", "format", "indent", "lower", "pprint", "replace", "striptags", "string", "title",
    "tojson", "trim", "truncate", "upper", "urlencode", "urlize", "wordcount", "wordwrap", "xmlattr", "int", "float",
)  # fmt: skip
"""Jinja's filters that make something of a value's text."""
_OF_LISTS = frozenset(("pprint", "tojson", "urlencode", "xmlattr", "int", "float"))
"""Those that have a form for lists too, or something else to give in their place."""
_WITH_DEFAULT = frozenset(("int", "float"))
"""Those that give another number for what is none."""
ITEM_FILTERS = (
    "batch", "slice", "round", "dictsort", "groupby", "items", "list", "map", "max", "min", "reject", "rejectattr",
    "reverse", "select", "selectattr", "sort", "sum", "unique",
)  # fmt: skip
"""Jinja's filters that go over a value, or take a number."""
COMPARING_TESTS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "==", "!=", "<", "<=", ">", ">=", "equalto", "greaterthan",
                   "lessthan")  # fmt: skip
_COMPARING_FILTERS = frozenset(("dictsort", "groupby", "max", "min", "sort", "sum", "unique"))
_SMALL = (int, float, bool, type(None))
_NUMBER_DIGITS = 4_000
"""The longest text that becomes a number: Python reads one with little more digits."""


def bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that looks at the size of what it is given before it does anything."""
    skipped = 1 if hasattr(function, "jinja_pass_arg") else 0  # `@pass_context` and the like come before the value
    most = (
        MOST_ITEMS
        if name in _COMPARING_FILTERS
        else _LONGEST_SEARCHED
        if name in _SLOW
        else _NUMBER_DIGITS
        if name in _WITH_DEFAULT
        else MOST_CHARACTERS
    )
    goes_over = name in ITEM_FILTERS and name not in _COMPARING_FILTERS
    cost = _SORTED if name in _COMPARING_FILTERS else _HANDLED
    check = _FILTER_CHECKS.get(name)
    prints = name in TEXT_FILTERS and name not in _WITH_DEFAULT

    @wraps(function)
    def filtered(*arguments: Any, **names: Any) -> Any:
        value, *rest = arguments[skipped:]
        if prints and type(value) is not str:
            check_is_finite(value)
        if goes_over:
            spend(len(value) * _HANDLED if isinstance(value, (str, *_LISTS)) else 0)
        elif type(value) not in _SMALL and (type(value) is not str or len(value) > SHORT):
            spend(check_size(value, most) * (1 if isinstance(value, str) else cost))
            if name in TEXT_FILTERS and type(value) is not str:
                check_has_text(value)
                if name not in _OF_LISTS:
                    check_is_no_list(value)
                if is_escaped(value) and name != "striptags":  # which looks for the difference
                    arguments = (*arguments[:skipped], string_of(value), *rest)
        for argument in (*rest, *names.values()):
            _check_argument(argument, _MOST_NUMBER.get(name, MOST_ITEMS))
        if check is not None:
            check(value, rest, names)
        return function(*arguments, **names)

    return filtered


def comparing(test: Callable[..., Any]) -> Callable[..., Any]:
    """A test that compares values."""

    @wraps(test)
    def tested(*values: Any) -> Any:
        return test(*map(compared, values))

    return tested


def _check_format(value: Any, rest: list[Any], names: Mapping[str, Any]) -> None:
    check_old_format(str(value), names or tuple(rest))


def _check_replace(value: Any, rest: list[Any], _names: Mapping[str, Any]) -> None:
    if len(rest) > 1:
        check_replacement(value, *rest[:2])


def _check_indent(value: Any, rest: list[Any], names: Mapping[str, Any]) -> None:
    width = rest[0] if rest else names.get("width", 4)
    check_replacement(value, "\n", " " * width if isinstance(width, int) else width)


def _check_inserted(value: Any, rest: list[Any], names: Mapping[str, Any]) -> None:
    """What is put between words, or into addresses, may be put there for every one of them."""
    for inserted in (*rest, *names.values()):
        if isinstance(inserted, str) and len(str(value)) * len(inserted) > MOST_CHARACTERS:
            raise OverflowError(Message("the text would be too long"))


def _check_sum(value: Any, rest: list[Any], names: Mapping[str, Any]) -> None:
    """A sum of lists copies them all for each one."""
    start = rest[1] if len(rest) > 1 else names.get("start", 0)
    if isinstance(start, list | tuple) and hasattr(value, "__len__"):
        spend(check_size(value) * len(value))


_FILTER_CHECKS: Mapping[str, Callable[[Any, list[Any], Mapping[str, Any]], None]] = {
    "format": _check_format, "replace": _check_replace, "indent": _check_indent,
    "wordwrap": _check_inserted, "urlize": _check_inserted, "sum": _check_sum,
}  # fmt: skip
