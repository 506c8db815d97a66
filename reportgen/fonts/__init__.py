"""Knows typefaces: where their files are, which characters they have, and how wide these are."""

from __future__ import annotations

from reportgen.fonts.find import FontFile, find_face, installed_fonts_digest

__all__ = ["FontFile", "find_face", "installed_fonts_digest"]
