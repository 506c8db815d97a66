"""Imports documents: what they would become in a project, as texts of files, and what a person has to decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Collector, Location, Message, marked, shortened
from reportgen.exchange.sheets.csv_table import write_csv
from reportgen.intake.analysed import Analysis, analyse, left_over, side_by_side
from reportgen.intake.draft import Context, SectorDraft, draft_sector
from reportgen.intake.linked import Linker
from reportgen.intake.names import NameList
from reportgen.intake.read.files import ReadFile, document_key, read_file
from reportgen.intake.recognise.dates import Reference, reference_in
from reportgen.intake.recognise.words import comparable, words_of
from reportgen.intake.sectors import Group, Grouping, group
from reportgen.intake.yaml_text import Entry, Field, Say, Texts, remarks_in, to_be_written, yaml_of
from reportgen.model.glossary import Glossary
from reportgen.model.language import Language
from reportgen.project.places import MEETING_FILE, sector_file

NAMES_FILE = "names.csv"
"""The names that are not in the glossary, for `reportgen glossary import`."""


@dataclass(frozen=True, slots=True)
class Target:
    """The project that documents are imported into, as much of it as is there.

    `languages` are those it is written in, the first the one that counts; `profiles` all that it knows. `titles` are
    those of its sectors by id; `sources` the keys of its documents; `reference` the day of the
    meeting; `is_final` whether it says that its documents are final.
    """

    languages: Sequence[str]
    profiles: Mapping[str, Language]
    glossary: Glossary = field(default_factory=lambda: Glossary({}))
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sources: Sequence[str] = ()
    reference: Reference | None = None
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A file to import, and the tag of the language it is in, where somebody has said it."""

    path: Path
    language: str = ""


@dataclass(slots=True)
class Import:
    """What documents become: the texts of files by path in the project, and what a person has to decide.

    `decisions` concern no line of a file; those that do stand in the files (`remarks`). `sectors` are the drafts;
    `source` is what the meeting's list of sources needs to know of the record, empty where that is not known; `names`
    how many there are that the glossary does not have.
    """

    document: str
    source: tuple[Field, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    sectors: dict[str, SectorDraft] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)
    names: int = 0

    def remarks(self) -> list[tuple[str, int, str]]:
        """What has to be decided in the files: file, line, and what."""
        texts = {name: data.decode() for name, data in self.files.items() if name.endswith(".yaml")}
        return [remark for name, text in texts.items() for remark in remarks_in(text, name)]


def import_documents(
    requests: Sequence[Request],
    target: Target,
    problems: Collector,
    document: str = "",
    day: str = "",
    say: Say = str,
) -> Import | None:
    """Read documents that are one record in a language each, and draft the sectors that they report on.

    `document` is the key that the record gets among the sources, otherwise made of the first file's name; `day` the
    day it was written, as 2023-02-22, otherwise found in it. `say` puts the notes in the drafts into a language. None
    where a file cannot be read: see `problems`.
    """
    profiles = {tag: target.profiles[tag] for tag in target.languages if tag in target.profiles}
    read = [read_file(each.path, profiles or target.profiles, each.language, problems) for each in requests]
    documents = [one for one in read if one is not None]
    _check_languages(documents, target, problems)
    if problems.errors:
        return None
    documents.sort(key=lambda one: _rank(one.language, target.languages))
    reference = _reference(documents, target, day)
    analyses = [analyse(one, target.profiles[one.language], reference) for one in documents]
    key = document or document_key(requests[0].path, target.profiles)
    return _drafted(analyses, target, reference, key, say)


def _check_languages(documents: Sequence[ReadFile], target: Target, problems: Collector) -> None:
    seen: dict[str, str] = {}
    for one in documents:
        wanted = {tag: {tag, *target.profiles[tag].derived_from} for tag in target.languages}
        if not any(one.language in each for each in wanted.values()) or one.language not in target.profiles:
            hint = Message("the project's are {languages}", languages=[*target.languages])
            problems.error(
                "wrong-language",
                Message("it is in {language}, which is none of them", language=one.language),
                Location(one.name),
                hint,
            )
        elif one.language in seen:
            message = Message("it is in {language}, as {seen} is", language=one.language, seen=seen[one.language])
            hint = Message("import each record by itself; if the language is wrong, write FILE:zh-Hant")
            problems.error("same-language", message, Location(one.name), hint)
        seen[one.language] = one.name


