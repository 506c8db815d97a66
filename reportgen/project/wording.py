"""Reads the house rules of `glossary/wording.csv`: wordings to avoid, for which audience, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import Collector, Location, Message, Severity
from reportgen.project.csv_reader import Row, check_choice, read_rows
from reportgen.project.files import FileReader
from reportgen.project.places import WORDING_FILE, is_there

WORDING_COLUMNS = ("avoid", "use", "language", "audience", "severity", "reason", "source")
"""The columns of `wording.csv`, in any order."""
AUDIENCES = ("all", "hong-kong", "mainland")
"""The audiences that a house rule can be for."""


@dataclass(frozen=True, slots=True)
class WordingRule:
    """A house rule: the wording to `avoid` in a language, the one to `use`, for which audience, and the reason.

    In `avoid`, `#` stands for any digit.
    """

    avoid: str
    use: str
    language: str
    audience: str
    severity: Severity
    reason: str
    location: Location = field(default_factory=lambda: Location(WORDING_FILE))


def load_wording(root: Path, problems: Collector, languages: Iterable[str]) -> tuple[WordingRule, ...]:
    """The house rules of the project in the folder `root`; none where it has no such table."""
    if not is_there(root / WORDING_FILE):
        return ()
    data = FileReader(root, problems).read(WORDING_FILE, Message("it holds the house rules"))
    return tuple(read_wording(data, WORDING_FILE, problems, languages)) if data is not None else ()


def read_wording(data: bytes, name: str, problems: Collector, languages: Iterable[str]) -> list[WordingRule]:
    """The rules of one table; faults go to `problems`, the rules without fault come back.

    Faults: `empty-name`, `wrong-value`, and those of `csv_reader.read_rows`.
    """
    rows = read_rows(data, name, WORDING_COLUMNS, problems)
    tags = tuple(languages)
    return [_rule(row) for row in rows if _is_sound(row, tags, problems)]


def _rule(row: Row) -> WordingRule:
    severity = Severity(row["severity"])
    return WordingRule(
        row["avoid"], row["use"], row["language"], row["audience"], severity, row["reason"], row.location
    )


def _is_sound(row: Row, tags: Sequence[str], problems: Collector) -> bool:
    before = len(problems.diagnostics)
    for column in ("avoid", "use", "reason"):
        if not row[column]:
            problems.error(
                "empty-name", Message("'{column}' is empty", column=column), row.location, Message("write it")
            )
    if row["avoid"] and row["avoid"] == row["use"]:
        problems.error(
            "wrong-value", Message("'avoid' and 'use' are the same"), row.location, Message("write what to use instead")
        )
    check_choice(row, "language", tags, problems)
    check_choice(row, "audience", AUDIENCES, problems)
    check_choice(row, "severity", tuple(Severity), problems)
    return len(problems.diagnostics) == before
