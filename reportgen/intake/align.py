"""Aligns two wordings of one document: which paragraphs, and within them which sentences, say the same.

The cheapest way through both is sought, as Gale and Church do it ("A Program for Aligning Sentences in Bilingual
Corpora", 1993): lengths in proportion cost little, the same numbers and dates on both sides nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_ONE_SIDED = 3.0
"""What a piece costs that the other side does not have."""
_TWO_FOR_ONE = 1.2
_OTHER_ROLE = 6.0
"""What a heading costs that is aligned with a paragraph."""
_DIFFERENT_ANCHORS = 2.0
_BAND = 60
"""How far from the diagonal the way may lead, in pieces."""
_UNLIKELY_RATIO = math.log(2.5)
_STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or sentence: its length in characters, the values it names, whether it is a heading."""

    length: int
    anchors: frozenset[str] = frozenset()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Pieces of both sides that say the same, by index; `certain` is False where a person has to look."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    certain: bool = True


def align(left: Sequence[Piece], right: Sequence[Piece]) -> list[Pair]:
    """Pair all pieces of both sides, in order; a side of a pair may be empty."""
    ratio = (sum(one.length for one in right) or 1) / (sum(one.length for one in left) or 1)
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    slope = len(right) / max(len(left), 1)
    for i in range(len(left) + 1):
        low, high = max(0, int(i * slope) - _BAND), min(len(right), int(i * slope) + _BAND)
        for j in range(low, high + 1):
            ways = [
                (costs[i - a, j - b][0] + _cost(left[i - a : i], right[j - b : j], ratio), (a, b))
                for a, b in _STEPS if (i - a, j - b) in costs
            ]  # fmt: skip
            if ways:
                costs[i, j] = min(ways)
    return _way_back(left, right, costs, ratio)


def _way_back(
    left: Sequence[Piece],
    right: Sequence[Piece],
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    ratio: float,
) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = len(left), len(right)
    while i or j:
        a, b = costs[i, j][1]
        certain = (a, b) == (1, 1) and _agree(left[i - 1], right[j - 1], ratio)
        pairs.append(Pair(tuple(range(i - a, i)), tuple(range(j - b, j)), certain))
        i, j = i - a, j - b
    return pairs[::-1]


def _cost(left: Sequence[Piece], right: Sequence[Piece], ratio: float) -> float:
    if not left or not right:
        return _ONE_SIDED
    different_role = any(one.heading != other.heading for one in left for other in right)
    ours = frozenset().union(*(one.anchors for one in left))
    theirs = frozenset().union(*(one.anchors for one in right))
    either = ours | theirs
    anchors = _DIFFERENT_ANCHORS * (1 - len(ours & theirs) / len(either)) if either else 0.0
    length = min(abs(_log_ratio(sum(p.length for p in left), sum(p.length for p in right), ratio)), 2.0)
    joined = _TWO_FOR_ONE * (1 + any(piece.heading for piece in (*left, *right))) if len(left) + len(right) > 2 else 0.0
    return length + anchors + joined + (_OTHER_ROLE if different_role else 0.0)


def _log_ratio(left: int, right: int, ratio: float) -> float:
    return math.log((right + 1) / (left * ratio + 1))


def _agree(left: Piece, right: Piece, ratio: float) -> bool:
    """Whether a pair of one and one is beyond doubt: alike in role, length, and in at least one value they name."""
    unlike = left.anchors and right.anchors and not left.anchors & right.anchors
    short = min(left.length, right.length) < 12
    likely = short or abs(_log_ratio(left.length, right.length, ratio)) <= _UNLIKELY_RATIO
    return left.heading == right.heading and not unlike and likely
