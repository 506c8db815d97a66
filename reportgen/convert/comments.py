"""Comments of the program's own on a Word text: written into a package, and read again (ECMA-376 part 1 §17.13.4)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.comments import COMMENT_MARKS, text_of_comment
from reportgen.office.markup.namespaces import W, parse_xml, qn
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP
from reportgen.office.opc.package import Package, Relationship, relative_target, xml_entry

AUTHOR = "reportgen"
"""The author of tracked changes and comments; also the initials that Word shows."""

_KIND = "comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_START, _END, _REFERENCE = COMMENT_MARKS
_ID, _AUTHOR = qn("w:id"), qn("w:author")
_TRACKED = (qn("w:ins"), qn("w:del"))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its id and its text, a paragraph for each line."""

    id: str
    text: str

    def around(self, elements: Iterable[etree._Element]) -> list[etree._Element]:
        """The elements with the marks of the comment's range around them, and behind these the reference to it."""
        start, end, run = (etree.Element(tag) for tag in (_START, _END, qn("w:r")))
        for mark in (start, end, etree.SubElement(run, _REFERENCE)):
            mark.set(_ID, self.id)
        return [start, *elements, end, run]


@dataclass(frozen=True, slots=True)
class CommentedText:
    """What one of the program's comments says, and what stands in its range now.

    `settled` is false while a tracked change of the program's stands there that nobody has accepted or rejected.
    """

    comment: str
    text: str
    settled: bool


def add_comments(package: Package, comments: Iterable[Comment]) -> None:
    """Add comments to a document, which gains the part for them where it has none."""
    main = package.main_part
    part = next(package.related(main, _KIND), "")
    if not part:
        part = posixpath.join(posixpath.dirname(main), "comments.xml")
        package.overrides[part] = _TYPE
        package.entries[part] = xml_entry(parse_xml(f'<w:comments xmlns:w="{W}"/>'.encode()))
        _relate(package, main, part)
    root = package.parse(part)
    root.extend(_element(comment) for comment in comments)
    package.entries[part] = xml_entry(root)


def _relate(package: Package, main: str, part: str) -> None:
    known = package.relationships(main)
    taken = {each.id for each in known}
    new = next(id_ for number in range(1, len(known) + 2) if (id_ := f"rIdComments{number}") not in taken)
    target = relative_target(part, posixpath.dirname(main))
    package.set_relationships(main, (*known, Relationship(new, OFFICE_RELATIONSHIP + _KIND, target)))


def _element(comment: Comment) -> etree._Element:
    element = etree.Element(qn("w:comment"), {_ID: comment.id, _AUTHOR: AUTHOR, qn("w:initials"): AUTHOR})
    for line in comment.text.split("\n"):
        run = etree.SubElement(etree.SubElement(element, qn("w:p")), qn("w:r"))
        etree.SubElement(run, qn("w:t"), {qn("xml:space"): "preserve"}).text = line
    return element


def commented_texts(package: Package) -> Iterator[CommentedText]:
    """What the program's comments in a document say, each with the text in its range, in the document's order."""
    said = {
        comment.get(_ID, ""): text_of_comment(comment)
        for part in package.related(package.main_part, _KIND)
        for comment in package.parse(part).iterchildren(qn("w:comment"))
        if comment.get(_AUTHOR) == AUTHOR
    }
    open_: dict[str, list[etree._Element]] = {}
    for element in package.parse(package.main_part).iter(etree.Element):
        id_ = element.get(_ID, "") if element.tag in (_START, _END) else ""
        if element.tag == _START and id_ in said:
            open_[id_] = []
        elif element.tag == _END and id_ in open_:
            yield _read(said[id_], open_.pop(id_))
        else:
            for texts in open_.values():
                texts.append(element)


def _read(comment: str, elements: list[etree._Element]) -> CommentedText:
    tracked = any(each.tag in _TRACKED and each.get(_AUTHOR) == AUTHOR for each in elements)
    written = "".join(each.text or "" for each in elements if each.tag == qn("w:t"))
    return CommentedText(comment, written, not tracked)
