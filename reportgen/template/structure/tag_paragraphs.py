"""Paragraphs of tags alone: a list makes one for each of its items, and one whose tags print nothing goes.

What an editor has typed in a paragraph keeps it, but for punctuation between tags; so does what stands for more than
its text (a field, a picture, a break, a bookmark). A paragraph that Office needs stays and is empty.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, DRAWING, RANGE_MARKS, WORD, Dialect, dialect_of
from reportgen.office.markup.marks import MARK, PRINTED
from reportgen.office.markup.namespaces import PARAGRAPH_IDS, qn, serialise
from reportgen.template.runtime.code import Piece, statement_code
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.blocks import ends_section
from reportgen.template.structure.required_content import children_on_statements
from reportgen.template.syntax.keywords import CAPTURING, SINGLE
from reportgen.template.syntax.placed_tags import PartTags, placeholders
from reportgen.template.syntax.tags import Tag, TagKind

_HOLDERS = frozenset(map(qn, ("w:body", "w:tc", "w:hdr", "w:ftr", "w:txbxContent", "p:txBody", "a:txBody")))
"""What may have paragraphs fewer or more than the template. Notes and comments have a mark in their first one; a
content control and a diagram say elsewhere what they hold.
"""
_PLAIN = frozenset(map(qn, (
    "w:r", "w:t", "w:pPr", "w:rPr", "w:proofErr", "w:hyperlink", "w:lastRenderedPageBreak",
    "a:r", "a:t", "a:pPr", "a:rPr", "a:endParaRPr",
)))  # fmt: skip
"""The elements of a paragraph that is its text and nothing else, but for what stands in its properties."""
_BESIDE = WORD.head | DRAWING.head | {qn("w:sectPr")} | RANGE_MARKS
"""What stands beside the paragraphs and tables of a text."""
_PLACED = re.compile(r"\{\{p\s")
"""How docxtpl's tags begin that take their paragraph's place."""
_SEPARATORS = ("P", "Z", "C")
"""The Unicode categories of what an editor types between tags: punctuation, spaces, tabs; and so is `|`."""


@dataclass(frozen=True, slots=True)
class TagParagraphs:
    """What was found in a part: `items` has the variable of the loop around the paragraph in which an output tag, by
    its placeholder, stands alone; `noted` are the output tags of which is noted that they print; `optional` are the
    paragraphs that may go.
    """

    items: dict[etree._Element, str] = field(default_factory=dict)
    noted: set[etree._Element] = field(default_factory=set)
    optional: set[etree._Element] = field(default_factory=set)


def free_tag_paragraphs(root: etree._Element, tags: PartTags, codes: PartCode, like_docxtpl: bool) -> TagParagraphs:
    """Surround the paragraphs of a part that hold tags alone with the code that repeats them or leaves them out.

    Those whose tags do not take the place of a paragraph (`{{p … }}`) stay `like_docxtpl`'s, and none is repeated.
    """
    free = TagParagraphs()
    for paragraph in list(root.iter(*BY_PARAGRAPH)):  # a list, since placeholders are put in
        outputs, dialect = _tags_alone(paragraph, tags), dialect_of(paragraph)
        if not outputs or (like_docxtpl and not all(_PLACED.match(tag.text) for tag in outputs.values())):
            continue
        stays = _is_needed(paragraph, dialect, tags)
        if not stays:
            free.optional.add(paragraph)
        (first, tag), *others = outputs.items()
        if not like_docxtpl and not others and _is_lone(paragraph, first, tags):
            free.items[first] = _repeat(paragraph, tag, stays, codes)
        elif not stays:
            free.noted.update(outputs)
            _note_typed(paragraph, tags, codes)
            start, end = codes.capture("printed")
            paragraph.addprevious(start)
            paragraph.addnext(end)
    return free


def _tags_alone(paragraph: etree._Element, tags: PartTags) -> dict[etree._Element, Tag]:
    """The output tags of a paragraph, by their placeholders, where nothing else would be lost with it."""
    placed = {pi: tag for pi in placeholders(paragraph) if (tag := tags.get(pi)) is not None}
    outputs = {pi: tag for pi, tag in placed.items() if tag.kind is TagKind.OUTPUT}
    parent = paragraph.getparent()
    is_free = (
        outputs
        and parent is not None
        and parent.tag in _HOLDERS
        and not _sets_names(paragraph, tags)  # they are read behind the paragraph too
        and all(_is_plain(child) for child in paragraph)
        and not any(_has_words(child) for child, inside in children_on_statements(paragraph, tags) if not inside)
        and not ends_section(paragraph)
    )
    return outputs if is_free else {}


def _is_lone(paragraph: etree._Element, output: etree._Element, tags: PartTags) -> bool:
    """Whether a loop can stand around a paragraph with one output tag.

    None can where tags stand in the address of a link: `loop` in there is another one's.
    """
    properties = tags.run_properties(output)
    return not any(
        (tag := tags.get(pi)) is not None and tag.kind is TagKind.STATEMENT for pi in placeholders(paragraph)
    ) and not any(MARK[0] in serialise(part) for part in (paragraph, properties) if part is not None)


def _sets_names(element: etree._Element, tags: PartTags) -> bool:
    return any(
        (tag := tags.get(pi)) is not None and tag.keyword in (*SINGLE, *CAPTURING) for pi in placeholders(element)
    )


def _is_plain(node: etree._Element) -> bool:
    if not isinstance(node.tag, str):
        return True
    return node.tag in _PLAIN and (str(node.tag).endswith("Pr") or all(map(_is_plain, node)))


def _has_words(node: etree._Element) -> bool:
    return any(char != "|" and unicodedata.category(char)[0] not in _SEPARATORS for char in _typed(node))


def _typed(node: etree._Element) -> str:
    return "".join(text.text or "" for text in node.iter(qn("w:t"), qn("a:t")))


def _is_needed(paragraph: etree._Element, dialect: Dialect, tags: PartTags) -> bool:
    """Whether a paragraph has to stay: the only one of a text, and one that keeps two tables of Word apart."""
    parent = paragraph.getparent()
    assert parent is not None
    content = [child for child in parent if isinstance(child.tag, str) and child.tag not in _BESIDE]
    if content[-1] is paragraph and parent.tag in dialect.needs_paragraph and _sets_names(parent, tags):
        return True  # to complete a text it is captured, and Jinja forgets what is set in there
    if content == [paragraph]:
        return not any(inside for _, inside in children_on_statements(parent, tags))
    position = content.index(paragraph)
    is_behind_table = position > 0 and content[position - 1].tag == dialect.table
    return is_behind_table and (position + 1 == len(content) or content[position + 1].tag == dialect.table)


def _repeat(paragraph: etree._Element, tag: Tag, stays: bool, codes: PartCode) -> str:
    """Let a paragraph be printed once for everything that its tag gives; the name of what is printed comes back."""
    name = codes.package.variable()
    for attribute in PARAGRAPH_IDS:
        paragraph.attrib.pop(attribute, None)  # optional: Word gives new ones
    start = statement_code(f"\nfor {name} in ({tag.inside})|__paragraphs({int(stays)})", tag, loop=1)
    paragraph.addprevious(codes.placeholder(start))
    paragraph.addnext(codes.placeholder(statement_code("endfor", loop=-1)))
    return name


def _note_typed(paragraph: etree._Element, tags: PartTags, codes: PartCode) -> None:
    """Let what is typed within a statement count as printed, a dash too."""
    for child, inside in list(children_on_statements(paragraph, tags)):  # a list, since placeholders are put in
        if inside and _typed(child).strip():
            child.addprevious(codes.placeholder(Piece(PRINTED)))
