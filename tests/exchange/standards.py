"""What two standards require of a file's structure, checked on the XML itself and not by our own readers.

The rules written here hold everywhere; `schema_faults` asks the schemas of OASIS where they are installed. No package
of PyPI, npm or Debian has those of XLIFF's modules or of TBX (translate-toolkit, moz-xliff-linter, vexy-markliff,
l10n-lint, determinator and tbxtools were looked through), so their rules are here alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
    """What the TBX-Basic dialect (DCA style) of ISO 30042:2019, or of 2008, does not allow in a file."""
    root = etree.fromstring(data)
    if root.tag == "martif":
        if root.getroottree().docinfo.system_url != "TBXBasiccoreStructV02.dtd" or root.get("style"):
            return ["the document type is not that of TBX-Basic"]
        _rename(root)
    return list(_tbx(root))


def _rename(root: etree._Element) -> None:
    """Give a file of the first edition the names and the namespace of the second, which has the same structure."""
    names = {
        "martif": "tbx",
        "martifHeader": "tbxHeader",
        "termEntry": "conceptEntry",
        "langSet": "langSec",
        "tig": "termSec",
    }
    root.set("style", "dca")
    for element in root.iter():
        element.tag = TBX + names.get(str(element.tag), str(element.tag))


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


XLIFF_2 = {"2.1": XLF, "2.2": "{urn:oasis:names:tc:xliff:document:2.2}"}
XLIFF_1 = "{urn:oasis:names:tc:xliff:document:1.2}"
SLR = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}"
_MODULE = re.compile(r"\{urn:oasis:names:tc:xliff:(?:glossary|metadata|sizerestriction):2\.0\}")
_ORDER = {"notes": 1, "originalData": 2, "segment": 3, "ignorable": 3}
_CODE = {"id", "type", "subType", "canOverlap", f"{SLR}sizeInfo"}
_CODES = {
    "ph": {"dataRef", "equiv", "disp"},
    "pc": {"dataRefStart", "dataRefEnd", "equivStart", "equivEnd", "dispStart", "dispEnd"},
}
_STATES_1 = {"new", "needs-translation", "translated", "signed-off", "final"}


def xliff_faults(data: bytes) -> list[str]:
    """What XLIFF 2.1 and 2.2 (core: 4.2, 4.3, 4.7; size restriction: 5.8), or 1.2 (2.2), do not allow in a file."""
    root = etree.fromstring(data)
    return list(_xliff_1(root) if root.tag.startswith(XLIFF_1) else _xliff(root))


def _xliff(root: etree._Element) -> Iterator[str]:
    core = XLIFF_2.get(root.get("version", ""), "")
    if root.tag != f"{core}xliff" or not root.get("srcLang") or not root.get("trgLang"):
        yield "the root is no XLIFF 2 with two languages"
    if not len(root) or any(file.tag != f"{core}file" for file in root):
        yield "the root holds something else than files"
    for file in root:
        modules = [child for child in file if _MODULE.match(child.tag)]
        if modules != file[: len(modules)]:
            yield f"{file.get('id')}: a module stands behind a unit"
        units = file[len(modules) :]
        ids = [unit.get("id", "") for unit in units]
        if len(set(ids)) != len(ids) or not all(_NMTOKEN.fullmatch(unit_id) for unit_id in ids) or not ids:
            yield f"{file.get('id')}: ids of units are missing, double or no tokens"
        restricted = {unit.get(f"{SLR}sizeRestriction") for unit in units} - {None}
        profiles = [each.get("generalProfile") for each in modules if each.tag == f"{SLR}profiles"]
        if not all(size and size.isdigit() for size in restricted) or (restricted and profiles != ["xliff:codepoints"]):
            yield f"{file.get('id')}: a restriction is no number, or has no profile"
        for unit in units:
            yield from (f"{unit.get('id')}: {fault}" for fault in _unit(unit, core))


def _unit(unit: etree._Element, core: str) -> Iterator[str]:
    ranks = [_ORDER.get(child.tag.removeprefix(core), 9) if child.tag.startswith(core) else 0 for child in unit]
    if ranks != sorted(ranks) or 3 not in ranks or 9 in ranks or ranks.count(1) > 1 or ranks.count(2) > 1:
        yield "modules, notes, original data and segments are not in this order"
    data = [element.get("id") for element in unit.iter(f"{core}data")]
    if len(set(data)) != len(data):
        yield "two data have one id"
    for segment in unit.iter(f"{core}segment"):
        if segment[0].tag != f"{core}source" or [child.tag for child in segment[1:]] not in ([], [f"{core}target"]):
            yield "a segment is not a source and a target"
        if segment.get("state", "initial") not in ("initial", "translated", "reviewed", "final"):
            yield "a state is unknown"
        if segment.get("state", "initial") != "initial" and len(segment) < 2:
            yield "a translated segment has no target"
        for text in segment:
            codes = list(text.iter(f"{core}ph", f"{core}pc"))
            ids = [code.get("id") for code in codes]
            if None in ids or len(set(ids)) != len(ids):
                yield "a code has no id of its own"
            for code in codes:
                known = _CODES[code.tag.removeprefix(core)]
                if any(code.get(key) not in data for key in known if key.startswith("dataRef")):
                    yield "a code refers to no data"
                if not (known | _CODE).issuperset(code.keys()):
                    yield f"a code has an attribute it cannot have: {code.keys()}"


def _xliff_1(root: etree._Element) -> Iterator[str]:
    if root.get("version") != "1.2" or not len(root) or any(file.tag != f"{XLIFF_1}file" for file in root):
        yield "the root is no XLIFF 1.2 with files"
    for file in root:
        needed = ("original", "source-language", "target-language", "datatype")
        if not all(file.get(key) for key in needed) or [child.tag for child in file] != [
            f"{XLIFF_1}header",
            f"{XLIFF_1}body",
        ]:
            yield "a file lacks an attribute, its header or its body"
        ids = [unit.get("id") for unit in file[-1]]
        if len(set(ids)) != len(ids) or None in ids:
            yield "two units have one id"
        for unit in file[-1]:
            names = [child.tag.removeprefix(XLIFF_1) for child in unit]
            if not re.fullmatch("source( target)?( context-group)?( note)*", " ".join(names)):
                yield f"{unit.get('id')}: {names} is no order of a unit"
            if unit.get("maxwidth") and (not unit.get("maxwidth", "").isdigit() or unit.get("size-unit") != "char"):
                yield f"{unit.get('id')}: the width is none in characters"
            for text in unit.iter(f"{XLIFF_1}source", f"{XLIFF_1}target"):
                if text.get("state", "new") not in _STATES_1:
                    yield f"{unit.get('id')}: the state is unknown"
                pairs = [[code.get("rid") for code in text.iter(f"{XLIFF_1}{name}")] for name in ("bpt", "ept")]
                if sorted(map(str, pairs[0])) != sorted(map(str, pairs[1])) or len(set(pairs[0])) != len(pairs[0]):
                    yield f"{unit.get('id')}: codes that begin and that end are no pairs"


SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
"""Where Debian's php-symfony-translation has the schemas of OASIS: 1.2 strict, and the core of 2.0, which is 2.1's."""


def schema_faults(data: bytes) -> list[str]:
    """What the schema of OASIS does not allow in a file; that of 2.2 is the one of 2.1 in another namespace."""
    version = etree.fromstring(data).get("version", "")
    name = "xliff-core-1.2-strict.xsd" if version == "1.2" else "xliff-core-2.0.xsd"
    text = (SCHEMAS / name).read_bytes()
    text = re.sub(
        rb'schemaLocation="[^"]*/xml\.xsd"', b'schemaLocation="xml.xsd"', text
    )  # beside it, not on the network
    if version == "2.2":
        text = text.replace(b"xliff:document:2.0", b"xliff:document:2.2")
    schema = etree.XMLSchema(etree.fromstring(text, base_url=f"{SCHEMAS}/{name}"))
    return [] if schema.validate(etree.fromstring(data)) else [str(error) for error in schema.error_log]
