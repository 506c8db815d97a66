"""Finds listed words in running text, Latin ones as whole words only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportgen.lang.chinese.search import WordSearch

_LATIN = re.compile(r"[A-Za-z0-9]")


class Hit(NamedTuple):
    """A listed word in a text, and its position in characters."""

    word: str
    start: int
    end: int


class WholeWordSearch:
    """A search for many words at once: leftmost first, the longest where several begin.

    A word that begins or ends with a Latin letter or a digit does not count inside a longer one.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word for word in dict.fromkeys(words) if word]
        self._search = WordSearch(self._words)

    def hits(self, text: str) -> Iterator[Hit]:
        """The listed words in a text, from left to right, without overlaps."""
        for number, start, end in self._search.find(text):
            if not _is_inside_word(text, start) and not _is_inside_word(text, end):
                yield Hit(self._words[number], start, end)


def _is_inside_word(text: str, at: int) -> bool:
    """Whether Latin letters or digits stand on both sides of a position."""
    return 0 < at < len(text) and bool(_LATIN.match(text[at - 1]) and _LATIN.match(text[at]))
