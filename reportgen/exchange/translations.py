"""Compares imported translations with the content as it is now: which texts change, and which must not.

A text whose English is no longer what was translated is reported and stays as it is, and so does one
whose Chinese a colleague has changed since the export. The others are taken all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound, did_you_mean, message_and_hint, shortened
from reportgen.exchange.units import (
    LABELS,
    MEETING,
    NOT_WRITTEN,
    ReadUnit,
    ReadUnits,
    State,
    Unit,
    state_of,
    text_digest,
    units_of,
)
from reportgen.lang.doubts import Doubt, doubts_of_text
from reportgen.lang.markup import MarkupError, parse_markup, term_ids
from reportgen.lang.printed import printed_text, text_length
from reportgen.model.content import KeyPath
from reportgen.project.approvals import Approvals, Pair, fingerprint
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


class TranslatorNote(NamedTuple):
    """What a translator has noted about a text."""

    location: Location
    text: str


@dataclass(slots=True)
class TranslationImport:
    """The result of an import: the changes, the texts that are signed off as they will stand, and what was noted.

    `counts` has how many texts are `untouched`, `untranslated`, or `held_back` since they are doubtful.
    """

    changes: list[TextChange] = field(default_factory=list)
    signed: list[Pair] = field(default_factory=list)
    notes: list[TranslatorNote] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


Digests = Callable[[Unit], tuple[str, str]]
"""A text → the digests of its English and of its translation, as an export would write them now."""


def digests_of_markup(unit: Unit) -> tuple[str, str]:
    """The digests of a text as it stands in the content; how its English is broken into lines does not count."""
    english = text_digest(" ".join(unit.source.split()))
    return english, text_digest(unit.target) if unit.target is not None else NOT_WRITTEN


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms translations are taken.

    `overwrite` takes the file's text also where a colleague has changed ours since the export, as `digests` tell;
    `accept_doubts` takes doubtful ones. What `approvals` cover is not signed off anew.
    """

    overwrite: bool = False
    accept_doubts: bool = False
    digests: Digests = digests_of_markup
    approvals: Approvals = field(default_factory=Approvals)


def compare(read: ReadUnits, project: Project, problems: Collector, terms: Terms = Terms()) -> TranslationImport:
    """The changes that a file brings; what cannot be taken goes to `problems`.

    A text that comes back as a program proposed it, in the state `initial`, is no translation. One that is `final` is
    signed off, if it is taken and what it translates has not changed.

    Faults: `unknown-unit`, `stale-translation`, `import-conflict`, `markup-error`, `unknown-term`,
    `forbidden-character`, `not-signed`; warnings: `inline-code` for a reference that the new text has lost, and
    `doubtful-text`.
    """
    return _Comparison(read, project, problems, terms).run()


