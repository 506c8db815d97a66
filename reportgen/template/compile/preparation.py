"""Prepares a part's tree: before its tags are found, and, once they are, the text typed beside them."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from reportgen.office.presentation.shape_references import store_paragraph_counts
from reportgen.template.render.bound_frames import drop_fallbacks
from reportgen.template.structure.content_controls import free_controls
from reportgen.template.structure.literals import prepare_literals
from reportgen.template.structure.tables_of_contents import stale_tags
from reportgen.template.syntax.join_paragraphs import join_paragraphs
from reportgen.template.syntax.placed_tags import PartTags


def prepare_tree(root: etree._Element) -> None:
    """Make a part ready for its tags to be found."""
    drop_fallbacks(root)
    store_paragraph_counts(root)
    join_paragraphs(root)


def prepare_typed_text(root: etree._Element, tags: PartTags, literal: Callable[[str], str] | None) -> None:
    """Make what is typed beside the tags of a part what it is to print; `literal` converts it for the language."""
    tags.silence(stale_tags(root, tags))
    free_controls(root)
    prepare_literals(root, literal)
