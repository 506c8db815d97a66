"""Working on a text by position: edits, protected stretches, and whether a place is Chinese.

Every step of a conversion looks at the same source text and proposes edits to it. Applying them
together, once, is what keeps one step from changing what another has produced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

_IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{_IDEOGRAPHS}\u2ff0-\u303f\uff01-\uff60\uffe0-\uffef]")
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")

_URL_CHARACTERS = r"[A-Za-z0-9\-._~:/?#@!$&'()+,;=%]"

_PROTECTED: tuple[tuple[str, str, str], ...] = (
    ("term reference", r"\[\[[^\[\]]*\]\]", "\u3013"),
    ("link target", r"\]\((?:[^()\s]|\([^()\s]*\))*\)", "\ufffc"),
    ("template tag", r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "\ufffc"),
    ("element tag", r"</?[A-Za-z][^<>]*>", "\ufffc"),
    ("e-mail address", r"(?:mailto:)?[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", "\ufffc"),
    # RFC 3986 addresses are ASCII. Ideographs belong to one only where a path or query segment
    # begins with them (…/政情/870293), so that text typed right after an address is still text.
    ("address", rf"https?://{_URL_CHARACTERS}+(?:(?<=[/=&?#_-])[{_IDEOGRAPHS}]+{_URL_CHARACTERS}*)*", "\ufffc"),
)
"""What is not language: a name, its shape, and the character that stands for it in a masked text.

A term reference prints a name in the output language, so its stand-in counts as Chinese (U+3013,
the printers' mark for a missing character); the others count as foreign (U+FFFC).
"""

_position = itemgetter(0, 1)
_ANY_PROTECTED = re.compile("|".join(f"({shape})" for _, shape, _ in _PROTECTED), re.DOTALL)


class Edit(NamedTuple):
    """Put `text` in place of the source from `start` to `end`; an insertion has `start == end`.

    `rule` is why: the glossary term or vocabulary rule it comes from, or the name of a built-in rule.
    """

    start: int
    end: int
    text: str
    rule: object = ""


def apply_edits(text: str, edits: Iterable[Edit], between: Callable[[list[str]], list[str]] | None = None) -> str:
    """The text with non-overlapping edits made; what lies between them goes through `between`, together."""
    ordered = in_order(edits)
    rest = fragments(text, ordered)
    if between:
        rest = between(rest)
    parts = [""] * (2 * len(ordered) + 1)
    parts[::2] = rest
    parts[1::2] = [edit[2] for edit in ordered]
    return "".join(parts)


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits by position, an insertion before what begins at the same place."""
    return sorted(edits, key=_position)


def fragments(text: str, ordered: Sequence[Edit]) -> list[str]:
    """What lies before, between and after edits that are in order: one fragment more than edits."""
    found = []
    position = 0
    for edit in ordered:
        found.append(text[position : edit[0]])
        position = edit[1]
    found.append(text[position:])
    return found


def free_edits(edits: Iterable[Edit], taken: Iterable[Edit]) -> list[Edit]:
    """The edits that touch no character of those already `taken`, which do not overlap."""
    spans = sorted((edit[0], edit[1]) for edit in taken if edit[0] < edit[1])
    starts = [start for start, _ in spans]
    free = []
    for edit in edits:
        before = bisect_left(starts, max(edit[1], edit[0] + (edit[0] == edit[1]))) - 1
        if edit[0] == edit[1] and before >= 0 and spans[before][0] == edit[0]:
            before -= 1
        if before < 0 or spans[before][1] <= edit[0]:
            free.append(edit)
    return free


def protected_edits(text: str) -> list[Edit]:
    """Edits that keep addresses, references, tags and link targets exactly as they are."""
    if not may_be_protected(text):
        return []
    return [Edit(found.start(), found.end(), found[0], "kept") for found in _ANY_PROTECTED.finditer(text)]


def may_be_protected(text: str) -> bool:
    """Whether the text holds anything that a protected stretch needs; cheap, and seldom true of prose."""
    return any(mark in text for mark in ("[[", "](", "{", "<", "@", "://"))


def mask(text: str) -> str:
    """The text, of the same length, with everything protected blotted out."""
    if not may_be_protected(text):
        return text
    return _ANY_PROTECTED.sub(lambda found: _PROTECTED[(found.lastindex or 1) - 1][2] * len(found[0]), text)


def count_ideographs(text: str) -> int:
    """How many Chinese characters the text holds, punctuation not counted."""
    return len(_IDEOGRAPH.findall(text))


def has_chinese(text: str) -> bool:
    """Whether the text holds any Chinese character or full-width punctuation."""
    return bool(_CHINESE.search(text))


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
    return bool(start and _CHINESE.match(text, start - 1) or _CHINESE.match(text, end))
