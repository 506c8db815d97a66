"""Formats numbers for a language: `10 000`, 超過10 000, 超过1万; with qualifiers, ranges and percentages.

Hong Kong Government documents set digits in threes with a space that does not break. The Mainland
writes Arabic numerals without grouping and 万 or 亿 after a round figure (GB/T 15835-2011).
兆 is never a unit: it means a million to one reader and a million million to another. The patterns
stand in `model/languages.toml`; `chinese/inline_numbers.py` converts numbers inside an authored text.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.model.decimals import EXACT
from reportgen.model.language import Language, Unit


def format_number(value: Decimal | int, language: Language, large: bool = False) -> str:
    """A number in digits: `10 000` in English and in Hong Kong's Chinese, 1万 on the Mainland.

    `large` counts in the units of money where the number is round: 1.2 billion, 12億, 12亿.
    """
    number = Decimal(value)
    sign = "−" if number < 0 else ""
    forms = language.numbers
    return sign + format_in_units(number.copy_abs(), forms.large if large else forms.units, forms.group, forms.decimal)


def format_range(low: Decimal | int, high: Decimal | int, language: Language) -> str:
    """From one number to another: 63–68, 63至68, 63—68."""
    return language.numbers.range.format(low=format_number(low, language), high=format_number(high, language))


def format_percent(value: Decimal | int, language: Language, table: bool = False) -> str:
    """A percentage: "30 per cent" in an English sentence, 30% in Chinese and in every `table`."""
    return ("{}%" if table else language.numbers.percent).format(_percentage_number(value, language))


def format_percent_range(low: Decimal | int, high: Decimal | int, language: Language, table: bool = False) -> str:
    """From one percentage to another: "63 to 68 per cent" (a `table` has 63–68%), 63%至68%, 63%～68% (GB/T 15835)."""
    ends = {"low": _percentage_number(low, language), "high": _percentage_number(high, language)}
    form = language.numbers.percent_range
    return form.format(**ends) if "%" in form or not table else f"{language.numbers.range.format(**ends)}%"


def qualify(printed: str, qualifier: str | None, language: Language, sentence: bool = False) -> str:
    """A printed number, price or percentage with its qualifier, one of `QUALIFIERS` of the model."""
    if qualifier is None:
        return printed
    forms = {**language.amounts, **language.qualified} if sentence else language.amounts
    return forms[qualifier].format(printed)


def format_in_units(number: Decimal, units: Sequence[Unit], group: str = "", decimal: str = ".") -> str:
    """A number that is not negative, in the largest unit in which it is round, else in all its digits."""
    for unit in units:
        quotient = number.scaleb(-unit.exponent, EXACT).normalize(EXACT)
        if quotient >= 1 and _decimals_of(quotient) <= unit.decimals:
            return _digits(quotient, group, decimal) + unit.name
    return _digits(number, group, decimal)


def _decimals_of(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # no number that is printed is infinite
    return -exponent


def _digits(number: Decimal, group: str, decimal: str) -> str:
    return f"{number:,f}".replace(".", "\0").replace(",", group).replace("\0", decimal)


def _percentage_number(value: Decimal | int, language: Language) -> str:
    """The number of a percentage, which is never counted in units."""
    number = Decimal(value)
    return ("−" if number < 0 else "") + format_in_units(
        number.copy_abs(), (), language.numbers.group, language.numbers.decimal
    )
