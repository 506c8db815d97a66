"""Formats sums of money from one stored value and an ISO 4217 code: HK$1.2 billion, 12億港元, 12亿港元.

English puts the sign before the number, Chinese the name after it; the sign of the Renminbi in
Hong Kong Government English is RMB, and the Mainland writes 元人民币. Patterns and units stand in
`model/languages.toml`; other currencies have their names in the Unicode CLDR, by way of Babel: 1.2 billion
euros, 12億歐元.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.diagnostics import Message
from reportgen.lang.numbers import format_number
from reportgen.model.language import Language, is_currency


def format_money(value: Decimal | int, currency: str, language: Language) -> str:
    """A sum as the reader writes it; `currency` is an ISO 4217 code such as `HKD`, `CNY` or `USD`.

    Round sums are counted in millions and billions, 萬 and 億. Raises `ValueError` for what is no currency.
    """
    if not is_currency(currency, [language]):
        raise ValueError(
            Message("'{currency}' is no currency; write its code of ISO 4217, as in HKD, CNY or EUR", currency=currency)
        )
    number = format_number(value, language, large=True)
    form = language.money.get(currency)
    return form.format(number) if form else _named(number, value, currency, language)


def _named(number: str, value: Decimal | int, currency: str, language: Language) -> str:
    """A sum with the currency's name behind it, or its code in a language that has no names."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_currency_name

    try:
        name = get_currency_name(currency, count=value, locale=Locale.parse(language.office, sep="-"))
    except (UnknownLocaleError, ValueError):
        name = currency
    return number + ("" if language.east_asian else "\N{NO-BREAK SPACE}") + name


def format_money_range(low: Decimal | int, high: Decimal | int, currency: str, language: Language) -> str:
    """From one sum to another, each printed whole, so that no unit is left to be guessed. Raises as `format_money`."""
    ends = {"low": format_money(low, currency, language), "high": format_money(high, currency, language)}
    return language.numbers.range.format(**ends)
