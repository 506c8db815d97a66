"""Compares proof sheets that have come back with the content as it is now: what changes, what is signed off.

A text that was changed here since the sheet went out is never overwritten: the correction is reported, and stays in
the sheet. Each row is found by its key, or by its English where a program has dropped the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportgen.diagnostics import Collector, Location, Message, shortened
from reportgen.exchange.merge import RowChange, merge
from reportgen.exchange.proof.corrections import NotACorrection, corrected, on_one_line
from reportgen.exchange.proof.our_rows import OurRows
from reportgen.exchange.proof.printed import restore_markup
from reportgen.exchange.proof.returned import Note, ReturnedRow, ReturnedSheet
from reportgen.exchange.proof.rows import GLOSSARY, SHORT, ProofRow, digest_of, same_text
from reportgen.exchange.rows import Row
from reportgen.exchange.translations import Terms, TextChange, compare
from reportgen.exchange.units import ReadUnit, ReadUnits
from reportgen.project.approvals import Pair, Signature, path_of_keys
from reportgen.project.load import Project

_Place = tuple[str, str, str]
"""File, id of the row, language."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A text that somebody has signed off in the state `pair`; `location` is the row of the sheet."""

    pair: Pair
    signature: Signature
    location: Location


@dataclass(slots=True)
class ProofImport:
    """The result: texts and names that change, texts that are signed off, and all that is to be shown besides.

    `held_back` is how many were not taken since they are doubtful.
    """

    changes: list[TextChange] = field(default_factory=list)
    names: list[RowChange] = field(default_factory=list)
    signed: list[Signed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    untouched: int = 0
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class _Wish:
    """A text that a reader wants in a language, in the row of ours that it is for."""

    row: ProofRow
    language: str
    text: str
    returned: ReturnedRow


def compare_sheets(
    sheets: Iterable[ReturnedSheet],
    project: Project,
    problems: Collector,
    *,
    overwrite: bool = False,
    accept_doubts: bool = False,
    signer: str = "",
    today: date,
) -> ProofImport:
    """What sheets bring; what cannot be taken goes to `problems`.

    `signer` is the name of whoever ticked, where the sheet does not say it, and `today` the day. `overwrite` takes a
    correction too where our text was changed since the sheet went out, or where it seems to be no correction;
    `accept_doubts` takes doubtful texts and names.

    Faults: those of `translations.compare` and `merge.merge`, `unknown-unit`, `altered-name`, `doubtful-correction`,
    `correction-of-data`, `not-signed`.
    """
    return _Comparison(project, problems, overwrite, accept_doubts, signer, today).run(sheets)


class _Comparison:
    """One import; `_refused` are the places whose corrections are not taken."""

    def __init__(
        self, project: Project, problems: Collector, overwrite: bool, accept_doubts: bool, signer: str, today: date
    ) -> None:
        self._project, self._problems, self._overwrite = project, problems, overwrite
        self._accept_doubts = accept_doubts
        self._signer, self._today = signer, today
        self._ours = OurRows(project)
        self._refused: set[_Place] = set()
        self._result = ProofImport()

    def run(self, sheets: Iterable[ReturnedSheet]) -> ProofImport:
        wishes: dict[_Place, _Wish] = {}
        rows: list[tuple[ReturnedSheet, ReturnedRow, ProofRow]] = []
        for sheet in sheets:
            self._result.notes += sheet.notes
            for returned in sheet.rows:
                ours = self._ours.find(returned)
                if ours is None:
                    self._report_unknown(returned)
                    continue
                rows.append((sheet, returned, ours))
                wanted = self._changed_texts(sheet, returned, ours)
                self._result.untouched += not wanted
                for language, text in wanted.items():
                    self._add(wishes, _Wish(ours, language, text, returned))
        self._take_texts([wish for wish in wishes.values() if wish.row.units is not None])
        self._take_names([wish for wish in wishes.values() if wish.row.file == GLOSSARY])
        for sheet, returned, ours in rows:
            self._sign(sheet, returned, ours)
        return self._result

    # -- what readers want

    def _changed_texts(self, sheet: ReturnedSheet, returned: ReturnedRow, ours: ProofRow) -> dict[str, str]:
        """The texts of a row that a reader has changed, by language: in their columns, and by a correction."""
        changed = {
            tag: on_one_line(text)
            for tag, text in returned.cells.items()
            if not (returned.key.shows(tag, text) if returned.key else same_text(text) == same_text(ours.text(tag)))
        }
        language = _language_of(sheet, returned)
        if returned.correction and language:
            base = changed.get(language) or on_one_line(returned.cells.get(language, ""))
            try:
                changed[language] = corrected(base, returned.correction)
            except NotACorrection as fault:
                changed[language] = on_one_line(returned.correction)
                if not self._overwrite:
                    message = Message(
                        "'{wanted}' is not taken for '{text}': {fault}",
                        wanted=shortened(changed[language], 60),
                        text=shortened(base, 40),
                        fault=fault,
                    )
                    hint = Message("write the whole text, or 'old → new'; --overwrite takes it as it is")
                    self._refuse(ours, language, "doubtful-correction", message, returned.location, hint)
        for tag in [tag for tag, text in changed.items() if not text]:
            message = Message("the '{tag}' text is empty in the sheet; it stays", tag=tag)
            self._problems.warning("not-imported", message, returned.location, Message("change the content itself"))
            del changed[tag]
        return {tag: text for tag, text in changed.items() if same_text(ours.text(tag)) != same_text(text)}

    def _add(self, wishes: dict[_Place, _Wish], wish: _Wish) -> None:
        """Add what a reader wants, unless it cannot be; two who want different things of one text are told."""
        place, where = (wish.row.file, wish.row.id, wish.language), wish.returned.location
        if place in self._refused:
            return
        if wish.row.units is None and wish.row.file != GLOSSARY:
            source = self._project.location(wish.row.file, wish.row.path)
            message = Message(
                "'{wanted}' is wanted here; the figure or date is data at {source}",
                wanted=shortened(wish.text, 60),
                source=source,
            )
            self._refuse(wish.row, wish.language, "correction-of-data", message, where, Message("change it there"))
            return
        other = wishes.setdefault(place, wish)
        if other.text != wish.text:
            del wishes[place]
            message = Message(
                "'{here}' here, and '{there}' at {location}",
                here=shortened(wish.text, 60),
                there=shortened(other.text, 60),
                location=other.returned.location,
            )
            hint = Message("decide between them")
            self._refuse(wish.row, wish.language, "import-conflict", message, where, hint)

    def _refuse(self, row: ProofRow, tag: str, code: str, message: str, location: Location, hint: str) -> None:
        self._refused.add((row.file, row.id, tag))
        self._problems.error(code, message, location, hint)

    def _report_unknown(self, returned: ReturnedRow) -> None:
        """Report a row that stands for nothing any more, or has lost its key, if a reader may have written in it."""
        key = returned.key
        edited = [text for tag, text in returned.cells.items() if key and not key.shows(tag, text)]
        written = [text for text in (returned.correction, returned.signed.replace("☐", ""), *edited) if text.strip()]
        said = shortened(same_text(" | ".join(written) or returned.cells.get(self._project.source_language, "")), 80)
        hint = Message("put it in by hand if it is still wanted")
        if key is None:
            message = Message(
                "the row has lost its key, and it is not that of one text by its words: '{said}'", said=said
            )
            self._problems.error("unknown-unit", message, returned.location, hint)
        elif written:
            message = Message("the content has no such text any more: '{said}'", said=said)
            self._problems.error("unknown-unit", message, returned.location, hint)

    # -- what is taken

    def _take_texts(self, wishes: Sequence[_Wish]) -> None:
        """Take texts, markup and all, where nothing has changed here meanwhile."""
        for tag in dict.fromkeys(wish.language for wish in wishes):
            units = [unit for wish in wishes if wish.language == tag and (unit := self._read_unit(wish))]
            terms = Terms(self._overwrite, self._accept_doubts, self._ours.digests(tag))
            outcome = compare(ReadUnits(tag, tuple(units)), self._project, self._problems, terms)
            self._result.held_back += outcome.counts["held_back"]
            self._result.changes += outcome.changes
            taken = {(change.unit.file, change.unit.id) for change in outcome.changes}
            self._refused |= {(unit.file, unit.id, tag) for unit in units if (unit.file, unit.id) not in taken}

    def _read_unit(self, wish: _Wish) -> ReadUnit | None:
        """The text as an import from a translator would bring it; None where a name in it was altered."""
        key, row, where = wish.returned.key, wish.row, wish.returned.location
        digests = key.digests if key else {}
        tags = (self._project.source_language, wish.language)
        english, digest = (digests.get(tag, digest_of("") if key else "") for tag in tags)
        text = wish.text
        now = row.cells.get(wish.language)
        if now is not None and digest in ("", digest_of(now.text)):
            restored = restore_markup(now, text)
            for name, written in restored.altered:
                message = Message(
                    "the official name '{name}' is written '{here}' here",
                    name=name,
                    here=shortened(written, 60),
                )
                hint = Message("correct it in the row of the name, under Names, and it changes everywhere")
                self._refuse(row, wish.language, "altered-name", message, where, hint)
                return None
            text = restored.markup
        return ReadUnit(row.file, row.id, english, text, digest, where)

    def _take_names(self, wishes: Sequence[_Wish]) -> None:
        """Take names into the glossary: all, or none where they contradict it."""
        cells: dict[str, dict[str, str]] = {}
        rows: dict[str, Row] = {}
        for wish in wishes:
            term_id, suffix, _ = wish.row.id.partition(SHORT)
            key, now = wish.returned.key, wish.row.text(wish.language)
            if key and not key.shows(wish.language, now) and not self._overwrite:
                message = Message(
                    "the name '{now}' was changed after the export; '{text}' is wanted here", now=now, text=wish.text
                )
                hint = Message("decide between them; --overwrite takes the latter")
                self._refuse(wish.row, wish.language, "import-conflict", message, wish.returned.location, hint)
                continue
            term = self._project.glossary[term_id]
            columns = cells.setdefault(term_id, {})
            columns[f"{wish.language}_short" if suffix else wish.language] = wish.text
            rows[term_id] = Row(term_id, term.kind, columns, wish.returned.location)
        found = Collector()
        languages, needed = self._project.languages, self._project.meeting.languages
        outcome = merge(rows.values(), self._project.glossary, found, languages=languages, needed=needed)
        self._problems.extend(found.diagnostics)
        held_back = 0 if self._accept_doubts else outcome.doubts
        self._result.held_back += held_back
        if found.errors or held_back:
            self._refused |= {(GLOSSARY, wish.row.id, wish.language) for wish in wishes}
        else:
            self._result.names += outcome.changes

    # -- who signs

    def _sign(self, sheet: ReturnedSheet, returned: ReturnedRow, ours: ProofRow) -> None:
        """Record a signature, for the text as it stands with its corrections, if that is what was signed."""
        language = _language_of(sheet, returned)
        if returned.signer is None or not language or language not in ours.cells:
            return
        name, where = returned.signer or sheet.reader or self._signer, returned.location
        if not name:
            message = Message("the row is ticked, and the sheet does not say by whom")
            self._problems.error("not-signed", message, where, Message("give the name with --by"))
        elif reason := self._reason_against(returned, ours, language):
            self._problems.error(
                "not-signed",
                Message("the signature of {name} does not count: {reason}", name=name, reason=reason),
                where,
                Message("ask again"),
            )
        else:
            signature = Signature(same_text(name), sheet.day or self._today)
            self._result.signed.append(Signed(self._pair(ours, language), signature, where))

    def _reason_against(self, returned: ReturnedRow, ours: ProofRow, language: str) -> str:
        """Why a signature is not for the text as it stands; empty where it is."""
        for tag in (language, self._project.source_language):
            if (ours.file, ours.id, tag) in self._refused:
                return Message("a correction in the row was not taken")
            is_as_shown = returned.key is None or returned.key.shows(tag, ours.text(tag))
            if not is_as_shown and same_text(returned.cells.get(tag, "")) != same_text(ours.text(tag)):
                return Message("the '{tag}' text has changed since the sheet went out", tag=tag)
        return ""

    def _pair(self, ours: ProofRow, language: str) -> Pair:
        wording, english = (self._wording(ours, tag) for tag in (language, self._project.source_language))
        key_path = ours.id if ours.file == GLOSSARY else path_of_keys(ours.path)
        return Pair(ours.file, language, key_path, wording, english)

    def _wording(self, ours: ProofRow, tag: str) -> str:
        """What a text will say, with its markup."""
        for change in self._result.changes:
            if (change.unit.file, change.unit.id, change.language) == (ours.file, ours.id, tag):
                return change.new
        if ours.file == GLOSSARY:
            term_id, suffix, _ = ours.id.partition(SHORT)
            column = f"{tag}_short" if suffix else tag
            for name in self._result.names:
                if name.id == term_id and column in name.values:
                    return name.values[column]
        return ours.cells[tag].markup if tag in ours.cells else ""


def _language_of(sheet: ReturnedSheet, returned: ReturnedRow) -> str:
    return returned.key.language if returned.key else sheet.language
