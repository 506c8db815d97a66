"""How far down a shape may grow: what stands below it is found without asking every other shape."""

from __future__ import annotations

import random
from typing import Any

import pytest
from lxml import etree

from reportgen.fit.geometry import Obstacles, Rectangle
from reportgen.office.markup.namespaces import qn

HEIGHT = 540.0


def _slide(rng: random.Random, count: int, groups: int) -> list[tuple[etree._Element, Rectangle]]:
    """Shapes at random, some of them in groups, which may lie in each other."""
    tree = etree.Element(qn("p:spTree"))
    holders = [tree]
    for _ in range(groups):
        holders.append(etree.SubElement(rng.choice(holders), qn("p:grpSp")))
    return [
        (etree.SubElement(rng.choice(holders), qn("p:sp")), _rectangle(rng.uniform(0, 900), rng.uniform(0, 500), rng))
        for _ in range(count)
    ]


def _rectangle(x: float, y: float, rng: random.Random) -> Rectangle:
    return Rectangle(x, y, rng.uniform(0, 200), rng.choice((0, 10, 60)))


@pytest.mark.parametrize("seed", range(20))
def test_the_limit_is_the_top_of_the_first_shape_below(seed: int) -> None:
    """Those of the shape's own groups, of whatever depth, do not count."""
    rng = random.Random(seed)
    shapes = _slide(rng, 40, groups=seed % 5)
    background = [_rectangle(100, 400, rng)]
    obstacles = Obstacles(shapes, background, HEIGHT)
    for shape, box in shapes:
        own = set(shape.iterancestors(qn("p:grpSp")))
        others = [other for each, other in shapes if each is not shape and not own & set(each.iterancestors())]
        expected = min((other.y for other in [*others, *background] if box.is_above(other)), default=HEIGHT)
        assert obstacles.limit_below(shape, box) == expected


@pytest.mark.parametrize("holder", ["p:spTree", "p:grpSp"])
def test_the_limits_of_all_shapes_of_a_slide_are_found_in_time(holder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times as many labels, in a group or not, are about four times as much work."""

    def comparisons(count: int) -> int:
        """How often two rectangles are compared for a slide of labels in forty columns."""
        compared = 0
        is_above = Rectangle.is_above

        def counted(*rectangles: Any) -> bool:
            nonlocal compared
            compared += 1
            return is_above(*rectangles)

        group = etree.SubElement(etree.Element(qn("p:spTree")), qn(holder))
        shapes = [
            (etree.SubElement(group, qn("p:sp")), Rectangle(n % 40 * 20.0, n // 40 * 10.0, 20.0, 10.0))
            for n in range(count)
        ]
        with monkeypatch.context() as patched:
            patched.setattr(Rectangle, "is_above", counted)
            obstacles = Obstacles(shapes, (), HEIGHT)
            for shape, box in shapes:
                obstacles.limit_below(shape, box)
        return compared

    assert comparisons(2000) <= 5 * comparisons(500) + 1
