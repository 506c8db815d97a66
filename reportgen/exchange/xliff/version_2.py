"""The elements of XLIFF 2.1 (OASIS Standard, 13 February 2018) and 2.2 (13 March 2025), written and read.

One `file` a YAML document, one `unit` a text. Order within a unit is that of the schema (4.2.2.5):
modules first (glossary, 5.2, and metadata, 5.5), then notes, original data, and one segment. The two versions differ
in the namespace of the core; 2.0 has that of 2.1.

The metadata of a unit keeps a fingerprint of its translation, so that an import can tell what a colleague
has changed meanwhile; for its English the `source` itself serves. The room for a text is a restriction of the size
and length module (5.8), with the standard profile that counts code points: each name counts as it is printed, and in
Chinese a Latin letter as one, which is on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from reportgen.diagnostics import Location, Message
from reportgen.exchange.units import ReadUnit, State, UnitFault, text_digest
from reportgen.exchange.xliff.inline import Code, CodeIds, CodeMarkup, UnknownCode, pieces_of
from reportgen.exchange.xliff.outgoing import OURS, Documents, Outgoing, OutgoingUnit
from reportgen.exchange.xml_input import number_in, qualified
from reportgen.lang.markup import MarkupError
from reportgen.lang.printed import printed_text

GLS = "urn:oasis:names:tc:xliff:glossary:2.0"
MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
SLR = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "2.0": "urn:oasis:names:tc:xliff:document:2.0",
        "2.1": "urn:oasis:names:tc:xliff:document:2.0",
        "2.2": "urn:oasis:names:tc:xliff:document:2.2",
    }
)
"""Version → the namespace of its core."""

_CATEGORY, _TARGET_DIGEST, _WORDS = OURS, "target-at-export", "words"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RESTRICTION, _SIZE = f"{{{SLR}}}sizeRestriction", f"{{{SLR}}}sizeInfo"


# -- writing


def write(files: Documents, context: Outgoing, version: str) -> etree._Element:
    """The root of a file with the texts of some documents, by their keys."""
    core = NAMESPACES[version]
    root = etree.Element(
        f"{{{core}}}xliff",
        {"version": version, "srcLang": context.source, "trgLang": context.language},
        nsmap={None: core, "gls": GLS, "mda": MDA, "slr": SLR},
    )
    for key, (path, units) in files.items():
        file = etree.SubElement(root, f"{{{core}}}file", {"id": key, "original": path, _SPACE: "preserve"})
        _metadata(file, _WORDS, str(sum(each.words for each in units)))
        if any(each.limit for each in units):
            etree.SubElement(file, f"{{{SLR}}}profiles", generalProfile="xliff:codepoints")
        for each in units:
            _UnitWriter(core, context).write(file, each)
    return root


class _UnitWriter:
    """Writes one unit: its codes are numbered, and what they stand for is gathered for `originalData`."""

    def __init__(self, core: str, context: Outgoing) -> None:
        self._core, self._context = core, context
        self._ids = CodeIds()
        self._data: dict[str, str] = {}

    def write(self, file: etree._Element, each: OutgoingUnit) -> None:
        element = self._add(file, "unit", {"id": each.unit.id, "name": each.unit.title})
        if each.limit:
            element.set(_RESTRICTION, str(each.limit))
        if each.names:
            glossary = etree.SubElement(element, f"{{{GLS}}}glossary")
            for name in each.names:
                entry = etree.SubElement(glossary, f"{{{GLS}}}glossEntry")
                etree.SubElement(entry, f"{{{GLS}}}term", source=name.term_id).text = name.source
                etree.SubElement(entry, f"{{{GLS}}}translation").text = name.target
        _metadata(element, _TARGET_DIGEST, each.digest)
        if each.notes:
            notes = self._add(element, "notes")
            for note in each.notes:
                self._add(notes, "note", {"category": f"{OURS}:{note.about}", "appliesTo": "target"}).text = note.text
        segment = etree.Element(f"{{{self._core}}}segment", {"id": "s1", "state": each.state}, nsmap=element.nsmap)
        self._text(segment, "source", each.unit.source)
        if each.unit.shown is not None:
            self._text(segment, "target", each.unit.shown)
        if self._data:
            holder = self._add(element, "originalData")
            for raw, key in self._data.items():
                self._add(holder, "data", {"id": key}).text = raw
        element.append(segment)

    def _text(self, segment: etree._Element, name: str, text: str) -> None:
        self._ids.begin()
        self._pieces(self._add(segment, name), pieces_of(text, self._context.glossary, self._context.source))

    def _pieces(self, element: etree._Element, pieces: tuple[str | Code, ...]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                append_text(element, piece)
                continue
            code_id, start = self._ids.of(piece), self._datum(piece.start)
            if piece.end is None:
                attributes = {"dataRef": start, "equiv": piece.start, "disp": piece.display, _SIZE: self._size(piece)}
                self._add(element, "ph", {"id": code_id, **attributes})
                continue
            data = {"dataRefStart": start, "dataRefEnd": self._datum(piece.end)}
            kind = {"type": "fmt", "subType": "xlf:b"} if piece.start == "**" else {"type": "link"}
            equivalents = {"equivStart": piece.start, "equivEnd": piece.end}
            self._pieces(self._add(element, "pc", {"id": code_id, **data, **equivalents, **kind}), piece.inner)

    def _size(self, code: Code) -> str:
        """How many characters a code is in the printed translation."""
        try:
            return str(len(printed_text(code.start, self._context.language, self._context.glossary)))
        except MarkupError:
            return str(len(code.start))

    def _datum(self, raw: str) -> str:
        return self._data.setdefault(raw, f"d{len(self._data) + 1}")

    def _add(
        self, parent: etree._Element, name: str, attributes: Mapping[str, str] = MappingProxyType({})
    ) -> etree._Element:
        return etree.SubElement(parent, f"{{{self._core}}}{name}", dict(attributes))


def _metadata(element: etree._Element, kind: str, value: str) -> None:
    group = etree.SubElement(etree.SubElement(element, f"{{{MDA}}}metadata"), f"{{{MDA}}}metaGroup", category=_CATEGORY)
    etree.SubElement(group, f"{{{MDA}}}meta", type=kind).text = value


def append_text(element: etree._Element, text: str) -> None:
    """Write text behind what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


