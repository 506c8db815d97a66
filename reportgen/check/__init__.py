"""One function a rule; its docstring is its help page. What can be said about a project that could be read."""

from __future__ import annotations

from reportgen.check.registry import Rule
from reportgen.check.rules import RULES
from reportgen.diagnostics import Diagnostic, did_you_mean
from reportgen.project.faults import FAULTS
from reportgen.project.load import Project

__all__ = ["RULES", "Rule", "check_project", "explain"]


def check_project(project: Project) -> list[Diagnostic]:
    """What all rules find, in the order of files and lines."""
    found = [diagnostic for rule in RULES.values() for diagnostic in rule.check(project)]
    return sorted(found, key=lambda diagnostic: (diagnostic.location, diagnostic.code))


def explain(code: str) -> str:
    """The help page of a diagnostic code, of a rule or of a fault of reading.

    Raises `ValueError`, with the nearest code, when there is none.
    """
    pages = {**FAULTS, **{name: rule.help for name, rule in RULES.items()}}
    if code not in pages:
        near = did_you_mean(code, pages)
        raise ValueError(f"unknown code '{code}'" + (f"; {near}" if near else ""))
    return pages[code]
