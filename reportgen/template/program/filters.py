"""The filters that compiled programs call while they run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from reportgen.office.drawing.theme_colours import fill_colour_marks
from reportgen.office.markup.marks import PART, PRINTED
from reportgen.office.opc.new_parts import HYPERLINK
from reportgen.office.workbook.workbook import xstring
from reportgen.template.render.tables import finish_table
from reportgen.template.runtime.limits import SHORT, count_rounds
from reportgen.template.runtime.pages import Page
from reportgen.template.runtime.state import RenderState
from reportgen.template.structure.check_boxes import checked
from reportgen.template.structure.content_controls import keep_control
from reportgen.template.structure.levels.sections import finish_break, finish_sections
from reportgen.template.structure.list_rounds import CONTINUE
from reportgen.template.syntax.links import bare_address
from reportgen.template.values.rich_text import RichText
from reportgen.template.values.text import escape_attribute, safe_address

STATE = "__state"
"""The name by which a program's context holds its `RenderState`."""

_PARAGRAPH_END = re.compile(
    r"(?:</[wa]:p>|<[wa]:p(?: [^<>]*)?/>)(?:\s|<w:\w+(?:Start|End) [^<>]*/>|</w:(?:sdtContent|sdt|customXml)>)*\Z"
)
"""The end of markup whose last element, but for what may stand around it and the ends of ranges, is a paragraph, in the
form of `office.markup.canonical_form`."""


def state_of(context: Context) -> RenderState:
    """The run of a program that a filter is called in."""
    state: RenderState = context.parent[STATE]
    return state


@pass_context
def _run(context: Context, value: Any, slot: int) -> Any:
    state: RenderState = context.parent[STATE]
    printed = state.slots[slot].render(value, state)
    if type(printed) is str and len(printed) > SHORT:
        state.budget.spend(len(printed))
    return printed


# `@pass_context` even where none is needed: otherwise Jinja calls a filter of a constant while it compiles
@pass_context
def _noted(_context: Context, printed: str) -> str:
    return printed + PRINTED if printed else ""


@pass_context
def _paragraphs(context: Context, value: Any, least: int) -> Sequence[Any]:
    """What the paragraph of a lone tag is printed for: each item of a list, or the value; `least` times in any case."""
    if not _is_many(value):
        return (value,) if _prints(value) else ("",) * least
    return [one for one in count_rounds(value, 0) if _prints(one)] or ("",) * least


_TEXTS = (str, bytes, bytearray, RichText)
"""Texts that Python takes for lists."""
_LISTS = (Sequence, Iterator)


def _is_many(value: Any) -> bool:
    return not isinstance(value, _TEXTS) and isinstance(value, _LISTS)  # nearly every value is a text


def _prints(value: Any) -> bool:
    """Whether anything is printed for a value; a text of the content is not written to find out."""
    if isinstance(value, _TEXTS):
        return bool(value)
    if isinstance(value, Undefined):
        str(value)  # reports it
        return False
    return bool(value) if hasattr(value, "__rich__") else value is not None


@pass_context
def _attribute(_context: Context, value: Any) -> str:
    return escape_attribute(value)


@pass_context
def _xstring(_context: Context, value: Any) -> str:
    return xstring(escape_attribute(value))


@pass_context
def _part(context: Context, plan: int, *items: Any) -> str:
    """Begin a part; `items` are what the loops around a slide stand at, outermost first."""
    page = next((item for item in reversed(items) if isinstance(item, Page)), None)
    state = state_of(context)
    state.package.begin(plan, page)
    return PART


@pass_context
def _note_open(context: Context, kind: str) -> str:
    """Begin a note, which has the relationships of the part for notes."""
    state = state_of(context)
    state.package.begin_note(state.note_plans[kind])
    return ""


@pass_context
def _note(context: Context, markup: str, kind: str) -> str:
    state = state_of(context)
    state.package.end_inner()
    state.memory.notes.add(kind, markup)
    return ""


@pass_context
def _comment(context: Context, markup: str, original: str) -> str:
    """Take in a comment; its marks have been given the id of this copy. Prints nothing."""
    state = state_of(context)
    state.package.end_inner()
    copies = state.memory.ranges.ids["comment", original]
    state.memory.notes.add_comment(markup, copies[-1], len(copies))
    return ""


