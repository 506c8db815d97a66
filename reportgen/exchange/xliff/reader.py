"""Reads translation units from XLIFF that a translator's tool has written: 1.2, 2.0, 2.1 or 2.2.

Tools split units into segments, wrap text in annotations, add modules, drop original data and reorder attributes; all
of that is read. A unit whose segments are only partly translated, or that holds a code we did not export, is
reported and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from lxml import etree

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound
from reportgen.exchange.language_tags import language_of
from reportgen.exchange.units import ReadUnit, ReadUnits, UnitFault
from reportgen.exchange.xliff import version_1, version_2
from reportgen.exchange.xml_input import parse_xml, qualified
from reportgen.model.language import LANGUAGES, SOURCE_LANGUAGE, Language

_READERS: Mapping[tuple[str, str], ModuleType] = MappingProxyType(
    {
        (version_1.NAMESPACE, "1.2"): version_1,
        **{(namespace, version): version_2 for version, namespace in version_2.NAMESPACES.items()},
    }
)
"""Namespace and version → the module with `languages` and `read_units` for it."""
READ_VERSIONS = tuple(version for _, version in _READERS)


def read_xliff(
    data: bytes,
    name: str,
    problems: Collector,
    source: str = SOURCE_LANGUAGE,
    languages: Mapping[str, Language] = LANGUAGES,
) -> ReadUnits | None:
    """The units of a file, or None when it is none; faults go to `problems`.

    Faults: `unsafe-file`, `xml-syntax`, `too-large`, `wrong-format`, `inline-code`, `import-conflict`.
    """
    try:
        root = parse_xml(data, name)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return None
    namespace, local = qualified(root)
    reader = _READERS.get((namespace, root.get("version", "")))
    if reader is None or local != "xliff":
        version = f"XLIFF {root.get('version', '')}" if local == "xliff" else f"<{local}>"
        message = Message("the file is no XLIFF {versions}, but {version}", versions=READ_VERSIONS, version=version)
        problems.error("wrong-format", message, Location(name), Message("let the tool save XLIFF 2.1 or 1.2"))
        return None
    language = _language(reader, root, name, problems, source, languages)
    if not language:
        return None
    units: dict[tuple[str, str], ReadUnit] = {}
    for unit in reader.read_units(root, name):
        if isinstance(unit, UnitFault):
            problems.error(*unit)
            continue
        first = units.setdefault((unit.file, unit.id), unit)
        if first is not unit and first.target != unit.target:
            message = Message(
                "the unit '{id}' stands twice with different texts, first at {location}",
                id=unit.id,
                location=first.location,
            )
            problems.error("import-conflict", message, unit.location, Message("keep one of the two"))
    return ReadUnits(language, tuple(units.values()))


def _language(
    reader: ModuleType,
    root: etree._Element,
    name: str,
    problems: Collector,
    source: str,
    languages: Mapping[str, Language],
) -> str:
    """The target language of a file; empty, with the fault reported, when the file translates from or into another."""
    where = Location(name)
    tags = reader.languages(root)
    texts = "".join(text for element in root.iter("{*}target") for text in element.itertext())
    try:
        found, wanted = (language_of(tag, languages, texts).tag for tag in tags)
    except ValueError as fault:
        message = Message(
            "the file translates from '{source}' to '{target}': {fault}", source=tags[0], target=tags[1], fault=fault
        )
        problems.error("wrong-format", message, where)
        return ""
    if found != source or wanted == source:
        message = Message("the file translates from '{source}' to '{target}'", source=tags[0], target=tags[1])
        hint = Message("translations go from {source}, and to another language", source=source)
        problems.error("wrong-format", message, where, hint)
        return ""
    return wanted
