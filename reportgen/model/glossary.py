"""The glossary: one concept, one official name per language, and wording rules beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reportgen.diagnostics import Location

TERM_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "people": "person",
        "posts": "post",
        "bodies": "body",
        "places": "place",
        "programmes": "programme",
        "documents": "document",
        "events": "event",
        "policy": "policy",
    }
)
"""Glossary file (without `.csv`) → the kind of its terms, in reading order."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: `names` and `shorts` by BCP 47 tag, exactly as they are to be printed.

    `honorific` (`Mr`, `Dr`) and `post` (the id of a post) belong to people only.
    """

    id: str
    kind: str
    names: Mapping[str, str]
    shorts: Mapping[str, str] = field(default_factory=dict)
    honorific: str = ""
    post: str = ""
    verified: bool = True
    source: str = ""
    note: str = ""
    location: Location = field(default_factory=lambda: Location("glossary"))


@dataclass(frozen=True, slots=True)
class VocabularyRule:
    """A Hong Kong ↔ Mainland wording: `convert` is safe to apply, otherwise a person decides.

    `direction` is `both`, `to-hans` or `to-hant`; `scope` the ids of the sectors the rule is meant
    for, where it goes before a rule for all (whose scope is empty).
    """

    hant: str
    hans: str
    direction: str
    convert: bool
    note: str = ""
    location: Location = field(default_factory=lambda: Location("glossary/vocabulary.csv"))
    scope: tuple[str, ...] = ()

    def applies_to(self, scope: str) -> bool:
        """Whether the rule is meant for a sector; an empty scope asks for the rules for all."""
        return not self.scope or scope in self.scope


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms by id, and the vocabulary rules."""

    terms: Mapping[str, Term]
    vocabulary: tuple[VocabularyRule, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def __contains__(self, term_id: str) -> bool:
        return term_id in self.terms

    def __getitem__(self, term_id: str) -> Term:
        return self.terms[term_id]
