"""Numbers as each audience writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.lang.chinese.inline_numbers import mainland_numbers
from reportgen.lang.measures import Measure, format_measure
from reportgen.lang.numbers import format_number
from reportgen.lang.spans import apply_edits, sorted_edits
from reportgen.model.cells import Cell
from reportgen.model.content import Figure
from reportgen.model.language import LANGUAGES, QUALIFIERS, Language

EN, HANT, HANS = LANGUAGES["en"], LANGUAGES["zh-Hant"], LANGUAGES["zh-Hans"]


@pytest.mark.parametrize(
    ("value", "grouped", "mainland"),
    [
        (0, "0", "0"),
        (205, "205", "205"),
        (1000, "1 000", "1000"),
        (10_000, "10 000", "1万"),
        (12_345, "12 345", "12345"),
        (15_000, "15 000", "15000"),
        (120_000, "120 000", "12万"),
        (100_000_000, "100 000 000", "1亿"),
        (150_000_000, "150 000 000", "1.5亿"),
        (123_450_000, "123 450 000", "12345万"),
        (1_200_000_000_000, "1 200 000 000 000", "1.2万亿"),
        (-10_000, "−10 000", "−1万"),
        (Decimal("1234.50"), "1 234.50", "1234.50"),
        (Decimal("1E+4"), "10 000", "1万"),
    ],
)
def test_number(value: Decimal | int, grouped: str, mainland: str) -> None:
    """English and Hong Kong group in threes with a no-break space; the Mainland counts in 万 and 亿."""
    assert format_number(value, EN) == format_number(value, HANT) == grouped.replace(" ", "\u00a0")
    assert format_number(value, HANS) == mainland


@pytest.mark.parametrize(
    ("qualifier", "en", "hant", "hans"),
    [
        (None, "10\u00a0000", "10\u00a0000", "1万"),
        ("more-than", "10\u00a0000+", "超過10\u00a0000", "超过1万"),
        ("about", "≈\u00a010\u00a0000", "約10\u00a0000", "约1万"),
        ("at-least", "at least 10\u00a0000", "至少10\u00a0000", "至少1万"),
        ("up-to", "up to 10\u00a0000", "最多10\u00a0000", "最多1万"),
    ],
)
def test_amount(qualifier: str | None, en: str, hant: str, hans: str) -> None:
    """A qualified number carries its qualifier in few characters."""
    amount = Measure(Decimal(10_000), qualifier=qualifier)
    assert [format_measure(amount, language) for language in (EN, HANT, HANS)] == [en, hant, hans]


@given(st.integers(0, 10**15))
def test_no_value_is_lost(value: int) -> None:
    """Read back, a printed number is the number."""
    assert int(format_number(value, EN).replace("\u00a0", "")) == value
    printed, factor = format_number(value, HANS), 1
    for unit, power in (("万", 10**4), ("亿", 10**8)):
        factor *= power if unit in printed else 1
        printed = printed.replace(unit, "")
    assert Decimal(printed) * factor == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("逾10 000家", "逾1万家"),
        ("3\u00a0000多公頃", "3000多公頃"),
        ("10\u2009000人", "1万人"),
        ("逾**10 000** (家)", "逾**1万** (家)"),
        ("10 000", "10 000"),
        ("共 10 000 people", "共 10 000 people"),
        ("港元$10 000元", "港元$10 000元"),
        ("增長10 000%", "增長10 000%"),
        ("2023 100間", "2023 100間"),
        ("電話2810 2717號", "電話2810 2717號"),
    ],
)
def test_running_text(text: str, expected: str) -> None:
    """Spaced thousands in Chinese text are rewritten; those of other text stay."""
    assert apply_edits(text, sorted_edits(mainland_numbers(text))) == expected


LONG = Decimal("1234567890123456789012345678901234567890.25")


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("what", [{}, {"percent": True}, {"currency": "HKD"}])
def test_a_number_of_many_digits_keeps_them_all(language: Language, what: Mapping[str, Any]) -> None:
    """Python's decimal numbers keep 28 digits unless they are told otherwise."""
    for value in (LONG, LONG.copy_negate()):
        printed = format_measure(Measure(value, **what), language)
        assert re.sub(r"[^\d.]", "", printed) == f"{LONG:f}"


def test_a_cell_of_many_digits_is_read_as_the_sheet_shows_it() -> None:
    """As a number, and as a percentage."""
    assert Cell("a.xlsx#A1", 10**30, 2).typed("number") == f"1{'0' * 30}"
    assert Cell("a.xlsx#A1", 1e30, 2).typed("number") == f"1{'0' * 30}"
    assert Cell("a.xlsx#A1", 10**30, 0, True).typed("percent") == f"1{'0' * 32}"


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_a_figure_takes_every_qualifier_that_languages_word(language: Language, qualifier: str) -> None:
    """In the content, and in what is printed of it."""
    figure = Figure.model_validate({"value": "300", "qualifier": qualifier, "label": {"en": "ferries"}})
    measure = Measure(figure.value, qualifier=figure.qualifier)
    assert format_measure(measure, language) != format_measure(Measure(figure.value), language)
