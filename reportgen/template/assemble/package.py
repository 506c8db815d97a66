"""The last stage: puts what a program wrote into a package, with its relationships and content types."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.office.markup.marks import without_engine_attributes
from reportgen.office.markup.namespaces import DECLARATION, parse_xml
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import (
    Package,
    Relationship,
    relative_target,
    rels_name,
    write_package,
    write_relationships,
    xml_entry,
)
from reportgen.office.opc.part_names import PartNames
from reportgen.office.presentation.creation_ids import created_again, creation_ids
from reportgen.office.presentation.slide_comments import commented_again
from reportgen.office.presentation.slide_links import SlideCopy
from reportgen.office.reading_order import Plan
from reportgen.office.workbook.workbook_cells import write_shown_texts
from reportgen.template.assemble.slides import OutputDeck, TemplateDeck
from reportgen.template.runtime.new_package import NewPackage


def slide_groups(plan: Plan, parts: Iterable[WrittenPart]) -> list[list[WrittenPart]]:
    """The slides that were written, in order, each with the parts that belong to it alone behind it."""
    groups: list[list[WrittenPart]] = []
    for part in parts:
        if plan.parts[part.plan].name in plan.slides:
            groups.append([])
        if plan.parts[part.plan].slide:
            groups[-1].append(part)
    return groups


@dataclass(frozen=True, slots=True)
class PartLinks:
    """What a planned part leads to that is written anew: relationships (ids), and the texts of a chart's workbook.

    `cells` are a chart's references to cells of its workbook whose texts hold tags.
    """

    rewritten: frozenset[str] = frozenset()
    cells: Sequence[str] = ()


def assemble(
    package: Package,
    plan: Plan,
    links: Sequence[PartLinks],
    deck: TemplateDeck | None,
    entries: dict[str, Entry],
    written: NewPackage,
    slides: Sequence[list[WrittenPart]],
) -> bytes:
    """The finished file.

    `entries` are the template's parts in the output language, which everything unwritten keeps; `links` are those of
    each part of the plan; `deck` is there for a presentation, whose slides are `slides`.
    """
    return _Assembly(package, plan, links, entries).write(deck, written, slides)


class _Assembly:
    """Collects the entries and content types of one output package, and writes it."""

    def __init__(
        self, package: Package, plan: Plan, links: Sequence[PartLinks], entries: dict[str, Entry]
    ) -> None:  # fmt: skip
        self._package = package
        self._plan = plan
        self._links = links
        self._entries = entries
        self._defaults = dict(package.defaults)
        self._overrides = dict(package.overrides)

    def write(self, deck: TemplateDeck | None, written: NewPackage, slides: Sequence[list[WrittenPart]]) -> bytes:
        for part in written.parts:
            planned = self._plan.parts[part.plan]
            if planned.slide:
                continue
            self._put(planned.name, part)
            rewritten = self._links[part.plan].rewritten
            if part.relationships or rewritten:
                unchanged = [item for item in self._package.relationships(planned.name) if item.id not in rewritten]
                self._relate(planned.name, unchanged, part.relationships)
            self._update_workbook(part, {})
        if deck:
            self._write_slides(deck, slides, written.names)
        for name, new in written.new_parts.items():
            self._entries[name] = new.entry
            self._declare(name, new.content_type)
            self._relate(name, [], new.relationships)
        return write_package(self._entries, self._defaults, self._overrides)

    def _declare(self, name: str, content_type: str) -> None:
        """Say what a new part is: by its extension where that says it, as Office does for pictures."""
        extension = name.rpartition(".")[2]
        # parts of many kinds end in .xml, so each of them is named
        if extension == "xml" or self._defaults.setdefault(extension, content_type) != content_type:
            self._overrides[name] = content_type

    def _put(self, name: str, part: WrittenPart) -> None:
        if part.markup:
            self._entries[name] = Entry.deflate((DECLARATION + without_engine_attributes(part.markup)).encode("utf-8"))

    def _relate(self, name: str, unchanged: Iterable[Relationship], gained: Iterable[Relationship]) -> None:
        """Write a part's relationships: those it had, and those it gained with their targets made relative."""
        base = posixpath.dirname(name)
        relative = [
            item if item.external else Relationship(item.id, item.type, relative_target(item.target, base))
            for item in gained
        ]
        everything = (*unchanged, *relative)
        is_as_before = name in self._package.entries and everything == self._package.relationships(name)
        if everything and not is_as_before:
            self._entries[rels_name(name)] = write_relationships(everything)

    def _write_slides(self, template: TemplateDeck, groups: Sequence[list[WrittenPart]], names: PartNames) -> None:
        deck = OutputDeck(template, [self._plan.parts[group[0].plan].name for group in groups], names)
        originals = dict(self._entries)  # copies are made of these: the first slide is written over them
        for slide, group in zip(deck.slides, groups, strict=True):
            by_name = {self._plan.parts[written.plan].name: written for written in group}
            for part in (slide.source, *template.owned[slide.source]):
                self._write_part(deck, slide, part, by_name.get(part), originals[part])
                if part in template.linking and not deck.is_as_before:
                    name = slide.names.get(part, part)
                    self._entries[name] = xml_entry(deck.repaired(slide, part, self._entries[name].read()))
            for written in group:
                self._update_workbook(written, slide.names)
        for name in deck.dropped():
            self._entries.pop(name, None)
            self._overrides.pop(name, None)
        if not deck.is_as_before:
            deck.write_shared(self._entries)
            deck.write_slide_list(self._entries)

    def _write_part(
        self, deck: OutputDeck, slide: SlideCopy, part: str, written: WrittenPart | None, original: Entry
    ) -> None:
        """Write a part of a slide under the name it has on this copy; `written` is None for a part without text."""
        name = slide.names.get(part, part)
        if slide.names:  # a copy, which has names of its own
            self._entries[name] = original
            if part in self._overrides:
                self._overrides[name] = self._overrides[part]
        if written is not None:
            self._put(name, written)
        if slide.names:
            self._tell_apart(slide, part, name)
        rewritten = self._links[written.plan].rewritten if written else frozenset()
        unchanged = [item for item in deck.relationships(slide, part) if item.id not in rewritten]
        self._relate(name, unchanged, written.relationships if written else [])

    def _tell_apart(self, slide: SlideCopy, part: str, name: str) -> None:
        """Give a copy of a slide, or of the comments on one, the ids that nothing else in the file may have."""
        if part == slide.source:
            self._entries[name] = created_again(self._entries[name], name)
        elif part in self._package.related(slide.source, "comments"):
            listed = next(self._package.related(self._package.main_part, "commentauthors"), "")
            authors = parse_xml(self._entries[listed].read()) if listed else None
            created = next(iter(creation_ids(self._entries[slide.name])), "")
            self._entries[name] = commented_again(self._entries[name], name, authors, slide.id, created)
            if authors is not None:
                self._entries[listed] = xml_entry(authors)

    def _update_workbook(self, chart: WrittenPart, names: Mapping[str, str]) -> None:
        """Let a chart's workbook say what the chart shows; `names` are new names of parts."""
        cells = self._links[chart.plan].cells
        for book in self._package.related(self._plan.parts[chart.plan].name, "package") if cells else ():
            name = names.get(book, book)
            self._entries[name] = write_shown_texts(self._entries[name], chart.markup.encode("utf-8"), cells)
