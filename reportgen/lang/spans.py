"""Edits a text by position, and masks the stretches of it that are not language.

Every step of a conversion reads the same source text and proposes edits to it. They are applied
together, once, so that no step changes what another has produced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from reportgen.characters import IDEOGRAPHS, has_chinese

_URL_CHARACTERS = r"[A-Za-z0-9\-._~:/?#@!$&'()+,;=%]"

_PROTECTED: tuple[tuple[str, str, str], ...] = (
    # a string that every such stretch holds, its pattern, and the character that masks it
    ("[[", r"\[\[[^\[\]]*\]\]", "\u3013"),  # a term reference
    ("](", r"\]\((?:[^()\s]|\([^()\s]*\))*\)", "\ufffc"),  # a link target
    ("{", r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "\ufffc"),  # a template tag
    ("<", r"</?[A-Za-z][^<>]*>", "\ufffc"),  # an element tag
    ("@", r"(?:mailto:)?[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", "\ufffc"),  # an e-mail address
    # RFC 3986 addresses are ASCII. Ideographs belong to one only where a path or query segment
    # begins with them (…/政情/870293), so that text typed right after an address is still text.
    ("://", rf"https?://{_URL_CHARACTERS}+(?:(?<=[/=&?#_-])[{IDEOGRAPHS}]+{_URL_CHARACTERS}*)*", "\ufffc"),
)
"""The stretches of a text that are not language.

A term reference prints a name in the output language, so its mask counts as Chinese (U+3013 GETA MARK,
the printers' mark for a missing character); the other masks do not (U+FFFC OBJECT REPLACEMENT CHARACTER).
"""

edit_position = itemgetter(0, 1)
"""The key that sorts edits: by start, an insertion before what begins at the same position."""


class Edit(NamedTuple):
    """Replaces the characters of the source from `start` to `end` by `text`; an insertion has `start == end`.

    `rule` is the reason: a rule as `words.WordTable` names it, or the name of a built-in rule.
    """

    start: int
    end: int
    text: str
    rule: str = ""


def apply_edits(text: str, edits: Sequence[Edit], convert_rest: Callable[[list[str]], list[str]] | None = None) -> str:
    """Return the text with edits made that are in order and do not overlap.

    `convert_rest` is given all stretches before, between and after the edits, and returns as many in their place.
    """
    rest = fragments(text, edits)
    if convert_rest:
        rest = convert_rest(rest)
    parts = [""] * (2 * len(edits) + 1)
    parts[::2] = rest
    parts[1::2] = [edit[2] for edit in edits]
    return "".join(parts)


def sorted_edits(edits: Iterable[Edit]) -> list[Edit]:
    """The edits by position, an insertion before what begins at the same position."""
    return sorted(edits, key=edit_position)


def fragments(text: str, edits: Sequence[Edit]) -> list[str]:
    """The stretches before, between and after edits that are in order: one fragment more than edits."""
    found = []
    position = 0
    for edit in edits:
        found.append(text[position : edit[0]])
        position = edit[1]
    found.append(text[position:])
    return found


def without_overlaps(edits: Iterable[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """The edits that share no character with those already `taken`, which are in order and do not overlap."""
    starts = [edit[0] for edit in taken]
    free = []
    for edit in edits:
        start, end = edit[0], edit[1]
        before = bisect_left(starts, end if end > start else start + 1) - 1
        while before >= 0 and (taken[before][0] == taken[before][1] or start == end == taken[before][0]):
            before -= 1
        if before < 0 or taken[before][1] <= start:
            free.append(edit)
    return free


def protect(text: str) -> tuple[str, list[Edit]]:
    """Mask everything in a text that is not language; return the masked text, and an edit that keeps each stretch.

    These are addresses, term references, tags and link targets. A mask is as long as what it covers, so that
    positions in the two texts are the same.
    """
    kinds = tuple(number for number, kind in enumerate(_PROTECTED) if kind[0] in text)
    if not kinds:
        return text, []
    pattern = _pattern(kinds)
    edits = [Edit(*found.span(), found[0], "protected") for found in pattern.finditer(text)]
    single = _PROTECTED[kinds[0]][2] if len(kinds) == 1 else ""
    masks = [(single or ("\u3013" if edit[2].startswith("[[") else "\ufffc")) * len(edit[2]) for edit in edits]
    parts = [""] * (2 * len(edits) + 1)
    parts[::2] = fragments(text, edits)
    parts[1::2] = masks
    return "".join(parts), edits


def mask(text: str) -> str:
    """Return the masked text of `protect` alone."""
    return protect(text)[0]


@cache
def _pattern(kinds: tuple[int, ...]) -> re.Pattern[str]:
    """A pattern for the given rows of `_PROTECTED`: few kinds are found much faster than all."""
    return re.compile("|".join(_PROTECTED[number][1] for number in kinds), re.DOTALL)


def touches_chinese(text: str, start: int, end: int) -> bool:
    """Whether Chinese text or punctuation stands directly before `start` or after `end`.

    A space between is what Latin text has and Chinese has not (W3C Requirements for Chinese Text
    Layout: the gap between scripts is set, not typed), so it ends the contact. The stars of
    `**strong**` do not.
    """
    while start and text[start - 1] == "*":
        start -= 1
    while text[end : end + 1] == "*":
        end += 1
    return has_chinese(text[max(start - 1, 0) : start]) or has_chinese(text[end : end + 1])
