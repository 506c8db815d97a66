"""The presentation part of a deck: its lists of slides, masters and sections, and what slides of other decks add."""

from __future__ import annotations

import copy
import hashlib
import posixpath
from collections.abc import Iterable, Iterator
from itertools import chain

from lxml import etree

from reportgen.office.markup.namespaces import P14, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP
from reportgen.office.opc.package import Package, Relationship, relative_target, xml_entry
from reportgen.office.presentation.creation_ids import created_again, creation_ids

_ID, _REFERENCE = "id", qn("r:id")
_SLIDES, _MASTERS = range(256, 1 << 31), range(1 << 31, 1 << 32)
"""The ids of slides, and of masters and layouts (ST_SlideId and ST_SlideMasterId, §19.7.13–14)."""
_LISTS = ("p:sldMasterIdLst", "p:notesMasterIdLst", "p:handoutMasterIdLst", "p:sldIdLst")
"""The lists of a presentation in the order that the schema wants (CT_Presentation)."""
_SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension that holds the sections ([MS-PPTX] §2.2.4)."""
_SECTIONS, _SECTION, _MEMBERS, _MEMBER = (f"{{{P14}}}{name}" for name in ("sectionLst", "section", "sldIdLst", "sldId"))
_DEFAULT_SECTION = "Default Section"


class PresentationPart:
    """The presentation part of a deck, which other decks add to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part
        self.root = package.parse(self._main)
        self._relationships = list(package.relationships(self._main))
        layouts = (
            one
            for master in package.related(self._main, "slidemaster")
            for one in package.parse(master).iter(qn("p:sldLayoutId"))
        )
        slides = (package.entries[name] for name in package.related(self._main, "slide") if name in package.entries)
        self._created = {id_ for slide in slides for id_ in creation_ids(slide)}
        self._slide_ids = _free_ids(self._entries("p:sldIdLst"), _SLIDES)
        self._master_ids = _free_ids(chain(self._entries("p:sldMasterIdLst"), layouts), _MASTERS)

    def created_here(self, name: str, slide: Entry) -> Entry:
        """A slide under the name that it will have, created for itself: the same deck may be appended twice."""
        ids = creation_ids(slide)
        if self._created.isdisjoint(ids):
            self._created.update(ids)
            return slide
        return created_again(slide, name)

    @property
    def size(self) -> tuple[str, str]:
        """Width and height of a slide, in EMU."""
        size = self.root.find(qn("p:sldSz"))
        return ("", "") if size is None else (size.get("cx", ""), size.get("cy", ""))

    def fresh_master_id(self) -> str:
        """An id that no master or layout has."""
        return next(self._master_ids)

    def add_master(self, name: str) -> None:
        """List a master of slides that the package has gained."""
        entry = etree.SubElement(self._list("p:sldMasterIdLst"), qn("p:sldMasterId"), {_ID: self.fresh_master_id()})
        entry.set(_REFERENCE, self.relate(f"{OFFICE_RELATIONSHIP}slideMaster", name))

    def add_notes_master(self, name: str) -> None:
        """List the master of notes that the package has gained."""
        entry = etree.SubElement(self._list("p:notesMasterIdLst"), qn("p:notesMasterId"))
        entry.set(_REFERENCE, self.relate(f"{OFFICE_RELATIONSHIP}notesMaster", name))

    def add_slide(self, name: str) -> str:
        """List a slide at the end, and return its id."""
        id_ = next(self._slide_ids)
        entry = etree.SubElement(self._list("p:sldIdLst"), qn("p:sldId"), {_ID: id_})
        entry.set(_REFERENCE, self.relate(f"{OFFICE_RELATIONSHIP}slide", name))
        return id_

    def add_sections(self, other: PresentationPart, ids: dict[str, str], digest: str) -> None:
        """Take over the sections of another deck, whose slides have new `ids` here; `digest` tells it from others.

        Where it has none its slides join the last section, as those do that PowerPoint pastes there.
        """
        theirs = list(other.root.iter(_SECTION))
        sections = next(self.root.iter(_SECTIONS), None)
        if sections is None and not theirs:
            return
        if sections is None:
            sections = self._new_sections(set(ids.values()))
        if not theirs:
            members = [found for section in sections for found in section.iterchildren(_MEMBERS)]
            for id_ in ids.values() if members else ():
                etree.SubElement(members[-1], _MEMBER, {_ID: id_})
        for section in theirs:
            copied = copy.deepcopy(section)
            copied.set(_ID, _guid(f"{digest} {len(sections)}"))
            for member in list(copied.iter(_MEMBER)):
                new = ids.get(member.get(_ID, ""))
                if new is None:  # a slide that was deleted by a program that does not know of sections
                    member.getparent().remove(member)  # type: ignore[union-attr]
                else:
                    member.set(_ID, new)
            sections.append(copied)

    def _new_sections(self, others: set[str]) -> etree._Element:
        """The list of sections of a deck that had none, with all its slides but some others in the first."""
        extensions = self.root.find(qn("p:extLst"))
        if extensions is None:
            extensions = etree.SubElement(self.root, qn("p:extLst"))
        extension = etree.SubElement(extensions, qn("p:ext"), {"uri": _SECTIONS_URI})
        sections = etree.SubElement(extension, _SECTIONS, nsmap={"p14": P14})
        first = etree.SubElement(sections, _SECTION, {"name": _DEFAULT_SECTION, _ID: _guid(_DEFAULT_SECTION)})
        members = etree.SubElement(first, _MEMBERS)
        for id_ in (entry.get(_ID, "") for entry in self._list("p:sldIdLst")):
            if id_ not in others:
                etree.SubElement(members, _MEMBER, {_ID: id_})
        return sections

    def relate(self, type_: str, name: str) -> str:
        """The id of a new relationship from the presentation to a part."""
        taken = {item.id for item in self._relationships}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        target = relative_target(name, posixpath.dirname(self._main))
        self._relationships.append(Relationship(f"rId{number}", type_, target))
        return f"rId{number}"

    def write(self) -> None:
        """Put the part and its relationships into the package."""
        self._package.entries[self._main] = xml_entry(self.root)
        self._package.set_relationships(self._main, self._relationships)

    def _entries(self, name: str) -> Iterable[etree._Element]:
        found = self.root.find(qn(name))
        return () if found is None else found.iterchildren(etree.Element)

    def _list(self, name: str) -> etree._Element:
        """A list of the presentation, which is made where there is none."""
        found = self.root.find(qn(name))
        if found is None:
            found = etree.Element(qn(name))
            before = [qn(each) for each in _LISTS[: _LISTS.index(name)]]
            self.root.insert(sum(child.tag in before for child in self.root), found)
        return found


def _free_ids(entries: Iterable[etree._Element], allowed: range) -> Iterator[str]:
    """The ids that no entry has: those above the largest one, and then those that are left below it."""
    taken = {int(id_) for entry in entries if (id_ := entry.get(_ID, "")).isdecimal()}
    middle = max([allowed.start, *(id_ + 1 for id_ in taken if id_ in allowed)])
    every = chain(range(middle, allowed.stop), range(allowed.start, middle))
    return (str(id_) for id_ in every if id_ not in taken)


def _guid(seed: str) -> str:
    digits = hashlib.sha256(seed.encode()).hexdigest().upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}}}"
