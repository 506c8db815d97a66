"""Checks a project, and Office files, with rules. Each rule is one function, and its docstring is its help page.

The checker of Office files is `reportgen.check.documents.DocumentChecker`; to import it loads the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.check.kept import kept_findings
from reportgen.check.own_rules import HOOK_FAULTS, own_rules, rules_of
from reportgen.check.project import CheckedProject
from reportgen.check.registry import DOCUMENT_CODES, Rule
from reportgen.check.rules import RULES
from reportgen.check.run import (
    UNUSED_ACCEPTANCE,
    UNUSED_ACCEPTANCE_HELP,
    ProjectFinding,
    active_rules,
    apply_settings,
    check_codes,
)
from reportgen.diagnostics import Collector, Diagnostic, Message, did_you_mean
from reportgen.project.load import Project
from reportgen.project.settings import Settings

__all__ = ["RULES", "ProjectFinding", "Rule", "all_rules", "check_project", "explain", "help_pages", "project_findings"]


def check_project(project: Project, between: Callable[[], None] = lambda: None) -> list[Diagnostic]:
    """The findings of all rules about a project, in the order of files and lines.

    Its house rules and approvals are read too; their faults are among the findings. `between` is called before each
    file; an exception that it raises ends the check and goes on to the caller.
    """
    return [found.diagnostic for found in project_findings(project, between=between)]


def project_findings(
    project: Project, is_whole: bool = True, between: Callable[[], None] = lambda: None
) -> list[ProjectFinding]:  # fmt: skip
    """As `check_project`, each finding with the languages that it concerns.

    With a project that is not whole, since some of its files have faults, rules that compare files do not run.
    """
    problems = Collector()
    settings = project.settings
    rules = rules_of(settings, problems)
    if not problems.errors:  # without the hooks, nobody knows their codes
        check_codes(settings, (*rules, *DOCUMENT_CODES), problems)
    checked = CheckedProject.from_project(project, problems)
    active = active_rules(rules.values(), settings)
    keys = (*checked.files, None) if is_whole else checked.files
    applied = apply_settings(kept_findings(checked, active, keys, between), active, settings, is_whole)
    found = [*map(ProjectFinding, problems.diagnostics), *applied]
    return sorted(found, key=lambda one: (one.diagnostic.location, one.diagnostic.code, one.diagnostic.message))


def all_rules(settings: Settings | None = None) -> dict[str, Rule[Any]]:
    """Every rule by code: those about projects, also of the hooks that one's settings name, then those about files."""
    from reportgen.check.document_rules import DOCUMENT_RULES

    return {**RULES, **own_rules(settings), **DOCUMENT_RULES}


def help_pages(settings: Settings | None = None) -> dict[str, str]:
    """Diagnostic code → help page, for rules and for faults of templates, of imported files and of the project's.

    The rules are those of `all_rules`.
    """
    from reportgen.exchange.faults import EXCHANGE_FAULTS
    from reportgen.intake.faults import INTAKE_FAULTS
    from reportgen.project.faults import FAULTS
    from reportgen.start.faults import START_FAULTS
    from reportgen.template.faults import TEMPLATE_FAULTS

    rules = {name: rule.help for name, rule in all_rules(settings).items()}
    return {
        **TEMPLATE_FAULTS,
        **EXCHANGE_FAULTS,
        **START_FAULTS,
        **INTAKE_FAULTS,
        **FAULTS,
        **HOOK_FAULTS,
        **rules,
        UNUSED_ACCEPTANCE: UNUSED_ACCEPTANCE_HELP,
    }


def explain(code: str, others: Mapping[str, str] = MappingProxyType({}), place: Path | None = None) -> str:
    """The help page of a diagnostic code; `others` are pages that `help_pages` does not have.

    `place` lies in the project whose own rules are known too. Raises `ValueError`, with the nearest code, when there
    is none.
    """
    pages = {**help_pages(), **others}
    if place is not None and code not in pages:
        from reportgen.project.load import settings_around

        pages |= help_pages(settings_around(place))
    if code not in pages:
        near = did_you_mean(code, pages)
        unknown = Message("unknown code '{code}'", code=code)
        raise ValueError(Message("{message}; {hint}", message=unknown, hint=near) if near else unknown)
    return pages[code]
