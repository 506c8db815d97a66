"""Which entry of the one meeting is which of the other: by id, and without one by what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from reportgen.compare.changes import Entry, name_of
from reportgen.model.content import Text

_ALIKE = 0.65
"""From which likeness on (`difflib`'s ratio) two texts are taken for the same thing in other words.

Sentences about different things have half of their characters in common, seldom more.
"""


class Pair(NamedTuple):
    """An entry of each meeting; None where the other has no such entry. A `guess` rests on alike words alone."""

    earlier: Entry | None
    later: Entry | None
    guess: bool = False


def pairs(earlier: Sequence[Entry], later: Sequence[Entry]) -> list[Pair]:
    """The entries of two lists side by side, in the order of the later one, with those that are gone at the end.

    Entries with the same id belong together, then those that say the same, then those that say nearly the same; what
    has two different ids does not.
    """
    found: dict[int, tuple[int, bool]] = {}
    for index, other, guess in _matches(earlier, later):
        if other not in found and index not in {one for one, _ in found.values()}:
            found[other] = index, guess
    matched = [
        Pair(earlier[found[other][0]], entry, found[other][1]) if other in found else Pair(None, entry)
        for other, entry in enumerate(later)
    ]
    taken = {index for index, _ in found.values()}
    return [*matched, *(Pair(entry, None) for index, entry in enumerate(earlier) if index not in taken)]


def nearest(entry: Entry, others: Sequence[Entry]) -> Pair | None:
    """The one of other entries that an entry belongs together with, as `pairs` says; None without one."""
    matches = _matches([entry], others)
    return next((Pair(entry, others[other], guess) for _, other, guess in matches), None)


def _matches(earlier: Sequence[Entry], later: Sequence[Entry]) -> Iterator[tuple[int, int, bool]]:
    """Positions of entries that may belong together, the surest first, and whether that is a guess."""
    likenesses = [
        (likeness(one.value, other.value), index, place)
        for index, one in enumerate(earlier)
        for place, other in enumerate(later)
    ]
    for found, index, place in sorted(likenesses, key=lambda one: -one[0]):
        if found >= _ALIKE:
            yield index, place, found < 1


def likeness(one: Any, other: Any) -> float:
    """How much two entries say the same, from 0 to 1; with the same id more than 1, with two different ones 0."""
    ids = [getattr(value, "id", None) for value in (one, other)]
    if all(ids):
        return 2 if ids[0] == ids[1] else 0
    ours, theirs = _words(one), _words(other)
    return max((_ratio(ours[tag], theirs[tag]) for tag in ours.keys() & theirs.keys()), default=0)


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0


def _words(value: Any) -> Mapping[str, str]:
    """What an entry says, by language; a name that is an id says that in all of them."""
    said = name_of(value)
    name = said.root if isinstance(said, Text) else {"": said}
    text = getattr(value, "text", None)
    more = text.root if isinstance(text, Text) else {}
    return {tag: f"{words} {more.get(tag, '')}" for tag, words in name.items()}
