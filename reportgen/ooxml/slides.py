"""Putting a rendered deck together: copies of slides, their own parts, the list of slides.

A slide rendered for the second time gets a part of its own, and so does everything that belongs to
it alone (notes, charts, workbooks): what PowerPoint users edit on one copy must not change another.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.ooxml.archive import Entry
from reportgen.ooxml.namespaces import P14, parse_xml, qn
from reportgen.ooxml.package import Package, Relationship, rels_name, write_relationships, xml_entry
from reportgen.ooxml.plan import owned_parts
from reportgen.ooxml.state import RenderState, WrittenPart

_NUMBER = re.compile(r"(\d*)(\.[^.]+)$")
_COPY = re.compile(r"New\d+$")
"""What `RenderState.add_part` puts behind a name."""
_FIRST_SLIDE_ID = 256
"""The least id a slide may have (ECMA-376 part 1 §19.7.13)."""


@dataclass(slots=True)
class SlideCopy:
    """One slide of the output: the template's slide part, and new names for it and what it owns."""

    source: str
    names: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The slide part in the output."""
        return self.names.get(self.source, self.source)


class DeckAssembler:
    """Names the parts of copied slides, and writes the list of slides."""

    def __init__(self, package: Package, slides: list[str]) -> None:
        self._package = package
        self._slides = slides
        self._owned = {slide: owned_parts(package, slide) for slide in slides}
        self._parsed: tuple[Entry, etree._Element] | None = None
        self._resolved: dict[str, list[tuple[Relationship, str]]] = {}
        self._main = package.main_part
        self._rels = package.relationships(self._main)
        self._ids = {package.resolve(self._main, r.target): r.id for r in self._rels if not r.external}

    def owned(self, slide: str) -> list[str]:
        """The parts that belong to a slide alone."""
        return self._owned[slide]

    def name_copies(self, sources: list[str]) -> list[SlideCopy]:
        """The slides of the output, in order; the first use of a slide keeps the template's names."""
        taken = set(self._package.entries)
        used: set[str] = set()
        copies = []
        for source in sources:
            slide = SlideCopy(source)
            if source in used:
                for part in (source, *self._owned[source]):
                    slide.names[part] = _free_name(part, taken)
                    taken.add(slide.names[part])
            used.add(source)
            copies.append(slide)
        return copies

    def relationships(self, slide: SlideCopy, part: str) -> list[Relationship]:
        """The relationships of a slide's part in the output, pointing at the copy's own parts."""
        base = posixpath.dirname(part)
        result = []
        for item, target in self._targets(part):
            if target in slide.names:
                item = Relationship(item.id, item.type, posixpath.relpath(slide.names[target], base))
            result.append(item)
        return result

    def _targets(self, part: str) -> list[tuple[Relationship, str]]:
        """A part's relationships, each with the part it names (empty for an address)."""
        if part not in self._resolved:
            self._resolved[part] = [
                (item, "" if item.external else self._package.resolve(part, item.target))
                for item in self._package.relationships(part)
            ]
        return self._resolved[part]

    def copy_owned(self, state: RenderState, part: WrittenPart) -> WrittenPart:
        """A slide to be shown once more, with charts and workbooks of its own among what it gained."""
        return replace(part, relationships=[_copy_target(state, item) for item in part.relationships])

    def write_slide_list(self, slides: list[SlideCopy], entries: dict[str, Entry]) -> None:
        """Write the presentation part and its relationships for the slides of the output."""
        root = self._presentation(entries[self._main])
        slide_list = root.find(qn("p:sldIdLst"))
        assert slide_list is not None
        originals = {item.get(qn("r:id"), ""): item for item in slide_list.iterchildren(qn("p:sldId"))}
        slide_ids = [int(item.get("id", "0")) for item in slide_list.iterchildren(qn("p:sldId"))]
        next_id = max([_FIRST_SLIDE_ID - 1, *slide_ids]) + 1
        slide_type = next(r.type for r in self._rels if r.id in originals)
        relationships = [r for r in self._rels if r.id not in originals]
        members: dict[str, list[str]] = {}
        for item in list(slide_list):
            slide_list.remove(item)
        for number, slide in enumerate(slides, 1):
            original = originals[self._ids[slide.source]]
            item = copy.deepcopy(original)
            if slide.names:
                item.set("id", str(next_id))
                item.set(qn("r:id"), f"rIdSlide{number}")
                next_id += 1
            target = posixpath.relpath(slide.name, posixpath.dirname(self._main))
            relationships.append(Relationship(item.get(qn("r:id"), ""), slide_type, target))
            members.setdefault(original.get("id", ""), []).append(item.get("id", ""))
            slide_list.append(item)
        _update_sections(root, members)
        entries[self._main] = xml_entry(root)
        entries[rels_name(self._main)] = write_relationships(relationships)

    def _presentation(self, entry: Entry) -> etree._Element:
        """A copy of the presentation part to change; it is parsed once."""
        if self._parsed is None or self._parsed[0] is not entry:
            self._parsed = (entry, parse_xml(entry.read()))
        return copy.deepcopy(self._parsed[1])

    def dropped(self, slides: list[SlideCopy]) -> set[str]:
        """The template's parts that no slide of the output uses."""
        used = {slide.source for slide in slides if not slide.names}
        gone: set[str] = set()
        for source in self._slides:
            if source not in used:
                for part in (source, *self._owned[source]):
                    gone |= {part, rels_name(part)}
        return gone


def _update_sections(root: etree._Element, members: Mapping[str, list[str]]) -> None:
    """Keep PowerPoint's sections: a copy joins its original's, a dropped slide leaves."""
    for id_list in root.iter(f"{{{P14}}}sldIdLst"):
        for item in list(id_list):
            for slide_id in members.get(item.get("id", ""), ()):
                copied = copy.deepcopy(item)
                copied.set("id", slide_id)
                item.addprevious(copied)
            id_list.remove(item)


def _copy_target(state: RenderState, item: Relationship) -> Relationship:
    """A relationship to a copy of the new part it leads to; pictures are shared."""
    new = state.new_parts.get(item.target)
    if new is None or item.external or "/media/" in item.target:
        return item
    stem, extension = posixpath.splitext(posixpath.relpath(item.target, state.folder))
    copied = replace(new, relationships=[_copy_target(state, inner) for inner in new.relationships])
    return replace(item, target=state.add_part(_COPY.sub("", stem), extension[1:], copied))


def _free_name(part: str, taken: set[str]) -> str:
    stem = _NUMBER.sub("", part)
    extension = part[part.rindex(".") :]
    number = 1
    while f"{stem}{number}{extension}" in taken:
        number += 1
    return f"{stem}{number}{extension}"
