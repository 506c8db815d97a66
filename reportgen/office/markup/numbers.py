"""Reads numbers as Office's markup writes them."""

from __future__ import annotations

import re

EMU_PER_POINT = 12700
"""English Metric Units in a point (ECMA-376 part 1, §20.1.2.1)."""
_EMU_PER_UNIT = {"mm": 36_000, "cm": 360_000, "in": 914_400, "pt": EMU_PER_POINT, "pc": 152_400, "pi": 152_400}
_MEASURE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi)")


def whole(text: str | None, otherwise: int = 0) -> int:
    """Return a whole number as a file writes it; `otherwise` where it is absent or is none."""
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def emu(text: str | None) -> int | None:
    """Return a length in EMU, or None where it is absent or is none.

    A file may write it as a bare number of EMU or with a unit, as in `2.5cm` (`ST_Coordinate`, §20.1.10.16).
    """
    try:
        return int(text) if text is not None else None
    except ValueError:
        measure = _MEASURE.fullmatch(text or "")
        return round(float(measure[1]) * _EMU_PER_UNIT[measure[2]]) if measure is not None else None


def points(text: str | None, otherwise: float = 0.0) -> float:
    """Return, in points, a length that a file writes in EMU; `otherwise` where it is absent or is none."""
    length = emu(text)
    return length / EMU_PER_POINT if length is not None else otherwise
