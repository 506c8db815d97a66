"""A compiled template as one Jinja program, and what goes on while it runs."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, MutableMapping
from types import CodeType, FrameType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.diagnostics import Collector, Location, ProblemsFound
from reportgen.office.drawing.theme_colours import expand_marks
from reportgen.office.markup.marks import LITERAL, PART
from reportgen.template.program.filters import STATE
from reportgen.template.program.loop_items import loop_items
from reportgen.template.program.tag_check import dotted_name
from reportgen.template.program.undefined import reporter
from reportgen.template.runtime.code import Piece
from reportgen.template.runtime.limits import budget
from reportgen.template.runtime.marks import FILLER, OUTPUT
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag


def _with_literals(code: CodeType, literals: list[str], filename: str) -> CodeType:
    """Compiled code with the literal markup put where the source has numbers, as that of the template `filename`.

    Another template may have the same source, and faults are found by the name.
    """

    def fill(constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return constant.replace(co_consts=tuple(map(fill, constant.co_consts)), co_filename=filename)
        if isinstance(constant, tuple):
            return tuple(map(fill, constant))
        if not isinstance(constant, str) or LITERAL[0] not in constant:
            return constant
        first, *rest = constant.split(LITERAL[0])
        chunks = (chunk.partition(LITERAL[1]) for chunk in rest)
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
        self._refuse_marks()
        try:
            return environment.compile(source, self._name, self._filename)
        except TemplateSyntaxError as fault:
            tag, found = self._tag_at(fault.lineno), Collector()
            found.error("template-syntax", f"{_shown(tag)} cannot be read: {fault.message}", self._location(tag))
            raise ProblemsFound(found.diagnostics) from fault

    def _refuse_marks(self) -> None:
        """A string in a tag may hold any character, escaped; this one would be taken for a literal's number."""
        found = Collector()
        for tag in self._tags.values():
            constants = tag.tree.find_all(nodes.Const) if tag.tree else ()
            if any(isinstance(constant.value, str) and LITERAL[0] in constant.value for constant in constants):
                message = f"{_shown(tag)} holds a character that programs keep for themselves (U+000F)"
                found.error("unusable-character", message, tag.location, "remove it")
        found.raise_errors()

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
        return f"{LITERAL[0]}{len(self._literals) - 1}{LITERAL[1]}"

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
            names = self._template.new_context({**context, STATE: state})
            output = "".join(self._template.root_render_func(names))
        except Exception as fault:  # whatever a tag raised is a fault of the template or its data
            self._raised(found, fault)
            output = ""
        finally:
            reporter.reset(token)
            budget.reset(spent)
        found.extend(state.found.diagnostics)
        found.raise_errors()
        for part, markup in zip(state.parts, output.split(PART)[1:], strict=True):
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
