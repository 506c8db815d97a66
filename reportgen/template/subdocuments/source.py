"""Reads a Word document that is to be inserted, or refuses it with every reason why it cannot be."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.office.markup.marks import RESERVED_FOUND, contains_reserved, remove_engine_names
from reportgen.office.markup.namespaces import MC, ignorable_namespaces, qn, relationship_ids
from reportgen.office.markup.unique_ids import SPARE_IDS
from reportgen.office.opc.odd_and_even import has_odd_and_even
from reportgen.office.opc.package import Package, Relationship, reasons_of
from reportgen.template.render.copied_parts import drawing_of
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.refusals import FOREIGN, fields_that_read_files
from reportgen.template.subdocuments.styles_and_lists import Definitions
from reportgen.template.values.subdocument import Subdocument
from reportgen.template.values.text import UnsafeAddress, safe_address

_LEFT_BEHIND = frozenset(qn(name) for name in (
    "w:proofErr", "w:permStart", "w:permEnd", "w:lastRenderedPageBreak", "w:dataBinding", "w:placeholder",
    "w:printerSettings", "w:divId",
))  # fmt: skip
"""What means something in its own file only, or is Word's to write."""
_DIAGRAM = ("diagramdata", "diagramlayout", "diagramquickstyle", "diagramcolors", "diagramdrawing")
HEADERS = ("header", "footer")
_TAKEN = frozenset(("image", "chart", "chartex", "oleobject", "package", *HEADERS, *_DIAGRAM))
"""The kinds of relationships whose parts are taken along."""
SIDE_PARTS = ("footnotes", "endnotes", "comments", "commentsextended")
"""The kinds of parts beside the body that its marks lead to."""


