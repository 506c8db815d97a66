"""Looks over this computer, libraries first: without them nothing else can be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.doctor.libraries import library_parts
from reportgen.doctor.parts import Part, State


def checkup(root: Path | None, out: Path | None) -> Iterator[Part]:
    """Every part of this computer that the program uses, for the project in `root`, if any, and its output folder.

    Nothing is left behind. Where a library is missing that the program needs, the rest is not looked at.
    """
    is_broken = False
    for part in library_parts():
        is_broken = is_broken or part.state is State.BROKEN
        yield part
    if not is_broken:
        from reportgen.doctor.machine import machine_parts  # which needs the libraries

        yield from machine_parts(root, out)
