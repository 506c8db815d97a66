"""Reads YAML files and validates them as models; pydantic's errors become diagnostics in plain words, with lines."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.diagnostics import Collector, Message, ProblemsFound, did_you_mean, in_one_line, message_and_hint
from reportgen.model.content import KeyPath, Owner, Text
from reportgen.model.reading import OwnFields, Reading
from reportgen.project.files import FileReader
from reportgen.project.yaml_reader import YamlDocument, read_yaml

M = TypeVar("M", bound=BaseModel)

Report = tuple[str, str, str]
"""Code, message and hint of a finding."""

TEXT_HINT = Message("write a text for each language: 'en: >-' and 'zh-Hant: >-' below the key, the words below them")
_MOST_QUOTED, _MOST_SAID = 40, 200


@dataclass(frozen=True, slots=True)
class _Finding:
    """One error of pydantic: its type, the value at `path` of a `model`, and the numbers that it names (`context`).

    `own` are the fields that the project declares itself.
    """

    model: type[BaseModel]
    path: KeyPath
    type: str
    input: Any
    context: Mapping[str, Any]
    message: str
    own: OwnFields

    @property
    def annotation(self) -> Any:
        """The declared type of the value."""
        return annotation_at(self.model, self.path, self.own)

    @property
    def parent(self) -> Any:
        """The declared type of the map or list the value stands in."""
        return annotation_at(self.model, self.path[:-1], self.own)

    @property
    def subject(self) -> str:
        """The value as a sentence names it."""
        if not self.path:
            return Message("the file")
        last = self.path[-1]
        return Message("entry {last} of the list", last=last + 1) if isinstance(last, int) else _named(last)


def read_document(files: FileReader, name: str, hint: str) -> YamlDocument | None:
    """Read a YAML file of a project, or return None when it cannot be read, which goes to `files.problems`.

    `hint` says where the file comes from, as in `FileReader.read`.
    """
    data = files.read(name, hint)
    if data is None:
        return None
    try:
        return read_yaml(data, name)
    except ProblemsFound as found:
        files.problems.extend(found.diagnostics)
        return None


def validate(model: type[M], document: YamlDocument, problems: Collector, reading: Reading = Reading()) -> M | None:
    """Return the document as a `model`, or None when it is not one; every fault goes to `problems`.

    `reading` is what else content is read with.

    Faults: `missing-key`, `unknown-key`, `empty-value`, `wrong-value`, `wrong-id`.
    """
    try:
        return model.model_validate(document.value, context=reading)
    except ValidationError as error:
        findings = [_finding(model, reading.own, details) for details in error.errors(include_url=False)]
    for finding in findings:
        if not _follows_from_others(finding):
            code, message, hint = _report(finding)
            problems.error(code, message, document.location(finding.path), hint)
    return None


def _finding(model: type[BaseModel], own: OwnFields, details: ErrorDetails) -> _Finding:
    path, kind = details["loc"], details["type"]
    if path and path[-1] == "[key]":
        path, kind = path[:-1], "extra_forbidden"
    return _Finding(model, path, kind, details["input"], details.get("ctx", {}), details["msg"], own)


def _follows_from_others(finding: _Finding) -> bool:
    """Whether a list is too short only because pydantic does not count its bad entries."""
    return finding.type == "too_short" and len(finding.input) >= finding.context["min_length"]


def _report(finding: _Finding) -> Report:
    if finding.input == "" and finding.type.endswith(("_type", "_parsing", "_error", "_mismatch")):
        return (
            "empty-value",
            Message("{subject} has no value", subject=finding.subject),
            Message("write it, or remove the key ('#' begins a comment)"),
        )
    return _REPORTS.get(finding.type, _other)(finding)


def _missing(finding: _Finding) -> Report:
    key = str(finding.path[-1])
    described = finding.parent.model_fields[key].description if _is_model(finding.parent) else None
    return (
        "missing-key",
        Message("the key '{key}' is missing", key=key),
        Message("it says: {what}", what=Message(described)) if described else "",
    )


def _unknown_key(finding: _Finding) -> Report:
    key, known = str(finding.path[-1]), _keys(finding.parent)
    return (
        "unknown-key",
        Message("unknown key '{key}'", key=key),
        did_you_mean(key, known) or Message("the keys here are {known}", known=[*known]),
    )


def _wrong_type(finding: _Finding) -> Report:
    expected, hint = _expected(finding.annotation)
    return (
        "wrong-value",
        Message(
            "{subject} should be {expected}, and is {value}",
            subject=finding.subject,
            expected=expected,
            value=_quoted(finding.input),
        ),
        hint,
    )


def _wrong_word(finding: _Finding) -> Report:
    words, written = get_args(_plain(finding.annotation)), str(finding.input)
    hint = did_you_mean(written, words) or Message("use one of {words}", words=[*words])
    return (
        "wrong-value",
        Message("{subject} cannot be {value}", subject=finding.subject, value=_quoted(written)),
        hint,
    )


def _wrong_flag(finding: _Finding) -> Report:
    message = Message("{subject} is {value}", subject=finding.subject, value=_quoted(finding.input))
    return "wrong-value", message, Message("write true or false")


def _wrong_number(finding: _Finding) -> Report:
    least = finding.context.get("ge")
    message = Message("{subject} is {value}", subject=finding.subject, value=_quoted(finding.input))
    if least is None:
        return "wrong-value", message, Message("write a whole number")
    return "wrong-value", message, Message("write a whole number that is at least {least}", least=least)


def _wrong_id(finding: _Finding) -> Report:
    return (
        "wrong-id",
        Message("{value} is not an id", value=_quoted(finding.input)),
        Message("use small letters, digits and hyphens, a letter first"),
    )


def _too_few(finding: _Finding) -> Report:
    has, least = finding.context["actual_length"], finding.context["min_length"]
    return (
        "wrong-value",
        Message(
            "{subject} has {count} entries and needs at least {least}", subject=finding.subject, count=has, least=least
        ),
        "",
    )


def _too_many(finding: _Finding) -> Report:
    most = finding.context["max_length"]
    return (
        "wrong-value",
        Message("{subject} has more than {most} entries", subject=finding.subject, most=most),
        Message("keep the best"),
    )


def _from_validator(finding: _Finding) -> Report:
    """The message of a model's own validator, which is written for people; the hint stands after a semicolon."""
    message, hint = message_and_hint(_with_short_values(str(finding.context["error"])))
    return "wrong-value", message, hint


