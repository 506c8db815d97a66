"""Says how much of a person's attention a change deserves: names first, words by their sense, then what was left."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from reportgen.diagnostics import Message
from reportgen.lang.chinese.changes import Change, Flag


class Attention(IntEnum):
    """Why a person should look at a change, the most urgent first; `PLAIN` is what nobody needs to look at."""

    NAME = 0
    SENSE = 1
    LEFT = 2
    PLAIN = 3


_BY_RULE = {
    **dict.fromkeys(("term", "surname"), Attention.NAME),
    **dict.fromkeys(("characters", "spelling", "punctuation", "number", "date", "inline"), Attention.PLAIN),
}
"""Kind of rule → attention; all other rules chose a word by its sense."""


RULES: Mapping[str, str] = {
    "term": Message("name of the glossary"),
    "surname": Message("surname"),
    "vocabulary": Message("vocabulary"),
    "counter": Message("counter"),
    "characters": Message("characters"),
    "spelling": Message("spelling"),
    "punctuation": Message("punctuation"),
    "number": Message("number"),
    "date": Message("date"),
    "inline": Message("inline"),
}
"""Kind of rule → what people call it."""


def attention_of(item: Change | Flag) -> Attention:
    """The attention that a change or a word that was left deserves, by the kind of its rule."""
    if isinstance(item, Flag):
        return Attention.LEFT
    return _BY_RULE.get(item.rule.partition(":")[0], Attention.SENSE)
