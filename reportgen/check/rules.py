"""All rules, by theme: importing this module registers them."""

from __future__ import annotations

from reportgen.check import scripts, structure, terms, texts
from reportgen.check.registry import RULES

__all__ = ["RULES", "scripts", "structure", "terms", "texts"]
