"""A compiled template as one Jinja program: making it, running it, and locating the faults of a run."""

from __future__ import annotations

import marshal
import traceback
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import starmap
from types import CodeType, FrameType
from typing import Any, NamedTuple

from jinja2 import Template, TemplateSyntaxError

from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound, Severity, readable, shortened
from reportgen.office.drawing.theme_colours import fill_colour_marks
from reportgen.office.markup.equal_runs import join_equal_runs
from reportgen.office.markup.marks import FILLER, LITERAL, OUTPUT, PART
from reportgen.template.program.environment import Surroundings, environment_of
from reportgen.template.program.filters import STATE
from reportgen.template.program.loop_items import Loops, loop_items, with_loops
from reportgen.template.program.method_names import method_hint
from reportgen.template.program.plain_reasons import ABSENCES, plain_reason
from reportgen.template.program.tag_check import dotted_name
from reportgen.template.program.undefined import reporter
from reportgen.template.runtime.code import Piece
from reportgen.template.runtime.limits import budget
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag


@dataclass(frozen=True, slots=True)
class Program:
    """One package's program: plain data, which runs many times.

    `bytecode` is the code, with the literal markup in it; marshalled, since code does not pickle. `tags` are the
    template's tags, with the loops they stand in, by the line of the source on which their code stands; `costs` the
    characters that the markup of a loop has, by the line of its tag. `surroundings` are what the program may call.
    """

    name: str
    surroundings: Surroundings
    bytecode: bytes = field(repr=False)
    tags: Mapping[int, tuple[Tag, Loops]] = field(repr=False)
    costs: Mapping[int, int] = field(repr=False)

    def run(self, context: Mapping[str, Any], state: RenderState) -> RenderState:
        """What a context gives: the parts in the order in which the program wrote them, and new ones.

        Raises `ProblemsFound` with every undefined name, and the fault that stopped the program if
        one did; each is located by its tag.
        """
        template, faults = _executable(self.bytecode, self.surroundings), _Faults(self)
        reporter_token = reporter.set(faults.undefined)
        budget_token = budget.set(state.budget)
        try:
            names = template.new_context({**context, STATE: state})
            output = join_equal_runs("".join(template.root_render_func(names)))
        except Exception as fault:  # whatever a tag raised is a fault of the template or its data
            faults.raised(fault)
            output = ""
        finally:
            reporter.reset(reporter_token)
            budget.reset(budget_token)
        faults.found.extend(state.found.diagnostics)
        faults.raise_all()
        state.found = faults.found
        state.package.write(fill_colour_marks(markup, state.colours) for markup in output.split(PART)[1:])
        return state


@lru_cache(maxsize=128)
def _executable(bytecode: bytes, surroundings: Surroundings) -> Template:
    """The template that Jinja runs; each process makes it once, since it cannot be pickled with the program."""
    environment = environment_of(surroundings)
    return Template.from_code(environment, marshal.loads(bytecode), environment.make_globals(None))


def part_piece(plan: int, loops: Iterable[str] = ()) -> Piece:
    """The code that begins the output of a planned part; `loops` are the variables of the loops around it."""
    return Piece(f"{OUTPUT[0]}{plan}|__part({', '.join(loops)}){OUTPUT[1]}", code=True)


# -- making a program


def compile_program(
    name: str, pieces: Iterable[Piece], surroundings: Surroundings, codes: MutableMapping[str, CodeType]
) -> Program:  # fmt: skip
    """The program of a package's pieces.

    `codes` keeps compiled code by its source, which is the same in every output language. Raises `ProblemsFound`.
    """
    source = _Source()
    for piece in pieces:
        source.add(piece)
    text = source.text()
    tags = dict(zip(source.tags, with_loops(source.tags.values()), strict=True))
    if text not in codes:
        codes[text] = _compiled(name, text, tags, surroundings)
    code = _with_literals(codes[text], source.literals, _filename(name))
    return Program(name, surroundings, marshal.dumps(code), tags, source.costs)


