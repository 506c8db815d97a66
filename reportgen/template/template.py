"""`OfficeTemplate`: a Word or PowerPoint file with Jinja tags, compiled once and rendered many times."""

from __future__ import annotations

import copy
import os
import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.fit import SLIDE_COUNT, KnownShapes, fit_deck
from reportgen.model.language import DEFAULT_PAGE_MARK, Language
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.drawing.theme_colours import replace_written, set_scheme
from reportgen.office.localise import set_languages, set_theme_fonts
from reportgen.office.markup.namespaces import parse_xml, qn, serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import Package, rels_name, write_relationships, xml_entry
from reportgen.office.opc.part_names import PartNames
from reportgen.office.opc.part_trees import left_behind
from reportgen.office.reading_order import NOTES, PlannedPart, plan_package
from reportgen.office.workbook.workbook_cells import UnusableWorkbook, report, usable_references
from reportgen.template.assemble.package import assemble, slide_groups
from reportgen.template.assemble.shape_references import refers, settle
from reportgen.template.assemble.slides import DeckAssembler
from reportgen.template.program.code_cache import CodeCache
from reportgen.template.program.contract import Read, template_contract
from reportgen.template.program.environment import make_environment
from reportgen.template.program.filters import PROGRAM_FILTERS
from reportgen.template.program.loop_items import note_loops
from reportgen.template.program.notes import Notes, cut_notes, mark_notes, place_notes
from reportgen.template.program.part_compiler import PartCompiler
from reportgen.template.program.program import Program, part_piece
from reportgen.template.render.bound_frames import BoundContent, detach_bound
from reportgen.template.render.copied_parts import OwnParts
from reportgen.template.render.repeated_text import diagrams
from reportgen.template.runtime.code import CompiledPart, Piece, statement_piece
from reportgen.template.runtime.pages import Paging
from reportgen.template.runtime.state import RenderState
from reportgen.template.structure.comments_and_bookmarks import finish_comments
from reportgen.template.structure.literals import prepare_literals
from reportgen.template.structure.slides import SlideLoops, order_blocks
from reportgen.template.structure.tables_of_contents import mark_stale_fields
from reportgen.template.subdocuments.insert import Insertions
from reportgen.template.syntax.links import tagged_links
from reportgen.template.syntax.shape_statements import arranged_shapes

_LANGUAGE_PARTS = ("styles", "settings", "numbering", "fonttable", "presprops", "tablestyles")
_THUMBNAIL = "thumbnail"


