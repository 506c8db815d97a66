"""Statements in comments on a Word text: `{%p for … %}` in a comment repeats the paragraphs that the comment is on.

A comment whose text is nothing but statements and remarks is a rule for the text that it covers, as if its statements
stood in front of it and their ends behind it. What it covers are whole paragraphs, rows, cells or sections, however
little of them it touches. Where the comment begins or ends outside a table and touches it, it covers the table.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.office.markup.comments import COMMENT_MARKS, step_to_comment, text_of_comment, touched_paragraphs
from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.comments import take_comments
from reportgen.office.opc.package import Package
from reportgen.template.syntax.keywords import BRANCHES, CELL_ATTRIBUTES, LEVELS
from reportgen.template.syntax.placed_tags import PartTags
from reportgen.template.syntax.tags import Match, Tag, TagKind, find_tags

_ID, _SECTION = qn("w:id"), "section"
_RANGE_START = qn("w:commentRangeStart")
_BLOCKS = {WORD.paragraph, WORD.table, qn("w:sdt"), qn("w:customXml")}
"""What may stand where paragraphs stand."""
ReadTag = Callable[[Match, str], Tag]
"""Reads and checks a tag; the text is the last step to where it stands."""


def take_rules(package: Package) -> dict[str, str]:
    """Take the comments that are rules out of a template, and return their texts by the ids of the comments.

    A reply to a rule goes as well, and rules nothing.
    """
    taken = take_comments(package, lambda comment: is_rule(text_of_comment(comment)))
    texts = {id_: text_of_comment(comment) for id_, comment in taken.items()}
    return {id_: text if is_rule(text) else "" for id_, text in texts.items()}


def is_rule(text: str) -> bool:
    """Whether the text of a comment is nothing but statements, and remarks beside them."""
    matches = list(find_tags(text))
    beside = [text[a:b] for a, b in pairwise([0, *(edge for m in matches for edge in (m.start, m.end)), len(text)])]
    return (
        any(match.kind is TagKind.STATEMENT for match in matches)
        and not any(match.fault or match.kind is TagKind.OUTPUT for match in matches)
        and not any(piece.strip() for piece in beside[::2])
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Cover:
    """A statement in a comment, and the siblings that it covers."""

    tag: Tag
    first: etree._Element
    last: etree._Element


def place_rules(
    root: etree._Element, rules: Mapping[str, str], read: ReadTag, tags: PartTags, found: Collector
) -> None:
    """Put the statements of rules (texts by the ids of comments) into a body, and take away the comments' marks."""
    if not rules:
        return
    marks = [mark for mark in root.iter(*COMMENT_MARKS) if mark.get(_ID) in rules]
    covers: list[_Cover] = []
    for id_ in _without_doubles(marks, rules):
        if paragraphs := touched_paragraphs(root, id_):
            matches = [match for match in find_tags(rules[id_]) if match.kind is TagKind.STATEMENT]
            covers += _covers([read(match, step_to_comment(paragraphs)) for match in matches], paragraphs, tags, found)
    for mark in marks:
        _remove(mark)
    for cover in _nested(root, covers, found):
        cover.first.addprevious(tags.hold(_placed(cover.tag)))
        if cover.tag.opens:
            cover.last.addnext(tags.hold(_placed(cover.tag.closing())))


def _without_doubles(marks: Sequence[etree._Element], rules: Mapping[str, str]) -> Iterator[str]:
    """The ids of the rules that marks are of, without those on no range that repeat one on a range.

    LibreOffice saves a comment that ends in a table of contents a second time, on what follows that.
    """
    ranged = {mark.get(_ID, "") for mark in marks if mark.tag == _RANGE_START}
    known = {rules[id_] for id_ in ranged}
    for id_ in dict.fromkeys(mark.get(_ID, "") for mark in marks):
        if id_ in ranged or rules[id_] not in known:
            yield id_


def _placed(tag: Tag) -> Tag:
    """The tag as one that stands where it has to stand already."""
    return replace(tag, level="")


def _remove(mark: etree._Element) -> None:
    """Remove a mark of a comment; its reference takes along the run that is there for it alone."""
    parent = mark.getparent()
    assert parent is not None
    parent.remove(mark)
    if parent.tag == WORD.run and all(child.tag == WORD.run_properties for child in parent):
        parent.getparent().remove(parent)  # type: ignore[union-attr]