class _Source:
    """Builds the source of a program, with numbers in place of literal markup: it is the same in every language."""

    def __init__(self) -> None:
        self.tags: dict[int, Tag] = {}
        self.literals: list[str] = []
        self.costs: dict[int, int] = {}
        self._texts: list[str] = []
        self._line = 1
        self._loops = [0]  # the lines of the loops around a piece; 0 for none

    def add(self, piece: Piece) -> None:
        """Put a piece behind those that are there."""
        if piece.tag is not None:
            self.tags[self._line + 1] = piece.tag  # the code of a tag begins with a line feed
        if piece.loop > 0:
            self._loops.append(self._line + 1)
        elif piece.loop < 0:
            self._loops.pop()
        loop, literal = self._loops[-1], piece.filler if piece.code else piece.text
        self.costs[loop] = self.costs.get(loop, 0) + len(literal)
        if not piece.code:
            self._texts.append(self._number(literal))
        else:
            self._texts.append(piece.text.replace(FILLER, self._number(literal)) if literal else piece.text)
            self._line += piece.text.count("\n")

    def _number(self, literal: str) -> str:
        self.literals.append(literal)
        return f"{LITERAL[0]}{len(self.literals) - 1}{LITERAL[1]}"

    def text(self) -> str:
        """The whole source."""
        return "".join(self._texts).replace(FILLER, "")  # left where a piece had an empty filler


def _compiled(name: str, source: str, tags: Mapping[int, tuple[Tag, Loops]], surroundings: Surroundings) -> CodeType:
    try:
        code: CodeType = environment_of(surroundings).compile(source, name, _filename(name))
    except TemplateSyntaxError as fault:
        tag, found = _tag_at(tags, fault.lineno), Collector()
        location = tag[0].location if tag else Location(name)
        found.error(
            "template-syntax",
            Message("{shown} cannot be read: {message}", shown=_shown(tag), message=fault.message),
            location,
        )
        raise ProblemsFound(found.diagnostics) from fault
    except (SyntaxError, RecursionError, MemoryError) as fault:
        # Python's own: it nests twenty loops in one another, and a hundred statements
        message, hint, blamed = _too_much(tag for tag, _ in tags.values())
        found = Collector()
        found.error("template-syntax", message, blamed.location if blamed else Location(name), hint)
        raise ProblemsFound(found.diagnostics) from fault
    return code


_MOST_BRANCHES, _MOST_SHOWN = 300, 120


def _too_much(tags: Iterable[Tag]) -> tuple[str, str, Tag | None]:
    """What Python cannot compile: a message, a hint, and the tag to blame."""
    open_: list[tuple[Tag, int]] = []
    deepest, innermost = 0, None
    for tag in tags:
        if tag.opens:
            open_.append((tag, 0))
        elif tag.closes and open_:
            open_.pop()
        elif tag.keyword == "elif" and open_:
            opening, branches = open_.pop()
            if branches >= _MOST_BRANCHES:
                message = Message("'{text}' has too many branches", text=opening.text)
                return message, Message("look the value up in a table: {{ words[kind] }}"), opening
            open_.append((opening, branches + 1))
        if len(open_) > deepest:
            deepest, innermost = len(open_), tag
    text = innermost.text if innermost else "…"
    message = Message("'{text}' stands in too many other statements", text=text)
    return message, Message("put fewer of them into one another; an inner part may be a macro"), innermost


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


def _filename(name: str) -> str:
    return f"<reportgen:{name}>"


# -- what goes wrong


class _UnknownName(NamedTuple):
    """A name that is not there, as it is told, and the tag that asks for it; with a reason, a value without a name."""

    name: str
    location: Location
    hint: str
    severity: Severity
    reason: str


