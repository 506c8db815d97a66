"""Comments, bookmarks and other ranges of text that statements repeat or leave out.

All mark a stretch of a Word text by elements that share an id (ECMA-376 part 1 §17.13.4, §17.13.6). Where all
of them hang on the same statements, each copy of the text has marks of its own: the first keeps the
template's id and name, the others get free ones, and what refers to a bookmark beside it follows. Where its marks hang
on different statements, a range is drawn around these, and a comment stands where its reference stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.unique_ids import RANGES
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.blocks import Chain, chains
from reportgen.template.structure.notes import COMMENT, note_place
from reportgen.template.syntax.placed_tags import PartTags

_ID, _NAME, _ANCHOR, _INSTRUCTION = qn("w:id"), qn("w:name"), qn("w:anchor"), qn("w:instr")
_REFERENCE = qn("w:commentReference")
_COMMENT = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"), _REFERENCE)
_KINDS = {**dict.fromkeys(_COMMENT, COMMENT), **{end: kind for kind, ends in RANGES.items() for end in ends}}
"""Element → the kind of what it marks."""
_REFERRING = (qn("w:hyperlink"), qn("w:instrText"), qn("w:fldSimple"))


def comment_ids(root: etree._Element) -> list[str]:
    """The comments that a part refers to, before statements are placed."""
    return [element.get(_ID, "") for element in root.iter(_REFERENCE)]


def number_comments_and_bookmarks(
    root: etree._Element, tags: PartTags, commented: Iterable[str], codes: PartCode
) -> frozenset[str]:  # fmt: skip
    """Give each copy of a repeated text comments and bookmarks of its own; the ids of those comments come back.

    `commented` are the comments of the template; one whose place a statement took away is among them.
    """
    if next(root.iter(*_KINDS), None) is None:
        return frozenset(commented)
    groups: dict[tuple[str, str], list[tuple[etree._Element, Chain]]] = {}
    referring: list[tuple[etree._Element, Chain]] = []
    for element, chain in chains(root, tags, ()):
        if kind := _KINDS.get(str(element.tag)):
            groups.setdefault((kind, element.get(_ID, "")), []).append((element, chain))
        elif chain and element.tag in _REFERRING:
            referring.append((element, chain))
    controlled, named = set(commented), set[str]()
    for (kind, id_), marks in groups.items():
        if kind != COMMENT:
            _number_range(kind, id_, marks, referring, tags, named, codes)
        elif not _number_comment(id_, marks, codes):
            controlled.discard(id_)
    return frozenset(controlled)


def _number_comment(id_: str, marks: list[tuple[etree._Element, Chain]], codes: PartCode) -> bool:
    """Mark the ids of a comment that hangs on a statement, so that each copy has its own; False for any other.

    Where its range and its reference hang on different statements, only the reference stays.
    """
    references = [chain for element, chain in marks if element.tag == _REFERENCE]
    if any(chain != marks[0][1] for _, chain in marks) or not references:
        for element, _ in marks:
            if element.tag != _REFERENCE:
                _remove(element)
        marks = [(element, chain) for element, chain in marks if element.tag == _REFERENCE]
    if not marks or not marks[0][1]:
        return not marks
    for index, (element, _) in enumerate(marks):
        element.set(_ID, codes.mark(f"'{id_}'|__range_id('{COMMENT}', {int(index == 0)})"))
        if element.tag == _REFERENCE and (run := element.getparent()) is not None:
            run.addnext(note_place(COMMENT, id_))  # behind all its marks, when the copy has its id
    return True


def _number_range(
    kind: str, id_: str, marks: list[tuple[etree._Element, Chain]], referring: list[tuple[etree._Element, Chain]],
    tags: PartTags, named: set[str], codes: PartCode,
) -> None:  # fmt: skip
    """Mark ids and name of a range that a loop repeats; `named` are the names of those before it: a move has two.

    One that begins or ends in the midst of statements is drawn around them: it would be repeated or left out in half.
    """
    if len(marks) != len(RANGES[kind]):  # half of one, as some programs write
        for element, chain in marks:
            if chain:
                _remove(element)
        return
    (start, outer), (end, behind) = marks
    chain = outer[: _shared(outer, behind)]
    if len(outer) > len(chain):
        _border(outer[len(chain)], tags, opens=True).addprevious(start)
    if len(behind) > len(chain):
        _border(behind[len(chain)], tags, opens=False).addnext(end)
    if not any(tag is not None and tag.keyword == "for" for tag in map(tags.get, chain)):
        return
    name = start.get(_NAME, "")
    for index, element in enumerate((start, end)):
        element.set(_ID, codes.mark(f"'{id_}'|__range_id({kind!r}, {int(index == 0)})"))
    if not name:
        return
    start.set(_NAME, codes.mark(f"{name!r}|__range_name({int(name not in named)})"))
    named.add(name)
    for element, other in referring:
        if other[: len(chain)] == chain:
            _follow(element, name, codes)


def _shared(one: Chain, other: Chain) -> int:
    """How many statements two elements hang on together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(one, other, strict=False)))


def _border(placeholder: etree._Element, tags: PartTags, opens: bool) -> etree._Element:
    """The placeholder that opens, or closes, the statement of which one opens a branch."""
    tag = tags.get(placeholder)
    if opens and tag is not None and tag.opens:
        return placeholder
    depth = 0
    for sibling in placeholder.itersiblings(etree.ProcessingInstruction, preceding=opens):
        if (tag := tags.get(sibling)) is not None:
            depth += bool(tag.opens) - bool(tag.closes)
        if depth == (1 if opens else -1):
            return sibling
    return placeholder


def _follow(element: etree._Element, name: str, codes: PartCode) -> None:
    """Let a link or a field that names a bookmark name the copy beside it."""
    mark = codes.mark(f"{name!r}|__range_name(0)")
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    if element.tag == qn("w:instrText"):
        element.text = word.sub(lambda _: mark, element.text or "")
    elif element.tag == qn("w:fldSimple"):
        element.set(_INSTRUCTION, word.sub(lambda _: mark, element.get(_INSTRUCTION, "")))
    elif element.get(_ANCHOR) == name:
        element.set(_ANCHOR, mark)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
