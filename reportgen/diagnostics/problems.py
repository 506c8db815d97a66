"""What is wrong, where, and what to do: the one form in which every problem travels.

A diagnostic is plain data (it pickles, so worker processes can hand it back). Rooms collect
diagnostics and raise them together as `ProblemsFound`; only the command line prints them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reportgen.diagnostics.messages import Message, marked, message_from_json, message_to_json


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a user's file, in the user's words.

    `path` is the file as the user knows it (relative to the project where possible), `line` the
    1-based line of a text file, `steps` the way inside an Office file or a data structure, messages where they are in
    the program's words: `("slide 4", 'shape "Body"', "paragraph 2")`.
    """

    path: str
    line: int = 0
    steps: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Location], tuple[str, int, tuple[str, ...]]]:
        return Location, (self.path, self.line, self.steps)  # as `records.pickling` does, which stands beside this

    def __str__(self) -> str:
        said = f"{self.path}:{self.line}" if self.line else self.path
        for step in self.steps:
            said = Message("{place} › {step}", place=said, step=step)
        return said


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, a sentence, a place and, where there is one, the way out."""

    code: str
    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        parts = {"place": str(self.location), "message": self.message, "hint": self.hint, "code": self.code}
        return Message(_LINES[self.severity, bool(self.hint)], **parts)


_LINES = {
    (Severity.ERROR, False): marked("{place}: error: {message} [{code}]"),
    (Severity.ERROR, True): marked("{place}: error: {message}; {hint} [{code}]"),
    (Severity.WARNING, False): marked("{place}: warning: {message} [{code}]"),
    (Severity.WARNING, True): marked("{place}: warning: {message}; {hint} [{code}]"),
}
"""A problem in a line, with and without a way out."""


TEXT_TOO_LONG = "text-overflow"
"""The code of a text that has no room where a template prints it."""


@dataclass(frozen=True, slots=True)
class TextTooLong(Diagnostic):
    """A text that has no room: the `text`, how many of its characters are too many, about, and in which `document`.

    `place` is the place in the template where the location is that of the text in the content.
    """

    text: str = ""
    excess: int = 0
    document: str = ""
    place: Location | None = None


def diagnostic_to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as plain data to be kept, from which `diagnostic_from_json` makes it again."""
    place = diagnostic.location
    return {
        "code": diagnostic.code,
        "message": message_to_json(diagnostic.message),
        "location": [place.path, place.line, [message_to_json(step) for step in place.steps]],
        "hint": message_to_json(diagnostic.hint),
        "severity": diagnostic.severity,
    }


def diagnostic_from_json(kept: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that `diagnostic_to_json` has made plain data."""
    path, line, steps = kept["location"]
    location = Location(path, line, tuple(message_from_json(step) for step in steps))
    message, hint = message_from_json(kept["message"]), message_from_json(kept["hint"])
    return Diagnostic(kept["code"], message, location, hint, Severity(kept["severity"]))


class ProblemsFound(Exception):
    """Faults in the user's files, all that were found; `diagnostics` is never empty."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(str(d) for d in self.diagnostics)


@dataclass(slots=True)
class Collector:
    """Gathers diagnostics while work goes on, so that one run reports all of them."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def error(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Record an error."""
        self.diagnostics.append(Diagnostic(code, message, location, hint))

    def warning(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Record a warning."""
        self.diagnostics.append(Diagnostic(code, message, location, hint, Severity.WARNING))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Record what another room found."""
        self.diagnostics.extend(diagnostics)

    @property
    def errors(self) -> list[Diagnostic]:
        """The diagnostics that stop a build."""
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    def raise_errors(self) -> None:
        """Raise `ProblemsFound` with everything recorded, if any of it is an error."""
        if self.errors:
            raise ProblemsFound(self.diagnostics)


_LONGEST_WORD = 100
"""What is longer is no word that somebody has mistyped."""


def did_you_mean(word: str, candidates: Iterable[str]) -> Message:
    """A hint naming the nearest candidate, or the empty string when none is near.

    >>> did_you_mean("progres", ["progress", "figures"])
    "did you mean 'progress'?"
    """
    if len(word) > _LONGEST_WORD:
        return Message()
    names: Sequence[str] = sorted(set(candidates))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return Message("did you mean '{word}'?", word=near[0]) if near else Message()


def help_page(finds: str, matters: str, example: str, instead: str) -> str:
    """The help page of a diagnostic code: what it finds, why it matters, an example, what to write instead."""
    shown, better = ("\n".join(f"    {line}" for line in text.split("\n")) for text in (example, instead))
    return f"{finds}\n\nWhy: {matters}\n\nFor example:\n{shown}\n\nInstead:\n{better}"


_UNREADABLE = re.compile(
    r"""((?<!\w)(?<![,(=\[]')(?<![,(=\[] ')b'(?:[^'\\]|\\.)*'|(?<!\w)b"(?:[^"\\]|\\.)*")| at 0x[0-9A-Fa-f]+"""
)


def readable(message: str) -> str:
    """A message without what Python shows of values for programmers: bytes, and addresses of objects in memory.

    >>> readable("'<Agent object at 0x7f3c2a1d4e50>' is no number")
    "'<Agent object>' is no number"
    """
    if isinstance(message, Message):
        return Message(message.msgid, **{name: _readable_value(value) for name, value in message.values.items()})
    return _UNREADABLE.sub(lambda found: "bytes" if found[1] else "", message)


def _readable_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_readable_value, value))
    return readable(value) if isinstance(value, str) else value
