"""What the content offers to a template's names."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any

from reportgen.pack import views
from reportgen.pack.writer import DocumentText
from reportgen.project.load import Project
from reportgen.template.program.contract import Read
from reportgen.template.values.rich_text import RichText

_PLAIN = {str: "text", int: "number", bool: "yes or no", DocumentText: "text", RichText: "text"}


def describe(reads: Iterable[Read], project: Project, overview: bool) -> list[tuple[str, str, str, str]]:
    """For every name a template reads: the name, its use, what it is offered as (empty: not offered), the place.

    `overview` says whether the template is for the whole meeting, which sees all of every sector.
    """
    names = _names(project, overview)
    rows = []
    for read in reads:
        kind = _resolve(read.path, names)
        rows.append((read.path, read.use.value, _word(kind), str(read.location)))
    return rows


def _names(project: Project, overview: bool) -> dict[str, Any]:
    names: dict[str, Any] = {
        "lang": str,
        "labels": dict.fromkeys(project.labels, DocumentText),
        "meeting": views.MeetingView,
        "sectors": list[views.SectorView] if overview else list[views.SectorName],
        "sector": views.SectorView,
    }
    return names | {"other": names}


def _resolve(path: str, names: dict[str, Any]) -> Any:
    """The type of a path, or None where the content has no such name."""
    kind: Any = names
    for step in path.split("."):
        name = step.replace("[]", "")
        if isinstance(kind, dict):
            kind = kind.get(name)
        elif typing.get_origin(kind) is dict:
            kind = typing.get_args(kind)[1]
        elif dataclasses.is_dataclass(kind) and name == "other":
            pass  # the same in the second language
        elif dataclasses.is_dataclass(kind):
            kind = _without_none(_fields(kind).get(name))
        elif typing.get_origin(kind) is list and name in ("number", "count"):
            kind = int  # a page of a list
        else:
            return None
        for _ in range(step.count("[]")):
            kind = _item(kind)
        if kind is None:
            return None
    return kind


def _item(kind: Any) -> Any:
    """The type of what a list or a table of names holds."""
    if isinstance(kind, dict):
        return next(iter(kind.values()), None)
    return typing.get_args(kind)[-1] if typing.get_origin(kind) in (list, dict) else None


def _fields(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, localns={"DocumentText": DocumentText})


def _without_none(kind: Any) -> Any:
    if isinstance(kind, types.UnionType):
        return next(part for part in typing.get_args(kind) if part is not types.NoneType)
    return kind


def _word(kind: Any) -> str:
    if kind is None:
        return ""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if typing.get_origin(kind) is Sequence:
        return "list"
    if typing.get_origin(kind) is list:
        return f"list of {_word(typing.get_args(kind)[0])}"
    if isinstance(kind, dict) or typing.get_origin(kind) is dict:
        return "names"
    return str(kind.__name__).removesuffix("View").lower()
