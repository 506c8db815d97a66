"""What a Chinese character is, in the meanings that the program needs: classes for regular expressions.

Each constant is the inside of a character class, to be put between brackets: `re.compile(f"[{CHINESE}]+")`. They go by
whole blocks of Unicode, so that characters which a later version adds to a block need no change here.
"""

from __future__ import annotations

import re
from functools import cache

IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters: radicals, 々〆〇, the unified ideographs and the compatibility ones, planes 2 and 3."""

CHINESE = f"{IDEOGRAPHS}\u2ff0-\u303f\u3100-\u312f\u31a0-\u31ef\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
"""What a Chinese text is set in: ideographs, strokes, bopomofo, Chinese punctuation, full-width and vertical forms."""

KANA = "\u3040-\u30ff\u31f0-\u31ff"
"""Hiragana and katakana, which are written without spaces between words, as Chinese is."""

EAST_ASIAN = "\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003ffff"
"""What Office always takes the East Asian typeface for (ECMA-376 part 1 §17.3.2.26), and may break a line around:
Chinese, kana, hangul, Yi, half-width forms too."""

FULL_WIDTH = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff60"
    "\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""What every East Asian typeface sets one em wide: classes W and F of UAX #11, without emoji."""

VARIATION_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""What chooses a form of the character before it, and is not drawn."""


@cache
def _one_of(characters: str) -> re.Pattern[str]:
    """A pattern for one character of a class; Python goes through the class's characters one by one to compile it."""
    return re.compile(f"[{characters}]")


def count_ideographs(text: str) -> int:
    """How many ideographs a text holds."""
    return len(_one_of(IDEOGRAPHS).findall(text))


def has_ideograph(text: str) -> bool:
    """Whether a text holds any ideograph."""
    return bool(_one_of(IDEOGRAPHS).search(text))


def has_chinese(text: str) -> bool:
    """Whether a text holds any Chinese character or Chinese punctuation."""
    return bool(_one_of(CHINESE).search(text))


def is_full_width(character: str) -> bool:
    """Whether every East Asian typeface sets a character one em wide."""
    return bool(_one_of(FULL_WIDTH).match(character))
