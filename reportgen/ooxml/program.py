"""A compiled template as one Jinja program, and what goes on while it runs."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from types import CodeType, FrameType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.diagnostics import Collector, Location, ProblemsFound
from reportgen.ooxml.bounds import SHORT, budget
from reportgen.ooxml.colours import expand_marks
from reportgen.ooxml.controls import keep_control
from reportgen.ooxml.emit import escape_attribute, safe_address
from reportgen.ooxml.environment import OUTPUT, dotted_name, reporter
from reportgen.ooxml.links import bare_address
from reportgen.ooxml.loops import loop_items
from reportgen.ooxml.pages import Page
from reportgen.ooxml.pieces import FILLER, Piece
from reportgen.ooxml.sections import finish_break, finish_sections
from reportgen.ooxml.state import HYPERLINK, RenderState, WrittenPart
from reportgen.ooxml.tags import Tag
from reportgen.ooxml.workbook import xstring

_STATE = "__state"
_PART_MARK = "\x00"
_LITERAL = ("\x0f", "\x10")
"""Around the number of a piece of literal markup in a program's source."""


def _state(context: Context) -> RenderState:
    state: RenderState = context.parent[_STATE]
    return state


@pass_context
def _run(context: Context, value: Any, slot: int) -> Any:
    state: RenderState = context.parent[_STATE]
    printed = state.slots[slot].render(value, state)
    if type(printed) is str and len(printed) > SHORT:
        state.budget.spend(len(printed))
    return printed


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
    state = _state(context)
    state.parts.append(state.begun.get(plan) or WrittenPart(plan, page=page))
    return _PART_MARK


@pass_context
def _note_open(context: Context, kind: str) -> str:
    """Begin a note, which has the relationships of the part for notes."""
    state = _state(context)
    plan = state.note_plans[kind]
    state.inner = state.begun.setdefault(plan, WrittenPart(plan))
    return ""


@pass_context
def _note(context: Context, markup: str, kind: str) -> str:
    state = _state(context)
    state.inner = None
    state.notes.add(kind, markup)
    return ""


@pass_context
def _note_id(context: Context, kind: str) -> str:
    return str(_state(context).notes.last[kind])


@pass_context
def _pages(context: Context, items: Sequence[Any], most: int) -> list[Page]:
    return _state(context).paging.pages(items, most)


def _keep_paragraph(markup: str, replacement: str) -> str:
    """Captured content, completed with a paragraph where it does not end with one."""
    end = "</w:p>" if replacement.startswith("<w:p") else "</a:p>"
    return (
        markup if markup.rstrip().endswith((end, end.replace("</", "<").replace(">", "/>"))) else markup + replacement
    )


def _keep_rows(markup: str, _replacement: str) -> str:
    """A captured table, or nothing when no row is left in it."""
    return markup if any(row in markup for row in ("<w:tr>", "<w:tr ", "<a:tr>", "<a:tr ")) else ""


def _keep_section(markup: str, _replacement: str) -> str:
    return finish_break(markup)


@pass_context
def _blank(context: Context, kind: str) -> str:
    """The relationship to an empty header or footer."""
    return _state(context).blank(kind)


@pass_context
def _fresh_id(context: Context, _value: Any) -> str:
    state = _state(context)
    state.last_id += 1
    return str(state.last_id)


@pass_context
def _range_id(context: Context, own: str, kind: str, opens: int) -> str:
    state = _state(context)
    return state.ranges.id_(kind, own, bool(opens), lambda: _fresh_id(context, None))


@pass_context
def _range_name(context: Context, own: str, opens: int) -> str:
    ranges = _state(context).ranges
    return escape_attribute(ranges.name(own) if opens else ranges.name_now(own))


@pass_context
def _known(_context: Context, value: Any) -> Any:
    if isinstance(value, Undefined):
        str(value)  # reports it
        return ""
    return value


@pass_context
def _link(context: Context, address: Any) -> str:
    return _state(context).part.relate(HYPERLINK, safe_address(bare_address(str(address))), external=True)


@pass_context
def _forget(context: Context, group: str) -> str:
    _state(context).forget(group)
    return ""


PROGRAM_FILTERS: Mapping[str, Callable[..., Any]] = {
    "__run": _run,
    "__attribute": _attribute,
    "__xstring": _xstring,
    "__part": _part,
    "__id": _fresh_id,
    "__known": _known,
    "__note_open": _note_open,
    "__note": _note,
    "__note_id": _note_id,
    "__range_id": _range_id,
    "__range_name": _range_name,
    "__link": _link,
    "__forget": _forget,
    "__keep_paragraph": _keep_paragraph,
    "__keep_rows": _keep_rows,
    "__keep_control": keep_control,
    "__keep_section": _keep_section,
    "__keep_sections": finish_sections,
    "__blank": _blank,
    "pages": _pages,
}
"""The filters that know the run of a program. Those with underscores are for compiled programs alone; a tag that
names one is refused."""


