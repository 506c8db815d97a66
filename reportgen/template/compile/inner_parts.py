"""Compiles parts that are written inside another one: charts of bound frames, and the parts of copied shapes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.office.markup.namespaces import parse_xml, qn, serialise
from reportgen.office.markup.steps import Steps
from reportgen.office.workbook.workbook_cells import UnusableWorkbook, report_unusable
from reportgen.template.compile.compilation import Compilation, CompiledPart, PartSource
from reportgen.template.render.arrange import Arranged, ArrangementSlot
from reportgen.template.render.bound_frames import Frame
from reportgen.template.render.charts import ChartSlot
from reportgen.template.render.copied_parts import copy_slot
from reportgen.template.render.frames import ChartFrame, UnusableFrame, bind_frame
from reportgen.template.runtime.code import Piece, captured, output_code, statement_code
from reportgen.template.runtime.expressions import names_read_and_bound
from reportgen.template.runtime.part_code import PartCode, Variable
from reportgen.template.structure.blocks import chains
from reportgen.template.syntax.placed_tags import PartTags
from reportgen.template.syntax.tags import Tag, TagKind

_HEADERS = (qn("w:headerReference"), qn("w:footerReference"))
CompileInner = Callable[[PartSource], CompiledPart]
"""Compiles a part that is written inside another one."""


@dataclass(slots=True)
class InnerParts:
    """The outcome of compiling the parts that are written inside another one.

    `slide_tags` are their statements about the slide, `largest_id` is the largest id in them, `cut` the relationship
    ids of the outer part that nothing names any more.
    """

    slide_tags: list[Tag] = field(default_factory=list)
    largest_id: int = 0
    cut: frozenset[str] = frozenset()

    def compiled(self, compile_inner: CompileInner, source: PartSource) -> list[Piece]:
        """The code of one more part."""
        compiled = compile_inner(source)
        self.slide_tags += compiled.slide_tags
        self.largest_id = max(self.largest_id, compiled.largest_id)
        return list(compiled.pieces)


def bind_frames(
    frames: Iterable[tuple[Frame, Tag]], part: PartSource, arranged: Mapping[etree._Element, Arranged],
    codes: PartCode, compilation: Compilation, compile_inner: CompileInner,
) -> InnerParts:  # fmt: skip
    """Surround every bound picture and chart with the code that asks its tag what to show."""
    inner = InnerParts()
    for frame, tag in frames:
        if tag.kind is not TagKind.OUTPUT:
            continue
        placed = codes.variable()
        try:
            binding = bind_frame(frame, tag, part.bound, placed, arranged)
        except UnusableFrame as fault:
            compilation.found.error("unusable-frame", str(fault), tag.location)
            continue
        start: list[Piece] = []
        if frame.picture is not None and frame.picture in arranged:
            copy = arranged[frame.picture]
            box = codes.package.slot(ArrangementSlot(copy.placement))
            start.append(statement_code(f"set {placed.name}_box = {copy.expression()}|{box}"))
        if isinstance(binding, ChartFrame):
            chart = _chart(frame, binding, tag, placed, inner, compilation, compile_inner)
            start += [_assignment(tag, placed, codes.package.slot(chart.slot)), *chart.pieces]
        else:
            start += [_assignment(tag, placed, codes.package.slot(binding)), statement_code(f"if {placed.name}")]
        frame.element.addprevious(codes.placeholder(*start))
        frame.element.addnext(codes.placeholder(statement_code("endif")))
    return inner


def _assignment(tag: Tag, placed: Variable, slot: str) -> Piece:
    """The code that asks a tag what to show; it stands on a line of its own, so that a fault leads to the tag."""
    return statement_code(f"\nset {placed.name} = ({tag.inside})|{slot}", tag)


@dataclass(frozen=True, slots=True)
class _Chart:
    slot: ChartSlot
    pieces: list[Piece]


def _chart(
    frame: Frame, chart: ChartFrame, tag: Tag, placed: Variable, inner: InnerParts, compilation: Compilation,
    compile_inner: CompileInner,
) -> _Chart:  # fmt: skip
    """A bound chart's slot, and the code that writes its part where tags stand in it."""
    compilation.localise(chart.root)
    pieces = inner.compiled(compile_inner, PartSource(chart.root, (*tag.location.steps[:-1], "chart")))
    name = placed.name
    start = [statement_code(f"if {name}"), *(captured(pieces, f"{name}_chart", f"{name}.open()") if pieces else ())]
    assert frame.chart is not None
    frame.chart.set(qn("r:id"), placed.field(f"relate({name}_chart)" if pieces else "relate('')"))
    return _Chart(
        ChartSlot(chart.part, chart.parts, "" if pieces else serialise(chart.root), tag, chart.pattern), start
    )


def copy_parts(
    repeated: Sequence[etree._Element], part: PartSource, tags: PartTags, codes: PartCode, compilation: Compilation,
    compile_inner: CompileInner,
) -> InnerParts:  # fmt: skip
    """Let everything that a loop repeats write the parts it names anew.

    Copies of a section share their headers and footers, but for those that name what the loop counts.
    """
    inner = InnerParts()
    copied: set[str] = set()
    owned = part.owned
    if owned is None:
        return inner
    inner_steps = Steps()  # only placeholders are added meanwhile
    counted = _names_in_loops(part.root, tags) if any(element.tag in _HEADERS for element in repeated) else {}
    for element in repeated:
        named = owned.named_by(element)
        if element.tag in _HEADERS:
            named = {name: id_ for name, id_ in named.items() if owned.reads(id_, counted.get(element, ()))}
        if not named:
            continue
        placed, steps = codes.variable(), (*part.steps, *inner_steps.to(element))
        pattern = owned.pattern(named.values())
        copied |= set(pattern.roots)
        for attribute, identifier in named.items():
            element.set(attribute, placed.field(f"id('{identifier}')"))
        try:
            slot = copy_slot(pattern, compilation.localise)
        except UnusableWorkbook as fault:
            report_unusable(fault, compilation.found, compilation.location(steps))
            continue
        # a filter needs a value
        pieces = [statement_code(f"set {placed.name} = ''|{codes.package.slot(slot)}")]
        for number, text in enumerate(slot.texts):
            root = parse_xml(slot.pattern.parts[text].entry.read())
            inside_steps = (*steps, posixpath.basename(text))
            source = PartSource(root, inside_steps, owned.links(text), owned.bound(text), diagram=placed.name)
            inside = inner.compiled(compile_inner, source)
            if inside:
                pieces += captured(inside, f"{placed.name}_{number}", f"{placed.name}.open()")
                pieces.append(output_code(f"{placed.name}.fill({number}, {placed.name}_{number})"))
        element.addprevious(codes.placeholder(*pieces))
    return replace(inner, cut=owned.unnamed(copied, part.root))


def _names_in_loops(root: etree._Element, tags: PartTags) -> dict[etree._Element, set[str]]:
    """The names that the loops around a section's references to headers and footers give values to."""
    return {
        element: {"loop"}.union(*(names_read_and_bound(tag)[1] for opener in chain if (tag := tags.get(opener))))
        for element, chain in chains(root, tags, ())
        if element.tag in _HEADERS
    }
