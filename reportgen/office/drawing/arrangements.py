"""Computes where the copies of a shape stand: in a row, a column or a grid, or along a line. Everything is in EMU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isqrt
from typing import Any, Protocol

from reportgen.diagnostics import Message
from reportgen.office.drawing.boxes import Box
from reportgen.records.pickling import quickly_pickled

TOLERANCE = 76_200
"""6 points: what begins this little inside another box still lies beside it."""
_HAIR = 360
"""A hundredth of a millimetre, which LibreOffice gives a line for nothing."""
_EDGE = 1e-6
"""How far beyond the ends of a line a share may lie: what is divided is not exact."""


class Placement(Protocol):
    """A rule that says where each copy of a shape stands; `shape` is its box in the template."""

    @property
    def shape(self) -> Box:
        """The box in the template."""

    def box(self, position: Sequence[Any], shown: Sequence[bool]) -> Box:
        """Where the copy at a position stands; `shown` are the conditions that the frame depends on."""


class Side(StrEnum):
    """A side of a frame on which it may take the room of what is not shown."""

    BELOW = "below"
    RIGHT = "right"
    LEFT = "left"

    def turned(self, box: Box) -> Box:
        """A box turned so that what lies on this side lies below."""
        if self is Side.BELOW:
            return box
        return Box(box.y, box.x if self is Side.RIGHT else -box.right, box.cy, box.cx)

    def extended(self, box: Box, reach: int) -> Box:
        """A box that reaches down to `reach` when it is turned."""
        if self is Side.BELOW:
            return replace(box, cy=reach - box.y)
        if self is Side.RIGHT:
            return replace(box, cx=reach - box.x)
        return replace(box, x=-reach, cx=box.right + reach)


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Room:
    """Room on a side of a frame, which it takes when a condition (by number) does not hold.

    Turned to that side, what is shown otherwise stands from `near` down to `reach`.
    """

    side: Side
    condition: int
    near: int
    reach: int


@quickly_pickled
@dataclass(frozen=True, slots=True)
class SharedFrame:
    """The frame that copies share, with the rooms that it may take."""

    shape: Box
    rooms: tuple[Room, ...] = ()

    def box(self, _position: Sequence[Any], shown: Sequence[bool]) -> Box:
        """The frame with the room of what is not shown."""
        found = self.shape
        for side in dict.fromkeys(room.side for room in self.rooms):
            rooms = [room for room in self.rooms if room.side is side]
            limit = min((room.near for room in rooms if shown[room.condition]), default=None)
            free = [room.reach for room in rooms if not shown[room.condition]]
            reach = max((reach for reach in free if limit is None or reach <= limit + TOLERANCE), default=None)
            found = found if reach is None else side.extended(found, reach)
        return found


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Arrangement:
    """Copies in a row, a column or a grid; a position is the index of the copy and how many there are.

    `columns` 0 is as many as there are copies for a `row`, and chosen by their number for a `grid`. Without a frame
    that was `named`, a row keeps the shape's height and a column its width; a line that is level or upright stays so.
    With `keep` a copy keeps the shape's size and stands at the start of its share; `gap` is what lies between copies.
    """

    shape: Box
    frame: SharedFrame
    kind: str
    columns: int
    gap: int
    keep: bool
    named: bool

    def box(self, position: Sequence[Any], shown: Sequence[bool]) -> Box:
        """Where a copy stands. The last row of a grid that chooses its columns shares the width of the frame."""
        index, count = position
        frame = self.frame.box((), shown)
        columns = min(self.columns or self._chosen_columns(count), count) or 1  # never 0: it divides below
        rows = -(-count // columns)  # rounded up
        row, column = divmod(index, columns)
        shares_last_row = self.kind == "grid" and not self.columns and not self.keep
        beside = count - row * columns if shares_last_row and row == rows - 1 else columns
        # of each share the gap is a part: n widths and n - 1 gaps fill the frame
        width, height = (frame.cx + self.gap) // beside, (frame.cy + self.gap) // rows
        fills = self.named and not self.keep
        across, down = self.kind != "column" or fills, self.kind == "column" or rows > 1 or fills
        grows_across, grows_down = (
            shared and not self.keep and length > _HAIR
            for shared, length in ((across, self.shape.cx), (down, self.shape.cy))
        )
        return Box(
            frame.x + column * width if across else self.shape.x,
            frame.y + row * height if down else self.shape.y,
            max(width - self.gap, 1) if grows_across else self.shape.cx,
            max(height - self.gap, 1) if grows_down else self.shape.cy,
        )

    def _chosen_columns(self, count: int) -> int:
        """A row's copies all stand side by side; a grid has as many rows as its copies make squares, wider than high.

        So 1, 2 and 3 stand in a row, 4 in two of 2, 5 and 6 in two of 3, 7 and 8 in two of 4, 9 in three of 3.
        """
        return count if self.kind == "row" else -(-count // max(isqrt(count), 1))


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Along:
    """Copies along the width of a frame; a position is where a copy begins, where it ends, and how far down it stands.

    All three are shares of the frame. Where it ends nowhere else, a copy is a point: it keeps its width, and its centre
    stands there. Without the third it stays at its height; with it, it stands as much lower, as in a lane of its own.
    """

    shape: Box
    frame: SharedFrame

    def box(self, position: Sequence[Any], shown: Sequence[bool]) -> Box:
        """Where a copy stands; a span is at least as wide as it is high. Raises `ValueError` for what is no share."""
        frame = self.frame.box((), shown)
        first, last, down = position
        left = frame.x + round(_share(first) * frame.cx)
        right = left if last is None else frame.x + round(_share(last) * frame.cx)
        if right < left:
            raise ValueError(Message("it ends at {last}, before it begins, at {first}", last=last, first=first))
        width = max(right - left, self.shape.cy) if right > left else self.shape.cx
        lower = 0 if down is None else round(_share(down) * frame.cy)
        return Box((left + right - width) // 2, self.shape.y + lower, width, self.shape.cy)


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_EDGE <= value <= 1 + _EDGE:
        raise ValueError(Message("'{value}' is no place on a line: a number from 0 to 1", value=value))
    return value


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group that is placed: it keeps its size and its distance from the nearer edge of the group.

    One that takes more than half of the group's width (or height) spans it: it keeps its distance from both edges, and
    gets wider with the group. A `rigid` one, a picture, keeps its size nevertheless.
    """

    shape: Box
    group: Placement
    rigid: bool = False

    def box(self, position: Sequence[Any], shown: Sequence[bool]) -> Box:
        """Where the member of a copy stands, in the coordinates that the group is placed in."""
        old, new = self.group.shape, self.group.box(position, shown)
        x, cx = _held((self.shape.x, self.shape.cx), (old.x, old.cx), (new.x, new.cx), self.rigid)
        y, cy = _held((self.shape.y, self.shape.cy), (old.y, old.cy), (new.y, new.cy), self.rigid)
        return Box(x, y, cx, cy)


def _held(inner: tuple[int, int], old: tuple[int, int], new: tuple[int, int], rigid: bool) -> tuple[int, int]:
    """Start and length of what stood at `inner` within `old`, and stands in `new` now."""
    start, length = inner
    before = start - old[0]
    behind = old[1] - before - length
    if not rigid and 2 * length > old[1]:
        return new[0] + before, max(new[1] - before - behind, 0)
    if abs(before - behind) * 20 <= old[1]:  # in the middle, to a twentieth
        return new[0] + (new[1] - length + before - behind) // 2, length
    return (new[0] + before if before < behind else new[0] + new[1] - behind - length), length
