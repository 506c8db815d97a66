"""Finds what has been signed, by whom and when, in a sentence whose names and dates are known already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportgen.intake.recognise.dates import FoundDate
from reportgen.intake.recognise.names import FoundName
from reportgen.intake.recognise.sentences import State, state_of
from reportgen.intake.recognise.words import Words, alternatives


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """An agreement: its title or what the text calls it and where that stands, its last words, who signed, and when."""

    start: int
    end: int
    title: str
    kind: str
    parties: tuple[FoundName, ...]
    date: FoundDate | None


_Span = tuple[int, int]
_ARTICLE = r"(?:a|an|the|another|its|their|two|three|several)\s+"
_CAPITAL = r"(?!(?:The|An?)\b)[A-Z][\w’'-]*(?:/[A-Z][\w-]*)?"
_LINK = r"(?:of|on|for|and|concerning|regarding)"
_OWNER = re.compile(r"\b[A-Z][\w)]*\s+of\s+(?:the\s+)?$")
"""What stands before the body that another belongs to: Department *of the* Government."""
_BRACKETS = r"(?:\s\([A-Z][^)]*\))?"
_QUOTED = re.compile("《[^》]{2,60}》")


def find_agreement(
    plain: str, text: str, names: Sequence[FoundName], dates: Sequence[FoundDate], words: Words
) -> FoundAgreement | None:
    """The agreement that a sentence says was signed, or None. `plain` is the sentence as it is compared."""
    signed = words.pattern("signed").search(plain)
    if not signed or state_of(plain[: signed.end()], words) is State.PLANNED:
        return None
    finder = _chinese_title if words.chinese else _english_title
    title = finder(plain, signed.end(), words) or finder(plain, 0, words)
    if title is None:
        return None
    (start, end), kind_span = title
    kind = text[slice(*kind_span)] if words.chinese else plain[slice(*kind_span)].lower().capitalize()
    bodies = [name for name in names if name.kind == "body" and not (start < name.end and name.start < end)]
    parties = _parties(plain, bodies, signed, words)
    inside = [one for one in dates if not start <= one.start < end]
    written = text[start:end].strip('《》"“” ')
    return FoundAgreement(
        start, end, " ".join(written.split()), kind, tuple(parties), inside[0] if len(inside) == 1 else None
    )


def _parties(plain: str, bodies: list[FoundName], signed: re.Match[str], words: Words) -> list[FoundName]:
    """Who signed: the bodies in front of the verb; behind "by" or "between" where the verb is passive; and "with"."""
    passive = re.search(rf"\b(?:{alternatives(words['passive'])})\s+(?:\w+\s+)?$", plain[: signed.start()])
    if not words.chinese and passive:
        return [body for body in bodies if body.start > signed.end()]
    before = [body for body in bodies if body.end <= signed.start()]
    clause = max(plain.rfind(mark, 0, signed.start()) for mark in (";", "；", "。")) + 1
    opening = re.match(r"\s*(?:To|In order to|Under|Following|For|为|根据)\b[^,，]*[,，]", plain[clause:])
    clause += opening.end() if opening and any(body.start >= clause + opening.end() for body in before) else 0
    behind = [body for body in bodies if body.start >= signed.end()][:1]
    with_them = behind and re.search(r"\bwith\s+(?:the\s+)?$|[与和同]$", plain[: behind[0].start])
    after = behind if with_them else []
    unique = {body.name: body for body in (*before, *after) if body.start >= clause}
    return [body for body in unique.values() if not _OWNER.search(plain[: body.start])]


def _english_title(plain: str, start: int, words: Words) -> tuple[_Span, _Span] | None:
    """Where the title of a document stands, and its last words: first a title in capitals, then what it is called."""
    for pattern in _english_patterns(tuple(words["documents"])):
        found = pattern.search(plain, start)
        if found:
            return found.span("title"), found.span("kind")
    return None


@cache
def _english_patterns(documents: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    kinds = alternatives(documents)
    capital_kinds = "|".join(
        r"\s".join(part if part == "of" else part.capitalize() for part in kind.split()) if kind != "mou" else "MOU|MoU"
        for kind in sorted(documents, key=len, reverse=True)
    )
    run = rf"(?:{_CAPITAL}{_BRACKETS}\s+)"
    tail = rf"(?:\s+{_LINK}(?:\sthe)?(?:\s{_CAPITAL}{_BRACKETS})+(?:,(?:\s{_CAPITAL})+)*(?:\sand(?:\s{_CAPITAL})+)?)*"
    head = rf"(?:{run}{{0,8}}(?:and\s{run}{{1,4}})?)"
    return (
        re.compile(rf"\b(?P<title>{head}(?P<kind>{capital_kinds})\b(?!\s[A-Z]){tail})"),
        re.compile(rf"\b{_ARTICLE}(?P<title>(?:[\w-]+\s){{0,4}}?(?P<kind>{kinds}))\b", re.IGNORECASE),
    )


def _chinese_title(plain: str, start: int, words: Words) -> tuple[_Span, _Span] | None:
    kinds = alternatives(words["documents"])
    quoted = _QUOTED.search(plain, start)
    if quoted:
        kind = re.compile(rf"(?:{kinds})(?=》$)").search(quoted[0])
        at = (quoted.start() + kind.start(), quoted.start() + kind.end()) if kind else (quoted.end(), quoted.end())
        return quoted.span(), at
    before = r"(?:一?份|了)?(?P<title>[^，。；、《》签]{0,30}?"
    named = re.compile(rf"{before}(?P<kind>{kinds}))(?=[，。；、（(以]|$)").match(plain, start)
    return (named.span("title"), named.span("kind")) if named else None
