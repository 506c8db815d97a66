"""Registers the rules about Office files by importing their modules, one for each subject."""

from __future__ import annotations

from reportgen.check.office_files import (
    accessibility,
    empty,
    fetching,
    glyphs,
    other_programs,
    placement,
    typed_words,
    typography,
)
from reportgen.check.registry import DOCUMENT_RULES

__all__ = [
    "DOCUMENT_RULES",
    "accessibility",
    "empty",
    "fetching",
    "glyphs",
    "other_programs",
    "placement",
    "typed_words",
    "typography",
]
