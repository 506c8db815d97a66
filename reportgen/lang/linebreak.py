"""Where a line may end: the Unicode line breaking algorithm (UAX #14), as Office follows it.

The classes come from Unicode's table (`line_breaks.txt`, written by `tools/make_fit_tables.py`); the rules are
those of UAX #14 with what East Asian typesetting adds (no mark of closing at the start of a line, none of
opening at its end) and two tailorings, which both leave a line fewer places to end, as PowerPoint does:
no break behind a slash, and none behind narrow punctuation unless an East Asian character follows.
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
"""Behind which class a line may end right before which others."""
_AFTER_SPACE = "ANIOoRPuqXFL2BHTJG"
"""What may begin a line behind a space (LB18); closing marks may not (LB13)."""


def _pattern() -> re.Pattern[str]:
    pairs = [f"(?<={before})(?=[{after}])" for before, after in _BREAKS.items()]
    hyphen = "(?<=[ANc]H)(?=[AIOo])"  # LB20a, LB21: a hyphen that begins a word stays with it
    space = f"(?<![Oou]W)(?<=W)(?=[{_AFTER_SPACE}])"
    return re.compile("|".join([space, hyphen, *pairs]))


_OPPORTUNITY = _pattern()
_BOUNDARY = re.compile("(?<=[IJCOE])(?=[ANR])|(?<=[ANP])(?=[IJ])")


class _Classes(dict[int, str]):
    """For `str.translate`: code point → letter of its class, looked up at first use."""

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
    first and of all other lines. Returns how many lines end at each opportunity's index, as the indices, and
    the index of the first piece that is wider than its line, -1 where there is none. A piece that is too
    wide is taken to be broken inside, as all programs do.
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
