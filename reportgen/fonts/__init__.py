"""Fonts: where a typeface lies on this machine, and which characters it has."""

from __future__ import annotations

from reportgen.fonts.find import FontFile, find_face

__all__ = ["FontFile", "find_face"]
