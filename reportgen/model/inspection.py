"""What can be asked of any value of the content: all that is in it, its shape, the terms that its fields refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from reportgen.model.content import KeyPath, SourceRef, TermReference, Text
from reportgen.model.own_fields import OwnId


def walk(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every value of a model with its path, parents before children.

    Texts, sources and dates are leaves. Fields come in the order of their declaration.
    """
    yield path, value
    if isinstance(value, Text | SourceRef):
        return
    if isinstance(value, BaseModel):
        for name in _field_names(type(value)):
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


@cache
def _field_names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)  # which pydantic looks up anew each time


def shape(value: Any) -> object:
    """What a value of the content is, without what the values in it are: something to compare.

    Of a map it is the keys; of a list that of each value; of a model or a text that it is there.
    """
    if isinstance(value, Mapping):
        return tuple(value)
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    return True if isinstance(value, BaseModel) and not isinstance(value, SourceRef) else value


def term_references(model: Any) -> Iterator[tuple[KeyPath, str, str]]:
    """The ids of terms in a model's own fields: the path from the model, the id, and the kind of term that it needs.

    Fields of the project's own are a map. Any other value that is no model has none, so the function can be called for
    all that `walk` yields.
    """
    if isinstance(model, dict):
        yield from _own_ids(model)
    if not isinstance(model, BaseModel):
        return
    for name, kind in _term_fields(type(model)).items():
        value = getattr(model, name)
        values = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, term_id in values:
            if isinstance(term_id, str):  # others are names themselves
                yield (name,) if index is None else (name, index), term_id, kind


def _own_ids(fields: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str, str]]:
    """The ids of terms in fields of the project's own, or in a row of a table."""
    for name, value in fields.items():
        values = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, one in values:
            if isinstance(one, OwnId):
                yield (name,) if index is None else (name, index), one, ""


@cache
def _term_fields(model: type[BaseModel]) -> dict[str, str]:
    """The fields of a model class that hold ids of terms → the kind of term that they need."""
    found: dict[str, str] = {}
    for name, field in model.model_fields.items():
        # pydantic takes the metadata of `Annotated[str, …]` itself, and leaves that of `tuple[Annotated[str, …], ...]`
        inner = (metadata for argument in get_args(field.annotation) for metadata in get_args(argument))
        for metadata in (*field.metadata, *inner):
            if isinstance(metadata, TermReference):
                found[name] = metadata.kind
    return found
