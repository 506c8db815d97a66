"""A whole Word or PowerPoint file rewritten, text by text, by a function from a text to its edits.

This is how a document that was written elsewhere is put into another script: everything a reader sees
goes through the function, paragraph by paragraph; formatting, markup and every part in which nothing
changes stay as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from lxml import etree

from reportgen.characters import has_chinese
from reportgen.convert.passages import Edit, Passage, code_styles, passages
from reportgen.convert.typefaces import Switch, Switched
from reportgen.model.language import Language
from reportgen.office.markup.namespaces import DECLARATION, serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, rels_name, write_package, write_relationships
from reportgen.office.reading_order import plan_package

E = TypeVar("E", bound=Edit)

_PROPERTIES = ("document properties",)
"""Office writes names of styles and themes there, which say nothing about the document's language."""
_SKIPPED = ("_rels/", "customXml/", "_xmlsignatures/", "docProps/thumbnail")
_LABELS = {
    "diagramData": "SmartArt", "drawingml.diagramDrawing": "SmartArt", "diagramLayout": "SmartArt layout",
    "drawingml.chart": "chart", "chartex": "chart", "drawingml.chartshapes": "chart drawing",
    "handoutMaster": "handout master", "document.glossary": "building blocks", "comments": "comments",
    "numbering": "numbering", "styles": "styles", "presentation.main": "presentation", "theme": "theme",
}  # fmt: skip
"""Part of a content type → what a reader calls such a part, where the plan has no name for it."""


@dataclass(frozen=True, slots=True)
class Made(Generic[E]):
    """An edit that was made, and the passage it was made in."""

    passage: Passage
    edit: E


@dataclass(slots=True)
class Rewritten(Generic[E]):
    """What came of a package.

    `data` is the new file, the old one byte for byte where nothing changed; `made` are the edits in
    reading order; `switched` counts the typefaces and language tags; `left` says, place by place,
    what holds text that was not rewritten.
    """

    data: bytes
    made: list[Made[E]] = field(default_factory=list)
    switched: Counter[Switched] = field(default_factory=Counter)
    left: list[tuple[tuple[str, ...], str]] = field(default_factory=list)


def read_passages(package: Package) -> Iterator[Passage]:
    """Every text of a package that a reader sees, part by part in reading order."""
    code = _code(package)
    for part, steps in _parts(package):
        yield from passages(package.parse(part), steps, code)


def rewrite(
    package: Package, data: bytes, edits_for: Callable[[Passage], Iterable[E]], language: Language | None = None
) -> Rewritten[E]:
    """Rewrite every text of a package, whose bytes are `data`.

    `edits_for` gives the edits of a passage; one that would take away a break, an equation, a
    picture or code is not made. With `language`, a Chinese one, typefaces and language tags of
    Chinese text are switched to it. Raises `ProblemsFound` for a part that cannot be read.
    """
    result: Rewritten[E] = Rewritten(data)
    entries: dict[str, Entry] = dict(package.entries)
    code = _code(package)
    parts = [(part, steps, package.parse(part)) for part, steps in _parts(package)]
    texts = {part: list(passages(root, steps, code)) for part, steps, root in parts}
    is_chinese = any(has_chinese(p.text) for found in texts.values() for p in found if p.part_steps != _PROPERTIES)
    switch = Switch(language, _themes(package)) if language and is_chinese else None
    for part, _, root in parts:
        made = len(result.made)
        for passage in texts[part]:
            edits = [edit for edit in edits_for(passage) if passage.fits(edit)]
            passage.rewrite(edits)
            result.made += (Made(passage, edit) for edit in edits)
        switched = switch.part(root) if switch else Counter()
        result.switched += switched
        if len(result.made) > made or switched:
            entries[part] = Entry.deflate((DECLARATION + serialise(root)).encode("utf-8"))
    if result.made:
        _drop_thumbnail(package, entries)
    if entries != package.entries:
        result.data = write_package(entries, package.defaults, package.overrides)
    result.left = list(_left(package, {part: steps for part, steps, _ in parts}))
    return result


def _parts(package: Package) -> list[tuple[str, tuple[str, ...]]]:
    """The XML parts that may hold text or formatting, in reading order, with their names for the user."""
    found: dict[str, tuple[str, ...]] = {}
    for planned in plan_package(package).parts:
        if planned.name in package.entries:
            found[planned.name] = _spoken(package, planned.name, planned.steps)
    for name in package.entries:
        if name not in found:
            found[name] = (_label(package, name),)
    return [(name, steps) for name, steps in found.items() if _is_markup(package, name)]


def _is_markup(package: Package, name: str) -> bool:
    kind = package.content_type(name)
    return kind.endswith("+xml") and "relationships" not in kind and not any(skip in name for skip in _SKIPPED)


def _spoken(package: Package, name: str, steps: tuple[str, ...]) -> tuple[str, ...]:
    """The steps of a plan, without file names in them."""
    return (*steps[:-1], _label(package, name)) if steps[-1] == posixpath.basename(name) else steps


def _label(package: Package, name: str) -> str:
    kind = package.content_type(name)
    return next((label for mark, label in _LABELS.items() if f"{mark}+xml" in kind), posixpath.basename(name))


def _code(package: Package) -> frozenset[str]:
    styles = package.related(package.main_part, "styles")
    return frozenset(style for part in styles for style in code_styles(package.parse(part)))


def _themes(package: Package) -> list[etree._Element]:
    return [package.parse(part) for part in package.entries if package.content_type(part).endswith("theme+xml")]


def _drop_thumbnail(package: Package, entries: dict[str, Entry]) -> None:
    """The picture of the first page shows it as it was."""
    relationships = package.relationships("")
    kept = [item for item in relationships if item.kind != "thumbnail"]
    if len(kept) < len(relationships):
        for item in relationships:
            if item.kind == "thumbnail":
                entries.pop(package.resolve("", item.target), None)
        entries[rels_name("")] = write_relationships(kept)


_EMBEDDED = re.compile(r"(^|/)embeddings/")


def _left(package: Package, steps: dict[str, tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What holds text of its own that stays as it is."""
    for part, place in steps.items():
        for relationship in package.relationships(part):
            target = package.resolve(part, relationship.target)
            if not relationship.external and _EMBEDDED.search(target) and target in package.entries:
                what = "workbook" if target.lower().endswith((".xlsx", ".xls", ".xlsb")) else "object"
                yield place, f"the embedded {what} keeps its text"
            elif relationship.kind == "afchunk":
                yield place, "the file inserted there keeps its text"
    for name, entry in package.entries.items():
        is_data = name.startswith("customXml/item") and "Props" not in name
        if is_data and has_chinese(entry.read().decode("utf-8", "replace")):
            yield (name,), "the data behind content controls keeps its text"
        if name.startswith("_xmlsignatures/") and name.endswith(".xml"):
            yield (name,), "the digital signature no longer holds"
