"""Working on a text by position: edits, protected stretches, and whether a place is Chinese.

Every step of a conversion looks at the same source text and proposes edits to it. Applying them
together, once, is what keeps one step from changing what another has produced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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

_ANY_PROTECTED = re.compile("|".join(f"({shape})" for _, shape, _ in _PROTECTED), re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in place of the source from `start` to `end`; an insertion has `start == end`."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit], between: Callable[[str], str] = str) -> str:
    """The text with non-overlapping edits made; what lies between them goes through `between`."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits):
        parts += (between(text[position : edit.start]), edit.text)
        position = edit.end
    parts.append(between(text[position:]))
    return "".join(parts)


def free_edits(edits: Iterable[Edit], taken: Iterable[Edit]) -> list[Edit]:
    """The edits that touch no character of those already `taken`."""
    occupied: set[int] = set()
    inside: set[int] = set()
    for edit in taken:
        occupied.update(range(edit.start, edit.end))
        inside.update(range(edit.start + 1, edit.end))
    return [
        edit
        for edit in edits
        if (edit.start not in inside if edit.start == edit.end else occupied.isdisjoint(range(edit.start, edit.end)))
    ]


def protected_edits(text: str) -> list[Edit]:
    """Edits that keep addresses, references, tags and link targets exactly as they are."""
    return [Edit(found.start(), found.end(), found[0]) for found in _ANY_PROTECTED.finditer(text)]


def mask(text: str) -> str:
    """The text, of the same length, with everything protected blotted out."""
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
    before = text[:start].rstrip("*")[-1:]
    after = text[end:].lstrip("*")[:1]
    return bool(_CHINESE.match(before) or _CHINESE.match(after))
