"""Compares imported rows with the glossary: which terms are added or changed, and which rows contradict it.

A row that is not in the incoming file stays as it is, and so does a value whose column the file does
not have. An empty cell does not delete anything either, unless the person asks for it (`clear`): most
empty cells are those that a tool has dropped. Contradictions are all reported, each with both places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations

from reportgen.diagnostics import Collector, Location, Message, did_you_mean
from reportgen.exchange.folding import folded, in_column
from reportgen.exchange.rows import Row, cells_of, columns_of, fingerprint
from reportgen.exchange.sheets.cells import is_formula
from reportgen.lang.doubts import doubts_of_name
from reportgen.model.glossary import TERM_KINDS, Glossary, Term
from reportgen.model.language import LANGUAGES, SOURCE_LANGUAGE, Language
from reportgen.project.csv_reader import STATUSES, TERM_ID, UNVERIFIED, name_columns
from reportgen.project.text_file import forbidden_characters


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that gets another value."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A term that is added (every `old` is empty) or changed; `location` is the incoming row."""

    id: str
    kind: str
    cells: tuple[CellChange, ...]
    location: Location
    added: bool

    @property
    def values(self) -> dict[str, str]:
        """The new values by column."""
        return {cell.column: cell.new for cell in self.cells}


@dataclass(slots=True)
class Merge:
    """The result of a comparison; nothing may be written while `problems` has errors.

    `doubts` is how many of the changes a person should look at first (`doubtful-name`).
    """

    problems: Collector
    changes: list[RowChange] = field(default_factory=list)
    untouched: int = 0
    doubts: int = 0


def merge(
    rows: Iterable[Row],
    glossary: Glossary,
    problems: Collector,
    *,
    languages: Mapping[str, Language] = LANGUAGES,
    needed: Collection[str] = LANGUAGES,
    kind: str = "",
    clear: bool = False,
) -> Merge:
    """Compare incoming rows with the glossary; `kind` is that of new terms whose file names none.

    `languages` are those that names may be in, `needed` those in which each name has to be there.
    Faults: `import-conflict`, `wrong-id`, `wrong-value`, `empty-name`, `unknown-column`,
    `forbidden-character`; warnings: `not-imported`, `formula-cell`, `doubtful-name`.
    """
    result = Merge(problems)
    comparison = _Comparison(glossary, problems, languages, needed, kind, clear)
    for row in _unique_rows(rows, problems):
        before = len(problems.errors)
        change = comparison.change_of(row)
        if len(problems.errors) > before:
            continue
        if change.cells:
            result.changes.append(change)
            _warn_of_formulas(change, problems)
            result.doubts += _warn_of_doubts(change, row, problems, languages)
        else:
            result.untouched += 1
    _check_names(result, glossary, languages)
    problems.diagnostics = folded(problems.diagnostics)
    return result


def _unique_rows(rows: Iterable[Row], problems: Collector) -> list[Row]:
    """Each id once; a second row that says something else is a conflict."""
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(row.id, row)
        if first is row:
            continue
        columns = [*dict.fromkeys((*first.cells, *row.cells))]
        differing = [column for column in columns if first.cells.get(column, "") != row.cells.get(column, "")]
        if differing or first.kind != row.kind:
            column = differing[0] if differing else "kind"
            here, there = row.cells.get(column, row.kind), first.cells.get(column, first.kind)
            message = Message(
                "'{id}' stands twice: its '{column}' is '{here}' here and '{there}' at {location}",
                id=row.id,
                column=column,
                here=here,
                there=there,
                location=first.location,
            )
            problems.error("import-conflict", message, row.location, Message("keep one of the two rows"))
    return list(seen.values())


