"""A template compiled for an output language; what renders it need not know the compiler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic
from reportgen.fit import TemplateShapes
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import Plan
from reportgen.template.assemble.package import PartLinks
from reportgen.template.assemble.slides import TemplateDeck
from reportgen.template.program.program import Program
from reportgen.template.runtime.state import Slot


@dataclass(frozen=True, slots=True)
class CompiledPackage:
    """A template compiled for an output language: plain data, which rendering leaves as it is.

    `in_language` says that there is one, `entries` are its parts in that language, `links` what each part of the `plan`
    leads to that is written anew. `program` prints the parts with tags, by way of the `slots`; `shapes` and `page_mark`
    are what fitting needs.
    `deck` is there for a presentation. `last_list` is the highest number of a list, `last_id` the largest id of a
    drawing, comment or bookmark; `redirecting` are the planned parts in which references to shapes follow copies,
    `asides` those for the speaker. `note_plans` and `last_notes` are the planned parts for notes that are moved, and
    the highest id there, by kind; `comments` the ids of comments that hang on statements, `static` tells the paragraphs
    of a document apart that stay as they are. `themes` and `styled` are the parts that change with the colours.
    `warnings` say what is wrong with the template and keeps nothing from being rendered.
    """

    name: str
    in_language: bool
    package: Package
    plan: Plan
    entries: Mapping[str, Entry]
    links: Sequence[PartLinks]
    program: Program
    slots: Sequence[Slot]
    shapes: TemplateShapes
    page_mark: str
    deck: TemplateDeck | None
    last_list: int
    last_id: int
    redirecting: frozenset[int]
    asides: frozenset[int]
    note_plans: Mapping[str, int]
    last_notes: Mapping[str, int]
    comments: frozenset[str]
    static: frozenset[str]
    themes: Sequence[str]
    styled: Sequence[str]
    warnings: Sequence[Diagnostic] = ()
