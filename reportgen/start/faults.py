"""The help pages of what can go wrong when a project is begun or changes its shape, by diagnostic code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import help_page

START_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "folder-in-use": help_page(
            "A project is to be begun in a folder that has files, or is a project already.",
            "Files of the same names would be lost, or two projects mixed.",
            "reportgen new project ~/Documents",
            "reportgen new project ~/Documents/meeting-2026",
        ),
        "sector-file-there": help_page(
            "A sector is to be added whose file is there, though the meeting does not list it.",
            "What somebody has written would be lost.",
            "reportgen new sector youth     with content/sectors/youth.yaml",
            "sectors: [finance, youth]     in content/meeting.yaml",
        ),
    }
)
"""Diagnostic code → help page."""
