"""What a rule is, and the list of all rules.

A rule is one function that reads a project and yields what it found. Its docstring is its help
page, in four parts: what it finds, why it matters, an example, what to write instead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.project.load import Project


class Finding(NamedTuple):
    """One thing a rule found; the rule adds its code and severity."""

    location: Location
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the code is named for the fault, the severity is that of all its findings."""

    code: str
    severity: Severity
    find: Callable[[Project], Iterator[Finding]]

    def check(self, project: Project) -> Iterator[Diagnostic]:
        """What the rule finds in a project."""
        for location, message, hint in self.find(project):
            yield Diagnostic(self.code, message, location, hint, self.severity)

    @property
    def help(self) -> str:
        """The help page."""
        return inspect.getdoc(self.find) or ""


RULES: dict[str, Rule] = {}
"""All rules by code, in the order in which they are defined."""


def rule(
    code: str, severity: Severity
) -> Callable[[Callable[[Project], Iterator[Finding]]], Callable[[Project], Iterator[Finding]]]:
    """Register the decorated function as the rule `code`."""

    def register(find: Callable[[Project], Iterator[Finding]]) -> Callable[[Project], Iterator[Finding]]:
        RULES[code] = Rule(code, severity, find)
        return find

    return register
