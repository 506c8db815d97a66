"""Compares imported translations with the content as it is now: which texts change, and which must not.

A text whose English is no longer what was translated is reported and stays as it is, and so does one
whose Chinese a colleague has changed since the export. The others are taken all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.diagnostics import Collector, Location, ProblemsFound, did_you_mean, shortened
from reportgen.exchange.units import LABELS, MEETING, NOT_WRITTEN, Unit, text_digest, units_of
from reportgen.exchange.xliff_reader import ReadUnit, ReadXliff
from reportgen.lang.markup import MarkupError, parse_markup, term_ids
from reportgen.messages import Message
from reportgen.model.content import KeyPath
from reportgen.model.glossary import Glossary
from reportgen.project.edit.texts import edit_texts
from reportgen.project.files import FileReader
from reportgen.project.load import Project
from reportgen.project.text_file import forbidden_characters


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that gets another wording; `old` is None where the language is new."""

    unit: Unit
    language: str
    new: str
    location: Location

    @property
    def old(self) -> str | None:
        """What stands there now."""
        return self.unit.target


@dataclass(slots=True)
class TranslationImport:
    """The result of an import: the changes, and how many texts are `untouched` or `untranslated`."""

    changes: list[TextChange] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


Digests = Callable[[Unit], tuple[str, str]]
"""A text → the digests of its English and of its translation, as an export would write them now."""


def digests_of_markup(unit: Unit) -> tuple[str, str]:
    """The digests of a text as it stands in the content; how its English is broken into lines does not count."""
    english = text_digest(" ".join(unit.source.split()))
    return english, text_digest(unit.target) if unit.target is not None else NOT_WRITTEN


def compare(
    read: ReadXliff,
    project: Project,
    problems: Collector,
    overwrite: bool = False,
    digests: Digests = digests_of_markup,
) -> TranslationImport:
    """The changes that a file brings; what cannot be taken goes to `problems`.

    `overwrite` takes the file's text also where a colleague has changed ours since the export, as `digests` tell.

    Faults: `unknown-unit`, `stale-translation`, `import-conflict`, `markup-error`, `unknown-term`,
    `forbidden-character`; warning: `inline-code` for a reference that the new text has lost.
    """
    known = _known_units(project, {unit.file for unit in read.units}, read.language)
    result = TranslationImport()
    for unit in read.units:
        ours = known.get((unit.file, unit.id))
        if ours is None:
            hint = did_you_mean(unit.id, [unit_id for file, unit_id in known if file == unit.file])
            message = Message("the content has no text '{id}' in '{file}' any more", id=unit.id, file=unit.file)
            problems.error("unknown-unit", message, unit.location, hint or Message("export again"))
        elif unit.target is None or not unit.target.strip():
            result.counts["untranslated"] += 1
        elif _same_wording(unit.target, ours.shown):
            result.counts["untouched"] += 1
        elif _is_acceptable(unit, ours, project, read.language, problems, overwrite, digests(ours)):
            location = project.location(ours.file, ours.path)
            result.changes.append(TextChange(ours, read.language, unit.target.strip(), location))
    return result


def changed_files(project: Project, changes: Iterable[TextChange]) -> dict[str, bytes]:
    """The YAML files with the changes made, by path relative to the project.

    Raises `ProblemsFound` when a file on disk is no longer the one that was compared.
    """
    by_file: dict[str, dict[KeyPath, str]] = {}
    for change in changes:
        by_file.setdefault(change.unit.file, {})[*change.unit.path, change.language] = change.new
    problems = Collector()
    files = FileReader(project.root, problems)
    result: dict[str, bytes] = {}
    for key, texts in by_file.items():
        path = project.documents[key].name
        data = files.read(path, "restore it")
        if data is None:
            continue
        if files.digests[path] != project.digests[path]:
            problems.error(
                "import-conflict",
                Message("the file was changed meanwhile"),
                Location(path),
                Message("run the command again"),
            )
            continue
        result[path] = edit_texts(data, path, texts)
    if problems.errors:
        raise ProblemsFound(problems.diagnostics)
    return result


def _known_units(project: Project, files: Iterable[str], language: str) -> Mapping[tuple[str, str], Unit]:
    keys = [key for key in (MEETING, *project.sectors, LABELS) if key in set(files)]
    return {(unit.file, unit.id): unit for key in keys for unit in units_of(project, key, language)}


def _same_wording(one: str, other: str | None) -> bool:
    """Whether two texts differ in nothing but white space at their ends."""
    return other is not None and one.strip() == other.strip()


def _is_acceptable(
    unit: ReadUnit,
    ours: Unit,
    project: Project,
    language: str,
    problems: Collector,
    overwrite: bool,
    digests: tuple[str, str],
) -> bool:
    before = len(problems.errors)
    place = project.location(ours.file, (*ours.path, language))
    english, digest = digests
    if unit.english not in ("", english):
        message = Message(
            "the text at {place} has changed since the export: '{short}'", place=place, short=_short(ours.source)
        )
        hint = Message("export '{id}' again, or put in by hand: '{short}'", id=unit.id, short=_short(unit.target or ""))
        problems.error("stale-translation", message, unit.location, hint)
    elif unit.digest not in ("", digest) and not overwrite:
        message = Message(
            "the text at {place} was changed after the export: '{short}'", place=place, short=_short(ours.shown or "")
        )
        hint = Message("decide between it and '{short}'; --overwrite takes the latter", short=_short(unit.target or ""))
        problems.error("import-conflict", message, unit.location, hint)
    else:
        _check_wording(unit, ours, project.glossary, problems)
    return len(problems.errors) == before


def _check_wording(unit: ReadUnit, ours: Unit, glossary: Glossary, problems: Collector) -> None:
    text = unit.target or ""
    for fault in forbidden_characters(text.replace("\n", " "), unit.location.path):
        problems.error(fault.code, fault.message, unit.location, fault.hint)
    try:
        parse_markup(text)
    except MarkupError as fault:
        message, _, hint = fault.message.partition("; ")
        problems.error("markup-error", message, unit.location, hint)
        return
    named = term_ids(text)
    for term_id in named:
        if term_id not in glossary:
            hint = did_you_mean(term_id, glossary.terms) or Message("add it to the glossary")
            problems.error("unknown-term", Message("unknown term '{term_id}'", term_id=term_id), unit.location, hint)
    if ours.target is not None:
        try:
            lost = [term_id for term_id in term_ids(ours.target) if term_id not in named]
        except MarkupError:
            return
        for term_id in lost:
            message = Message("the new text no longer names [[{term_id}]]", term_id=term_id)
            problems.warning(
                "inline-code", message, unit.location, Message("insert the code again if the name is meant")
            )


def _short(text: str) -> str:
    return shortened(text, 60)
