"""The glossary as data: terms with one official name per language, and vocabulary rules for conversion."""

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
    """A Hong Kong wording and the Mainland's for the same: if `convert`, it is applied, otherwise a person decides.

    `direction` is `both`, `to-hans` or `to-hant`. `scope` holds the ids of the sectors that the rule is for, where it
    goes before a rule for all sectors, whose scope is empty. `not_in` holds longer strings, of either script, in which
    the rule's word is not meant: 木質素 for 質素. `example` is a sentence and what it is converted to, or empty texts.
    """

    hant: str
    hans: str
    direction: str
    convert: bool
    note: str = ""
    location: Location = field(default_factory=lambda: Location("glossary/vocabulary.csv"))
    scope: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    example: tuple[str, str] = ("", "")

    def applies_to(self, scope: str) -> bool:
        """Whether the rule is used for the sector `scope`; with an empty one, whether it is for all sectors."""
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
