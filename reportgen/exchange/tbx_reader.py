"""Reads rows from TBX-Basic (ISO 30042:2019), in DCA or DCT style, also with elements that tools have added.

In DCA style a data category is an attribute (`<termNote type="termType">`), in DCT style an element of
a module's namespace (`<basic:termType>`); both give the same name here. Files of the first edition
(`martif`) are read as well: their elements have other names and the same content.

Nothing is passed over in silence: languages that the glossary does not have, discouraged terms and
further synonyms are reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound
from reportgen.exchange.language_tags import language_of
from reportgen.exchange.rows import Row
from reportgen.exchange.tbx import ADMITTED, DISCOURAGED, FULL, HONORIFIC, MARTIF, PREFERRED, TBX, XML_LANG
from reportgen.exchange.xml_input import parse_xml, qualified
from reportgen.model.glossary import TERM_KINDS
from reportgen.model.language import LANGUAGES, Language, parse_language
from reportgen.project.csv_reader import UNVERIFIED, VERIFIED

_ENTRY = ("conceptEntry", "termEntry")
_SECTION = ("langSec", "langSet")
_TERM = ("termSec", "tig", "ntig")
_SHORT_TYPES = ("shortForm", "acronym", "abbreviation", "initialism")
_MODULES = "http://www.tbxinfo.net/ns/"
_STATUSES = {"preferred": PREFERRED, "admitted": ADMITTED, "deprecated": DISCOURAGED[0], "superseded": DISCOURAGED[1]}


@dataclass(slots=True)
class _Names:
    """What the language sections of one entry say."""

    cells: dict[str, str] = field(default_factory=dict)
    discouraged: list[str] = field(default_factory=list)
    statuses: set[str] = field(default_factory=set)


def read_tbx(data: bytes, name: str, problems: Collector, languages: Mapping[str, Language] = LANGUAGES) -> list[Row]:
    """The rows of a TBX file, with its names in the `languages`.

    Faults (`unsafe-file`, `xml-syntax`, `wrong-format`, `wrong-id`) go to `problems`.
    """
    try:
        root = parse_xml(data, name, MARTIF)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    namespace, local = qualified(root)
    if (namespace, local) != (TBX, "tbx") and local != MARTIF:
        message = Message("the file is no TBX: its root is <{local}>", local=local)
        problems.error("wrong-format", message, Location(name), Message("export it as TBX-Basic (ISO 30042:2019)"))
        return []
    tags = _Tags(root, languages)
    return [_row(entry, name, problems, tags) for entry in root.iter() if qualified(entry)[1] in _ENTRY]


class _Tags:
    """The languages of a file by its own tags (`en-US`, `zh-TW`, `zh`), each looked up once."""

    def __init__(self, root: etree._Element, languages: Mapping[str, Language]) -> None:
        self._languages = languages
        self._texts: dict[str, list[str]] = defaultdict(list)
        self._found: dict[str, str] = {}
        for section in root.iter():
            if qualified(section)[1] in _SECTION:
                self._texts[_tag(section)].append("".join(section.itertext()))

    def find(self, tag: str) -> str:
        """The tag of the project's language; raises `ValueError`."""
        if tag not in self._found:
            self._found[tag] = language_of(tag, self._languages, "".join(self._texts[tag])).tag
        return self._found[tag]

    def is_own(self, section: etree._Element) -> bool:
        """Whether a section has the tag of a language of the project, or a name that it has there."""
        try:
            return bool(parse_language(_tag(section), self._languages))
        except ValueError:
            return False


def _tag(section: etree._Element) -> str:
    return section.get(XML_LANG) or section.get("lang") or ""