def _check_values(row: Row, problems: Collector, languages: Iterable[str]) -> None:
    names = name_columns(languages)
    for column, value in row.cells.items():
        if column in names and "\n" in value:
            message = Message("the name in '{column}' holds a line break", column=column)
            problems.error("wrong-value", message, in_column(row.location, column), Message("write it on one line"))
        for fault in forbidden_characters(value.replace("\n", " ").replace("\r", " "), row.location.path):
            problems.error(fault.code, fault.message, in_column(row.location, column), fault.hint)
    status = row.cells.get("status", "")
    if status and status not in STATUSES:
        hint = did_you_mean(status, STATUSES) or Message("use one of {statuses}", statuses=[*STATUSES])
        message = Message("'{status}' is not a status", status=status)
        problems.error("wrong-value", message, in_column(row.location, "status"), hint)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Compares one row after another with the glossary; the fields are the arguments of `merge`."""

    glossary: Glossary
    problems: Collector
    languages: Mapping[str, Language]
    needed: Collection[str]
    kind: str
    clear: bool

    def change_of(self, row: Row) -> RowChange:
        """What a row adds or changes; what is wrong with it goes to `problems`."""
        _check_values(row, self.problems, self.languages)
        if row.id in self.glossary:
            return self._changed_term(row, self.glossary[row.id])
        return self._new_term(row)

    # -- a term that is there

    def _changed_term(self, row: Row, term: Term) -> RowChange:
        current = cells_of(term, self.languages)
        if row.kind and row.kind != term.kind:
            message = Message(
                "'{id}' is a {kind} here and a {other} at {location}",
                id=row.id,
                kind=row.kind,
                other=term.kind,
                location=term.location,
            )
            hint = Message("write '{kind}', or move the row by hand", kind=term.kind)
            self.problems.error("import-conflict", message, in_column(row.location, "kind"), hint)
        self._check_discouraged(row, term, current)
        cells = tuple(self._changed_cells(row, term, current))
        if cells and row.fingerprint and row.fingerprint != fingerprint(term):
            self._report_later_change(row, term, cells)
        return RowChange(row.id, term.kind, cells, row.location, added=False)

    def _check_discouraged(self, row: Row, term: Term, current: Mapping[str, str]) -> None:
        """Report words that must not be used, says the file, and that are names in the glossary."""
        for word in row.discouraged:
            if word in current.values() and word not in row.cells.values():
                message = Message(
                    "'{word}' must not be used, says the file, and is the name of '{id}' at {location}",
                    word=word,
                    id=row.id,
                    location=term.location,
                )
                hint = Message("give the preferred name in the file too")
                self.problems.error("import-conflict", message, row.location, hint)

    def _changed_cells(self, row: Row, term: Term, current: Mapping[str, str]) -> Iterator[CellChange]:
        """The cells that get another value; an empty one deletes nothing that is needed, and else only on demand."""
        columns = columns_of(term.kind, self.languages)
        for column, new in row.cells.items():
            old, place = current.get(column, ""), in_column(row.location, column)
            if column not in columns:
                self._report_foreign(row.id, term.kind, column, new, place)
            elif not new and old and not self.clear:
                message = Message(
                    "the cell '{column}' of '{id}' is empty; '{old}' stays", column=column, id=row.id, old=old
                )
                hint = Message("add --clear to delete what is empty in the file")
                self.problems.warning("not-imported", message, place, hint)
            elif not new and old and column in (*self.needed, "status"):
                self.problems.error(
                    "empty-name", Message("'{column}' is empty", column=column), place, Message("write it")
                )
            elif new != old:
                yield CellChange(column, old, new)

    def _report_foreign(self, term_id: str, kind: str, column: str, value: str, place: Location) -> None:
        """Report a value in a column that terms of a kind do not have."""
        if value:
            message = Message("'{id}' is a {kind}; '{column}' is for people only", id=term_id, kind=kind, column=column)
            self.problems.error("unknown-column", message, place, Message("empty the cell"))

    def _report_later_change(self, row: Row, term: Term, cells: Iterable[CellChange]) -> None:
        """Report that the glossary's own row has changed since the file was exported."""
        message = Message(
            "'{id}' was changed at {location} after it had been exported", id=row.id, location=term.location
        )
        shown = [
            Message("{column}: '{old}' there, '{new}' here", column=cell.column, old=cell.old, new=cell.new)
            for cell in cells
        ]
        hint = Message("export again and repeat the change, or empty the cell 'as_exported' to overwrite")
        both = Message("{message} ({shown})", message=message, shown=shown)
        self.problems.error("import-conflict", both, row.location, hint)

    # -- a new term

    def _new_term(self, row: Row) -> RowChange:
        kind = row.kind or self.kind
        columns = columns_of(kind, self.languages) if kind in TERM_KINDS.values() else ()
        self._check_identity(row, kind)
        for tag in self.needed:
            if not row.cells.get(tag):
                message = Message("'{id}' is new, and its '{tag}' is empty", id=row.id, tag=tag)
                hint = did_you_mean(row.id, self.glossary.terms) or Message("write the name")
                self.problems.error("empty-name", message, in_column(row.location, tag), hint)
        values = {**row.cells, "status": row.cells.get("status") or UNVERIFIED}
        for column in (column for column in values if columns and column not in columns):
            self._report_foreign(row.id, kind, column, values[column], in_column(row.location, column))
        self._check_is_new(row)
        cells = tuple(CellChange(column, "", values[column]) for column in columns if values.get(column))
        return RowChange(row.id, kind, cells, row.location, added=True)

    def _check_identity(self, row: Row, kind: str) -> None:
        """Report an id or a kind that no term can have."""
        if not TERM_ID.fullmatch(row.id):
            message = Message("'{id}' is not an id", id=row.id)
            hint = did_you_mean(row.id, self.glossary.terms) or Message("use small letters, digits and single hyphens")
            self.problems.error("wrong-id", message, in_column(row.location, "id"), hint)
        kinds = tuple(TERM_KINDS.values())
        if kind not in kinds:
            message = Message("'{id}' is new, and its kind is not said", id=row.id)
            if kind:
                message = Message("'{id}' is new, and its kind is '{kind}'", id=row.id, kind=kind)
            hint = did_you_mean(kind, kinds) or Message(
                "kinds are {kinds}; --kind gives one to all new terms", kinds=kinds
            )
            self.problems.error("wrong-value", message, in_column(row.location, "kind"), hint)

    def _check_is_new(self, row: Row) -> None:
        """Report terms that have a name of the new one already."""
        for term in self.glossary:
            same = [tag for tag in self.languages if row.cells.get(tag) and row.cells[tag] == term.names.get(tag)]
            if same:
                message = Message(
                    "'{id}' is new, and has the name '{name}' of '{other}' at {location}",
                    id=row.id,
                    name=row.cells[same[0]],
                    other=term.id,
                    location=term.location,
                )
                hint = Message("write '{id}' as its id, or another name", id=term.id)
                self.problems.error("import-conflict", message, row.location, hint)


