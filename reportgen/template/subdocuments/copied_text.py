"""Copies the text of an inserted document, with ids, names, styles and lists that are free where it is inserted."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.markup.namespaces import OFFICE, PARAGRAPH_IDS, V, qn
from reportgen.office.markup.unique_ids import NAMED_RANGES, OWN_IDS, RANGES, SHARED_IDS, largest_own_id
from reportgen.office.opc.comments import copied_id
from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import xml_entry
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.relate import relate
from reportgen.template.subdocuments.side_parts import COMMENTS, NOTE_MARKS, THREADS, SidePart
from reportgen.template.subdocuments.source import Source, Story
from reportgen.template.subdocuments.styles_and_lists import AddedDefinitions

_STYLED = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
_VALUE, _ID, _NAME, _ANCHOR = qn("w:val"), qn("w:id"), qn("w:name"), qn("w:anchor")
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_THREAD_IDS = (f"{_W15}paraId", f"{_W15}paraIdParent")
_KINDS = {end: kind for kind, ends in RANGES.items() for end in ends}
"""End of a range → the kind of range."""
_OF_OLD_SHAPES = tuple(f"{{{namespace}}}" for namespace in (V, OFFICE))
_SHAPE = re.compile(r"#(_x0000_[is]\d+)")
"""How an old shape names another one: the box its text flows into, say."""
_WORD = re.compile(r"\w+")
_LONGEST_BOOKMARK = 40
"""Characters. Word cuts longer names off."""
_COMMENT_MARKS = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference"))


def learn_ids(root: etree._Element, names: set[str], state: RenderState) -> None:
    """Learn which ids a part of the template has, and which `names` its bookmarks and moves, in small letters."""
    names.update(start.get(_NAME, "").lower() for start in root.iter(*NAMED_RANGES))
    state.memory.take_id(largest_own_id(root))


@dataclass(slots=True)
class CopiedText:
    """One insertion of a document.

    `number` tells it from other insertions of the same document. `bookmarks` are the names that are taken, in small
    letters; `side` gives the part for notes of a kind here, `note_id` an id that no note of a kind has.
    """

    source: Source
    number: int
    added: AddedDefinitions
    bookmarks: set[str]
    side: Callable[[str], SidePart]
    note_id: Callable[[str], str]
    state: RenderState
    comments: dict[str, str] = field(default_factory=dict)
    has_notes: bool = False
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)

    def blocks(self, in_body: bool) -> list[etree._Element]:
        """Copies of the body's blocks; notes and comments come along where they stand `in_body`."""
        blocks = [copy.deepcopy(block) for block in self.source.blocks]
        self._take_names(blocks)
        for block in blocks:
            self._take_comments(block, in_body)
            self._adapt(block, self.source.body)
        return blocks

    def last_section(self) -> etree._Element:
        """A copy of the properties of the last section, which belong to the body."""
        properties = copy.deepcopy(self.source.last)
        if properties is None:
            properties = etree.Element(qn("w:sectPr"))
        self._adapt(properties, self.source.body)
        return properties

    def _take_names(self, roots: Iterable[etree._Element]) -> None:
        """Find new names for bookmarks and moves whose own are taken."""
        for root in roots:
            for start in root.iter(*NAMED_RANGES):
                name, number = start.get(_NAME, ""), 1
                if start.tag != NAMED_RANGES[0] and name in self._names:
                    continue  # the other place of a move
                free = name
                while free.lower() in self.bookmarks:
                    number += 1
                    free = f"{name[: _LONGEST_BOOKMARK - len(str(number)) - 1]}_{number}"
                self.bookmarks.add(free.lower())
                self._names[name] = free

    def _adapt(self, root: etree._Element, story: Story) -> None:
        """Let everything in a copy of text from a part mean the same in the part being written."""
        for reference in list(root.iter(*_STYLED)):  # a list, since references are removed
            style = self.added.style(self.source.definitions, reference.get(_VALUE, ""))
            reference.set(_VALUE, style)
            if not style:
                reference.getparent().remove(reference)  # type: ignore[union-attr]
        self.added.number(root, self.source.definitions, self.number)
        for element in list(root.iter(etree.Element)):
            self._rename(element)
            self._take_note(element)
            for name in self._headers_named_by(element):
                self._take_header(name)
            relate(element, story.part, self.source.package, self._parts, self.state)

    def _rename(self, element: etree._Element) -> None:
        """Give an element the ids and names that are free here."""
        tag = str(element.tag)
        if tag.startswith(_OF_OLD_SHAPES):
            for name, value in element.attrib.items():
                element.set(name, _SHAPE.sub(lambda found: "#" + self._fresh("shape", found[1]), str(value)))
        if tag in OWN_IDS:
            element.set(OWN_IDS[tag], self.state.memory.fresh_id())
        elif tag in SHARED_IDS:
            kind, names = SHARED_IDS[tag]
            for name in filter(element.attrib.__contains__, names):
                element.set(name, self._fresh(kind, element.get(name, "")))
        elif tag in _KINDS:
            element.set(_ID, self._fresh(_KINDS[tag], element.get(_ID, "")))
            if element.get(_NAME) in self._names:
                element.set(_NAME, self._names[element.get(_NAME, "")])
        elif element.get(_ANCHOR) in self._names:
            element.set(_ANCHOR, self._names[element.get(_ANCHOR, "")])
        elif tag == qn("w:instrText"):
            element.text = _renamed(element.text or "", self._names)
        elif tag == qn("w:fldSimple"):
            element.set(qn("w:instr"), _renamed(element.get(qn("w:instr"), ""), self._names))

    def _fresh(self, kind: str, id_: str) -> str:
        """The id here of what has one in the document."""
        if (kind, id_) not in self._ids:
            self._ids[kind, id_] = self.state.memory.fresh_of_kind(kind, id_)
        return self._ids[kind, id_]

    # -- notes, comments, headers: text in other parts

    def _take_note(self, mark: etree._Element) -> None:
        """Take the note of a mark along."""
        kind = NOTE_MARKS.get(str(mark.tag))
        if kind is None:
            return
        note = self._story_item(kind, mark.get(_ID, ""))
        if note is None:
            return
        self.has_notes = True
        note.set(_ID, self.note_id(kind))
        mark.set(_ID, note.get(_ID, ""))
        self._add(kind, note)

    def _take_comments(self, block: etree._Element, in_body: bool) -> None:
        """Take the comments along whose marks stand in a block; marks of others go."""
        for mark in list(block.iter(*_COMMENT_MARKS)):
            id_ = mark.get(_ID, "")
            comment = self._story_item(COMMENTS, id_) if in_body else None
            if comment is None:
                holder = mark.getparent()
                assert holder is not None
                holder.remove(mark)
                continue
            if id_ not in self.comments:
                self.comments[id_] = self.state.memory.fresh_id()
                comment.set(_ID, self.comments[id_])
                for paragraph in comment.iter(qn("w:p")):
                    for name in filter(paragraph.attrib.__contains__, PARAGRAPH_IDS):
                        paragraph.set(name, self._paragraph_id(paragraph.get(name, "")))
                self._add(COMMENTS, comment)
                self._take_thread(comment)
            mark.set(_ID, self.comments[id_])

    def _take_thread(self, comment: etree._Element) -> None:
        """Take along what is said of a comment: which one it answers, and whether it is done."""
        story, here = self.source.sides.get(THREADS), {p.get(PARAGRAPH_IDS[0]) for p in comment.iter(qn("w:p"))}
        for detail in () if story is None else story.root.iterchildren(etree.Element):
            copied = copy.deepcopy(detail)
            for name in filter(copied.attrib.__contains__, _THREAD_IDS):
                copied.set(name, self._paragraph_id(copied.get(name, "")))
            if copied.get(_THREAD_IDS[0]) in here:
                side = self.side(THREADS)
                side.like = side.like or story
                side.items.append(copied)

    def _paragraph_id(self, original: str) -> str:
        """The id of a comment's paragraph in this insertion."""
        return copied_id(f"{self.source.definitions.digest} {original}", self.number)

    def _story_item(self, kind: str, id_: str) -> etree._Element | None:
        """A copy of a note or comment."""
        story = self.source.sides.get(kind)
        item = None if story is None else story.item(id_)
        return copy.deepcopy(item)

    def _add(self, kind: str, item: etree._Element) -> None:
        """Adapt a note or comment to its part here, and add it there."""
        side, story = self.side(kind), self.source.sides[kind]
        side.like = side.like or story
        self.state.package.begin_inner(side.written)
        self._take_names([item])
        self._adapt(item, story)
        self.state.package.end_inner()
        side.items.append(item)

    def _headers_named_by(self, element: etree._Element) -> Iterator[str]:
        if element.tag in (qn("w:headerReference"), qn("w:footerReference")):
            package, part = self.source.package, self.source.body.part
            targets = {item.id: package.resolve(part, item.target) for item in package.relationships(part)}
            yield targets[element.get(qn("r:id"), "")]

    def _take_header(self, name: str) -> None:
        """Copy a header or footer, once for an insertion."""
        if name in self._parts:
            return
        story, written = self.source.headers[name], self.state.package
        self._parts[name] = written.names.added(name)
        root = copy.deepcopy(story.root)
        written.begin_inner()
        self._take_names([root])
        self._take_comments(root, in_body=False)
        self._adapt(root, story)
        content_type = self.source.package.content_type(name)
        written.new_parts[self._parts[name]] = NewPart(xml_entry(root), content_type, tuple(written.end_inner()))


def _renamed(code: str, names: Mapping[str, str]) -> str:
    """A field's code with the bookmarks it names under their new names."""
    return _WORD.sub(lambda found: names.get(found[0], found[0]), code)
