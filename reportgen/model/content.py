"""The content of a meeting as pydantic models: the meeting, its sectors and their items. Validated and frozen.

Field descriptions end up in the generated JSON Schemas, so they are written for the person who edits the YAML. A
validator's message is shown to that person too; what stands after a semicolon is the hint.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    RootModel,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from reportgen.model.dates import APRIL, Moment, PartialDate, parse_date, parse_moment
from reportgen.model.language import LANGUAGES, Language, is_currency, parse_edition

KeyPath = tuple[str | int, ...]
"""The path to a value inside a document: keys, and list positions from 0."""


RootType = TypeVar("RootType")


# Only what is validated needs a validator: pydantic makes it then, for a whole file at once.
class _FrozenModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class FrozenRoot(RootModel[RootType], Generic[RootType]):
    """A model of one value, which has no keys of its own."""

    model_config = ConfigDict(frozen=True, defer_build=True)


def _languages(info: ValidationInfo) -> Mapping[str, Language]:
    """The languages that content may be written in: those of the project, which are the context of the validation."""
    return info.context or LANGUAGES


def _check_tags(tags: Iterable[str], info: ValidationInfo) -> None:
    languages = _languages(info)
    for tag in tags:
        if tag not in languages:
            raise ValueError(f"unknown language '{tag}'; use one of {', '.join(languages)}")


class Text(FrozenRoot[dict[str, str]]):
    """A piece of content that exists in several languages, by BCP 47 tag."""

    @field_validator("root")
    @classmethod
    def _check_wordings(cls, value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        _check_tags(value, info)
        for tag, text in value.items():
            if not text.strip():
                raise ValueError(f"the text for '{tag}' is empty; write it or remove the key")
        if not value:
            raise ValueError("a text needs at least one language")
        return value

    def get(self, tag: str) -> str | None:
        """The text as authored in this language, or None."""
        return self.root.get(tag)


_ID = r"^[a-z][a-z0-9-]*$"
_EMPTY_IS_NONE = BeforeValidator(lambda value: None if value == "" else value)
ToWrite = Annotated[Text | None, _EMPTY_IS_NONE]
"""A text that is needed, and may be empty until somebody writes it."""
FollowUpState = Literal["done", "under-way", "dropped", "new"]


@dataclass(frozen=True, slots=True)
class _OrWord:
    """Metadata of a field that holds a text, or a single word: one of `words`, or any where there are none."""

    words: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._read, handler.generate_schema(Text))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        word = {"type": "string", "enum": list(self.words)} if self.words else {"type": "string"}
        return {"anyOf": [word, handler(schema)]}

    def _read(self, value: Any, read_text: ValidatorFunctionWrapHandler) -> Any:
        if not isinstance(value, str) or not value:
            return read_text(value)
        if self.words and value not in self.words:
            raise ValueError(f"'{value}' is none of {', '.join(self.words)}; use one of them, or write a text")
        return value


def _as_date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    return parse_date(str(value))


Date = Annotated[
    PartialDate,
    BeforeValidator(_as_date),
    PlainSerializer(str),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "description": "A date of any precision",
            "examples": [
                "2023-02-22",
                "2023-03",
                "2023-Q1",
                "2023-H1",
                2023,
                "2023-02-22/24",
                "mid-2024",
                "2023/24",
                "from end-2024",
            ],
        }
    ),
]

_SOURCE = re.compile(r"^(?P<document>[a-z0-9][a-z0-9-]*)#(?P<paragraphs>\d{1,4}(?:[-,]\d{1,4})*)$")


class SourceRef(FrozenRoot[str]):
    """Where a statement comes from: `press-release#8`, `press-release#8-9`, `press-release#8,10`."""

    @field_validator("root")
    @classmethod
    def _normalise(cls, value: str) -> str:
        value = re.sub(r"\s*([-,#])\s*", r"\1", value.strip())
        if not _SOURCE.match(value):
            raise ValueError(f"'{value}' is not a source; write document#paragraph, as in press-release#8")
        return value

    @property
    def document(self) -> str:
        """The key of the document among the meeting's sources."""
        return self.root.split("#")[0]

    @property
    def paragraphs(self) -> str:
        """The paragraphs as written: `8`, `8-9`, `8,10`."""
        return self.root.split("#")[1]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of each paragraph, ranges written out."""
        found: list[int] = []
        for part in self.paragraphs.split(","):
            first, _, last = part.partition("-")
            found += range(int(first), int(last or first) + 1)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class TermReference:
    """Metadata of a field that holds ids of glossary terms; `kind` is the kind that these need, empty for any."""

    kind: str = ""


TermId = Annotated[str, TermReference()]
Name = Annotated[Text | str, _OrWord(), TermReference()]
"""A name: the id of a glossary term, or the name itself as a text."""
PersonName = Annotated[Text | str, _OrWord(), TermReference("person")]
DocumentName = Annotated[Text | str, _OrWord(), TermReference("document")]


class _Entry(_FrozenModel):
    """An entry of a list that others can name, such as the next meeting."""

    id: str | None = Field(None, pattern=_ID, description="What others call it; no other entry of the file has it")


class Item(_Entry):
    """One statement: a short lead, a sentence, where it comes from."""

    aspect: Text | None = Field(None, description="What side of the matter this is, one to three words")
    lead: Text = Field(description="Two to five words")
    text: Text = Field(description="One sentence")
    note: Text | None = Field(None, description="Fuller wording, to be spoken")
    by: tuple[Name, ...] = Field((), description="Who does it: glossary ids, or names as texts")
    source: SourceRef | None = None


class NextStep(Item):
    """What comes next."""

    due: Date | None = Field(None, description="When, where the source says so for just this")


class FollowUp(Item):
    """A step that the earlier meeting set out, worded as it was there, and what has become of it."""

    of: str | None = Field(None, pattern=_ID, description="The id of the step in the content of the earlier meeting")
    state: Annotated[FollowUpState | None, _EMPTY_IS_NONE] = Field(None, description="What has become of it")
    outcome: Text | None = Field(None, description="What has been done, in a sentence")


class Reason(_FrozenModel):
    """Why it matters."""

    text: Text
    source: SourceRef | None = None


class Agreement(_Entry):
    """A signed document."""

    document: DocumentName = Field(description="Its title: the id of the document in the glossary, or a text")
    kind: Text | None = None
    parties: tuple[Name, ...] = Field(min_length=2, description="Who signed it: glossary ids, or names as texts")
    date: Date
    occasion: Text | None = None
    purpose: Text | None = None
    source: SourceRef | None = None


def _currency(code: str, info: ValidationInfo) -> str:
    if not is_currency(code, _languages(info).values()):
        raise ValueError(f"'{code}' is no currency; write its code of ISO 4217, as in HKD, CNY or EUR")
    return code


Currency = Annotated[
    str,
    AfterValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["HKD", "CNY", "USD", "EUR"]}),
]


class Figure(_Entry):
    """A number of the record, or a count of our own (`counted: true`)."""

    value: Decimal = Field(description="Digits only; a sum of money in full, as in 1200000000")
    to: Decimal | None = Field(None, description="The upper end, where the record gives a range")
    currency: Currency | None = Field(None, description="For a sum of money: HKD, CNY (Renminbi) …")
    percent: bool = Field(False, description="Whether the number is a percentage")
    qualifier: Literal["more-than", "about", "at-least", "up-to"] | None = None
    unit: Text | None = Field(None, description="The word after the number; in Chinese the measure word")
    label: Text = Field(description="What is counted")
    as_of: Date | None = None
    counted: bool = False
    source: SourceRef | None = None

    @field_validator("value", "to", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if value is None:
            return None
        text = str(value)
        if not re.match(r"^-?\d+(\.\d+)?$", text):
            raise ValueError(f"'{text}' is not a number; write digits only, as in 10000")
        return text

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        if self.currency and self.percent:
            raise ValueError("a figure is a sum of money or a percentage, not both; remove one")
        if self.to is not None and self.to <= self.value:
            raise ValueError(f"the range ends at {self.to} and begins at {self.value}; put the smaller number first")
        return self


class Milestone(_Entry):
    """A dated event, reached or ahead as seen from the meeting day."""

    date: Date
    lead: Text
    text: Text
    status: Literal["done", "planned"]
    source: SourceRef | None = None


class Question(_FrozenModel):
    """A likely question, and what the record says or does not say."""

    question: Text
    answer: Text


class Section(_FrozenModel):
    """The wording of one slide: its headline, and what the speaker says."""

    headline: Text = Field(description="A full sentence with a verb, without a full stop")
    say: Text | None = None
    asked: Question | None = None


SectorSlide = Literal["glance", "moved", "progress", "directions", "agreements", "milestones", "figures"]
OverviewSlide = Literal["glance", "moved", "statements", "matrix", "agreements", "milestones", "figures"]


class Cells(_FrozenModel):
    """The sector's one-line cells in the overview of all sectors."""

    progress: Text
    next_step: Text
    signed: Text | None = None


