"""Registers the rules about projects by importing their modules, one for each subject."""

from __future__ import annotations

from reportgen.check.registry import RULES
from reportgen.check.structure import approvals, follow_up, pictures, sections, terms
from reportgen.check.texts import amounts, authoring, lengths, names, punctuation, scripts, wordings

__all__ = [
    "RULES",
    "amounts",
    "approvals",
    "authoring",
    "follow_up",
    "lengths",
    "names",
    "pictures",
    "punctuation",
    "scripts",
    "sections",
    "terms",
    "wordings",
]
