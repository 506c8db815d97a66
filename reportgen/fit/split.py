"""Cutting a list that is too long into even pieces, as few as can be."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def split_evenly(
    heights: Sequence[float], room: float, together: Collection[int] = (), gaps: Sequence[float] = ()
) -> list[range] | None:
    """The ranges of items that go on each slide, or None where an item alone is higher than the room.

    `heights` and `room` are in points, `gaps` what stands before each item unless it is the first on its
    slide. An item whose index is in `together` stays with the one before it. The slides are as few as can
    be and as even as can be, so that the last one carries no orphan.
    """
    gaps = gaps or [0.0] * len(heights)
    cuts = _fill(heights, gaps, together, room)
    if cuts is None:
        return None
    low, high = 0.0, room
    for _ in range(24):  # the least room that needs no more slides: to a thousandth of a point and less
        middle = (low + high) / 2
        even = _fill(heights, gaps, together, middle)
        if even is not None and len(even) == len(cuts):
            cuts, high = even, middle
        else:
            low = middle
    return cuts


def _fill(
    heights: Sequence[float], gaps: Sequence[float], together: Collection[int], room: float
) -> list[range] | None:
    ranges: list[range] = []
    start = cut = 0
    used = since_cut = 0.0
    for index, height in enumerate(heights):
        if index not in together:
            cut, since_cut = index, 0.0
        gap = gaps[index] if index > start else 0.0
        used += gap + height
        since_cut += height + (gap if index > cut else 0.0)
        if used > room:
            if cut == start or since_cut > room:
                return None
            ranges.append(range(start, cut))
            start, used = cut, since_cut
    ranges.append(range(start, len(heights)))
    return ranges
