"""Finds the glossary terms and source paragraphs that a pack's content refers to, once for all documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.lang.markup import term_ids
from reportgen.model.content import Meeting, Sector, SourceRef, Text, term_references, walk
from reportgen.model.target import OVERVIEW
from reportgen.project.load import Project

_LISTED_KINDS = ("body", "programme", "document", "place", "policy", "event")
"""The kinds of term that the appendix of a document lists, in this order; people and posts are listed elsewhere."""


class References:
    """The terms and sources that the packs of a project refer to; each pack is searched once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._listed: dict[str, tuple[str, ...]] = {}
        self._paragraphs: dict[str, tuple[int, ...]] = {}

    def term_ids(self, pack_id: str) -> tuple[str, ...]:
        """The terms that a sector's content uses, or all content for the overview, in reading order."""
        if pack_id not in self._listed:
            used = used_term_ids(self._models(pack_id))
            terms = [t for t in self._project.glossary if t.id in used and t.kind in _LISTED_KINDS]
            terms.sort(key=lambda term: _LISTED_KINDS.index(term.kind))
            self._listed[pack_id] = tuple(term.id for term in terms)
        return self._listed[pack_id]

    def paragraphs(self, pack_id: str) -> tuple[int, ...]:
        """The numbers of the source paragraphs that a pack's statements come from, in order."""
        if pack_id not in self._paragraphs:
            values = (value for model in self._models(pack_id) for _, value in walk(model))
            numbers = {number for value in values if isinstance(value, SourceRef) for number in value.numbers}
            self._paragraphs[pack_id] = tuple(sorted(numbers))
        return self._paragraphs[pack_id]

    def _models(self, pack_id: str) -> Iterator[Sector | Meeting]:
        if pack_id == OVERVIEW:
            yield self._project.meeting
            yield from self._project.sectors.values()
        else:
            yield self._project.sectors[pack_id]


def used_term_ids(models: Iterable[Sector | Meeting]) -> set[str]:
    """The ids of all terms that models refer to: in their texts, and in the fields that hold ids (`TermReference`)."""
    used: set[str] = set()
    for model in models:
        for _, value in walk(model):
            if isinstance(value, Text):
                for wording in value.root.values():
                    used.update(term_ids(wording))
            used.update(term_id for _, term_id, _ in term_references(value))
    return used
