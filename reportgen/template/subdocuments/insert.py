"""Taking a Word document into another: what is refused, what comes along, what gets a new name.

The body's blocks are copied. Styles and lists go through `definitions`; pictures, charts and addresses of
links get relationships of the part they now stand in; ids and bookmarks get new ones. Page set-up,
headers, comments and properties stay behind: they belong to the document that was inserted, not to its text.
"""

from __future__ import annotations

import copy
import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import ProblemsFound
from reportgen.office.markup.marks import drop_own_names, holds_reserved
from reportgen.office.markup.namespaces import MC, W14, W, ignorable_namespaces, parse_xml, qn, relationship_ids
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import HYPERLINK, OFFICE_RELATIONSHIP, NewPart
from reportgen.office.opc.package import Package, Relationship, rels_name, write_relationships, xml_entry
from reportgen.office.opc.part_trees import PartCopier, detach
from reportgen.office.reading_order import plan_package
from reportgen.template.render.runs import PartMarkup, RunSlot
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.refusals import FOREIGN, UNUSABLE_CHARACTER, foreign_fields
from reportgen.template.subdocuments.splice import mark, splice
from reportgen.template.subdocuments.styles_and_lists import AddedDefinitions, Definitions, with_lists
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.subdocument import Subdocument
from reportgen.template.values.text import UnsafeAddress, safe_address

_DECLARATION = re.compile(r' xmlns:([\w.-]+)="([^"]*)"')
_DRAWING_IDS = (qn("wp:docPr"), qn("pic:cNvPr"))
_LEFT_BEHIND = frozenset(qn(name) for name in (
    "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef", "w:proofErr", "w:permStart",
    "w:permEnd", "w:lastRenderedPageBreak", "w:dataBinding", "w:placeholder",
))  # fmt: skip
"""What means something in its own file only, or is Word's to write."""
_STYLED = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
_VALUE, _ID, _NAME, _ANCHOR = qn("w:val"), qn("w:id"), qn("w:name"), qn("w:anchor")
_WORD = re.compile(r"\w+")
_LONGEST_BOOKMARK = 40
"""Word cuts longer names off."""


