"""Inserts a Word document into another one: what comes along, and what gets a new id or name.

The body's blocks are copied. Styles and lists go through `styles_and_lists`; pictures, charts and addresses of
links get relationships of the part they now stand in; ids and bookmarks get new ones. Page set-up,
headers, comments and properties stay behind: they belong to the document that was inserted, not to its text.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.messages import Message
from reportgen.office.markup.namespaces import MC, W, ignorable_namespaces, parse_xml, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP, NewPart
from reportgen.office.opc.package import Package, Relationship, rels_name, write_relationships, xml_entry
from reportgen.office.reading_order import plan_package
from reportgen.template.render.runs import PartMarkup, RunSlot
from reportgen.template.runtime.blocks import hold
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.house_styles import HouseStyles
from reportgen.template.subdocuments.relate import relate
from reportgen.template.subdocuments.source import Source, Unusable, definitions_of, read_source
from reportgen.template.subdocuments.splice import splice_blocks
from reportgen.template.subdocuments.styles_and_lists import AddedDefinitions, with_lists
from reportgen.template.values.subdocument import Subdocument

_DECLARATION = re.compile(r' xmlns:([\w.-]+)="([^"]*)"')
_DRAWING_IDS = (qn("wp:docPr"), qn("pic:cNvPr"))
_STYLED = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
_VALUE, _ID, _NAME, _ANCHOR = qn("w:val"), qn("w:id"), qn("w:name"), qn("w:anchor")
_WORD = re.compile(r"\w+")
_LONGEST_BOOKMARK = 40
"""Characters. Word cuts longer names off."""


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

    def insert(self, document: Subdocument, slot: RunSlot, state: RenderState) -> str:
        """The mark that stands for a document until the part is whole; what is wrong with it goes to `state`."""
        if document.data not in self._sources:
            try:
                self._sources[document.data] = read_source(document)
            except Unusable as fault:
                self._sources[document.data] = fault
        source = self._sources[document.data]
        if isinstance(source, Unusable):
            called = f"'{document.name}' " if document.name else ""
            for reason, hint in source.reasons:
                message = Message(
                    "the document {called}of '{text}' cannot be inserted: {reason}",
                    called=called,
                    text=slot.tag.text,
                    reason=reason,
                )
                state.problem("unusable-document", message, slot.tag.location, hint)
            return ""
        self._definitions(state)
        if not self._insertions:
            self._learn_ids(state)
        self._insertions[document.data] += 1
        blocks = self._copied(source, self._insertions[document.data], slot.format.part, state)
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
        """Learn, when the first document comes, which bookmarks the template has."""
        for part in plan_package(self._package).parts:
            for start in self._package.parse(part.name).iter(qn("w:bookmarkStart")):
                self._bookmarks.add(start.get(_NAME, "").lower())
                if start.get(_ID, "").isdecimal():
                    state.memory.take_id(int(start.get(_ID, "")))

    # -- one insertion

    def _copied(self, source: Source, insertion: int, part: PartMarkup, state: RenderState) -> Iterator[str]:
        assert self._added is not None
        blocks = [copy.deepcopy(block) for block in source.blocks]
        ids: dict[str, str] = {}
        names = self._new_names(blocks)
        parts: dict[str, str] = {}
        for block in blocks:
            for reference in list(block.iter(*_STYLED)):  # a list, since references are removed
                style = self._added.style(source.definitions, reference.get(_VALUE, ""))
                reference.set(_VALUE, style)
                if not style:
                    reference.getparent().remove(reference)  # type: ignore[union-attr]
            self._added.number(block, source.definitions, insertion)
            for element in block.iter(etree.Element):
                self._rename(element, ids, names, state)
                relate(element, source, parts, state)
            _ignore(block, source.ignorable - part.ignorable)
            # `mc:Choice` names prefixes in the text of an attribute, which lxml does not see
            etree.cleanup_namespaces(block, keep_ns_prefixes=source.required)
            yield _serialised(block, part.prefixes)

    def _new_names(self, blocks: list[etree._Element]) -> dict[str, str]:
        """New names for bookmarks whose own are taken."""
        names = {}
        for block in blocks:
            for start in block.iter(qn("w:bookmarkStart")):
                name, number = start.get(_NAME, ""), 1
                free = name
                while free.lower() in self._bookmarks:
                    number += 1
                    free = f"{name[: _LONGEST_BOOKMARK - len(str(number)) - 1]}_{number}"
                self._bookmarks.add(free.lower())
                names[name] = free
        return names

    def _rename(
        self, element: etree._Element, ids: dict[str, str], names: Mapping[str, str], state: RenderState
    ) -> None:
        """Give an element the ids and names that are free here."""
        if element.tag in _DRAWING_IDS:
            element.set("id", state.memory.fresh_id())
        elif element.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            id_ = element.get(_ID, "")
            if id_ not in ids:
                ids[id_] = state.memory.fresh_id()
            element.set(_ID, ids[id_])
            if element.get(_NAME) in names:
                element.set(_NAME, names[element.get(_NAME, "")])
        elif element.get(_ANCHOR) in names:
            element.set(_ANCHOR, names[element.get(_ANCHOR, "")])
        elif element.tag == qn("w:instrText"):
            element.text = _renamed(element.text or "", names)
        elif element.tag == qn("w:fldSimple"):
            element.set(qn("w:instr"), _renamed(element.get(qn("w:instr"), ""), names))

    # -- the finished file

    def finish(self, entries: dict[str, Entry], state: RenderState) -> None:
        """Put the documents into the parts that asked for them, and what they bring along into `entries`."""
        if state.blocks:
            splice_blocks(state)
        if self._added is None:
            return
        self._added.link_lists_to_styles()
        if self._added.styles:
            root = self._opened("styles", entries)
            root = etree.Element(qn("w:styles"), nsmap={"w": W}) if root is None else root
            root.extend(self._added.styles)
            self._put("styles", root, entries, state)
        if self._added.lists:
            self._put("numbering", with_lists(self._opened("numbering", entries), self._added), entries, state)

    def _part(self, kind: str) -> str:
        return next(self._package.related(self._package.main_part, kind), "")

    def _opened(self, kind: str, entries: Mapping[str, Entry]) -> etree._Element | None:
        part = self._part(kind)
        return parse_xml(entries[part].read()) if part else None

    def _put(self, kind: str, root: etree._Element, entries: dict[str, Entry], state: RenderState) -> None:
        part, main = self._part(kind), self._package.main_part
        for added in (*self._added.styles, *self._added.patterns, *self._added.lists) if self._added else ():
            _ignore(added, frozenset(added.nsmap.values()) - {W, MC} - ignorable_namespaces(root))
        if part:
            entries[part] = xml_entry(root)
            return
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        name = state.package.add_part(kind, "xml", NewPart(xml_entry(root), content_type))
        main_written = next((written for written in state.package.parts if written.plan == 0), None)
        if main_written is not None:
            main_written.relate(OFFICE_RELATIONSHIP + kind, name)
        else:
            target = posixpath.relpath(name, posixpath.dirname(main))
            self._gained.append(Relationship(f"rIdNew{kind}", OFFICE_RELATIONSHIP + kind, target))
            entries[rels_name(main)] = write_relationships([*self._package.relationships(main), *self._gained])


# -- the blocks


def _renamed(code: str, names: Mapping[str, str]) -> str:
    """A field's code with the bookmarks it names under their new names."""
    return _WORD.sub(lambda found: names.get(found[0], found[0]), code)


def _ignore(block: etree._Element, namespaces: frozenset[str]) -> None:
    """Take away what a program may ignore, where the part that the block goes to does not say so."""
    if not namespaces:
        return
    for element in list(block.iter(etree.Element)):
        for attribute in [a for a in element.attrib if str(a)[1:].partition("}")[0] in namespaces]:
            del element.attrib[attribute]
        parent = element.getparent()
        if parent is not None and str(element.tag)[1:].partition("}")[0] in namespaces:
            parent.remove(element)


def _serialised(block: etree._Element, prefixes: Mapping[str, str]) -> str:
    """The XML of a block, without the declarations that the part's root has made already.

    Those stand in the block's first tag, to which lxml writes all that the block inherits.
    """
    markup = etree.tostring(block, encoding="unicode", with_tail=False)
    end = markup.index(">")  # lxml escapes the sign in attributes
    head = _DECLARATION.sub(lambda found: "" if prefixes.get(found[2]) == found[1] else found[0], markup[:end])
    return head + markup[end:]
