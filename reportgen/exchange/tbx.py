"""Writes the glossary as TBX-Basic, in DCA style, for terminology tools: of ISO 30042:2019, or of 2008 for older ones.

The two editions differ in the names of elements; the older has no namespace, and a document type of its own.

How a row becomes a concept entry (clause numbers of ISO 30042:2019, values of the TBX-Basic dialect):

| row | concept entry |
|---|---|
| `id` | `conceptEntry/@id`, with `_` before a digit: the attribute is an XML ID |
| kind | `descrip type="subjectField"` |
| full name, `verified` | a `termSec` with `termType` fullForm and `administrativeStatus` preferredTerm |
| full name, `unverified` | the same with admittedTerm: usable, not yet the recommended one |
| short form | a `termSec` with `termType` shortForm and admittedTerm |
| post | `ref type="crossReference"` |
| source, honorific | `admin type="source"`, `admin type="projectSubset"` (TBX-Basic has no category for the latter) |
| note | `note` |

DCA (data categories as attributes) is what most tools read; `tbx_reader` reads DCT style too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from reportgen.exchange.rows import Row
from reportgen.model.language import LANGUAGES
from reportgen.project.csv_reader import VERIFIED

TBX = "urn:iso:std:iso:30042:ed-2"
"""The namespace of TBX's second edition."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PREFERRED, ADMITTED = "preferredTerm-admn-sts", "admittedTerm-admn-sts"
DISCOURAGED = ("deprecatedTerm-admn-sts", "supersededTerm-admn-sts")
FULL, SHORT = "fullForm", "shortForm"
HONORIFIC = "honorific: "
MARTIF = "martif"
"""The root of a file of the first edition, and the name of its document type."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """What differs between the editions: the namespace, the names of elements, the attributes of the root, the DTD."""

    namespace: str
    names: Mapping[str, str]
    root: Mapping[str, str]
    document_type: str = ""

    def name(self, element: str) -> str:
        """The name of an element, which is given as the second edition has it."""
        local = self.names.get(element, element)
        return f"{{{self.namespace}}}{local}" if self.namespace else local


_OLDER = {
    "tbx": MARTIF,
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
}
_EDITIONS: Mapping[str, _Edition] = MappingProxyType(
    {
        "2019": _Edition(TBX, {}, {"style": "dca", "type": "TBX-Basic"}),
        "2008": _Edition("", _OLDER, {"type": "TBX-Basic"}, f'<!DOCTYPE {MARTIF} SYSTEM "TBXBasiccoreStructV02.dtd">'),
    }
)


def write_tbx(rows: Iterable[Row], languages: Sequence[str] = tuple(LANGUAGES), edition: str = "2019") -> bytes:
    """A TBX-Basic file with one concept entry for each row; the first of the languages is that of the file.

    The edition is one of `files.TBX_EDITIONS`.
    """
    return _Writer(_EDITIONS[edition], languages).write(rows)


def entry_id(term_id: str) -> str:
    """A term's id as an XML ID, which must not begin with a digit; no term's id begins with `_`."""
    return f"_{term_id}" if term_id[:1].isdigit() else term_id


class _Writer:
    """Writes one file."""

    def __init__(self, edition: _Edition, languages: Sequence[str]) -> None:
        self._edition, self._languages = edition, languages

    def write(self, rows: Iterable[Row]) -> bytes:
        edition = self._edition
        root = etree.Element(
            edition.name("tbx"),
            {XML_LANG: self._languages[0]},
            nsmap={None: edition.namespace} if edition.namespace else None,
        )
        root.attrib.update(dict(edition.root))
        header = self._add(root, "tbxHeader")
        description = self._add(header, "fileDesc")
        self._add(self._add(description, "titleStmt"), "title", "Glossary")
        about = "Official names of people, bodies, places and programmes; reportgen"
        self._add(self._add(description, "sourceDesc"), "p", about)
        if edition.document_type:
            self._add(self._add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
        body = self._add(self._add(root, "text"), "body")
        for row in rows:
            self._entry(body, row)
        etree.indent(root)
        doctype = edition.document_type or None
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype) + b"\n"

    def _entry(self, body: etree._Element, row: Row) -> None:
        """Order within an entry: descriptive elements, then language sections."""
        entry = self._add(body, "conceptEntry", id=entry_id(row.id))
        cells = row.cells
        self._add(entry, "descrip", row.kind, type="subjectField")
        if cells.get("honorific"):
            self._add(entry, "admin", HONORIFIC + cells["honorific"], type="projectSubset")
        if cells.get("post"):
            self._add(entry, "ref", cells["post"], type="crossReference", target=entry_id(cells["post"]))
        if cells.get("source"):
            self._add(entry, "admin", cells["source"], type="source")
        if cells.get("note"):
            self._add(entry, "note", cells["note"])
        for tag in self._languages:
            self._language(entry, tag, cells)

    def _language(self, entry: etree._Element, tag: str, cells: Mapping[str, str]) -> None:
        if not cells.get(tag):
            return
        section = self._add(entry, "langSec", **{XML_LANG: tag})
        self._term(section, cells[tag], FULL, PREFERRED if cells.get("status") == VERIFIED else ADMITTED)
        if cells.get(f"{tag}_short"):
            self._term(section, cells[f"{tag}_short"], SHORT, ADMITTED)

    def _term(self, section: etree._Element, name: str, term_type: str, status: str) -> None:
        term = self._add(section, "termSec")
        self._add(term, "term", name)
        self._add(term, "termNote", term_type, type="termType")
        self._add(term, "termNote", status, type="administrativeStatus")

    def _add(self, parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, self._edition.name(tag), attributes)
        element.text = text or None
        return element
