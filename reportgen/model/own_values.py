"""What content says in fields of the project's own, read as their declarations ask, also from cells and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    create_model,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from reportgen.diagnostics import Message, ProblemsFound, marked
from reportgen.model.cells import Cell, Sheet
from reportgen.model.content import Amount, Date, FrozenModel, Name, Picture, Text, check_currency, languages_of
from reportgen.model.decimals import checked_digits
from reportgen.model.own_fields import FieldType, OwnFieldsFile, OwnId, OwnName, OwnWord
from reportgen.model.reading import is_cell, number_of, reading_of

_MONEY = re.compile(r"(?P<currency>[A-Z]{3})\s+(?P<value>\S.*)")
_IN_LANGUAGES = frozenset({"text", "name"})
"""The types that a spreadsheet may have in a column for each language: `name_en`, `name_zh-Hant`."""
_LINK = re.compile(r"(https?://|mailto:)\S+")


class OwnValues(FrozenModel):
    """The base of the models that declarations become."""

    def given(self) -> dict[str, Any]:
        """The values that content gives, as plain data."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}


@dataclass(frozen=True)
class DeclaredFields:
    """The own fields of a project that declares some; without a `file` the declaration has faults."""

    file: OwnFieldsFile | None

    def read(self, owner: str, value: Any, info: ValidationInfo) -> dict[str, Any]:
        """The values that content gives the fields of an owner. Raises `ValueError` or `ValidationError`."""
        if self.file is None:
            return {}  # what is wrong is the declaration
        if isinstance(value, dict) and not self.fields(owner):
            raise ValueError(
                Message(
                    "there is no field of a {owner}; declare it below '{owner}' in content/schema/extra.yaml",
                    owner=owner,
                )
            )
        return self.model(owner).model_validate(value, context=reading_of(info)).given()

    def model(self, owner: str) -> type[OwnValues]:
        """The model of what content may say of an owner."""
        return model_of(owner, self.fields(owner))

    def fields(self, owner: str) -> Mapping[str, FieldType]:
        """The fields of an owner."""
        return {} if self.file is None else self.file.of(owner)


def model_of(title: str, fields: Mapping[str, FieldType]) -> type[OwnValues]:
    """The model of some fields."""
    return _model(title, tuple((name, kind.model_dump_json()) for name, kind in fields.items()))


@cache
def _model(title: str, fields: tuple[tuple[str, str], ...]) -> type[OwnValues]:
    """The model of some fields; a kind is given as JSON, which can be a key."""
    kinds = {name: FieldType.model_validate_json(kind) for name, kind in fields}
    made: Any = {
        name: (_annotation(kind), Field(None, description=kind.description or None)) for name, kind in kinds.items()
    }
    model: type[OwnValues] = create_model(f"Own fields of {title}", __base__=OwnValues, **made)
    return model


def _annotation(kind: FieldType) -> Any:
    one = _ANNOTATIONS[kind.type](kind)
    return tuple[one, ...] if kind.list else one  # type: ignore[valid-type]


def _amount(kind: FieldType) -> Any:
    def read(value: Any, info: ValidationInfo) -> Amount:
        currency, text = kind.currency, str(value)
        written = _MONEY.fullmatch(text) if kind.type == "money" else None
        if written:
            currency, text = check_currency(written["currency"], info), written["value"]
        elif kind.type == "money" and currency is None:
            raise ValueError(
                Message("'{text}' names no currency; write it before the number, as in HKD 1200000000", text=text)
            )
        digits = checked_digits(number_of(text, kind.type, info))
        return Amount(Decimal(digits), currency, kind.type == "percent")

    return Annotated[Amount, PlainValidator(read), WithJsonSchema({"type": ["string", "number"]})]


def _date(kind: FieldType) -> Any:
    def read(value: Any, info: ValidationInfo) -> Any:
        return reading_of(info).files.cell(value).typed("date") if is_cell(value) else value

    return Annotated[Date, BeforeValidator(read)]


def _link(value: str) -> str:
    if not _LINK.fullmatch(value):
        raise ValueError(Message("'{value}' is no address; write it in full, as in https://www.gov.hk/", value=value))
    return value


def _marked(value: Text | str) -> Text | str:
    return OwnId(value) if isinstance(value, str) else OwnName.model_construct(value.root)


# -- tables


def _table(kind: FieldType) -> Any:
    row = model_of("a row", kind.columns)

    def read(value: Any, info: ValidationInfo) -> Any:
        return value if isinstance(value, list) else _rows_of_file(str(value), kind.columns, info)

    def plain(rows: tuple[OwnValues, ...]) -> tuple[dict[str, Any], ...]:
        return tuple({name: getattr(one, name) for name in kind.columns} for one in rows)

    rows = Annotated[tuple[row, ...], BeforeValidator(read), AfterValidator(plain)]  # type: ignore[valid-type]
    as_typed = WithJsonSchema({"anyOf": [{"type": "array"}, {"type": "string", "pattern": "^data/"}]})
    described = Field(
        description=marked("The rows, or the file that has them: data/projects.csv, data/projects.xlsx#Sheet1")
    )
    name: str = f"Table of {', '.join(kind.columns)}"
    typed: Any = Annotated[rows, as_typed]
    table: type[OwnValues] = create_model(name, __base__=OwnValues, rows=(typed, described))
    return Annotated[table, AfterValidator(OwnValues.given)]


