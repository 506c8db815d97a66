"""Parts that a render adds to a package, and parts that it writes anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Relationship

OFFICE_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HYPERLINK = OFFICE_RELATIONSHIP + "hyperlink"


class ListPage(Protocol):
    """The items of a list that one slide shows; `call` is the number of the `pages` call that split the list."""

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

    def with_markup(self, markup: str) -> WrittenPart:
        """The same part with other markup (`dataclasses.replace` takes three times as long)."""
        return WrittenPart(self.plan, markup, self.page, self.relationships, self._ids)

    def relate(self, type_: str, target: str, external: bool = False) -> str:
        """Return the id of a relationship from this part, which is added for the first use of a target."""
        key = (type_, target, external)
        if key not in self._ids:
            self._ids[key] = f"rIdNew{len(self.relationships) + 1}"
            self.relationships.append(Relationship(self._ids[key], *key))
        return self._ids[key]
