"""The content of sectors as pydantic models: a sector, its items, and what all content is made of. Validated, frozen.

Field descriptions end up in the generated JSON Schemas, so they are written for the person who edits the YAML. A
validator's message is shown to that person too; what stands after a semicolon is the hint.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    RootModel,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from reportgen.diagnostics import Message, marked, shortened
from reportgen.model.dates import PartialDate, parse_date
from reportgen.model.decimals import checked_digits
from reportgen.model.language import Language, Qualifier, is_currency
from reportgen.model.reading import NamedFile, is_cell, number_of, reading_of

KeyPath = tuple[str | int, ...]
"""The path to a value inside a document: keys, and list positions from 0."""


RootType = TypeVar("RootType")


class FrozenModel(BaseModel):
    """The base of all models."""

    # `defer_build`: a command validates files of few models, and pydantic makes the validators of a file all at once
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class FrozenRoot(RootModel[RootType], Generic[RootType]):
    """A model of one value, which has no keys of its own."""

    model_config = ConfigDict(frozen=True, defer_build=True)


def languages_of(info: ValidationInfo) -> Mapping[str, Language]:
    """The languages that content may be written in: those of the project."""
    return reading_of(info).languages


def check_tags(tags: Iterable[str], info: ValidationInfo) -> None:
    """Raise `ValueError` for a tag that is no language of the project."""
    languages = languages_of(info)
    for tag in tags:
        if tag not in languages:
            known = [*languages]
            raise ValueError(
                Message("unknown language '{tag}'; use one of {known}", tag=shortened(str(tag), 60), known=known)
            )


class Text(FrozenRoot[dict[str, str]]):
    """A piece of content that exists in several languages, by BCP 47 tag."""

    @field_validator("root")
    @classmethod
    def _check_wordings(cls, value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        check_tags(value, info)
        for tag, text in value.items():
            if not text.strip():
                raise ValueError(Message("the text for '{tag}' is empty; write it or remove the key", tag=tag))
        if not value:
            raise ValueError(Message("a text needs at least one language"))
        return value

    def get(self, tag: str) -> str | None:
        """The text as authored in this language, or None."""
        return self.root.get(tag)


ID = r"^[a-z][a-z0-9-]*$"
EMPTY_IS_NONE = BeforeValidator(lambda value: None if value == "" else value)
ToWrite = Annotated[Text | None, EMPTY_IS_NONE]
"""A text that is needed, and may be empty until somebody writes it."""
FollowUpState = Literal["done", "under-way", "dropped", "new"]


@dataclass(frozen=True, slots=True)
class OrWord:
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
            fault = Message("'{value}' is none of {words}; use one, or write a text", value=value, words=self.words)
            raise ValueError(fault)
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
            raise ValueError(
                Message("'{value}' is not a source; write document#paragraph, as in press-release#8", value=value)
            )
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
Name = Annotated[Text | str, OrWord(), TermReference()]
"""A name: the id of a glossary term, or the name itself as a text."""
PersonName = Annotated[Text | str, OrWord(), TermReference("person")]
DocumentName = Annotated[Text | str, OrWord(), TermReference("document")]


def _picture_file(value: Any, info: ValidationInfo) -> NamedFile:
    return value if isinstance(value, NamedFile) else reading_of(info).files.picture(str(value))


PictureFile = Annotated[
    NamedFile,
    PlainValidator(_picture_file),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "description": "A picture in pictures/", "pattern": "^pictures/"}),
]


class Picture(FrozenModel):
    """A picture that templates show in a frame."""

    file: PictureFile
    alt: Text = Field(description=marked("What it shows, for those who do not see it"))
    credit: Text | None = Field(None, description="Whose it is")


Extra = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]
"""The project's own fields by name."""
Pictures = dict[str, Picture]
"""Pictures by a word of the author's own: `logo`, `photo`, `map`."""
EXTRA: Any = Field({}, description="The project's own fields: content/schema/extra.yaml declares them")
PICTURES: Any = Field({}, description="Pictures by a word of your own: logo, photo, map …")


