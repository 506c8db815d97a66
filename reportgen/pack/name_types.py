"""Finds the type that the content has for each name that a template reads, for `template list`."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportgen.pack import views
from reportgen.pack.fields import View, field_types
from reportgen.pack.lists import Phrase
from reportgen.pack.meeting_views import MeetingView
from reportgen.pack.slide_view import SlideView
from reportgen.pack.slides import SlidesView
from reportgen.pack.writer import DocumentText
from reportgen.project.load import Project
from reportgen.template.program.contract import Read
from reportgen.template.values.rich_text import RichText

_TYPE_WORDS = {
    str: "text",
    int: "number",
    float: "number",
    bool: "yes or no",
    DocumentText: "text",
    RichText: "text",
    Phrase: "text",
}


def describe_reads(reads: Iterable[Read], project: Project, overview: bool) -> list[tuple[str, str, str, str]]:
    """A row for every name that a template reads: name, use, type in words (empty if unknown), location.

    `overview` says whether the template is for the whole meeting; only there are `sectors` whole sectors.
    """
    names = _root_names(project, overview)
    rows = []
    for read in reads:
        kind = _type_at(read.path, names)
        rows.append((read.path, read.use.value, _type_word(kind), str(read.location)))
    return rows


def _root_names(project: Project, overview: bool) -> dict[str, Any]:
    names: dict[str, Any] = {
        "lang": str,
        "labels": dict.fromkeys(project.labels, DocumentText),
        "meeting": MeetingView,
        "sectors": list[views.SectorView] if overview else list[views.SectorName],
        "sector": views.SectorView,
        "slides": SlidesView,
        "footer": str,
        "edition": str,
        "release": list[str],
    }
    return names | {"other": names}


def _type_at(path: str, names: dict[str, Any]) -> Any:
    """The type of a path, or None where the content has no such name."""
    kind: Any = names
    for step in path.split("."):
        name = step.replace("[]", "")
        if isinstance(kind, dict):
            kind = kind.get(name)
        elif typing.get_origin(kind) is Mapping:
            kind = typing.get_args(kind)[1]
        elif _is_view(kind) and name == "other":
            pass  # the same in the second language
        elif _is_slide(kind) and name in ("number", "count"):
            kind = int  # a page of it
        elif _is_view(kind):
            kind = _without_none(field_types(kind).get(name))
        elif dataclasses.is_dataclass(kind):
            kind = _without_none(typing.get_type_hints(kind).get(name))
        elif typing.get_origin(kind) is list and name in ("number", "count"):
            kind = int  # a page of a list
        else:
            return None
        for _ in range(step.count("[]")):
            kind = _item_type(kind)
        if kind is None:
            return None
    return kind


def _item_type(kind: Any) -> Any:
    """The type of the items of a list or slide, or of the values of a dict."""
    if _is_slide(kind):
        return kind.item
    if isinstance(kind, dict):
        return next(iter(kind.values()), None)
    return typing.get_args(kind)[-1] if typing.get_origin(kind) in (list, Mapping) else None


def _is_view(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, View)


def _is_slide(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, SlideView)


def _without_none(kind: Any) -> Any:
    if isinstance(kind, types.UnionType):
        return next(part for part in typing.get_args(kind) if part is not types.NoneType)
    return kind


def _type_word(kind: Any) -> str:
    if kind is None:
        return ""
    if kind in _TYPE_WORDS:
        return _TYPE_WORDS[kind]
    if _is_slide(kind):
        return f"list of {_type_word(kind.item)}"
    if typing.get_origin(kind) is Sequence:
        return "list"
    if typing.get_origin(kind) is list:
        return f"list of {_type_word(typing.get_args(kind)[0])}"
    if isinstance(kind, dict) or typing.get_origin(kind) is Mapping:
        return "names"
    return str(kind.__name__).removesuffix("View").lower()
