"""Parts to program pieces: the stages in order, for one part at a time.

text → tags (`tags`) → placeholders (`isolate`) → siblings (`structure`) → guards (`guards`) →
the part's markup cut at its placeholders, each piece either literal or code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from reportgen.diagnostics import Collector, Location
from reportgen.fit import FIT
from reportgen.office.drawing.theme import Fonts
from reportgen.office.drawing.theme_colours import final_marks, mark_written
from reportgen.office.markup.dialect import BY_PARAGRAPH, HIDDEN_TEXT, TEXT_ATTRIBUTES, TEXT_ELEMENTS, dialect_of
from reportgen.office.markup.fragment import fragment
from reportgen.office.markup.namespaces import ignorable_namespaces, qn, serialise
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.steps import steps_to
from reportgen.office.workbook.workbook_cells import UnusableWorkbook, report
from reportgen.template.assemble.shape_references import count_animated_paragraphs, mark_referenced
from reportgen.template.program.notes import NOTE_START, settle_notes
from reportgen.template.program.tag_check import read_checked
from reportgen.template.render.arrange import Arrangement, ArrangementError, ArrangementSlot, arrange
from reportgen.template.render.bound_frames import BoundContent, Frame, drop_fallbacks, frame_of, is_binding
from reportgen.template.render.copied_parts import CopySlot, OwnParts
from reportgen.template.render.frames import UnusableFrame, compile_frame
from reportgen.template.render.repeated_text import Echoes
from reportgen.template.render.runs import Place, RunSlot
from reportgen.template.render.tables import TableSlot
from reportgen.template.runtime.code import CompiledPart, Piece, captured, statement_code, statement_piece
from reportgen.template.runtime.marks import FILLER, MARK, OUTPUT, STATEMENT, holds_reserved
from reportgen.template.runtime.state import Slot
from reportgen.template.structure.cells import place_cell_tags
from reportgen.template.structure.comments_and_bookmarks import comment_ids, settle_ranges
from reportgen.template.structure.content_controls import free_controls, guard_controls
from reportgen.template.structure.literals import prepare_literals
from reportgen.template.structure.required_content import protect
from reportgen.template.structure.sections import SECTION_MARKS, SectionStatements, guard_breaks
from reportgen.template.structure.shapes import drop_doubles, put_into_shape, wrap_shapes
from reportgen.template.structure.statements import detach, end_tag, lift, pair, placeholders
from reportgen.template.structure.tables_of_contents import quieten_stale
from reportgen.template.structure.unique_ids import make_unique, own_ids, reached
from reportgen.template.syntax.isolate import PLACEHOLDER, isolate_tags
from reportgen.template.syntax.join_paragraphs import join_paragraphs
from reportgen.template.syntax.keywords import ARRANGEMENTS
from reportgen.template.syntax.links import address_code
from reportgen.template.syntax.tags import Match, Tag, TagKind, find_tags, near_tag

_SLIP_HINT = "write {{ … }} or {% … %} in one piece with plain braces; to show braces, write {_{ and }_}"
_RELATIONSHIP = qn("r:id")
_LINK = qn("a:hlinkClick")
_SCANNED_ELEMENTS = TEXT_ELEMENTS | {qn("c:v")}
"""Document properties, and the names in a chart's own copy of its data."""