class Owner(FrozenModel):
    """What may have fields of the project's own (`extra`), which are declared for its `owner`, and pictures."""

    owner: ClassVar[str]

    @field_validator("extra", mode="before", check_fields=False)
    @classmethod
    def _read_extra(cls, value: Any, info: ValidationInfo) -> Any:
        return reading_of(info).own.read(cls.owner, value, info)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of an own field: a sum of money where it has a `currency`, a percentage, or a plain number."""

    value: Decimal
    currency: str | None = None
    percent: bool = False


class Entry(Owner):
    """An entry of a list that others can name, such as the next meeting."""

    id: str | None = Field(None, pattern=ID, description="What others call it; no other entry of the file has it")


class Item(Entry):
    """One statement: a short lead, a sentence, where it comes from."""

    owner = "item"

    aspect: Text | None = Field(None, description="What side of the matter this is, one to three words")
    lead: Text = Field(description=marked("Two to five words"))
    text: Text = Field(description=marked("One sentence"))
    note: Text | None = Field(None, description="Fuller wording, to be spoken")
    by: tuple[Name, ...] = Field((), description="Who does it: glossary ids, or names as texts")
    source: SourceRef | None = None
    extra: Extra = EXTRA
    pictures: Pictures = PICTURES


class NextStep(Item):
    """What comes next."""

    owner = "next_step"

    due: Date | None = Field(None, description="When, where the source says so for just this")


class FollowUp(Item):
    """A step that the earlier meeting set out, worded as it was there, and what has become of it."""

    of: str | None = Field(None, pattern=ID, description="The id of the step in the content of the earlier meeting")
    state: Annotated[FollowUpState | None, EMPTY_IS_NONE] = Field(None, description="What has become of it")
    outcome: Text | None = Field(None, description="What has been done, in a sentence")


class Reason(FrozenModel):
    """Why it matters."""

    text: Text
    source: SourceRef | None = None


class Agreement(Entry):
    """A signed document."""

    owner = "agreement"

    document: DocumentName = Field(description=marked("Its title: the id of the document in the glossary, or a text"))
    kind: Text | None = None
    parties: tuple[Name, ...] = Field(
        min_length=2, description=marked("Who signed it: glossary ids, or names as texts")
    )
    date: Date
    occasion: Text | None = None
    purpose: Text | None = None
    source: SourceRef | None = None
    extra: Extra = EXTRA
    pictures: Pictures = PICTURES


def check_currency(code: str, info: ValidationInfo) -> str:
    """A code of a currency; raises `ValueError` where there is no such currency."""
    if not is_currency(code, languages_of(info).values()):
        raise ValueError(
            Message("'{code}' is no currency; write its code of ISO 4217, as in HKD, CNY or EUR", code=code)
        )
    return code


Currency = Annotated[
    str,
    AfterValidator(check_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["HKD", "CNY", "USD", "EUR"]}),
]


def _cell_at(key: str, reference: str, kind: str, info: ValidationInfo) -> str:
    """The number in a cell; raises `ValidationError` with the key that names it."""
    try:
        return number_of(reference, kind, info)
    except ValueError as fault:
        error = PydanticCustomError("value_error", "{error}", {"error": str(fault)})
        details: InitErrorDetails = {"type": error, "loc": (key,), "input": reference}
        raise ValidationError.from_exception_data("Figure", [details]) from None


class Figure(Entry):
    """A number of the record, or a count of our own (`counted: true`)."""

    owner = "figure"

    value: Decimal = Field(description=marked("Digits only, or a cell; a sum of money in full, as in 1200000000"))
    to: Decimal | None = Field(None, description="The upper end, where the record gives a range")
    currency: Currency | None = Field(None, description="For a sum of money: HKD, CNY (Renminbi) …")
    percent: bool = Field(False, description="Whether the number is a percentage")
    qualifier: Qualifier | None = None
    unit: Text | None = Field(None, description="The word after the number; in Chinese the measure word")
    label: Text = Field(description=marked("What is counted"))
    as_of: Date | None = None
    counted: bool = False
    source: SourceRef | None = None
    extra: Extra = EXTRA
    pictures: Pictures = PICTURES

    @model_validator(mode="before")
    @classmethod
    def _read_cells(cls, data: Any, info: ValidationInfo) -> Any:
        """Put numbers in the place of the cells that are named; whether one is a percentage the figure says."""
        named = {key: data[key] for key in ("value", "to") if is_cell(data.get(key))} if isinstance(data, dict) else {}
        kind = "percent" if named and str(data.get("percent")).lower() == "true" else "number"
        return {**data, **{key: _cell_at(key, value, kind, info) for key, value in named.items()}} if named else data

    @field_validator("value", "to", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return None if value is None else checked_digits(str(value))

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        if self.currency and self.percent:
            raise ValueError(Message("a figure is a sum of money or a percentage, not both; remove one"))
        if self.to is not None and self.to <= self.value:
            raise ValueError(
                Message(
                    "the range ends at {to} and begins at {value}; put the smaller number first",
                    to=self.to,
                    value=self.value,
                )
            )
        return self


class Milestone(Entry):
    """A dated event, reached or ahead as seen from the meeting day."""

    owner = "milestone"

    date: Date
    lead: Text
    text: Text
    status: Literal["done", "planned"]
    source: SourceRef | None = None
    extra: Extra = EXTRA
    pictures: Pictures = PICTURES


class Question(FrozenModel):
    """A likely question, and what the record says or does not say."""

    question: Text
    answer: Text


class Section(FrozenModel):
    """The wording of one slide: its headline, and what the speaker says."""

    headline: Text = Field(description=marked("A full sentence with a verb, without a full stop"))
    say: Text | None = None
    asked: Question | None = None


SectorSlide = Literal["glance", "moved", "progress", "directions", "agreements", "milestones", "figures"]


class Cells(FrozenModel):
    """The sector's one-line cells in the overview of all sectors."""

    progress: Text
    next_step: Text
    signed: Text | None = None


class Pack(Owner):
    """What a sector and the overview have in common."""

    owner = "sector"

    title: Text
    headline: ToWrite = Field(description=marked("The message of the pack in one sentence"))
    summary: ToWrite
    takeaways: tuple[Item, ...] = Field((), max_length=3)
    why_it_matters: Reason | None = None
    figures: tuple[Figure, ...] = ()
    terms: tuple[TermId, ...] = ()
    extra: Extra = EXTRA
    pictures: Pictures = PICTURES


class Sector(Pack):
    """One area of co-operation: one file in `content/sectors/`."""

    id: str = Field(pattern=ID)
    follow_up: tuple[FollowUp, ...] = Field((), description="What has become of the steps of the meeting before")
    progress: tuple[Item, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sections: dict[SectorSlide, Section] = {}
    overview: Cells | None = None
