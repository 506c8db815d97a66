"""Collects the bodies, people and documents that a record names and the glossary does not, as rows to be completed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Location
from reportgen.exchange.rows import Row
from reportgen.intake.analysed import Passage
from reportgen.intake.linked import Linker
from reportgen.intake.recognise.names import FoundName

_LEFT_OUT = frozenset("the of and for on in at to a an".split())
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
        stem = _NOT_IN_ID.sub("-", "-".join(words).lower())[:_LONGEST_ID].strip("-")
        if not re.match("[a-z]", stem):
            stem = found.kind
        number, name = 1, stem
        while name in self._taken or (stem == found.kind and number == 1):
            number += 1
            name = f"{stem}-{number - (stem == found.kind)}"
        self._taken.add(name)
        return name

    def pair(self, passages: Sequence[Passage], languages: Sequence[str]) -> None:
        """Give proposals in the first language the names of the others that stand in just the same sentences."""
        first, *others = languages
        for other in others:
            ours, theirs = self._places(passages, first, other), self._places(passages, other, first)
            for key, places in ours.items():
                same = [each for each, at in theirs.items() if at == places and each[1] == key[1]]
                alone = [each for each, at in ours.items() if at == places and each[1] == key[1]] == [key]
                proposal = self.proposed.get(self._ids.get((first, key[0]), ""))
                if len(same) == 1 and alone and proposal is not None:
                    proposal.names.setdefault(other, same[0][0])
                    self._forget(other, same[0][0])

    def _forget(self, language: str, name: str) -> None:
        """A name that was proposed for itself in another language is part of a proposal now."""
        paired = self._ids.get((language, name))
        if paired is not None and len(self.proposed[paired].names) == 1:
            del self.proposed[paired]

    @staticmethod
    def _places(passages: Sequence[Passage], language: str, beside: str) -> dict[tuple[str, str], frozenset[int]]:
        """Each name with its kind → the sentences that have it, of those that exist in both languages."""
        places: dict[tuple[str, str], set[int]] = {}
        number = 0
        for passage in passages:
            for wordings in passage.wordings:
                number += 1
                if language in wordings.sentences and beside in wordings.sentences:
                    for name in wordings.sentences[language].facts.names:
                        places.setdefault((name.name, name.kind), set()).add(number)
        return {key: frozenset(numbers) for key, numbers in places.items()}

    def rows(self, document: str) -> list[Row]:
        """The proposals as rows of an exchange table, in the order in which the record names them."""
        return [
            Row(one.id, one.kind, _cells(one, document), Location("names.csv"))
            for one in self.proposed.values()
            if not self._is_head_of_another(one)
        ]

    def _is_head_of_another(self, one: ProposedName) -> bool:
        """Whether a proposal is only the first words of another: the Task Force, after the Task Force for Ferries."""
        names = [name for other in self.proposed.values() for name in other.names.values()]
        return any(name.startswith((f"{ours} for ", f"{ours} on ")) for ours in one.names.values() for name in names)


def _cells(one: ProposedName, document: str) -> dict[str, str]:
    paragraphs = ",".join(map(str, one.paragraphs[:9]))
    cells = {"status": "unverified", "source": f"{document}#{paragraphs}", "note": ""}
    if one.kind == "person":
        cells |= {"honorific": one.honorific, "post": one.post}
    return {**one.names, **{f"{tag}_short": short for tag, short in one.shorts.items()}, **cells}
