"""Long lists over several slides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.fit.split import split_evenly

HEIGHTS = st.lists(st.floats(1, 50), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("heights", "room", "lengths"),
    [
        ([10] * 7, 60, [4, 3]),
        ([10] * 6, 60, [6]),
        ([10] * 12, 60, [6, 6]),
        ([10] * 13, 60, [5, 5, 3]),
        ([50, 10, 10, 10], 60, [1, 3]),
        ([10], 60, [1]),
    ],
)
def test_slides_are_few_and_even(heights: list[float], room: float, lengths: list[int]) -> None:
    """As few slides as can be, and no orphan on the last one where that can be helped."""
    assert [len(part) for part in split_evenly(heights, room) or []] == lengths


def test_an_item_higher_than_a_slide_cannot_be_split() -> None:
    """Then the caller has to do something else."""
    assert split_evenly([10, 70, 10], 60) is None


def test_what_belongs_together_stays_together() -> None:
    """A text does not leave its heading behind."""
    parts = split_evenly([10, 10, 10, 10, 10, 10], 35, together={1, 3, 5})
    assert parts == [range(0, 2), range(2, 4), range(4, 6)]


def test_the_gap_before_the_first_item_of_a_slide_does_not_count() -> None:
    """Office sets no space before the first paragraph of a shape."""
    assert split_evenly([10, 10, 10, 10], 25, gaps=[0, 5, 5, 5]) == [range(0, 2), range(2, 4)]


@given(HEIGHTS, st.floats(50, 200))
def test_nothing_is_lost_and_every_slide_has_room(heights: list[float], room: float) -> None:
    """The parts in order are the list, and each fits."""
    parts = split_evenly(heights, room)
    assert parts is not None
    assert [index for part in parts for index in part] == list(range(len(heights)))
    assert all(0 < sum(heights[index] for index in part) <= room + 0.01 for part in parts)
