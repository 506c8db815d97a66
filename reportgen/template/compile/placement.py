"""Places the statements of a part, and keeps what Office demands where they could leave nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.office.drawing.theme_colours import mark_literal_colours
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.cells import place_cell_tags
from reportgen.template.structure.content_controls import keep_controls
from reportgen.template.structure.levels.sections import SectionStatements, keep_section_breaks
from reportgen.template.structure.required_content import keep_required
from reportgen.template.structure.statements import blocks_of, lift
from reportgen.template.syntax.placed_tags import PartTags


@dataclass(frozen=True, slots=True)
class PlacedStatements:
    """The statements of a part, each where it has to stand; `sections` are those about Word's sections."""

    sections: SectionStatements | None


def place_statements(root: etree._Element, tags: PartTags, codes: PartCode, found: Collector) -> PlacedStatements:
    """Make the tags of every statement siblings, around or in place of what the statement takes with it."""
    about_sections = any(placed.tag.level == "section" for placed in tags.scanned())
    sections = SectionStatements(root, tags, codes, found) if about_sections else None
    movable = [placed for placed in tags.in_reading_order(root) if placed.tag.level != "shape"]
    blocks = blocks_of(movable, found)
    place_cell_tags(movable, codes, found)
    lift(root, movable, blocks, found)
    if sections:
        sections.put_back()
    return PlacedStatements(sections)


def keep_what_office_demands(
    root: etree._Element, tags: PartTags, codes: PartCode, placed: PlacedStatements,
    optional: Collection[etree._Element],
) -> None:  # fmt: skip
    """Let what is emptied be completed, and written colours follow the theme; `optional` are paragraphs that may go."""
    mark_literal_colours(root)
    keep_controls(root, tags, codes)
    keep_required(root, tags, codes, optional)
    keep_section_breaks(root, codes)
    if placed.sections:
        placed.sections.keep_last_properties()
