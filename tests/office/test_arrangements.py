"""Where the copies of a shape stand: inside their frame, apart from each other, in even shares."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.office.drawing.arrangements import Along, Arrangement, Member, Room, SharedFrame, Side
from reportgen.office.drawing.boxes import Box

LENGTH = st.integers(min_value=1_000_000, max_value=12_000_000)
FRAME = st.builds(Box, st.integers(0, 1_000_000), st.integers(0, 1_000_000), LENGTH, LENGTH)
SHAPE = Box(500, 700, 300_000, 200_000)
KINDS = st.sampled_from([("row", 0), ("column", 1), ("grid", 0), ("grid", 2), ("grid", 5)])


def boxes(count: int, frame: Box, kind: str = "grid", columns: int = 0, **options: object) -> list[Box]:
    """The boxes of so many copies in a frame."""
    arrangement = Arrangement(
        SHAPE, SharedFrame(frame), kind, columns, **{"gap": 12_700, "keep": False, "named": True, **options}  # type: ignore[arg-type]
    )  # fmt: skip
    return [arrangement.box((index, count), ()) for index in range(count)]


@given(st.integers(1, 40), FRAME, KINDS, st.booleans())
def test_copies_stand_inside_a_named_frame_and_apart(count: int, frame: Box, kind: tuple[str, int], gap: bool) -> None:
    """However many there are, and whatever the shape's own size is."""
    found = boxes(count, frame, *kind, gap=12_700 if gap else 0)
    assert all(frame.contains(box) for box in found)
    assert not any(one.overlaps(other) for one, other in combinations(found, 2))


@given(st.integers(1, 40), FRAME, KINDS)
def test_copies_fill_a_named_frame(count: int, frame: Box, kind: tuple[str, int]) -> None:
    """To the right and to the bottom, but for what cannot be divided."""
    found = boxes(count, frame, *kind)
    assert frame.right - max(box.right for box in found) < 40
    assert frame.bottom - max(box.bottom for box in found) < 40


def rows_of(found: list[Box]) -> list[int]:
    """How many copies stand in each row."""
    tops = [box.y for box in found]
    return [tops.count(top) for top in dict.fromkeys(tops)]