def _rank(tag: str, languages: Sequence[str]) -> int:
    return languages.index(tag) if tag in languages else len(languages)


def _reference(documents: Sequence[ReadFile], target: Target, day: str) -> Reference:
    """When the record was written: as somebody says, as its ends or first lines say, or the day of the meeting."""
    if day:
        year, month, number = (*map(int, day.split("-")), 0, 0)[:3]
        return Reference(year, month, number)
    for one in documents:
        language = target.profiles[one.language]
        words = words_of(language)
        body = [paragraph.text for paragraph in one.structure.paragraphs]
        for texts in ([*one.structure.tail, one.structure.title, *body[:3]], body if target.reference is None else []):
            found = reference_in((comparable(text, language) for text in texts), bool(words and words.chinese))
            if found is not None:
                return found
    return target.reference or Reference()


def _drafted(analyses: Sequence[Analysis], target: Target, reference: Reference, key: str, say: Say) -> Import:
    languages = [one.language for one in analyses]
    passages = side_by_side(analyses)
    grouping = group(passages, languages)
    linkers = {language.tag: Linker(target.glossary, language) for language in languages}
    names = NameList(linkers, target.glossary.terms)
    for passage in passages:
        for wordings in passage.wordings:
            for tag, sentence in wordings.sentences.items():
                for name in sentence.facts.names:
                    names.id_of(name, tag, passage.number)
    names.pair(passages, [language.tag for language in languages])
    context = Context(key, languages, reference, names, linkers)
    result = Import(key, _source(analyses, target, reference))
    taken: dict[str, Group] = {}
    for number, one in enumerate(grouping.sectors, 1):
        sector_id = _sector_id(one, number, target, taken)
        taken[sector_id] = one
        draft = draft_sector(one, sector_id, context, _opening(one, analyses, target, key))
        result.sectors[sector_id] = draft
        result.files[sector_file(sector_id)] = yaml_of(draft.opening, draft.fields, say).encode()
    if rows := names.rows(key, say):
        result.files[NAMES_FILE] = write_csv(rows)
    result.names = len(rows)
    result.decisions += _decisions(result, analyses, grouping, target, reference) + _unnamed(result.sectors)
    return result


def _missing_languages(analyses: Sequence[Analysis], target: Target) -> list[str]:
    """The project's languages that the record is not in, and that are not converted from one that it is in."""
    written = {one.language.tag for one in analyses}
    return [tag for tag in target.languages if not written & {tag, *target.profiles[tag].derived_from}]


def _source(analyses: Sequence[Analysis], target: Target, reference: Reference) -> tuple[Field, ...]:
    """The record as a source: its titles, the day it was written, its language; nothing where a part is missing."""
    titles = {one.language.tag: one.file.structure.title or None for one in analyses}
    if not all(titles.values()) or not reference.day or _missing_languages(analyses, target):
        return ()
    issued = f"{reference.year}-{reference.month:02d}-{reference.day:02d}"
    return (Field("title", Texts(titles)), Field("issued", issued), Field("language", analyses[0].language.tag))


def _opening(one: Group, analyses: Sequence[Analysis], target: Target, key: str) -> list[str]:
    draft = Message(
        "A draft that `reportgen import` made of {files} ({span}). Nothing here is final: "
        "read every text against the record, put it in your own words, and take the comments out.",
        files=[analysis.file.name for analysis in analyses],
        span=_span(one, key),
    )
    lines: list[str] = [draft]
    missing = _missing_languages(analyses, target)
    if missing:
        lines.append(to_be_written(Message("{missing} of every text", missing=missing)))
    return lines


