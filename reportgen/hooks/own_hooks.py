"""Loads the hooks of a project, and runs them: what goes wrong in them is a diagnostic with the line of the file.

The hooks travel as the source of their file. It is plain data, so that workers, and templates that were compiled with
a filter, have what they need; each process makes the functions of a source once.
"""

from __future__ import annotations

import contextlib
import dis
import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound, did_you_mean, readable, shortened
from reportgen.hooks import MARK, READS, SEVERITIES, Mark, Purpose
from reportgen.hooks.faults import HOOK_FAULT
from reportgen.model.target import Target
from reportgen.office.opc.handed_over import open_document, open_presentation, saved
from reportgen.project.places import HOOKS_FILE, SETTINGS_FILE

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MOST_OF_REASON = 200
"""Characters of what an exception says that a message repeats."""
_MOST_FLAWS = 3
"""The flaws of a file that a message names."""
_OPENERS: Mapping[str, Callable[[bytes, str], Any]] = {
    Purpose.FINISH_DOCUMENT: open_document,
    Purpose.FINISH_PRESENTATION: open_presentation,
}
"""The suffix of a finished file → what opens it for the steps after rendering."""


@dataclass(frozen=True, slots=True)
class MarkedRule:
    """A function that is marked as a rule."""

    mark: Mark
    function: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class OwnHooks:
    """The functions of a project's hooks: filters by name, rules by code, steps after rendering by suffix, in order."""

    filters: Mapping[str, Callable[..., Any]]
    rules: Mapping[str, MarkedRule]
    steps: Mapping[str, tuple[Callable[[Any, Target], object], ...]]


def load_hooks(source: bytes) -> OwnHooks:
    """The functions of a source; none of an empty one. Raises `ProblemsFound` (`hook-fault`)."""
    loaded = _load(source) if source else OwnHooks({}, {}, {})
    if isinstance(loaded, OwnHooks):
        return loaded
    raise ProblemsFound(loaded)


@lru_cache(maxsize=4)
def _load(source: bytes) -> OwnHooks | tuple[Diagnostic, ...]:
    """The functions of a source, or what is wrong with it: a file that fails runs once, too."""
    try:
        return _made(source)
    except ProblemsFound as problems:
        return problems.diagnostics


def _made(source: bytes) -> OwnHooks:
    with telling_faults(Message("the file cannot be run")):
        found = list(_marks(_run(source)))
    rules: dict[str, MarkedRule] = {}
    for mark, function in found:
        if mark.purpose is Purpose.RULE:
            _check_rule(mark, function, rules)
            rules[mark.code] = MarkedRule(mark, function)
    filters = {function.__name__: function for mark, function in found if mark.purpose is Purpose.FILTER}
    steps = {str(suffix): tuple(one for mark, one in found if mark.purpose is suffix) for suffix in _OPENERS}
    return OwnHooks(filters, rules, steps)


def _run(source: bytes) -> ModuleType:
    """The file as a module; dataclasses and others look for it among the loaded ones, under a name of its own."""
    module = ModuleType(f"{Path(HOOKS_FILE).stem}_{hashlib.sha256(source).hexdigest()[:16]}")
    # what a hook prints goes where it does not get into JSON
    vars(module)["print"] = partial(_print, print)
    sys.modules[module.__name__] = module
    try:
        exec(compile(source, HOOKS_FILE, "exec"), vars(module))
    except BaseException:
        del sys.modules[module.__name__]
        raise
    return module


def _print(write: Callable[..., None], *values: object, **options: Any) -> None:
    write(*values, **{"file": sys.stderr, **options})


def _marks(module: ModuleType) -> Iterator[tuple[Mark, Callable[..., Any]]]:
    """Every mark of every function, in the order of the file; a function may have two names."""
    functions = {id(value): value for value in vars(module).values() if isinstance(getattr(value, MARK, None), tuple)}
    for function in functions.values():
        for mark in getattr(function, MARK):
            yield mark, function


def _check_rule(mark: Mark, function: Callable[..., Any], rules: Mapping[str, MarkedRule]) -> None:
    """Raise `ProblemsFound` for a rule that cannot be one."""
    line = first_line(function)
    if not _CODE.fullmatch(mark.code):
        raise _problem(
            Message("'{code}' is no code of a rule", code=mark.code),
            line,
            Message("use small letters and hyphens, as in 'bare-name'"),
        )
    if mark.code in rules:
        raise _problem(
            Message("two rules have the code '{code}'", code=mark.code), line, Message("give one of them another code")
        )
    for name, word, words in (("severity", mark.severity, SEVERITIES), ("reads", mark.reads, READS)):
        if word not in words:
            hint = did_you_mean(str(word), words) or Message("use one of {words}", words=[*words])
            raise _problem(
                Message("the rule '{code}' has the {name} {word!r}", code=mark.code, name=name, word=word), line, hint
            )


def finished(source: bytes, data: bytes, target: Target) -> bytes:
    """The file of a target after the project's steps; as it was where there is none for its format.

    The same file, source and target give the same bytes, as far as the steps do. Raises `ProblemsFound`
    (`hook-fault`), also for a step that leaves the file empty or broken.
    """
    for step in load_hooks(source).steps.get(target.kind.suffix, ()):
        data = _after(step, data, target)
    return data


