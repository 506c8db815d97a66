"""Puts a rendered deck together: copies of slides, the parts that belong to each, the list of slides.

A slide rendered for the second time gets a part of its own, and so does everything that belongs to
it alone (notes, charts, workbooks): what PowerPoint users edit on one copy must not change another.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain, count

from lxml import etree

from reportgen.office.markup.canonical_form import may_contain
from reportgen.office.markup.namespaces import P14, parse_xml, qn, serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import (
    Package,
    Relationship,
    markup_entry,
    relative_target,
    rels_name,
    write_relationships,
    xml_entry,
)
from reportgen.office.opc.part_names import PartNames
from reportgen.office.opc.part_trees import PartCopier, owned_parts
from reportgen.office.presentation.slide_links import (
    LINK_WORDS,
    Destinations,
    LinkTargets,
    Loop,
    SlideCopy,
    links_to_slides,
    remaining_sections,
    remaining_shows,
    repair_links,
    update_sections,
    update_show_settings,
    update_shows,
)
from reportgen.template.runtime.new_package import NewPackage

_FIRST_SLIDE_ID = 256
_PAST_SLIDE_IDS = 2**31
"""The least id a slide may have, and the first that none may have (ECMA-376 part 1 §19.7.13)."""

_SLIDE_ID, _SLIDE_REFERENCE, _CUT = "rgSlideId", "rgSlideReference", "rgSlide"
"""What stands for the two ids of a slide in the pattern of its entry, and where entries begin and end."""
_GROUPS = (f"{{{P14}}}sldIdLst", qn("p:custShowLst"))
"""What else of a presentation lists slides: its sections, and its custom shows."""


@dataclass(frozen=True, slots=True)
class ListedSlide:
    """A slide's entry in the presentation's list of slides: its id, and the id of the relationship to it."""

    id: str
    relationship: str


@dataclass(frozen=True, slots=True)
class TemplateDeck:
    """The slides of a template, with their parts and links, as they are before anything is rendered.

    `slides` are the slide parts in order, `listed` their entries in the list of slides, `owned` the parts that belong
    to each alone, `loops` the slide loops. `targets` are every part's relationships, each with the part it names
    (empty for an address); `linking` are the parts in which something leads to another slide.
    """

    package: Package
    slides: Sequence[str]
    loops: Sequence[Loop]
    listed: Mapping[str, ListedSlide]
    owned: Mapping[str, Sequence[str]]
    targets: Mapping[str, Sequence[tuple[Relationship, str]]]
    linking: frozenset[str]

    @property
    def main(self) -> str:
        """The presentation part."""
        return self.package.main_part

    @property
    def relationships(self) -> Sequence[Relationship]:
        """The relationships of the presentation part."""
        return self.package.relationships(self.main)

    def shared_links(self) -> list[str]:
        """The parts that belong to no slide, and in which something leads to one."""
        owned = {part for parts in self.owned.values() for part in parts}
        return sorted(part for part in self.linking if part not in owned and part not in self.listed)


def template_deck(
    package: Package, slides: Sequence[str], loops: Iterable[Loop] = (), gone: Collection[str] = ()
) -> TemplateDeck:
    """Read a template's slides; `gone` are the parts that programs write anew for every copy of a shape."""
    owned = {slide: [part for part in owned_parts(package, slide) if part not in gone] for slide in slides}
    targets = {
        part: [
            (item, "" if item.external else package.resolve(part, item.target)) for item in package.relationships(part)
        ]
        for part in package.entries
    }
    linking = frozenset(_linking(package, targets, {part: slide for slide in slides for part in owned[slide]}))
    return TemplateDeck(package, slides, tuple(loops), _listed(package), owned, targets, linking)


def _listed(package: Package) -> dict[str, ListedSlide]:
    main = package.main_part
    targets = {item.id: package.resolve(main, item.target) for item in package.relationships(main)}
    entries = package.parse(main).iter(qn("p:sldId"))
    found = (ListedSlide(entry.get("id", ""), entry.get(qn("r:id"), "")) for entry in entries)
    return {targets[listed.relationship]: listed for listed in found}


