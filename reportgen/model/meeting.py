"""The content of the meeting itself as pydantic models: what it was, who met, what was said, and its overview."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator

from reportgen.diagnostics import Message, marked
from reportgen.model.content import (
    EXTRA,
    PICTURES,
    Date,
    Extra,
    FrozenModel,
    Item,
    Name,
    OrWord,
    Owner,
    Pack,
    PersonName,
    Pictures,
    Section,
    SourceRef,
    Text,
    check_tags,
    languages_of,
)
from reportgen.model.dates import APRIL, Moment, parse_moment
from reportgen.model.language import parse_edition

OverviewSlide = Literal["glance", "moved", "statements", "matrix", "agreements", "milestones", "figures"]


class Period(FrozenModel):
    """A column of the roadmap: milestones up to and including `until` (the last column: the rest)."""

    title: Text
    until: Date | None = None


class Overview(Pack):
    """The pack of the whole meeting; agreements and milestones are those of all sectors."""

    periods: tuple[Period, ...] = ()
    sections: dict[OverviewSlide, Section] = Field({})


SOURCE_KINDS = ("press-release", "minutes", "speech", "report", "record")
"""The kinds of source that have a label; its key is the kind with `_` for `-`."""


class SourceDocument(FrozenModel):
    """A document that statements are taken from."""

    title: Text
    kind: Annotated[Text | str, OrWord(SOURCE_KINDS)] = Field("record", description="What it is: a word, or a text")
    publisher: Name | None = Field(None, description="Who published it: a glossary id, or the name as a text")
    issued: Date
    language: str | None = Field(None, description="The language it is in; without it, the meeting's first")
    url: str | None = None


class Statement(Item):
    """What a person said, in paraphrase."""

    owner = "statement"

    who: PersonName = Field(
        description=marked("Who said it: the id of the person in the glossary, or the name as a text")
    )


def _as_moment(value: Any) -> Moment:
    return value if isinstance(value, Moment) else parse_moment(str(value))


Embargo = Annotated[
    Moment,
    BeforeValidator(_as_moment),
    WithJsonSchema(
        {
            "type": "string",
            "description": "Until when nothing may be published: a day, or a day with a time",
            "examples": ["2023-02-22", "2023-02-22 18:00"],
        }
    ),
]


class Release(FrozenModel):
    """Who may read the documents, and when: printed on every slide and page of all packs."""

    status: Literal["draft", "final"] = Field("final", description="A draft carries a watermark")
    classification: Text | None = Field(None, description="Who may read the documents, as printed in the footer")
    embargo: Embargo | None = None


class EarlierMeeting(FrozenModel):
    """The meeting before this one."""

    title: Text
    date: Date
    path: str | None = Field(None, description="The folder of its project, as seen from that of this one")


class Meeting(Owner):
    """The occasion the content reports on: `content/meeting.yaml`."""

    owner = "meeting"

    id: str
    title: Text
    date: Date
    place: Text | None = None
    chairs: tuple[PersonName, ...] = ()
    attendees: tuple[PersonName, ...] = ()
    attendees_note: Text | None = None
    attendees_source: SourceRef | None = Field(None, description="Where the record lists them")
    previous: EarlierMeeting | None = Field(None, description="The meeting before this one")
    release: Release = Field(default_factory=Release, description="Draft, classification and embargo")
    financial_year_starts: int = Field(APRIL, ge=1, le=12, description="The month in which financial years start: 4")
    languages: tuple[str, ...] = Field(min_length=1)
    editions: tuple[str, ...] = Field((), description="Pairs of languages that are built side by side: en+zh-Hant")
    sectors: tuple[str, ...] = Field(min_length=1)
    sources: dict[str, SourceDocument] = Field({}, description="The documents that statements are taken from, by key")
    labels: dict[str, Text] = Field({}, description="Fixed words that stand in for those of templates/labels.yaml")
    statements: tuple[Statement, ...] = ()
    extra: Extra = EXTRA
    pictures: Pictures = PICTURES
    overview: Overview | None = Field(None, description="The pack of the whole meeting; without it there is none")

    @field_validator("languages")
    @classmethod
    def _check_languages(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        check_tags(value, info)
        return value

    @field_validator("editions")
    @classmethod
    def _parse_editions(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        known = languages_of(info)
        languages = {tag: known[tag] for tag in info.data.get("languages", known)}
        editions = tuple(dict.fromkeys(parse_edition(text, languages) for text in value))
        for tag in editions:
            if tag in languages:
                raise ValueError(Message("'{tag}' is one language; an edition here is two, as in '{tag}+…'", tag=tag))
        return editions
