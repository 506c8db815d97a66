"""How wide typefaces set characters."""

from __future__ import annotations

import pytest

from reportgen.fonts.advances import face


def _width(text: str, family: str = "Calibri", bold: bool = False, chinese: bool = False) -> float:
    return sum(map(face(family, bold, False, chinese).__getitem__, text))


def test_calibri_is_as_wide_as_its_own_metrics_say() -> None:
    """Digits of Calibri are 0.507 em wide (its hmtx table), which the free stand-in keeps."""
    assert _width("0123456789") == pytest.approx(5.07, abs=0.02)


@pytest.mark.parametrize(
    "family", ["Calibri", "Microsoft JhengHei", "Microsoft YaHei", "SimSun", "Georgia", "Anything"]
)
def test_chinese_characters_are_one_em_wide_in_every_typeface(family: str) -> None:
    """So they are in all that are in use."""
    assert _width("深港合作，", family) == 5.0


@pytest.mark.parametrize("space", ["\u2009", "\u202f"])
@pytest.mark.parametrize("family", ["Calibri", "Arial", "Georgia"])
def test_thin_spaces_are_no_wider_than_a_space(family: str, space: str) -> None:
    """A number or a date that is joined with them is as wide as one that is not."""
    widths = face(family, False, False, False)
    assert 0 < widths[space] <= widths[" "]


def test_bold_is_wider() -> None:
    """The bold face of Arial has advances of its own."""
    assert _width("Progress", "Arial", bold=True) > _width("Progress", "Arial")


def test_quotation_marks_are_full_width_in_a_chinese_run_alone() -> None:
    """Office takes the East Asian face for them there."""
    assert _width("“”", chinese=True) == 2.0
    assert _width("“”") < 1.2


@pytest.mark.parametrize("char", ["\u0301", "\u200b", "\ufe0f", "\u2060"])
def test_marks_and_joiners_have_no_width(char: str) -> None:
    """They stand on or between other characters."""
    assert _width(char) == 0.0


def test_what_no_typeface_has_is_taken_for_wide() -> None:
    """A stand-in from another font is at most as wide as assumed."""
    assert _width("\U0001f600") > 1.3
    assert _width("\u2c80") == 1.0
