"""Printing that can be followed: every run says which place of the template printed it, and what.

A trace is for those who show a document with its sources. What is printed is the same as without one, but for a number
in the properties of each run that a tag printed; such a file is looked at, and handed to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from reportgen.diagnostics import Location
from reportgen.office.markup.marks import TRACED
from reportgen.template.render.runs import RunSlot, rich_value
from reportgen.template.runtime.state import RenderState, Slot
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.rich_text import Placed, RichText

_RUN = re.compile(r"(<(a|w):r>)(?:<\2:rPr(?=[ />])|(?=<))")


class Printed(NamedTuple):
    """What one number stands for: the tag, as typed and where, and where the text comes from (`Span.origin`).

    `asked` is what was asked for since the tag before: without an origin, the text was made of that.
    """

    tag: str
    location: Location
    origin: tuple[str, ...]
    asked: Sequence[tuple[str, ...]]


@dataclass(slots=True)
class Trace:
    """What was printed, in order; the number of a run is the position here.

    `take_asked` gives what values have been asked for since it was called before.
    """

    take_asked: Callable[[], Sequence[tuple[str, ...]]] = tuple
    printed: list[Printed] = field(default_factory=list)

    def followed(self, slots: Sequence[Slot]) -> Sequence[Slot]:
        """The slots of a program, those that print runs with the numbers of what they print."""
        return [_traced(slot, self) if isinstance(slot, RunSlot) else slot for slot in slots]

    def number(self, tag: Tag, origin: tuple[str, ...], asked: Sequence[tuple[str, ...]]) -> int:
        """Note what a tag prints; the number of its runs."""
        self.printed.append(Printed(tag.text, tag.location, origin, asked))
        return len(self.printed) - 1


@dataclass(frozen=True, slots=True)
class _TracedSlot(RunSlot):
    """A place where a value is printed, and the trace that it is noted in.

    A value that writes its own markup prints its texts at a slot like this one, which knows what was `asked` for it.
    """

    trace: Trace = field(kw_only=True)
    asked: Sequence[tuple[str, ...]] = ()

    def render(self, value: Any, state: RenderState) -> str:
        """The runs that print `value`, each with its number."""
        asked = [*self.asked, *self.trace.take_asked()]
        if isinstance(value, Placed):
            return RunSlot.render(replace(self, asked=asked), value, state)
        rich = rich_value(value, state.aside) if self.repetition is None else None
        if rich is None:
            return self._numbered(RunSlot.render(self, value, state), (), asked)
        origins = groupby((span for span in rich.spans if span.text), attrgetter("origin"))
        asked += self.trace.take_asked()  # some is asked for only when it is printed
        return "".join(
            self._numbered(RunSlot.render(self, RichText(*spans), state), origin, asked) for origin, spans in origins
        )

    def _numbered(self, markup: str, origin: tuple[str, ...], asked: Sequence[tuple[str, ...]]) -> str:
        number = self.trace.number(self.tag, origin, asked)
        return _RUN.sub(lambda found: _with_number(found, number), markup)


def _traced(slot: RunSlot, trace: Trace) -> _TracedSlot:
    return _TracedSlot(**{one.name: getattr(slot, one.name) for one in fields(slot)}, trace=trace)


def _with_number(run: re.Match[str], number: int) -> str:
    if run[0] == run[1]:  # it has no properties
        return f'{run[1]}<{run[2]}:rPr {TRACED}="{number}"/>'
    return f'{run[0]} {TRACED}="{number}"'
