"""A stored value as each audience reads it: counts, sums of money, percentages, ranges, with what qualifies them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.lang.measures import Measure, format_measure
from reportgen.model.language import LANGUAGES

SPACE = "\u00a0"
BILLION = Decimal(1_200_000_000)


@pytest.mark.parametrize(
    ("measure", "short", "sentence"),
    [
        (
            Measure(Decimal(10000), qualifier="more-than"),
            f"10{SPACE}000+|超過10{SPACE}000|超过1万",
            f"more than 10{SPACE}000|超過10{SPACE}000|超过1万",
        ),
        (Measure(Decimal(63), Decimal(68)), "63–68|63至68|63—68", "63–68|63至68|63—68"),
        (
            Measure(BILLION, currency="HKD"),
            "HK$1.2\u00a0billion|12億港元|12亿港元",
            "HK$1.2\u00a0billion|12億港元|12亿港元",
        ),
        (
            Measure(BILLION, currency="CNY", qualifier="about"),
            f"≈{SPACE}RMB1.2\u00a0billion|約12億元人民幣|约12亿元人民币",
            "about RMB1.2\u00a0billion|約12億元人民幣|约12亿元人民币",
        ),
        (
            Measure(Decimal(1_000_000_000), Decimal(1_500_000_000), "HKD"),
            "HK$1\u00a0billion–HK$1.5\u00a0billion|10億港元至15億港元|10亿港元—15亿港元",
            "HK$1\u00a0billion–HK$1.5\u00a0billion|10億港元至15億港元|10亿港元—15亿港元",
        ),
        (
            Measure(BILLION, currency="EUR"),
            "1.2\u00a0billion\u00a0euros|12億歐元|12亿欧元",
            "1.2\u00a0billion\u00a0euros|12億歐元|12亿欧元",
        ),
        (
            Measure(Decimal(1), currency="INR"),
            "1\u00a0Indian rupee|1印度盧比|1印度卢比",
            "1\u00a0Indian rupee|1印度盧比|1印度卢比",
        ),
        (Measure(Decimal("12.5"), percent=True), "12.5%|12.5%|12.5%", "12.5\u00a0per\u00a0cent|12.5%|12.5%"),
        (
            Measure(Decimal(63), Decimal(68), percent=True),
            "63–68%|63%至68%|63%～68%",
            "63 to 68\u00a0per\u00a0cent|63%至68%|63%～68%",
        ),
        (
            Measure(Decimal(30), percent=True, qualifier="at-least"),
            "at least 30%|至少30%|至少30%",
            "at least 30\u00a0per\u00a0cent|至少30%|至少30%",
        ),
    ],
)
def test_every_audience_reads_its_own_form(measure: Measure, short: str, sentence: str) -> None:
    """English, Hong Kong's Chinese and the Mainland's, on a slide and in a sentence."""
    assert "|".join(format_measure(measure, language) for language in LANGUAGES.values()) == short
    assert "|".join(format_measure(measure, language, sentence=True) for language in LANGUAGES.values()) == sentence
