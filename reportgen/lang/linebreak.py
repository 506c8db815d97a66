"""Finds where a line may end: the Unicode line breaking algorithm (UAX #14), as Office follows it.

A class of UAX #14 is one letter here: A alphabetic (AL and all classes not listed), N numeric, I ideographic, O and o
opening, C and c closing, E and e exclamation (capital: full width), u, v and q quotation marks (initial, final, other),
S infix separator (IS), Y slash (SY), R prefix (PR), P postfix (PO), B break after (BA), H hyphen, 2 dash (B2),
L break before (BB), J non-starter (NS, CJ), T inseparable (IN), G glue, W space, Z zero width space, M combining mark,
X object (CB), F regional indicator (RI), K line break. `line_breaks.txt` lists them, written by
`tools/make_fit_tables.py` from Unicode's table.

The rules are those of UAX #14 with what East Asian typesetting adds (no closing mark at the start of a line, no
opening one at its end) and two tailorings, which both allow fewer breaks, as PowerPoint does: none behind a slash, and
none behind narrow punctuation unless an East Asian character follows. Why no library does it:
`docs/decisions/line-breaking-has-a-table-of-its-own.md`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_ANYTHING = "AIONoRPuXFL2"
_BREAKS = {
    "A": "IO2LXF",  # LB28, LB23, LB24, LB30
    "N": "IO2LXF",  # LB25
    "I": "ANIOoRu2LXF",  # LB31; a per cent sign stays with what it follows (LB23a)
    "C": "ANIOou2LXF",
    "c": "IOo2LXF",  # LB30
    "E": "ANIOoRPu2LXF",
    "e": "IO2LXF",
    "S": "IO2LXF",  # LB29
    "Y": "IO2LXF",
    "R": "XF",  # LB25: a currency sign stays with its amount
    "P": "IXF",
    "B": "ANIOoRPu2LXF",
    "2": "ANIOoRPuLXF",  # LB17
    "J": "ANIOoRPu2LXF",
    "T": "IO2LXF",
    "v": "IOu",  # LB19a
    "X": _ANYTHING,
    "Z": _ANYTHING + "CcEeSYvqBHTJ",  # LB8
}
"""Class → the classes before which a line may end directly behind it."""
_AFTER_SPACE = "ANIOoRPuqXFL2BHTJG"
"""The classes that may begin a line behind a space (LB18); closing marks may not (LB13)."""


def _pattern() -> re.Pattern[str]:
    pairs = [f"(?<={before})(?=[{after}])" for before, after in _BREAKS.items()]
    hyphen = "(?<=[ANc]H)(?=[AIOo])"  # LB20a, LB21: a hyphen that begins a word stays with it
    space = f"(?<![Oou]W)(?<=W)(?=[{_AFTER_SPACE}])"
    return re.compile("|".join([space, hyphen, *pairs]))


_OPPORTUNITY = _pattern()
_BOUNDARY = re.compile("(?<=[IJCOE])(?=[ANR])|(?<=[ANP])(?=[IJ])")


class _Classes(dict[int, str]):
    """A table for `str.translate`: code point → letter of its class, looked up at first use."""

    def __missing__(self, code: int) -> str:
        starts, ends, letters = _ranges()
        index = bisect_right(starts, code) - 1
        self[code] = letter = letters[index] if index >= 0 and code <= ends[index] else "A"
        return letter


_classes = _Classes()


@cache
def _ranges() -> tuple[list[int], list[int], list[str]]:
    lines = Path(__file__).with_name("line_breaks.txt").read_text(encoding="ascii").split("\n")
    rows = [line.split() for line in lines if line]
    return [int(r[0], 16) for r in rows], [int(r[1], 16) for r in rows], [r[2] for r in rows]


def classify(text: str) -> str:
    """The line breaking class of each character, a letter each."""
    return text.translate(_classes)


def opportunities(classes: str) -> list[int]:
    """The positions at which a new line may begin, from the classes of a text without line breaks."""
    if "M" not in classes:
        return [found.start() for found in _OPPORTUNITY.finditer(classes)]
    bases = [n for n, letter in enumerate(classes) if letter != "M"]  # marks go with what they stand on (LB9)
    return [bases[n] for n in opportunities("".join(classes[n] for n in bases))]


def script_boundaries(classes: str) -> list[int]:
    """The positions between an East Asian character and a letter or digit, where some programs add a space."""
    return [found.start() for found in _BOUNDARY.finditer(classes)]


def fill_lines(ends: Sequence[float], ink_ends: Sequence[float], first: float, later: float) -> tuple[list[int], int]:
    """Break a text into lines, each as long as it can be.

    `ends` are the advances, in points from the start of the text, up to each opportunity and the end of the
    text; `ink_ends` the same without the spaces before it. `first` and `later` are the widths of the
    first and of all other lines, in points. Returns the index of the opportunity at which each line ends, and
    the index of the first piece that is wider than its line, or -1. A piece that is too wide is broken inside,
    as all programs do, so its index stands there once for each of its lines.
    """
    lines: list[int] = []
    start, limit, piece, wide = 0.0, first, 0, -1
    last = len(ends)
    while piece < last:
        end = bisect_right(ink_ends, start + limit + 0.01, piece)
        if end == piece:  # not even one piece fits
            wide = piece if wide < 0 else wide
            over = int((ink_ends[piece] - start) // max(limit, 1.0))
            lines += [piece] * over
            end = piece + 1
        lines.append(end - 1)
        start, limit, piece = ends[end - 1], later, end
    return lines, wide
