"""Finding listed words in running text: leftmost first, the longest where several begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_WORD = re.compile(r"[A-Za-z0-9]")
_HEAD = 2


class Hit(NamedTuple):
    """A listed word in a text: as it is listed, and where it stands."""

    word: str
    start: int
    end: int


class WordSearch:
    """A search for many words at once.

    A word that begins or ends with a Latin letter or a digit counts as a whole word only. `fold` is
    `str.casefold` where capitals do not count.
    """

    def __init__(self, words: Iterable[str], fold: Callable[[str], str] = str) -> None:
        self._fold = fold
        self._by_head: dict[str, list[tuple[str, str]]] = {}
        for word in sorted(dict.fromkeys(words), key=len, reverse=True):
            folded = fold(word)
            if folded:
                self._by_head.setdefault(folded[:_HEAD], []).append((folded, word))

    def hits(self, text: str) -> Iterator[Hit]:
        """What is found in a text, from left to right, without overlaps."""
        folded = self._fold(text)
        if len(folded) != len(text):  # a letter that folds to two would shift what follows
            folded = text
        at = 0
        while at < len(folded):
            hit = self._at(folded, at)
            if hit:
                yield hit
            at = hit.end if hit else at + 1

    def _at(self, text: str, at: int) -> Hit | None:
        for length in (_HEAD, 1):
            for folded, word in self._by_head.get(text[at : at + length], ()):
                if text.startswith(folded, at) and _is_whole(text, at, at + len(folded)):
                    return Hit(word, at, at + len(folded))
        return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word is cut at the ends."""
    cut_before = start and _WORD.match(text[start]) and _WORD.match(text[start - 1])
    cut_after = end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
    return not (cut_before or cut_after)
