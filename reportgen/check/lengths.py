"""Rules about lengths: what a slide, a cell or a page has room for."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportgen.check.places import Place, all_wordings, printed
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity
from reportgen.model.glossary import Glossary
from reportgen.model.language import LANGUAGES
from reportgen.project.load import Project


class Room(NamedTuple):
    """The most characters a field holds: of Latin text, and of Chinese (two half-width ones count as one)."""

    latin: int
    chinese: int


MAX_HEADLINE = Room(110, 56)
"""What two lines of a slide hold."""

LIMITS: Mapping[str, Room] = MappingProxyType(
    {
        "title": Room(36, 14),
        "summary": Room(420, 200),
        "takeaways/lead": Room(32, 12),
        "takeaways/text": Room(125, 56),
        "progress/aspect": Room(26, 10),
        "progress/lead": Room(32, 12),
        "progress/text": Room(150, 62),
        "why_it_matters/text": Room(140, 60),
        "next_steps/lead": Room(36, 14),
        "next_steps/text": Room(125, 54),
        "agreements/kind": Room(32, 12),
        "agreements/purpose": Room(140, 60),
        "figures/unit": Room(18, 6),
        "figures/label": Room(74, 34),
        "milestones/lead": Room(36, 14),
        "milestones/text": Room(84, 38),
        "statements/lead": Room(32, 12),
        "statements/text": Room(125, 56),
        "sections/say": Room(700, 220),
        "periods/title": Room(24, 12),
        "overview/progress": Room(44, 20),
        "overview/next_step": Room(44, 20),
        "overview/signed": Room(28, 11),
    }
)
"""Field, as its last steps without list positions → its room. The longest name that fits a place counts."""


@rule("headline-too-long", Severity.WARNING)
def headline_too_long(project: Project) -> Iterator[Finding]:
    """A headline has more than 110 characters in English, or 56 in Chinese (two half-width ones count as one).

    Why: it has to fit two lines of a slide. Names count as they are printed.

    For example:
        Hong Kong and Shenzhen have, since the last meeting, made much progress in many areas and will …

    Instead:
        Co-operation has deepened in twelve areas since the last meeting
    """
    for tag, place in all_wordings(project):
        if place.path[-2:] == ("headline", tag):
            length, limit = _length(place.value, tag, project.glossary), _limit(MAX_HEADLINE, tag)
            if length > limit:
                yield Finding(place.location, f"the headline has {length} characters", f"use at most {limit}")


@rule("text-too-long", Severity.WARNING)
def text_too_long(project: Project) -> Iterator[Finding]:
    """A text has more characters than its place on a slide or page was designed for.

    Why: it would be set smaller than its neighbours, or go on to another slide. Names count as they are
    printed; of Chinese, two half-width characters count as one.

    For example:
        lead: A first physical meeting held in Hong Kong

    Instead:
        lead: First physical meeting
    """
    for tag, place in all_wordings(project):
        room = _room(place)
        limit = _limit(room, tag) if room else 0
        length = _length(place.value, tag, project.glossary) if room else 0
        if length > limit:
            message = f"the text has {length} characters, and its place room for {limit}"
            yield Finding(place.location, message, "shorten it; what it leaves out can stand in a note")


def _room(place: Place) -> Room | None:
    """The room at a wording's place; the path of a label is its key and tells nothing."""
    steps = [step for step in place.path[:-1] if isinstance(step, str)]
    if place.file_key == "labels":
        return None
    return LIMITS.get("/".join(steps[-2:])) or (LIMITS.get(steps[0]) if len(steps) == 1 else None) or _section(steps)


def _section(steps: list[str]) -> Room | None:
    """The room for what is said to a slide; the slide's name stands between."""
    return LIMITS["sections/say"] if steps[-3:-2] == ["sections"] and steps[-1] == "say" else None


def _limit(room: Room, tag: str) -> int:
    return room.chinese if LANGUAGES[tag].is_chinese else room.latin


def _length(wording: str, tag: str, glossary: Glossary) -> int:
    text = printed(wording, tag, glossary)
    if not LANGUAGES[tag].is_chinese:
        return len(text)
    return math.ceil(sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text))
