"""Reads and writes OPC packages: parts, content types and relationships (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self
from urllib.parse import unquote

from lxml import etree

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.office.markup.canonical_form import read_part
from reportgen.office.markup.escaping import escape
from reportgen.office.markup.namespaces import (
    CT,
    DECLARATION,
    REL,
    UnsafeXml,
    parse_xml,
    qn,
    serialise,
    why_no_xml,
)
from reportgen.office.opc.archive import Entry, UnreadableArchive, read_archive, write_archive
from reportgen.office.opc.file_kinds import RELATIVES, why_no_archive, why_no_package
from reportgen.records.pickling import quickly_pickled

CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_TYPES = {
    _OFFICE + "wordprocessingml.document.main+xml": "docx",
    _OFFICE + "presentationml.presentation.main+xml": "pptx",
}
"""Content type of the main part → the extension such a package has."""
OFFICE_SUFFIXES = tuple(f".{extension}" for extension in MAIN_TYPES.values())
"""The suffixes of the files that are read."""
_MACROS = re.compile(r"vbaproject(\.bin)?$", re.IGNORECASE)
"""How the name or the content type of a part with macros ends (MS-OFFMACRO2, 2.2.1.3); the part may have any name."""
_QUOTE = {'"': "&quot;"}
_STRICT = "http://purl.oclc.org/ooxml/"
"""How relationship types begin in a file that PowerPoint or Word saved as \"Strict Open XML\" (ECMA-376 part 1)."""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship; `target` as written (relative to its source, or an address if `external`)."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last segment of the type, in lower case: WPS and other programs write the rest in ways of their own."""
        return self.type.rsplit("/", 1)[-1].lower()


