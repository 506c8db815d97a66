"""The words by which a document's statements are recognised, and texts in the form in which they are compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from reportgen.model.language import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Words:
    """The table of a language in `words.toml`; `chinese` says which of the two ways of reading is meant."""

    table: Mapping[str, Any]
    chinese: bool

    def __getitem__(self, key: str) -> Any:
        return self.table[key]

    def pattern(self, key: str) -> re.Pattern[str]:
        """A pattern for any of the words of a list."""
        return _any_of(tuple(self.table[key]), self.chinese)

    def found(self, key: str, topic: str, text: str) -> list[str]:
        """The words of an entry of a sub-table (`topics`) that stand in a compared text, as they stand there."""
        return [match[0] for match in _any_of(tuple(self.table[key][topic]), self.chinese).finditer(text)]


@cache
def _any_of(words: tuple[str, ...], chinese: bool) -> re.Pattern[str]:
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(longest_first if chinese else rf"\b(?:{longest_first})\b", re.IGNORECASE)


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files("reportgen.intake.recognise") / "words.toml").read_text(encoding="utf-8"))


def words_of(language: Language) -> Words | None:
    """The words of a language, or None for one that has none: nothing is recognised in its texts."""
    key = "zh" if language.chinese or language.full_width else language.tag.split("-")[0]
    table = _tables().get(key)
    return Words(table, key == "zh") if table and key != "titles" else None


def topic_titles() -> Mapping[str, Mapping[str, str]]:
    """Area of work → its name by language."""
    titles: Mapping[str, Mapping[str, str]] = _tables()["titles"]
    return titles


def comparable(text: str, language: Language) -> str:
    """The text as it is compared: Chinese in Simplified characters, position by position; digits and dashes as ASCII.

    >>> comparable("簽署１份協議", LANGUAGES["zh-Hant"])
    '签署1份协议'
    """
    plain = text.translate(_PLAIN)
    if language.script != "Hant":
        return plain
    simplified = _to_simplified().convert(plain)
    return simplified if len(simplified) == len(text) else plain


_PLAIN = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "‐‑–−"), "-"),
    **dict.fromkeys(map(ord, "○〇零"), "〇"),
    ord("％"): "%",
    ord("＄"): "$",
}


@cache
def _to_simplified() -> Any:
    from reportgen.lang.chinese.characters import CharacterConverter

    return CharacterConverter(LANGUAGES["zh-Hant"], LANGUAGES["zh-Hans"])


def alternatives(words: Iterable[str]) -> str:
    """The inside of a group that matches any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
