"""The state of one run of a program: what it is given, what it writes, and what it remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from reportgen.diagnostics import Collector, Diagnostic, Location
from reportgen.office.opc.archive import Entry
from reportgen.template.runtime.limits import Budget
from reportgen.template.runtime.new_package import NewPackage
from reportgen.template.runtime.printing import PrintingMemory
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.subdocument import Subdocument


class Slot(Protocol):
    """A place of a template where a value is printed: a run, a picture, a chart. It is plain data."""

    def render(self, value: Any, state: RenderState) -> Any:
        """The markup that prints `value` there; for a picture or chart what the markup around it asks."""


class Inserted(Protocol):
    """The Word documents that one rendered file takes in."""

    def insert(self, document: Subdocument, slot: Any, state: RenderState) -> str:
        """The markup that stands for a document at a slot (a `runs.RunSlot`) until its part is whole."""

    def house_styles(self, state: RenderState) -> Any:
        """The styles of the document, by name (`subdocuments.house_styles.HouseStyles`)."""

    def finish(self, entries: dict[str, Entry], state: RenderState) -> None:
        """Put the documents into their parts, and what they bring along into `entries`."""


@dataclass(slots=True)
class RenderState:
    """One run of a program.

    `slots` are the template's places where values are printed, `asides` its parts that an audience does not see
    (speaker notes), `note_plans` its parts for notes by kind; `colours` are the slots of the theme's colour scheme
    that have new values. `package` is what is written, `memory` what printing remembers, `inserted` are the Word
    documents taken in, `budget` is how much may still be made, `blocks` is the markup that takes the place of whole
    paragraphs, with the tags that asked for it, and `found` what is wrong with values.
    """

    slots: Sequence[Slot]
    package: NewPackage
    memory: PrintingMemory = field(default_factory=PrintingMemory)
    colours: Mapping[str, str] = field(default_factory=dict)
    asides: frozenset[int] = frozenset()
    note_plans: Mapping[str, int] = field(default_factory=dict)
    inserted: Inserted | None = None
    budget: Budget = field(default_factory=Budget)
    blocks: list[tuple[str, Tag]] = field(default_factory=list)
    found: Collector = field(default_factory=Collector)

    @property
    def aside(self) -> bool:
        """Whether what is being written is for the speaker only."""
        return self.package.parts[-1].plan in self.asides

    def problem(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Record what is wrong with a value, once however often it is printed there."""
        if Diagnostic(code, message, location, hint) not in self.found.diagnostics:
            self.found.error(code, message, location, hint)
