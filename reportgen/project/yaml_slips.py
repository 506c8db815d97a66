"""YAML's syntax errors in the words of the person who made the slip.

libyaml says what its parser expected; the person needs to know what they typed. Each slip is
recognised by libyaml's message (`scanner.c` and `parser.c`) and by the line it points at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from reportgen.diagnostics import Diagnostic, Location

BLOCK_SCALAR = "write '>-' after the colon and the text below it, two spaces deeper"
"""The cure for most slips."""
_COLUMNS = "keys of one map start in the same column; a text stands two spaces deeper than its key"

UNQUOTED_TERM = "a value that begins with '[[' is a list to YAML"
"""What is wrong with `lead: [[hktdc]]`."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """`problem` matches libyaml's message, `line` the text of the line it points at."""

    problem: str
    line: str
    message: str
    hint: str
    code: str = "yaml-syntax"


_BRACKET = "a value that begins with a bracket is a list or map to YAML"

_SLIPS = (
    _Slip("", r"[:-]\s+\[\[", UNQUOTED_TERM, BLOCK_SCALAR, "unquoted-term"),
    _Slip("tab character|start any token", r"^\s*\t", "the line is indented with a tab", "indent with spaces"),
    _Slip("start any token", r"\t", "a tab stands where YAML expects a value", "use spaces"),
    _Slip("start any token", r"[:-]\s+(?P<sign>[@%`])", "a value cannot begin with '{sign}' in YAML", BLOCK_SCALAR),
    _Slip("or numeric", r"[:-]\s+(?P<sign>[*&])", "a value cannot begin with '{sign}' in YAML", BLOCK_SCALAR),
    _Slip("mapping values", r"^\s*(?:- )?[^:]+: .*:(?: |$)", "a colon inside the value ends it for YAML", BLOCK_SCALAR),
    _Slip("mapping values", "", "the key stands deeper than the value above it allows", _COLUMNS),
    _Slip("sequence entries", "", "a list begins on the line of its key", "write '- ' on the next line"),
    _Slip("expected comment or line break", "", "text stands on the line of '>-'", "write it below, two spaces deeper"),
    _Slip("escape", "", "a backslash inside double quotation marks starts an escape", BLOCK_SCALAR),
    _Slip("end of stream|document indicator", "", "a quotation mark is opened and never closed", BLOCK_SCALAR),
    _Slip("expected ',' or", r"[:-]\s+[\[{]", "a list or map is opened by a bracket and never closed", BLOCK_SCALAR),
    _Slip("expected key", r"[:-]\s+([\"']).*\1\s*\S", "text stands after the closing quotation mark", BLOCK_SCALAR),
    _Slip("expected key", r"[:-]\s+[\[{]", _BRACKET, BLOCK_SCALAR),
    _Slip("expected key", "", "the line is not a key of the map it stands in", _COLUMNS),
    _Slip("expected '-'", "", "the line stands in a list and does not begin with '- '", _COLUMNS),
    _Slip("could not find expected ':'", "", "the line is neither a key with its colon nor part of a text", _COLUMNS),
    _Slip("tag", "", "a value cannot begin with '!' in YAML", BLOCK_SCALAR),
    _Slip("", "", "YAML cannot read this line ({problem})", _COLUMNS),
)
_LOOK_AT = 400
"""A slip shows in the first characters of its line; a hostile line may be millions long."""
_CONTEXT_FIRST = re.compile(r"quoted scalar|flow|simple key")
"""In these contexts the slip is where the context began, not where libyaml gave up."""


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str], name: str) -> Diagnostic:
    """The problem of one syntax error; `lines` are those of the file `name`."""
    mark = error.problem_mark
    if mark is None or (error.context_mark and _CONTEXT_FIRST.search(error.context or "")):
        mark = error.context_mark or mark
    number = min(mark.line, len(lines) - 1) if mark else 0
    line = lines[number][:_LOOK_AT] if lines else ""
    problem = f"{error.context or ''} {error.problem or ''}".strip()
    for slip in _SLIPS:
        seen = re.search(slip.line, line)
        if seen and re.search(slip.problem, problem):
            message = slip.message.format(problem=problem, **seen.groupdict())
            return Diagnostic(slip.code, message, Location(name, number + 1), slip.hint)
    raise AssertionError("the last slip matches everything")
