"""Reads texts as a reader of the file sees them: in a template, tags are tags and not text."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts
from reportgen.template.syntax.tags import TagKind, find_tags

_SILENT = (TagKind.STATEMENT, TagKind.COMMENT)
"""The tags that print nothing."""
_NAMES_CELL_COLOUR = etree.XPath("contains(., 'cellbg')")


@dataclass(frozen=True, slots=True)
class VisibleText:
    """Reads the texts of a file; `is_template` says that tags in it are tags, and not text."""

    is_template: bool

    def of(self, text: str) -> str:
        """Return what a reader sees of a text: a template's text without the tags that print nothing."""
        return _without_tags(text, _SILENT) if self.is_template else text

    def of_runs(self, runs: Sequence[str]) -> list[str]:
        """Return what a reader sees of each run of a paragraph, where a tag may be cut into several."""
        if not self.is_template:
            return list(runs)
        tags = (tag for tag in find_tags("".join(runs)) if tag.kind in _SILENT)
        hidden = {place for tag in tags for place in range(tag.start, tag.end)}
        numbered = count()
        return ["".join([char for char in run if next(numbered) not in hidden]) for run in runs]

    def literal(self, text: str) -> str:
        """Return what the file itself has of a text: a template's text without any tag."""
        return _without_tags(text, tuple(TagKind)) if self.is_template else text

    def of_paragraph(self, paragraph: etree._Element) -> str:
        """Return what a reader sees of a paragraph."""
        return self.of(paragraph_text(paragraph, BY_PARAGRAPH[str(paragraph.tag)]))

    def below(self, element: etree._Element) -> str:
        """Return what a reader sees of everything below an element, a line for each paragraph, without outer space."""
        return "\n".join(self.of_paragraph(text.element) for text in texts(element, Use.REVIEWED)).strip()


def _without_tags(text: str, kinds: Container[TagKind]) -> str:
    """Return a text without its tags of these kinds."""
    parts, position = [], 0
    for match in find_tags(text):
        if match.kind in kinds:
            parts.append(text[position : match.start])
            position = match.end
    return "".join([*parts, text[position:]])


def has_cell_colour_tag(cell: etree._Element) -> bool:
    """Whether a tag of a template sets a cell's colour; a finished file has no tags."""
    return bool(_NAMES_CELL_COLOUR(cell))
