"""What the making of one file may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time, and megabytes of memory beside what the program has taken already."""

    seconds: int = 60
    megabytes: int = 1024
