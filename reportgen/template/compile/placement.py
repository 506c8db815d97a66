"""Places the statements of a part, and keeps what Office demands where they could leave nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.office.drawing.theme_colours import mark_literal_colours
from reportgen.office.opc.lists import NumberedLists
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.cells import place_cell_tags
from reportgen.template.structure.check_boxes import fill_check_boxes
from reportgen.template.structure.comments_and_bookmarks import comment_ids
from reportgen.template.structure.content_controls import keep_controls
from reportgen.template.structure.fields import check_fields
from reportgen.template.structure.levels.sections import SectionStatements, keep_section_breaks
from reportgen.template.structure.list_rounds import restart_lists
from reportgen.template.structure.required_content import keep_required
from reportgen.template.structure.statements import blocks_of, check_jumps, lift
from reportgen.template.structure.tag_paragraphs import TagParagraphs, free_tag_paragraphs
from reportgen.template.syntax.placed_tags import PartTags


@dataclass(frozen=True, slots=True)
class PlacedStatements:
    """The statements of a part, each where it has to stand; `sections` are those about Word's sections.

    `commented` are the comments (ids) that the part referred to before.
    """

    sections: SectionStatements | None
    commented: Sequence[str]


def place_statements(
    root: etree._Element, tags: PartTags, codes: PartCode, found: Collector, keeps_paragraphs: bool = False
) -> PlacedStatements:  # fmt: skip
    """Make the tags of every statement siblings, around or in place of what the statement takes with it.

    With `keeps_paragraphs`, those of statements alone stay, empty.
    """
    commented = comment_ids(root)
    about_sections = any(placed.tag.level == "section" for placed in tags.scanned())
    sections = SectionStatements(root, tags, codes, found) if about_sections else None
    movable = [placed for placed in tags.in_reading_order(root) if placed.tag.level != "shape"]
    blocks = blocks_of(movable, found)
    place_cell_tags(movable, codes, found)
    lift(root, movable, blocks, found, keeps_paragraphs)
    check_jumps(movable, blocks, found)
    check_fields(root, tags, found)
    if sections:
        sections.put_back()
    return PlacedStatements(sections, commented)


def keep_what_office_demands(
    root: etree._Element, tags: PartTags, codes: PartCode, placed: PlacedStatements, lists: NumberedLists | None,
    like_docxtpl: bool,
) -> TagParagraphs:  # fmt: skip
    """Let what is emptied be completed, check boxes say their state, lists count, and written colours follow the theme.

    `lists` are those of the document. The paragraphs of tags alone that may go or be repeated come back.
    """
    free = free_tag_paragraphs(root, tags, codes, like_docxtpl)
    mark_literal_colours(root)
    keep_controls(root, tags, codes)
    keep_required(root, tags, codes, free.optional)
    keep_section_breaks(root, codes)
    if placed.sections:
        placed.sections.keep_last_properties()
    fill_check_boxes(root, tags, codes)
    restart_lists(root, tags, lists, codes, free.items)
    return free
