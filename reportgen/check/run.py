"""Runs rules, and applies the project's settings to their findings: severities and acceptances."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from reportgen.check.project import CheckedProject
from reportgen.check.registry import Checked, Rule
from reportgen.diagnostics import Collector, Diagnostic, Severity, did_you_mean
from reportgen.model.content import KeyPath
from reportgen.project.faults import FAULTS
from reportgen.project.settings import CheckSettings, Settings
from reportgen.review.document import OfficeDocument

OFF = "off"
UNUSED_ACCEPTANCE = "unused-acceptance"
"""The code of the finding that an acceptance accepts nothing; settings can give it a severity like any rule."""

UNUSED_ACCEPTANCE_HELP = """\
A word is accepted in reportgen.yaml, and no finding of that rule is about it.

Why: the text was changed since, or the word is misspelt; what is accepted should stay a short list.

For example:
    accepted:
      - {rule: undecided-word, words: [海外], reason: as meant}     and no text with 海外

Instead:
    accepted: []"""


def check_codes(settings: Settings, codes: Iterable[str], problems: Collector) -> None:
    """Report each code in the settings that is no rule's (`wrong-value`); `codes` are those of all rules."""
    known = {*codes, UNUSED_ACCEPTANCE}
    named: list[tuple[str, KeyPath]] = [(code, ("check", "severity", code)) for code in settings.check.severity]
    named += [(a.rule, ("check", "accepted", index, "rule")) for index, a in enumerate(settings.check.accepted)]
    for code, path in named:
        if code in FAULTS:
            message = f"'{code}' stops a project from being read; its severity is fixed"
            problems.error("wrong-value", message, settings.location(path), "remove the line")
        elif code not in known:
            hint = did_you_mean(code, known) or "'reportgen check --explain CODE' knows the codes"
            problems.error("wrong-value", f"there is no rule '{code}'", settings.location(path), hint)


def findings(
    project: CheckedProject, rules: Iterable[Rule[CheckedProject]], settings: Settings
) -> Iterator[Diagnostic]:
    """The findings of rules about a project that are not accepted, with the project's severities.

    A finding about the same subject at the same location as an earlier one is left out. Acceptances that are not
    used are findings too.
    """
    reported: set[tuple[object, str]] = set()
    used: set[tuple[int, str]] = set()
    active = [rule for rule in rules if _is_on(rule, settings.check)]
    for diagnostic, subject, acceptance in _run_rules(project, active, settings.check):
        key = (diagnostic.location, subject)
        if acceptance is not None:
            used.add((acceptance, subject))
        elif not subject or key not in reported:
            reported.add(key)
            yield diagnostic
    if settings.check.severity.get(UNUSED_ACCEPTANCE) != OFF:
        codes = {rule.code for rule in active}
        yield from (_with_severity(found, settings.check) for found in _unused_acceptances(settings, codes, used))


def document_findings(
    document: OfficeDocument, rules: Iterable[Rule[OfficeDocument]], settings: Settings
) -> Iterator[tuple[Diagnostic, str, bool]]:
    """The findings of rules about an Office file, each with its subject, and whether it is accepted."""
    active = [rule for rule in rules if _is_on(rule, settings.check)]
    for diagnostic, subject, acceptance in _run_rules(document, active, settings.check):
        yield diagnostic, subject, acceptance is not None


def _run_rules(
    checked: Checked, rules: Iterable[Rule[Checked]], settings: CheckSettings
) -> Iterator[tuple[Diagnostic, str, int | None]]:
    """Every finding with the project's severity, its subject, and the position of the acceptance that covers it."""
    for rule in rules:
        for diagnostic, subject in rule.check(checked):
            yield _with_severity(diagnostic, settings), subject, _acceptance_index(diagnostic, subject, settings)


def _is_on(rule: Rule[Checked], settings: CheckSettings) -> bool:
    return settings.severity.get(rule.code, OFF if rule.off_by_default else "on") != OFF


def _with_severity(diagnostic: Diagnostic, settings: CheckSettings) -> Diagnostic:
    wanted = settings.severity.get(diagnostic.code)
    return dataclasses.replace(diagnostic, severity=Severity(wanted)) if wanted else diagnostic


def _acceptance_index(diagnostic: Diagnostic, subject: str, settings: CheckSettings) -> int | None:
    """The position of the acceptance that covers a finding, or None."""
    for index, accepted in enumerate(settings.accepted):
        here = accepted.file in (None, diagnostic.location.path)
        if here and accepted.rule == diagnostic.code and subject and subject in accepted.words:
            return index
    return None


def _unused_acceptances(settings: Settings, codes: set[str], used: set[tuple[int, str]]) -> Iterator[Diagnostic]:
    for index, accepted in enumerate(settings.check.accepted):
        for position, word in enumerate(accepted.words):
            if accepted.rule in codes and (index, word) not in used:
                location = settings.location(("check", "accepted", index, "words", position))
                message = f"'{word}' is accepted and '{accepted.rule}' does not ask about it"
                yield Diagnostic(UNUSED_ACCEPTANCE, message, location, "remove it", Severity.WARNING)