class _Faults:
    """The faults of one run, each at its tag."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._template = _executable(program.bytecode, program.surroundings)
        self._filename = _filename(program.name)
        self._undefined: dict[_UnknownName, dict[str, None]] = {}  # each with the items that it was met at
        self._stopped_by: Exception | None = None
        self.found = Collector()

    def undefined(self, frame: FrameType | None, name: str, hint: str, tolerated: bool) -> None:
        """Record that a name is not there which the code of a frame has used; a warning where that is tolerated."""
        while frame is not None and frame.f_code.co_filename != self._filename:  # out of Jinja and the filters
            frame = frame.f_back
        tag = self._tag_at(frame.f_lineno) if frame else None
        item = "" if tolerated else self._at_item(tag, frame)  # one warning for all items is enough
        reason = ABSENCES.get(name, "")
        shown = _shown(tag) if reason else shortened(readable(dotted_name(tag[0], name) if tag else name), _MOST_SHOWN)
        severity = Severity.WARNING if tolerated else Severity.ERROR
        self._undefined.setdefault(_UnknownName(shown, self._location(tag), hint, severity, reason), {})[item] = None

    def raised(self, fault: Exception) -> None:
        """Record what stopped the program; raises `fault` again where no tag is to blame."""
        chain = [fault]
        if isinstance(fault, RuntimeError) and isinstance(fault.__cause__, StopIteration):
            chain.append(fault := fault.__cause__)  # Python lets no StopIteration out of a generator (PEP 479)
        calls = [call for one in chain for call in self._calls(one)]
        if not calls:
            raise chain[0]
        frame, line = calls[-1]
        tag = self._tag_at(line)
        shown, item = _shown(tag), self._at_item(tag, frame)
        reason = readable(plain_reason(fault))  # as a whole: of a long one a message says the beginning
        message = Message("{tag} failed: {reason}", tag=shown, reason=reason)
        if item:
            message = Message("{tag} failed (at {item}): {reason}", tag=shown, item=item, reason=reason)
        hint = method_hint(tag[0], frame, environment_of(self._program.surroundings)) if tag else ""
        self.found.error("template-fault", message, self._location(tag), hint)
        self._stopped_by = fault

    def _calls(self, fault: BaseException) -> Iterator[tuple[FrameType, int]]:
        """The calls of this run's code that a fault has gone through.

        An exception that is raised a second time brings those of the run before along; a filter may run a program too.
        """
        for number, (frame, line) in enumerate(traceback.walk_tb(fault.__traceback__)):
            if number > 0 and frame.f_code is Program.run.__code__:
                return
            if frame.f_code.co_filename == self._filename:
                yield frame, line

    def raise_all(self) -> None:
        """Raise `ProblemsFound` with all that was found, and what stopped the program as its cause.

        A value in a message is told by what a reader can use.
        """
        # That a field of nothing is read is an error; that it also prints nothing is not told beside it.
        errors = {(one.name, one.location) for one in self._undefined if one.severity is Severity.ERROR}
        told_twice = [
            one for one in self._undefined if one.severity is not Severity.ERROR and (one.name, one.location) in errors
        ]
        for one in told_twice:
            del self._undefined[one]
        self.found = Collector([*starmap(_told, self._undefined.items()), *self.found.diagnostics])
        if self.found.errors:
            told = (replace(one, message=readable(one.message)) for one in self.found.diagnostics)
            raise ProblemsFound(told) from self._stopped_by

    def _tag_at(self, line: int) -> tuple[Tag, Loops] | None:
        # `line` is one of the Python code that Jinja has made of the source
        return _tag_at(self._program.tags, self._template.get_corresponding_lineno(line))

    def _at_item(self, tag: tuple[Tag, Loops] | None, frame: FrameType | None) -> str:
        return loop_items(tag[1], frame, environment_of(self._program.surroundings)) if tag and frame else ""

    def _location(self, tag: tuple[Tag, Loops] | None) -> Location:
        return tag[0].location if tag else Location(self._program.name)


def _told(unknown: _UnknownName, items: Collection[str]) -> Diagnostic:
    """An unknown name, once for all items of its loops: with the first that it was met at, and how many more."""
    name, location, hint, severity, reason = unknown
    first, more = next(iter(items)), len(items) - 1
    message = Message("unknown name '{name}'", name=name)
    if reason and first:
        message = Message("{tag} gives nothing (at {item}): {reason}", tag=name, item=first, reason=reason)
    elif reason:
        message = Message("{tag} gives nothing: {reason}", tag=name, reason=reason)
    elif first and more:
        message = Message("unknown name '{name}' (at {item} and {more} more)", name=name, item=first, more=more)
    elif first:
        message = Message("unknown name '{name}' (at {item})", name=name, item=first)
    return Diagnostic("unknown-name", message, location, hint, severity)


def _tag_at(tags: Mapping[int, tuple[Tag, Loops]], line: int) -> tuple[Tag, Loops] | None:
    """The tag whose code stands on a line of the source, or the nearest one before."""
    return tags[max(before)] if (before := [number for number in tags if number <= line]) else None


def _shown(tag: tuple[Tag, Loops] | None) -> str:
    return f"'{tag[0].text}'" if tag else Message("the template")
