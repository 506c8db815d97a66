"""Inserts a Word document into another one: what comes along, and what gets a new id or name.

The body's blocks are copied, with their notes and comments. Styles and lists go through `styles_and_lists`; pictures,
charts and addresses of links get relationships of the part they now stand in; ids and bookmarks get new ones. Page
set-up and headers come along where the document has several sections, and stay behind where it has one, as its
properties do: then they belong to the document that was inserted, not to its text.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from reportgen.office.markup.namespaces import MC, W, ignorable_namespaces, parse_xml, qn, serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP, NewPart, WrittenPart
from reportgen.office.opc.odd_and_even import with_odd_and_even
from reportgen.office.opc.package import Package, Relationship, rels_name, write_relationships, xml_entry
from reportgen.office.reading_order import plan_package
from reportgen.template.runtime.blocks import hold
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.copied_text import CopiedText, learn_ids
from reportgen.template.subdocuments.house_styles import HouseStyles
from reportgen.template.subdocuments.sections import between_marks, place_documents
from reportgen.template.subdocuments.side_parts import THREADS, SidePart, ignore
from reportgen.template.subdocuments.source import Source, Unusable, definitions_of, read_source, refuse, refuse_notes
from reportgen.template.subdocuments.styles_and_lists import AddedDefinitions, with_lists
from reportgen.template.values.subdocument import Subdocument

_DECLARATION = re.compile(r' xmlns:([\w.-]+)="([^"]*)"')
_ID = qn("w:id")
_TYPES = {
    THREADS: ("http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "commentsExtended"),
}
"""The type of the relationship to a part, and the end of its content type, where these are not as its kind says."""


class Insertions:
    """The documents that one rendered file takes in.

    A document is read once however often it is inserted; each insertion is a copy with ids of its own.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sources: dict[bytes, Source | Unusable] = {}
        self._insertions: Counter[bytes] = Counter()
        self._added: AddedDefinitions | None = None
        self._bookmarks: set[str] = set()
        self._gained: list[Relationship] = []
        self._plans: dict[str, int] = {}
        self._sides: dict[str, SidePart] = {}
        self._odd_and_even = False

    def insert(self, document: Subdocument, slot: Any, state: RenderState) -> str:
        """The mark that stands for a document until the part is whole; what is wrong with it goes to `state`."""
        if document.data not in self._sources:
            try:
                self._sources[document.data] = read_source(document)
            except Unusable as fault:
                self._sources[document.data] = fault
        source = self._sources[document.data]
        if isinstance(source, Unusable):
            refuse(document, source, slot, state)
            return ""
        self._insertions[document.data] += 1
        blocks = self._copied(source, self._insertions[document.data], slot, state)
        return hold("".join(blocks), slot.tag, state)

    def house_styles(self, state: RenderState) -> HouseStyles:
        """The styles of the document, by name."""
        return HouseStyles(self._definitions(state))

    def _definitions(self, state: RenderState) -> AddedDefinitions:
        """What the template defines, learnt when somebody asks for it, and what it gains."""
        if self._added is None:
            self._added = AddedDefinitions(definitions_of(self._package), state.memory.lists.fresh)
        return self._added

    def _learn_ids(self, state: RenderState) -> None:
        """Learn, when the first document comes, which parts, names of ranges and ids the template has."""
        parts = plan_package(self._package).parts
        self._plans = {part.name: index for index, part in enumerate(parts)}
        for part in parts:
            learn_ids(self._package.parse(part.name), self._bookmarks, state)

    # -- one insertion

    def _copied(self, source: Source, number: int, slot: Any, state: RenderState) -> Iterator[str]:
        """The markup of the blocks; the marks around those with sections have the number that they will be held by."""
        copied, part = self.copied_text(source, number, state), slot.format.part
        in_body = state.package.part.plan == 0
        blocks = copied.blocks(in_body)
        if copied.has_notes and not in_body:
            refuse_notes(slot, state)
        if source.has_sections:
            blocks = self.with_sections(copied, blocks, len(state.blocks))
        for block in blocks:
            ignore(block, source.body.ignorable - part.ignorable)
            # `mc:Choice` names prefixes in the text of an attribute, which lxml does not see
            etree.cleanup_namespaces(block, keep_ns_prefixes=source.body.required)
            yield _serialised(block, part.prefixes)

    def copied_text(self, source: Source, number: int, state: RenderState) -> CopiedText:
        """One more insertion of a document."""
        added = self._definitions(state)
        if not self._plans:
            self._learn_ids(state)

        def side(kind: str) -> SidePart:
            return self._side(kind, state)

        def note_id(kind: str) -> str:
            return self._note_id(kind, state)

        return CopiedText(source, number, added, self._bookmarks, side, note_id, state)

    def with_sections(self, copied: CopiedText, blocks: list[etree._Element], number: int) -> list[etree._Element]:
        """Blocks of an inserted document with what keeps its sections; it will be known by its number."""
        self._odd_and_even |= copied.source.odd_and_even
        return between_marks(blocks, copied.last_section(), number, copied.source.odd_and_even)

    def _side(self, kind: str, state: RenderState) -> SidePart:
        """What the part for notes or comments of a kind gains."""
        if kind not in self._sides:
            name = self._part(kind)
            plan = self._plans.get(name)
            written = WrittenPart(-1) if plan is None else state.package.note_part(plan)
            self._sides[kind] = SidePart(written)
        return self._sides[kind]

    def _note_id(self, kind: str, state: RenderState) -> str:
        """An id that no note of a kind has, nor will have."""
        last, note = state.memory.notes.last, kind.removesuffix("s")
        if note not in last:
            ids = [one.get(_ID, "") for name in [self._part(kind)] if name for one in self._package.parse(name)]
            last[note] = max((int(id_) for id_ in ids if id_.isdecimal()), default=1)  # 1 may be a separator's
        last[note] += 1
        return str(last[note])

    # -- the finished file

    def finish(self, entries: dict[str, Entry], state: RenderState) -> None:
        """Put the documents into the parts that asked for them, and what they bring along into `entries`."""
        place_documents(state, self._package)
        for kind, side in self._sides.items():
            self._finish_side(kind, side, entries, state)
        if self._odd_and_even:
            self._put("settings", with_odd_and_even(self._opened("settings", entries)), entries, state)
        if self._added is None:
            return
        self._added.link_lists_to_styles()
        if self._added.styles:
            root = self._opened("styles", entries)
            root = etree.Element(qn("w:styles"), nsmap={"w": W}) if root is None else root
            root.extend(self._added.styles)
            self._put_definitions("styles", root, entries, state)
        if self._added.lists:
            numbering = with_lists(self._opened("numbering", entries), self._added)
            self._put_definitions("numbering", numbering, entries, state)

    def _finish_side(self, kind: str, side: SidePart, entries: dict[str, Entry], state: RenderState) -> None:
        """Put the notes or comments that were taken along into their part, in the order of their marks."""
        parts, name = state.package.parts, self._part(kind)
        body = next(part.markup for part in parts if part.plan == 0)
        if not name:
            self._add_part(kind, side.add_to(None, body), entries, state, side.written.relationships)
            return
        if name not in self._plans:  # it holds no text
            entries[name] = xml_entry(side.add_to(parse_xml(entries[name].read()), body))
            return
        written = next((part for part in parts if part.plan == side.written.plan), None)
        root = parse_xml(entries[name].read() if written is None else written.markup.encode())
        if written is None:
            parts.append(written := side.written)
        written.markup = serialise(side.add_to(root, body))

    def _part(self, kind: str) -> str:
        return next(self._package.related(self._package.main_part, kind), "")

    def _opened(self, kind: str, entries: Mapping[str, Entry]) -> etree._Element | None:
        part = self._part(kind)
        return parse_xml(entries[part].read()) if part else None

    def _put_definitions(
        self, kind: str, root: etree._Element, entries: dict[str, Entry], state: RenderState
    ) -> None:  # fmt: skip
        for added in (*self._added.styles, *self._added.patterns, *self._added.lists) if self._added else ():
            ignore(added, frozenset(added.nsmap.values()) - {W, MC} - ignorable_namespaces(root))
        self._put(kind, root, entries, state)

    def _put(self, kind: str, root: etree._Element, entries: dict[str, Entry], state: RenderState) -> None:
        if part := self._part(kind):
            entries[part] = xml_entry(root)
        else:
            self._add_part(kind, root, entries, state)

    def _add_part(
        self, kind: str, root: etree._Element, entries: dict[str, Entry], state: RenderState,
        relationships: Iterable[Relationship] = (),
    ) -> None:  # fmt: skip
        """Add a part that the template does not have, and let the body lead to it."""
        main = self._package.main_part
        type_, ending = _TYPES.get(kind, (OFFICE_RELATIONSHIP + kind, kind))
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{ending}+xml"
        name = state.package.add_part(kind, "xml", NewPart(xml_entry(root), content_type, tuple(relationships)))
        main_written = next((written for written in state.package.parts if written.plan == 0), None)
        if main_written is not None:
            main_written.relate(type_, name)
        else:
            target = posixpath.relpath(name, posixpath.dirname(main))
            self._gained.append(Relationship(f"rIdNew{kind}", type_, target))
            entries[rels_name(main)] = write_relationships([*self._package.relationships(main), *self._gained])


# -- the blocks


def _serialised(block: etree._Element, prefixes: Mapping[str, str]) -> str:
    """The XML of a block, without the declarations that the part's root has made already.

    Those stand in the block's first tag, to which lxml writes all that the block inherits.
    """
    markup = etree.tostring(block, encoding="unicode", with_tail=False)
    end = markup.index(">")  # lxml escapes the sign in attributes
    head = _DECLARATION.sub(lambda found: "" if prefixes.get(found[2]) == found[1] else found[0], markup[:end])
    return head + markup[end:]
