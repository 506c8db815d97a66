"""Comments and bookmarks on text that statements repeat or leave out.

Both mark a stretch of a Word text by elements that share an id (ECMA-376 part 1 §17.13.4, §17.13.6). Where all
of them hang on the same statements, each copy of the text has marks of its own: the first keeps the
template's id and name, the others get free ones, and what refers to a bookmark beside it follows. Marks that
hang on different statements cannot be kept together: such a bookmark goes, such a comment stands where its
reference stands.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from reportgen.office.markup.namespaces import PARAGRAPH_IDS, parse_xml, qn, serialise
from reportgen.template.runtime.state import RangeState
from reportgen.template.syntax.tags import Tag

_ID, _NAME, _ANCHOR, _INSTRUCTION = qn("w:id"), qn("w:name"), qn("w:anchor"), qn("w:instr")
_REFERENCE = qn("w:commentReference")
_COMMENT = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"), _REFERENCE)
_BOOKMARK = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
_REFERRING = (qn("w:hyperlink"), qn("w:instrText"), qn("w:fldSimple"))

Chain = tuple[etree._Element, ...]
"""The placeholders of the statements that an element hangs on, outermost first; a branch is one of its own."""
Mark = Callable[[str], str]
"""Gives the mark that stands for what code prints."""


def comment_ids(root: etree._Element) -> list[str]:
    """The comments that a part refers to, before statements are placed."""
    return [element.get(_ID, "") for element in root.iter(_REFERENCE)]


def settle_ranges(
    root: etree._Element, tags: Mapping[etree._Element, Tag], commented: list[str], mark: Mark
) -> set[str]:
    """Mark what each copy needs of its own; the ids of comments that hang on statements come back.

    `commented` are the comments of the template; one whose place a statement took away is among them.
    """
    groups: dict[tuple[str, str], list[tuple[etree._Element, Chain]]] = {}
    referring: list[tuple[etree._Element, Chain]] = []
    for element, chain in chains(root, tags, ()):
        if element.tag in _COMMENT or element.tag in _BOOKMARK:
            kind = "comment" if element.tag in _COMMENT else "bookmark"
            groups.setdefault((kind, element.get(_ID, "")), []).append((element, chain))
        elif chain and element.tag in _REFERRING:
            referring.append((element, chain))
    controlled = set(commented)
    for (kind, id_), marks in groups.items():
        if kind == "bookmark":
            _settle_bookmark(id_, marks, referring, tags, mark)
        elif not _settle_comment(id_, marks, mark):
            controlled.discard(id_)
    return controlled


def chains(
    node: etree._Element, tags: Mapping[etree._Element, Tag], outer: Chain
) -> Iterator[tuple[etree._Element, Chain]]:
    """Every element below a node with the statements it hangs on."""
    chain = outer
    for child in node:
        tag = tags.get(child)
        if tag is not None:
            if tag.closes:
                chain = chain[:-1]
            elif tag.opens:
                chain = (*chain, child)
            elif tag.keyword in ("else", "elif"):
                chain = (*chain[:-1], child)
        elif isinstance(child.tag, str):
            yield child, chain
            yield from chains(child, tags, chain)


def _settle_comment(id_: str, marks: list[tuple[etree._Element, Chain]], mark: Mark) -> bool:
    """Whether the comment hangs on a statement; its marks are told apart copy by copy then."""
    references = [chain for element, chain in marks if element.tag == _REFERENCE]
    if any(chain != marks[0][1] for _, chain in marks) or not references:
        for element, _ in marks:
            if element.tag != _REFERENCE:
                _remove(element)
        marks = [(element, chain) for element, chain in marks if element.tag == _REFERENCE]
    if not marks or not marks[0][1]:
        return not marks
    for index, (element, _) in enumerate(marks):
        element.set(_ID, mark(f"'{id_}'|__range_id('comment', {int(index == 0)})"))
    return True


def _settle_bookmark(
    id_: str, marks: list[tuple[etree._Element, Chain]], referring: list[tuple[etree._Element, Chain]],
    tags: Mapping[etree._Element, Tag], mark: Mark,
) -> None:  # fmt: skip
    chain = marks[0][1]
    repeated = any(tags[opener].keyword == "for" for _, own in marks for opener in own)
    if len(marks) != len(_BOOKMARK) or (repeated and any(own != chain for _, own in marks)):
        for element, _ in marks:
            _remove(element)
    elif repeated:
        name = marks[0][0].get(_NAME, "")
        for index, (element, _) in enumerate(marks):
            element.set(_ID, mark(f"'{id_}'|__range_id('bookmark', {int(index == 0)})"))
        marks[0][0].set(_NAME, mark(f"{name!r}|__range_name(1)"))
        for element, own in referring:
            if own[: len(chain)] == chain:
                _follow(element, name, mark)


def _follow(element: etree._Element, name: str, mark: Mark) -> None:
    """Let a link or a field that names a bookmark name the copy beside it."""
    now = mark(f"{name!r}|__range_name(0)")
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    if element.tag == qn("w:instrText"):
        element.text = word.sub(lambda _: now, element.text or "")
    elif element.tag == qn("w:fldSimple"):
        element.set(_INSTRUCTION, word.sub(lambda _: now, element.get(_INSTRUCTION, "")))
    elif element.get(_ANCHOR) == name:
        element.set(_ANCHOR, now)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def finish_comments(markup: str, controlled: set[str], state: RangeState) -> str:
    """The part with the comments, as it was rendered, with one for each copy of the text it is about.

    A comment whose text is not in the document is not in it either. Copies have no paragraph ids, by which
    replies would find them.
    """
    root = parse_xml(markup.encode())
    for comment in root.findall(qn("w:comment")):
        own = comment.get(_ID, "")
        if own not in controlled:
            continue
        for number, id_ in enumerate(reversed(ids := state.ids.get(("comment", own), [])), 1):
            if number < len(ids):
                copied = copy.deepcopy(comment)
                copied.set(_ID, id_)
                for element in copied.iter(etree.Element):
                    for attribute in PARAGRAPH_IDS:
                        element.attrib.pop(attribute, None)
                comment.addnext(copied)
        if not ids:
            root.remove(comment)
    return serialise(root)
