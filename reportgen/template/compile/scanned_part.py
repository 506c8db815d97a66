"""The result of scanning a part for tags: it is the same in every output language."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.template.compile.compilation import PartSource
from reportgen.template.render.bound_frames import Frame
from reportgen.template.runtime.code import Piece
from reportgen.template.runtime.part_code import PackageCode, PartCode
from reportgen.template.runtime.printing import Repetition
from reportgen.template.syntax.placed_tags import PartTags, placeholders
from reportgen.template.syntax.tags import Tag


class _Twins(dict[etree._Element, etree._Element]):
    def __missing__(self, element: etree._Element) -> etree._Element:
        return element


@dataclass(frozen=True, slots=True)
class ScannedPart:
    """The tags of a part, each isolated in its tree; `codes` has the code of its marks.

    `frames` are the pictures and charts that a tag in the alt text binds, `repetitions` what is known of tags (by
    placeholder) whose text stands in the file twice; `marked` are the tags in attributes and properties. The code of
    the part begins with `opening`. With `has_escapes` it shows delimiters of tags. `largest_id` is the largest id of a
    drawing, comment or bookmark in it.
    """

    source: PartSource
    codes: PartCode
    tags: PartTags = field(default_factory=PartTags)
    frames: list[tuple[Frame, Tag]] = field(default_factory=list)
    repetitions: dict[etree._Element, Repetition] = field(default_factory=dict)
    marked: list[Tag] = field(default_factory=list)
    opening: Sequence[Piece] = ()
    has_escapes: bool = False
    largest_id: int = 0

    @property
    def has_code(self) -> bool:
        """Whether the part becomes code: a tag or an escaped one stands in it, or notes that are to stand where their
        marks stand.
        """
        return bool(self.tags) or bool(self.marked) or self.has_escapes or self.source.has_notes_to_move

    def copied(self, package: PackageCode) -> ScannedPart:
        """The same part with a tree of its own, for the code of another package."""
        root = copy.deepcopy(self.source.root)
        twins = self._twins(root)
        return replace(
            self,
            source=replace(self.source, root=root),
            codes=self.codes.copied(package),
            tags=self.tags.copied(twins),
            frames=[(frame.copied(twins), tag) for frame, tag in self.frames],
            repetitions={twins[placeholder]: repetition for placeholder, repetition in self.repetitions.items()},
        )

    def _twins(self, root: etree._Element) -> Mapping[etree._Element, etree._Element]:
        """The elements of a copied tree that stand for placeholders and frames; one that has gone stands for itself."""
        names = {str(element.tag) for frame, _ in self.frames for element in frame.elements}
        pairs = [*zip(placeholders(self.source.root), placeholders(root), strict=True)]
        if names:
            pairs += zip(self.source.root.iter(*names), root.iter(*names), strict=True)
        return _Twins(pairs)
