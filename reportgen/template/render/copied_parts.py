"""Copies the charts, diagrams and embedded files of a shape that a statement repeats.

Every copy gets parts of its own: what people edit on one must not change another. The parts leave the place where
the template has them; where the shape is printed, the program writes them anew, so their tags see the loop's item.
A SmartArt diagram is five parts: data, layout, style, colours, and a drawing which the data names
(`dsp:dataModelExt@relId`) and which shows it in programs that do not lay it out themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from reportgen.office.markup.canonical_form import may_contain, read_part
from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.namespaces import DECLARATION, parse_xml, relationship_ids, serialise
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import Package, markup_entry
from reportgen.office.opc.part_trees import SHARED, PartCopier, detach, exclusive_parts
from reportgen.office.workbook.workbook_cells import writable_references, write_shown_texts
from reportgen.template.render.bound_frames import BoundContent
from reportgen.template.render.repeated_text import DRAWING_OF_DATA
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.links import tagged_links
from reportgen.template.syntax.tags import find_tags

_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")
_PENDING = "rgDrawing"
"""Stands in a diagram's data for the relationship id of its drawing, until that is known."""


class OwnedParts:
    """The parts that a part of the template leads to and that belong to it alone.

    `bound` is what bound pictures and charts showed, by part.
    """

    def __init__(self, package: Package, part: str, bound: Mapping[str, BoundContent]) -> None:
        self._package = package
        self._bound = bound
        self._targets = {
            item.id: (item, target)
            for item in package.relationships(part)
            if not item.external and item.kind not in SHARED
            if (target := package.resolve(part, item.target)) in package.entries
        }

    def named_by(self, element: etree._Element) -> dict[str, str]:
        """The attributes of an element that name such parts, with their relationship ids."""
        return {name: id_ for name, id_ in relationship_ids(element).items() if id_ in self._targets}

    def reads(self, identifier: str, names: Collection[str]) -> bool:
        """Whether tags in a part name one of these: in its text, its alt texts or its addresses."""
        part = self._targets[identifier][1]
        root = read_part(self._package.entries[part].read())
        texts = (paragraph_text(paragraph, WORD) for paragraph in root.iter(WORD.paragraph))
        elsewhere = (*map(str, root.xpath("//@descr")), *self.links(part).values())
        tags = (text[m.start : m.end] for text in (*texts, *elsewhere) if "{" in text for m in find_tags(text))
        return any(not set(names).isdisjoint(_NAME.findall(tag)) for tag in tags)

    def links(self, part: str) -> dict[str, str]:
        """The addresses with tags in a part, by relationship id."""
        return tagged_links(self._package.relationships(part))

    def bound(self, part: str) -> BoundContent:
        """What the bound pictures and charts of a part showed."""
        return self._bound.get(part) or BoundContent()

    def unnamed(self, copied: Collection[str], root: etree._Element) -> frozenset[str]:
        """Those of the `copied` parts (by relationship id) that nothing in a tree names any more.

        The marks in the tree stand for new relationships.
        """
        if not copied:
            return frozenset()
        named = {value for element in root.iter(etree.Element) for value in self.named_by(element).values()}
        return frozenset(copied) - named

    def pattern(self, ids: Iterable[str]) -> CopyPattern:
        """What has to be copied for an element that names these parts."""
        ids = list(ids)  # gone through twice
        # a shape names its diagram's data, and only the data names the drawing
        drawings = [drawing_of(self._package.entries[self._targets[identifier][1]]) for identifier in ids]
        ids = list(dict.fromkeys([*ids, *(drawing for drawing in drawings if drawing in self._targets)]))
        roots = {identifier: self._targets[identifier][1] for identifier in ids}
        types = {identifier: self._targets[identifier][0].type for identifier in ids}
        return CopyPattern(roots, types, detach(self._package, roots.values()))


def drawing_of(part: Entry) -> str:
    """The relationship id of the drawing that a diagram's data names; empty for any other part."""
    if not may_contain(content := part.read(), b"dataModelExt"):
        return ""
    extension = next(parse_xml(content).iter(DRAWING_OF_DATA), None)
    return extension.get("relId", "") if extension is not None else ""


def name_drawing(parts: dict[str, NewPart], data: str, identifier: str) -> None:
    """Let a diagram's data, one of the `parts`, name its drawing by another relationship id."""
    root = parse_xml(parts[data].entry.read())
    for extension in root.iter(DRAWING_OF_DATA):
        extension.set("relId", identifier)
    parts[data] = replace(parts[data], entry=Entry.deflate((DECLARATION + serialise(root)).encode("utf-8")))


