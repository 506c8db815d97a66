"""What a part of this computer is to the program: there, missing, or missing so that nothing works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.diagnostics import marked


class State(StrEnum):
    """How it stands with a part."""

    GOOD = marked("good")
    LACKING = marked("lacking")
    """The program does without, at the cost that is named."""
    BROKEN = marked("broken")
    """Without the part there is no work."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that the program can use: what was found of it and, where it is not good, what that costs and mends it."""

    name: str
    state: State
    found: str
    costs: str = ""
    remedy: str = ""