class PartCompiler:
    """Compiles the parts of one package. `slots` collects the places where values are printed.

    Every fault goes to `found`; a part with faults yields pieces that must not be run.
    """

    def __init__(
        self, name: str, environment: ImmutableSandboxedEnvironment, found: Collector, fonts: Fonts | None,
        literal: Callable[[str], str] | None,
    ) -> None:  # fmt: skip
        self._name = name
        self._environment = environment
        self._found = found
        self._fonts = fonts
        self.literal = literal
        self.slots: list[Slot] = []
        self.slide_size = (0, 0)
        self.localise: Callable[[etree._Element], None] = lambda root: None
        self.state_policy: Callable[[etree._Element, str], None] = lambda shape, words: None
        self._guards = 0
        self.last_id = 0
        self.comments: set[str] = set()
        self.notes: set[tuple[str, str]] = set()

    def compile(
        self, root: etree._Element, steps: tuple[str, ...], links: Mapping[str, str] | None = None,
        bound: BoundContent | None = None, own: OwnParts | None = None, diagram: str = "",
    ) -> CompiledPart:  # fmt: skip
        """The pieces of one part; `root` is taken apart on the way.

        `links` are the targets with tags in them, by relationship id; `bound` is what bound pictures and charts
        showed, `own` are the part's own parts, `diagram` the diagram that it is a part of.
        """
        self.last_id = max([self.last_id, *own_ids(root)])
        if holds_reserved(root):
            message = "it holds characters that Unicode keeps for programs (U+FDD0–U+FDD3)"
            self._found.error("unusable-character", message, self.location(steps), "remove them")
            return CompiledPart([], [])
        part = _Part(self, root, steps, links or {}, bound or BoundContent(), own, diagram)
        drop_fallbacks(root)
        count_animated_paragraphs(root)
        join_paragraphs(root)
        part.scan()
        quieten_stale(root, part.tags)
        free_controls(root)
        prepare_literals(root, self.literal)
        if not part.tags and root.find(NOTE_START) is None:
            return CompiledPart([], [])
        slide_tags = part.take_level("slide")
        wrap_shapes(part.tags, self._found, part.end_of, part.place_shape)
        part.place()
        part.bind_frames(slide_tags)
        part.copy_own_parts(slide_tags)
        return CompiledPart(list(part.pieces()), slide_tags, part.settles)

    def check(self, match: Match, location: Location) -> Tag:
        """A tag read and checked; its fault, if any, is recorded."""
        return read_checked(match, location, self._environment, self._found)

    def location(self, steps: tuple[str, ...]) -> Location:
        """A place in the package."""
        return Location(self._name, steps=steps)

    def add_slot(self, slot: Slot) -> int:
        """The number of a new slot."""
        self.slots.append(slot)
        return len(self.slots) - 1

    def next_guard(self) -> str:
        """A variable name for a guard's captured content."""
        self._guards += 1
        return f"guard_{self._guards}"


