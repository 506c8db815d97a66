"""Finds the glossary terms and source paragraphs that a pack's content refers to, once for all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportgen.lang.markup import term_ids
from reportgen.model.content import Agreement, Sector, SourceRef, Text
from reportgen.model.inspection import term_references, walk
from reportgen.model.meeting import Meeting
from reportgen.model.target import OVERVIEW
from reportgen.pack.writer import is_abbreviated
from reportgen.project.load import Project
from reportgen.project.places import MEETING_FILE, sector_file

_LISTED_KINDS = ("body", "programme", "document", "place", "policy", "event")
"""The kinds of term that the appendix of a document lists, in this order; people and posts are listed elsewhere."""


KEY_TERMS = 8
"""The most names that a slide shows in a readable size."""


class _Found(NamedTuple):
    """What a model refers to: terms by how often texts name them (0: only by their ids), documents that were signed,
    and numbers of source paragraphs.
    """

    mentions: Counter[str]
    signed: frozenset[str]
    paragraphs: frozenset[int]


class References:
    """The terms and sources that the packs of a project refer to; each file is searched once.

    `before` are those of an earlier state of the project: what they found in files that are the same holds.
    """

    def __init__(self, project: Project, before: References | None = None) -> None:
        self._project = project
        self._found: dict[str, _Found] = {}
        if before is not None and before._project.languages == project.languages:
            same = {
                part: found for part, found in before._found.items() if before._digests(part) == self._digests(part)
            }
            self._found.update(same)

    def _digests(self, part: str) -> Mapping[str, str]:
        """The digests of the files that a part of the content is read from."""
        return self._project.read_from(MEETING_FILE if part == OVERVIEW else sector_file(part))

    def term_ids(self, pack_id: str) -> tuple[str, ...]:
        """The terms that a sector's content uses, or all content for the overview, in reading order."""
        used = {term_id for found in self._parts(pack_id) for term_id in found.mentions}
        terms = [t for t in self._project.glossary if t.id in used and t.kind in _LISTED_KINDS]
        terms.sort(key=lambda term: _LISTED_KINDS.index(term.kind))
        return tuple(term.id for term in terms)

    def key_term_ids(self, pack_id: str) -> tuple[str, ...]:
        """At most `KEY_TERMS` of a pack's terms, in reading order.

        Documents that were signed are chosen first, then terms by how often the pack's texts name them, those named
        equally often in reading order; places that texts always name in full, which every reader knows, last.
        """
        named: Counter[str] = Counter()
        signed: set[str] = set()
        for found in self._parts(pack_id):
            named.update(found.mentions)
            signed |= found.signed
        terms = self.term_ids(pack_id)
        by_weight = sorted(terms, key=lambda one: (one not in signed, self._is_known(one), -named[one]))
        return tuple(one for one in terms if one in by_weight[:KEY_TERMS])

    def _is_known(self, term_id: str) -> bool:
        term = self._project.glossary[term_id]
        return term.kind == "place" and not is_abbreviated(term, self._project.languages)

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
    mentions: Counter[str] = Counter()
    signed: set[str] = set()
    paragraphs: set[int] = set()
    for path, value in walk(model):
        if path[:1] == ("labels",):
            continue  # the fixed words of documents are no content
        if isinstance(value, Text):
            for wording in value.root.values():
                mentions.update(term_ids(wording))
        elif isinstance(value, SourceRef):
            paragraphs.update(value.numbers)
        elif isinstance(value, Agreement) and isinstance(value.document, str):
            signed.add(value.document)
        mentions.update({term_id: 0 for _, term_id, _ in term_references(value)})
    return _Found(mentions, frozenset(signed), frozenset(paragraphs))
