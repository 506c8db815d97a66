"""What a rule is, and the list of all rules.

A rule is one function that reads a project and yields what it found. Its docstring is its help
page, in four parts: what it finds, why it matters, an example, what to write instead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.check.project import CheckedProject
from reportgen.diagnostics import Diagnostic, Location, Severity


class Finding(NamedTuple):
    """One thing a rule found; the rule adds its code and, where it has none of its own, its severity.

    `subject` is the word that a person may look at and accept in the project's settings.
    """

    location: Location
    message: str
    hint: str = ""
    subject: str = ""
    severity: Severity | None = None


Find = Callable[[CheckedProject], Iterator[Finding]]
"""What a rule is as a function; one that asks for a plain `Project` is one too."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the code is named for the fault, the severity is that of its findings; `asked` rules are off by default.

    The findings of an `asked` rule are reported only in a project whose settings give it a severity.
    """

    code: str
    severity: Severity
    find: Find
    asked: bool = False

    def check(self, project: CheckedProject) -> Iterator[tuple[Diagnostic, str]]:
        """What the rule finds in a project, each with its subject."""
        for location, message, hint, subject, severity in self.find(project):
            yield Diagnostic(self.code, message, location, hint, severity or self.severity), subject

    @property
    def help(self) -> str:
        """The help page."""
        return inspect.getdoc(self.find) or ""


RULES: dict[str, Rule] = {}
"""All rules by code, in the order in which they are defined."""


def rule(code: str, severity: Severity, *, asked: bool = False) -> Callable[[Find], Find]:
    """Register the decorated function as the rule `code`."""

    def register(find: Find) -> Find:
        RULES[code] = Rule(code, severity, find, asked)
        return find

    return register
