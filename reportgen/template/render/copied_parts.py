"""Charts, diagrams and embedded files of a shape that a statement repeats: every copy gets parts of its own.

What people edit on one copy must not change another. The parts leave the place where the template has
them; where the shape is printed, the program writes them anew, so their tags see the loop's item.
A SmartArt diagram is five parts: data, layout, style, colours, and a drawing which the data names
(`dsp:dataModelExt@relId`) and which shows it in programs that do not lay it out themselves.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from reportgen.office.markup.canonical_form import may_hold, read_part
from reportgen.office.markup.namespaces import DECLARATION, R, parse_xml, serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import NewPart, WrittenPart
from reportgen.office.opc.package import Package, Relationship
from reportgen.office.opc.part_trees import SHARED, DetachedPart, detach, part_tree
from reportgen.office.workbook.workbook_cells import agree, usable_references
from reportgen.template.render.repeated_text import DRAWING_OF_DATA
from reportgen.template.runtime.code import Piece, captured, output_code, statement_code
from reportgen.template.runtime.state import RenderState

_NOT_COPIED = SHARED | {"header", "footer"}
"""A repeated section of Word keeps its headers: they are printed once."""
_IN_R = f"{{{R}}}"
_PENDING = "rgDrawing"
"""Stands in a diagram's data for the relationship id of its drawing, until that is known."""


class OwnParts:
    """The parts that a part of the template leads to and that belong to it alone.

    `cut` gathers the relationship ids that are written anew where they are printed.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._targets = {
            item.id: (item, target)
            for item in package.relationships(part)
            if not item.external and item.kind not in _NOT_COPIED
            if (target := package.resolve(part, item.target)) in package.entries
        }
        self.cut: set[str] = set()
        self._copied: set[str] = set()

    def named_by(self, element: etree._Element) -> dict[str, str]:
        """The attributes of an element that name such parts, with their relationship ids."""
        found = ((str(name), str(value)) for name, value in element.attrib.items() if str(name).startswith(_IN_R))
        return {name: value for name, value in found if value in self._targets}

    def cut_unused(self, root: etree._Element) -> None:
        """Cut the relationships of parts that nothing in the tree names any more; its marks stand for new ones."""
        named = {value for element in root.iter(etree.Element) for value in self.named_by(element).values()}
        self.cut |= self._copied - named

    def pattern(self, ids: list[str]) -> CopyPattern:
        """What has to be copied for an element that names these parts."""
        parts = {identifier: detach(self._package, self._targets[identifier][1]) for identifier in ids}
        for part in list(parts.values()):
            drawing = _drawing_of(part)
            if drawing in self._targets:
                parts[drawing] = detach(self._package, self._targets[drawing][1])
        self._copied |= set(parts)
        return CopyPattern(parts, {identifier: self._targets[identifier][0].type for identifier in parts})


def _drawing_of(part: DetachedPart) -> str:
    """The relationship id of the drawing that a diagram's data names; empty for any other part."""
    if not may_hold(content := part.entry.read(), b"dataModelExt"):
        return ""
    extension = next(parse_xml(content).iter(DRAWING_OF_DATA), None)
    return extension.get("relId", "") if extension is not None else ""


@dataclass(slots=True)
class CopyPattern:
    """The parts of one element, by relationship id; `types` are those of the relationships."""

    parts: dict[str, DetachedPart]
    types: Mapping[str, str]

    def texts(self) -> Iterator[DetachedPart]:
        """The parts that may hold text, what they lead to included; a diagram's data comes before its drawing."""
        ordered = sorted(self.parts.values(), key=lambda part: _drawing_of(part) == "")
        for part in ordered:
            yield from (one for one in part_tree(part) if one.content_type.endswith("+xml"))


def _embedded(item: Relationship, part: DetachedPart) -> bool:
    return item.kind == "package" and item.id in part.parts


