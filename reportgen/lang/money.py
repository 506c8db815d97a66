"""Formats sums of money from one stored value and an ISO 4217 code: HK$1.2 billion, 12億港元, 12亿港元.

English puts the sign before the number, Chinese the name after it; the sign of the Renminbi in
Hong Kong Government English is RMB, and the Mainland writes 元人民币. Patterns and units stand in
`model/languages.toml`.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.lang.numbers import format_number
from reportgen.model.language import Language


def format_money(value: Decimal | int, currency: str, language: Language) -> str:
    """A sum as the reader writes it; `currency` is an ISO 4217 code such as `HKD`, `CNY` or `USD`.

    Round sums are counted in millions and billions, 萬 and 億. Raises `ValueError` for a currency
    that the language has no form for.
    """
    form = language.money.get(currency)
    if form is None:
        known = ", ".join(language.money) or "none"
        raise ValueError(f"no form for the currency '{currency}' in {language.tag}; there are {known}")
    return form.format(format_number(value, language, large=True))


def format_money_range(low: Decimal | int, high: Decimal | int, currency: str, language: Language) -> str:
    """From one sum to another, each printed whole, so that no unit is left to be guessed. Raises as `format_money`."""
    ends = {"low": format_money(low, currency, language), "high": format_money(high, currency, language)}
    return language.numbers.range.format(**ends)
