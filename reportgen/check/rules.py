"""All rules, by theme: importing this module registers them."""

from __future__ import annotations

from reportgen.check import (
    accessibility,
    amounts,
    approvals,
    glyphs,
    lengths,
    names,
    punctuation,
    scripts,
    structure,
    terms,
    texts,
    wordings,
)
from reportgen.check.registry import DOCUMENT_RULES, RULES

__all__ = [
    "DOCUMENT_RULES",
    "RULES",
    "accessibility",
    "amounts",
    "approvals",
    "glyphs",
    "lengths",
    "names",
    "punctuation",
    "scripts",
    "structure",
    "terms",
    "texts",
    "wordings",
]
