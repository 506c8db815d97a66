"""Faults of printed pages are found by where lines stand, and sound pages have none."""

from __future__ import annotations

import pytest

from docs.page_faults import PageLine, page_faults, whole_lines

HEIGHT = 842.0


def _page(number: int, *texts: str, top: float = 770, size: float = 11) -> list[PageLine]:
    """Paragraphs of one column, a line each."""
    return [
        PageLine(number, text, 76, 76 + min(len(text) * 6, 440), top - 40 * n, size) for n, text in enumerate(texts)
    ]


def _lines(number: int, *texts: str) -> list[PageLine]:
    """The lines of one paragraph."""
    return [PageLine(number, text, 76, 76 + len(text) * 6, 770 - 15 * n, 11) for n, text in enumerate(texts)]


FULL = _page(1, *["A paragraph of one line"] * 16)


@pytest.mark.parametrize(
    ("lines", "code", "text"),
    [
        ([*FULL, *_page(2, "The rest")], "empty-last-page", "1% filled"),
        (
            [*FULL, *_page(1, "Directions ahead", top=120, size=15), *_page(2, *["Text"] * 12)],
            "stranded-heading",
            "Directions ahead",
        ),
        (_lines(1, "The two sides agreed to report within the", "year."), "short-last-line", "year."),
        (_lines(1, "兩地政府將繼續探討落實各項合作措施並檢討進", "度。"), "short-last-line", "度。"),
        (_lines(1, "兩地政府將繼續探討落實各項合作措施（第16", "段）及其後的工作。"), "torn", "（第16段）"),
        (_lines(1, "雙方將於2023年第一", "季成立工作小組，盡早制訂計劃。"), "torn", "2023年第一季"),
        (_lines(1, "兩地政府將繼續探討各項合作措施 （第 24 至 25", "段）及其後的工作。"), "torn", "（第24至25段）"),
        (
            _lines(1, "It was signed by the Mayor of Shenzhen, Mr", "Qin Weizhong, in the afternoon."),
            "torn",
            "Mr Qin Weizhong",
        ),
    ],
)
def test_a_fault_of_a_page_is_found(lines: list[PageLine], code: str, text: str) -> None:
    """With its code and the text in question, in English and in Chinese."""
    (found,) = page_faults(lines, HEIGHT)
    assert found.code == code
    assert text in found.text


def test_the_last_line_in_a_row_of_a_table_is_one_where_the_next_row_is_near() -> None:
    """Edges in one column differ by parts of a point, and rows may be little farther apart than lines."""
    cells = [(76.3, 700, "研究預計年年中完"), (76.6, 686, "成"), (76.5, 666, "就業計劃接受申請")]
    lines = [PageLine(1, text, left, left + 11 * len(text), bottom, 11) for left, bottom, text in cells]
    (found,) = page_faults(lines, HEIGHT)
    assert found == (1, "short-last-line", "研究預計年年中完 / 成")


def test_pieces_of_a_line_are_put_together() -> None:
    """Digits are set in another typeface, a little higher; what stands in the next column is another line."""
    pieces = [PageLine(1, "月起", 110, 132, 700, 11), PageLine(1, "自", 76, 87, 700, 11)]
    pieces += [PageLine(1, "2023", 87, 109, 702, 11), PageLine(1, "香港", 300, 322, 700, 11)]
    assert [line.text for line in whole_lines(pieces)] == ["自2023月起", "香港"]


def test_a_mark_behind_a_full_stop_belongs_to_its_line() -> None:
    """Between two full-width marks is the room of a character, and the mark is in smaller type."""
    pieces = [PageLine(1, "作。", 76, 93, 700, 11), PageLine(1, "（第9段）", 105, 140, 700, 9)]
    assert [line.text for line in whole_lines(pieces)] == ["作。 （第9段）"]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        _page(1, "One short page"),
        [*FULL, *_page(2, *["Text"] * 12)],
        [*FULL[:1], *_page(1, "Directions", top=700, size=15), *FULL[3:], *_page(2, *["Text"] * 12)],
        _lines(1, "The two sides agreed to report within the next", "year or so."),
        _lines(1, "兩地政府將繼續探討落實各項合作措施並檢討", "其進度。"),
        _lines(
            1, "The meeting was chaired by the Chief Secretary, Mr Chan Kwok-ki", "Mayor of Shenzhen, Mr Qin Weizhong"
        ),
        _lines(1, "Hong Kong/Shenzhen Co-operation Meeting 2023", "2023 年深港合作會議及其後各項工作的進展"),
        _lines(1, "Letter of intent signed, February 22, 2023", "1 份"),
        _lines(1, "It is to bring about closer and wider co-", "operation between both of the places."),
        [*FULL, *_page(2, *["Text"] * 12), *_page(2, *["A name in small type"] * 40, size=9)],
    ],
)
def test_a_sound_page_has_no_faults(lines: list[PageLine]) -> None:
    """A single page may be short, a heading may stand above its text, a last line may have some words."""
    assert list(page_faults(lines, HEIGHT)) == []
