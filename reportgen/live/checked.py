"""What is to be checked, and what a check has found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import Diagnostic, diagnostic_from_json, diagnostic_to_json


@dataclass(frozen=True, slots=True)
class Choice:
    """What is checked: all, or what is about some sectors, languages, kinds of documents, or files of the project."""

    sectors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found, and how many sectors and terms it has looked at; None where they cannot be read."""

    diagnostics: tuple[Diagnostic, ...]
    sectors: int | None = None
    terms: int | None = None


def checked_to_json(checked: Checked) -> dict[str, Any]:
    """What a check has found, as plain data to be kept."""
    found = [diagnostic_to_json(one) for one in checked.diagnostics]
    return {"diagnostics": found, "sectors": checked.sectors, "terms": checked.terms}


def checked_from_json(kept: dict[str, Any]) -> Checked:
    """What a check has found, of the plain data that `checked_to_json` makes of it."""
    found = tuple(map(diagnostic_from_json, kept["diagnostics"]))
    return Checked(found, kept["sectors"], kept["terms"])
