"""Styles and list definitions that inserted documents bring along.

Text refers to a style by id and to a list by number, and both mean something in their own file only. A
style that the template has under the same name (§17.7.4.9; Word knows styles by it) stands for the
document's own; any other is copied under a free id. Lists are always copied: one that goes on counting
where another document's stopped would be wrong.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from reportgen.office.markup.namespaces import W, qn
from reportgen.office.opc.lists import add_list

_ID, _VALUE, _NUMBER, _ABSTRACT = qn("w:styleId"), qn("w:val"), qn("w:numId"), qn("w:abstractNumId")
_LEVELS = 9
"""A list has nine levels (§17.9.6)."""
_STYLE_REFERENCES = (qn("w:basedOn"), qn("w:link"), qn("w:next"))


@dataclass
class Definitions:
    """The styles, lists (`w:num`) and list patterns (`w:abstractNum`) of one document, by id.

    `digest` tells the document from others.
    """

    styles: dict[str, etree._Element] = field(default_factory=dict)
    lists: dict[str, etree._Element] = field(default_factory=dict)
    patterns: dict[str, etree._Element] = field(default_factory=dict)
    digest: str = ""

    @classmethod
    def read(cls, styles: etree._Element | None, numbering: etree._Element | None, digest: str = "") -> Definitions:
        """What the parts for styles and numbering define; either may be missing."""
        return cls(
            _by(styles, "w:style", _ID), _by(numbering, "w:num", _NUMBER), _by(numbering, "w:abstractNum", _ABSTRACT),
            digest,
        )  # fmt: skip


def _by(root: etree._Element | None, name: str, attribute: str) -> dict[str, etree._Element]:
    return {} if root is None else {element.get(attribute, ""): element for element in root.findall(qn(name))}


def style_name(style: etree._Element) -> tuple[str, str]:
    """The type of a style and its name, by which Word knows it; capitals do not count."""
    name = style.find(qn("w:name"))
    return style.get(qn("w:type"), "paragraph"), (name.get(_VALUE, "") if name is not None else "").lower()


class AddedDefinitions:
    """What one rendered document gains in styles and lists, beside those of its template.

    `fresh_list` gives a number that no list of it has.
    """

    def __init__(self, template: Definitions, fresh_list: Callable[[], str]) -> None:
        self._styles_here = dict(template.styles)
        self._lists_here = dict(template.lists)
        self._by_name = {style_name(style): id_ for id_, style in template.styles.items()}
        self._ids = {id_.lower() for id_ in template.styles}
        self._fresh_list = fresh_list
        self._last_pattern = _highest(template.patterns)
        self._styles: dict[tuple[str, str], str] = {}
        self._lists: dict[tuple[str, str, int], str] = {}
        self._patterns: dict[tuple[str, str], str] = {}
        self._copied: set[tuple[str, str]] = set()
        self.styles: list[etree._Element] = []
        self.patterns: list[etree._Element] = []
        self.lists: list[etree._Element] = []

    def style(self, source: Definitions, id_: str) -> str:
        """The id here of a style of an inserted document, or the empty string where that has no such style."""
        key = (source.digest, id_)
        if key not in self._styles:
            style = source.styles.get(id_)
            if style is None:
                return ""
            same_name = self._by_name.get(style_name(style))
            # known before it is copied, since styles name each other in circles (`w:next`, `w:link`)
            self._styles[key] = same_name or self._free_id(id_)
            if same_name is None:
                self._copied.add(key)
                self._by_name[style_name(style)] = self._styles[key]
                self._copy_style(source, style, self._styles[key])
        return self._styles[key]

    def named(self, type_: str, name: str) -> str:
        """The id here of a style of a type that has this name or id; empty for none."""
        return name if name in self._styles_here else self._by_name.get((type_, name.lower()), "")

    @cached_property
    def default_table(self) -> str:
        """The id of the style that a new table of the template has; empty where that is Word's bare one."""
        for id_, style in self._styles_here.items():
            kind, name = style_name(style)
            if kind == "table" and name != "normal table" and style.get(qn("w:default")) in ("1", "true"):
                return id_
        return ""

    def list_of(self, style: str) -> tuple[str, int] | None:
        """The list that a paragraph style (by its id here) counts in, and its level; None for none."""
        here = self._styles_here
        level, seen = None, set()
        while (found := here.get(style)) is not None and style not in seen:
            seen.add(style)
            ilvl, number = (found.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn(name)}") for name in ("w:ilvl", "w:numId"))
            level = ilvl if level is None else level
            if number is not None:
                list_ = number.get(_VALUE, "0")
                return None if list_ == "0" else (list_, int(level.get(_VALUE, "0")) if level is not None else 0)
            parent = found.find(qn("w:basedOn"))
            style = parent.get(_VALUE, "") if parent is not None else ""
        return None

    def restarted(self, list_: str, level: int, start: int) -> str:
        """The number of a new list like one that is here; it counts from `start` on a level, from 1 on the others."""
        if (original := self._lists_here.get(list_)) is None:
            return list_
        copied = copy.deepcopy(original)
        copied.set(_NUMBER, self._fresh_list())
        for override in copied.findall(qn("w:lvlOverride")):
            copied.remove(override)
        copied.extend(_restarts({level: start}))
        self._add_list(copied)
        return copied.get(_NUMBER, "")

    def _add_list(self, list_: etree._Element) -> None:
        self.lists.append(list_)
        self._lists_here[list_.get(_NUMBER, "")] = list_

    def _free_id(self, wanted: str) -> str:
        id_, number = wanted, 1
        while id_.lower() in self._ids:
            number += 1
            id_ = f"{wanted}{number}"
        self._ids.add(id_.lower())
        return id_

    def _copy_style(self, source: Definitions, original: etree._Element, id_: str) -> None:
        style = copy.deepcopy(original)
        style.attrib.pop(qn("w:default"), None)  # the template has default styles already
        style.set(_ID, id_)
        for reference in [child for child in style if child.tag in _STYLE_REFERENCES]:
            value = reference.get(_VALUE, "")
            mapped = self.style(source, value)
            if not mapped or (reference.tag == qn("w:link") and (source.digest, value) not in self._copied):
                style.remove(reference)  # a linked pair is one style to Word: the template's own pair stays
            else:
                reference.set(_VALUE, mapped)
        self.number(style, source, 0)
        self.styles.append(style)
        self._styles_here[id_] = style

    def number(self, root: etree._Element, source: Definitions, insertion: int) -> None:
        """Let everything below an element refer to lists copied for this insertion (0: for styles)."""
        for reference in list(root.iter(_NUMBER)):
            mapped = self.list_(source, reference.get(_VALUE, ""), insertion)
            properties = reference.getparent()
            if mapped:
                reference.set(_VALUE, mapped)
            elif properties is not None and (holder := properties.getparent()) is not None:
                holder.remove(properties)

    def list_(self, source: Definitions, id_: str, insertion: int) -> str:
        """The number here of a list of an inserted document, which counts anew in each insertion."""
        original = source.lists.get(id_)
        if id_ == "0" or original is None:
            return "0" if id_ == "0" else ""  # list 0 takes a style's numbering away
        key = (source.digest, id_, insertion)
        if key not in self._lists:
            pattern = original.find(_ABSTRACT)
            abstract = self._pattern(source, pattern.get(_VALUE, "") if pattern is not None else "")
            if not abstract:
                return ""
            self._lists[key] = self._fresh_list()
            self._add_list(_copied_list(original, self._lists[key], abstract, insertion > 1))
        return self._lists[key]

    def _pattern(self, source: Definitions, id_: str) -> str:
        key = (source.digest, id_)
        original = source.patterns.get(id_)
        if original is None:
            return ""
        if key not in self._patterns:
            self._last_pattern += 1
            self._patterns[key] = str(self._last_pattern)
            pattern = copy.deepcopy(original)
            pattern.set(_ABSTRACT, self._patterns[key])
            self.patterns.append(pattern)
            _renew_nsid(pattern, f"{source.digest} {id_}")
            for element in list(pattern.iter(qn("w:lvlPicBulletId"))):  # it names a picture of the other document
                element.getparent().remove(element)  # type: ignore[union-attr]
            link = pattern.find(qn("w:numStyleLink"))
            if link is not None:
                link.set(_VALUE, self.style(source, link.get(_VALUE, "")))
            for element in (*pattern.iter(qn("w:pStyle")), *pattern.iter(qn("w:styleLink"))):
                element.set(_SOURCE, source.digest)
        return self._patterns[key]

    def link_lists_to_styles(self) -> None:
        """Tie copied lists to copied styles, now that all are known; the template's styles have lists of their own."""
        for pattern in self.patterns:
            for element in (*list(pattern.iter(qn("w:pStyle"))), *list(pattern.iter(qn("w:styleLink")))):
                key = (element.attrib.pop(_SOURCE), element.get(_VALUE, ""))
                if key in self._copied:
                    element.set(_VALUE, self._styles[key])
                else:
                    element.getparent().remove(element)  # type: ignore[union-attr]