class Unusable(ValueError):
    """Raised for a document that cannot be inserted; `reasons` are pairs of what is wrong and what to do."""

    def __init__(self, reasons: Iterable[tuple[str, str]]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__("; ".join(reason for reason, _ in self.reasons))


def refuse(document: Subdocument, fault: Unusable, slot: Any, state: RenderState) -> None:
    """Say each reason why the document of a tag cannot be inserted, and the way out."""
    called = f"'{document.name}' " if document.name else ""
    for reason, hint in fault.reasons:
        message = Message(
            "the document {called}of '{text}' cannot be inserted: {reason}",
            called=called,
            text=slot.tag.text,
            reason=reason,
        )
        state.problem("unusable-document", message, slot.tag.location, hint)


def refuse_notes(slot: Any, state: RenderState) -> None:
    """Say that the document of a tag has notes, for which there is no place where the tag stands."""
    message = Message("the document of '{tag}' has notes, which only the body can have", tag=slot.tag.text)
    state.problem("misplaced-document", message, slot.tag.location, Message("put the tag into the body"))


@dataclass(frozen=True, slots=True)
class Story:
    """A part of an inserted document that holds text.

    `ignorable` are the namespaces that it lets a program ignore, `required` the prefixes that its markup
    names as such (`mc:Choice`).
    """

    part: str
    root: etree._Element
    ignorable: frozenset[str]
    required: tuple[str, ...]

    def item(self, id_: str) -> etree._Element | None:
        """The note or comment with an id."""
        return next((one for one in self.root if one.get(qn("w:id")) == id_), None)


@dataclass(frozen=True, slots=True)
class Source:
    """An inserted document, read: its text, and what that refers to.

    `blocks` are those of the body, `last` the properties of its last section. `sides` are its notes and comments by
    the kind of their part, `headers` its headers and footers by the name of the part. Where it says `odd_and_even`, its
    even pages have headers of their own.
    """

    package: Package
    body: Story
    blocks: list[etree._Element]
    last: etree._Element | None
    definitions: Definitions
    sides: Mapping[str, Story]
    headers: Mapping[str, Story]
    odd_and_even: bool

    @property
    def has_sections(self) -> bool:
        """Whether it has more than one section."""
        return any(next(block.iter(qn("w:sectPr")), None) is not None for block in self.blocks)


def read_source(document: Subdocument, whole: bool = False) -> Source:
    """Read a document that is to be inserted, with its headers and page set-up if it is taken as a `whole`.

    Raises `Unusable` with everything that cannot be taken over.
    """
    try:
        package = Package.read(document.data, "document")
        if package.format != "docx":
            raise Unusable([(Message("it is no Word document"), Message("insert a .docx file"))])
        body = _story(package, package.main_part)
        sides = {kind: _story(package, name) for kind in SIDE_PARTS for name in package.related(body.part, kind)}
        headers = {name: _story(package, name) for name in package.related(body.part, *HEADERS)}
        definitions = definitions_of(package, hashlib.sha256(document.data).hexdigest())
        odd_and_even = has_odd_and_even(package)
    except ProblemsFound as found:
        raise Unusable(reasons_of(found)) from found
    holder = body.root.find(qn("w:body"))
    blocks = [] if holder is None else [b for b in holder.iterchildren(etree.Element) if b.tag != qn("w:sectPr")]
    last = None if holder is None else holder.find(qn("w:sectPr"))
    source = Source(package, body, blocks, last, definitions, sides, headers, odd_and_even)
    whole = whole or source.has_sections
    stories = (body, *sides.values(), *(headers.values() if whole else ()))
    reasons = [reason for story in stories for reason in _reasons(story, package, () if whole else (last,))]
    if reasons:
        raise Unusable(reasons)
    for story in stories:
        _clean(story)
    return source


def _story(package: Package, part: str) -> Story:
    root = package.parse(part)
    remove_engine_names(root)
    required = {prefix for element in root.iter(f"{{{MC}}}Choice") for prefix in element.get("Requires", "").split()}
    return Story(part, root, ignorable_namespaces(root), tuple(sorted(required)))


def definitions_of(package: Package, digest: str = "") -> Definitions:
    """The styles and lists of a document; `digest` tells its lists from those of other documents."""
    styles, numbering = (
        next((package.parse(part) for part in package.related(package.main_part, kind)), None)
        for kind in ("styles", "numbering")
    )
    return Definitions.read(styles, numbering, digest)


def _reasons(
    story: Story, package: Package, left: Collection[etree._Element | None]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Why a part of a document cannot be inserted; what is in elements that are `left` behind does not count."""
    relationships = {item.id: item for item in package.relationships(story.part)}
    for element in story.root.iter(etree.Element):
        if element.tag in FOREIGN:
            yield FOREIGN[str(element.tag)]
            continue
        if element.tag in _LEFT_BEHIND or element.getparent() in left:
            continue
        for id_ in filter(None, relationship_ids(element).values()):
            item = relationships.get(id_)
            yield from _why_not(item, story.part, package)
            if item is not None and (drawing := drawing_named_by(item, story.part, package)):
                yield from _why_not(relationships.get(drawing), story.part, package)
    yield from fields_that_read_files(story.root)
    if contains_reserved(story.root):
        yield RESERVED_FOUND


def drawing_named_by(item: Relationship, part: str, package: Package) -> str:
    """The relationship id of a diagram's drawing, which its data alone names; empty for what is no such data.

    `part` is the one that has the relationship.
    """
    entry = package.entries.get(package.resolve(part, item.target))
    return drawing_of(entry) if item.kind == "diagramdata" and not item.external and entry is not None else ""


def _why_not(item: Relationship | None, part: str, package: Package) -> Iterator[tuple[str, str]]:
    """Why what a relationship leads to cannot be taken along."""
    if item is None:
        yield Message("it refers to a part that is not there"), Message("open it in Word and save it again")
    elif item.kind == "hyperlink":
        try:
            safe_address(item.target)
        except UnsafeAddress as fault:
            yield Message("it holds a link that leads to no page ({fault})", fault=fault), Message("remove the link")
    elif item.kind not in _TAKEN:
        yield (
            Message("it holds an object of the kind '{kind}'", kind=item.kind),
            Message("replace it with a picture of it"),
        )
    elif item.external or (item.kind not in HEADERS and any(r.external for r in _related(package, part, item))):
        yield (
            Message("its {kind} is linked to a file elsewhere", kind=item.kind),
            Message("break the link, so that the file holds it"),
        )
    elif package.resolve(part, item.target) not in package.entries:
        yield Message("it refers to a part that is not there"), Message("open it in Word and save it again")


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


def _clean(story: Story) -> None:
    """Take away what means nothing in another file."""
    is_comments = story.root.tag == qn("w:comments")  # their paragraphs are named by what says who answers whom
    for element in list(story.root.iter(etree.Element)):
        parent = element.getparent()
        for name in SPARE_IDS if not is_comments else ():
            element.attrib.pop(name, None)
        foreign_id = element.tag == qn("w:id") and parent is not None and parent.tag == qn("w:sdtPr")
        if parent is not None and (element.tag in _LEFT_BEHIND or foreign_id):
            parent.remove(element)