class _Part:
    """One part on its way through the stages."""

    def __init__(
        self, compiler: PartCompiler, root: etree._Element, steps: tuple[str, ...], links: Mapping[str, str],
        bound: BoundContent, own: OwnParts | None, diagram: str,
    ) -> None:  # fmt: skip
        self._compiler = compiler
        self._found = compiler._found
        self._root = root
        self._steps = steps
        self._prefixes = {uri: prefix for prefix, uri in root.nsmap.items() if prefix}
        self._ignorable = ignorable_namespaces(root)
        self._codes = {f"section_{name}": Piece(text) for name, text in SECTION_MARKS.items()}
        self._links = links
        self._bound = bound
        self._own = own
        self._echoes = Echoes(root, diagram)
        self._arranged: dict[etree._Element, Arrangement] = {}
        self._repeated: list[etree._Element] = []
        self._frames: list[tuple[Frame, str]] = []
        self._frame_pieces: dict[str, list[Piece]] = {}
        self._attribute_tags: dict[int, str] = {}
        self.tags: list[Tag] = []
        self.settles = False

    # -- finding tags

    def scan(self) -> None:
        """Find every tag of the part, in reading order of the elements that hold them."""
        # links come before their paragraphs, whose runs are copied where a tag cuts them
        for element in [*self._root.iter(_LINK), *self._root.iter(etree.Element)]:
            if element.tag in BY_PARAGRAPH:
                self._scan_paragraph(element)
            elif element.get(_RELATIONSHIP) in self._links:
                self._scan_link(element)
            if element.tag in TEXT_ATTRIBUTES:
                for attribute in TEXT_ATTRIBUTES[str(element.tag)]:
                    self._scan_attribute(element, attribute)
            elif element.tag in _SCANNED_ELEMENTS and element.text and "{" in element.text:
                steps = (*self._steps, etree.QName(element).localname)
                target = "__xstring" if element.tag == qn("c:v") else "__attribute"
                element.text = self._scan_text(element.text, steps, None, target)
            elif element.tag == qn("w:moveFrom"):
                for text in element.iter(qn("w:t")):
                    self._refuse_hidden(text)
            elif element.tag in HIDDEN_TEXT:
                self._refuse_hidden(element)

    def _place_of(self, element: etree._Element) -> Location:
        return self._compiler.location((*self._steps, *steps_to(element)))

    def _refuse_hidden(self, element: etree._Element) -> None:
        """Tags in deleted text, field codes and formulas are not rendered: they are reported."""
        for match in find_tags(element.text or element.get(qn("w:instr")) or ""):
            place = self._place_of(element)
            shown = f"{match.kind}{match.inside}"[:40]
            hint = "accept the deletion, or move the tag into plain text"
            self._found.error("hidden-tag", f"'{shown}' stands in deleted text, a field code or a formula", place, hint)

    def _scan_paragraph(self, paragraph: etree._Element) -> None:
        dialect = dialect_of(paragraph)
        text = paragraph_text(paragraph, dialect)
        matches = list(find_tags(text)) if "{" in text else []
        if slip := near_tag(text, matches):
            message = f"'{slip}' looks like a piece of a tag"
            self._found.error("nearly-a-tag", message, self._place_of(paragraph), _SLIP_HINT)
        if not matches:
            return
        location = self._place_of(paragraph)

        def register(match: Match) -> tuple[int, Tag]:
            self.tags.append(self._compiler.check(match, location))
            self._echoes.note(self.tags[-1], paragraph, text)
            return len(self.tags) - 1, self.tags[-1]

        isolate_tags(paragraph, dialect, matches, register)

    def _scan_link(self, element: etree._Element) -> None:
        """A hyperlink whose target has tags: its relationship is made where the link is printed."""
        location = self._compiler.location((*self._steps, *steps_to(element), "hyperlink"))
        target = self._links[str(element.get(_RELATIONSHIP))]
        code = address_code(target, lambda match: self._compiler.check(match, location))
        element.set(_RELATIONSHIP, self._mark(Tag(TagKind.OUTPUT, "", code, target, location), "__link"))

    def _mark(self, tag: Tag, target: str) -> str:
        """The mark that stands in an attribute for what a tag prints through a filter."""
        self.tags.append(tag)
        self._attribute_tags[len(self.tags) - 1] = target
        return f"{MARK[0]}{len(self.tags) - 1}{MARK[1]}"

    def _code_mark(self, key: str, code: str) -> str:
        self._codes[key] = Piece(f"{OUTPUT[0]}{code}{OUTPUT[1]}", code=True)
        return f"{MARK[0]}{key}{MARK[1]}"

    def _scan_attribute(self, element: etree._Element, attribute: str) -> None:
        value = element.get(attribute)
        if value and "{" in value:
            steps = (*self._steps, *steps_to(element), "alt text" if attribute == "descr" else attribute)
            element.set(attribute, self._scan_text(value, steps, element))
            frame = frame_of(element) if attribute == "descr" and is_binding(value) else None
            if frame is not None:
                self._frames.append((frame, element.get("descr", "").strip("".join(MARK))))
                for described in frame.described:
                    described.set("descr", "")

    def _scan_text(
        self, text: str, steps: tuple[str, ...], element: etree._Element | None, target: str = "__attribute"
    ) -> str:
        """A text outside paragraphs with its tags replaced by marks; statements about shape and slide leave it."""
        location = self._compiler.location(steps)
        parts, position, inside = [], 0, []
        for match in find_tags(text):
            tag = self._compiler.check(match, location)
            parts.append(text[position : match.start])
            position = match.end
            if tag.level in ("shape", "slide") and element is not None:
                self.tags.append(tag)
                tag.element = etree.ProcessingInstruction(PLACEHOLDER, str(len(self.tags) - 1))
                put_into_shape(tag.element, element)
                continue
            inside.append(tag)
            parts.append(self._mark(tag, target))
        pair((tag for tag in inside if tag.kind is TagKind.STATEMENT), self._found)
        return "".join([*parts, text[position:]]).strip()

    # -- placing statements

    def take_level(self, level: str) -> list[Tag]:
        """Take the statements of a level out of the tree and return them."""
        drop_doubles(self.tags)
        taken = [tag for tag in self.tags if tag.level == level and tag.element is not None]
        for tag in taken:
            assert tag.element is not None
            detach(tag.element)
        return taken

    def place_shape(self, shape: etree._Element, tag: Tag) -> None:
        """Carry out what a statement says about the place of a shape and the texts in it."""
        if tag.keyword == FIT:
            self._compiler.state_policy(shape, tag.inside.removeprefix(FIT))
        elif tag.keyword in ARRANGEMENTS:
            self._arrange(shape, tag)

    def _arrange(self, shape: etree._Element, tag: Tag) -> None:
        """Let the loop's index and length say where each copy of a shape stands."""

        def mark(slot: ArrangementSlot) -> str:
            whole = replace(tag, kind=TagKind.OUTPUT, inside="loop.index0, loop.length", element=None)
            return self._mark(whole, f"__run({self._compiler.add_slot(slot)})")

        try:
            self._arranged[shape] = arrange(tag.inside, shape, self._compiler.slide_size, mark)
        except ArrangementError as fault:
            self._found.error("wrong-arrangement", f"'{tag.text}': {fault}", tag.location)

    def end_of(self, tag: Tag) -> Tag:
        """The end tag of a statement that ends with what it stands in."""
        end = Tag(TagKind.STATEMENT, tag.level, f"end{tag.keyword}", end_tag(tag), tag.location)
        self._hold(end)
        return end

    def _hold(self, tag: Tag) -> etree._Element:
        """A placeholder for a statement, whether it stands in the template or not."""
        if tag.element is None:
            self.tags.append(tag)
            tag.element = etree.ProcessingInstruction(PLACEHOLDER, str(len(self.tags) - 1))
        return tag.element

    def place(self) -> None:
        """Make every statement's tags siblings and guard what could become empty."""
        own = [tag for tag in self.tags if tag.level == "section" and tag.element is not None]
        sections = SectionStatements(self._root, own, self._found) if own else None
        by_element = {tag.element: tag for tag in self.tags if tag.element is not None}
        ordered = [by_element[pi] for pi in placeholders(self._root) if pi in by_element]
        movable = [tag for tag in ordered if tag.level != "shape"]
        blocks = pair((tag for tag in movable if tag.kind is TagKind.STATEMENT), self._found)
        commented = comment_ids(self._root)
        place_cell_tags(movable, self._found, lambda tag: self._mark(tag, "__attribute"))
        lift(self._root, movable, blocks, self._found)
        if sections:
            sections.place(by_element, self._hold, lambda kind: self._code_mark(kind, f"'{kind}'|__blank"))
        self.settles = mark_referenced(self._root, reached(self._root, by_element))
        self._repeated = list(reached(self._root, by_element, ("for",)))
        make_unique(self._root, by_element, lambda: self._code_mark("id", "''|__id"))
        self._compiler.comments |= settle_ranges(self._root, by_element, commented, self._new_mark)
        self._compiler.notes |= settle_notes(self._root, by_element, self._new_mark)
        mark_written(self._root)
        guard_controls(self._root, by_element, self._add_guard)
        protect(self._root, by_element, self._add_guard)
        guard_breaks(self._root, self._add_guard)
        if sections:
            sections.guard(self._add_guard)

    def _add_guard(self, kind: str, replacement: etree._Element | None) -> tuple[str, str]:
        name = self._compiler.next_guard()
        call = f"__keep_{kind}('{FILLER}')"
        if kind == "cells":
            call = f"__run({self._compiler.add_slot(TableSlot(self._prefixes))})"
        filler = fragment(replacement, self._prefixes) if replacement is not None else ""
        end = f"{STATEMENT[0]}endset{STATEMENT[1]}{OUTPUT[0]}{name}|{call}{OUTPUT[1]}"
        self._codes[f"{name}_start"] = statement_code(f"set {name}")
        self._codes[f"{name}_end"] = Piece(end, code=True, filler=filler)
        return f"{name}_start", f"{name}_end"

    def _new_mark(self, code: str) -> str:
        return self._code_mark(f"code{len(self._codes)}", code)

    def _field_mark(self, name: str, field: str) -> str:
        return self._code_mark(f"{name}.{field}", f"{name}.{field}")

    def bind_frames(self, slide_tags: list[Tag]) -> None:
        """Surround every bound picture and chart with the code that asks its tag what to show."""
        for frame, number in self._frames:
            tag, name = self.tags[int(number)], self._compiler.next_guard()
            if tag.kind is not TagKind.OUTPUT:
                continue
            try:
                code = compile_frame(frame, tag, self._bound, partial(self._field_mark, name), self._arranged)
            except UnusableFrame as fault:
                self._found.error("unusable-frame", f"the frame of '{tag.text}' cannot be bound: {fault}", tag.location)
                continue
            call = f"{name} = ({tag.inside})|__run({self._compiler.add_slot(code.slot)})"
            start = [Piece(f"{STATEMENT[0]}\nset {call}{STATEMENT[1]}", tag, code=True), statement_code(f"if {name}")]
            if frame.picture in self._arranged:
                box = self._compiler.add_slot(ArrangementSlot(self._arranged[frame.picture]))
                start.insert(0, statement_code(f"set {name}_box = (loop.index0, loop.length)|__run({box})"))
            if code.chart is not None:
                self._compiler.localise(code.chart)
                pieces = self._inner_part(tag.location.steps[:-1], slide_tags, code.chart, "chart")
                start += captured(pieces, f"{name}_chart", f"{name}.open()") if pieces else []
                markup = f"{name}_chart" if pieces else "''"
                code.mark_chart(self._code_mark(f"{name}.relate", f"{name}.relate({markup})"))
            self._frame_pieces |= {f"{name}_start": start, f"{name}_end": [statement_code("endif")]}
            frame.element.addprevious(etree.ProcessingInstruction(PLACEHOLDER, f"{name}_start"))
            frame.element.addnext(etree.ProcessingInstruction(PLACEHOLDER, f"{name}_end"))

    def copy_own_parts(self, slide_tags: list[Tag]) -> None:
        """Let everything that a loop repeats write the parts it names anew."""
        if self._own is None:
            return
        for element in self._repeated:
            named = self._own.named_by(element)
            if not named:
                continue
            name, slot = self._compiler.next_guard(), CopySlot(self._own.pattern([*named.values()]))
            inner = partial(self._inner_part, (*self._steps, *steps_to(element)), slide_tags, diagram=name)
            try:
                slot.prepare(self._compiler.localise)
            except UnusableWorkbook as fault:
                report(fault, self._found, self._place_of(element))
            self._frame_pieces[f"{name}_start"] = slot.code(name, self._compiler.add_slot(slot), inner)
            element.addprevious(etree.ProcessingInstruction(PLACEHOLDER, f"{name}_start"))
            for attribute, identifier in named.items():
                element.set(attribute, self._code_mark(f"{name}.{attribute}", f"{name}.id('{identifier}')"))
        self._own.cut_unused(self._root)

    def _inner_part(
        self, steps: tuple[str, ...], slide_tags: list[Tag], root: etree._Element, step: str, diagram: str = ""
    ) -> list[Piece]:
        compiled = self._compiler.compile(root, (*steps, step), diagram=diagram)
        slide_tags += compiled.slide_tags
        return compiled.pieces

    # -- writing the program

    def pieces(self) -> Iterator[Piece]:
        """The part's markup cut into literal and code pieces."""
        opening = f"<?{PLACEHOLDER} "
        yield from self._echoes.begin()
        first, *rest = final_marks(serialise(self._root)).split(opening)
        yield from self._literal_pieces(first)
        for chunk in rest:
            key, _, tail = chunk.partition("?>")
            yield from self._frame_pieces.get(key) or [self._codes.get(key) or self._piece(int(key))]
            yield from self._literal_pieces(tail)

    def _literal_pieces(self, text: str) -> Iterator[Piece]:
        first, *rest = text.split(MARK[0])
        if first:
            yield Piece(first)
        for chunk in rest:
            key, _, tail = chunk.partition(MARK[1])
            yield self._codes.get(key) or self._piece(int(key))
            if tail:
                yield Piece(tail)

    def _piece(self, number: int) -> Piece:
        tag = self.tags[number]
        if tag.kind is TagKind.COMMENT:
            return Piece("")
        if tag.kind is TagKind.STATEMENT:
            return statement_piece(tag)
        target = self._attribute_tags[number] if number in self._attribute_tags else self._run_slot(tag)
        return Piece(f"{OUTPUT[0]}\n({tag.inside})|{target}{OUTPUT[1]}", tag, code=True)

    def _run_slot(self, tag: Tag) -> str:
        assert tag.element is not None
        paragraph = next(a for a in tag.element.iterancestors() if a.tag in BY_PARAGRAPH)
        breakable = paragraph if tag.element.getparent() is paragraph else None
        place = Place(dialect_of(paragraph), self._prefixes, self._compiler._fonts, breakable, tag, self._ignorable)
        slot = RunSlot(place, tag.run_properties, self._echoes.of(tag))
        return f"__run({self._compiler.add_slot(slot)})" + "".join(self._fill_marks(slot.base))

    def _fill_marks(self, markup: str) -> Iterator[str]:
        """Filters that fill the marks in a slot's run properties: a link's target, its screen tip."""
        for chunk in markup.split(MARK[0])[1:]:
            key = chunk.partition(MARK[1])[0]
            if key.isdecimal():
                inner = self.tags[int(key)]
                yield f"|replace('{MARK[0]}{key}{MARK[1]}', ({inner.inside})|{self._attribute_tags[int(key)]})"