def _with_literals(code: CodeType, literals: list[str], filename: str) -> CodeType:
    """Compiled code with the literal markup put where the source has numbers, as that of the template `filename`.

    Another template may have the same source, and faults are found by the name.
    """

    def fill(constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return constant.replace(co_consts=tuple(map(fill, constant.co_consts)), co_filename=filename)
        if isinstance(constant, tuple):
            return tuple(map(fill, constant))
        if not isinstance(constant, str) or _LITERAL[0] not in constant:
            return constant
        first, *rest = constant.split(_LITERAL[0])
        chunks = (chunk.partition(_LITERAL[1]) for chunk in rest)
        return first + "".join(literals[int(number)] + tail for number, _, tail in chunks)

    filled: CodeType = fill(code)
    return filled


def part_piece(plan: int, loops: Iterable[str] = ()) -> Piece:
    """The code that begins the output of a planned part; `loops` are the variables of the loops around it."""
    return Piece(f"{OUTPUT[0]}{plan}|__part({', '.join(loops)}){OUTPUT[1]}", code=True)


class Program:
    """One package's program: compiled once, run many times."""

    def __init__(
        self,
        name: str,
        pieces: Iterable[Piece],
        environment: ImmutableSandboxedEnvironment,
        codes: MutableMapping[str, CodeType],
    ) -> None:
        self._name = name
        self._filename = f"<reportgen:{name}>"
        self._environment = environment
        self._tags: dict[int, Tag] = {}
        self._literals: list[str] = []
        self._costs: dict[int, int] = {}
        source = self._join(pieces)
        if source not in codes:
            codes[source] = self._compile(source, environment)
        code = _with_literals(codes[source], self._literals, self._filename)
        self._template = Template.from_code(environment, code, environment.make_globals(None))

    def _compile(self, source: str, environment: ImmutableSandboxedEnvironment) -> CodeType:
        try:
            return environment.compile(source, self._name, self._filename)
        except TemplateSyntaxError as fault:
            tag, found = self._tag_at(fault.lineno), Collector()
            found.error("template-syntax", f"{_shown(tag)} cannot be read: {fault.message}", self._location(tag))
            raise ProblemsFound(found.diagnostics) from fault

    def _join(self, pieces: Iterable[Piece]) -> str:
        """The source, with numbers for literal markup: so it is the same in every output language."""
        texts, line, loops = [], 1, [0]
        for piece in pieces:
            if piece.tag is not None:
                self._tags[line + 1] = piece.tag  # the code of a tag begins with a line feed
                if piece.tag.keyword == "for":
                    loops.append(line + 1)
                elif piece.tag.closes == "for":
                    loops.pop()
            self._costs[loops[-1]] = self._costs.get(loops[-1], 0) + (
                len(piece.filler) if piece.code else len(piece.text)
            )
            if not piece.code:
                texts.append(self._literal(piece.text))
                continue
            texts.append(piece.text.replace(FILLER, self._literal(piece.filler)) if piece.filler else piece.text)
            line += piece.text.count("\n")
        return "".join(texts).replace(FILLER, "")

    def _literal(self, text: str) -> str:
        self._literals.append(text)
        return f"{_LITERAL[0]}{len(self._literals) - 1}{_LITERAL[1]}"

    def run(self, context: Mapping[str, Any], state: RenderState) -> RenderState:
        """What a context gives: the parts in the order in which the program wrote them, and new ones.

        Raises `ProblemsFound` with every undefined name, and the fault that stopped the program if
        one did; each is located by its tag.
        """
        found = Collector()
        token = reporter.set(lambda frame, name, hint: self._undefined(found, frame, name, hint))
        state.budget.costs = self._costs
        spent = budget.set(state.budget)
        try:
            names = self._template.new_context({**context, _STATE: state})
            output = "".join(self._template.root_render_func(names))
        except Exception as fault:  # whatever a tag raised is a fault of the template or its data
            self._raised(found, fault)
            output = ""
        finally:
            reporter.reset(token)
            budget.reset(spent)
        found.extend(state.found.diagnostics)
        found.raise_errors()
        for part, markup in zip(state.parts, output.split(_PART_MARK)[1:], strict=True):
            part.markup = expand_marks(markup, state.colours)
        return state

    def _undefined(self, found: Collector, frame: FrameType | None, name: str, hint: str) -> None:
        while frame is not None and frame.f_code.co_filename != self._filename:
            frame = frame.f_back
        tag = self._tag_at(self._template.get_corresponding_lineno(frame.f_lineno)) if frame else None
        shown = dotted_name(tag, name) if tag else name
        message, location = f"unknown name '{shown}'{self._at_item(tag, frame)}", self._location(tag)
        if not any(d.message == message and d.location == location for d in found.diagnostics):
            found.error("unknown-name", message, location, hint)

    def _raised(self, found: Collector, fault: Exception) -> None:
        own = [step for step in traceback.walk_tb(fault.__traceback__) if step[0].f_code.co_filename == self._filename]
        if not own:
            raise fault
        frame, line = own[-1]
        tag = self._tag_at(self._template.get_corresponding_lineno(line))
        message = f"{_shown(tag)} failed{self._at_item(tag, frame)}: {_reason(fault)}"
        found.error("template-fault", message, self._location(tag))

    def _at_item(self, tag: Tag | None, frame: FrameType | None) -> str:
        items = loop_items(tag, frame, self._environment) if tag and frame else ""
        return f" (at {items})" if items else ""

    def _tag_at(self, line: int) -> Tag | None:
        """The tag whose code stands on a line of the source, or the nearest one before."""
        return self._tags[max(known)] if (known := [n for n in self._tags if n <= line]) else None

    def _location(self, tag: Tag | None) -> Location:
        return tag.location if tag else Location(self._name)


def _shown(tag: Tag | None) -> str:
    return f"'{tag.text}'" if tag else "the template"


def _reason(fault: Exception) -> str:
    if isinstance(fault, ZeroDivisionError):
        return "it divides by zero"
    if isinstance(fault, RecursionError):
        return "it calls itself without end"
    return str(fault) or type(fault).__name__
