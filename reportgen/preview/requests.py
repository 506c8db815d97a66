"""Reads what the page sends: JSON whose every field has the type that is expected, or a plain refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from reportgen.model.content import KeyPath
from reportgen.preview.writing.corrections import Correction, NameChange, SignOff, Wording

T = TypeVar("T")


class BadRequest(ValueError):
    """What was sent is not what is expected; the message says which field is wrong."""


def read_body(data: bytes) -> Mapping[str, Any]:
    """The object that was sent; raises `BadRequest`."""
    try:
        found = json.loads(data)
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair is no character of any file
    except (ValueError, RecursionError) as fault:
        raise BadRequest("this is no JSON") from fault
    if not isinstance(found, dict):
        raise BadRequest("an object is expected")
    return found


def correction(body: Mapping[str, Any]) -> Correction:
    """`{path, texts: [{key, old, new}]}`; `old` is null for a language that the text does not have yet."""
    texts = _field(body, "texts", list)
    if not texts or not all(isinstance(text, dict) for text in texts):
        raise BadRequest("'texts' is a list of objects")
    return Correction(_field(body, "path", str), tuple(map(_wording, texts)))


def _wording(text: Mapping[str, Any]) -> Wording:
    old = None if text.get("old") is None else _field(text, "old", str)
    return Wording(_key(text), old, _field(text, "new", str))


def sign_off(body: Mapping[str, Any]) -> SignOff:
    """`{place: {path, key}, wording, english, name, withdraw}`."""
    place = _field(body, "place", dict)
    return SignOff(
        _field(place, "path", str), _key(place), _field(body, "wording", str), _field(body, "english", str),
        _field(body, "name", str) if "name" in body else "", bool(body.get("withdraw", False)),
    )  # fmt: skip


def name_change(body: Mapping[str, Any]) -> NameChange:
    """`{term, column, old, new}`."""
    return NameChange(*(_field(body, name, str) for name in ("term", "column", "old", "new")))


def wordings(body: Mapping[str, Any]) -> dict[str, str]:
    """`{texts: {tag: wording}}`."""
    texts = _field(body, "texts", dict)
    return {tag: _field(texts, tag, str) for tag in texts}


def text(body: Mapping[str, Any], name: str) -> str:
    """A field that is a text."""
    return _field(body, name, str)


def _field(found: Mapping[str, Any], name: str, kind: type[T]) -> T:
    value = found.get(name)
    if not isinstance(value, kind):
        raise BadRequest(f"'{name}' is missing, or is no {kind.__name__}")
    return value


def _key(place: Mapping[str, Any]) -> KeyPath:
    steps = _field(place, "key", list)
    if not steps or not all(isinstance(step, str | int) and not isinstance(step, bool) for step in steps):
        raise BadRequest("'key' is a list of names and numbers")
    return tuple(steps)
