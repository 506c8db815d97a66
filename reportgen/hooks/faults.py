"""The help page of what is wrong with a project's hooks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import Message, help_page

HOOK_FAULT = Message("hook-fault")
"""The code of every fault in the hooks' file."""

HOOK_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        HOOK_FAULT: help_page(
            "A function of reportgen_hooks.py fails or gives back what it should not, or the file cannot be run.",
            "What the project asks for beyond its templates would be missing, and nobody would be told.",
            "@hooks.finish_document\ndef sign(document, target):\n    document.add_paragraf('Yours')",
            "@hooks.finish_document\ndef sign(document, target):\n    document.add_paragraph('Yours')",
        ),
    }
)
"""Diagnostic code → help page."""
