"""Words YAML's syntax errors for the person who made the mistake.

libyaml says what its parser expected; the person needs to know what they typed. A mistake is
recognised by libyaml's message (`scanner.c` and `parser.c`) and by the line it points at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from reportgen.diagnostics import Diagnostic, Location, Message, marked

BLOCK_SCALAR = Message("write '>-' after the colon and the text below it, two spaces deeper")
"""The hint for most mistakes."""
_COLUMNS = Message("keys of one map start in the same column; a text stands two spaces deeper than its key")

UNQUOTED_TERM = Message("a value that begins with '[[' is a list to YAML")
"""What is wrong with `lead: [[hktdc]]`."""


@dataclass(frozen=True, slots=True)
class _Error:
    """`problem` matches libyaml's message, `line` the text of the line it points at."""

    problem: str
    line: str
    message: str
    hint: str
    code: str = "yaml-syntax"


_BRACKET = Message("a value that begins with a bracket is a list or map to YAML")

_ERRORS = (
    _Error("", r"[:-]\s+\[\[", UNQUOTED_TERM, BLOCK_SCALAR, "unquoted-term"),
    _Error(
        "tab character|start any token",
        r"^\s*\t",
        Message("the line is indented with a tab"),
        Message("indent with spaces"),
    ),
    _Error("start any token", r"\t", Message("a tab stands where YAML expects a value"), Message("use spaces")),
    _Error(
        "start any token",
        r"[:-]\s+(?P<sign>[@%`])",
        marked("a value cannot begin with '{sign}' in YAML"),
        BLOCK_SCALAR,
    ),
    _Error("or numeric", r"[:-]\s+(?P<sign>[*&])", marked("a value cannot begin with '{sign}' in YAML"), BLOCK_SCALAR),
    _Error(
        "mapping values",
        r"^\s*(?:- )?[^:]+: .*:(?: |$)",
        Message("a colon inside the value ends it for YAML"),
        BLOCK_SCALAR,
    ),
    _Error("mapping values", "", Message("the key stands deeper than the value above it allows"), _COLUMNS),
    _Error(
        "sequence entries",
        "",
        Message("a list begins on the line of its key"),
        Message("write '- ' on the next line"),
    ),
    _Error(
        "expected comment or line break",
        "",
        Message("text stands on the line of '>-'"),
        Message("write it below, two spaces deeper"),
    ),
    _Error("escape", "", Message("a backslash inside double quotation marks starts an escape"), BLOCK_SCALAR),
    _Error(
        "end of stream|document indicator",
        "",
        Message("a quotation mark is opened and never closed"),
        BLOCK_SCALAR,
    ),
    _Error(
        "expected ',' or",
        r"[:-]\s+[\[{]",
        Message("a list or map is opened by a bracket and never closed"),
        BLOCK_SCALAR,
    ),
    _Error(
        "expected key",
        r"[:-]\s+([\"']).*\1\s*\S",
        Message("text stands after the closing quotation mark"),
        BLOCK_SCALAR,
    ),
    _Error("expected key", r"[:-]\s+[\[{]", _BRACKET, BLOCK_SCALAR),
    _Error("flow node", "", _BRACKET, BLOCK_SCALAR),
    _Error("expected key", "", Message("the line is not a key of the map it stands in"), _COLUMNS),
    _Error("expected '-'", "", Message("the line stands in a list and does not begin with '- '"), _COLUMNS),
    _Error(
        "could not find expected ':'",
        "",
        Message("the line is neither a key with its colon nor part of a text"),
        _COLUMNS,
    ),
    _Error("tag", "", Message("a value cannot begin with '!' in YAML"), BLOCK_SCALAR),
    _Error("", "", marked("YAML cannot read this line ({problem})"), _COLUMNS),
)
_MOST_CHARACTERS = 400
"""The characters of a line that are searched; a hostile line may be millions long."""
_CONTEXT_FIRST = re.compile(r"quoted scalar|flow|simple key")
"""In these contexts the mistake is where the context began, not where libyaml stopped."""


def describe_error(error: yaml.MarkedYAMLError, lines: Sequence[str], name: str) -> Diagnostic:
    """The problem of one syntax error; `lines` are those of the file `name`."""
    mark = error.problem_mark
    if mark is None or (error.context_mark and _CONTEXT_FIRST.search(error.context or "")):
        mark = error.context_mark or mark
    number = min(mark.line, len(lines) - 1) if mark else 0
    line = lines[number][:_MOST_CHARACTERS] if lines else ""
    problem = f"{error.context or ''} {error.problem or ''}".strip()
    for known in _ERRORS:
        match = re.search(known.line, line)
        if match and re.search(known.problem, problem):
            message = Message(known.message, **({"problem": problem} if not known.problem else match.groupdict()))
            return Diagnostic(known.code, message, Location(name, number + 1), known.hint)
    raise AssertionError("the last mistake matches everything")