def _linking(
    package: Package, targets: Mapping[str, Sequence[tuple[Relationship, str]]], owner: Mapping[str, str]
) -> Iterator[str]:  # fmt: skip
    """The parts in which something leads to a slide other than the one they belong to."""
    for part, entry in package.entries.items():
        if part == package.main_part or not part.endswith(".xml"):
            continue
        named = {target for item, target in targets[part] if item.kind == "slide"}
        if named - {owner.get(part, part)} or (
            may_contain(entry.read(), *LINK_WORDS) and links_to_slides(package.parse(part))
        ):
            yield part


def copy_gained(package: NewPackage, part: WrittenPart) -> WrittenPart:
    """A slide to be shown once more, with charts and workbooks of its own among what it gained."""
    copier = PartCopier(package.new_parts, package.new_parts, package.names.added)
    return replace(part, relationships=copier.relationships(part.relationships))


class OutputDeck:
    """The slides of one output, which stand in the order of `sources` (parts of the template).

    A list of slides that `is_as_before`, and every link to one of them, is right as it is.
    """

    def __init__(self, template: TemplateDeck, sources: Sequence[str], names: PartNames) -> None:
        self._template = template
        self.slides = list(self._name_copies(sources, names))
        self.is_as_before = list(sources) == list(template.slides)
        self._destinations = Destinations(template.slides, self.slides, template.loops)

    def _name_copies(self, sources: Sequence[str], names: PartNames) -> Iterator[SlideCopy]:
        """The slides in order; the first use of a slide keeps the template's names."""
        ids = self._free_ids()
        taken = {item.id for item in self._template.relationships}
        ordinals: Counter[str] = Counter()
        for index, source in enumerate(sources):
            listed, ordinal = self._template.listed[source], ordinals[source]
            ordinals[source] += 1
            if not ordinal:
                yield SlideCopy(source, index, ordinal, listed.id, listed.relationship)
                continue
            relationship = f"rIdSlide{index + 1}"
            while relationship in taken:
                relationship += "n"
            copied = {part: names.free(part) for part in (source, *self._template.owned[source])}
            yield SlideCopy(source, index, ordinal, str(next(ids)), relationship, copied)

    def _free_ids(self) -> Iterator[int]:
        """Slide ids that the template does not use."""
        taken = {int(listed.id or 0) for listed in self._template.listed.values()}
        largest = max([_FIRST_SLIDE_ID - 1, *taken])
        # where the template has used the largest ids, the gaps between its smaller ones are left
        return (n for n in chain(range(largest + 1, _PAST_SLIDE_IDS), count(_FIRST_SLIDE_ID)) if n not in taken)

    def relationships(self, slide: SlideCopy | None, part: str) -> list[Relationship]:
        """A part's relationships in the output: to the copy's own parts, to the slides that are there."""
        base = posixpath.dirname(part)
        result = []
        for item, target in self._template.targets[part]:
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
        listed, targets = self._template.listed, self._template.targets[part]
        seen = {source: self._destinations.of(source, slide) for source in listed}
        reachable = LinkTargets(
            lost={item.id for item, target in targets if self._output_name(slide, item, target) is None},
            slide_ids={listed[source].id: found.id for source, found in seen.items() if found},
            sections=self._live[0],
            shows=self._live[1],
        )
        repair_links(root, reachable)
        return root

    @cached_property
    def _live(self) -> tuple[Set[str], Set[str]]:
        """The ids of the sections and of the custom shows that something is left of."""
        presentation = self._template.package.parse(self._template.main)
        used = [listed for source, listed in self._template.listed.items() if source in self._destinations.copies]
        return (
            remaining_sections(presentation, {listed.id for listed in used}),
            remaining_shows(presentation, {listed.relationship for listed in used}),
        )

    def write_shared(self, entries: dict[str, Entry]) -> None:
        """Write what the whole deck shares and what names slides: masters' links, views, the show's settings."""
        for part in self._template.shared_links():
            if part in entries:
                entries[part] = xml_entry(self.repaired(None, part, entries[part].read()))
                entries[rels_name(part)] = write_relationships(self.relationships(None, part))
        for part in self._template.package.related(self._template.main, "presprops"):
            if may_contain(content := entries[part].read(), b"showPr"):
                root = parse_xml(content)
                numbers = [self._template.slides.index(slide.source) + 1 for slide in self.slides]
                if update_show_settings(root, numbers, self._live[1]):
                    entries[part] = xml_entry(root)

    def write_slide_list(self, entries: dict[str, Entry]) -> None:
        """Write the presentation part and its relationships for the slides of the output."""
        main, listed = self._template.main, self._template.listed
        cut = _cut_at_slides(entries[main])
        slide_ids = {slide.relationship for slide in listed.values()}
        slide_type = next(item.type for item in self._template.relationships if item.id in slide_ids)
        relationships = [item for item in self._template.relationships if item.id not in slide_ids]
        base = posixpath.dirname(main)
        written = []
        for slide in self.slides:
            pattern = cut.patterns[listed[slide.source].relationship]
            written.append(pattern.replace(_SLIDE_ID, slide.id).replace(_SLIDE_REFERENCE, slide.relationship))
            relationships.append(Relationship(slide.relationship, slide_type, relative_target(slide.name, base)))
        markup = cut.before + "".join(written) + cut.behind
        entries[main] = self._grouped(markup) if cut.has_groups else markup_entry(markup)
        entries[rels_name(main)] = write_relationships(relationships)

    def _grouped(self, markup: str) -> Entry:
        """The presentation part, with its sections and custom shows of the slides that are there."""
        root = parse_xml(markup.encode("utf-8"))
        update_sections(root, self._members("id"))
        update_shows(root, self._members("relationship"))
        return xml_entry(root)

    def _members(self, attribute: str) -> Mapping[str, list[SlideCopy]]:
        """The copies of every slide, by an attribute of the `ListedSlide`."""
        copies = self._destinations.copies
        return {getattr(listed, attribute): copies.get(source, []) for source, listed in self._template.listed.items()}

    def dropped(self) -> set[str]:
        """The template's parts that no slide of the output uses."""
        gone: set[str] = set()
        for source in self._template.slides:
            if source not in self._destinations.copies:
                for part in (source, *self._template.owned[source]):
                    gone |= {part, rels_name(part)}
        return gone


