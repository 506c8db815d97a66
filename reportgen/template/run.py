"""Running a compiled program: once for a Word document, and for a deck until every slide has room for its texts."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from reportgen.fit import SLIDE_COUNT, fit_deck
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.part_names import PartNames
from reportgen.template.assemble.package import slide_groups
from reportgen.template.assemble.slides import copy_gained
from reportgen.template.runtime.limits import Budget
from reportgen.template.runtime.new_package import NewPackage
from reportgen.template.runtime.printing import ListState, NoteState, Paging, PrintingMemory
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.insert import Insertions
from reportgen.template.subdocuments.splice import splice_blocks
from reportgen.template.values.kinds import check_colours, names_of
from reportgen.template.values.slide_count import SlideCount

if TYPE_CHECKING:
    from reportgen.template.compile.compiled_package import CompiledPackage
    from reportgen.template.render.traced import Trace

Slides = list[list[WrittenPart]]
"""The slides of a deck, each with the parts that belong to it alone behind it."""


def print_fitted(
    compiled: CompiledPackage, context: Mapping[str, Any] | Callable[[], Mapping[str, Any]], colours: Mapping[str, str],
    trace: Trace | None = None, millions: int = 0,
) -> tuple[RenderState, Slides]:  # fmt: skip
    """Run a program and fit its slides; a Word document has none.

    A deck whose lists are too long for as many items a slide as the template puts there runs again, with fewer. Each
    run gets a context of its own, since values may remember that they were printed (first mentions). A `trace` notes
    all that is printed; `millions` are what the template may make (0: `MOST_MILLIONS`).

    Raises `ProblemsFound` with every undefined name and every text that does not fit, and `TypeError` or `ValueError`
    for what are no names or no colours.
    """
    check_colours(colours)
    limits: dict[int, int] = {}
    while True:
        state = _run(compiled, names_of(context), colours, limits, trace, Budget(compiled.program.costs, millions))
        if compiled.deck is not None and state.blocks:  # a document's take their places when its notes are there
            splice_blocks(state)
            state.found.raise_errors()
        slides = slide_groups(compiled.plan, state.package.parts)
        if compiled.deck is None:
            return state, slides
        fitted = fit_deck(
            slides, compiled.shapes, compiled.name, compiled.page_mark, partial(copy_gained, state.package),
            plain=not state.memory.has_own_type,
        )  # fmt: skip
        if not fitted.crowded:
            fitted.found.raise_errors()
            count = str(len(fitted.groups))  # which masters and layouts may print as well
            state.package.write(part.markup.replace(SLIDE_COUNT, count) for part in state.package.parts)
            return state, fitted.groups
        # one item fewer each time, down to one a slide
        limits |= {call: most - 1 for call, most in fitted.crowded.items()}


def _run(
    compiled: CompiledPackage, context: Mapping[str, Any], colours: Mapping[str, str], limits: Mapping[int, int],
    trace: Trace | None, budget: Budget,
) -> RenderState:  # fmt: skip
    """Run the program once; `limits` are the most items a slide may hold, by the number of the call of `pages`."""
    package = NewPackage(posixpath.dirname(compiled.package.main_part), PartNames(compiled.package.entries))
    memory = PrintingMemory(
        compiled.last_id,
        Paging(limits),
        notes=NoteState(dict(compiled.last_notes)),
        lists=ListState(compiled.last_list),
    )
    is_document = compiled.deck is None
    slots = trace.followed(compiled.slots) if trace else compiled.slots
    state = RenderState(
        slots, package, memory, colours, compiled.asides, compiled.note_plans,
        Insertions(compiled.package) if is_document else None, budget,
    )  # fmt: skip
    return compiled.program.run(context if is_document else {**context, "slide_count": SlideCount()}, state)