class _Pack(_FrozenModel):
    title: Text
    headline: ToWrite = Field(description="The message of the pack in one sentence")
    summary: ToWrite
    takeaways: tuple[Item, ...] = Field((), max_length=3)
    why_it_matters: Reason | None = None
    figures: tuple[Figure, ...] = ()
    terms: tuple[TermId, ...] = ()


class Sector(_Pack):
    """One area of co-operation: one file in `content/sectors/`."""

    id: str = Field(pattern=_ID)
    follow_up: tuple[FollowUp, ...] = Field((), description="What has become of the steps of the meeting before")
    progress: tuple[Item, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sections: dict[SectorSlide, Section] = {}
    overview: Cells | None = None


class Period(_FrozenModel):
    """A column of the roadmap: milestones up to and including `until` (the last column: the rest)."""

    title: Text
    until: Date | None = None


class Overview(_Pack):
    """The pack of the whole meeting; agreements and milestones are those of all sectors."""

    periods: tuple[Period, ...] = ()
    sections: dict[OverviewSlide, Section] = {}


SOURCE_KINDS = ("press-release", "minutes", "speech", "report", "record")
"""The kinds of source that have a label; its key is the kind with `_` for `-`."""


class SourceDocument(_FrozenModel):
    """A document that statements are taken from."""

    title: Text
    kind: Annotated[Text | str, _OrWord(SOURCE_KINDS)] = Field("record", description="What it is: a word, or a text")
    publisher: Name | None = Field(None, description="Who published it: a glossary id, or the name as a text")
    issued: Date
    language: str | None = Field(None, description="The language it is in; without it, the meeting's first")
    url: str | None = None


class Statement(Item):
    """What a person said, in paraphrase."""

    who: PersonName = Field(description="Who said it: the id of the person in the glossary, or the name as a text")


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


class Release(_FrozenModel):
    """Who may read the documents, and when: printed on every slide and page of all packs."""

    status: Literal["draft", "final"] = Field("final", description="A draft carries a watermark")
    classification: Text | None = Field(None, description="Who may read the documents, as printed in the footer")
    embargo: Embargo | None = None


class EarlierMeeting(_FrozenModel):
    """The meeting before this one."""

    title: Text
    date: Date
    path: str | None = Field(None, description="The folder of its project, as seen from that of this one")


class Meeting(_FrozenModel):
    """The occasion the content reports on: `content/meeting.yaml`."""

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
    sources: dict[str, SourceDocument] = {}
    labels: dict[str, Text] = Field({}, description="Fixed words that stand in for those of templates/labels.yaml")
    statements: tuple[Statement, ...] = ()
    overview: Overview | None = Field(None, description="The pack of the whole meeting; without it there is none")

    @field_validator("languages")
    @classmethod
    def _check_languages(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        _check_tags(value, info)
        return value

    @field_validator("editions")
    @classmethod
    def _parse_editions(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        known = _languages(info)
        languages = {tag: known[tag] for tag in info.data.get("languages", known)}
        editions = tuple(dict.fromkeys(parse_edition(text, languages) for text in value))
        for tag in editions:
            if tag in languages:
                raise ValueError(f"'{tag}' is one language; an edition here is two, as in '{tag}+…'")
        return editions
