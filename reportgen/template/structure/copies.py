"""Gives each copy of a repeated text its own ids, comments, bookmarks and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.comments_and_bookmarks import number_comments_and_bookmarks
from reportgen.template.structure.notes import COMMENT, mark_places_of_notes
from reportgen.template.structure.unique_ids import cut_changes, make_unique
from reportgen.template.syntax.placed_tags import PartTags


@dataclass(frozen=True, slots=True)
class CopiedReferences:
    """The comments (ids) that hang on statements, and all notes (kind and id, comments too) that are moved."""

    comments: frozenset[str]
    notes: frozenset[tuple[str, str]]


def make_copies_distinct(
    root: etree._Element, tags: PartTags, repeated: Sequence[etree._Element], commented: Iterable[str], codes: PartCode
) -> CopiedReferences:  # fmt: skip
    """Give each copy of what statements repeat ids, comments, bookmarks and notes of its own.

    `repeated` are the elements that loops reach over, `commented` the comments that the part referred to before its
    statements were placed.
    """
    make_unique([*repeated, *cut_changes(root)], codes)
    comments = number_comments_and_bookmarks(root, tags, commented, codes)
    moved = mark_places_of_notes(root, tags, codes) | {(COMMENT, id_) for id_ in comments}
    return CopiedReferences(comments, moved)
