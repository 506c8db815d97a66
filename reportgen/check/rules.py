"""Registers all rules by importing their modules, one for each subject."""

from __future__ import annotations

from reportgen.check.office_files import accessibility, glyphs
from reportgen.check.registry import DOCUMENT_RULES, RULES
from reportgen.check.structure import approvals, sections, terms
from reportgen.check.texts import amounts, authoring, lengths, names, punctuation, scripts, wordings

__all__ = [
    "DOCUMENT_RULES",
    "RULES",
    "accessibility",
    "amounts",
    "approvals",
    "authoring",
    "glyphs",
    "lengths",
    "names",
    "punctuation",
    "scripts",
    "sections",
    "terms",
    "wordings",
]
