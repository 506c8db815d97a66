"""Says in plain words why a tag has failed: what Python and Jinja tell programmers, an editor cannot use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import InvalidOperation

from jinja2 import TemplateNotFound, TemplateRuntimeError

from reportgen.diagnostics import Message, marked
from reportgen.template.program.known_names import NO_LIST
from reportgen.template.values.text import INFINITE, NOT_A_NUMBER

_NOTHING_MORE = Message("a function has nothing more to give")
_OF_KIND: Mapping[type[Exception], str] = {
    ZeroDivisionError: Message("it divides by zero"),
    RecursionError: Message("it goes too deep: it calls itself without end, or too many lists stand in one another"),
    MemoryError: Message("it takes more memory than there is, or than 'templates' in reportgen.yaml allows"),
    InvalidOperation: INFINITE,
    StopIteration: _NOTHING_MORE,
}
_SAID: Mapping[re.Pattern[str], str] = {
    re.compile(pattern.replace("'(?P<", r"'(?:\w+\.)*(?P<")): plain  # a kind without its module
    for pattern, plain in {
        "object is not iterable$": NO_LIST,
        "Range too big": marked("range() has more than 100 000 numbers"),
        "integer string conversion": marked("the number has more digits than can be printed"),
        "int too large to convert|Numerical result out of range": marked("the number is too large"),
        "cannot convert (?:float )?NaN": NOT_A_NUMBER,
        "cannot convert (?:float )?[Ii]nfinity": INFINITE,
        r"^unsupported operand type\(s\) for (?P<sign>\S+).*: '(?P<one>\w+)' and '(?P<other>\w+)'":
            marked("{sign} cannot be done with {one} and {other}"),
        r"^can only concatenate (?P<one>\w+) \(not \"(?P<other>\w+)\"\) to": marked("{other} cannot be added to {one}"),
        r"^'[<>=]+' not supported between instances of '(?P<one>\w+)' and '(?P<other>\w+)'":
            marked("{one} and {other} cannot be compared"),
        r"^can't multiply sequence by non-int of type '(?P<one>\w+)'":
            marked("only a whole number says how often a text or list is repeated, and not {one}"),
        r"^bad operand type for (?:unary )?(?P<sign>[^:]+): '(?P<one>\w+)'": marked("{sign} cannot be done with {one}"),
        r"^argument of type '(?P<one>\w+)' is not": marked("nothing can be looked for in {one}"),
        r"^'(?P<one>\w+)' object is not callable": marked("{one} is no function; take the brackets behind it away"),
        r"^'(?P<one>\w+)' object is not subscriptable": marked("{one} has no items"),
        r"^object of type '(?P<one>\w+)' has no len": marked("{one} has no length"),
        r"^cannot unpack non-iterable (?P<one>\w+) object": marked("{one} cannot be shared out among several names"),
        r"^too many values to unpack \(expected (?P<count>\d+)":
            marked("there are more values than the {count} names that take them"),
        r"^not enough values to unpack \(expected (?P<count>\d+), got (?P<got>\d+)":
            marked("{count} names are to take values, and there are only {got}"),
        r"^type (?P<one>\w+) doesn't define __round__": marked("{one} cannot be rounded"),
        "not enough arguments for format string": marked("the format has places for more values than there are"),
        "not all arguments converted": marked("the format has places for fewer values than there are"),
        r"^%(?P<letter>\w) format: a (?:real )?number is required, not (?P<one>\w+)":
            marked("'%{letter}' takes a number, and not {one}"),
        r"got an unexpected keyword argument '(?P<name>\w+)'": marked("there is no argument '{name}'"),
        r"got multiple values for argument '(?P<name>\w+)'": marked("the argument '{name}' is given twice"),
        r"takes (?:from \d+ to )?(?P<most>\d+) positional arguments? but (?P<count>\d+)":
            marked("it takes {most} values at the most, and is given {count}"),
        r"missing \d+ required positional arguments?: (?P<names>.+)": marked("values are missing: {names}"),
        "^cannot assign attribute on non-namespace object":
            marked("only a namespace takes new fields; write {% set x = namespace() %} before it"),
        r"^No filter named (?P<name>'.+')": marked("there is no filter {name}"),
        r"^No test named (?P<name>'.+')": marked("there is no test {name}"),
    }.items()
}  # fmt: skip
"""What an exception says → what it means; the names of the groups are those of the places."""
_KINDS: Mapping[str, str] = {
    "NoneType": Message("nothing"),
    "str": Message("a text"),
    "int": Message("a number"),
    "float": Message("a number"),
    "bool": Message("yes or no"),
    "list": Message("a list"),
    "tuple": Message("a list"),
    **dict.fromkeys(("builtin_function_or_method", "function", "method"), Message("a function")),
}
"""A type of Python's → what an editor calls its values; others keep their names."""
_EMPTY = Message("the list is empty")
ABSENCES: Mapping[str, str] = {
    "No first item, sequence was empty.": _EMPTY,
    "No last item, sequence was empty.": _EMPTY,
    "No aggregated item, sequence was empty.": _EMPTY,
    "there is no previous item": Message("there is no item before this one"),
    "there is no next item": Message("there is no item behind this one"),
    "value was undefined because a callable raised a StopIteration exception":
        _NOTHING_MORE,
}  # fmt: skip
"""What Jinja says of a value that is not there and has no name → why it is not there."""


def plain_reason(fault: Exception) -> str:
    """Why a tag has failed, for people who write templates."""
    for kind, plain in _OF_KIND.items():
        if isinstance(fault, kind):
            return plain
    text = str(fault)
    if isinstance(fault, FileNotFoundError) and fault.filename:
        return Message("there is no file '{file}'", file=fault.filename)
    if isinstance(fault, TemplateNotFound):
        return Message("there are no macros '{name}'", name=fault.name)
    if isinstance(fault, TypeError | ValueError | OverflowError | TemplateRuntimeError):
        for pattern, plain in _SAID.items():
            if said := pattern.search(text):
                return Message(plain, **{name: _KINDS.get(value, value) for name, value in said.groupdict().items()})
    if text and isinstance(fault, KeyError):  # its text is the bare key
        return f"{type(fault).__name__}: {text}"
    return text or type(fault).__name__
