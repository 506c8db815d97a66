"""What one run of a program gathers besides text: parts written, relationships, new parts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from reportgen.ooxml.archive import Entry
from reportgen.ooxml.package import Relationship

OFFICE_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HYPERLINK = OFFICE_RELATIONSHIP + "hyperlink"


class Slot(Protocol):
    """A place of a template where a value is printed: a run, a picture, a chart."""

    def render(self, value: Any, state: RenderState) -> str:
        """The markup that prints `value` there."""


@dataclass(slots=True)
class NewPart:
    """A part that a render adds to the package: a picture, a chart, its workbook."""

    entry: Entry
    content_type: str
    relationships: list[Relationship] = field(default_factory=list)


@dataclass(slots=True)
class WrittenPart:
    """A part as the program wrote it: which planned part it is, its markup, the relationships it gained.

    Targets of internal relationships are part names, made relative when the part is written.
    """

    plan: int
    markup: str = ""
    relationships: list[Relationship] = field(default_factory=list)

    def relate(self, type_: str, target: str, external: bool = False) -> str:
        """The id of a relationship from this part; the same one for the same target."""
        for known in self.relationships:
            if (known.type, known.target, known.external) == (type_, target, external):
                return known.id
        self.relationships.append(Relationship(f"rIdNew{len(self.relationships) + 1}", type_, target, external))
        return self.relationships[-1].id


@dataclass(slots=True)
class RenderState:
    """What one run of a program gathers.

    `folder` is where the main part's neighbours go (`word` or `ppt`), `colours` are the slots of the
    theme's colour scheme that have new values, `last_id` the last drawing id given out.
    """

    slots: Sequence[Slot]
    folder: str
    parts: list[WrittenPart] = field(default_factory=list)
    new_parts: dict[str, NewPart] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    last_id: int = 0

    @property
    def part(self) -> WrittenPart:
        """The part being written."""
        return self.parts[-1]

    def add_media(self, data: bytes, extension: str, content_type: str) -> str:
        """The name of a media part with these bytes; equal bytes are stored once a package."""
        name = f"{self.folder}/media/{hashlib.sha256(data).hexdigest()[:16]}.{extension}"
        if name not in self.new_parts:
            self.new_parts[name] = NewPart(Entry.deflate(data), content_type)
        return name

    def add_part(self, stem: str, extension: str, part: NewPart) -> str:
        """The name under which a new part goes into the package: `stem` below the folder, and a number."""
        number = 1 + sum(name.startswith(f"{self.folder}/{stem}New") for name in self.new_parts)
        name = f"{self.folder}/{stem}New{number}.{extension}"
        self.new_parts[name] = part
        return name