@dataclass(frozen=True, slots=True)
class _CutPresentation:
    """The markup of a presentation part `before` and `behind` the entries of its list of slides.

    An entry is a pattern, by its relationship id, with marks for its two ids: it may hold extensions. `has_groups` says
    that the presentation has sections or custom shows.
    """

    before: str
    behind: str
    patterns: Mapping[str, str]
    has_groups: bool


@lru_cache(maxsize=64)  # a template's part is cut once for all files: to read it takes longer than to write the list
def _cut_at_slides(entry: Entry) -> _CutPresentation:
    root = parse_xml(entry.read())
    slide_list = root.find(qn("p:sldIdLst"))
    assert slide_list is not None
    listed = list(slide_list.iterchildren(qn("p:sldId")))
    ids = [each.get(qn("r:id"), "") for each in listed]
    for child in list(slide_list):
        slide_list.remove(child)
    for each in listed:
        each.set("id", _SLIDE_ID)
        each.set(qn("r:id"), _SLIDE_REFERENCE)
        slide_list.extend((etree.ProcessingInstruction(_CUT, "here"), each))
    slide_list.append(etree.ProcessingInstruction(_CUT, "here"))
    before, *patterns, behind = serialise(root).split(f"<?{_CUT} here?>")
    has_groups = next(root.iter(*_GROUPS), None) is not None
    return _CutPresentation(before, behind, dict(zip(ids, patterns, strict=True)), has_groups)
