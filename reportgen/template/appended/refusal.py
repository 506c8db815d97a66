"""What is said of a file that cannot be put into one with another."""

from __future__ import annotations

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound


def refused(name: str, *reasons: tuple[str, str]) -> ProblemsFound:
    """What is raised for a file that cannot be appended; `reasons` are pairs of what is wrong and what to do."""
    return ProblemsFound([
        Diagnostic("unusable-document", Message("cannot be appended: {reason}", reason=reason), Location(name), hint)
        for reason, hint in reasons
    ])  # fmt: skip