@dataclass(slots=True)
class Package:
    """A package in memory; parts are named without a leading slash."""

    name: str
    entries: dict[str, Entry]
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    _relationships: dict[str, tuple[Relationship, ...]] = field(default_factory=dict, repr=False)
    _main_part: str = field(default="", repr=False)

    @classmethod
    def read(cls, data: bytes, name: str) -> Self:
        """Open a `.docx` or `.pptx` file.

        `name` is how the file is called in messages; what has no path may be called by a word.
        Raises `ProblemsFound` with the reason when it is no such file, is damaged, protected, legacy, strict, or
        carries macros.
        """
        try:
            package = cls(name, read_archive(data))
            package.read_content_types()
        except UnreadableArchive as fault:
            raise refusal(name, why_no_archive(data) or str(fault)) from fault
        except (UnsafeXml, etree.XMLSyntaxError, KeyError) as fault:
            why = Message("its list of parts cannot be read ({fault})", fault=why_no_xml(fault))
            if isinstance(fault, KeyError):
                why = Message("it has no list of its parts")
            raise refusal(name, why_no_package(package.entries) or why) from fault
        package._check_main_part()
        return package

    def read_content_types(self) -> None:
        """Read the content types of the parts; raises `KeyError` where the package has no list of them."""
        defaults, overrides = _parse_content_types(self.entries[CONTENT_TYPES].read())
        self.defaults.update(defaults)
        self.overrides.update(overrides)

    def _check_main_part(self) -> None:
        main = self.main_part
        content_type = self.content_type(main)
        extension = MAIN_TYPES.get(content_type)
        if extension is None:
            why = RELATIVES.get(content_type, Message("it is neither a Word document nor a PowerPoint presentation"))
            raise refusal(self.name, why)
        if posixpath.splitext(self.name)[1].lower() not in ("", "." + extension):
            raise refusal(
                self.name, Message("it is a .{extension} file under another name; rename it", extension=extension)
            )
        names = (*self.entries, *self.overrides.values(), *self.defaults.values())
        if any(_MACROS.search(name) for name in names):
            raise refusal(self.name, Message("it carries macros; save it without them"))

    @property
    def main_part(self) -> str:
        """The name of the document or presentation part; raises `ProblemsFound` where there is none."""
        self._main_part = self._main_part or self._find_main_part()
        return self._main_part

    def _find_main_part(self) -> str:
        for relationship in self.relationships(""):
            if relationship.type.startswith(_STRICT):
                raise refusal(self.name, Message("it is a Strict Open XML file; save it as the normal .docx or .pptx"))
            if relationship.kind == "officedocument" and not relationship.external:
                target = self.resolve("", relationship.target)
                if target in self.entries:
                    return target
        raise refusal(self.name, Message("it has no main document part"))

    @property
    def format(self) -> str:
        """`docx` or `pptx`."""
        return MAIN_TYPES[self.content_type(self.main_part)]

    def content_type(self, part: str) -> str:
        """Return the content type of a part, empty when none is declared."""
        return self.overrides.get(part) or self.defaults.get(part.rsplit(".", 1)[-1].lower(), "")

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return the relationships of a part (of the package itself for the empty name), in file order."""
        if part not in self._relationships:
            self._relationships[part] = self._read_relationships(rels_name(part))
        return self._relationships[part]

    def _read_relationships(self, name: str) -> tuple[Relationship, ...]:
        if name not in self.entries:
            return ()
        try:
            return _parse_relationships(self.entries[name].read())
        except (UnsafeXml, etree.XMLSyntaxError) as fault:
            raise self._unreadable(name, fault) from fault

    def set_relationships(self, part: str, relationships: Iterable[Relationship]) -> None:
        """Replace the relationships of a part."""
        self._relationships[part] = tuple(relationships)
        self.entries[rels_name(part)] = write_relationships(self._relationships[part])

    def remove_part(self, part: str) -> None:
        """Remove a part with its relationships and its content type; relationships to it stay."""
        for name in (part, rels_name(part)):
            self.entries.pop(name, None)
        self._relationships.pop(part, None)
        self.overrides.pop(part, None)

    def resolve(self, part: str, target: str) -> str:
        """Return the name of the part that a relationship target of `part` refers to."""
        return _resolved(posixpath.dirname(part), target)

    def related(self, part: str, *kinds: str) -> Iterator[str]:
        """Yield the internal parts that `part` refers to by relationships of these kinds, in order."""
        for relationship in self.relationships(part):
            if relationship.kind in kinds and not relationship.external:
                target = self.resolve(part, relationship.target)
                if target in self.entries:
                    yield target

    def parse(self, part: str) -> etree._Element:
        """Parse an XML part and return its root element; raises `ProblemsFound` that names the part."""
        try:
            return self._read_part(part)
        except (UnsafeXml, etree.XMLSyntaxError) as fault:
            raise self._unreadable(part, fault) from fault

    @contextmanager
    def naming_parts(self) -> Iterator[None]:
        """Raise `ProblemsFound` that names the part where one of them, read by itself, cannot be read."""
        try:
            yield
        except (UnsafeXml, etree.XMLSyntaxError):
            for part in self.entries:
                if self.content_type(part).endswith("+xml"):
                    self.parse(part)
            raise

    def _read_part(self, part: str) -> etree._Element:
        return read_part(self.entries[part].read())

    def _unreadable(self, part: str, fault: Exception) -> ProblemsFound:
        why = Message("the part '{part}' cannot be read ({fault})", part=part, fault=why_no_xml(fault))
        return refusal(self.name, why)


@lru_cache(maxsize=256)  # slides and decks made from one template have the same relationships
def _parse_relationships(data: bytes) -> tuple[Relationship, ...]:
    """Return the relationships in the bytes of a part; raises what `read_part` raises."""
    return tuple(
        Relationship(
            element.get("Id", ""),
            element.get("Type", ""),
            element.get("Target", ""),
            element.get("TargetMode") == "External",
        )
        for element in read_part(data)
        if element.tag == qn("rel:Relationship")
    )


@lru_cache(maxsize=4096)  # every file made from a template asks for the same
def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, unquote(target))).lstrip("/")


def rels_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`."""
    folder, _, leaf = part.rpartition("/")
    return f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"