class Unusable(ValueError):
    """A document cannot be inserted; `reasons` are pairs of what is wrong and what to do."""

    def __init__(self, reasons: Iterable[tuple[str, str]]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__("; ".join(reason for reason, _ in self.reasons))


@dataclass(slots=True)
class _Source:
    """An inserted document, read: its blocks, what they refer to, and how often it has been inserted.

    `ignorable` are the namespaces that it lets a program ignore, `required` the prefixes that its markup
    names as such (`mc:Choice`).
    """

    package: Package
    blocks: list[etree._Element]
    definitions: Definitions
    ignorable: frozenset[str]
    required: tuple[str, ...]
    insertions: int = 0


def _read(document: Subdocument) -> _Source:
    """Raises `Unusable` with everything that cannot be taken over."""
    name = "document.docx"
    try:
        package = Package.read(document.data, name)
        if package.format != "docx":
            raise Unusable([("it is no Word document", "insert a .docx file")])
        main = package.main_part
        root = package.parse(main)
        drop_own_names(root)
        definitions = _definitions(package, hashlib.sha256(document.data).hexdigest())
    except ProblemsFound as found:
        reasons = [(d.message.removeprefix("cannot be used as a template: "), d.hint) for d in found.diagnostics]
        raise Unusable(reasons) from found
    body = root.find(qn("w:body"))
    blocks = [] if body is None else [b for b in body.iterchildren(etree.Element) if b.tag != qn("w:sectPr")]
    reasons = [reason for block in blocks for reason in _reasons(block, package)]
    if body is not None:
        reasons += foreign_fields(body)
    if holds_reserved(root):
        reasons.append(UNUSABLE_CHARACTER)
    if reasons:
        raise Unusable(reasons)
    keep = {prefix for element in root.iter(f"{{{MC}}}Choice") for prefix in element.get("Requires", "").split()}
    ignorable = ignorable_namespaces(root)
    for block in blocks:
        _clean(block)
    return _Source(package, blocks, definitions, ignorable, tuple(sorted(keep)))


def _definitions(package: Package, digest: str = "") -> Definitions:
    styles, numbering = (
        next((package.parse(part) for part in package.related(package.main_part, kind)), None)
        for kind in ("styles", "numbering")
    )
    return Definitions.read(styles, numbering, digest)


def _reasons(block: etree._Element, package: Package) -> Iterator[tuple[str, str]]:
    """Why a block cannot be inserted."""
    known = {item.id: item for item in package.relationships(package.main_part)}
    for element in block.iter(etree.Element):
        if element.tag in FOREIGN:
            yield FOREIGN[str(element.tag)]
            continue
        for id_ in filter(None, relationship_ids(element).values()):
            yield from _why_not(known.get(id_), package)


def _why_not(item: Relationship | None, package: Package) -> Iterator[tuple[str, str]]:
    if item is None:
        yield "it refers to a part that is not there", "open it in Word and save it again"
    elif item.kind == "hyperlink":
        try:
            safe_address(item.target)
        except UnsafeAddress as fault:
            yield f"it holds a link that leads to no page ({fault})", "remove the link"
    elif item.kind not in ("image", "chart"):
        yield f"it holds an object of the kind '{item.kind}'", "replace it with a picture of it"
    elif any(one.external for one in (item, *_related(package, package.main_part, item))):
        yield f"its {item.kind} is linked to a file elsewhere", "break the link, so that the file holds it"
    elif package.resolve(package.main_part, item.target) not in package.entries:
        yield "it refers to a part that is not there", "open it in Word and save it again"


def _related(package: Package, source: str, item: Relationship) -> Iterator[Relationship]:
    """The relationships of the part that a relationship leads to, and of all behind it."""
    waiting, seen = [package.resolve(source, item.target)], set()
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        for inner in package.relationships(part):
            yield inner
            if not inner.external:
                waiting.append(package.resolve(part, inner.target))


def _clean(block: etree._Element) -> None:
    """Take away what means nothing in another file."""
    for element in list(block.iter(etree.Element)):
        parent = element.getparent()
        for name in (f"{{{W14}}}paraId", f"{{{W14}}}textId"):
            element.attrib.pop(name, None)
        foreign_id = element.tag == _ID and parent is not None and parent.tag == qn("w:sdtPr")
        if parent is not None and (element.tag in _LEFT_BEHIND or foreign_id):
            parent.remove(element)


class Insertions:
    """The documents that one rendered file takes in.

    `entries` are the template's parts, as its package gives them.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sources: dict[bytes, _Source | Unusable] = {}
        self._blocks: list[str] = []
        self._tags: list[Tag] = []
        self._added: AddedDefinitions | None = None
        self._bookmarks: set[str] = set()
        self._gained: list[Relationship] = []

    def insert(self, document: Subdocument, place: RunSlot, state: RenderState) -> str:
        """The mark that stands for a document until the part is whole; what is wrong with it goes to `state`."""
        if document.data not in self._sources:
            try:
                self._sources[document.data] = _read(document)
            except Unusable as fault:
                self._sources[document.data] = fault
        source = self._sources[document.data]
        if isinstance(source, Unusable):
            called = f"'{document.name}' " if document.name else ""
            for reason, hint in source.reasons:
                message = f"the document {called}of '{place.tag.text}' cannot be inserted: {reason}"
                state.problem("unusable-document", message, place.tag.location, hint)
            return ""
        if self._added is None:
            self._prepare(state)
        source.insertions += 1
        self._tags.append(place.tag)
        self._blocks.append("".join(self._copied(source, place.format.part, state)))
        return mark(len(self._blocks) - 1)

    def _prepare(self, state: RenderState) -> None:
        """Learn what the template defines, when the first document comes."""
        self._added = AddedDefinitions(_definitions(self._package))
        for part in plan_package(self._package).parts:
            for start in self._package.parse(part.name).iter(qn("w:bookmarkStart")):
                self._bookmarks.add(start.get(_NAME, "").lower())
                if start.get(_ID, "").isdecimal():
                    state.memory.last_id = max(state.memory.last_id, int(start.get(_ID, "")))

    # -- one insertion

    def _copied(self, source: _Source, part: PartMarkup, state: RenderState) -> Iterator[str]:
        assert self._added is not None
        blocks = [copy.deepcopy(block) for block in source.blocks]
        ids: dict[str, str] = {}
        names = self._new_names(blocks)
        parts: dict[str, str] = {}
        for block in blocks:
            for reference in list(block.iter(*_STYLED)):
                style = self._added.style(source.definitions, reference.get(_VALUE, ""))
                reference.set(_VALUE, style)
                if not style:
                    reference.getparent().remove(reference)  # type: ignore[union-attr]
            self._added.number(block, source.definitions, source.insertions)
            for element in block.iter(etree.Element):
                self._rename(element, ids, names, state)
                self._relate(element, source, parts, state)
            _ignore(block, source.ignorable - part.ignorable)
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
            own = element.get(_ID, "")
            if own not in ids:
                ids[own] = state.memory.fresh_id()
            element.set(_ID, ids[own])
            if element.get(_NAME) in names:
                element.set(_NAME, names[element.get(_NAME, "")])
        elif element.get(_ANCHOR) in names:
            element.set(_ANCHOR, names[element.get(_ANCHOR, "")])
        elif element.tag == qn("w:instrText"):
            element.text = _renamed(element.text or "", names)
        elif element.tag == qn("w:fldSimple"):
            element.set(qn("w:instr"), _renamed(element.get(qn("w:instr"), ""), names))

    def _relate(self, element: etree._Element, source: _Source, names: dict[str, str], state: RenderState) -> None:
        """Let what refers to a part or an address refer to it from here."""
        package = source.package
        known = {item.id: item for item in package.relationships(package.main_part)}
        for attribute, id_ in relationship_ids(element).items():
            if not id_:
                continue
            item = known[id_]
            target = package.resolve(package.main_part, item.target)
            if item.kind == "hyperlink":
                new = state.package.part.relate(HYPERLINK, safe_address(item.target), external=True)
            elif item.kind == "image":
                extension = target.rpartition(".")[2].lower()
                media = state.package.add_media(package.entries[target].read(), extension, package.content_type(target))
                new = state.package.part.relate(OFFICE_RELATIONSHIP + "image", media)
            else:
                parts, written = detach(package, [target]), state.package
                copier = PartCopier(parts, written.new_parts, written.names.added, shared=(), names=names)
                new = written.part.relate(item.type, copier.copy(target))
            element.set(attribute, new)

    # -- the finished file

    def finish(self, entries: dict[str, Entry], state: RenderState) -> None:
        """Put the documents into the parts that asked for them, and what they bring along into `entries`."""
        if not self._blocks:
            return
        for part in state.package.parts:
            part.markup = splice(part.markup, self._blocks, lambda number: self._misplaced(number, state))
        assert self._added is not None
        self._added.settle()
        if self._added.styles:
            root = self._opened("styles", entries)
            root = etree.Element(qn("w:styles"), nsmap={"w": W}) if root is None else root
            root.extend(self._added.styles)
            self._put("styles", root, entries, state)
        if self._added.lists:
            self._put("numbering", with_lists(self._opened("numbering", entries), self._added), entries, state)

    def _misplaced(self, number: int, state: RenderState) -> None:
        tag = self._tags[number]
        message = f"'{tag.text}' gives a document, and stands beside other content in its paragraph"
        state.problem("misplaced-document", message, tag.location, "put the tag alone into a paragraph")

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
        written = next((one for one in state.package.parts if one.plan == 0), None)
        if written is not None:
            written.relate(OFFICE_RELATIONSHIP + kind, name)
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
    """The XML of a block, without the declarations that the part's root has made already."""
    markup = etree.tostring(block, encoding="unicode", with_tail=False)
    end = markup.index(">")
    head = _DECLARATION.sub(lambda found: "" if prefixes.get(found[2]) == found[1] else found[0], markup[:end])
    return head + markup[end:]
