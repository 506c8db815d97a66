"""Finds the glossary terms and source paragraphs that a pack's content refers to, once for all documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.lang.markup import term_ids
from reportgen.model.content import Meeting, Sector, SourceRef, Text, term_references, walk
from reportgen.model.target import OVERVIEW
from reportgen.project.load import Project

_LISTED_KINDS = ("body", "programme", "document", "place", "policy", "event")
"""The kinds of term that the appendix of a document lists, in this order; people and posts are listed elsewhere."""


class _Found(NamedTuple):
    """What a model refers to: ids of terms, and numbers of source paragraphs."""

    terms: frozenset[str]
    paragraphs: frozenset[int]


class References:
    """The terms and sources that the packs of a project refer to; each file is searched once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._found: dict[str, _Found] = {}

    def term_ids(self, pack_id: str) -> tuple[str, ...]:
        """The terms that a sector's content uses, or all content for the overview, in reading order."""
        used = {term_id for found in self._parts(pack_id) for term_id in found.terms}
        terms = [t for t in self._project.glossary if t.id in used and t.kind in _LISTED_KINDS]
        terms.sort(key=lambda term: _LISTED_KINDS.index(term.kind))
        return tuple(term.id for term in terms)

    def paragraphs(self, pack_id: str) -> tuple[int, ...]:
        """The numbers of the source paragraphs that a pack's statements come from, in order."""
        return tuple(sorted({number for found in self._parts(pack_id) for number in found.paragraphs}))

    def _parts(self, pack_id: str) -> Iterator[_Found]:
        """What a pack is made from refers to: one sector, or the meeting and all of them."""
        if pack_id != OVERVIEW:
            yield self._search(pack_id)
            return
        for part in (OVERVIEW, *self._project.sectors):
            yield self._search(part)

    def _search(self, part: str) -> _Found:
        """What the meeting (`OVERVIEW`) or a sector refers to."""
        if part not in self._found:
            model = self._project.meeting if part == OVERVIEW else self._project.sectors[part]
            self._found[part] = _search(model)
        return self._found[part]


def _search(model: Sector | Meeting) -> _Found:
    """Search a model's texts, the fields that hold ids of terms (`TermReference`), and its sources."""
    terms: set[str] = set()
    paragraphs: set[int] = set()
    for _, value in walk(model):
        if isinstance(value, Text):
            for wording in value.root.values():
                terms.update(term_ids(wording))
        elif isinstance(value, SourceRef):
            paragraphs.update(value.numbers)
        terms.update(term_id for _, term_id, _ in term_references(value))
    return _Found(frozenset(terms), frozenset(paragraphs))
