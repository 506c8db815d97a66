"""The kinds of documents that a project's settings name, and what is wrong with what they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from pydantic import Field

from reportgen.diagnostics import Message, marked
from reportgen.model.content import FrozenModel, KeyPath
from reportgen.model.target import Kind, Packs
from reportgen.project.places import INPUT_FOLDERS, TEMPLATES_FOLDER

_NAME = re.compile(r"[a-z][a-z0-9]{0,29}")
"""A name of a kind. It has no hyphen: one parts it from the sector in the names of files."""
_RESERVED = frozenset({"all"})
"""Names that stand for something else on the command line."""
_SUFFIXES = INPUT_FOLDERS[TEMPLATES_FOLDER]


class KindSettings(FrozenModel):
    """A kind of document: what is said of it in the settings, below its name."""

    templates: tuple[str, ...] = Field(
        min_length=1, description=marked("Its templates in templates/: a Word file, a PowerPoint file, or one of each")
    )
    packs: Packs = Field("all", description="Which packs get it: those of the sectors, that of the overview, or all")
    build: bool = Field(True, description="Whether a plain 'reportgen build' makes it; --kind makes any")


DEFAULT_KINDS: Mapping[str, KindSettings] = MappingProxyType(
    {"deck": KindSettings(templates=("deck.pptx",)), "summary": KindSettings(templates=("summary.docx",))}
)
"""The kinds of a project whose settings name none."""


class KindFault(NamedTuple):
    """What is wrong with a kind: code, message, hint, and where in the settings it stands."""

    code: str
    message: str
    hint: str
    path: KeyPath


def kind_faults(settings: Mapping[str, KindSettings]) -> Iterator[KindFault]:
    """What would keep files from being named, or two from having different names."""
    for name, kind in settings.items():
        if not _NAME.fullmatch(name):
            hint = Message("use up to 30 small letters and digits, a letter first: it becomes a part of file names")
            yield KindFault("wrong-id", Message("'{name}' is no name for a kind", name=name), hint, ("kinds", name))
        elif name in _RESERVED:
            yield KindFault(
                "wrong-id",
                Message("'{name}' is a reserved name", name=name),
                Message("choose another name"),
                ("kinds", name),
            )
        for index, template in enumerate(kind.templates):
            yield from _template_faults(template, kind.templates[:index], ("kinds", name, "templates", index))


def _template_faults(template: str, earlier: Collection[str], path: KeyPath) -> Iterator[KindFault]:
    """What is wrong with the name of a template, or with it beside the `earlier` ones of its kind."""
    stem, suffix = PurePosixPath(template).stem, PurePosixPath(template).suffix
    if suffix not in _SUFFIXES or template != stem + suffix or "." in stem:
        hint = Message("name a .docx or .pptx file of templates/ without its variants, as in 'brief.docx'")
        yield KindFault("wrong-value", Message("'{template}' is no template of a kind", template=template), hint, path)
    elif twin := next((one for one in earlier if one.endswith(suffix)), None):
        message = Message("'{template}' and '{twin}' would make files of the same names", template=template, twin=twin)
        yield KindFault(
            "wrong-value",
            message,
            Message("leave one out, or give it a kind of its own: one {suffix} each", suffix=suffix),
            path,
        )


def make_kinds(settings: Mapping[str, KindSettings], templates: Collection[str]) -> tuple[Kind, ...]:
    """The kinds in the order of the settings, each in each of its formats; `templates` are the files that are there."""
    made = []
    for name, kind in settings.items():
        for template in kind.templates:
            bare = Kind(name, template, kind.packs, kind.build, shares_name=len(kind.templates) > 1)
            made.append(replace(bare, present=frozenset(filter(bare.owns, templates))))
    return tuple(made)
