"""Splits a list that is too long for a slide evenly over as few slides as possible."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def split_evenly(
    heights: Sequence[float], room: float, together: Collection[int] = (), gaps: Sequence[float] = ()
) -> list[range] | None:
    """Return the range of items for each slide, or None where an item alone is higher than the room.

    `heights` and `room` are in points, `gaps` the space before each item unless it is the first on its slide. An item
    whose index is in `together` stays on the slide of the one before it. There are as few slides as possible, filled
    as evenly as possible, so that the last one has no single item left over.
    """
    gaps = gaps or [0.0] * len(heights)
    best = _fill_slides(heights, gaps, together, room)
    if best is None:
        return None
    low, high = 0.0, room
    for _ in range(24):  # halve the interval to below a thousandth of a point: the least room that needs no more slides
        middle = (low + high) / 2
        found = _fill_slides(heights, gaps, together, middle)
        if found is not None and len(found) == len(best):
            best, high = found, middle
        else:
            low = middle
    return best


def _fill_slides(
    heights: Sequence[float], gaps: Sequence[float], together: Collection[int], room: float
) -> list[range] | None:
    """Fill slide after slide up to a height; None where items that stay together are higher than that."""
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
