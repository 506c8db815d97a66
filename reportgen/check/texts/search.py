"""Patterns of the rules about texts, compiled where one is used."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled at its first use: not all that import a rule run it."""
    return re.compile(pattern)
