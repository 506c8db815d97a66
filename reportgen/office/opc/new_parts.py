"""Parts that a package gains: those a program writes, and those that it adds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Relationship

OFFICE_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HYPERLINK = OFFICE_RELATIONSHIP + "hyperlink"


class ListPage(Protocol):
    """The part of a list that one slide shows; `call` numbers the lists that were spread over slides."""

    call: int

    def __len__(self) -> int:
        """How many items the slide shows."""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part outside of a package: one that a render adds (a picture, a chart, its workbook), or a pattern for such.

    Targets of internal relationships are part names, made relative when the part is written.
    """

    entry: Entry
    content_type: str
    relationships: tuple[Relationship, ...] = ()


@dataclass(slots=True)
class WrittenPart:
    """A part as the program wrote it: which planned part it is, its markup, the relationships it gained.

    Targets of internal relationships are part names, made relative when the part is written. `page` is
    the page of a list that a slide shows.
    """

    plan: int
    markup: str = ""
    page: ListPage | None = None
    relationships: list[Relationship] = field(default_factory=list)
    _ids: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def relate(self, type_: str, target: str, external: bool = False) -> str:
        """The id of a relationship from this part; the same one for the same target."""
        key = (type_, target, external)
        if key not in self._ids:
            self._ids[key] = f"rIdNew{len(self.relationships) + 1}"
            self.relationships.append(Relationship(self._ids[key], *key))
        return self._ids[key]
