"""Writes texts as XLIFF 2.1 (OASIS Standard, 13 February 2018), for translators' tools.

One `file` a YAML document, one `unit` a text. Order within a unit is that of the schema (4.2.2.5):
modules first (glossary, 5.2, and metadata, 5.5), then notes, original data, and one segment.

The metadata of a unit keeps a fingerprint of its Chinese, so that an import can tell what a colleague
has changed meanwhile; for its English the `source` itself serves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from reportgen.exchange.inline import XLIFF, UnitCodes
from reportgen.exchange.units import NOT_WRITTEN, Unit, terms_in, text_digest
from reportgen.lang.markup import MarkupError, term_ids
from reportgen.model.content import KeyPath
from reportgen.model.glossary import Glossary

GLS = "urn:oasis:names:tc:xliff:glossary:2.0"
MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY, TARGET_DIGEST = "reportgen", "target-at-export"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


Limits = Callable[[str, KeyPath], int | None]
"""The document and path of a text → how many characters its translation may have."""


def write_xliff(
    files: Mapping[str, tuple[str, Iterable[Unit]]],
    source: str,
    language: str,
    glossary: Glossary,
    limits: Limits = lambda file, path: None,
) -> bytes:
    """An XLIFF file, from one language into another; `files` maps a document's key to its path and its units."""
    root = etree.Element(
        f"{{{XLIFF}}}xliff",
        {"version": "2.1", "srcLang": source, "trgLang": language},
        nsmap={None: XLIFF, "gls": GLS, "mda": MDA},
    )
    for key, (path, units) in files.items():
        listed = list(units)
        if listed:
            file = etree.SubElement(root, f"{{{XLIFF}}}file", {"id": key, "original": path, _SPACE: "preserve"})
            for unit in listed:
                _unit(file, unit, (source, language), glossary, limits(key, unit.path))
    _indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _unit(file: etree._Element, unit: Unit, languages: tuple[str, str], glossary: Glossary, limit: int | None) -> None:
    element = etree.SubElement(file, f"{{{XLIFF}}}unit", {"id": unit.id, "name": unit.title})
    _glossary(element, unit, languages, glossary)
    group = etree.SubElement(etree.SubElement(element, f"{{{MDA}}}metadata"), f"{{{MDA}}}metaGroup", category=CATEGORY)
    meta = etree.SubElement(group, f"{{{MDA}}}meta", type=TARGET_DIGEST)
    meta.text = text_digest(unit.target) if unit.target is not None else NOT_WRITTEN
    if limit:
        notes = etree.SubElement(element, f"{{{XLIFF}}}notes")
        note = etree.SubElement(notes, f"{{{XLIFF}}}note", {"category": "length", "appliesTo": "target"})
        note.text = f"At most {limit} characters, names counted as they are printed."
    codes = UnitCodes(glossary, languages[0])
    text = unit.target if unit.target is not None else unit.proposal
    state = "initial" if unit.target is None else "translated"
    segment = etree.Element(f"{{{XLIFF}}}segment", {"id": "s1", "state": state}, nsmap=element.nsmap)
    codes.fill(etree.SubElement(segment, f"{{{XLIFF}}}source"), unit.source)
    if text is not None:
        codes.fill(etree.SubElement(segment, f"{{{XLIFF}}}target"), text)
    codes.write_original_data(element)
    element.append(segment)


def _glossary(element: etree._Element, unit: Unit, languages: tuple[str, str], glossary: Glossary) -> None:
    try:
        ids = term_ids(unit.source)
    except MarkupError:
        ids = ()
    source, language = languages
    named = terms_in(unit.source, source, ids, glossary)
    terms = [term for term in named if {source, language} <= term.names.keys()]
    if not terms:
        return
    holder = etree.SubElement(element, f"{{{GLS}}}glossary")
    for term in terms:
        entry = etree.SubElement(holder, f"{{{GLS}}}glossEntry")
        etree.SubElement(entry, f"{{{GLS}}}term", source=term.id).text = term.names[source]
        etree.SubElement(entry, f"{{{GLS}}}translation").text = term.names[language]


def _indent(root: etree._Element) -> None:
    """Lines for the structure only: white space in `source` and `target` is content (`xml:space`)."""
    kept = {f"{{{XLIFF}}}source", f"{{{XLIFF}}}target"}

    def walk(element: etree._Element, level: int) -> None:
        if element.tag in kept or not len(element):
            return
        element.text = "\n" + "  " * (level + 1)
        for child in element:
            walk(child, level + 1)
            child.tail = "\n" + "  " * (level + 1)
        element[-1].tail = "\n" + "  " * level

    walk(root, 0)