def _rows_of_file(reference: str, columns: Mapping[str, FieldType], info: ValidationInfo) -> tuple[OwnValues, ...]:
    """The rows of a table in a file; raises `ValidationError` with every fault, each with its cell."""
    try:
        sheet = reading_of(info).files.table(reference)
    except ProblemsFound as problems:
        said = [
            Message("{place}: {message}; {hint}", place=str(one.location), message=one.message, hint=one.hint)
            for one in problems.diagnostics
        ]
        raise _error(reference, said) from None
    row, tags = model_of("a row", columns), tuple(languages_of(info))
    made: list[OwnValues] = []
    faults = list(_missing_columns(sheet, columns, tags))
    for cells in () if faults else sheet.rows:
        typed: dict[str, Any] = {}
        for name, kind in columns.items():
            try:
                typed |= _typed(name, kind, cells, tags)
            except ValueError as fault:
                faults.append(str(fault))
        try:
            made.append(row.model_validate(typed, context=reading_of(info)))
        except ValidationError as error:
            faults += [_told(one, columns, cells) for one in error.errors(include_url=False)]
    if faults:
        raise _error(reference, faults)
    return tuple(made)


def _error(reference: str, faults: Iterable[str]) -> ValidationError:
    """An error of pydantic for each fault of a table."""
    details: list[InitErrorDetails] = [
        {"type": PydanticCustomError("value_error", "{error}", {"error": fault}), "loc": (), "input": reference}
        for fault in faults
    ]
    return ValidationError.from_exception_data(reference, details)


def _missing_columns(sheet: Sheet, columns: Mapping[str, FieldType], tags: Collection[str]) -> Iterator[str]:
    """What is wrong with the first row of a table."""
    for name, kind in columns.items():
        heading = kind.heading or name
        own = {f"{heading}_{tag}" for tag in tags} if kind.type in _IN_LANGUAGES else set()
        plain = {heading} if kind.type != "text" else set()
        if not sheet.headings & (plain | own):
            wanted = (
                f"'{heading}'"
                if plain
                else Message("'{heading}_{tag}', one for each language", heading=heading, tag=next(iter(tags)))
            )
            yield Message(
                "{place} has no column {wanted}; its first row has {there} ('heading' names another word)",
                place=sheet.place,
                wanted=wanted,
                there=sorted(sheet.headings),
            )


def _typed(name: str, kind: FieldType, cells: Mapping[str, Cell], tags: Collection[str]) -> dict[str, Any]:
    """What a person would write for a column of a row; nothing for an empty cell. Raises `ValueError`."""
    heading = kind.heading or name
    cell = cells.get(heading)
    if kind.type in _IN_LANGUAGES:
        wordings = {
            tag: one.typed("text") for tag in tags if (one := cells.get(f"{heading}_{tag}")) and not one.is_empty
        }
        if wordings:
            return {name: wordings}
    if cell is None or cell.is_empty or kind.type == "text":
        return {}
    if kind.type == "money" and isinstance(cell.value, str) and _MONEY.fullmatch(cell.value.strip()):
        return {name: cell.value.strip()}
    return {name: cell.typed(kind.type)}


def _told(error: ErrorDetails, columns: Mapping[str, FieldType], cells: Mapping[str, Cell]) -> str:
    """A fault of a value that a cell has, with the cell."""
    name = str(error["loc"][0])
    heading = columns[name].heading or name
    place = next(cell.place for word, cell in cells.items() if word == heading or word.startswith(f"{heading}_"))
    context = error.get("ctx", {})
    if "expected" in context:
        return Message(
            "{place} holds '{error}'; use one of {context}",
            place=place,
            error=error["input"],
            context=context["expected"],
        )
    return Message("{place}: {message}", place=place, message=context.get("error", error["msg"]))


_ANNOTATIONS: Mapping[str, Callable[[FieldType], Any]] = {
    "text": lambda kind: Text,
    "name": lambda kind: Annotated[Name, AfterValidator(_marked)],
    "date": _date,
    "number": _amount,
    "money": _amount,
    "percent": _amount,
    "choice": lambda kind: Annotated[Literal[kind.of], AfterValidator(OwnWord)],
    "flag": lambda kind: bool,
    "link": lambda kind: Annotated[str, AfterValidator(_link)],
    "picture": lambda kind: Picture,
    "table": _table,
}
"""Type → the annotation of a field that holds it."""
