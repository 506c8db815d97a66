"""What the making of one file may take."""

from __future__ import annotations

from dataclasses import dataclass

MOST_MILLIONS = 256
"""The most characters, in millions, that a template may print and make on the way, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time, and megabytes of memory beside what the program has taken already."""

    seconds: int = 60
    megabytes: int = 1024
