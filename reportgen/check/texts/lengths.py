"""Rules about the lengths of texts: how many characters a slide, a cell or a page has room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportgen.check.nodes import CheckedFile, TextNode, Wording
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Message, Severity
from reportgen.lang.printed import text_length
from reportgen.model.content import Sector
from reportgen.model.language import Language


class Limit(NamedTuple):
    """The most characters a field holds: of Latin text, and of Chinese (two half-width ones count as one)."""

    latin: int
    chinese: int

    def characters(self, language: Language) -> int:
        """The most characters of a text in this language."""
        return self.chinese if language.full_width else self.latin


MAX_HEADLINE = Limit(110, 56)
"""Two lines of a slide."""

LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "title": Limit(36, 14),
        "summary": Limit(420, 190),
        "takeaways/lead": Limit(26, 10),
        "takeaways/text": Limit(115, 46),
        "progress/aspect": Limit(22, 8),
        "progress/lead": Limit(26, 10),
        "progress/text": Limit(140, 56),
        "why_it_matters/text": Limit(130, 55),
        "next_steps/lead": Limit(32, 12),
        "next_steps/text": Limit(110, 46),
        "follow_up/outcome": Limit(140, 56),
        "agreements/kind": Limit(26, 10),
        "agreements/purpose": Limit(130, 55),
        "figures/unit": Limit(16, 4),
        "figures/label": Limit(62, 26),
        "milestones/lead": Limit(30, 12),
        "milestones/text": Limit(72, 30),
        "statements/lead": Limit(26, 10),
        "statements/text": Limit(115, 46),
        "sections/say": Limit(600, 180),
        "periods/title": Limit(20, 10),
        "overview/progress": Limit(40, 17),
        "overview/next_step": Limit(40, 17),
        "overview/signed": Limit(24, 9),
    }
)
"""Field → its limit. A field is its last two keys, or its last one, where no entry has the two."""


@rule("headline-too-long", Severity.WARNING)
def headline_too_long(file: CheckedFile) -> Iterator[Finding]:
    """A headline has more than 110 characters in English, or 56 in Chinese (two half-width ones count as one).

    Why: it has to fit two lines of a slide. Names count as they are printed.

    For example:
        Hong Kong and Shenzhen have, since the last meeting, made much progress in many areas and will …

    Instead:
        Co-operation has deepened in twelve areas since the last meeting
    """
    for wording in file.wordings:
        if wording.text.path[-1:] == ("headline",):
            length, limit = _length(wording), MAX_HEADLINE.characters(wording.language)
            if length > limit:
                yield wording.finding(
                    Message("the headline has {length} characters", length=length),
                    Message("use at most {limit}", limit=limit),
                )


@rule("text-too-long", Severity.WARNING)
def text_too_long(file: CheckedFile) -> Iterator[Finding]:
    """A text has more characters than its place on a slide or page was designed for.

    Why: it would be set smaller than its neighbours, or go on to another slide. Names count as they are
    printed; of Chinese, two half-width characters count as one.

    For example:
        lead: A first physical meeting held in Hong Kong

    Instead:
        lead: First physical meeting
    """
    for text in file.texts:
        limit = _limit(text)
        if limit is None:
            continue
        for wording in text.wordings.values():
            length, room = _length(wording), limit.characters(wording.language)
            if length > room:
                message = Message(
                    "the text has {length} characters, and its place room for {room}", length=length, room=room
                )
                yield wording.finding(message, Message("shorten it; what it leaves out can stand in a note"))


def _limit(text: TextNode) -> Limit | None:
    """The limit of a text's field; labels and the title of the meeting have none."""
    steps = [step for step in text.path if isinstance(step, str)]
    if steps[:1] == ["labels"]:
        return None
    if steps[-1:] == ["title"] and steps[-2:] != ["periods", "title"]:
        return LIMITS["title"] if isinstance(text.file.content, Sector) else None
    return limit_of_field(steps)


def limit_of_field(steps: list[str]) -> Limit | None:
    """The limit of the field at a path of keys, list positions left out; None where it has none."""
    if steps[-3:-2] == ["sections"]:
        steps = ["sections", steps[-1]]  # the slide's name stands between
    return LIMITS.get("/".join(steps[-2:])) or LIMITS.get(steps[-1])


def _length(wording: Wording) -> int:
    return text_length(wording.printed.text, wording.language)
