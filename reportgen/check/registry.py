"""Defines rules and registers them: those about a project, and those about an Office file.

A rule is one function that reads one of the two and yields findings. Its docstring is its help page, in four
parts: what it finds, why it matters, an example, what to write instead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any, Generic, NamedTuple, TypeVar

from reportgen.diagnostics import Diagnostic, Location, Severity

Languages = frozenset[str] | None
"""The tags of the languages that a finding concerns: those whose files print what was found. None stands for all."""


class Finding(NamedTuple):
    """One finding of a rule, which becomes a diagnostic with the rule's code and, if it has none, its severity.

    `subject` is the word that a person may accept in the project's settings; empty for none.
    """

    location: Location
    message: str
    hint: str = ""
    subject: str = ""
    severity: Severity | None = None
    languages: Languages = None


class RawFinding(NamedTuple):
    """A finding as a diagnostic with the rule's own severity, before the project's settings are applied."""

    diagnostic: Diagnostic
    subject: str
    languages: Languages


class Scope(Flag):
    """What a rule about a project reads at a time, and so what its findings depend on.

    `FILE` is one file of content: the meeting, a sector or the labels. `GLOSSARY` is the glossary's tables. Such a
    rule is called with a `CheckedFile`, which leads to no other file; a rule about the whole `PROJECT` with a
    `CheckedProject`.
    """

    FILE = auto()
    GLOSSARY = auto()
    PROJECT = auto()


Checked = TypeVar("Checked")
"""The type that a rule reads: what its scope says, or an Office file."""

RuleFunction = Callable[[Any], Iterator[Finding]]
"""The function of a rule. Its argument is a `CheckedFile`, a `CheckedProject` or an `OfficeDocument`."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Checked]):
    """A rule; its code names the fault, and its severity is that of its findings.

    A rule that is `off_by_default` runs only for a project whose settings give it a severity. One that `may_fail` is a
    user's: it may find an error that its severity does not tell of, which is its own fault.
    """

    code: str
    severity: Severity
    find: Callable[[Checked], Iterator[Finding]]
    scope: Scope = Scope.FILE
    off_by_default: bool = False
    may_fail: bool = False

    def check(self, checked: Checked) -> Iterator[RawFinding]:
        """The rule's findings as diagnostics."""
        for location, message, hint, subject, severity, languages in self.find(checked):
            diagnostic = Diagnostic(self.code, message, location, hint, severity or self.severity)
            yield RawFinding(diagnostic, subject, languages)

    @property
    def help(self) -> str:
        """The help page."""
        return inspect.getdoc(self.find) or ""


RULES: dict[str, Rule[Any]] = {}
"""All rules about projects by code, in the order in which they are defined."""

DOCUMENT_CODES = frozenset(
    {
        *("slide-without-title", "repeated-slide-title", "reading-order", "missing-alt-text", "table-without-header"),
        *("unclear-header-cell", "skipped-heading", "missing-document-title", "missing-document-language"),
        *("low-contrast", "missing-glyph", "lost-alt-texts", "notes-out-of-order", "unlabelled-words"),
        *("short-last-line", "torn-phrase", "crowded-headline", "uneven-slide", "repeated-sentence", "fetched-content"),
        *("overlapping-texts", "cut-by-edge", "deck-without-slides", "template-without-tags"),
    }
)
"""The codes of the rules about Office files: settings may name one, and are read without loading these rules."""

DOCUMENT_RULES: dict[str, Rule[Any]] = {}
"""All rules about templates and finished files by code, in the order in which they are defined."""


def rule(
    code: str, severity: Severity, scope: Scope = Scope.FILE, *, off_by_default: bool = False
) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated function as the rule `code` about projects, which is called with what `scope` says."""

    def register(find: RuleFunction) -> RuleFunction:
        RULES[code] = Rule(code, severity, find, scope, off_by_default)
        return find

    return register


def document_rule(code: str, severity: Severity) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated function as the rule `code` about Office files."""

    def register(find: RuleFunction) -> RuleFunction:
        DOCUMENT_RULES[code] = Rule(code, severity, find)
        return find

    return register
