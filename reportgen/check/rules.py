"""All rules, by theme: importing this module registers them."""

from __future__ import annotations

from reportgen.check import (
    amounts,
    approvals,
    lengths,
    names,
    punctuation,
    scripts,
    structure,
    terms,
    texts,
    wordings,
)
from reportgen.check.registry import RULES

__all__ = [
    "RULES",
    "amounts",
    "approvals",
    "lengths",
    "names",
    "punctuation",
    "scripts",
    "structure",
    "terms",
    "texts",
    "wordings",
]
