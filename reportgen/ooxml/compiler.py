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
from reportgen.ooxml.arrange import ARRANGEMENTS, ArrangementError, ArrangementSlot, position, read_arrangement
from reportgen.ooxml.bound import BoundContent, Frame, drop_fallbacks, frame_of, is_binding
from reportgen.ooxml.colours import final_marks, mark_written
from reportgen.ooxml.controls import free_controls, guard_controls
from reportgen.ooxml.dialect import BY_PARAGRAPH, HIDDEN_TEXT, SHAPES, TEXT_ATTRIBUTES, TEXT_ELEMENTS, dialect_of
from reportgen.ooxml.emit import Place, RunSlot, fragment
from reportgen.ooxml.environment import OUTPUT, STATEMENT, check_tag
from reportgen.ooxml.fields import quieten_stale
from reportgen.ooxml.fit import FIT
from reportgen.ooxml.frames import UnusableFrame, compile_frame
from reportgen.ooxml.guards import protect
from reportgen.ooxml.isolate import PLACEHOLDER, isolate_tags, paragraph_text
from reportgen.ooxml.localise import Fonts
from reportgen.ooxml.namespaces import ignorable_namespaces, qn, serialise
from reportgen.ooxml.notes import NOTE_START, settle_notes
from reportgen.ooxml.paragraphs import join_paragraphs
from reportgen.ooxml.pieces import FILLER, CompiledPart, Piece, prepare_literals, statement_code, statement_piece
from reportgen.ooxml.places import steps_to
from reportgen.ooxml.ranges import comment_ids, settle_ranges
from reportgen.ooxml.repeats import make_unique, own_ids
from reportgen.ooxml.sections import SECTION_MARKS, SectionStatements, guard_breaks
from reportgen.ooxml.state import Slot
from reportgen.ooxml.structure import Block, detach, end_tag, lift, pair, placeholders, shape_of, wrap
from reportgen.ooxml.tables import TableSlot, take_cell_tags
from reportgen.ooxml.tags import BRANCHES, SINGLE, Match, Tag, TagKind, find_tags, near_tag, read_tag

_MARK = ("\ufdd0", "\ufdd1")
"""Noncharacters around a tag's number where no element can stand: in attributes and properties."""
RESERVED = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""The noncharacters that mark places while a part is compiled."""
_SLIP_HINT = "write {{ … }} or {% … %} in one piece with plain braces; to show braces, write {_{ and }_}"
_RELATIONSHIP = qn("r:id")
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
        bound: BoundContent | None = None,
    ) -> CompiledPart:  # fmt: skip
        """The pieces of one part; `root` is taken apart on the way.

        `links` are the targets with tags in them, by relationship id; `bound` is what bound pictures
        and charts of the part showed.
        """
        self.last_id = max([self.last_id, *own_ids(root)])
        if any(char in RESERVED for text in root.itertext() for char in (text or "") if char >= RESERVED[0]):
            message = "it holds characters that Unicode keeps for programs (U+FDD0–U+FDD3)"
            self._found.error("unusable-character", message, self.location(steps), "remove them")
            return CompiledPart([], [])
        part = _Part(self, root, steps, links or {}, bound or BoundContent())
        drop_fallbacks(root)
        join_paragraphs(root)
        part.scan()
        quieten_stale(root, part.tags)
        free_controls(root)
        prepare_literals(root, self.literal)
        if not part.tags and root.find(NOTE_START) is None:
            return CompiledPart([], [])
        slide_tags = part.take_level("slide")
        part.wrap_shapes()
        part.place()
        part.bind_frames(slide_tags)
        return CompiledPart(list(part.pieces()), slide_tags)

    def check(self, match: Match, location: Location) -> Tag:
        """A tag read and checked; its fault, if any, is recorded."""
        tag = read_tag(match, location)
        if match.fault:
            shown = f"{match.kind}{match.inside}"[:40].strip()
            self._found.error("unclosed-tag", f"'{shown}': {match.fault}", location)
            tag.kind, tag.inside = TagKind.COMMENT, ""
            return tag
        fault = check_tag(tag, self._environment)
        if fault:
            self._found.error(fault[0], fault[1], location, fault[2])
            if tag.kind is TagKind.OUTPUT or not (tag.opens or tag.closes or tag.keyword in BRANCHES):
                tag.kind, tag.inside = TagKind.COMMENT, ""
        return tag

    def location(self, steps: tuple[str, ...]) -> Location:
        """A place in the package."""
        return Location(self._name, steps=steps)

    def next_guard(self) -> str:
        """A variable name for a guard's captured content."""
        self._guards += 1
        return f"guard_{self._guards}"