@dataclass(slots=True)
class PlacedParts:
    """The parts of one copy: their names, and the relationship ids by which the copy names them."""

    _ids: dict[str, str]
    _names: dict[str, str]
    _state: RenderState
    _texts: list[DetachedPart] = field(default_factory=list)

    def id(self, identifier: str) -> str:
        """The relationship id that stands for one of the template's."""
        return self._ids[identifier]

    def open(self) -> str:
        """Begin a part: what is printed from here on stands in it. Prints nothing."""
        self._state.inner = WrittenPart(-1)
        return ""

    def fill(self, number: int, markup: str) -> str:
        """Write a part whose text the program has printed. Prints nothing."""
        gained = self._state.inner.relationships if self._state.inner else []
        self._state.inner = None
        part = self._texts[number]
        new = self._state.new_parts[self._names[part.name]]
        content = (DECLARATION + self._with_drawing(markup)).encode("utf-8")
        new.entry = Entry.deflate(content)
        for item in new.relationships if part.cells else ():
            if item.kind == "package":
                book = self._state.new_parts[item.target]
                book.entry = agree(book.entry, content, part.cells)
        new.relationships += gained
        return ""

    def _with_drawing(self, markup: str) -> str:
        first, *rest = markup.split(f'relId="{_PENDING}:')
        chunks = (chunk.partition('"') for chunk in rest)
        return first + "".join(f'relId="{self._ids.get(identifier, "")}"{tail}' for identifier, _, tail in chunks)

    def finish(self) -> None:
        """Let the data of a diagram without tags name its drawing."""
        for part in self._texts:
            new = self._state.new_parts[self._names[part.name]]
            if _PENDING.encode() in (content := new.entry.read()):
                new.entry = Entry.deflate(self._with_drawing(content.decode("utf-8")).encode("utf-8"))


class CopySlot:
    """A place of a template that names parts of its own; it makes those of each copy."""

    def __init__(self, pattern: CopyPattern) -> None:
        self._pattern = pattern
        self._texts = list(pattern.texts())

    def prepare(self, localise: Callable[[etree._Element], None]) -> None:
        """Put the parts with text into the output language; raises `UnusableWorkbook`."""
        for part in self._texts:
            root = read_part(part.entry.read())
            books = [part.parts[item.id].entry.read() for item in part.relationships if _embedded(item, part)]
            linked = any(item.external and item.kind != "hyperlink" for item in part.relationships)
            part.cells = usable_references(root, books[0] if books else None, linked)
            localise(root)
            for extension in root.iter(DRAWING_OF_DATA):
                extension.set("relId", f"{_PENDING}:{extension.get('relId', '')}")
            part.entry = Entry.deflate((DECLARATION + serialise(root)).encode("utf-8"))

    def code(self, name: str, slot: int, compile_part: Callable[[etree._Element, str], list[Piece]]) -> list[Piece]:
        """The code that makes one copy, which goes into the variable `name`; `compile_part` compiles an inner part."""
        pieces = [statement_code(f"set {name} = ''|__run({slot})")]
        for number, part in enumerate(self._texts):
            inner = compile_part(parse_xml(part.entry.read()), posixpath.basename(part.name))
            if inner:
                pieces += captured(inner, f"{name}_{number}", f"{name}.open()")
                pieces.append(output_code(f"{name}.fill({number}, {name}_{number})"))
        return pieces

    def render(self, _value: Any, state: RenderState) -> PlacedParts:
        """A copy of every part, related to the part being written."""
        names: dict[str, str] = {}
        ids = {
            identifier: state.part.relate(self._pattern.types[identifier], _copy(part, names, state))
            for identifier, part in self._pattern.parts.items()
        }
        placed = PlacedParts(ids, names, state, self._texts)
        placed.finish()
        return placed


def _copy(part: DetachedPart, names: dict[str, str], state: RenderState) -> str:
    """Add a copy of a part with what belongs to it; pictures and the like are shared by all copies."""
    name = names[part.name] = state.names.free(part.name)
    relationships = []
    for item in part.relationships:
        inner = part.parts.get(item.id)
        if inner is None:
            relationships += [item] if item.external else []
        elif item.kind in SHARED:
            state.new_parts.setdefault(inner.name, NewPart(inner.entry, inner.content_type))
            relationships.append(Relationship(item.id, item.type, inner.name))
        else:
            relationships.append(Relationship(item.id, item.type, _copy(inner, names, state)))
    state.new_parts[name] = NewPart(part.entry, part.content_type, relationships)
    return name
