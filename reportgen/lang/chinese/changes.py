"""The changes that a conversion made, each with its rule, for `convert --explain`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.lang.spans import Edit
from reportgen.model.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch of a text that conversion changed.

    `start` and `end` count characters of the source text; `rule` is `term:<id>`, `vocabulary`,
    `spelling`, `surname`, `counter`, `characters`, `punctuation`, `number`, `date` or `inline`; `where` is the
    rule's `file:line` if it stands in a file.
    """

    start: int
    end: int
    source: str
    target: str
    rule: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A word that a person must decide about: its position in characters, a suggestion, and the rule's note.

    `where` is the rule's `file:line`.
    """

    start: int
    end: int
    source: str
    suggestion: str
    note: str
    where: str


def change_of(edit: Edit, text: str, glossary: Glossary) -> Change:
    """The change that an edit makes to a text; the location of its rule is looked up in the glossary."""
    kind, _, key = edit.rule.partition(":")
    source = text[edit.start : edit.end]
    if kind == "term":
        return Change(edit.start, edit.end, source, edit.text, edit.rule, str(glossary[key].location))
    where = str(glossary.vocabulary[int(key)].location) if kind == "vocabulary" else ""
    return Change(edit.start, edit.end, source, edit.text, kind, where)


def character_changes(source: str, target: str, offset: int) -> Iterator[Change]:
    """The changes between two versions of a stretch that begins at `offset`; a run of changed characters is one."""
    if source == target:
        return
    if len(source) == len(target):
        blocks = _runs(source, target)
    else:
        matcher = difflib.SequenceMatcher(None, source, target, autojunk=False)
        blocks = [(a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    for start, end, target_start, target_end in blocks:
        printed = target[target_start:target_end]
        yield Change(offset + start, offset + end, source[start:end], printed, "characters")


def _runs(source: str, target: str) -> list[tuple[int, int, int, int]]:
    """The runs of positions at which two strings of one length differ."""
    runs: list[tuple[int, int, int, int]] = []
    for at, (one, other) in enumerate(zip(source, target, strict=True)):
        if one == other:
            continue
        start = runs.pop()[0] if runs and runs[-1][1] == at else at
        runs.append((start, at + 1, start, at + 1))
    return runs