class _Part:
    """One part on its way through the stages."""

    def __init__(
        self, compiler: PartCompiler, root: etree._Element, steps: tuple[str, ...], links: Mapping[str, str],
        bound: BoundContent,
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
        self._frames: list[tuple[Frame, str]] = []
        self._frame_pieces: dict[str, list[Piece]] = {}
        self._attribute_tags: dict[int, str] = {}
        self.tags: list[Tag] = []

    # -- finding tags

    def scan(self) -> None:
        """Find every tag of the part, in reading order of the elements that hold them."""
        for element in list(self._root.iter(etree.Element)):
            if element.tag in BY_PARAGRAPH:
                self._scan_paragraph(element)
            elif element.get(_RELATIONSHIP) in self._links:
                self._scan_link(element)
            if element.tag in TEXT_ATTRIBUTES:
                for attribute in TEXT_ATTRIBUTES[str(element.tag)]:
                    self._scan_attribute(element, attribute)
            elif element.tag in _SCANNED_ELEMENTS and element.text and "{" in element.text:
                element.text = self._scan_text(element.text, (*self._steps, etree.QName(element).localname), None)
            elif element.tag == qn("w:moveFrom"):
                for text in element.iter(qn("w:t")):
                    self._refuse_hidden(text)
            elif element.tag in HIDDEN_TEXT:
                self._refuse_hidden(element)

    def _refuse_hidden(self, element: etree._Element) -> None:
        """Tags in deleted text, field codes and formulas are not rendered: they are reported."""
        for match in find_tags(element.text or element.get(qn("w:instr")) or ""):
            place = self._compiler.location((*self._steps, *steps_to(element)))
            shown = f"{match.kind}{match.inside}"[:40]
            hint = "accept the deletion, or move the tag into plain text"
            self._found.error("hidden-tag", f"'{shown}' stands in deleted text, a field code or a formula", place, hint)

    def _scan_paragraph(self, paragraph: etree._Element) -> None:
        dialect = dialect_of(paragraph)
        text = paragraph_text(paragraph, dialect)
        matches = list(find_tags(text)) if "{" in text else []
        slip = near_tag(text, matches)
        if slip:
            place = self._compiler.location((*self._steps, *steps_to(paragraph)))
            self._found.error("nearly-a-tag", f"'{slip}' looks like a piece of a tag", place, _SLIP_HINT)
        if not matches:
            return
        location = self._compiler.location((*self._steps, *steps_to(paragraph)))

        def register(match: Match) -> tuple[int, Tag]:
            self.tags.append(self._compiler.check(match, location))
            return len(self.tags) - 1, self.tags[-1]

        isolate_tags(paragraph, dialect, matches, register)

    def _scan_link(self, element: etree._Element) -> None:
        """A hyperlink whose target has tags: its relationship is made where the link is printed."""
        location = self._compiler.location((*self._steps, *steps_to(element), "hyperlink"))
        target = self._links[str(element.get(_RELATIONSHIP))]
        parts, position = [], 0
        for match in find_tags(target):
            tag = self._compiler.check(match, location)
            parts += [repr(target[position : match.start]), f"({tag.inside or repr('')})"]
            position = match.end
        parts.append(repr(target[position:]))
        whole = Tag(TagKind.OUTPUT, "", " ~ ".join(parts), target, location)
        element.set(_RELATIONSHIP, self._mark(whole, "__link"))

    def _mark(self, tag: Tag, target: str) -> str:
        """The mark that stands in an attribute for what a tag prints through a filter."""
        self.tags.append(tag)
        self._attribute_tags[len(self.tags) - 1] = target
        return f"{_MARK[0]}{len(self.tags) - 1}{_MARK[1]}"

    def _code_mark(self, key: str, code: str) -> str:
        self._codes[key] = Piece(f"{OUTPUT[0]}{code}{OUTPUT[1]}", code=True)
        return f"{_MARK[0]}{key}{_MARK[1]}"

    def _scan_attribute(self, element: etree._Element, attribute: str) -> None:
        value = element.get(attribute)
        if value and "{" in value:
            steps = (*self._steps, *steps_to(element), "alt text" if attribute == "descr" else attribute)
            element.set(attribute, self._scan_text(value, steps, element))
            frame = frame_of(element) if attribute == "descr" and is_binding(value) else None
            if frame is not None:
                self._frames.append((frame, element.get("descr", "").strip("".join(_MARK))))
                for described in frame.described:
                    described.set("descr", "")

    def _scan_text(self, text: str, steps: tuple[str, ...], element: etree._Element | None) -> str:
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
                self._shape_of_attribute(tag, element)
                continue
            inside.append(tag)
            parts.append(self._mark(tag, "__attribute"))
        pair((tag for tag in inside if tag.kind is TagKind.STATEMENT), self._found)
        return "".join([*parts, text[position:]]).strip()

    def _shape_of_attribute(self, tag: Tag, element: etree._Element) -> None:
        shape = next((a for a in element.iterancestors() if a.tag in SHAPES or a.tag == qn("w:r")), None)
        assert tag.element is not None
        if shape is not None:
            shape.insert(0, tag.element)

    # -- placing statements

    def take_level(self, level: str) -> list[Tag]:
        """Take the statements of a level out of the tree and return them."""
        taken = [tag for tag in self.tags if tag.level == level and tag.element is not None]
        for tag in taken:
            assert tag.element is not None
            detach(tag.element)
        return taken

    def wrap_shapes(self) -> None:
        """Give every `{%shape %}` statement its shape; without an end tag it ends with the shape."""
        by_shape: dict[etree._Element, list[Tag]] = {}
        for tag in (tag for tag in self.tags if tag.level == "shape" and tag.kind is TagKind.STATEMENT):
            if tag.keyword in BRANCHES or tag.keyword in SINGLE:
                hint = "write a second shape with the opposite condition" if tag.keyword in BRANCHES else ""
                self._found.error("misplaced-tag", f"'{tag.text}' does nothing at a shape", tag.location, hint)
                continue
            shape = shape_of(tag)
            if shape is None:
                self._found.error("misplaced-tag", f"'{tag.text}' stands in no shape", tag.location)
            else:
                by_shape.setdefault(shape, []).append(tag)
        for shape, inside in by_shape.items():
            opened = [tag.keyword for tag in inside if tag.opens]
            for tag in inside:
                if tag.closes and tag.closes not in opened:
                    self._found.error("stray-end", f"'{tag.text}' ends nothing that this shape opens", tag.location)
            for tag in inside:
                if not tag.opens and tag.element is not None:
                    detach(tag.element)
                if tag.keyword in ARRANGEMENTS:
                    self._arrange(shape, tag)
                elif tag.keyword == FIT:
                    self._compiler.state_policy(shape, tag.inside.removeprefix(FIT))
            blocks = [Block(tag, close=self._end_of(tag)) for tag in inside if tag.opens]
            wrap(shape, blocks)

    def _arrange(self, shape: etree._Element, tag: Tag) -> None:
        """Let the loop's index and length say where each copy of a shape stands."""
        try:
            arrangement = read_arrangement(tag.inside, shape, self._compiler.slide_size)
        except ArrangementError as fault:
            self._found.error("wrong-arrangement", f"'{tag.text}': {fault}", tag.location)
            return
        place = position(shape)
        assert place is not None
        for element, coordinate in zip((place[0], place[0], place[1], place[1]), ("x", "y", "cx", "cy"), strict=True):
            self._compiler.slots.append(ArrangementSlot(arrangement, coordinate))
            slot = len(self._compiler.slots) - 1
            whole = replace(tag, kind=TagKind.OUTPUT, inside="loop.index0, loop.length", element=None)
            element.set(coordinate, self._mark(whole, f"__run({slot})"))

    def _end_of(self, tag: Tag) -> Tag:
        text = end_tag(tag)
        end = Tag(TagKind.STATEMENT, tag.level, f"end{tag.keyword}", text, tag.location)
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
        take_cell_tags(movable, self._found, lambda tag: self._mark(tag, "__attribute"))
        lift(self._root, movable, blocks, self._found)
        if sections:
            sections.place(by_element, self._hold, lambda kind: self._code_mark(kind, f"'{kind}'|__blank"))
        make_unique(self._root, by_element, lambda: self._code_mark("id", "''|__id"))
        self._compiler.comments |= settle_ranges(
            self._root, by_element, commented, lambda code: self._code_mark(f"range{len(self._codes)}", code)
        )
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
            self._compiler.slots.append(TableSlot(self._prefixes))
            call = f"__run({len(self._compiler.slots) - 1})"
        filler = fragment(replacement, self._prefixes) if replacement is not None else ""
        start = f"{STATEMENT[0]}set {name}{STATEMENT[1]}"
        end = f"{STATEMENT[0]}endset{STATEMENT[1]}{OUTPUT[0]}{name}|{call}{OUTPUT[1]}"
        self._codes[f"{name}_start"] = Piece(start, code=True)
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
                code = compile_frame(frame, tag, self._bound, partial(self._field_mark, name))
            except UnusableFrame as fault:
                self._found.error("unusable-frame", f"the frame of '{tag.text}' cannot be bound: {fault}", tag.location)
                continue
            self._compiler.slots.append(code.slot)
            call = f"{name} = ({tag.inside})|__run({len(self._compiler.slots) - 1})"
            start = [Piece(f"{STATEMENT[0]}\nset {call}{STATEMENT[1]}", tag, code=True), statement_code(f"if {name}")]
            if code.chart is not None:
                self._compiler.localise(code.chart)
                chart = self._compiler.compile(code.chart, (*tag.location.steps[:-1], "chart"))
                slide_tags += chart.slide_tags
                if chart.pieces:
                    start += [
                        Piece(f"{OUTPUT[0]}{name}.open(){OUTPUT[1]}", code=True),
                        statement_code(f"set {name}_chart"),
                    ]
                    start += [*chart.pieces, statement_code("endset")]
                markup = f"{name}_chart" if chart.pieces else "''"
                code.mark_chart(self._code_mark(f"{name}.relate", f"{name}.relate({markup})"))
            self._frame_pieces |= {f"{name}_start": start, f"{name}_end": [statement_code("endif")]}
            frame.element.addprevious(etree.ProcessingInstruction(PLACEHOLDER, f"{name}_start"))
            frame.element.addnext(etree.ProcessingInstruction(PLACEHOLDER, f"{name}_end"))

    # -- writing the program

    def pieces(self) -> Iterator[Piece]:
        """The part's markup cut into literal and code pieces."""
        opening = f"<?{PLACEHOLDER} "
        first, *rest = final_marks(serialise(self._root)).split(opening)
        yield from self._literal_pieces(first)
        for chunk in rest:
            key, _, tail = chunk.partition("?>")
            yield from self._frame_pieces.get(key) or [self._codes.get(key) or self._piece(int(key))]
            yield from self._literal_pieces(tail)

    def _literal_pieces(self, text: str) -> Iterator[Piece]:
        first, *rest = text.split(_MARK[0])
        if first:
            yield Piece(first)
        for chunk in rest:
            key, _, tail = chunk.partition(_MARK[1])
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
        slot = RunSlot(place, tag.run_properties)
        self._compiler.slots.append(slot)
        return f"__run({len(self._compiler.slots) - 1})" + "".join(self._fill_marks(slot.base))

    def _fill_marks(self, markup: str) -> Iterator[str]:
        """Filters that fill the marks in a slot's run properties: a link's target, its screen tip."""
        for chunk in markup.split(_MARK[0])[1:]:
            key = chunk.partition(_MARK[1])[0]
            if key.isdecimal():
                inner = self.tags[int(key)]
                yield f"|replace('{_MARK[0]}{key}{_MARK[1]}', ({inner.inside})|{self._attribute_tags[int(key)]})"