def _span(one: Group, key: str) -> str:
    first, last = one.passages[0].number, one.passages[-1].number
    return f"{key}#{first}-{last}" if last > first else f"{key}#{first}"


def _sector_id(one: Group, number: int, target: Target, taken: Mapping[str, Any]) -> str:
    """The id of a sector: that of the project's sector with this title, or one made of the title."""
    for sector_id, titles in target.titles.items():
        if any(_same(titles.get(tag, ""), title) for tag, title in one.titles.items()) and sector_id not in taken:
            return sector_id
    if one.topic and one.topic not in taken:
        return one.topic
    english = next((title for title in one.titles.values() if title.isascii()), "")
    stem = re.sub("[^a-z0-9]+", "-", english.casefold()).strip("-")[:40].strip("-")
    if not re.match("[a-z]", stem):
        stem = f"sector-{number}"
    return next(each for each in chain([stem], (f"{stem}-{n}" for n in count(2))) if each not in taken)


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold().split() == other.casefold().split()


def _decisions(
    result: Import, analyses: Sequence[Analysis], grouping: Grouping, target: Target, reference: Reference
) -> list[str]:
    """What has to be decided about the record as a whole."""
    key = result.document
    found: list[str] = []
    if not reference.year:
        found.append(
            Message("when the record was written: 'this year' and dates without a year were left out; use --date")
        )
    if key not in target.sources:
        listed = Message("what kind of document it is and who published it")
        unlisted = Message("its title, and when it was issued")
        wanted = listed if result.source else unlisted
        what = marked("what {file} says of '{key}' under 'sources': {wanted}")
        found.append(Message(what, file=MEETING_FILE, key=key, wanted=wanted))
    if target.is_final:
        final = marked("whether documents are still drafts: 'release' in {file} says that they are final")
        found.append(Message(final, file=MEETING_FILE))
    if names := result.names:
        which = marked("which names of {file} ({names}) belong in the glossary: reportgen glossary import takes it")
        found.append(Message(which, file=NAMES_FILE, names=names))
    for one in grouping.others:
        title = next(iter(one.titles.values()), Message("the opening"))
        needed = marked("whether a sector needs {span} ({title}): it is in no file")
        found.append(Message(needed, span=_span(one, key), title=title))
    for tag, paragraph in left_over(analyses) if len(analyses) > 1 else ():
        where = marked("where {tag} paragraph {number} belongs: {text}")
        found.append(Message(where, tag=tag, number=paragraph.number, text=shortened(paragraph.text, 80)))
    return found


def _unnamed(sectors: Iterable[str]) -> list[str]:
    """Sectors whose titles have no Latin letters, of which ids are made."""
    found = [sector_id for sector_id in sectors if re.fullmatch(r"sector-\d+", sector_id)]
    if not found:
        return []
    return [Message("what the files of {sectors} are to be called (reportgen rename sector)", sectors=found)]


def new_in(draft: SectorDraft, existing: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a draft has that the file which is there has not, by list: entries with another source or value."""
    found: dict[str, list[str]] = {}
    for key, entries in draft.lists.items():
        there = {_identity(each) for each in existing.get(key, ()) if isinstance(each, dict)}
        new = [entry for entry in entries if _identity(_plain(entry)) not in there]
        if new:
            found[key] = [_short(entry) for entry in new]
    return found


def _plain(entry: Entry) -> dict[str, Any]:
    return {one.key: one.value for one in entry.fields if isinstance(one.value, str)}


def _identity(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells two entries of a list apart: where they come from, and the figure or date that they state."""
    return tuple(str(entry.get(key, "")) for key in ("source", "value", "date"))


def _short(entry: Entry) -> str:
    plain = _plain(entry)
    text = next((value for one in entry.fields if one.key == "text" and isinstance(one.value, Texts)
                 for value in one.value.wordings.values() if value), "")  # fmt: skip
    said = text or " ".join(filter(None, (plain.get("value"), plain.get("document"), plain.get("date"))))
    return f"{shortened(said, 100)} ({plain['source']})"
