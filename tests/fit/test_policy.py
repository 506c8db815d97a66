"""What an editor may say of a text that is too long."""

from __future__ import annotations

import pytest

from reportgen.fit.policy import DEFAULTS, PolicyError, default_policy, read_policy
from reportgen.office.drawing.text_styles import TextStyle


def test_steps_are_taken_in_the_order_in_which_they_are_said() -> None:
    """With commas or without, and a size behind `shrink`."""
    policy = read_policy(" tighten, shrink 14 continue ")
    assert (policy.steps, policy.floor, policy.keep) == (("tighten", "shrink", "continue"), 14.0, False)


def test_keep_leaves_the_text_alone() -> None:
    """However long it is."""
    assert read_policy("keep").keep


@pytest.mark.parametrize("words", ["", "shrunk", "keep shrink", "tighten 12", "shrink shrink", "shrink -1", "14"])
def test_what_cannot_be_read_says_how_it_is_written(words: str) -> None:
    """With an example."""
    with pytest.raises(PolicyError, match="write it like"):
        read_policy(words)


@pytest.mark.parametrize(
    ("style", "name"),
    [
        (TextStyle(placeholder="title"), "title"),
        (TextStyle(placeholder="ctrTitle", autofit="normal"), "title"),
        (TextStyle(placeholder="sldNum"), "furniture"),
        (TextStyle(placeholder="body"), "body"),
        (TextStyle(placeholder="body", autofit="normal"), "normal"),
        (TextStyle(autofit="shape"), "shape"),
        (TextStyle(), "none"),
    ],
)
def test_without_a_tag_the_shape_says_what_may_be_done(style: TextStyle, name: str) -> None:
    """PowerPoint's own choice for the shape counts."""
    assert default_policy(style) == DEFAULTS[name]


@pytest.mark.parametrize(
    ("size", "floor", "scale"), [(18, 0, 2 / 3), (30, 0, 2 / 3), (14, 0, 12 / 14), (11, 0, 1), (20, 15, 0.75)]
)
def test_type_is_never_made_smaller_than_allowed(size: float, floor: float, scale: float) -> None:
    """Two thirds and 12 points without a size of one's own; what is small already stays."""
    words = f"shrink {floor}" if floor else "shrink"
    assert read_policy(words).least_scale(size) == pytest.approx(scale)


def test_a_title_slide_does_not_go_on_on_a_next_one() -> None:
    """Its texts are tightened and made smaller."""
    assert default_policy(TextStyle(placeholder="body"), on_title_slide=True) == DEFAULTS["title"]
    assert default_policy(TextStyle(), on_title_slide=True) == DEFAULTS["none"]
