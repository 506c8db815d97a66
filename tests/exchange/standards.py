"""What two standards require of a file's structure, checked on the XML itself and not by our own readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

TBX = "{urn:iso:std:iso:30042:ed-2}"
XLF = "{urn:oasis:names:tc:xliff:document:2.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_NMTOKEN = re.compile(r"[A-Za-z0-9._:-]+")
_VALUES = {
    "termType": {"fullForm", "shortForm", "acronym", "abbreviation", "variant", "phrase"},
    "administrativeStatus": {
        f"{status}-admn-sts" for status in ("preferredTerm", "admittedTerm", "deprecatedTerm", "supersededTerm")
    },
}
_ENTRY_CATEGORIES = {
    "descrip": {"subjectField", "definition"},
    "admin": {"source", "projectSubset", "customerSubset"},
    "ref": {"crossReference"},
    "xref": {"externalCrossReference"},
}


def tbx_faults(data: bytes) -> list[str]:
    """What ISO 30042:2019 and the TBX-Basic dialect (DCA style) do not allow in a file."""
    return list(_tbx(etree.fromstring(data)))


def _tbx(root: etree._Element) -> Iterator[str]:
    if root.tag != f"{TBX}tbx" or (root.get("style"), root.get("type")) != ("dca", "TBX-Basic") or not root.get(LANG):
        yield "the root is no TBX-Basic in DCA style with a language"
    if [child.tag for child in root] != [f"{TBX}tbxHeader", f"{TBX}text"]:
        yield "the root holds something else than a header and a text"
    if root.find(f"{TBX}tbxHeader/{TBX}fileDesc/{TBX}sourceDesc/{TBX}p") is None:
        yield "the header describes no source"
    if [child.tag for child in root[1]] != [f"{TBX}body"]:
        yield "the text has no body"
    ids: set[str] = set()
    for entry in root[1][0]:
        entry_id = entry.get("id", "")
        if entry.tag != f"{TBX}conceptEntry" or not _NCNAME.fullmatch(entry_id) or entry_id in ids:
            yield f"'{entry_id}' is no new XML ID of a concept entry"
        ids.add(entry_id)
        yield from _entry(entry)


def _entry(entry: etree._Element) -> Iterator[str]:
    local = [etree.QName(child).localname for child in entry]
    sections = local.count("langSec")
    if not sections or local[-sections:] != ["langSec"] * sections:
        yield f"{entry.get('id')}: language sections do not stand last, or are missing"
    for child in entry[: len(local) - sections]:
        name = etree.QName(child).localname
        if name != "note" and child.get("type") not in _ENTRY_CATEGORIES.get(name, set()):
            yield f"{entry.get('id')}: {name} of type {child.get('type')} cannot stand at the concept"
    languages = [section.get(LANG) for section in entry[len(local) - sections :]]
    if None in languages or len(set(languages)) != len(languages):
        yield f"{entry.get('id')}: a language is missing or stands twice"
    for section in entry[len(local) - sections :]:
        for term in section:
            names = [etree.QName(child).localname for child in term]
            if term.tag != f"{TBX}termSec" or names != ["term"] + ["termNote"] * (len(names) - 1) or not term[0].text:
                yield f"{entry.get('id')}: a term section is not a term followed by its notes"
            for note in term[1:]:
                if note.text not in _VALUES.get(note.get("type", ""), set()):
                    yield f"{entry.get('id')}: '{note.text}' is no {note.get('type')}"


def xliff_faults(data: bytes) -> list[str]:
    """What XLIFF 2.1 (core: 4.2, 4.3, 4.7) does not allow in a file."""
    return list(_xliff(etree.fromstring(data)))


def _xliff(root: etree._Element) -> Iterator[str]:
    if root.tag != f"{XLF}xliff" or root.get("version") != "2.1" or not root.get("srcLang") or not root.get("trgLang"):
        yield "the root is no XLIFF 2.1 with two languages"
    if not len(root) or any(file.tag != f"{XLF}file" for file in root):
        yield "the root holds something else than files"
    for file in root:
        ids = [unit.get("id", "") for unit in file]
        if len(set(ids)) != len(ids) or not all(_NMTOKEN.fullmatch(unit_id) for unit_id in ids) or not ids:
            yield f"{file.get('id')}: ids of units are missing, double or no tokens"
        for unit in file:
            yield from (f"{unit.get('id')}: {fault}" for fault in _unit(unit))


_ORDER = {"notes": 1, "originalData": 2, "segment": 3, "ignorable": 3}


def _unit(unit: etree._Element) -> Iterator[str]:
    ranks = [_ORDER[etree.QName(child).localname] if child.tag.startswith(XLF) else 0 for child in unit]
    if ranks != sorted(ranks) or 3 not in ranks or ranks.count(1) > 1 or ranks.count(2) > 1:
        yield "modules, notes, original data and segments are not in this order"
    data = [element.get("id") for element in unit.iter(f"{XLF}data")]
    if len(set(data)) != len(data):
        yield "two data have one id"
    for segment in unit.iter(f"{XLF}segment"):
        if segment[0].tag != f"{XLF}source" or [child.tag for child in segment[1:]] not in ([], [f"{XLF}target"]):
            yield "a segment is not a source and a target"
        if segment.get("state", "initial") not in ("initial", "translated", "reviewed", "final"):
            yield "a state is unknown"
        if segment.get("state", "initial") != "initial" and len(segment) < 2:
            yield "a translated segment has no target"
        for text in segment:
            codes = list(text.iter(f"{XLF}ph", f"{XLF}pc"))
            ids = [code.get("id") for code in codes]
            if None in ids or len(set(ids)) != len(ids):
                yield "a code has no id of its own"
            for code in codes:
                keys = ["dataRef"] if code.tag == f"{XLF}ph" else ["dataRefStart", "dataRefEnd"]
                if any(code.get(key) not in data for key in keys):
                    yield "a code refers to no data"
                known = {"id", "equiv", "disp", "type", "subType", "canOverlap", *keys}
                if not known.issuperset(code.keys()):
                    yield f"a code has an attribute it cannot have: {code.keys()}"