def _with_short_values(message: str) -> str:
    """A message in one line that quotes no more of a text than tells which it is."""
    if not isinstance(message, Message):
        return message
    short = {name: _short(value) for name, value in message.values.items()}
    return Message(message.msgid, **short)


def _short(value: Any) -> Any:
    if not isinstance(value, str) or isinstance(value, Message):
        return value
    return in_one_line(value, _MOST_SAID)


def _other(finding: _Finding) -> Report:
    reason = f"{finding.message[:1].lower()}{finding.message[1:]}"
    return "wrong-value", Message("{path}: {message}", path=finding.subject, message=reason), ""


_REPORTS: Mapping[str, Callable[[_Finding], Report]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "dict_type": _wrong_type,
    "model_type": _wrong_type,
    "tuple_type": _wrong_type,
    "string_type": _wrong_type,
    "literal_error": _wrong_word,
    "bool_parsing": _wrong_flag,
    "bool_type": _wrong_flag,
    "int_type": _wrong_number,
    "int_parsing": _wrong_number,
    "int_parsing_size": _wrong_number,
    "int_from_float": _wrong_number,
    "greater_than_equal": _wrong_number,
    "string_pattern_mismatch": _wrong_id,
    "too_short": _too_few,
    "too_long": _too_many,
    "value_error": _from_validator,
}
"""pydantic's error types (its "Validation Errors" page) → the function that words them."""


def _quoted(value: Any) -> str:
    match value:
        case dict():
            return Message("a map")
        case list():
            return Message("a list")
        case _:
            text = str(value)
            return _named(f"{text[:_MOST_QUOTED]}…" if len(text) > _MOST_QUOTED else text)


def _named(written: object) -> Message:
    """What is typed, in quotation marks of the language in which it is told."""
    return Message("'{written}'", written=written)


def _expected(annotation: Any) -> tuple[str, str]:
    """What a value should be, in words, and how to write it."""
    plain = _plain(annotation)
    if plain is Text:
        return Message("a text"), TEXT_HINT
    if get_origin(plain) is tuple:
        return Message("a list"), Message("begin each entry with '- ' on a line of its own, or write [] for none")
    keys = _keys(plain)
    if keys:
        return Message("a map"), Message("write its keys below it: {keys}", keys=[*keys])
    if get_origin(plain) is dict:
        return Message("a map"), Message("write 'key: value' lines below it")
    return Message("a single value"), Message("write it after the colon")


def _keys(annotation: Any) -> tuple[str, ...]:
    """The keys a map of this type may have, where they are fixed."""
    plain = _plain(annotation)
    if _is_model(plain):
        return tuple(plain.model_fields)
    if get_origin(plain) is dict and get_origin(get_args(plain)[0]) is Literal:
        return tuple(get_args(get_args(plain)[0]))
    return ()


def annotation_at(model: Any, path: KeyPath, own: OwnFields) -> Any:
    """The declared type of the value at `path`, or None for a place that no model declares."""
    here = _plain(model)
    for step in path:
        if step == "extra" and _is_model(here) and issubclass(here, Owner):
            here = own.model(here.owner)
        elif _is_model(here):
            field = here.model_fields.get(str(step))
            here = _plain(field.annotation) if field else None
        elif isinstance(here, type) and issubclass(here, RootModel):
            here = get_args(here.model_fields["root"].annotation)[-1]
        elif get_origin(here) in (tuple, dict):
            here = _plain(get_args(here)[0 if get_origin(here) is tuple else 1])
        else:
            return None
    return here


def _plain(annotation: Any) -> Any:
    """A type without `| None`, and without what is said of it."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return next(part for part in get_args(annotation) if part is not types.NoneType)
    return annotation


def _is_model(annotation: Any) -> bool:
    """Whether this is a model with keys of its own (a `RootModel` stands for its one value)."""
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return is_model and not issubclass(annotation, RootModel)
