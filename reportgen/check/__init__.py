"""Checks a project, and Office files, with rules. Each rule is one function, and its docstring is its help page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from reportgen.check.documents import DocumentChecker
from reportgen.check.project import CheckedProject
from reportgen.check.registry import Rule
from reportgen.check.rules import DOCUMENT_RULES, RULES
from reportgen.check.run import UNUSED_ACCEPTANCE, UNUSED_ACCEPTANCE_HELP, check_codes, findings
from reportgen.diagnostics import Collector, Diagnostic, did_you_mean
from reportgen.exchange.faults import EXCHANGE_FAULTS
from reportgen.project.faults import FAULTS
from reportgen.project.load import Project
from reportgen.project.settings import load_settings
from reportgen.template.faults import TEMPLATE_FAULTS

__all__ = ["ALL_RULES", "DOCUMENT_RULES", "RULES", "DocumentChecker", "Rule", "check_project", "explain", "help_pages"]

ALL_RULES: Mapping[str, Rule[Any]] = MappingProxyType({**RULES, **DOCUMENT_RULES})
"""Every rule by code: those about projects, then those about Office files."""


def check_project(project: Project) -> list[Diagnostic]:
    """The findings of all rules about a project, in the order of files and lines.

    The project's settings, house rules and approvals are read too; their faults are among the findings.
    """
    problems = Collector()
    settings = load_settings(project.root, problems)
    check_codes(settings, ALL_RULES, problems)
    found = list(findings(CheckedProject.from_project(project, problems), RULES.values(), settings))
    return sorted((*problems.diagnostics, *found), key=lambda one: (one.location, one.code, one.message))


def help_pages() -> dict[str, str]:
    """Diagnostic code → help page, for rules and for faults of templates, of imported files and of the project's."""
    rules = {name: rule.help for name, rule in ALL_RULES.items()}
    return {**TEMPLATE_FAULTS, **EXCHANGE_FAULTS, **FAULTS, **rules, UNUSED_ACCEPTANCE: UNUSED_ACCEPTANCE_HELP}


def explain(code: str, others: Mapping[str, str] = MappingProxyType({})) -> str:
    """The help page of a diagnostic code; `others` are pages that `help_pages` does not have.

    Raises `ValueError`, with the nearest code, when there is none.
    """
    pages = {**help_pages(), **others}
    if code not in pages:
        near = did_you_mean(code, pages)
        raise ValueError(f"unknown code '{code}'" + (f"; {near}" if near else ""))
    return pages[code]
