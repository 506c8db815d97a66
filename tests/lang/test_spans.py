"""Edits by position."""

from __future__ import annotations

import pytest

from reportgen.lang.spans import Edit, apply_edits, mask, sorted_edits, touches_chinese, without_overlaps


def test_edits_in_any_order() -> None:
    """Edits and insertions land where they belong, and the rest goes through the given function."""
    edits = [Edit(4, 5, "E"), Edit(2, 2, "+"), Edit(0, 2, "AB")]
    assert (
        apply_edits("abcdef", sorted_edits(edits), convert_rest=lambda parts: [part.upper() for part in parts])
        == "AB+CDEF"
    )


@pytest.mark.parametrize(
    ("edit", "is_free"),
    [
        (Edit(0, 2, "x"), True),
        (Edit(1, 3, "x"), False),
        (Edit(2, 2, "x"), True),
        (Edit(3, 3, "x"), False),
        (Edit(4, 4, "x"), True),
        (Edit(4, 6, "x"), True),
    ],
)
def test_free(edit: Edit, is_free: bool) -> None:
    """An edit may touch the border of one already made, never its inside."""
    assert bool(without_overlaps([edit], [Edit(2, 4, "taken")])) is is_free


def test_mask_keeps_positions() -> None:
    """A masked text has the length of the original, and nothing left of what is protected."""
    text = "見[[hktdc]]及https://a.hk/政情。"
    assert len(mask(text)) == len(text)
    assert mask(text) == "見" + "〓" * 9 + "及" + "\ufffc" * 15 + "。"


@pytest.mark.parametrize(
    ("text", "touches"),
    [("甲x", True), ("x乙", True), ("，x", True), ("甲**x", True), ("甲 x", False), ("axb", False), ("x", False)],
)
def test_touches_chinese(text: str, touches: bool) -> None:
    """Chinese characters and full-width punctuation count, also across stars, not across a space."""
    at = text.index("x")
    assert touches_chinese(text, at, at + 1) is touches
