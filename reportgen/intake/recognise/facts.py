"""All that is recognised in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.intake.recognise.agreements import FoundAgreement, find_agreement
from reportgen.intake.recognise.chinese_names import chinese_names
from reportgen.intake.recognise.dates import FoundDate, Reference, find_dates
from reportgen.intake.recognise.english_names import english_names
from reportgen.intake.recognise.figures import FoundFigure, find_figures
from reportgen.intake.recognise.names import FoundName
from reportgen.intake.recognise.sentences import State, state_of
from reportgen.intake.recognise.words import comparable, words_of
from reportgen.model.language import Language


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence states, in the order in which it does."""

    state: State = State.NEITHER
    dates: tuple[FoundDate, ...] = ()
    figures: tuple[FoundFigure, ...] = ()
    names: tuple[FoundName, ...] = ()
    agreement: FoundAgreement | None = None


def facts_of(text: str, language: Language, reference: Reference) -> Facts:
    """What a sentence states; nothing in a language without words of its own."""
    words = words_of(language)
    if words is None:
        return Facts()
    plain = comparable(text, language)
    dates = find_dates(plain, words.chinese, reference)
    spans = [(one.start, one.end) for one in dates]
    names = chinese_names(plain, text, words, spans) if words.chinese else english_names(plain, words)
    people = [(one.start, one.end) for one in names if one.kind == "person"]
    figures = find_figures(plain, words, language, [*spans, *people])
    agreement = find_agreement(plain, text, names, dates, words)
    state = State.DONE if agreement else state_of(plain, words)
    return Facts(state, tuple(dates), tuple(figures), tuple(names), agreement)
