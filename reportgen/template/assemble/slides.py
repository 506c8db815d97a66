"""Putting a rendered deck together: copies of slides, their own parts, the list of slides.

A slide rendered for the second time gets a part of its own, and so does everything that belongs to
it alone (notes, charts, workbooks): what PowerPoint users edit on one copy must not change another.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import chain, count

from lxml import etree

from reportgen.office.markup.canonical_form import may_hold
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import (
    Package,
    Relationship,
    relative_target,
    rels_name,
    write_relationships,
    xml_entry,
)
from reportgen.office.opc.part_names import PartNames
from reportgen.office.opc.part_trees import owned_parts
from reportgen.template.assemble.slide_links import (
    LINKING,
    Destinations,
    Reachable,
    SlideCopy,
    leads_to_slides,
    live_sections,
    live_shows,
    repair_links,
    update_sections,
    update_show_settings,
    update_shows,
)
from reportgen.template.runtime.state import RenderState
from reportgen.template.structure.slides import Loop

_COPY = re.compile(r"New\d+$")
"""What `RenderState.add_part` puts behind a name."""
_FIRST_SLIDE_ID = 256
_PAST_SLIDE_IDS = 2**31
"""The least id a slide may have, and the first that none may have (ECMA-376 part 1 §19.7.13)."""


class DeckAssembler:
    """What is known of a template's slides before anything is rendered.

    `loops` are its slide loops, `gone` the parts that programs write anew for every copy of a shape.
    """

    def __init__(
        self, package: Package, slides: list[str], loops: Iterable[Loop] = (), gone: Collection[str] = ()
    ) -> None:
        self.package = package
        self.slides = slides
        self.loops = tuple(loops)
        self._owned = {slide: [o for o in owned_parts(package, slide) if o not in gone] for slide in slides}
        self._parsed: tuple[Entry, etree._Element] | None = None
        self._resolved: dict[str, list[tuple[Relationship, str]]] = {}
        self.main = package.main_part
        self.relationships = package.relationships(self.main)
        self.listed = self._slide_list()
        self._owner = {part: slide for slide in slides for part in self._owned[slide]}
        self._linking = frozenset(self._find_linking())

    def _slide_list(self) -> dict[str, etree._Element]:
        """The entries of the template's list of slides, by slide part."""
        targets = {item.id: self.package.resolve(self.main, item.target) for item in self.relationships}
        entries = self.package.parse(self.main).iter(qn("p:sldId"))
        return {targets[entry.get(qn("r:id"), "")]: entry for entry in entries}

    def _find_linking(self) -> Iterator[str]:
        for part, entry in self.package.entries.items():
            if part == self.main or not part.endswith(".xml"):
                continue
            targets = {target for item, target in self.targets(part) if item.kind == "slide"}
            if targets - {self._owner.get(part, part)} or (
                may_hold(entry.read(), *LINKING) and leads_to_slides(self.package.parse(part))
            ):
                yield part

    def owned(self, slide: str) -> list[str]:
        """The parts that belong to a slide alone."""
        return self._owned[slide]

    def links(self, part: str) -> bool:
        """Whether anything in a part leads to another slide."""
        return part in self._linking

    def shared_links(self) -> list[str]:
        """The parts that belong to no slide, and in which something leads to one."""
        return sorted(part for part in self._linking if part not in self._owner and part not in self.listed)

    def targets(self, part: str) -> list[tuple[Relationship, str]]:
        """A part's relationships, each with the part it names (empty for an address)."""
        if part not in self._resolved:
            self._resolved[part] = [
                (item, "" if item.external else self.package.resolve(part, item.target))
                for item in self.package.relationships(part)
            ]
        return self._resolved[part]

    def copy_owned(self, state: RenderState, part: WrittenPart) -> WrittenPart:
        """A slide to be shown once more, with charts and workbooks of its own among what it gained."""
        return replace(part, relationships=[_copy_target(state, item) for item in part.relationships])

    def presentation(self, entry: Entry) -> etree._Element:
        """A copy of the presentation part to change; it is parsed once."""
        if self._parsed is None or self._parsed[0] is not entry:
            self._parsed = (entry, parse_xml(entry.read()))
        return copy.deepcopy(self._parsed[1])