def _row(entry: etree._Element, name: str, problems: Collector, tags: _Tags) -> Row:
    term_id = (entry.get("id") or "").removeprefix("_")
    location = Location(name, entry.sourceline or 0, (term_id,) if term_id else ())
    cells: dict[str, str] = {}
    kind = ""
    notes: list[str] = []
    for category, element in _categories(entry):
        text = _text(element)
        if category == "subjectField":
            kind = TERM_KINDS.get(text, text)
        elif category == "projectSubset" and text.startswith(HONORIFIC):
            cells["honorific"] = text.removeprefix(HONORIFIC)
        elif category == "crossReference" and kind == "person":
            cells["post"] = (element.get("target") or text).removeprefix("_")
        elif category in ("source", "externalCrossReference") and "source" not in cells:
            cells["source"] = text or element.get("target", "")
        elif category == "note":
            notes.append(text)
        elif text:
            problems.warning(
                "not-imported",
                Message(
                    "the {category} of '{term_id}' is not read: '{text}'", category=category, term_id=term_id, text=text
                ),
                location,
            )
    if notes:
        cells["note"] = "\n".join(notes)
    names = _names(entry, location, problems, tags)
    return Row(term_id, kind, {**names.cells, **cells}, location, discouraged=tuple(names.discouraged))


def _names(entry: etree._Element, place: Location, problems: Collector, tags: _Tags) -> _Names:
    """The names of an entry; of two sections for one language (`zh-HK`, `zh-TW`) the one with its own tag is read."""
    found = _Names()
    sections = [section for section in entry if qualified(section)[1] in _SECTION]
    read: dict[str, str] = {}
    for section in sorted(sections, key=tags.is_own, reverse=True):
        location, tag = replace(place, line=section.sourceline or 0), _tag(section)
        try:
            language = tags.find(tag)
        except ValueError as fault:
            problems.warning(
                "not-imported", Message("the names in '{tag}' are not read", tag=tag), location, str(fault)
            )
            continue
        if read.setdefault(language, tag) != tag:
            message = Message("the names in '{tag}' are not read", tag=tag)
            hint = Message("those in '{read}' are taken for {language}", read=read[language], language=language)
            problems.warning("not-imported", message, location, hint)
            continue
        for term in section:
            if qualified(term)[1] in _TERM:
                _add_term(found, language, term, replace(place, line=term.sourceline or 0), problems)
    if found.statuses:
        found.cells["status"] = VERIFIED if found.statuses == {PREFERRED} else UNVERIFIED
    return found


def _add_term(found: _Names, tag: str, section: etree._Element, location: Location, problems: Collector) -> None:
    """Add a term to the names as full name or short form, or report that the glossary cannot hold it."""
    word = next((_text(element) for element in section.iter() if qualified(element)[1] == "term"), "")
    categories = {category: _text(element) for category, element in _categories(section, deep=True)}
    status = categories.get("administrativeStatus", "")
    for short, value in _STATUSES.items():
        if status.startswith(short):
            status = value
    if status in DISCOURAGED:
        message = Message(
            "'{word}' is marked as {status}; the glossary holds only names to be used",
            word=word,
            status=status.removesuffix("-admn-sts"),
        )
        hint = Message("if it must not be written, add it to glossary/wording.csv")
        problems.warning("not-imported", message, location, hint)
        found.discouraged.append(word)
        return
    is_short = categories.get("termType") in _SHORT_TYPES or (categories.get("termType") != FULL and tag in found.cells)
    column = f"{tag}_short" if is_short else tag
    if column in found.cells:
        message = Message(
            "'{word}' is one more name in '{tag}' beside '{name}'; the glossary holds one",
            word=word,
            tag=tag,
            name=found.cells[column],
        )
        problems.warning("not-imported", message, location)
        return
    found.cells[column] = word
    if not is_short and status:
        found.statuses.add(status)


def _categories(parent: etree._Element, deep: bool = False) -> Iterator[tuple[str, etree._Element]]:
    """The data categories that belong to an element itself, with the elements that hold them."""
    for element in parent:
        namespace, local = qualified(element)
        if local.endswith(("Grp", "Group")) or (deep and local == "termGrp"):
            yield from _categories(element, deep)
        elif namespace.startswith(_MODULES):
            yield local, element
        elif local in ("descrip", "admin", "termNote", "ref", "xref"):
            yield element.get("type", local), element
        elif local == "note":
            yield "note", element


def _text(element: etree._Element) -> str:
    """An element's text with that of the inline elements in it."""
    return "".join(str(part) for part in element.itertext()).strip()
