"""Places the statements of a part, and keeps what Office demands where they could leave nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.office.drawing.boxes import Box
from reportgen.office.drawing.theme_colours import mark_literal_colours
from reportgen.template.render.arrange import Arrangement, ArrangementError, arrange
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.cells import place_cell_tags
from reportgen.template.structure.content_controls import keep_controls
from reportgen.template.structure.levels.sections import SectionStatements, keep_section_breaks
from reportgen.template.structure.levels.shapes import ShapeStatement
from reportgen.template.structure.required_content import keep_required
from reportgen.template.structure.statements import blocks_of, lift
from reportgen.template.syntax.keywords import ARRANGEMENTS
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


def keep_what_office_demands(root: etree._Element, tags: PartTags, codes: PartCode, placed: PlacedStatements) -> None:
    """Let what statements empty be completed, and written colours follow the theme."""
    mark_literal_colours(root)
    keep_controls(root, tags, codes)
    keep_required(root, tags, codes)
    keep_section_breaks(root, codes)
    if placed.sections:
        placed.sections.keep_last_properties()


def arrange_shapes(
    statements: list[ShapeStatement], codes: PartCode, slide_size: tuple[int, int], guides: Mapping[str, Box],
    found: Collector,
) -> Mapping[etree._Element, Arrangement]:  # fmt: skip
    """Let the loop's index and length say where each copy of an arranged shape stands."""
    arranged: dict[etree._Element, Arrangement] = {}
    for statement in statements:
        tag = statement.tag
        if tag.keyword not in ARRANGEMENTS:
            continue
        try:
            arranged[statement.shape] = arrange(tag, statement.shape, slide_size, guides, codes)
        except ArrangementError as fault:
            found.error("wrong-arrangement", f"'{tag.text}': {fault}", tag.location)
    return arranged
