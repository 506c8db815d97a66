"""The types of what templates see, read from the annotations of the views: a new field is known by itself."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from reportgen.model.own_fields import FieldType
from reportgen.model.reading import OwnFields
from reportgen.pack.context import PackNames
from reportgen.pack.fields import View, field_types
from reportgen.pack.own_views import SEEN_TYPES
from reportgen.pack.slide_views.slide_view import SlideView
from reportgen.pack.views import SectorView
from reportgen.pack.writer import DocumentText
from reportgen.project.load import Project
from reportgen.template.program.known_names import UNKNOWN
from reportgen.template.runtime.pages import Page


@dataclass(frozen=True)
class PackSchema:
    """The names that a template starts from, and how types lead to those of fields and items.

    Types are annotations, and dicts of them where names are known one by one. `own` are the fields that the project
    declares itself; without a project every one is known.
    """

    names: Mapping[str, Any]
    own: OwnFields | None = None

    def field(self, kind: Any, name: str) -> Any:
        """The type of a field of a type, without None; None where it has no such field."""
        kind = without_none(kind)
        if kind is UNKNOWN:
            return UNKNOWN
        origin = typing.get_origin(kind)
        owner = dict if isinstance(kind, dict) else origin or kind
        own = kind if isinstance(kind, dict) else _annotated(owner)
        if name in own:
            return self._known(without_none(own[name]))
        if origin is Mapping:
            return typing.get_args(kind)[1]
        if _is_view(owner) and name == "other":
            return kind  # the same in the second language
        if origin is Page and (found := self.field(typing.get_args(kind)[0], name)) is not None:
            return found  # a page knows what it is a page of
        return UNKNOWN if not isinstance(owner, type) or hasattr(owner, name) else None

    def _known(self, kind: Any) -> Any:
        """A type, or in the place of own fields the types of those that the project has declared."""
        if typing.get_origin(kind) is not Annotated:
            return kind
        _, owner = typing.get_args(kind)
        return UNKNOWN if self.own is None else own_types(self.own.fields(owner))

    def fields(self, kind: Any) -> Collection[str]:
        """The names of the fields of a type that are meant for templates."""
        kind = without_none(kind)
        if isinstance(kind, dict):
            return list(kind)
        origin = typing.get_origin(kind)
        paged = self.fields(typing.get_args(kind)[0]) if origin is Page else ()
        return [*_annotated(origin or kind), *paged]

    def item(self, kind: Any) -> Any:
        """The type of what a loop over a value gives; that of a value, for names that are known one by one.

        None for a view that holds other things and is no list.
        """
        kind = without_none(kind)
        if isinstance(kind, dict):
            return next(iter(kind.values()), UNKNOWN)
        arguments = typing.get_args(kind)
        if typing.get_origin(kind) is Page:
            return self.item(arguments[0])
        if arguments:
            return arguments[-1]
        if _is_view(kind) and not hasattr(kind, "__iter__"):
            return None
        return kind.item if is_slide(kind) and kind.item is not View else UNKNOWN


def pack_schema(project: Project | None, whole_sectors: bool) -> PackSchema:
    """The schema of a project's packs; without a project every label is known.

    `whole_sectors` says that the template is for the whole meeting too: only there are `sectors` whole sectors.
    """
    names: dict[str, Any] = typing.get_type_hints(PackNames)
    names["labels"] = Mapping[str, DocumentText]
    if project is not None:
        languages = (language.label for language in project.languages.values() if language.label)
        names["labels"] = dict.fromkeys((*project.fixed_words, *languages), DocumentText)
    if whole_sectors:
        names["sectors"] = list[SectorView]
    names["other"] = names  # all of these in the second language
    return PackSchema(names, None if project is None else project.own)


def own_types(fields: Mapping[str, FieldType]) -> dict[str, Any]:
    """The types of what templates see of fields that a project declares itself."""
    found: dict[str, Any] = {}
    for name, kind in fields.items():
        is_table = kind.type == "table"
        one = own_types(kind.columns) if is_table else SEEN_TYPES[kind.type]
        found[name] = list[one] if is_table or kind.list else one  # type: ignore[valid-type]
    return found


def views_seen(schema: PackSchema) -> set[type[View]]:
    """Every view that a path from the names of a schema leads to."""
    seen: set[type[View]] = set()
    waiting = [kind for name, kind in schema.names.items() if name not in ("labels", "other")]
    while waiting:
        kind = waiting.pop()
        if not _is_view(kind):
            item = schema.item(kind)
            waiting += [] if item in (UNKNOWN, None) else [item]
        elif kind not in seen:
            seen.add(kind)
            waiting += [schema.field(kind, name) for name in field_types(kind)]
    return seen


@cache
def names_in_tags() -> frozenset[str]:
    """The names that tags begin with and, with a point before them, the fields of all views: `sector`, `.title`."""
    schema = pack_schema(None, whole_sectors=True)
    fields = (f".{name}" for view in views_seen(schema) for name in field_types(view))
    return frozenset((*schema.names, *fields))


def without_none(kind: Any) -> Any:
    """A type without the None of `T | None`."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return next(part for part in typing.get_args(kind) if part is not types.NoneType)
    return kind


@cache
def _annotated(kind: Any) -> Mapping[str, Any]:
    """The fields of a class with their types."""
    if _is_view(kind):
        return field_types(kind)
    return typing.get_type_hints(kind) if kind is Page or dataclasses.is_dataclass(kind) else {}


def is_slide(kind: Any) -> bool:
    """Whether a type is that of a slide, whose `item` is the type of its items."""
    return isinstance(kind, type) and issubclass(kind, SlideView)


def _is_view(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, View)
