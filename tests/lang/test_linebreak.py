"""Where lines may end, and how a text fills them."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from reportgen.lang.linebreak import classify, fill_lines, opportunities, script_boundaries


def _pieces(text: str) -> list[str]:
    cuts = [0, *opportunities(classify(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two", ["one ", "two"]),
        ("Hong Kong-Shenzhen", ["Hong ", "Kong-", "Shenzhen"]),
        ("Co-operation (GBA), now", ["Co-", "operation ", "(GBA), ", "now"]),
        ("10\u00a0000 firms", ["10\u00a0000 ", "firms"]),
        ("HK$100 or 50% more", ["HK$100 ", "or ", "50% ", "more"]),
        ("minus -5 and COVID-19", ["minus ", "-5 ", "and ", "COVID-19"]),
        ("a/b", ["a/b"]),
        ("深港合作", ["深", "港", "合", "作"]),
        ("「共同」探討，前進。", ["「共", "同」", "探", "討，", "前", "進。"]),
        ("“跨境”和“合作”", ["“跨", "境”", "和", "“合", "作”"]),
        ("《條例》（草案）", ["《條", "例》", "（草", "案）"]),
        ("2023年2月", ["2023", "年", "2", "月"]),
        ("增長50%，達3 000個", ["增", "長", "50%，", "達", "3 ", "000", "個"]),
        ("香港GBA中心", ["香", "港", "GBA", "中", "心"]),
        ("甲——乙", ["甲", "——", "乙"]),
        ("", [""]),
    ],
)
def test_a_line_ends_where_typesetters_let_it(text: str, pieces: list[str]) -> None:
    """Words, numbers and marks stay together as UAX #14 and Chinese typesetting want it."""
    assert _pieces(text) == pieces


@pytest.mark.parametrize("mark", "，。、；：？！）》」』”％")
def test_no_line_begins_with_a_closing_mark(mark: str) -> None:
    """The mark stays with the character before it, behind a space too."""
    assert all(not piece.startswith(mark) for piece in _pieces(f"深港{mark}合作"))


@pytest.mark.parametrize("mark", "（《「『“")
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    """The mark stays with the character behind it."""
    assert all(not piece.endswith(mark) for piece in _pieces(f"深港{mark}合作"))


PLAIN = st.text(st.sampled_from("ab Z1,.;!?()-'深港的，。「」（）、 "), max_size=40)


@given(PLAIN)
def test_every_break_is_one_of_the_unicode_algorithm(text: str) -> None:
    """The tailorings take places away and add none, but for quotation marks, which Unicode leaves to the language."""
    allowed = set(line_break_boundaries(text))
    assert set(opportunities(classify(text))) <= allowed


@given(st.text(max_size=40))
def test_breaks_lie_inside_any_text(text: str) -> None:
    """Whatever is typed, the places are inside it, in order, each once."""
    found = opportunities(classify(text))
    assert found == sorted(set(found))
    assert all(0 < place < len(text) for place in found)


def test_a_combining_mark_stays_on_its_letter() -> None:
    """A character and the marks on it are one."""
    assert _pieces("深\u0301港") == ["深\u0301", "港"]


def test_scripts_meet_between_a_chinese_character_and_a_letter_or_digit() -> None:
    """LibreOffice sets a little space there."""
    assert script_boundaries(classify("有10個GBA中心")) == [1, 3, 4, 7]


def _fill(widths: list[float], width: float) -> tuple[list[int], int]:
    ends = list(accumulate(widths))
    return fill_lines(ends, ends, width, width)


@pytest.mark.parametrize(
    ("widths", "width", "lines"),
    [
        ([10, 10, 10], 30, [2]),
        ([10, 10, 10], 20, [1, 2]),
        ([10, 10, 10], 19, [0, 1, 2]),
        ([], 10, []),
        ([25, 5], 10, [0, 0, 0, 1]),
    ],
)
def test_a_line_takes_what_it_can_hold(widths: list[float], width: float, lines: list[int]) -> None:
    """Greedily, as every program fills lines; what is wider than a line is broken inside."""
    assert _fill(widths, width)[0] == lines


@given(st.lists(st.floats(0.5, 40), min_size=1, max_size=30), st.floats(40, 200))
def test_nothing_wider_than_the_line_stands_on_one(widths: list[float], width: float) -> None:
    """Every line holds at most its width, and the last line ends the text."""
    lines, wide = _fill(widths, width)
    assert wide == -1
    assert lines[-1] == len(widths) - 1
    start = 0
    for end in lines:
        assert sum(widths[start : end + 1]) <= width + 0.02
        start = end + 1


def test_spaces_hang_over_the_end_of_a_line() -> None:
    """A space that no ink follows takes no room."""
    assert fill_lines([12, 22], [10, 22], 10, 10)[0] == [0, 1]
