"""Runs rules, and applies the project's settings to their findings: severities and acceptances."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reportgen.check.project import GLOSSARY, CheckedProject
from reportgen.check.registry import Languages, RawFinding, Rule, Scope
from reportgen.diagnostics import Collector, Diagnostic, Message, Severity, did_you_mean
from reportgen.hooks.faults import HOOK_FAULTS
from reportgen.model.content import KeyPath
from reportgen.project.faults import FAULTS
from reportgen.project.settings import CheckSettings, Settings

OFF = "off"
UNUSED_ACCEPTANCE = "unused-acceptance"
"""The code of the finding that an acceptance accepts nothing; settings can give it a severity like any rule."""

UNWRITTEN = "unwritten"
"""The code of the rule about what is still to be written, which may need what nothing uses yet."""

UNUSED_ACCEPTANCE_HELP = """\
A word is accepted in reportgen.yaml, and no finding of that rule is about it.

Why: the text was changed since, or the word is misspelt; what is accepted should stay a short list.

For example:
    accepted:
      - {rule: undecided-word, words: [海外], reason: as meant}     and no text with 海外

Instead:
    accepted: []"""


class ProjectFinding(NamedTuple):
    """A finding about a project after its settings were applied, and the languages that it concerns."""

    diagnostic: Diagnostic
    languages: Languages = None

    def concerns(self, tag: str) -> bool:
        """Whether files in this language print what was found."""
        return self.languages is None or tag in self.languages


def check_codes(settings: Settings, codes: Iterable[str], problems: Collector) -> None:
    """Report each code in the settings that is no rule's (`wrong-value`); `codes` are those of all rules."""
    known = {*codes, UNUSED_ACCEPTANCE}
    named: list[tuple[str, KeyPath]] = [(code, ("check", "severity", code)) for code in settings.check.severity]
    named += [(a.rule, ("check", "accepted", index, "rule")) for index, a in enumerate(settings.check.accepted)]
    for code, path in named:
        if code in FAULTS or code in HOOK_FAULTS:
            message = Message("'{code}' stops a project from being read; its severity is fixed", code=code)
            problems.error("wrong-value", message, settings.location(path), Message("remove the line"))
        elif code not in known:
            hint = did_you_mean(code, known) or Message("'reportgen check --explain CODE' knows the codes")
            problems.error(
                "wrong-value", Message("there is no rule '{code}'", code=code), settings.location(path), hint
            )


def active_rules(rules: Iterable[Rule[Any]], settings: Settings) -> list[Rule[Any]]:
    """The rules that the settings do not switch off."""
    severity = settings.check.severity
    return [rule for rule in rules if severity.get(rule.code, OFF if rule.off_by_default else "on") != OFF]


def raw_findings(project: CheckedProject, key: str | None, rules: Iterable[Rule[Any]]) -> list[RawFinding]:
    """What rules find in one file, or with None in the whole project, before the settings are applied.

    The result depends on `project.inputs(key)` and on the rules alone, so it can be kept under their digests.
    """
    scope = Scope.PROJECT if key is None else Scope.GLOSSARY if key == GLOSSARY else Scope.FILE
    checked = project if key is None else project.files[key]
    return [found for rule in rules if rule.scope & scope for found in rule.check(checked)]


def apply_settings(
    raw: Iterable[RawFinding], active: Iterable[Rule[Any]], settings: Settings, is_whole: bool = True
) -> Iterator[ProjectFinding]:
    """The raw findings of the active rules that are not accepted, with the project's severities.

    Those of other rules may be among `raw`; they are left out.
    A finding about the same subject at the same location as one of an earlier rule, or an earlier finding, is left
    out. Acceptances that are not used are findings too, if the project `is_whole`, all of it was looked at, and no
    sector is still to be written.
    """
    position = {rule.code: number for number, rule in enumerate(active)}
    reported: set[tuple[object, str]] = set()
    used: set[tuple[int, str]] = set()
    known = (found for found in raw if found.diagnostic.code in position)
    for diagnostic, subject, languages in sorted(known, key=lambda found: position[found.diagnostic.code]):
        key = (diagnostic.location, subject)
        acceptance = _acceptance_index(diagnostic, subject, settings.check)
        is_whole = is_whole and (diagnostic.code != UNWRITTEN or diagnostic.location.steps[-1] != "headline")
        if acceptance is not None:
            used.add((acceptance, subject))
        elif not subject or key not in reported:
            reported.add(key)
            yield ProjectFinding(_with_severity(diagnostic, settings.check), languages)
    if is_whole and settings.check.severity.get(UNUSED_ACCEPTANCE) != OFF:
        for diagnostic in _unused_acceptances(settings, set(position), used):
            yield ProjectFinding(_with_severity(diagnostic, settings.check))


def document_findings(raw: Iterable[RawFinding], settings: Settings) -> Iterator[tuple[Diagnostic, str, bool]]:
    """The raw findings about an Office file with the project's severities, their subjects, and whether accepted.

    Those of rules that the settings switch off are left out.
    """
    for diagnostic, subject, _ in raw:
        if settings.check.severity.get(diagnostic.code) != OFF:
            accepted = _acceptance_index(diagnostic, subject, settings.check) is not None
            yield _with_severity(diagnostic, settings.check), subject, accepted


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
                message = Message(
                    "'{word}' is accepted and '{rule}' does not ask about it", word=word, rule=accepted.rule
                )
                yield Diagnostic(UNUSED_ACCEPTANCE, message, location, Message("remove it"), Severity.WARNING)
