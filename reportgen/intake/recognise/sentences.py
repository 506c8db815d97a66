"""Cuts paragraphs into sentences, and says of each whether it is about what is done or about what is to come."""

from __future__ import annotations

import re
from enum import StrEnum

from reportgen.intake.recognise.words import Words

_ENGLISH_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|;\s+(?=and\s+[A-Z])")
_CHINESE_END = re.compile(r"(?<=[。！？；])(?![」』”’）])|(?<=[。！？][」』”’）])")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|etc|approx|e\.g|i\.e|[A-Z])\.$")
_PAIRS = {"“": "”", "「": "」", "（": "）", "《": "》", "(": ")"}


class State(StrEnum):
    """What a sentence reports: what is done, what is planned, or neither (how things are)."""

    DONE = "done"
    PLANNED = "planned"
    NEITHER = ""


def sentences_of(text: str, chinese: bool) -> list[str]:
    """The sentences of a paragraph, without the white space around them; what stands in quotation marks is not cut."""
    found: list[str] = []
    start = 0
    for end in (_CHINESE_END if chinese else _ENGLISH_END).finditer(text):
        head = text[start : end.end()].strip()
        if not head or _ABBREVIATION.search(head) or _is_open(head):
            continue
        found.append(head)
        start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def _is_open(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS.items())


def state_of(plain: str, words: Words) -> State:
    """What a compared sentence reports, by its words: the one that comes first decides, since it rules the others.

    "has been studying how to" is done and goes on; "will open the centre that was built" is planned.
    """
    planned, done = words.pattern("planned").search(plain), words.pattern("done").search(plain)
    if not planned and not done:
        return State.DONE if words.pattern("past").search(plain) else State.NEITHER
    if planned and done:
        if words.chinese:
            return State.PLANNED if planned.start() <= done.start() or "将" in plain else State.DONE
        return State.PLANNED if planned.start() <= done.start() else State.DONE
    return State.PLANNED if planned else State.DONE
