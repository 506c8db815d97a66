"""A shape's box is read however its markup is written."""

from __future__ import annotations

import pytest

from reportgen.fit.geometry import Rectangle, scale_around
from reportgen.office.drawing.boxes import Box, first_box, read_box, read_child_box
from reportgen.office.markup.numbers import emu, points
from tests.support.cxml import xml

PLACED = "a:xfrm/(a:off{x=1,y=2},a:ext{cx=30,cy=40})"


@pytest.mark.parametrize(
    "shape",
    [
        f"p:sp/(p:nvSpPr,p:spPr/{PLACED})",
        f"p:pic/(p:nvPicPr,p:blipFill,p:spPr/{PLACED})",
        f"pic:pic/pic:spPr/{PLACED}",
        f"p:grpSp/(p:nvGrpSpPr,p:grpSpPr/{PLACED},p:sp/p:spPr/a:xfrm/(a:off{{x=9,y=9}},a:ext{{cx=9,cy=9}}))",
        "p:graphicFrame/p:xfrm/(a:off{x=1,y=2},a:ext{cx=30,cy=40})",
        "p:contentPart/p14:xfrm/(a:off{x=1,y=2},a:ext{cx=30,cy=40})",
        "p:sp/p:spPr/a:xfrm/(a:off{y=2,x=1},a:ext{cy=40,cx=30})",
    ],
)
def test_every_kind_of_shape_has_its_transform_read(shape: str) -> None:
    """In its properties or its own, in any order of attributes; that of what stands in a group does not count."""
    assert read_box(xml(shape)) == Box(1, 2, 30, 40)


@pytest.mark.parametrize(
    "shape",
    ["p:sp", "p:sp/p:spPr", "p:sp/p:spPr/a:xfrm", "p:sp/p:spPr/a:xfrm/a:ext{cx=30,cy=40}", "p:graphicFrame/p:xfrm"],
)
def test_a_shape_without_a_place_of_its_own_has_no_box(shape: str) -> None:
    """Its layout says where it stands, and the first of those it inherits from that does counts."""
    assert read_box(xml(shape)) is None
    assert first_box([xml(shape), xml(f"p:sp/p:spPr/{PLACED}"), xml("p:sp")]) == Box(1, 2, 30, 40)
    assert first_box([xml(shape)]) is None


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("12700", 12700), ("-5", -5), ("1in", 914_400), ("2.5cm", 900_000), ("10mm", 360_000), ("1pt", 12700),
        ("1pc", 152_400), ("1pi", 152_400), ("wide", None), ("1 em", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_length_is_read_with_or_without_a_unit(written: str | None, length: int | None) -> None:
    """EMU where it names none, as the schema allows; what is no length is none."""
    assert emu(written) == length
    assert points(written, 3.0) == (3.0 if length is None else length / 12700)


def test_boxes_overlap_when_they_share_a_point_inside() -> None:
    """Edges that touch do not count; a box holds itself."""
    box = Box(0, 0, 10, 10)
    assert (box.right, box.bottom) == (10, 10)
    assert box.contains(box)
    assert box.contains(Box(2, 2, 8, 8))
    assert not box.contains(Box(2, 2, 9, 8))
    assert box.overlaps(Box(9, 9, 5, 5))
    assert not box.overlaps(Box(10, 0, 5, 5))


def test_a_group_scales_what_stands_in_it() -> None:
    """Members have coordinates of their group; a group without them leaves its members as they are."""
    inner = "a:chOff{x=0,y=0},a:chExt{cx=127000,cy=63500}"
    group = xml(f"p:grpSp/(p:grpSpPr/a:xfrm/(a:off{{x=12700,y=0}},a:ext{{cx=254000,cy=254000}},{inner}),p:sp)")
    assert read_child_box(group) == Box(0, 0, 127_000, 63_500)
    assert scale_around(group[1]).apply(Rectangle(1, 1, 2, 2)) == Rectangle(3, 4, 4, 8)
    plain = xml(f"p:grpSp/(p:grpSpPr/{PLACED},p:sp)")
    assert read_child_box(plain) is None
    assert scale_around(plain[1]).apply(Rectangle(1, 1, 2, 2)) == Rectangle(1, 1, 2, 2)
