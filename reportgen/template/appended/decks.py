"""PowerPoint decks one behind the other, each with its own masters and layouts."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import Package, reasons_of, xml_entry
from reportgen.office.opc.page_facts import drop_page_facts
from reportgen.office.opc.part_names import PartNames
from reportgen.office.opc.part_trees import detach
from reportgen.office.reading_order import Plan, plan_package
from reportgen.template.appended.default_text import default_text_style, looks_alike, with_text_style
from reportgen.template.appended.presentation import PresentationPart
from reportgen.template.appended.refusal import refused
from reportgen.template.appended.shared_lists import AUTHORS, shared_lists
from reportgen.template.assemble.package import assemble
from reportgen.template.runtime.new_package import NewPackage
from reportgen.template.values.subdocument import Subdocument

_WITH_SHAPES = ("slide", "slideLayout", "slideMaster")
_MEDIA = ("image/", "video/", "audio/")
"""How the content types begin of parts that are kept once where their bytes are equal."""


def append_decks(base: Package, others: Sequence[Subdocument]) -> bytes:
    """The deck of `base` with the slides of the others behind it; raises `ProblemsFound`."""
    deck = _Deck(base)
    for other in others:
        deck.append(_read(other, base), hashlib.sha256(other.data).hexdigest())
    return deck.written()


def _read(other: Subdocument, base: Package) -> Package:
    try:
        package = Package.read(other.data, other.name)
    except ProblemsFound as found:
        raise refused(other.name, *reasons_of(found)) from found
    if package.format != base.format:
        reason = Message("it is no PowerPoint file")
        raise refused(other.name, (reason, Message("append decks to decks, and documents to documents")))
    return package


class _Deck:
    """A deck that others are appended to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._presentation = PresentationPart(package)
        self._lists = shared_lists(package)
        self._new = NewPackage(posixpath.dirname(package.main_part), PartNames(package.entries))
        self._notes_master = next(package.related(package.main_part, "notesmaster"), "")
        self._text_style: etree._Element | None = None  # of the deck being appended, where it is not this one's
        self._masters: dict[str, Mapping[str, str]] = {}
        for look, parts in _masters(package):
            self._masters[look] = {name: name for name in parts}
        self._media = {
            entry.raw: name for name, entry in package.entries.items() if package.content_type(name).startswith(_MEDIA)
        }

    def append(self, other: Package, digest: str) -> None:
        """Put the slides of another deck behind those that are there; `digest` tells it from other decks."""
        theirs = PresentationPart(other)
        if theirs.size != self._presentation.size:
            reason = Message("its slides have another size than those of the first deck")
            raise refused(other.name, (reason, Message("give all decks the same size, under Design > Slide Size")))
        style = default_text_style(theirs.root)
        self._text_style = None if looks_alike(style, default_text_style(self._presentation.root)) else style
        for shared in self._lists.values():
            shared.take(other, self._presentation, self._new)
        slides = plan_package(other).slides
        parts = detach(other, slides, left=())
        names = self._known(other, parts)
        gained = _reached(parts, slides, names)
        names |= {name: self._new.names.free(name) for name in gained}
        for name in gained:
            self._add(names[name], parts[name], names)
        for look, inside in _masters(other):
            self._masters.setdefault(look, {name: names[name] for name in inside if name in names})
        slide_list = theirs.root.find(qn("p:sldIdLst"))
        own_ids = (
            [] if slide_list is None else [entry.get("id", "") for entry in slide_list.iterchildren(qn("p:sldId"))]
        )
        new_ids = [self._presentation.add_slide(names[slide]) for slide in slides]
        self._presentation.add_sections(theirs, dict(zip(own_ids, new_ids, strict=True)), digest)

    def _known(self, other: Package, parts: Mapping[str, NewPart]) -> dict[str, str]:
        """The parts of another deck that are here already, with their names here."""
        names = {
            name: self._media[part.entry.raw]
            for name, part in parts.items()
            if part.content_type.startswith(_MEDIA) and part.entry.raw in self._media
        }
        for look, _ in _masters(other):
            names |= self._masters.get(look, {})
        for master in other.related(other.main_part, "notesmaster") if self._notes_master else ():
            names[master] = self._notes_master  # a deck has one alone
        return names

    def _add(self, name: str, part: NewPart, names: Mapping[str, str]) -> None:
        """Add a part of another deck under a name, and list it where the presentation has a list of such parts."""
        related = (item if item.external else replace(item, target=names[item.target]) for item in part.relationships)
        part = replace(part, relationships=tuple(related))
        kind = part.content_type.removesuffix("+xml").rpartition(".")[2]
        if self._text_style is not None and kind in _WITH_SHAPES:
            part = with_text_style(part, self._text_style)
        if part.content_type.startswith(_MEDIA):
            self._media[part.entry.raw] = name
        elif kind == "slideMaster":
            self._presentation.add_master(name)
            part = self._with_fresh_layout_ids(part)
        elif kind == "notesMaster":
            self._presentation.add_notes_master(name)
            self._notes_master = name
        elif kind == "comments":
            part = self._lists[AUTHORS].with_comments(name, part)
        elif kind == "slide":
            part = replace(part, entry=self._presentation.created_here(name, part.entry))
        self._new.new_parts[name] = part

    def _with_fresh_layout_ids(self, master: NewPart) -> NewPart:
        """A master whose layouts have ids that no master or layout of the deck has."""
        root = parse_xml(master.entry.read())
        for layout in root.iter(qn("p:sldLayoutId")):
            layout.set("id", self._presentation.fresh_master_id())
        return replace(master, entry=xml_entry(root))

    def written(self) -> bytes:
        """The deck as it is now."""
        for shared in self._lists.values():
            shared.write(self._package, self._new)
        self._presentation.write()
        entries = dict(self._package.entries)
        drop_page_facts(self._package, entries)
        return assemble(self._package, Plan([]), (), None, entries, self._new, ())


def _masters(package: Package) -> Iterator[tuple[str, Mapping[str, NewPart]]]:
    """The masters of a deck, each with all that it leads to, and a digest that equal ones share."""
    for master in package.related(package.main_part, "slidemaster"):
        parts = detach(package, [master], left=())
        look = hashlib.sha256()
        for name, part in sorted(parts.items()):
            look.update(
                repr((name, part.entry.crc, part.content_type, part.relationships)).encode() + part.entry.read()
            )
        yield look.hexdigest(), parts


def _reached(parts: Mapping[str, NewPart], roots: Sequence[str], known: Container[str]) -> list[str]:
    """The parts that are reached from some, these included, but not by way of those that are `known`."""
    found: dict[str, None] = {}
    waiting = [*reversed(roots)]
    while waiting:
        name = waiting.pop()
        if name in found or name in known:
            continue
        found[name] = None
        waiting += reversed([item.target for item in parts[name].relationships if not item.external])
    return list(found)
