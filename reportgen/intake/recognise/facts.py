"""All that is recognised in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.intake.recognise.agreements import FoundAgreement, find_agreement
from reportgen.intake.recognise.chinese_names import chinese_names
from reportgen.intake.recognise.dates import FoundDate, Reference, find_dates
from reportgen.intake.recognise.english_names import english_names
from reportgen.intake.recognise.figures import FoundFigure, find_figures
from reportgen.intake.recognise.names import FoundName
from reportgen.intake.recognise.sentences import State, state_of
from reportgen.intake.recognise.words import Words, comparable, words_of
from reportgen.model.language import Language


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence states, in the order in which it does."""

    state: State = State.NEITHER
    dates: tuple[FoundDate, ...] = ()
    figures: tuple[FoundFigure, ...] = ()
    names: tuple[FoundName, ...] = ()
    agreement: FoundAgreement | None = None


def facts_of(text: str, language: Language, reference: Reference, shorts: Mapping[str, str]) -> Facts:
    """What a sentence states: nothing in a language without words of its own. `shorts` are those of `short_forms`."""
    words = words_of(language)
    if words is None:
        return Facts()
    plain = comparable(text, language)
    dates = find_dates(plain, words.chinese, reference)
    spans = [(one.start, one.end) for one in dates]
    names = [replace(one, name=shorts.get(one.name, one.name)) for one in _names(plain, text, words, spans)]
    names = sorted([*names, *_mentioned(plain, shorts, names)], key=lambda name: (name.start, name.end))
    people = [(one.start, one.end) for one in names if one.kind == "person"]
    figures = find_figures(plain, words, [*spans, *people])
    agreement = find_agreement(plain, text, names, dates, words)
    if agreement is not None:
        names = [name for name in names if not (agreement.start < name.end and name.start < agreement.end)]
    figures = [replace(one, unit=text[one.end - len(one.unit) : one.end]) if words.chinese else one for one in figures]
    state = State.DONE if agreement else state_of(plain, words) or _state_by_date(dates, reference)
    if state is State.NEITHER and figures:
        state = State.DONE  # what is counted is there
    return Facts(state, tuple(dates), tuple(figures), tuple(names), agreement)


def _state_by_date(dates: Sequence[FoundDate], reference: Reference) -> State:
    """What a sentence reports whose words do not say it: what its dates say, as seen from the day of the record."""
    if not dates or not reference.year:
        return State.NEITHER
    is_ahead = any(
        one.date.first_day.timetuple()[:3] > (reference.year, reference.month, reference.day) for one in dates
    )
    return State.PLANNED if is_ahead else State.DONE


def short_forms(texts: Iterable[str], language: Language) -> dict[str, str]:
    """The short forms of bodies that a document introduces in brackets, with the names that they stand for."""
    words = words_of(language)
    if words is None:
        return {}
    found: dict[str, str] = {}
    for text in texts:
        if "(" in text or "（" in text:
            for name in _names(comparable(text, language), text, words, []):
                if name.short:
                    found.setdefault(name.short, name.name)
    return found


def _names(plain: str, text: str, words: Words, taken: list[tuple[int, int]]) -> list[FoundName]:
    return chinese_names(plain, text, words, taken) if words.chinese else english_names(plain, words, taken)


def _mentioned(plain: str, shorts: Mapping[str, str], names: Sequence[FoundName]) -> Iterator[FoundName]:
    """The bodies that a sentence names by the short form that the document has given them."""
    for short, name in shorts.items():
        for found in re.finditer(rf"(?<![\w(]){re.escape(short)}(?![\w)])", plain):
            if not any(found.start() < other.end and other.start < found.end() for other in names):
                yield FoundName(found.start(), found.end(), name)
