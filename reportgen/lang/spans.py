"""Working on a text by position: edits, protected stretches, and whether a place is Chinese.

Every step of a conversion looks at the same source text and proposes edits to it. Applying them
together, once, is what keeps one step from changing what another has produced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from reportgen.characters import CHINESE, IDEOGRAPHS

_CHINESE = re.compile(f"[{CHINESE}]")

_URL_CHARACTERS = r"[A-Za-z0-9\-._~:/?#@!$&'()+,;=%]"

_PROTECTED: tuple[tuple[str, str, str], ...] = (
    # what every such stretch holds, its shape, and what stands for it in a masked text
    ("[[", r"\[\[[^\[\]]*\]\]", "\u3013"),  # a term reference
    ("](", r"\]\((?:[^()\s]|\([^()\s]*\))*\)", "\ufffc"),  # a link target
    ("{", r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "\ufffc"),  # a template tag
    ("<", r"</?[A-Za-z][^<>]*>", "\ufffc"),  # an element tag
    ("@", r"(?:mailto:)?[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", "\ufffc"),  # an e-mail address
    # RFC 3986 addresses are ASCII. Ideographs belong to one only where a path or query segment
    # begins with them (…/政情/870293), so that text typed right after an address is still text.
    ("://", rf"https?://{_URL_CHARACTERS}+(?:(?<=[/=&?#_-])[{IDEOGRAPHS}]+{_URL_CHARACTERS}*)*", "\ufffc"),
)
"""What is not language.

A term reference prints a name in the output language, so its stand-in counts as Chinese (U+3013,
the printers' mark for a missing character); the others count as foreign (U+FFFC).
"""

by_position = itemgetter(0, 1)
"""The key that puts edits in order, an insertion before what begins at the same place."""


class Edit(NamedTuple):
    """Put `text` in place of the source from `start` to `end`; an insertion has `start == end`.

    `rule` is why: a rule as `words.WordTable` names it, or the name of a built-in rule.
    """

    start: int
    end: int
    text: str
    rule: str = ""


def apply_in_order(text: str, ordered: Sequence[Edit], between: Callable[[list[str]], list[str]] | None = None) -> str:
    """The text with non-overlapping edits made that are in order; what lies between them goes through `between`."""
    rest = fragments(text, ordered)
    if between:
        rest = between(rest)
    parts = [""] * (2 * len(ordered) + 1)
    parts[::2] = rest
    parts[1::2] = [edit[2] for edit in ordered]
    return "".join(parts)


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits by position, an insertion before what begins at the same place."""
    return sorted(edits, key=by_position)


def fragments(text: str, ordered: Sequence[Edit]) -> list[str]:
    """What lies before, between and after edits that are in order: one fragment more than edits."""
    found = []
    position = 0
    for edit in ordered:
        found.append(text[position : edit[0]])
        position = edit[1]
    found.append(text[position:])
    return found


def free_edits(edits: Iterable[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """The edits that touch no character of those already `taken`, which are in order and do not overlap."""
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
    """The text, of the same length, with everything protected blotted out, and edits that keep it as it is.

    Protected are addresses, references, tags and link targets.
    """
    kinds = tuple(number for number, kind in enumerate(_PROTECTED) if kind[0] in text)
    if not kinds:
        return text, []
    shape = _shape(kinds)
    edits = [Edit(*found.span(), found[0], "kept") for found in shape.finditer(text)]
    single = _PROTECTED[kinds[0]][2] if len(kinds) == 1 else ""
    blots = [(single or ("\u3013" if edit[2].startswith("[[") else "\ufffc")) * len(edit[2]) for edit in edits]
    parts = [""] * (2 * len(edits) + 1)
    parts[::2] = fragments(text, edits)
    parts[1::2] = blots
    return "".join(parts), edits


def mask(text: str) -> str:
    """The text, of the same length, with everything protected blotted out."""
    return protect(text)[0]


@cache
def _shape(kinds: tuple[int, ...]) -> re.Pattern[str]:
    """What to look for in a text with the marks of these kinds; few kinds are found much faster than all."""
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
    return bool((start and _CHINESE.match(text, start - 1)) or _CHINESE.match(text, end))