class OutputDeck:
    """The slides of one output, which stand in the order of `sources` (parts of the template)."""

    def __init__(self, template: DeckAssembler, sources: Sequence[str], names: PartNames) -> None:
        self._template = template
        self.slides = list(self._name_copies(sources, names))
        self._destinations = Destinations(template.slides, self.slides, template.loops)

    def _name_copies(self, sources: Sequence[str], names: PartNames) -> Iterator[SlideCopy]:
        """The slides in order; the first use of a slide keeps the template's names."""
        ids = self._free_ids()
        known = {item.id for item in self._template.relationships}
        ordinals: Counter[str] = Counter()
        for index, source in enumerate(sources):
            entry = self._template.listed[source]
            slide = SlideCopy(source, index, ordinals[source], entry.get("id", ""), entry.get(qn("r:id"), ""))
            ordinals[source] += 1
            if slide.ordinal:
                slide.id, slide.relationship = str(next(ids)), f"rIdSlide{index + 1}"
                while slide.relationship in known:
                    slide.relationship += "n"
                slide.names = {part: names.free(part) for part in (source, *self._template.owned(source))}
            yield slide

    def _free_ids(self) -> Iterator[int]:
        """Slide ids that the template does not use."""
        taken = {int(entry.get("id", "0")) for entry in self._template.listed.values()}
        largest = max([_FIRST_SLIDE_ID - 1, *taken])
        return (n for n in chain(range(largest + 1, _PAST_SLIDE_IDS), count(_FIRST_SLIDE_ID)) if n not in taken)

    def relationships(self, slide: SlideCopy | None, part: str) -> list[Relationship]:
        """A part's relationships in the output: to the copy's own parts, to the slides that are there."""
        base = posixpath.dirname(part)
        result = []
        for item, target in self._template.targets(part):
            name = self._output_name(slide, item, target)
            if name is None:
                continue
            if name != target:
                item = Relationship(item.id, item.type, relative_target(name, base))
            result.append(item)
        return result

    def _output_name(self, slide: SlideCopy | None, item: Relationship, target: str) -> str | None:
        """What a relationship's target is called in the output, or None when it leads to a slide that is not there."""
        if item.kind != "slide" or target not in self._template.listed:
            return slide.names.get(target, target) if slide else target
        destination = self._destinations.of(target, slide)
        return destination.name if destination else None

    def repaired(self, slide: SlideCopy | None, part: str, content: bytes) -> etree._Element:
        """A part with everything in it leading to slides that are there."""
        root = parse_xml(content)
        listed, targets = self._template.listed, self._template.targets(part)
        seen = {source: self._destinations.of(source, slide) for source in listed}
        reachable = Reachable(
            lost={item.id for item, target in targets if self._output_name(slide, item, target) is None},
            slide_ids={listed[source].get("id", ""): found.id for source, found in seen.items() if found},
            sections=self._live[0],
            shows=self._live[1],
        )
        repair_links(root, reachable)
        return root

    @cached_property
    def _live(self) -> tuple[Set[str], Set[str]]:
        """The ids of the sections and of the custom shows that something is left of."""
        presentation = self._template.package.parse(self._template.main)
        kept = [entry for source, entry in self._template.listed.items() if source in self._destinations.copies]
        return (
            live_sections(presentation, {entry.get("id", "") for entry in kept}),
            live_shows(presentation, {entry.get(qn("r:id"), "") for entry in kept}),
        )

    def write_shared(self, entries: dict[str, Entry]) -> None:
        """Write what the whole deck shares and what names slides: masters' links, views, the show's settings."""
        for part in self._template.shared_links():
            if part in entries:
                entries[part] = xml_entry(self.repaired(None, part, entries[part].read()))
                entries[rels_name(part)] = write_relationships(self.relationships(None, part))
        for part in self._template.package.related(self._template.main, "presprops"):
            if may_hold(content := entries[part].read(), b"showPr"):
                root = parse_xml(content)
                numbers = [self._template.slides.index(slide.source) + 1 for slide in self.slides]
                if update_show_settings(root, numbers, self._live[1]):
                    entries[part] = xml_entry(root)

    def write_slide_list(self, entries: dict[str, Entry]) -> None:
        """Write the presentation part and its relationships for the slides of the output."""
        main, listed = self._template.main, self._template.listed
        root = self._template.presentation(entries[main])
        slide_list = root.find(qn("p:sldIdLst"))
        assert slide_list is not None
        slide_ids = {entry.get(qn("r:id"), "") for entry in listed.values()}
        slide_type = next(item.type for item in self._template.relationships if item.id in slide_ids)
        relationships = [item for item in self._template.relationships if item.id not in slide_ids]
        for entry in list(slide_list):
            slide_list.remove(entry)
        base = posixpath.dirname(main)
        for slide in self.slides:
            entry = copy.deepcopy(listed[slide.source])
            entry.set("id", slide.id)
            entry.set(qn("r:id"), slide.relationship)
            slide_list.append(entry)
            relationships.append(Relationship(slide.relationship, slide_type, relative_target(slide.name, base)))
        update_sections(root, self._members("id"))
        update_shows(root, self._members(qn("r:id")))
        entries[main] = xml_entry(root)
        entries[rels_name(main)] = write_relationships(relationships)

    def _members(self, attribute: str) -> Mapping[str, list[SlideCopy]]:
        """The copies of every slide, by an attribute of the slide in the template's list."""
        copies = self._destinations.copies
        return {entry.get(attribute, ""): copies.get(source, []) for source, entry in self._template.listed.items()}

    def dropped(self) -> set[str]:
        """The template's parts that no slide of the output uses."""
        gone: set[str] = set()
        for source in self._template.slides:
            if source not in self._destinations.copies:
                for part in (source, *self._template.owned(source)):
                    gone |= {part, rels_name(part)}
        return gone


def _copy_target(state: RenderState, item: Relationship) -> Relationship:
    """A relationship to a copy of the new part it leads to; pictures are shared."""
    new = state.new_parts.get(item.target)
    if new is None or item.external or "/media/" in item.target:
        return item
    stem, extension = posixpath.splitext(posixpath.relpath(item.target, state.folder))
    copied = replace(new, relationships=[_copy_target(state, inner) for inner in new.relationships])
    return replace(item, target=state.add_part(_COPY.sub("", stem), extension[1:], copied))
