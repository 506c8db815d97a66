"""Finding the words of a table in a text: leftmost first, and of those that begin there the longest.

Where a word may begin is told by its opening; the dictionary of all words then decides. A text of a few
lines is walked through character by character, which needs nothing to be built; when a search has
seen as much text as makes it worth while, an Aho-Corasick automaton of openings, three characters
each, finds the places (built in a twentieth of a second for 20 000 names, a third of what whole names
take, and no slower to run). A test holds the two to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

BULK = 100_000
"""Characters seen before the automaton is built: where walking has cost a third of what building it does."""

_OPENING = 3
"""Characters of a word in the automaton: with two, every tenth bigram of any text would be a place to look at."""

_BEYOND_TWO_BYTES = re.compile("[\U00010000-\U0010ffff]")

Match = tuple[int, int, int]
"""The number of a word in the table, and where it begins and ends."""

Lengths = Mapping[str, tuple[int, ...]]
"""Opening of one or two characters → the lengths of the words that begin so, longest first."""


class WordSearch:
    """A search for words, numbered in the order in which they are given; none may be empty or there twice.

    `lengths` is what `lengths_by_opening` says of the words, for whoever has kept it.
    """

    def __init__(self, words: Sequence[str], lengths: Lengths | None = None, bulk: int = BULK) -> None:
        self._numbers = dict(zip(words, range(len(words)), strict=True))
        self._lengths = lengths_by_opening(words) if lengths is None else lengths
        self._automaton: object | None = None
        self._left = bulk

    def find(self, text: str) -> list[Match]:
        """All matches in order; they do not overlap."""
        found: list[Match] = []
        number_of, lengths_of = self._numbers.get, self._lengths.get
        past = 0
        for at in self._places(text):
            if at < past:
                continue
            for length in lengths_of(text[at : at + 2]) or lengths_of(text[at], ()):
                number = number_of(text[at : at + length])
                if number is not None and at + length <= len(text):
                    past = at + length
                    found.append((number, at, past))
                    break
        return found

    def _places(self, text: str) -> Iterable[int]:
        """Where a word may begin, in order: everywhere, or where the automaton finds an opening."""
        self._left -= len(text)
        if self._left >= 0 or not self._numbers:
            return range(len(text))
        if self._automaton is None:
            import ahocorasick_rs

            self._automaton = ahocorasick_rs.BytesAhoCorasick(_openings(self._numbers))
        matches: list[Match] = self._automaton.find_matches_as_indexes(_two_bytes_each(text), overlapping=True)  # type: ignore[attr-defined]
        # An odd offset is the second half of a character with the first half of the next.
        return sorted({start >> 1 for _, start, _ in matches if not start & 1})


def _openings(words: Iterable[str]) -> list[bytes]:
    """The openings of words, each once, as they stand in `_two_bytes_each`; encoded together, which is quicker."""
    openings = {word[:_OPENING] for word in words}
    found: list[bytes] = []
    for length in range(1, _OPENING + 1):
        data = _two_bytes_each("".join([opening for opening in openings if len(opening) == length]))
        found += [data[at : at + 2 * length] for at in range(0, len(data), 2 * length)]
    return found


def _two_bytes_each(text: str) -> bytes:
    """A text in which each character has two bytes, so that an offset is twice a position.

    Beside UTF-8 it is read in half the time. Characters beyond U+FFFF look all the same here.
    """
    data = text.encode("utf-16-be", "surrogatepass")
    return data if len(data) == 2 * len(text) else _two_bytes_each(_BEYOND_TWO_BYTES.sub("\uffff", text))


def lengths_by_opening(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the words that begin with each opening; a word of one character is known by every opening."""
    sets: dict[str, int] = {}
    for word in words:
        opening = word[:2]
        sets[opening] = sets.get(opening, 0) | 1 << len(word)
    single = {opening for opening in sets if len(opening) == 1}
    known: dict[int, tuple[int, ...]] = {}
    lengths: dict[str, tuple[int, ...]] = {}
    for opening, bits in sets.items():
        found = bits | 2 if opening[0] in single else bits
        if found not in known:
            known[found] = tuple(length for length in range(found.bit_length() - 1, 0, -1) if found >> length & 1)
        lengths[opening] = known[found]
    return lengths
