"""Collects the bodies, people and documents that a record names and the glossary does not, as rows to be completed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Location, Message
from reportgen.exchange.rows import Row
from reportgen.intake.analysed import Passage
from reportgen.intake.linked import Linker
from reportgen.intake.recognise.names import FoundName

_LEFT_OUT = frozenset(["the", "of", "and", "for", "on", "in", "at", "to", "a", "an"])
_LONGEST_ID = 40
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class ProposedName:
    """A name that is not in the glossary, by language, with the paragraphs that have it in its first language."""

    id: str
    kind: str
    names: dict[str, str]
    shorts: dict[str, str] = field(default_factory=dict)
    honorific: str = ""
    post: str = ""
    note: str = ""
    paragraphs: list[int] = field(default_factory=list)


class NameList:
    """The names of a record: what the glossary calls them, or a proposal with an id of its own."""

    def __init__(self, linkers: Mapping[str, Linker], taken: Iterable[str]) -> None:
        self._linkers = linkers
        self._taken = set(taken)
        self._ids: dict[tuple[str, str], str] = {}
        self.proposed: dict[str, ProposedName] = {}

    def id_of(self, found: FoundName, language: str, paragraph: int) -> str:
        """The id of a name: that of its term in the glossary, or the one that is proposed for it."""
        term = self._linkers[language].term(found.name) if language in self._linkers else None
        if term is not None:
            return term.id
        key = (language, found.name)
        if key not in self._ids:
            self._ids[key] = self._new_id(found)
            self.proposed[self._ids[key]] = ProposedName(self._ids[key], found.kind, {language: found.name})
        known = self.proposed[self._ids[key]]
        if found.short:
            known.shorts.setdefault(language, found.short)
        if found.post and not known.post:
            known.post = self.id_of(FoundName(0, 0, found.post, "post"), language, paragraph)
        known.honorific = known.honorific or (found.honorific if found.honorific.isascii() else "")
        if paragraph not in known.paragraphs:
            known.paragraphs.append(paragraph)
        return known.id

    def _new_id(self, found: FoundName) -> str:
        short = found.short if found.short.isascii() and "(" not in found.short else ""
        words = [word for word in re.findall(r"[A-Za-z0-9]+", short or found.name) if word.lower() not in _LEFT_OUT]
        stem = _NOT_IN_ID.sub("-", "-".join(words).lower()).strip("-")
        stem = re.sub(rf"^(.{{1,{_LONGEST_ID}}})(?:-.*)?$", r"\1", stem)
        if not re.match("[a-z]", stem):
            stem = found.kind
        number, name = 1, stem
        while name in self._taken or (stem == found.kind and number == 1):
            number += 1
            name = f"{stem}-{number - (stem == found.kind)}"
        self._taken.add(name)
        return name

    def pair(self, passages: Sequence[Passage], languages: Sequence[str]) -> None:
        """Give proposals in the first language the names of the others that stand in just the same sentences.

        Where several do, they are paired in their order, and the row says so.
        """
        first, *others = languages
        for other in others:
            ours, theirs = self._by_place(passages, first, other), self._by_place(passages, other, first)
            for place, names in ours.items():
                same = theirs.get(place, [])
                if len(same) == len(names):
                    for name, counterpart in zip(names, same, strict=True):
                        self._pair(first, name, other, counterpart, len(names) > 1)

    def _pair(self, first: str, name: str, other: str, counterpart: str, by_order: bool) -> None:
        proposal = self.proposed.get(self._ids.get((first, name), ""))
        double = self.proposed.get(self._ids.get((other, counterpart), ""))
        if proposal is None or double is None or proposal is double:
            return
        proposal.names.setdefault(other, counterpart)
        proposal.shorts.update({tag: short for tag, short in double.shorts.items() if tag not in proposal.shorts})
        proposal.note = Message("paired by the order of the names") if by_order else proposal.note
        if proposal.post and double.post:
            self._pair(first, self.proposed[proposal.post].names.get(first, ""), other,
                       self.proposed[double.post].names.get(other, ""), False)  # fmt: skip
        self._forget(other, counterpart)

    def also(self, known: str, language: str, name: str) -> None:
        """Note what a proposal is called in another language."""
        if known in self.proposed:
            self.proposed[known].names.setdefault(language, name)

    def _forget(self, language: str, name: str) -> None:
        """A name that was proposed for itself in another language is part of a proposal now."""
        paired = self._ids.get((language, name))
        if paired is not None and len(self.proposed[paired].names) == 1:
            del self.proposed[paired]

    @staticmethod
    def _by_place(
        passages: Sequence[Passage], language: str, beside: str
    ) -> dict[tuple[str, frozenset[int]], list[str]]:
        """Kind and sentences → the names that have just these, in order; sentences that exist in both languages."""
        places: dict[tuple[str, str], set[int]] = {}
        both = [
            one.sentences[language] for passage in passages for one in passage.wordings
            if language in one.sentences and beside in one.sentences
        ]  # fmt: skip
        for number, sentence in enumerate(both):
            for one in sentence.facts.names:
                places.setdefault((one.kind, one.name), set()).add(number)
        found: dict[tuple[str, frozenset[int]], list[str]] = {}
        for (kind, name), numbers in places.items():
            found.setdefault((kind, frozenset(numbers)), []).append(name)
        return found

    def rows(self, document: str, say: Callable[[str], str]) -> list[Row]:
        """The proposals as rows of an exchange table, in the order in which the record names them.

        `say` puts notes into a language.
        """
        return [
            Row(one.id, one.kind, _cells(one, document, say(one.note)), Location("names.csv"))
            for one in self.proposed.values()
            if not self._is_head_of_another(one)
        ]

    def _is_head_of_another(self, one: ProposedName) -> bool:
        """Whether a proposal is only the first words of another: the Task Force, after the Task Force for Ferries."""
        names = [name for other in self.proposed.values() for name in other.names.values()]
        return any(name.startswith((f"{ours} for ", f"{ours} on ")) for ours in one.names.values() for name in names)


def _cells(one: ProposedName, document: str, note: str) -> dict[str, str]:
    paragraphs = ",".join(map(str, one.paragraphs[:9]))
    cells = {"status": "unverified", "source": f"{document}#{paragraphs}", "note": note}
    if one.kind == "person":
        cells |= {"honorific": one.honorific, "post": one.post}
    return {**one.names, **{f"{tag}_short": short for tag, short in one.shorts.items()}, **cells}
