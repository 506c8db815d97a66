"""Numbers as Office's markup writes them."""

from __future__ import annotations

EMU_PER_POINT = 12700
"""English Metric Units in a point (ECMA-376 part 1, §20.1.2.1)."""


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number as a file writes it; `otherwise` where it is absent or is none."""
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
