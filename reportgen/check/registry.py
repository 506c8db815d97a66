"""What a rule is, and the lists of all rules: those about a project, and those about an Office file.

A rule is one function that reads one of the two and yields what it found. Its docstring is its help
page, in four parts: what it finds, why it matters, an example, what to write instead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from reportgen.check.project import CheckedProject
from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.review.document import OfficeDocument


class Finding(NamedTuple):
    """One thing a rule found; the rule adds its code and, where it has none of its own, its severity.

    `subject` is the word that a person may look at and accept in the project's settings.
    """

    location: Location
    message: str
    hint: str = ""
    subject: str = ""
    severity: Severity | None = None


Checked = TypeVar("Checked")
"""What a rule reads: a project, or an Office file; a rule that asks for a plain `Project` reads either kind of one."""

Find = Callable[[Any], Iterator[Finding]]
"""What a rule is as a function."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Checked]):
    """A rule: the code is named for the fault, the severity is that of its findings; `asked` rules are off by default.

    The findings of an `asked` rule are reported only in a project whose settings give it a severity.
    """

    code: str
    severity: Severity
    find: Callable[[Checked], Iterator[Finding]]
    asked: bool = False

    def check(self, checked: Checked) -> Iterator[tuple[Diagnostic, str]]:
        """What the rule finds, each with its subject."""
        for location, message, hint, subject, severity in self.find(checked):
            yield Diagnostic(self.code, message, location, hint, severity or self.severity), subject

    @property
    def help(self) -> str:
        """The help page."""
        return inspect.getdoc(self.find) or ""


RULES: dict[str, Rule[CheckedProject]] = {}
"""All rules about projects by code, in the order in which they are defined."""

DOCUMENT_RULES: dict[str, Rule[OfficeDocument]] = {}
"""All rules about templates and finished files by code, in the order in which they are defined."""


def rule(code: str, severity: Severity, *, asked: bool = False) -> Callable[[Find], Find]:
    """Register the decorated function as the rule `code` about projects."""

    def register(find: Find) -> Find:
        RULES[code] = Rule(code, severity, find, asked)
        return find

    return register


def document_rule(code: str, severity: Severity) -> Callable[[Find], Find]:
    """Register the decorated function as the rule `code` about Office files."""

    def register(find: Find) -> Find:
        DOCUMENT_RULES[code] = Rule(code, severity, find)
        return find

    return register
