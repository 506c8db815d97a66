"""Numbers as each audience groups and rounds them off: `10 000`, 超過10 000, 超过1万.

Hong Kong Government documents set digits in threes with a space that does not break. The Mainland
writes Arabic numerals without grouping and 万 or 亿 after a round figure (GB/T 15835-2011).
兆 is never a unit: it means a million to one reader and a million million to another.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.lang.spans import Edit, touches_chinese
from reportgen.model.language import Language

NO_BREAK_SPACE = "\u00a0"

_MAINLAND_UNITS: tuple[tuple[int, str, int], ...] = ((10**12, "万亿", 2), (10**8, "亿", 2), (10**4, "万", 0))
"""A power of ten, its name, and the decimals it may be written with (1.5亿, never 1.5万 for 15 000)."""

_AMOUNTS: dict[str, dict[str | None, str]] = {
    "en": {
        None: "{}",
        "more-than": "{}+",
        "about": f"≈{NO_BREAK_SPACE}{{}}",
        "at-least": "at least {}",
        "up-to": "up to {}",
    },
    "zh-Hant": {None: "{}", "more-than": "超過{}", "about": "約{}", "at-least": "至少{}", "up-to": "最多{}"},
    "zh-Hans": {None: "{}", "more-than": "超过{}", "about": "约{}", "at-least": "至少{}", "up-to": "最多{}"},
}

_SPACE = "[ \u00a0\u2009\u202f]"
_GROUPED = re.compile(
    rf"(?<![A-Za-z0-9.,$])(?<![A-Za-z0-9.,$] )\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!{_SPACE}?[A-Za-z0-9%]|[.,]\d)"
)


def format_number(value: Decimal | int, language: Language) -> str:
    """A number in digits: `10 000` in English and in Hong Kong's Chinese, 1万 on the Mainland."""
    number = Decimal(value)
    sign = "−" if number < 0 else ""
    write = _mainland if language.tag == "zh-Hans" else _grouped
    return sign + write(abs(number))


def format_amount(value: Decimal | int, qualifier: str | None, language: Language) -> str:
    """A number with what qualifies it, in the few characters a figure on a slide has room for.

    `qualifier` is `more-than`, `about`, `at-least`, `up-to` or None.
    """
    return _AMOUNTS[language.tag][qualifier].format(format_number(value, language))


def mainland_numbers(text: str) -> list[Edit]:
    """Edits that rewrite spaced thousands in Chinese text as the Mainland prints them.

    Only numbers that touch Chinese text are meant: 超過10 000家 becomes 超过1万家, while the
    numbers of an English phrase, of a price or a percentage stay as they are.
    """
    return [
        Edit(found.start(), found.end(), _mainland(Decimal(re.sub(_SPACE, "", found[0]))))
        for found in _GROUPED.finditer(text)
        if touches_chinese(text, found.start(), found.end())
    ]


def _grouped(number: Decimal) -> str:
    return f"{number:,f}".replace(",", NO_BREAK_SPACE)


def _mainland(number: Decimal) -> str:
    for unit, name, decimals in _MAINLAND_UNITS:
        quotient = (number / unit).normalize()
        if quotient >= 1 and quotient == round(quotient, decimals):
            return f"{quotient:f}{name}"
    return f"{number:f}"