_SOURCE = "source"
"""The attribute that says, while a copy is made, which document it is of."""


def _highest(ids: dict[str, etree._Element]) -> int:
    return max((int(id_) for id_ in ids if id_.isdecimal()), default=0)


def _renew_nsid(pattern: etree._Element, seed: str) -> None:
    """Give a list pattern another `nsid`: Word takes two with the same one for the same list."""
    for old in pattern.findall(qn("w:nsid")):
        pattern.remove(old)
    digits = hashlib.sha256(seed.encode()).hexdigest()[:8].upper()
    pattern.insert(0, etree.Element(qn("w:nsid"), {_VALUE: digits}))


def _copied_list(original: etree._Element, id_: str, pattern: str, restarts: bool) -> etree._Element:
    """A copy of a list (`w:num`) under another number, of another pattern; `restarts` at 1 unless it says where."""
    copied = copy.deepcopy(original)
    copied.set(_NUMBER, id_)
    reference = copied.find(_ABSTRACT)
    assert reference is not None
    reference.set(_VALUE, pattern)
    if restarts and copied.find(qn("w:lvlOverride")) is None:
        copied.extend(_restarts({}))
    return copied


def _restarts(starts: Mapping[int, int]) -> Iterator[etree._Element]:
    """Let every level of a list begin at 1, or where `starts` says.

    Word counts on through all lists of one pattern (`w:abstractNum`).
    """
    for level in range(_LEVELS):
        override = etree.Element(qn("w:lvlOverride"), {qn("w:ilvl"): str(level)})
        etree.SubElement(override, qn("w:startOverride"), {_VALUE: str(starts.get(level, 1))})
        yield override


def with_lists(numbering: etree._Element | None, added: AddedDefinitions) -> etree._Element:
    """The numbering part with lists added: patterns come before lists (CT_Numbering)."""
    root = etree.Element(qn("w:numbering"), nsmap={"w": W}) if numbering is None else numbering
    first = next(
        (i for i, child in enumerate(root) if child.tag in (qn("w:num"), qn("w:numIdMacAtCleanup"))), len(root)
    )
    for offset, pattern in enumerate(added.patterns):
        root.insert(first + offset, pattern)
    for list_ in added.lists:
        add_list(root, list_)
    return root
