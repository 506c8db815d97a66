"""Comments on a Word text: what each is on, and what it says (ECMA-376 part 1 §17.13.4)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.diagnostics import Message, shortened
from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text

_ID, _START, _REFERENCE = qn("w:id"), qn("w:commentRangeStart"), qn("w:commentReference")
COMMENT_MARKS = (_START, qn("w:commentRangeEnd"), _REFERENCE)
"""Where the range of a comment starts and ends, and where it is referred to; all three bear its id."""
_INVISIBLE = {WORD.run_properties, _REFERENCE, qn("w:lastRenderedPageBreak")}
_LONGEST = 40
"""Characters of a commented text that a step shows."""


def text_of_comment(comment: etree._Element) -> str:
    """The text of a comment (`w:comment`), a line for each paragraph."""
    return "\n".join(paragraph_text(paragraph, WORD) for paragraph in comment.iter(WORD.paragraph))


def step_to_comment(paragraphs: Sequence[etree._Element]) -> str:
    """The step to a comment on these paragraphs: `comment on “In brief”`."""
    texts = (paragraph_text(paragraph, WORD).strip() for paragraph in paragraphs)
    covered = next(filter(None, texts), "")
    shown = shortened(covered, _LONGEST)
    return Message("comment on “{shown}”", shown=shown) if shown else "comment"


def touched_paragraphs(root: etree._Element, id_: str) -> list[etree._Element]:
    """The paragraphs in the range of a comment; the one that it stands in, where it has no range.

    Not among them are one that the range ends in before the first character, and one it begins in behind the last.
    """
    touched: dict[etree._Element, None] = {}  # a set that keeps the order
    marked: list[etree._Element] = []
    inside = False
    for element in root.iter(etree.Element):
        is_mark = element.tag in COMMENT_MARKS and element.get(_ID) == id_
        if is_mark:
            inside = element.tag == _START
        elif not inside:
            continue
        paragraph = next((a for a in (element, *element.iterancestors()) if a.tag == WORD.paragraph), None)
        if paragraph is None:
            continue
        if is_mark:
            marked.append(paragraph)
        if _is_content(element) or _is_empty(paragraph):
            touched[paragraph] = None
    return list(touched) or marked[-1:]


def _is_content(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == WORD.run and element.tag not in _INVISIBLE


def _is_empty(paragraph: etree._Element) -> bool:
    return not any(map(_is_content, paragraph.iter(etree.Element)))