class OfficeTemplate:
    """A template file.

    `source` is a path, or the bytes of a file called `name`. `macros` are the only templates that
    `{% import %}` can reach; `filters` are added to Jinja's; `cache` is a folder of the user's own
    where compiled programs are kept.

    >>> OfficeTemplate("letter.docx").render({"name": "Ada"})  # doctest: +SKIP
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | bytes,
        name: str = "",
        macros: Mapping[str, str] | None = None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        cache: Path | None = None,
    ) -> None:
        data = source if isinstance(source, bytes) else Path(source).read_bytes()
        self.name = name or str(source)
        self._package = Package.read(data, self.name)
        self._bound = detach_bound(self._package)
        self._environment = make_environment(macros or {}, {**(filters or {}), **PROGRAM_FILTERS})
        self._codes: MutableMapping[str, CodeType] = CodeCache(cache) if cache else {}

    def compile(
        self, language: Language | None = None, literal: Callable[[str], str] | None = None
    ) -> CompiledTemplate:
        """Compile the template for an output language.

        `language` sets fonts and language tags throughout; without it they stay as they are.
        `literal` converts text typed in the template itself. Raises `ProblemsFound` with every
        fault of the template.
        """
        return CompiledTemplate(
            self.name, self._package, language, literal, self._environment, self._codes, self._bound
        )

    def render(self, context: Mapping[str, Any]) -> bytes:
        """Compile and render in one go; raises `ProblemsFound`."""
        return self.compile().render(context)


class CompiledTemplate:
    """A template ready to render; made by `OfficeTemplate.compile`."""

    def __init__(
        self,
        name: str,
        package: Package,
        language: Language | None,
        literal: Callable[[str], str] | None,
        environment: ImmutableSandboxedEnvironment,
        codes: MutableMapping[str, CodeType],
        bound: Mapping[str, BoundContent],
    ) -> None:
        self._name = name
        self._package = package
        self._bound = bound
        self._language = language
        self._page_mark = language.page_mark if language else DEFAULT_PAGE_MARK
        self._roots: dict[str, etree._Element] = {}
        self._entries = dict(package.entries)
        self._plan = plan_package(package)
        self._themes = [part for part in package.entries if package.content_type(part).endswith("theme+xml")]
        self._styled = list(package.related(package.main_part, "styles", "numbering"))
        self._coloured: dict[tuple[tuple[str, str], ...], dict[str, Entry]] = {}
        found = Collector()
        fonts = self._localise_shared()
        compiler = PartCompiler(name, environment, found, fonts, literal)
        compiler.slide_size = self._plan.slide_size
        if language:
            compiler.localise = lambda root: set_languages(root, language, fonts)
        self._note_plans: dict[str, int] = {}
        self._last_notes: dict[str, int] = {}
        self._shapes = KnownShapes(package, self._localised, self._plan.slide_size)
        compiler.state_policy = self._shapes.state_policy
        self._gone: set[str] = set()
        self._diagrams = diagrams(package, [package.main_part, *self._plan.slides])
        compiled = [self._compile_part(compiler, index, fonts, found) for index in range(len(self._plan.parts))]
        self._inline_notes(compiled)
        self._drop_thumbnail()
        pieces = self._order(compiled, found)
        found.raise_errors()
        self._program = Program(name, pieces, environment, codes)
        self._tags = [piece.tag for piece in pieces if piece.tag is not None]
        note_loops(self._tags)
        self._slots = compiler.slots
        self._last_id = compiler.last_id
        self._settles = frozenset(i for i, part in enumerate(compiled) if part.settles)
        self._comments = compiler.comments
        self._asides = frozenset(i for i, part in enumerate(self._plan.parts) if NOTES in part.steps)

    # -- compiling

    def _localised(self, part: str) -> etree._Element:
        """The root of a layout, master or theme in the output language, as it will be in the output."""
        if part not in self._roots:
            self._roots[part] = parse_xml(self._entries[part].read())
            if self._language and part not in self._themes:
                set_languages(self._roots[part], self._language, None)
        return self._roots[part]

    def _localise_shared(self) -> Fonts | None:
        """Write the output language into what all parts share; the theme's fonts come back."""
        fonts: Fonts | None = None
        for name in self._themes:
            theme = self._package.parse(name)
            fonts = fonts or read_fonts(theme)
            if self._language and fonts:
                set_theme_fonts(theme, self._language, fonts)
                self._entries[name] = xml_entry(theme)
        if self._language:
            main = self._package.main_part
            shared = list(self._package.related(main, *_LANGUAGE_PARTS))
            if self._plan.slides:
                shared.append(main)
            for name in shared:
                root = self._package.parse(name)
                set_languages(root, self._language, fonts)
                self._entries[name] = xml_entry(root)
        return fonts

    def _compile_part(
        self, compiler: PartCompiler, index: int, fonts: Fonts | None, found: Collector
    ) -> CompiledPart:  # fmt: skip
        planned = self._plan.parts[index]
        if planned.name in self._gone:
            return CompiledPart([], [])
        root = self._package.parse(planned.name)
        if self._language:
            set_languages(root, self._language, fonts)
            _set_document_language(root, self._language)
        _forget_statistics(root)
        mark_stale_fields(root)
        if root.tag == qn("c:chartSpace"):
            try:
                planned.cells = self._references(planned.name, root)
            except UnusableWorkbook as fault:
                report(fault, found, compiler.location(planned.steps))
        before = copy.deepcopy(root)
        on_slide = planned.name in self._plan.slides
        if on_slide:
            self._shapes.number(root, planned.name, planned.steps[0], arranged_shapes(root))
        links = tagged_links(self._package.relationships(planned.name), planned)
        self._mark_notes(compiler, index, root)
        own = OwnParts(self._package, planned.name)
        bound, diagram = self._bound.get(planned.name), self._diagrams.get(planned.name, "")
        part = compiler.compile(root, planned.steps, links, bound, own, diagram)
        self._leave_behind(planned, own.cut)
        if not part.pieces:
            prepare_literals(before, compiler.literal)
            self._entries[planned.name] = xml_entry(before)
            self._styled.append(planned.name)
            if on_slide and not part.slide_tags:
                self._shapes.keep_static(index, serialise(root))
            if part.slide_tags:
                part.pieces = [Piece(serialise(root))]
        return part

    def _references(self, part: str, chart: etree._Element) -> list[str]:
        books = [self._package.entries[book].read() for book in self._package.related(part, "package")]
        linked = any(item.external and item.kind != "hyperlink" for item in self._package.relationships(part))
        return usable_references(chart, books[0] if books else None, linked)

    def _leave_behind(self, planned: PlannedPart, cut: set[str]) -> None:
        """Take out the parts that nothing leads to once what a part writes anew is cut."""
        planned.tagged |= cut
        for name in left_behind(self._package, {planned.name: cut}):
            self._gone.add(name)
            self._entries.pop(name, None)
            self._entries.pop(rels_name(name), None)

    def _mark_notes(self, compiler: PartCompiler, index: int, root: etree._Element) -> None:
        kind = self._plan.parts[index].steps[0].removesuffix("s")
        ids = {id_ for own, id_ in compiler.notes if own == kind}
        if ids:
            self._note_plans[kind] = index
            self._last_notes[kind] = mark_notes(root, ids)

    def _inline_notes(self, compiled: list[CompiledPart]) -> None:
        """Put notes that hang on statements into the program where their marks stand."""
        notes: Notes = {}
        for kind, index in self._note_plans.items():
            compiled[index].pieces = cut_notes(compiled[index].pieces, kind, notes)
        for part in compiled if notes else ():
            part.pieces = list(place_notes(part.pieces, notes))

    def _drop_thumbnail(self) -> None:
        """The picture of the template's first page is no picture of the output."""
        relationships = self._package.relationships("")
        for item in relationships:
            if item.kind == _THUMBNAIL:
                self._entries.pop(self._package.resolve("", item.target), None)
        kept = [item for item in relationships if item.kind != _THUMBNAIL]
        self._entries[rels_name("")] = write_relationships(kept)

    def _order(self, compiled: list[CompiledPart], found: Collector) -> list[Piece]:
        """The whole program: slides with their statements, then the parts that stand alone."""
        bundles: dict[int, list[int]] = {}
        for index, planned in enumerate(self._plan.parts):
            bundles.setdefault(planned.slide, []).append(index)
        tags = [[t for i in bundles.get(n, []) for t in compiled[i].slide_tags] for n in self._slide_numbers()]
        before, after, spans = order_blocks(tags, found)
        self._deck = DeckAssembler(self._package, self._plan.slides, spans, self._gone) if self._plan.slides else None
        pieces: list[Piece] = []
        loops = SlideLoops()
        for position, number in enumerate(self._slide_numbers()):
            pieces += [statement_piece(tag) for tag in loops.through(before[position])]
            for index in bundles[number]:
                if compiled[index].pieces or index == bundles[number][0]:
                    pieces += [part_piece(index, loops.names), *compiled[index].pieces]
            pieces += [statement_piece(tag) for tag in loops.through(after[position])]
        for index in bundles.get(0, []):
            if compiled[index].pieces:
                pieces += [part_piece(index), *compiled[index].pieces]
        return pieces

    def _slide_numbers(self) -> range:
        return range(1, len(self._plan.slides) + 1)

    def contract(self) -> list[Read]:
        """Every name, loop and field that the template reads."""
        return template_contract(self._tags)

    # -- rendering

    def render(
        self,
        context: Mapping[str, Any] | Callable[[], Mapping[str, Any]],
        colours: Mapping[str, str] | None = None,
    ) -> bytes:
        """The file for a context.

        `context` may be a function that gives one: a deck whose texts are too long for as many items a slide as
        the template puts there is filled again, with fewer. `colours` gives slots of the theme's colour
        scheme (`accent1`) six hexadecimal digits. Raises `ProblemsFound` with every undefined name and every
        text that does not fit, located.
        """
        limits: dict[int, int] = {}
        while True:
            state = self._run(context() if callable(context) else context, colours or {}, limits)
            slides = slide_groups(self._plan, state.parts)
            if self._deck is None:
                break
            fitted = fit_deck(
                slides, self._shapes, self._name, self._page_mark, partial(self._deck.copy_owned, state), state.plain
            )  # fmt: skip
            if not fitted.crowded:
                fitted.found.raise_errors()
                slides = fitted.groups
                break
            limits |= {call: most - 1 for call, most in fitted.crowded.items()}
        self._settle(slides, state)
        entries = dict(self._entries)
        if colours:
            entries |= self._coloured_parts(tuple(sorted(colours.items())))
        if self._deck is None:
            self._finish_document(entries, state)
        return assemble(self._package, self._plan, self._deck, entries, state, slides)

    def _run(self, context: Mapping[str, Any], colours: Mapping[str, str], limits: Mapping[int, int]) -> RenderState:
        folder = posixpath.dirname(self._package.main_part)
        names = PartNames(self._package.entries)
        state = RenderState(
            self._slots, folder, names, colours=colours, last_id=self._last_id, asides=self._asides,
            paging=Paging(limits),
        )  # fmt: skip
        if self._deck:
            return self._program.run({**context, "slide_count": SLIDE_COUNT}, state)
        state.inserted = Insertions(self._package)
        state.note_plans, state.notes.last = self._note_plans, dict(self._last_notes)
        return self._program.run(context, state)

    def _settle(self, slides: Sequence[list[WrittenPart]], state: RenderState) -> None:
        """Let connectors and animations refer to the shapes that a slide has in the end."""
        written = Counter(part.plan for part in state.parts)
        continued = Counter(slide.plan for slide, *_ in slides) - written
        for slide, *_ in slides:
            if slide.plan in self._settles or (slide.plan in continued and refers(slide.markup)):
                slide.markup = settle(slide.markup)

    def _finish_document(self, entries: dict[str, Entry], state: RenderState) -> None:
        """What a Word document is given when all its parts are written: notes, inserted documents, comments."""
        for part in state.parts if self._note_plans else ():
            kind = next((kind for kind, plan in self._note_plans.items() if plan == part.plan), None)
            part.markup = state.notes.finish(kind, part.markup) if kind else part.markup
        if state.inserted is not None:
            state.inserted.finish(entries, state)
            state.found.raise_errors()
        self._finish_comments(entries, state)

    def _finish_comments(self, entries: dict[str, Entry], state: RenderState) -> None:
        """A comment for each copy of the text it is about."""
        for name in self._package.related(self._package.main_part, "comments") if self._comments else ():
            written = next((part for part in state.parts if self._plan.parts[part.plan].name == name), None)
            if written is not None:
                written.markup = finish_comments(written.markup, self._comments, state.ranges)
            else:
                markup = finish_comments(entries[name].read().decode(), self._comments, state.ranges)
                entries[name] = xml_entry(parse_xml(markup.encode()))

    def _coloured_parts(self, colours: tuple[tuple[str, str], ...]) -> dict[str, Entry]:
        """The parts without tags that change with the colours."""
        if colours not in self._coloured:
            changed = {}
            for name in self._themes:
                theme = parse_xml(self._entries[name].read())
                set_scheme(theme, dict(colours))
                changed[name] = xml_entry(theme)
            for name in self._styled:
                root = parse_xml(self._entries[name].read())
                if replace_written(root, lambda slot, written: dict(colours).get(slot, written)):
                    changed[name] = xml_entry(root)
            self._coloured[colours] = changed
        return self._coloured[colours]


def _set_document_language(root: etree._Element, language: Language) -> None:
    if root.tag == qn("cp:coreProperties"):
        element = root.find(qn("dc:language"))
        if element is None:
            element = etree.SubElement(root, qn("dc:language"))
        element.text = language.tag


def _forget_statistics(root: etree._Element) -> None:
    """Counts and titles of the template's pages are not the output's; Office writes them anew."""
    if root.tag == qn("ep:Properties"):
        for name in ("TitlesOfParts", "HeadingPairs", "Slides", "HiddenSlides", "Notes", "Words", "Characters",
                     "CharactersWithSpaces", "Paragraphs", "Lines", "Pages", "TotalTime"):  # fmt: skip
            for element in root.findall(qn(f"ep:{name}")):
                root.remove(element)