# -- reading


class _Part(NamedTuple):
    """A segment, or what stands between two."""

    is_segment: bool
    source: str
    target: str | None
    order: int
    state: str


def languages(root: etree._Element) -> tuple[str, str]:
    """The tags of the languages that a file translates from and into."""
    return root.get("srcLang", ""), root.get("trgLang", "")


def read_units(root: etree._Element, name: str) -> Iterator[ReadUnit | UnitFault]:
    """The units of a file, in their order."""
    core = qualified(root)[0]
    for file in root.iter(f"{{{core}}}file"):
        for element in file.iter(f"{{{core}}}unit"):
            location = Location(name, element.sourceline or 0, (file.get("id", ""), element.get("id", "")))
            yield _Reader(core, element).read(file.get("id", ""), location)


class _Reader:
    """Reads one unit: segments of a tool's making are joined, its annotations taken for their text."""

    def __init__(self, core: str, unit: etree._Element) -> None:
        self._core, self._unit = core, unit
        data = unit.iterfind(f"{{{core}}}originalData/{{{core}}}data")  # a match of a tool's has its own
        self._codes = CodeMarkup({each.get("id", ""): each.text or "" for each in data})

    def read(self, file: str, location: Location) -> ReadUnit | UnitFault:
        try:
            parts = list(self._parts())
        except UnknownCode as fault:
            return UnitFault("inline-code", str(fault), location, Message("insert the codes of the source again"))
        source = "".join(part.source for part in parts)
        segments = [part for part in parts if part.is_segment]
        translated = [part for part in parts if part.target is not None]
        target: str | None = None
        if any(part.target is not None for part in segments):
            if any(part.target is None and part.source.strip() for part in segments):
                message = Message(
                    "of {parts} segments of the unit, {translated} are translated",
                    parts=len(parts),
                    translated=len(translated),
                )
                return UnitFault("wrong-format", message, location, Message("translate the others, or join them"))
            ordered = sorted(parts, key=lambda part: part.order)
            target = "".join(part.source if part.target is None else part.target for part in ordered)
        states = [State.named(part.state) for part in segments if part.target is not None]
        return ReadUnit(
            file,
            self._unit.get("id", ""),
            text_digest(" ".join(source.split())),
            target,
            self._digest(),
            location,
            source=source,
            state=min(states, key=list(State).index, default=State.INITIAL),
            notes=tuple(self._notes()),
            limit=self._limit(),
        )

    def _parts(self) -> Iterator[_Part]:
        """The sources first: their codes tell what those of the targets stand for."""
        elements = [child for child in self._unit if self._is(child, "segment", "ignorable")]
        sources = [self._text(element, "source") or "" for element in elements]
        for number, (element, source) in enumerate(zip(elements, sources, strict=True), 1):
            target = element.find(f"{{{self._core}}}target")
            order = number_in(target.get("order")) if target is not None else None
            yield _Part(
                self._is(element, "segment"),
                source,
                self._text(element, "target"),
                number if order is None else order,
                element.get("state", ""),
            )

    def _text(self, segment: etree._Element, name: str) -> str | None:
        element = segment.find(f"{{{self._core}}}{name}")
        return None if element is None else self.text_in(element)

    def text_in(self, element: etree._Element) -> str:
        """The text of an element with its markup; raises `UnknownCode`."""
        parts = [element.text or ""]
        for child in element:
            parts += (self._code(child), child.tail or "")
        return "".join(parts)

    def _code(self, element: etree._Element) -> str:
        local = qualified(element)[1] if self._is(element) else ""
        ids = [code_id for code_id in (element.get("id"), element.get("copyOf")) if code_id]
        match local:
            case "ph" | "sc":
                return self._codes.find(ids, True, element.get("dataRef"), element.get("equiv"))
            case "ec":
                started = [element.get("startRef", ""), *ids]
                return self._codes.find(started, False, element.get("dataRef"), element.get("equiv"))
            case "pc":
                start = self._codes.find(ids, True, element.get("dataRefStart"), element.get("equivStart"))
                inner = self.text_in(element)
                return start + inner + self._codes.find(ids, False, element.get("dataRefEnd"), element.get("equivEnd"))
            case "mrk" | "sm" | "em":  # annotations of tools: the text in them counts
                return self.text_in(element)
        local = qualified(element)[1]
        raise UnknownCode(Message("the inline element <{local}> is not one that was exported", local=local))

    def _is(self, element: etree._Element, *names: str) -> bool:
        namespace, local = qualified(element)
        return namespace == self._core and (not names or local in names)

    def _digest(self) -> str:
        for group in self._unit.iter(f"{{{MDA}}}metaGroup"):
            if group.get("category") == _CATEGORY:
                for meta in group.iter(f"{{{MDA}}}meta"):
                    if meta.get("type") == _TARGET_DIGEST:
                        return (meta.text or "").strip()
        return ""

    def _notes(self) -> Iterator[str]:
        """The notes that are not ours: of the unit, and comments on words of it (4.7.3.1.3)."""
        for note in self._unit.iterfind(f"{{{self._core}}}notes/{{{self._core}}}note"):
            text = " ".join("".join(note.itertext()).split())
            if text and not note.get("category", "").startswith(OURS):
                yield text
        for mark in self._unit.iter(f"{{{self._core}}}mrk", f"{{{self._core}}}sm"):
            if mark.get("type") == "comment" and mark.get("value"):
                yield " ".join(mark.get("value", "").split())

    def _limit(self) -> int | None:
        """The most characters; a restriction is `[least,]most`, and `*` is none (5.8.7.1.1)."""
        return number_in(self._unit.get(_RESTRICTION, "").rpartition(",")[2].strip())
