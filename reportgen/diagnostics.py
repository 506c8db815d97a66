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


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a user's file, in the user's words.

    `path` is the file as the user knows it (relative to the project where possible), `line` the
    1-based line of a text file, `steps` the way inside an Office file or a data structure:
    `("slide 4", 'shape "Body"', "paragraph 2")`.
    """

    path: str
    line: int = 0
    steps: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Location], tuple[str, int, tuple[str, ...]]]:
        return Location, (self.path, self.line, self.steps)  # as `records.pickling` does, which stands beside this

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}" if self.line else self.path
        return " › ".join((head, *self.steps))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, a sentence, a place and, where there is one, the way out."""

    code: str
    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        line = f"{self.location}: {self.severity}: {self.message}"
        if self.hint:
            line += f"; {self.hint}"
        return f"{line} [{self.code}]"


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


def diagnostic_from_json(found: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that `dataclasses.asdict` has made plain data."""
    place = found["location"]
    location = Location(place["path"], place["line"], tuple(place["steps"]))
    return Diagnostic(found["code"], found["message"], location, found["hint"], Severity(found["severity"]))


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


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint naming the nearest candidate, or the empty string when none is near.

    >>> did_you_mean("progres", ["progress", "figures"])
    "did you mean 'progress'?"
    """
    if len(word) > _LONGEST_WORD:
        return ""
    names: Sequence[str] = sorted(set(candidates))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def help_page(finds: str, matters: str, example: str, instead: str) -> str:
    """The help page of a diagnostic code: what it finds, why it matters, an example, what to write instead."""
    shown, better = ("\n".join(f"    {line}" for line in text.split("\n")) for text in (example, instead))
    return f"{finds}\n\nWhy: {matters}\n\nFor example:\n{shown}\n\nInstead:\n{better}"


_UNREADABLE = re.compile(r"""((?<!\w)b'(?:[^'\\]|\\.)*'|(?<!\w)b"(?:[^"\\]|\\.)*")| at 0x[0-9A-Fa-f]+""")


def readable(message: str) -> str:
    """A message without what Python shows of values for programmers: bytes, and addresses of objects in memory.

    >>> readable("'<Agent object at 0x7f3c2a1d4e50>' is no number")
    "'<Agent object>' is no number"
    """
    return _UNREADABLE.sub(lambda found: "bytes" if found[1] else "", message)


def shortened(text: str, most: int) -> str:
    """A text for a message, of at most so many characters; one that is longer ends with an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"
