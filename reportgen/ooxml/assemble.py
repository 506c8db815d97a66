"""The last stage: what a program wrote, put into a package with its relationships and content types."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence

from reportgen.ooxml.archive import Entry
from reportgen.ooxml.namespaces import DECLARATION
from reportgen.ooxml.package import Package, Relationship, rels_name, write_package, write_relationships
from reportgen.ooxml.plan import Plan, PlannedPart
from reportgen.ooxml.slides import DeckAssembler, SlideCopy
from reportgen.ooxml.state import RenderState, WrittenPart


def slide_groups(plan: Plan, parts: Iterable[WrittenPart]) -> list[list[WrittenPart]]:
    """The slides that were written, in order, each with the parts that belong to it alone behind it."""
    groups: list[list[WrittenPart]] = []
    for part in parts:
        if plan.parts[part.plan].name in plan.slides:
            groups.append([])
        if plan.parts[part.plan].slide:
            groups[-1].append(part)
    return groups


def assemble(
    package: Package,
    plan: Plan,
    deck: DeckAssembler | None,
    entries: dict[str, Entry],
    state: RenderState,
    slides: Sequence[list[WrittenPart]],
) -> bytes:
    """The finished file.

    `entries` are the template's parts in the output language, which everything unwritten keeps;
    `deck` is there for a presentation, whose slides are `slides`.
    """
    return _Assembly(package, plan, entries).write(deck, state, slides)


class _Assembly:
    """One output package on its way."""

    def __init__(self, package: Package, plan: Plan, entries: dict[str, Entry]) -> None:
        self._package = package
        self._plan = plan
        self._entries = entries
        self._defaults = dict(package.defaults)
        self._overrides = dict(package.overrides)

    def write(self, deck: DeckAssembler | None, state: RenderState, slides: Sequence[list[WrittenPart]]) -> bytes:
        for part in state.parts:
            planned = self._plan.parts[part.plan]
            if planned.slide:
                continue
            self._put(planned.name, part)
            if part.relationships or planned.tagged:
                known = _untagged(self._package.relationships(planned.name), planned)
                self._relate(planned.name, known, part.relationships)
        if deck:
            self._write_slides(deck, slides)
        for name, new in state.new_parts.items():
            self._entries[name] = new.entry
            self._declare(name, new.content_type)
            self._relate(name, [], new.relationships)
        return write_package(self._entries, self._defaults, self._overrides)

    def _declare(self, name: str, content_type: str) -> None:
        """Say what a new part is: by its extension where that says it, as Office does for pictures."""
        extension = name.rpartition(".")[2]
        if extension == "xml" or self._defaults.setdefault(extension, content_type) != content_type:
            self._overrides[name] = content_type

    def _put(self, name: str, part: WrittenPart) -> None:
        if part.markup:
            self._entries[name] = Entry.deflate((DECLARATION + part.markup).encode("utf-8"))

    def _relate(self, name: str, known: Iterable[Relationship], gained: Iterable[Relationship]) -> None:
        """Write a part's relationships: those it had, and those it gained with their targets made relative."""
        base = posixpath.dirname(name)
        relative = [
            item if item.external else Relationship(item.id, item.type, posixpath.relpath(item.target, base))
            for item in gained
        ]
        everything = [*known, *relative]
        if everything:
            self._entries[rels_name(name)] = write_relationships(everything)

    def _write_slides(self, deck: DeckAssembler, groups: Sequence[list[WrittenPart]]) -> None:
        slides = deck.name_copies([self._plan.parts[group[0].plan].name for group in groups])
        originals = dict(self._entries)
        for slide, group in zip(slides, groups, strict=True):
            self._write_slide(deck, slide, group, originals)
        for name in deck.dropped(slides):
            self._entries.pop(name, None)
            self._overrides.pop(name, None)
        deck.write_slide_list(slides, self._entries)

    def _write_slide(
        self, deck: DeckAssembler, slide: SlideCopy, group: list[WrittenPart], originals: dict[str, Entry]
    ) -> None:
        by_name = {self._plan.parts[part.plan].name: part for part in group}
        for part in (slide.source, *deck.owned(slide.source)):
            name = slide.names.get(part, part)
            written = by_name.get(part)
            if slide.names:
                self._entries[name] = originals[part]
                if part in self._overrides:
                    self._overrides[name] = self._overrides[part]
            if written is not None:
                self._put(name, written)
            planned = self._plan.parts[written.plan] if written else None
            if slide.names or (written and written.relationships) or (planned and planned.tagged):
                known = _untagged(deck.relationships(slide, part), planned)
                self._relate(name, known, written.relationships if written else [])


def _untagged(relationships: Iterable[Relationship], planned: PlannedPart | None) -> list[Relationship]:
    return [item for item in relationships if planned is None or item.id not in planned.tagged]