def _covers(
    rule: Sequence[Tag], paragraphs: Sequence[etree._Element], tags: PartTags, found: Collector
) -> Iterator[_Cover]:  # fmt: skip
    """The statements of a comment with what they cover; those about a cell and sections stand in its paragraphs."""
    opened = [tag.keyword for tag in rule if tag.opens]
    for tag in [tag for tag in rule if tag.kind is TagKind.STATEMENT]:  # one with a fault is a remark by now
        if fault := _fault(tag, opened):
            found.error(*fault[:2], tag.location, fault[2])
        elif tag.closes:
            continue  # a comment's statements end with what it covers, whether or not it says so
        elif tag.keyword in CELL_ATTRIBUTES or tag.level == _SECTION:
            paragraphs[0].append(tags.hold(tag))
            if tag.level == _SECTION and tag.opens:
                paragraphs[-1].append(tags.hold(tag.closing()))
        elif covered := _covered(paragraphs[0], paragraphs[-1], tag.level):
            yield _Cover(tag, *covered)
        else:
            message = Message(
                "'{text}' is in a comment that does not cover whole {word}s of one place",
                text=tag.text,
                word=LEVELS[tag.level].word,
            )
            found.error("misplaced-tag", message, tag.location, _COVER_HINTS.get(tag.level, _IN_TABLE))


_IN_TABLE = Message("let the comment begin and end in the same table")
_COVER_HINTS = {
    "p": Message("let the comment cover paragraphs of one cell or the whole table, or write '{%tr' for rows")
}


def _fault(tag: Tag, opened: Sequence[str]) -> tuple[str, str, str] | None:
    """What keeps a statement from ruling what its comment covers: code, message and hint."""
    if tag.closes:
        return None if tag.closes in opened else (
            "stray-end", Message("'{text}' ends nothing that its comment opens", text=tag.text), ""
        )  # fmt: skip
    if tag.keyword in BRANCHES:
        hint = Message("write a second comment with the opposite condition")
        return "misplaced-tag", Message("'{text}' does nothing in a comment", text=tag.text), hint
    if tag.keyword not in CELL_ATTRIBUTES and tag.level not in _COVERING:
        hint = Message("write '{%p' for paragraphs, '{%tr' for table rows, '{%tc' for cells or '{%section'")
        return (
            "misplaced-tag",
            Message("'{text}' does not say what it takes with it in the text of its comment", text=tag.text),
            hint,
        )
    return None


_COVERING = ("p", "tr", "tc", _SECTION)


def _covered(
    first: etree._Element, last: etree._Element, level: str
) -> tuple[etree._Element, etree._Element] | None:  # fmt: skip
    """The first and the last of the siblings that hold two paragraphs and what is between them.

    They are rows or cells for these levels, and else blocks: paragraphs and tables. None where there are none.
    """
    ways = [[*reversed(list(end.iterancestors())), end] for end in (first, last)]
    pairs = list(zip(*ways, strict=False))
    start, end = next((pair for pair in pairs if pair[0] is not pair[1]), pairs[-1])
    wanted = _BLOCKS if level == "p" else WORD.containers[level]
    while not (start.tag in wanted and end.tag in wanted):
        parent = start.getparent()
        if parent is None or (level == "p" and not _are_all(start, end)):
            return None
        start = end = parent
    return start, end


def _are_all(start: etree._Element, end: etree._Element) -> bool:
    """Whether these are all rows of a table, or all cells of a row."""
    kind = str(start.tag)
    others = (*start.itersiblings(kind, preceding=True), *end.itersiblings(kind))
    return kind in (WORD.table_row, WORD.table_cell) and not others


def _nested(root: etree._Element, covers: Sequence[_Cover], found: Collector) -> list[_Cover]:
    """The statements, outermost first (of two on the same text the one read first); those that cross are faults."""
    place = {element: position for position, element in enumerate(root.iter())}
    ends = {cover: place[deque(cover.last.iter(), maxlen=1)[0]] for cover in covers}
    nested: list[_Cover] = []
    around: list[_Cover] = []
    for cover in sorted(covers, key=lambda cover: (place[cover.first], -ends[cover])):
        while around and ends[around[-1]] < place[cover.first]:
            around.pop()
        if around and ends[cover] > ends[around[-1]]:
            outer, inner = around[-1].tag, cover.tag
            message = Message(
                "'{text}' and '{other}' in the {place} cross",
                text=inner.text,
                other=outer.text,
                place=outer.location.steps[-1],
            )
            found.error("crossing-statement", message, inner.location, Message("let one comment lie within the other"))
        else:
            around.append(cover)
            nested.append(cover)
    return nested