def _after(step: Callable[[Any, Target], object], data: bytes, target: Target) -> bytes:
    """The file of a target after one step, whole."""
    from reportgen.office.opc.soundness import flaws_of  # loads lxml, which those who only ask for rules do without

    name = target.path.name
    document = _OPENERS[target.kind.suffix](data, name)
    with telling_faults(Message("'{name}' fails", name=step.__name__), step):
        returned = step(document, target)
        if returned is not None:
            raise WrongResult(
                Message(
                    "it returns {what}; let it change the document and return nothing",
                    what=described(returned),
                )
            )
    with telling_faults(Message("what '{name}' has left cannot be saved", name=step.__name__), step):
        after = saved(document)
    flaws = flaws_of(after, name)
    if flaws and (flaws := flaws - flaws_of(data, name)):
        message = Message(
            "'{name}' leaves a file that cannot be used: {flaws}",
            name=step.__name__,
            flaws=sorted(flaws)[:_MOST_FLAWS],
        )
        raise _problem(message, first_line(step), Message("correct it: the file is not written"))
    return after


class WrongResult(Exception):
    """A hook has given back what it should not; the message says what it should."""


class FilterFailed(ValueError):
    """What is wrong with a filter of the project, or with the value that it was given; names the line."""


@dataclass(frozen=True)
class OwnFilter:
    """A filter of a project, by name; plain data, so that a compiled template, which holds its filters, pickles."""

    source: bytes = field(repr=False)
    name: str

    def __call__(self, *values: Any, **options: Any) -> Any:
        """Apply the filter. Raises `FilterFailed`."""
        function = load_hooks(self.source).filters[self.name]
        try:
            given = function(*values, **options)
            if given is None:
                raise WrongResult(Message("it returns nothing; let it return a value, '' for none"))
        except BaseException as fault:
            if _is_interrupt(fault):
                raise
            place = Location(HOOKS_FILE, _line(fault) or first_line(function))
            raise FilterFailed(Message("{reason} ({place})", reason=_reason(fault), place=place)) from fault
        return given

    def __getattr__(self, name: str) -> Any:
        if name != "jinja_pass_arg":  # Jinja asks it of every filter; `pass_context` has set it on some functions
            raise AttributeError(name)
        return getattr(load_hooks(self.source).filters[self.name], name)


def own_filters(source: bytes) -> Mapping[str, OwnFilter]:
    """The filters of a project by name. Raises `ProblemsFound` (`hook-fault`)."""
    return {name: OwnFilter(source, name) for name in load_hooks(source).filters}


# -- what goes wrong


@contextlib.contextmanager
def telling_faults(what: str, function: Callable[..., Any] | None = None) -> Iterator[None]:
    """Turn whatever a hook raises into `ProblemsFound`; `what` says what failed, at the line where it did.

    Where no line of the file was at work, it is the one on which the `function` begins.
    """
    try:
        yield
    except BaseException as fault:
        if _is_interrupt(fault):
            raise
        line = _line(fault) or (first_line(function) if function else 0)
        raise _problem(Message("{what}: {reason}", what=what, reason=_reason(fault)), line, _way_out(fault)) from fault


def _is_interrupt(fault: BaseException) -> bool:
    """Whether somebody has pressed Ctrl+C, which may be at any instruction of a hook but one that raises itself."""
    if not isinstance(fault, KeyboardInterrupt):
        return False
    calls = [call for call in _calls(fault) if call.tb_frame.f_code.co_filename == HOOKS_FILE]
    last = calls[-1] if calls else None
    return last is None or last.tb_frame.f_code.co_code[last.tb_lasti] != dis.opmap["RAISE_VARARGS"]


def _calls(fault: BaseException) -> Iterator[TracebackType]:
    """The calls that were at work, the innermost last."""
    call = fault.__traceback__
    while call is not None:
        yield call
        call = call.tb_next


def _problem(message: str, line: int, hint: str) -> ProblemsFound:
    return ProblemsFound([Diagnostic(HOOK_FAULT, message, Location(HOOKS_FILE, line), hint)])


def _line(fault: BaseException) -> int:
    """The last line of the file that was at work; 0 for none."""
    if isinstance(fault, SyntaxError) and fault.filename == HOOKS_FILE:
        return fault.lineno or 0
    lines = [call.tb_lineno for call in _calls(fault) if call.tb_frame.f_code.co_filename == HOOKS_FILE]
    return lines[-1] if lines else 0


def first_line(function: Callable[..., Any]) -> int:
    """The line of the file on which a hook begins; 0 for one that it takes from elsewhere."""
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code is not None and code.co_filename == HOOKS_FILE else 0


def _reason(fault: BaseException) -> str:
    try:
        said = fault.msg if isinstance(fault, SyntaxError) else str(fault)
    except Exception:  # an exception of the hook's own
        said = ""
    text = readable(printable(" ".join(said.split())))
    if text and type(fault) in (ValueError, WrongResult):
        return text
    return f"{type(fault).__name__}: {shortened(text, _MOST_OF_REASON)}" if text else type(fault).__name__


def printable(text: object) -> str:
    """A text of a hook as files and screens can hold it; half of a surrogate pair is none of UTF-8."""
    said = str(text)
    try:
        said.encode()
    except UnicodeEncodeError:
        return said.encode("utf-8", "backslashreplace").decode()
    return said  # a message that stays one


def _way_out(fault: BaseException) -> str:
    if isinstance(fault, ModuleNotFoundError) and fault.name:
        return Message(
            "install '{name}' where reportgen is installed; other files of the project are not imported",
            name=fault.name,
        )
    return Message("correct it, or take 'hooks: true' out of {settings_file}", settings_file=SETTINGS_FILE)


def described(value: object) -> str:
    """A value that a hook gives back, in words."""
    return Message("nothing") if value is None else Message("a value of the type '{name}'", name=type(value).__name__)
