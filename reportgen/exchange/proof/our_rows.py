"""The rows that proof sheets would have now, in which those that come back are found again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reportgen.exchange.proof.returned import ReturnedRow
from reportgen.exchange.proof.rows import GLOSSARY, ProofRow, RowKey, digest_of, name_rows, rows_of, same_text
from reportgen.exchange.proof.words import words_for
from reportgen.exchange.translations import Digests
from reportgen.exchange.units import LABELS, MEETING, Unit
from reportgen.project.load import Project


class OurRows:
    """The rows of a project, by file and id; those of a file are made when it is asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files = (MEETING, *project.sectors, LABELS)
        self._languages = tuple(project.languages.values())
        self._made: dict[str, dict[str, ProofRow]] = {}

    def find(self, returned: ReturnedRow) -> ProofRow | None:
        """Our row for one that came back; None where there is none.

        Where another item has come before it in its list, its place is another one now: the row is meant that shows
        the same and has the same keys.
        """
        key = returned.key
        if key is None:
            return self._find_by_texts(returned.cells)
        rows = self._rows(key.file)
        here = rows.get(key.id)
        if here is not None and _is_as_shown(here, key):
            return here
        keys = _without_positions(key.id)
        moved = [row for row in rows.values() if _without_positions(row.id) == keys and _is_as_shown(row, key)]
        return moved[0] if len(moved) == 1 else here

    def _find_by_texts(self, cells: Mapping[str, str]) -> ProofRow | None:
        """The row with this English, and with most of the other texts; None where that may be one or another."""
        english = same_text(cells.get(self._project.source_language, ""))
        rows = [row for file in (*self._files, GLOSSARY) for row in self._rows(file).values()]
        found = [row for row in rows if english and same_text(row.text(self._project.source_language)) == english]
        equal = [sum(same_text(row.text(tag)) == same_text(text) for tag, text in cells.items()) for row in found]
        best = [row for row, count in zip(found, equal, strict=True) if count == max(equal)]
        return best[0] if best and (len(best) == 1 or max(equal) == len(cells)) else None

    def digests(self, language: str) -> Digests:
        """How a text is digested on a sheet: as its readers see it."""

        def of(unit: Unit) -> tuple[str, str]:
            row = self._rows(unit.file)[unit.id]
            return digest_of(row.text(self._project.source_language)), digest_of(row.text(language))

        return of

    def _rows(self, file: str) -> Mapping[str, ProofRow]:
        if file == GLOSSARY:
            return self._names
        if file not in self._made:
            words = words_for(self._project.source_language)
            rows = rows_of(self._project, file, self._languages, words) if file in self._files else []
            self._made[file] = {row.id: row for row in rows if row.file != GLOSSARY}
        return self._made[file]

    @cached_property
    def _names(self) -> Mapping[str, ProofRow]:
        words = words_for(self._project.source_language)
        terms = self._project.glossary
        return {row.id: row for term in terms for row in name_rows(term, self._languages, words)}


def _is_as_shown(row: ProofRow, key: RowKey) -> bool:
    return all(key.shows(tag, row.text(tag)) for tag in key.digests)


def _without_positions(row_id: str) -> list[str]:
    return [step for step in row_id.split(".") if not step.isdigit()]
