"""What a reader wants a text to say: the whole of it, or "old → new" for a part of it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from reportgen.characters import has_chinese
from reportgen.diagnostics import Message

_ARROW = re.compile(r"\s*(.+?)\s*(?:→|⇒|➔|->|=>)\s*(.*?)\s*")
_QUOTES = ("“”", "‘’", "「」", "『』", '""', "''", "《》")
_SPACES = re.compile(r"[ \t\r\n]+")
_BREAK = re.compile(r"(\S)\s*\n\s*(\S)")
_SHORT, _TAKEN_OVER = 0.5, 0.6
"""A correction that is shorter than this share of the text, and of whose characters less than that share are the
text's, is a remark.
"""


class NotACorrection(ValueError):
    """What stands in the place of a correction is none that can be made; the message says why."""


def corrected(text: str, correction: str) -> str:
    """The text that a reader asks for; raises `NotACorrection`.

    >>> corrected("三個辦事處啟用", "三 → 四")
    '四個辦事處啟用'
    """
    lines = [line for line in correction.splitlines() if line.strip()]
    changes = [_ARROW.fullmatch(line) for line in lines]
    if all(changes) and not _ARROW.fullmatch(text):
        for change in changes:
            if change:
                text = _replaced(text, change[1], change[2])
        return text
    new = on_one_line(correction)
    if len(new) < _SHORT * len(text) and _share_taken_over(text, new) < _TAKEN_OVER:
        raise NotACorrection(Message("it seems to be a remark, not the corrected text"))
    return new


def on_one_line(text: str) -> str:
    """A text without its line breaks, which are spaces except between Chinese characters; no-break spaces stay."""
    joined = _BREAK.sub(lambda found: found[1] + _joint(found[1], found[2]) + found[2], text)
    return _SPACES.sub(" ", joined).strip()


def _joint(before: str, after: str) -> str:
    return "" if has_chinese(before) or has_chinese(after) else " "


def _replaced(text: str, old: str, new: str) -> str:
    for quotes in _QUOTES:
        if old not in text and old[:1] + old[-1:] == new[:1] + new[-1:] == quotes:
            old, new = old[1:-1], new[1:-1]
    count = text.count(old)
    if count != 1:
        raise NotACorrection(Message("'{old}' stands {count} times in the text", old=old, count=count))
    return text.replace(old, new)


def _share_taken_over(text: str, new: str) -> float:
    blocks = SequenceMatcher(None, text, new, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(new), 1)
