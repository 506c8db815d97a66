"""Splits a list that is too long for a slide evenly over as few slides as possible."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from reportgen.fit.measure import TextArea
from reportgen.fit.paragraphs import Paragraph
from reportgen.office.markup.namespaces import qn


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


def paragraph_heights(paragraphs: Sequence[Paragraph], room: TextArea) -> tuple[list[float], list[float]]:
    """The height of each paragraph, and of the gap before it when it is not the first on its slide, in points."""
    heights = [room.measure([paragraph]).height for paragraph in paragraphs]
    gaps = [0.0]
    for number, pair in enumerate(pairwise(paragraphs)):
        gaps.append(room.measure(pair).height - sum(heights[number : number + 2]))
    return heights, gaps


def with_previous(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The indices of paragraphs that stay with the one before: a text after its bold heading, a list item below
    its parent.
    """
    return {
        number
        for number, (one, other) in enumerate(pairwise(paragraphs), 1)
        if _level(other) > _level(one) or (_is_bold(one) and not _is_bold(other))
    }


def _level(paragraph: Paragraph) -> int:
    properties = paragraph.element.find(qn("a:pPr"))
    return int(properties.get("lvl", "0")) if properties is not None else 0


def _is_bold(paragraph: Paragraph) -> bool:
    runs = [run.find(qn("a:rPr")) for run in paragraph.element.iterchildren(qn("a:r"))]
    return bool(runs) and all(run is not None and run.get("b") in ("1", "true") for run in runs)
