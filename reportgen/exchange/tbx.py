"""Writes the glossary as TBX-Basic (ISO 30042:2019), in DCA style, for terminology tools.

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

from lxml import etree

from reportgen.exchange.rows import Row
from reportgen.model.language import LANGUAGES

TBX = "urn:iso:std:iso:30042:ed-2"
"""The namespace of TBX's second edition."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PREFERRED, ADMITTED = "preferredTerm-admn-sts", "admittedTerm-admn-sts"
DISCOURAGED = ("deprecatedTerm-admn-sts", "supersededTerm-admn-sts")
FULL, SHORT = "fullForm", "shortForm"
HONORIFIC = "honorific: "


def write_tbx(rows: Iterable[Row], languages: Sequence[str] = tuple(LANGUAGES)) -> bytes:
    """A TBX-Basic file with one concept entry for each row; the first of the languages is that of the file."""
    root = etree.Element(
        f"{{{TBX}}}tbx", {"style": "dca", "type": "TBX-Basic", XML_LANG: languages[0]}, nsmap={None: TBX}
    )
    description = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(description, "titleStmt"), "title", "Glossary")
    _add(_add(description, "sourceDesc"), "p", "Official names of people, bodies, places and programmes; reportgen")
    body = _add(_add(root, "text"), "body")
    for row in rows:
        _entry(body, row, languages)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def entry_id(term_id: str) -> str:
    """A term's id as an XML ID, which must not begin with a digit; no term's id begins with `_`."""
    return f"_{term_id}" if term_id[:1].isdigit() else term_id


def _entry(body: etree._Element, row: Row, languages: Sequence[str]) -> None:
    """Order within an entry: descriptive elements, then language sections."""
    entry = _add(body, "conceptEntry", id=entry_id(row.id))
    cells = row.cells
    _add(entry, "descrip", row.kind, type="subjectField")
    if cells.get("honorific"):
        _add(entry, "admin", HONORIFIC + cells["honorific"], type="projectSubset")
    if cells.get("post"):
        _add(entry, "ref", cells["post"], type="crossReference", target=entry_id(cells["post"]))
    if cells.get("source"):
        _add(entry, "admin", cells["source"], type="source")
    if cells.get("note"):
        _add(entry, "note", cells["note"])
    for tag in languages:
        _language(entry, tag, cells)


def _language(entry: etree._Element, tag: str, cells: Mapping[str, str]) -> None:
    if not cells.get(tag):
        return
    section = _add(entry, "langSec", **{XML_LANG: tag})
    _term(section, cells[tag], FULL, PREFERRED if cells.get("status") == "verified" else ADMITTED)
    if cells.get(f"{tag}_short"):
        _term(section, cells[f"{tag}_short"], SHORT, ADMITTED)


def _term(section: etree._Element, name: str, term_type: str, status: str) -> None:
    term = _add(section, "termSec")
    _add(term, "term", name)
    _add(term, "termNote", term_type, type="termType")
    _add(term, "termNote", status, type="administrativeStatus")


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{TBX}}}{tag}", attributes)
    element.text = text or None
    return element
