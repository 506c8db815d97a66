"""Formats one stored value of any kind: a count, a sum of money, a percentage, or a range of them.

It has a short format for slides (10 000+, 30%) and one for sentences ("more than 10 000", "30 per cent").
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.lang.money import format_money, format_money_range
from reportgen.lang.numbers import format_number, format_percent, format_percent_range, format_range, qualify
from reportgen.model.language import Language


@dataclass(frozen=True, slots=True)
class Measure:
    """A value: `to` is the upper end of a range, `currency` an ISO 4217 code; without one it is `percent` or a count.

    `qualifier` is one of `QUALIFIERS` of the model.
    """

    value: Decimal
    to: Decimal | None = None
    currency: str | None = None
    percent: bool = False
    qualifier: str | None = None


def format_measure(measure: Measure, language: Language, sentence: bool = False) -> str:
    r"""The value with its qualifier, short or as a `sentence` has it. Raises `ValueError` as `format_money` does.

    >>> from reportgen.model.language import LANGUAGES
    >>> [format_measure(Measure(Decimal(1_200_000_000), currency="CNY"), each) for each in LANGUAGES.values()]
    ['RMB1.2\xa0billion', '12億元人民幣', '12亿元人民币']
    """
    return qualify(_unqualified(measure, language, sentence), measure.qualifier, language, sentence)


def _unqualified(measure: Measure, language: Language, sentence: bool) -> str:
    value, to = measure.value, measure.to
    if measure.currency:
        if to is not None:
            return format_money_range(value, to, measure.currency, language)
        return format_money(value, measure.currency, language)
    if measure.percent:
        if to is not None:
            return format_percent_range(value, to, language, table=not sentence)
        return format_percent(value, language, table=not sentence)
    return format_number(value, language) if to is None else format_range(value, to, language)