@dataclass(frozen=True, slots=True)
class CopyPattern:
    """The parts that one element names.

    `roots` are their names and `types` the types of the relationships, both by relationship id; `parts` are these
    parts with all that they lead to.
    """

    roots: Mapping[str, str]
    types: Mapping[str, str]
    parts: Mapping[str, NewPart]

    def texts(self) -> list[str]:
        """The parts that may hold text, what they lead to included; a diagram's data comes before its drawing."""
        ordered = sorted(self.roots.values(), key=lambda part: drawing_of(self.parts[part].entry) == "")
        return [part for part in exclusive_parts(self.parts, ordered) if self.parts[part].content_type.endswith("+xml")]


@dataclass(slots=True)
class PlacedParts:
    """The parts of one copy.

    `_ids` are the relationship ids by which the copy names them, by those of the template; `_texts` the names of those
    with text, in the order of the pattern's; `_cells` what each refers to of its workbook and has tags in.
    """

    _ids: dict[str, str]
    _state: RenderState
    _texts: Sequence[str]
    _cells: Sequence[Sequence[str]]

    def id(self, identifier: str) -> str:
        """The relationship id that stands for one of the template's."""
        return self._ids[identifier]

    def open(self) -> str:
        """Begin a part: what is printed from here on stands in it. Prints nothing."""
        self._state.package.begin_inner()
        return ""

    def fill(self, number: int, markup: str) -> str:
        """Write a part whose text the program has printed. Prints nothing."""
        gained = self._state.package.end_inner()
        parts, name = self._state.package.new_parts, self._texts[number]
        content = (DECLARATION + self._with_drawing(markup)).encode("utf-8")
        for item in parts[name].relationships if self._cells[number] else ():
            if item.kind == "package":
                book = parts[item.target]
                parts[item.target] = replace(book, entry=write_shown_texts(book.entry, content, self._cells[number]))
        relationships = (*parts[name].relationships, *gained)
        parts[name] = replace(parts[name], entry=Entry.deflate(content), relationships=relationships)
        return ""

    def _with_drawing(self, markup: str) -> str:
        first, *rest = markup.split(f'relId="{_PENDING}:')
        chunks = (chunk.partition('"') for chunk in rest)
        return first + "".join(f'relId="{self._ids.get(identifier, "")}"{tail}' for identifier, _, tail in chunks)

    def finish(self) -> None:
        """Let the data of a diagram without tags name its drawing."""
        parts = self._state.package.new_parts
        for name in self._texts:
            if _PENDING.encode() in (content := parts[name].entry.read()):
                entry = Entry.deflate(self._with_drawing(content.decode("utf-8")).encode("utf-8"))
                parts[name] = replace(parts[name], entry=entry)


def copy_slot(pattern: CopyPattern, localise: Callable[[etree._Element], None]) -> CopySlot:
    """The slot that copies these parts in the output language; raises `UnusableWorkbook`."""
    parts, texts = dict(pattern.parts), pattern.texts()
    cells = []
    for name in texts:
        part = parts[name]
        root = read_part(part.entry.read())
        book = next((item.target for item in part.relationships if item.kind == "package" and not item.external), None)
        linked = any(item.external and item.kind != "hyperlink" for item in part.relationships)
        cells.append(writable_references(root, parts[book].entry.read() if book else None, linked))
        localise(root)
        for extension in root.iter(DRAWING_OF_DATA):
            extension.set("relId", f"{_PENDING}:{extension.get('relId', '')}")
        kept = tuple(item for item in part.relationships if item.id not in tagged_links(part.relationships))
        parts[name] = replace(part, entry=markup_entry(serialise(root)), relationships=kept)
    return CopySlot(replace(pattern, parts=parts), tuple(texts), tuple(cells))


@dataclass(frozen=True, slots=True)
class CopySlot:
    """A place of a template that names parts of its own; it makes those of each copy.

    `texts` are the names of those that may hold tags, `cells` what each refers to of its workbook and has tags in.
    """

    pattern: CopyPattern
    texts: tuple[str, ...]
    cells: tuple[Sequence[str], ...]

    def render(self, _value: Any, state: RenderState) -> PlacedParts:
        """A copy of every part, related to the part being written."""
        copier = PartCopier(self.pattern.parts, state.package.new_parts, state.package.names.free)
        ids = {
            identifier: state.package.part.relate(self.pattern.types[identifier], copier.copy(part))
            for identifier, part in self.pattern.roots.items()
        }
        placed = PlacedParts(ids, state, [copier.names[part] for part in self.texts], self.cells)
        placed.finish()
        return placed
