"""What a name found in running text is; `english_names.py` and `chinese_names.py` find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundName:
    """The name of a body or person and where it stands; `kind` is that of the glossary.

    `short` is the short form that the text itself gives behind it; `post` and `honorific` belong to people.
    """

    start: int
    end: int
    name: str
    kind: str = "body"
    short: str = ""
    honorific: str = ""
    post: str = ""


def without_overlaps(names: list[FoundName]) -> list[FoundName]:
    """The names in order; of those that overlap the longest."""
    kept: list[FoundName] = []
    for name in sorted(names, key=lambda one: (one.start - one.end, one.start)):
        if not any(name.start < other.end and other.start < name.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda one: one.start)
