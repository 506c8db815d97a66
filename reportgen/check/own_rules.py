"""The rules of a project: the program's, and those in its hooks, whose own faults are findings like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.check.registry import Finding, RawFinding, Rule, Scope
from reportgen.check.rules import RULES
from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound, Severity
from reportgen.hooks.faults import HOOK_FAULT, HOOK_FAULTS
from reportgen.hooks.own_hooks import (
    MarkedRule,
    WrongResult,
    described,
    first_line,
    load_hooks,
    printable,
    telling_faults,
)
from reportgen.project.places import HOOKS_FILE
from reportgen.project.settings import Settings

__all__ = ["HOOK_FAULTS", "OwnRule", "own_rules", "rules_of"]

_SCOPES: Mapping[str, Scope] = {"file": Scope.FILE, "glossary": Scope.GLOSSARY, "project": Scope.PROJECT}
"""What a rule says that it reads → its scope."""


@dataclass(frozen=True, slots=True)
class OwnRule(Rule[Any]):
    """A rule of the project's hooks. What goes wrong in it is an error, whatever the severity of its findings."""

    def check(self, checked: Any) -> Iterator[RawFinding]:
        """The rule's findings; the last is its fault, if it has one."""
        try:
            with telling_faults(Message("the rule '{code}' fails", code=self.code), self.find):
                findings = [self._raw(found) for found in self._found(checked)]
            yield from findings
        except ProblemsFound as problems:
            for one in problems.diagnostics:
                yield RawFinding(one, self.code, None)  # its code stands for it: many files may show one fault

    def _found(self, checked: Any) -> Iterable[Any]:
        found: Any = self.find(checked)
        if not isinstance(found, Iterable) or isinstance(found, str):
            raise WrongResult(Message("it returns {what}; let it yield findings", what=described(found)))
        return found

    def _raw(self, found: Any) -> RawFinding:
        """A finding as a diagnostic; raises `WrongResult` for what is none."""
        if not (isinstance(found, Finding) and isinstance(found.location, Location)):
            raise WrongResult(
                Message("it yields {what}; yield wording.finding('what is wrong')", what=described(found))
            )
        severity = Severity(found.severity or self.severity)
        diagnostic = Diagnostic(self.code, printable(found.message), found.location, printable(found.hint), severity)
        return RawFinding(
            diagnostic, str(found.subject), None if found.languages is None else frozenset(found.languages)
        )


def rules_of(settings: Settings, problems: Collector) -> Mapping[str, Rule[Any]]:
    """The rules about a project with these settings, by code; what is wrong with its hooks goes to `problems`."""
    if not settings.hooks:
        return RULES
    try:
        own = {code: _own_rule(code, marked) for code, marked in load_hooks(settings.hooks).rules.items()}
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return RULES
    for code in own.keys() & RULES.keys():
        place = Location(HOOKS_FILE, first_line(own[code].find))
        problems.error(
            HOOK_FAULT, Message("the program has a rule '{code}'", code=code), place, Message("give yours another code")
        )
    return RULES | {code: rule for code, rule in own.items() if code not in RULES} | {HOOK_FAULT: _FAULTS}


def own_rules(settings: Settings | None) -> Mapping[str, Rule[Any]]:
    """The rules by code in the hooks of a project, where these have no faults."""
    rules = rules_of(settings, Collector()) if settings else RULES
    return {code: rule for code, rule in rules.items() if rule.may_fail}


def _own_rule(code: str, marked: MarkedRule) -> OwnRule:
    return OwnRule(code, Severity(marked.mark.severity), marked.function, _SCOPES[marked.mark.reads], may_fail=True)


def _nothing(checked: object) -> Iterator[Finding]:
    yield from ()


_FAULTS: Rule[Any] = Rule(HOOK_FAULT, Severity.ERROR, _nothing)
"""Stands for the faults of the other rules, so that these are reported; it finds nothing itself."""
