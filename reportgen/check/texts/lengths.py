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
from reportgen.model.language import Language
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
        "summary": Room(420, 190),
        "takeaways/lead": Room(26, 10),
        "takeaways/text": Room(115, 46),
        "progress/aspect": Room(22, 8),
        "progress/lead": Room(26, 10),
        "progress/text": Room(140, 56),
        "why_it_matters/text": Room(130, 55),
        "next_steps/lead": Room(32, 12),
        "next_steps/text": Room(110, 46),
        "agreements/kind": Room(26, 10),
        "agreements/purpose": Room(130, 55),
        "figures/unit": Room(16, 4),
        "figures/label": Room(62, 26),
        "milestones/lead": Room(30, 12),
        "milestones/text": Room(72, 30),
        "statements/lead": Room(26, 10),
        "statements/text": Room(115, 46),
        "sections/say": Room(600, 180),
        "periods/title": Room(20, 10),
        "overview/progress": Room(40, 17),
        "overview/next_step": Room(40, 17),
        "overview/signed": Room(24, 9),
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
            language = project.languages[tag]
            length, limit = _length(place.value, language, project.glossary), limit_of(MAX_HEADLINE, language)
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
        room, language = _room(place), project.languages[tag]
        limit = limit_of(room, language) if room else 0
        length = _length(place.value, language, project.glossary) if room else 0
        if length > limit:
            message = f"the text has {length} characters, and its place room for {limit}"
            yield Finding(place.location, message, "shorten it; what it leaves out can stand in a note")


def _room(place: Place) -> Room | None:
    """The room at a wording's place; the labels and the meeting's own title have none to keep to."""
    steps = [step for step in place.path[:-1] if isinstance(step, str)]
    if steps[-1:] == ["title"] and steps[-2:] != ["periods", "title"]:
        return LIMITS["title"] if place.file_key in place.project.sectors else None
    return room_of_field(steps)


def room_of_field(steps: list[str]) -> Room | None:
    """The room of the field that a way of keys, without list positions, leads to."""
    if steps[-3:-2] == ["sections"]:
        steps = ["sections", steps[-1]]  # the slide's name stands between
    return LIMITS.get("/".join(steps[-2:])) or LIMITS.get(steps[-1])


def limit_of(room: Room, language: Language) -> int:
    """The most characters of a language that a field holds."""
    return room.chinese if language.full_width else room.latin


def _length(wording: str, language: Language, glossary: Glossary) -> int:
    text = printed(wording, language.tag, glossary)
    if not language.full_width:
        return len(text)
    return math.ceil(sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text))
