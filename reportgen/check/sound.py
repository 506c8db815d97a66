"""Tells in a moment of most packs that no error keeps them from being made, before all rules have run."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.check.kept import kept_findings
from reportgen.check.own_rules import rules_of
from reportgen.check.project import GLOSSARY, CheckedProject
from reportgen.check.registry import DOCUMENT_CODES, Scope
from reportgen.check.run import UNUSED_ACCEPTANCE, active_rules, apply_settings, check_codes
from reportgen.diagnostics import Collector, Severity
from reportgen.project.load import Project

_ERROR = Severity.ERROR.value
_SHARED = ("meeting", "labels", GLOSSARY)
"""The files that every pack is made from, as rules read them."""


def sound_sectors(project: Project, sectors: Iterable[str]) -> frozenset[str]:
    """Those of some sectors in whose packs certainly no error is; it is not known of the others.

    Only rules run that tell of errors or may fail, and only on the files that such a pack is made from. More rules
    find no more errors: they can only tell one of these as something else. Where the settings make an error of what
    all files together show, nothing is certain.
    """
    problems, settings = Collector(), project.settings
    every = rules_of(settings, problems)
    if not problems.errors:  # without the hooks, nobody knows their codes
        check_codes(settings, (*every, *DOCUMENT_CODES), problems)
    checked = CheckedProject.from_project(project, problems)
    severity = settings.check.severity
    active = active_rules(every.values(), settings)
    rules = [rule for rule in active if rule.may_fail or severity.get(rule.code, rule.severity.value) == _ERROR]
    compares = any(Scope.PROJECT in rule.scope for rule in rules)

    def has_error(*keys: str) -> bool:
        found = apply_settings(kept_findings(checked, rules, keys), rules, settings, is_whole=False)
        return any(one.diagnostic.severity is Severity.ERROR for one in found)

    if compares or severity.get(UNUSED_ACCEPTANCE) == _ERROR or problems.errors or has_error(*_SHARED):
        return frozenset()
    return frozenset(sector for sector in sectors if not has_error(sector))