@pytest.mark.parametrize(
    ("count", "rows"),
    [(1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (6, [3, 3]), (7, [4, 3]), (8, [4, 4]), (9, [3, 3, 3]),
     (10, [4, 4, 2]), (12, [4, 4, 4]), (20, [5, 5, 5, 5])],
)  # fmt: skip
def test_a_grid_chooses_its_columns(count: int, rows: list[int]) -> None:
    """Up to three side by side, then in rows that are as even as can be."""
    assert rows_of(boxes(count, Box(0, 0, 9_000_000, 5_000_000))) == rows


@given(st.integers(1, 40), FRAME)
def test_the_last_row_of_a_grid_shares_the_width(count: int, frame: Box) -> None:
    """It ends where the others end; in a grid of a number of columns it keeps theirs."""
    found = boxes(count, frame)
    assert frame.right - found[-1].right < 40
    numbered = boxes(count, frame, columns=3)
    assert len({box.cx for box in numbered}) == 1


@given(st.integers(1, 12), FRAME, KINDS)
def test_a_copy_that_keeps_its_size_stands_at_the_start_of_its_share(
    count: int, frame: Box, kind: tuple[str, int]
) -> None:
    """No copy is stretched."""
    assert {(box.cx, box.cy) for box in boxes(count, frame, *kind, keep=True)} == {(SHAPE.cx, SHAPE.cy)}


def test_without_a_named_frame_a_row_keeps_the_height_and_a_column_the_width_of_the_shape() -> None:
    """The frame is only how far they may go."""
    frame = Box(0, 0, 9_000_000, 5_000_000)
    assert {(box.y, box.cy) for box in boxes(3, frame, "row", named=False)} == {(SHAPE.y, SHAPE.cy)}
    assert {(box.x, box.cx) for box in boxes(3, frame, "column", 1, named=False)} == {(SHAPE.x, SHAPE.cx)}


@given(st.integers(1, 12), FRAME, KINDS, st.sampled_from([0, 360]))
def test_a_line_that_is_level_or_upright_stays_so(count: int, frame: Box, kind: tuple[str, int], none: int) -> None:
    """LibreOffice gives it a hundredth of a millimetre."""
    for line, side in ((Box(500, 700, 300_000, none), "cy"), (Box(500, 700, none, 200_000), "cx")):
        arrangement = Arrangement(line, SharedFrame(frame), *kind, gap=12_700, keep=False, named=True)
        assert {getattr(arrangement.box((index, count), ()), side) for index in range(count)} == {none}


# -- along a line


@given(st.floats(0, 1), FRAME)
def test_a_point_is_centred_where_it_lies(share: float, frame: Box) -> None:
    """It keeps its size, and its distance from the top."""
    box = Along(SHAPE, SharedFrame(frame)).box((share, None, None), ())
    assert abs(box.x + box.cx / 2 - (frame.x + share * frame.cx)) <= 1
    assert (box.y, box.cx, box.cy) == (SHAPE.y, SHAPE.cx, SHAPE.cy)


@given(st.floats(0, 1), st.floats(0, 1), FRAME)
def test_a_span_reaches_from_its_start_to_its_end(one: float, other: float, frame: Box) -> None:
    """A short one is as wide as high, around its middle."""
    start, end = sorted((one, other))
    box = Along(SHAPE, SharedFrame(frame)).box((start, end, None), ())
    if box.cx not in (SHAPE.cx, SHAPE.cy):
        assert abs(box.x - frame.x - start * frame.cx) <= 1
        assert abs(box.right - frame.x - end * frame.cx) <= 1
    assert box.cx >= min(SHAPE.cy, SHAPE.cx)


@given(st.floats(0, 1), FRAME)
def test_what_stands_in_a_lane_is_as_much_lower(down: float, frame: Box) -> None:
    """Where it stands along the line, and its size, are as in the first lane."""
    placement = Along(SHAPE, SharedFrame(frame))
    first, lower = placement.box((0.2, 0.6, None), ()), placement.box((0.2, 0.6, down), ())
    assert abs(lower.y - first.y - down * frame.cy) <= 1
    assert (lower.x, lower.cx, lower.cy) == (first.x, first.cx, first.cy)


@pytest.mark.parametrize("position", [("x", None, None), (None, None, None), (True, None, None), (1.5, None, None),
                                      (-0.1, 0.5, None), (0.5, 0.2, None), (0.5, None, 1.5), (0.5, 0.6, "x")],
)  # fmt: skip
def test_what_is_no_share_is_refused(position: tuple[object, object, object]) -> None:
    """A wrong date must not move a mark out of the slide."""
    with pytest.raises(ValueError, match=r"no place on a line|before it begins"):
        Along(SHAPE, SharedFrame(Box(0, 0, 100, 100))).box(position, ())


# -- groups


class _To:
    """A placement that gives one box."""

    def __init__(self, shape: Box, new: Box) -> None:
        self.shape, self._new = shape, new

    def box(self, _position: object, _shown: object) -> Box:
        """The box."""
        return self._new


@pytest.mark.parametrize(
    ("inner", "rigid", "expected"),
    [
        (Box(100, 100, 1000, 600), False, Box(0, 0, 2000, 300)),  # the card itself
        (Box(120, 120, 960, 60), False, Box(20, 20, 1960, 60)),  # a title over the width
        (Box(120, 120, 60, 60), False, Box(20, 20, 60, 60)),  # a badge at the top left
        (Box(1000, 120, 60, 60), False, Box(1900, 20, 60, 60)),  # one at the top right
        (Box(570, 620, 60, 60), False, Box(970, 220, 60, 60)),  # one in the middle below
        (Box(120, 120, 960, 60), True, Box(520, 20, 960, 60)),  # a picture over the width
    ],
)
def test_a_member_of_a_group_keeps_its_size_or_spans(inner: Box, rigid: bool, expected: Box) -> None:
    """Half of the group's width or height tells the two apart; a picture is never distorted."""
    group = _To(Box(100, 100, 1000, 600), Box(0, 0, 2000, 300))
    assert Member(inner, group, rigid).box((), ()) == expected


@given(FRAME)
def test_members_of_a_group_that_keeps_its_size_move_with_it(new: Box) -> None:
    """Nothing changes inside."""
    old = Box(10, 20, new.cx, new.cy)
    inner = Box(10 + new.cx // 5, 20 + new.cy // 7, new.cx // 3, new.cy // 9)
    found = Member(inner, _To(old, new)).box((), ())
    assert (found.cx, found.cy) == (inner.cx, inner.cy)
    assert abs(found.x - inner.x - (new.x - old.x)) <= 1
    assert abs(found.y - inner.y - (new.y - old.y)) <= 1


# -- frames that take the room of what is not shown


BELOW, FURTHER = Room(Side.BELOW, 0, 1_100_000, 1_300_000), Room(Side.BELOW, 1, 1_400_000, 1_600_000)


@pytest.mark.parametrize(
    ("shown", "bottom"),
    [((True, True), 1000), ((False, True), 1300), ((True, False), 1000), ((False, False), 1600)],  # thousands,
)
def test_a_frame_reaches_to_the_nearest_thing_that_is_shown(shown: tuple[bool, ...], bottom: int) -> None:
    """What lies behind it is out of reach."""
    assert SharedFrame(Box(0, 0, 500, 1_000_000), (BELOW, FURTHER)).box((), shown).bottom == bottom * 1000


@pytest.mark.parametrize(
    ("side", "other", "expected"),
    [
        (Side.BELOW, Box(0, 600, 400, 100), Box(100, 100, 400, 600)),
        (Side.RIGHT, Box(600, 100, 100, 400), Box(100, 100, 600, 400)),
        (Side.LEFT, Box(20, 100, 60, 400), Box(20, 100, 480, 400)),
    ],
)
def test_a_frame_grows_to_each_side(side: Side, other: Box, expected: Box) -> None:
    """To the edge of what is not shown there."""
    turned = side.turned(other)
    rooms = (Room(side, 0, turned.y, turned.bottom),)
    assert SharedFrame(Box(100, 100, 400, 400), rooms).box((), (False,)) == expected