def relative_target(part: str, base: str) -> str:
    """Return a part's name as a relationship target of a part in the folder `base`."""
    folder, _, leaf = part.rpartition("/")
    return f"{_relative_folder(folder, base)}{leaf}"


@lru_cache(maxsize=1024)
def _relative_folder(folder: str, base: str) -> str:
    path = posixpath.relpath("/" + folder, "/" + base)
    return "" if path == "." else path + "/"


def xml_entry(root: etree._Element) -> Entry:
    """Return an XML part as an entry, with the declaration that Office writes."""
    return markup_entry(serialise(root))


def markup_entry(markup: str) -> Entry:
    """Return the XML of a part as an entry, with the declaration that Office writes."""
    return Entry.deflate((DECLARATION + markup).encode("utf-8"))


def write_relationships(relationships: Iterable[Relationship]) -> Entry:
    """Return a relationships part as an entry."""
    lines = [f'{DECLARATION}<Relationships xmlns="{REL}">']
    for item in relationships:
        mode = ' TargetMode="External"' if item.external else ""
        type_, target = _attribute(item.type), _attribute(item.target)
        lines.append(f'<Relationship Id="{item.id}" Type="{type_}" Target="{target}"{mode}/>')
    lines.append("</Relationships>")
    return Entry.pack("".join(lines).encode("utf-8"))


@lru_cache(maxsize=4096)  # every file made from a template has nearly the same
def _attribute(text: str) -> str:
    return escape(text, _QUOTE)


def write_package(entries: dict[str, Entry], defaults: dict[str, str], overrides: dict[str, str]) -> bytes:
    """Return the bytes of a package: the content types first, as Office expects them, then the parts in order.

    A list of content types among the entries that says the same stays as it is.
    """
    overrides = {part: content_type for part, content_type in overrides.items() if part in entries}
    types = entries.get(CONTENT_TYPES)
    if types is None or _parse_content_types(types.read()) != (defaults, overrides):
        types = _content_types(defaults, overrides)
    parts = ((name, entry) for name, entry in entries.items() if name != CONTENT_TYPES)
    return write_archive([(CONTENT_TYPES, types), *parts])


@lru_cache(maxsize=64)  # every file made from a template asks for the same
def _parse_content_types(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return the content types by extension and by part; raises what `parse_xml` raises."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for element in parse_xml(data):
        if element.tag == qn("ct:Default"):
            defaults[element.get("Extension", "").lower()] = element.get("ContentType", "")
        elif element.tag == qn("ct:Override"):
            overrides[element.get("PartName", "").lstrip("/")] = element.get("ContentType", "")
    return defaults, overrides


def _content_types(defaults: dict[str, str], overrides: dict[str, str]) -> Entry:
    lines = [f'{DECLARATION}<Types xmlns="{CT}">']
    for extension, content_type in sorted(defaults.items()):
        lines.append(f'<Default Extension="{escape(extension, _QUOTE)}" ContentType="{content_type}"/>')
    for part, content_type in sorted(overrides.items()):
        lines.append(f'<Override PartName="/{_attribute(part)}" ContentType="{content_type}"/>')
    lines.append("</Types>")
    return Entry.pack("".join(lines).encode("utf-8"))


def reasons_of(problems: ProblemsFound) -> list[tuple[str, str]]:
    """Return why a file cannot be read, without what it was to be read as: pairs of what is wrong and what to do."""
    found = ((one.message, one.hint) for one in problems.diagnostics)
    return [(m.values.get("reason", m) if isinstance(m, Message) else m, hint) for m, hint in found]


def refusal(name: str, reason: str) -> ProblemsFound:
    """Return what is raised for a file that cannot serve as a template."""
    return ProblemsFound(
        [Diagnostic("not-a-template", Message("cannot be used as a template: {reason}", reason=reason), Location(name))]
    )