def _check_names(result: Merge, glossary: Glossary, languages: Mapping[str, Language]) -> None:
    """Report a Chinese name that has two counterparts in the other script: a text could be converted to either."""
    names: dict[str, tuple[Mapping[str, str], Location]] = {term.id: (term.names, term.location) for term in glossary}
    touched = {change.id for change in result.changes}
    for change in result.changes:
        old = names.get(change.id, ({}, change.location))[0]
        new = {tag: change.values[tag] for tag in languages if tag in change.values}
        names[change.id] = ({**old, **new}, change.location)
    for script, other in permutations([tag for tag, language in languages.items() if language.chinese], 2):
        seen: dict[str, str] = {}
        for term_id, (forms, location) in names.items():
            if not {script, other} <= forms.keys():
                continue
            first = seen.setdefault(forms[script], term_id)
            first_forms, first_place = names[first]
            if first_forms[other] != forms[other] and touched & {first, term_id}:
                message = Message(
                    "'{name}' is '{here}' here and '{there}' at {place}",
                    name=forms[script],
                    here=forms[other],
                    there=first_forms[other],
                    place=first_place,
                )
                hint = Message("make them agree, or name one of them more fully")
                result.problems.error(
                    "import-conflict",
                    Message("'{term_id}': {message}", term_id=term_id, message=message),
                    location,
                    hint,
                )


def _warn_of_formulas(change: RowChange, problems: Collector) -> None:
    for cell in change.cells:
        if is_formula(cell.new):
            message = Message(
                "the new '{column}' of '{id}' begins with '{sign}': '{text}'",
                column=cell.column,
                id=change.id,
                sign=cell.new[0],
                text=cell.new,
            )
            hint = Message("a spreadsheet that opens the glossary's own table would calculate it")
            problems.warning("formula-cell", message, change.location, hint)


def _warn_of_doubts(change: RowChange, row: Row, problems: Collector, languages: Mapping[str, Language]) -> bool:
    """Warn of each doubt about a name that changes; whether there is any."""
    before = len(problems.diagnostics)
    for cell in change.cells:
        tag, short = cell.column.removesuffix("_short"), cell.column.endswith("_short")
        if tag in languages:
            english = row.cells.get(f"{SOURCE_LANGUAGE}_short" if short else SOURCE_LANGUAGE, "")
            for doubt, hint in doubts_of_name(cell.new, languages[tag], english):
                message = Message("'{column}' of '{id}': {doubt}", column=cell.column, id=change.id, doubt=doubt)
                problems.warning("doubtful-name", message, change.location, hint)
    return len(problems.diagnostics) > before