class _Comparison:
    """One import."""

    def __init__(self, read: ReadUnits, project: Project, problems: Collector, terms: Terms) -> None:
        self._read, self._project, self._problems, self._terms = read, project, problems, terms
        self._result = TranslationImport()

    def run(self) -> TranslationImport:
        units = [replace(unit, file=self._key_of(unit.file)) for unit in self._read.units]
        known = _known_units(self._project, {unit.file for unit in units}, self._read.language)
        for unit in units:
            ours = known.get((unit.file, unit.id))
            if ours is None:
                hint = did_you_mean(unit.id, [unit_id for file, unit_id in known if file == unit.file])
                message = Message("the content has no text '{id}' in '{file}' any more", id=unit.id, file=unit.file)
                self._problems.error("unknown-unit", message, unit.location, hint or Message("export again"))
                continue
            place = self._project.location(ours.file, ours.path)
            self._result.notes += [TranslatorNote(place, note) for note in unit.notes]
            self._take(unit, ours, place)
        return self._result

    def _key_of(self, file: str) -> str:
        """The key of a document, by itself or by the document's path, as another computer may have it."""
        name = PurePosixPath(file.replace("\\", "/")).stem
        return name if file not in self._project.documents and name in self._project.documents else file

    def _take(self, unit: ReadUnit, ours: Unit, place: Location) -> None:
        if unit.target is None or self._is_unedited(unit.target, unit, ours):
            self._result.counts["untranslated"] += 1
            return
        text = unit.target.strip()
        if _same_wording(unit.target, ours.shown):
            self._result.counts["untouched"] += 1
        elif self._is_acceptable(unit, ours, text):
            self._result.changes.append(TextChange(ours, self._read.language, text, place))
        else:
            return
        if unit.state is State.FINAL:
            self._sign(unit, ours, text)

    def _is_unedited(self, target: str, unit: ReadUnit, ours: Unit) -> bool:
        """Whether no person wrote a text: it is empty, or, `initial`, as it went out, or a copy of its source."""
        if not target.strip() or unit.state is not State.INITIAL:
            return not target.strip()
        waits = state_of(ours, self._read.language, self._terms.approvals) is State.INITIAL
        return (waits and _same_wording(target, ours.shown)) or _same_wording(target, unit.source)

    def _is_acceptable(self, unit: ReadUnit, ours: Unit, text: str) -> bool:
        before = len(self._problems.errors)
        place = self._project.location(ours.file, (*ours.path, self._read.language))
        english, digest = self._terms.digests(ours)
        if unit.english not in ("", english):
            message = Message(
                "the text at {place} has changed since the export: '{short}'", place=place, short=_short(ours.source)
            )
            hint = Message("export '{id}' again, or put in by hand: '{short}'", id=unit.id, short=_short(text))
            self._problems.error("stale-translation", message, unit.location, hint)
        elif unit.digest not in ("", digest) and not self._terms.overwrite:
            shown = _short(ours.shown or "")
            message = Message("the text at {place} was changed after the export: '{short}'", place=place, short=shown)
            hint = Message("decide between it and '{short}'; --overwrite takes the latter", short=_short(text))
            self._problems.error("import-conflict", message, unit.location, hint)
        else:
            self._check_markup(unit, ours)
        if len(self._problems.errors) > before:
            return False
        doubts = list(self._doubts(unit, ours, text))
        for doubt, hint in doubts:
            message = Message("the text at {place}: {doubt}", place=place, doubt=doubt)
            self._problems.warning("doubtful-text", message, unit.location, hint)
        held_back = bool(doubts) and not self._terms.accept_doubts
        self._result.counts["held_back"] += held_back
        return not held_back

    def _check_markup(self, unit: ReadUnit, ours: Unit) -> None:
        text, glossary = unit.target or "", self._project.glossary
        for fault in forbidden_characters(text.replace("\n", " "), unit.location.path):
            self._problems.error(fault.code, fault.message, unit.location, fault.hint)
        try:
            parse_markup(text)
        except MarkupError as fault:
            message, hint = message_and_hint(fault.message)
            self._problems.error("markup-error", message, unit.location, hint)
            return
        named = term_ids(text)
        for term_id in named:
            if term_id not in glossary:
                hint = did_you_mean(term_id, glossary.terms) or Message("add it to the glossary")
                message = Message("unknown term '{term_id}'", term_id=term_id)
                self._problems.error("unknown-term", message, unit.location, hint)
        if ours.target is not None:
            try:
                lost = [term_id for term_id in term_ids(ours.target) if term_id not in named]
            except MarkupError:
                return
            for term_id in lost:
                message = Message("the new text no longer names [[{term_id}]]", term_id=term_id)
                hint = Message("insert the code again if the name is meant")
                self._problems.warning("inline-code", message, unit.location, hint)

    def _doubts(self, unit: ReadUnit, ours: Unit, text: str) -> Iterator[Doubt]:
        """What is doubtful about a new text, and was not so about ours."""
        language = self._project.languages[self._read.language]
        accepted = set(doubts_of_text(ours.shown or "", language, ours.source))
        yield from (doubt for doubt in doubts_of_text(text, language, ours.source) if doubt not in accepted)
        length = text_length(printed_text(text, language.tag, self._project.glossary), language)
        if unit.limit and length > unit.limit:
            message = Message(
                "it has {length} characters, and the file said at most {limit}", length=length, limit=unit.limit
            )
            yield Doubt(message, Message("shorten it"))

    def _sign(self, unit: ReadUnit, ours: Unit, text: str) -> None:
        """Sign a text off against the English that its translator had, if that is still ours."""
        pair = replace(ours, target=text).pair(self._read.language)
        if self._terms.approvals.covers(pair):
            return
        if unit.english in ("", self._terms.digests(ours)[0]):
            self._result.signed.append(pair)
        elif fingerprint(unit.source) not in self._terms.approvals.english_of(pair):
            message = Message(
                "the text is final, and what it translates has changed since the export: '{short}'",
                short=_short(ours.source),
            )
            self._problems.error("not-signed", message, unit.location, Message("export '{id}' again", id=unit.id))


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
        data = files.read(path, Message("restore it"))
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


def _short(text: str) -> str:
    return shortened(text, 60)
