"""Fields that a project declares itself: `content/schema/extra.yaml`, and the models that it becomes.

A declaration becomes a pydantic model, so that a project's own fields are read, reported and completed by editors as
all others are. What comes out is plain data, which pickles: texts, dates, amounts, words, lists and tables of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from reportgen.diagnostics import Message
from reportgen.model.content import Currency, FrozenModel, Text

Type = Literal["text", "name", "date", "number", "money", "percent", "choice", "flag", "link", "picture", "table"]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RESERVED = frozenset({"other"})
"""A name that templates know otherwise: the same in the second language."""


class OwnId(str):
    """The id of a glossary term in a field of the project's own."""

    __slots__ = ()


class OwnWord(str):
    """A word of a choice in a field of the project's own."""

    __slots__ = ()


class OwnName(Text):
    """A name that content writes itself in a field of the project's own."""


class FieldType(FrozenModel):
    """What a field holds."""

    type: Type
    list: bool = Field(False, description="Whether it holds a list of these")
    of: tuple[str, ...] = Field((), description="The words of a choice")
    currency: Currency | None = Field(None, description="Of money: the currency, where all sums are in one")
    columns: dict[str, FieldType] = Field({}, description="Of a table: its columns")
    heading: str = Field("", description="Of a column: the word in the first row of a spreadsheet, if not its name")
    description: str = Field("", description="What it is for; editors show it")

    @field_validator("columns")
    @classmethod
    def _check_columns(cls, value: dict[str, FieldType]) -> dict[str, FieldType]:
        for name, column in value.items():
            if column.type in ("table", "picture") or column.list:
                raise ValueError(
                    Message(
                        "the column '{name}' cannot be a list, a table or a picture; a cell holds one value", name=name
                    )
                )
        return _with_good_names(value)

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        for key, kind in (("of", "choice"), ("currency", "money"), ("columns", "table")):
            if getattr(self, key) and self.type != kind:
                raise ValueError(
                    Message(
                        "'{key}' is said of a {kind}, and this is a {type}; take it away",
                        key=key,
                        kind=kind,
                        type=self.type,
                    )
                )
        if self.type == "choice" and not self.of:
            raise ValueError(Message("a choice needs its words; write 'of: [low, high]'"))
        if self.type == "table" and not self.columns:
            raise ValueError(Message("a table needs its columns; write 'columns:' with a line for each"))
        if self.type == "table" and self.list:
            raise ValueError(Message("a table is a list already; take 'list' away"))
        return self


def _with_good_names(fields: dict[str, FieldType]) -> dict[str, FieldType]:
    for name in fields:
        if not _NAME.fullmatch(name) or name in _RESERVED:
            raise ValueError(
                Message(
                    "'{name}' cannot be the name of a field; use small letters, digits and _, a letter first", name=name
                )
            )
    return fields


Fields = Annotated[dict[str, FieldType], AfterValidator(_with_good_names)]


class OwnFieldsFile(FrozenModel):
    """`content/schema/extra.yaml`: the fields of the project's own, by what has them.

    A next step and a statement have the fields of an item, and their own.
    """

    meeting: Fields = Field({}, description="Of the meeting")
    sector: Fields = Field({}, description="Of each sector, and of the overview")
    item: Fields = Field({}, description="Of takeaways, progress, next steps and statements")
    next_step: Fields = Field({}, description="Of next steps alone")
    agreement: Fields = Field({}, description="Of agreements")
    figure: Fields = Field({}, description="Of figures")
    milestone: Fields = Field({}, description="Of milestones")
    statement: Fields = Field({}, description="Of statements alone")

    def of(self, owner: str) -> Mapping[str, FieldType]:
        """The fields of an owner by name."""
        own: Mapping[str, FieldType] = getattr(self, owner)
        return {**self.item, **own} if owner in ("next_step", "statement") else own
