"""Reads a Word document that is to be inserted, or refuses it with every reason why it cannot be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import ProblemsFound
from reportgen.messages import Message
from reportgen.office.markup.marks import contains_reserved, remove_engine_names
from reportgen.office.markup.namespaces import MC, W14, ignorable_namespaces, qn, relationship_ids
from reportgen.office.opc.package import Package, Relationship
from reportgen.template.render.copied_parts import drawing_of
from reportgen.template.subdocuments.refusals import FOREIGN, UNUSABLE_CHARACTER, fields_that_read_files
from reportgen.template.subdocuments.styles_and_lists import Definitions
from reportgen.template.values.subdocument import Subdocument
from reportgen.template.values.text import UnsafeAddress, safe_address

_LEFT_BEHIND = frozenset(qn(name) for name in (
    "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef", "w:proofErr", "w:permStart",
    "w:permEnd", "w:lastRenderedPageBreak", "w:dataBinding", "w:placeholder",
))  # fmt: skip
"""What means something in its own file only, or is Word's to write."""
_DIAGRAM = ("diagramdata", "diagramlayout", "diagramquickstyle", "diagramcolors", "diagramdrawing")
_TAKEN = frozenset(("image", "chart", *_DIAGRAM))
"""The kinds of relationships whose parts are taken along."""


class Unusable(ValueError):
    """Raised for a document that cannot be inserted; `reasons` are pairs of what is wrong and what to do."""

    def __init__(self, reasons: Iterable[tuple[str, str]]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__("; ".join(reason for reason, _ in self.reasons))


@dataclass(frozen=True, slots=True)
class Source:
    """An inserted document, read: its blocks and what they refer to.

    `ignorable` are the namespaces that it lets a program ignore, `required` the prefixes that its markup
    names as such (`mc:Choice`).
    """

    package: Package
    blocks: list[etree._Element]
    definitions: Definitions
    ignorable: frozenset[str]
    required: tuple[str, ...]


def read_source(document: Subdocument) -> Source:
    """Read a document that is to be inserted. Raises `Unusable` with everything that cannot be taken over."""
    name = "document.docx"
    try:
        package = Package.read(document.data, name)
        if package.format != "docx":
            raise Unusable([(Message("it is no Word document"), Message("insert a .docx file"))])
        main = package.main_part
        root = package.parse(main)
        remove_engine_names(root)
        definitions = definitions_of(package, hashlib.sha256(document.data).hexdigest())
    except ProblemsFound as found:
        reasons = [
            (d.message.removeprefix(Message("cannot be used as a template: ")), d.hint) for d in found.diagnostics
        ]
        raise Unusable(reasons) from found
    body = root.find(qn("w:body"))
    blocks = [] if body is None else [b for b in body.iterchildren(etree.Element) if b.tag != qn("w:sectPr")]
    reasons = [reason for block in blocks for reason in _reasons(block, package)]
    if body is not None:
        reasons += fields_that_read_files(body)
    if contains_reserved(root):
        reasons.append(UNUSABLE_CHARACTER)
    if reasons:
        raise Unusable(reasons)
    required = {prefix for element in root.iter(f"{{{MC}}}Choice") for prefix in element.get("Requires", "").split()}
    ignorable = ignorable_namespaces(root)
    for block in blocks:
        _clean(block)
    return Source(package, blocks, definitions, ignorable, tuple(sorted(required)))


def definitions_of(package: Package, digest: str = "") -> Definitions:
    """The styles and lists of a document; `digest` tells its lists from those of other documents."""
    styles, numbering = (
        next((package.parse(part) for part in package.related(package.main_part, kind)), None)
        for kind in ("styles", "numbering")
    )
    return Definitions.read(styles, numbering, digest)


def _reasons(block: etree._Element, package: Package) -> Iterator[tuple[str, str]]:
    """Why a block cannot be inserted."""
    relationships = {item.id: item for item in package.relationships(package.main_part)}
    for element in block.iter(etree.Element):
        if element.tag in FOREIGN:
            yield FOREIGN[str(element.tag)]
            continue
        for id_ in filter(None, relationship_ids(element).values()):
            item = relationships.get(id_)
            yield from _why_not(item, package)
            if item is not None and (drawing := drawing_named_by(item, package)):
                yield from _why_not(relationships.get(drawing), package)


def drawing_named_by(item: Relationship, package: Package) -> str:
    """The relationship id of a diagram's drawing, which its data alone names; empty for what is no such data."""
    entry = package.entries.get(package.resolve(package.main_part, item.target))
    return drawing_of(entry) if item.kind == "diagramdata" and not item.external and entry is not None else ""


def _why_not(item: Relationship | None, package: Package) -> Iterator[tuple[str, str]]:
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
    elif any(each.external for each in (item, *_related(package, package.main_part, item))):
        yield (
            Message("its {kind} is linked to a file elsewhere", kind=item.kind),
            Message("break the link, so that the file holds it"),
        )
    elif package.resolve(package.main_part, item.target) not in package.entries:
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


def _clean(block: etree._Element) -> None:
    """Take away what means nothing in another file."""
    for element in list(block.iter(etree.Element)):
        parent = element.getparent()
        for name in (f"{{{W14}}}paraId", f"{{{W14}}}textId"):
            element.attrib.pop(name, None)
        foreign_id = element.tag == qn("w:id") and parent is not None and parent.tag == qn("w:sdtPr")
        if parent is not None and (element.tag in _LEFT_BEHIND or foreign_id):
            parent.remove(element)
