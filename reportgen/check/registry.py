"""Defines rules and registers them: those about a project, and those about an Office file.

A rule is one function that reads one of the two and yields findings. Its docstring is its help page, in four
parts: what it finds, why it matters, an example, what to write instead.
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
    """One finding of a rule, which becomes a diagnostic with the rule's code and, if it has none, its severity.

    `subject` is the word that a person may accept in the project's settings; empty for none.
    """

    location: Location
    message: str
    hint: str = ""
    subject: str = ""
    severity: Severity | None = None


Checked = TypeVar("Checked")
"""The type that a rule reads: a project or an Office file."""

RuleFunction = Callable[[Any], Iterator[Finding]]
"""The function of a rule. Its argument is a `CheckedProject`, the `Project` that this is, or an `OfficeDocument`."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Checked]):
    """A rule; its code names the fault, and its severity is that of its findings.

    A rule that is `off_by_default` runs only for a project whose settings give it a severity.
    """

    code: str
    severity: Severity
    find: Callable[[Checked], Iterator[Finding]]
    off_by_default: bool = False

    def check(self, checked: Checked) -> Iterator[tuple[Diagnostic, str]]:
        """The rule's findings as diagnostics, each with its subject."""
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


def rule(code: str, severity: Severity, *, off_by_default: bool = False) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated function as the rule `code` about projects."""

    def register(find: RuleFunction) -> RuleFunction:
        RULES[code] = Rule(code, severity, find, off_by_default)
        return find

    return register


def document_rule(code: str, severity: Severity) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated function as the rule `code` about Office files."""

    def register(find: RuleFunction) -> RuleFunction:
        DOCUMENT_RULES[code] = Rule(code, severity, find)
        return find

    return register
