"""The result of scanning a part for tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.template.render.bound_frames import Frame
from reportgen.template.runtime.code import Piece
from reportgen.template.runtime.printing import Repetition
from reportgen.template.syntax.placed_tags import PartTags
from reportgen.template.syntax.tags import Tag


@dataclass(frozen=True, slots=True)
class ScannedPart:
    """The tags of a part, each isolated in its tree.

    `frames` are the pictures and charts that a tag in the alt text binds, `repetitions` what is known of tags (by
    placeholder) whose text stands in the file twice; `marked` are the tags in attributes and properties. The code of
    the part begins with `opening`.
    """

    tags: PartTags = field(default_factory=PartTags)
    frames: list[tuple[Frame, Tag]] = field(default_factory=list)
    repetitions: dict[etree._Element, Repetition] = field(default_factory=dict)
    marked: list[Tag] = field(default_factory=list)
    opening: Sequence[Piece] = ()

    @property
    def has_tags(self) -> bool:
        """Whether a tag stands anywhere in the part."""
        return bool(self.tags) or bool(self.marked)
