"""Reads translation units from XLIFF 2.0 or 2.1 that a translator's tool has written.

Tools split units into segments, wrap text in annotations, add modules and reorder attributes; all of that
is read. A unit whose segments are only partly translated, or that holds a code we did not export, is
reported and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Collector, Location, ProblemsFound
from reportgen.exchange.inline import XLIFF, UnknownCode, original_data, text_of
from reportgen.exchange.units import text_digest
from reportgen.exchange.xliff import CATEGORY, MDA, TARGET_DIGEST
from reportgen.exchange.xml_input import parse_xml, qualified
from reportgen.messages import Message
from reportgen.model.language import LANGUAGES, SOURCE_LANGUAGE, Language, parse_language

_VERSIONS = ("2.0", "2.1")


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A unit that came back: `target` is None when it is untranslated.

    `english` and `digest` are the digests of its English and of its translation as they were exported, empty where the
    file has lost them.
    """

    file: str
    id: str
    english: str
    target: str | None
    digest: str
    location: Location


@dataclass(frozen=True, slots=True)
class ReadXliff:
    """A file that came back."""

    language: str
    units: tuple[ReadUnit, ...]


def read_xliff(
    data: bytes,
    name: str,
    problems: Collector,
    source: str = SOURCE_LANGUAGE,
    languages: Mapping[str, Language] = LANGUAGES,
) -> ReadXliff | None:
    """The units of a file, or None when it is none; faults go to `problems`.

    Faults: `unsafe-file`, `xml-syntax`, `too-large`, `wrong-format`, `inline-code`, `import-conflict`.
    """
    try:
        root = parse_xml(data, name)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return None
    language = _language(root, name, problems, source, languages)
    if not language:
        return None
    units: dict[tuple[str, str], ReadUnit] = {}
    for file in root:
        if qualified(file) != (XLIFF, "file"):
            continue
        for element in file.iter(f"{{{XLIFF}}}unit"):
            unit = _unit(element, file.get("id", ""), name, problems)
            if unit is None:
                continue
            first = units.setdefault((unit.file, unit.id), unit)
            if first is not unit and first.target != unit.target:
                message = Message(
                    "the unit '{id}' stands twice with different texts, first at {location}",
                    id=unit.id,
                    location=first.location,
                )
                problems.error("import-conflict", message, unit.location, Message("keep one of the two"))
    return ReadXliff(language, tuple(units.values()))


def _language(
    root: etree._Element, name: str, problems: Collector, source: str, languages: Mapping[str, Language]
) -> str:
    """The target language of a file; empty, with the fault reported, when the file is not one of ours."""
    where = Location(name)
    namespace, local = qualified(root)
    if local != "xliff" or namespace != XLIFF or root.get("version") not in _VERSIONS:
        version = f"XLIFF {root.get('version', '')}" if local == "xliff" else f"<{local}>"
        message = Message("the file is no XLIFF 2.0 or 2.1, but {version}", version=version)
        problems.error("wrong-format", message, where, Message("let the tool save XLIFF 2.1"))
        return ""
    tags = {"srcLang": root.get("srcLang", ""), "trgLang": root.get("trgLang", "")}
    found: dict[str, str] = {}
    for attribute, tag in tags.items():
        try:
            found[attribute] = parse_language(tag, languages).tag
        except ValueError as fault:
            problems.error("wrong-format", Message("{attribute}: {fault}", attribute=attribute, fault=fault), where)
            return ""
    if found["srcLang"] != source or found["trgLang"] == source:
        message = Message("the file translates from '{tags}' to '{tags2}'", tags=tags["srcLang"], tags2=tags["trgLang"])
        problems.error(
            "wrong-format",
            message,
            where,
            Message("translations go from {source}, and to another language", source=source),
        )
        return ""
    return found["trgLang"]


def _unit(element: etree._Element, file: str, name: str, problems: Collector) -> ReadUnit | None:
    unit_id = element.get("id", "")
    location = Location(name, element.sourceline or 0, (file, unit_id))
    data = original_data(element)
    try:
        parts = list(_parts(element, data))
    except UnknownCode as fault:
        problems.error("inline-code", str(fault), location, Message("insert the codes of the source again"))
        return None
    english = text_digest(" ".join("".join(part[1] for part in parts).split()))
    translated = [part for part in parts if part[2] is not None]
    if not any(segment for segment, _, target, _ in parts if target is not None and segment):
        return ReadUnit(file, unit_id, english, None, _digest(element), location)
    if any(segment and target is None and text.strip() for segment, text, target, _ in parts):
        message = Message(
            "only {count} of {count2} segments of the unit are translated", count=len(translated), count2=len(parts)
        )
        problems.error("wrong-format", message, location, Message("translate the others, or join them"))
        return None
    targets = sorted(parts, key=lambda part: part[3])
    text = "".join(source_text if target is None else target for _, source_text, target, _ in targets)
    return ReadUnit(file, unit_id, english, text, _digest(element), location)


def _parts(unit: etree._Element, data: dict[str, str]) -> Iterator[tuple[bool, str, str | None, int]]:
    """Segments and what stands between them: whether it is a segment, source, target, order of the target."""
    number = 0
    for element in unit:
        namespace, local = qualified(element)
        if namespace != XLIFF or local not in ("segment", "ignorable"):
            continue
        number += 1
        source, target = element.find(f"{{{XLIFF}}}source"), element.find(f"{{{XLIFF}}}target")
        order = target.get("order", "") if target is not None else ""
        yield (
            local == "segment",
            text_of(source, data) if source is not None else "",
            text_of(target, data) if target is not None else None,
            int(order) if order.isdigit() else number,
        )


def _digest(unit: etree._Element) -> str:
    for group in unit.iter(f"{{{MDA}}}metaGroup"):
        if group.get("category") == CATEGORY:
            for meta in group.iter(f"{{{MDA}}}meta"):
                if meta.get("type") == TARGET_DIGEST:
                    return (meta.text or "").strip()
    return ""
