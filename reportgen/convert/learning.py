"""Learns from a Word file that a person has looked through: which decisions were kept, undone, or worded otherwise.

A decision that was kept leaves its sentence with the rule of the vocabulary that made it. One that was undone, and a
wording that somebody typed, become rows of the vocabulary, each with its sentence. `check` converts these sentences
again (`unmet-example`), so that no later rule undoes what a person has decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from reportgen.characters import IDEOGRAPHS
from reportgen.convert.comments import CommentedText, commented_texts
from reportgen.exchange.sheets.csv_source import read_records, write_cell
from reportgen.model.glossary import Glossary, VocabularyRule
from reportgen.model.language import Language
from reportgen.office.opc.package import Package
from reportgen.project.csv_reader import EXAMPLE_ARROW, VOCABULARY_COLUMNS

Convert = Callable[[Glossary, str], str]
"""Converts a sentence with the names and the vocabulary of a glossary."""

_DECISION = re.compile(r"(?P<source>.+?) → (?P<proposal>.+?)(?P<left>\??)\n(?:.*\n)*(?P<sentence>.+)")
"""The text of a comment, as `review.Decision.text` writes it."""
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_EXAMPLE = "example"
_NO_RULES = Glossary({})
"""By these, characters alone are converted."""


class Verdict(StrEnum):
    """What became of a decision: kept, undone, worded otherwise; or nobody has decided yet."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADDED = "added"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A decision, and what became of it: `wording` stands in the file now, where `source` is the author's word.

    `sentence` is the author's; `row` is the rule that the lesson adds to the vocabulary, and `kept` the rule whose
    example the sentence becomes.
    """

    source: str
    wording: str
    sentence: str
    verdict: Verdict
    row: VocabularyRule | None = None
    kept: VocabularyRule | None = None


def read_lessons(package: Package, convert: Convert) -> list[Lesson]:
    """The lessons of a reviewed file; a comment that somebody changed teaches nothing."""
    return [lesson for each in commented_texts(package) for lesson in _read(each, convert)]


def _read(commented: CommentedText, convert: Convert) -> Iterator[Lesson]:
    found = _DECISION.fullmatch(commented.comment)
    if found:
        plain = convert(_NO_RULES, found["source"])
        verdict = Verdict.ADDED
        if not commented.settled or not commented.text or (found["left"] and commented.text == plain):
            verdict = Verdict.OPEN
        elif commented.text == found["proposal"] and not found["left"]:
            verdict = Verdict.ACCEPTED
        elif commented.text == plain:
            verdict = Verdict.REJECTED
        yield Lesson(found["source"], commented.text, found["sentence"], verdict)


def learn(lessons: Iterable[Lesson], glossary: Glossary, target: Language, convert: Convert) -> list[Lesson]:
    """The lessons with the rows that they add and the rules that keep their sentences.

    What the vocabulary does so already adds nothing. A lesson whose row does not lead to the wording is open again.
    """
    planned = [_plan(lesson, glossary, target, convert) for lesson in lessons]
    rows = list(dict.fromkeys(lesson.row for lesson in planned if lesson.row))
    learned = replace(glossary, vocabulary=(*glossary.vocabulary, *rows))
    done: list[Lesson] = []
    seen: set[tuple[str, str]] = set()
    for lesson in planned:
        wanted = convert(learned, lesson.sentence)
        rule = lesson.row or lesson.kept
        if lesson.verdict is not Verdict.OPEN and lesson.wording not in wanted:
            done.append(replace(lesson, verdict=Verdict.OPEN, row=None, kept=None))
        elif rule is None or (rule.hant, rule.hans) in seen:
            done.append(replace(lesson, row=None, kept=None))
        else:
            seen.add((rule.hant, rule.hans))
            example = (lesson.sentence, wanted)
            row, kept = (each and replace(each, example=example) for each in (lesson.row, lesson.kept))
            done.append(replace(lesson, row=row, kept=kept))
    return done


def _plan(lesson: Lesson, glossary: Glossary, target: Language, convert: Convert) -> Lesson:
    """A lesson with its row, or with the rule that is to keep its sentence where that has none yet."""
    if lesson.verdict is Verdict.OPEN:
        return lesson
    known = {_source(rule, target): rule for rule in reversed(glossary.vocabulary) if _applies(rule, target)}
    if lesson.verdict is Verdict.ACCEPTED:
        rule = known.get(lesson.source)
        return replace(lesson, kept=rule) if rule and not rule.example[0] else lesson
    if lesson.wording in convert(glossary, lesson.sentence):
        return lesson
    alone = lesson.verdict is Verdict.ADDED and lesson.source not in known
    before, after = ("", "") if alone else _neighbours(lesson)
    printed = convert(_NO_RULES, before) + lesson.wording + convert(_NO_RULES, after)
    return replace(lesson, row=_row(before + lesson.source + after, printed, target))


def _neighbours(lesson: Lesson) -> tuple[str, str]:
    """The characters on both sides of the word: an exception reaches no further than needed."""
    at = lesson.sentence.find(lesson.source)
    around = (lesson.sentence[at - 1 : at] if at > 0 else "", lesson.sentence[at + len(lesson.source) :][:1])
    before, after = (each if _IDEOGRAPH.match(each) else "" for each in around)
    return before, after


def _row(source: str, printed: str, target: Language) -> VocabularyRule:
    to_hans = target.script == "Hans"
    hant, hans = (source, printed) if to_hans else (printed, source)
    return VocabularyRule(hant, hans, "to-hans" if to_hans else "to-hant", convert=True)


def _applies(rule: VocabularyRule, target: Language) -> bool:
    return rule.convert and rule.direction in ("both", f"to-{target.script.lower()}")


def _source(rule: VocabularyRule, target: Language) -> str:
    return rule.hant if target.script == "Hans" else rule.hans


def written_table(data: bytes, lessons: Iterable[Lesson], origin: str) -> bytes:
    """The bytes of `vocabulary.csv` with the rows and the sentences of lessons; all else stays as it was typed.

    `origin` says where the rows are from. A table without a column for sentences gains one; without any bytes, all.
    """
    chosen = list(lessons)
    text = data.decode("utf-8") or ",".join(VOCABULARY_COLUMNS) + "\n"
    ending = "\r\n" if "\r\n" in text else "\n"
    header, *records = read_records(text)
    columns = [name.strip("\ufeff") for name in header.values]
    examples = {
        each.kept.location.line: EXAMPLE_ARROW.join(each.kept.example) for each in chosen if each.kept
    }  # fmt: skip
    if _EXAMPLE not in columns:
        inserts = [(header.end, header.end, f",{_EXAMPLE}")]
        inserts += [(each.end, each.end, f",{write_cell(examples.get(each.line, ''))}") for each in records]
        columns.append(_EXAMPLE)
    else:
        cells = ((each.cells[columns.index(_EXAMPLE)], each.line) for each in records)
        inserts = [(cell.start, cell.end, write_cell(examples[line])) for cell, line in cells if line in examples]
    for start, end, written in reversed(inserts):
        text = text[:start] + written + text[end:]
    if not text.endswith(("\n", "\r")):
        text += ending
    rows = (_cells(each.row, origin) for each in chosen if each.row)
    lines = (",".join(write_cell(row.get(column, "")) for column in columns) + ending for row in rows)
    return (text + "".join(lines)).encode("utf-8")


def _cells(rule: VocabularyRule, origin: str) -> dict[str, str]:
    return {
        "zh-Hant": rule.hant,
        "zh-Hans": rule.hans,
        "direction": rule.direction,
        "action": "convert",
        "source": origin,
        _EXAMPLE: EXAMPLE_ARROW.join(rule.example),
    }