@pass_context
def _note_id(context: Context, kind: str) -> str:
    return str(state_of(context).memory.notes.last[kind])


@pass_context
def _pages(context: Context, items: Sequence[Any], most: int | None = None) -> list[Page]:
    return state_of(context).memory.paging.pages(items, most)


def _keep_paragraph(markup: str, replacement: str) -> str:
    """Captured content, completed with a paragraph where it does not end with one."""
    return markup if _PARAGRAPH_END.search(markup) else markup + replacement


def _keep_printed(markup: str, _replacement: str) -> str:
    """A captured paragraph, or nothing when its tags have printed nothing."""
    return markup.replace(PRINTED, "") if PRINTED in markup else ""


def _keep_rows(markup: str, _replacement: str) -> str:
    """A captured table, or nothing when no row is left in it."""
    return markup if any(row in markup for row in ("<w:tr>", "<w:tr ", "<a:tr>", "<a:tr ")) else ""


@pass_context
def _keep_cells(context: Context, markup: str, declarations: str) -> str:
    """A table whose cells came from data; colours of the theme are filled in, since XML cannot hold their marks."""
    return finish_table(fill_colour_marks(markup, state_of(context).colours), declarations)


@pass_context
def _blank(context: Context, kind: str) -> str:
    """The relationship to an empty header or footer."""
    return state_of(context).package.relate_blank(kind)


@pass_context
def _fresh_id(context: Context, _value: Any) -> str:
    return state_of(context).memory.fresh_id()


@pass_context
def _range_id(context: Context, original: str, kind: str, opens: int) -> str:
    memory = state_of(context).memory
    return memory.ranges.id_(kind, original, bool(opens), memory.fresh_of_kind)


@pass_context
def _range_name(context: Context, original: str, opens: int) -> str:
    ranges = state_of(context).memory.ranges
    return escape_attribute(ranges.name(original) if opens else ranges.name_now(original))


@pass_context
def _checked(_context: Context, markup: str, empty: str, yes: str, no: str) -> str:
    return checked(markup, empty, yes, no)


@pass_context
def _round(context: Context, key: str) -> str:
    """Begin a round of a loop, in which a list counts anew. Prints nothing."""
    state_of(context).memory.lists.begin_round(key)
    return ""


@pass_context
def _list(context: Context, otherwise: str, key: str, original: str, level: int, restarts: bool) -> str:
    """The number of the list that counts in this round of a loop."""
    return state_of(context).memory.lists.in_round(key, original, level) if restarts else otherwise


@pass_context
def _many(_context: Context, value: Any) -> bool:
    """Whether the paragraph of a lone tag is printed for each item of a value."""
    return _is_many(value)


@pass_context
def _continue_numbering(_context: Context, items: Any) -> Any:
    """The same items: the word is for the compiler."""
    return items


@pass_context
def _link(context: Context, address: Any) -> str:
    return state_of(context).package.part.relate(HYPERLINK, safe_address(bare_address(str(address))), external=True)


@pass_context
def _forget(context: Context, group: str) -> str:
    state_of(context).memory.forget(group)
    return ""


PROGRAM_FILTERS: Mapping[str, Callable[..., Any]] = {
    "__run": _run,
    "__noted": _noted,
    "__paragraphs": _paragraphs,
    "__attribute": _attribute,
    "__xstring": _xstring,
    "__part": _part,
    "__id": _fresh_id,
    "__note_open": _note_open,
    "__note": _note,
    "__comment": _comment,
    "__note_id": _note_id,
    "__range_id": _range_id,
    "__range_name": _range_name,
    "__checked": _checked,
    "__round": _round,
    "__list": _list,
    "__many": _many,
    "__link": _link,
    "__forget": _forget,
    "__keep_paragraph": _keep_paragraph,
    "__keep_printed": _keep_printed,
    "__keep_rows": _keep_rows,
    "__keep_control": keep_control,
    "__keep_section": finish_break,
    "__keep_cells": _keep_cells,
    "__keep_sections": finish_sections,
    "__blank": _blank,
    "pages": _pages,
    CONTINUE: _continue_numbering,
}
"""The filters that know the run of a program. Those with underscores are for compiled programs alone; a tag that
names one is refused."""
