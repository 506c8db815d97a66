"""Rewrites a whole Word or PowerPoint file, text by text, with a function from a text to its edits.

Everything that a reader sees goes through the function, paragraph by paragraph; formatting, markup and every part in
which nothing changes stay as they are. This is how a document that was written elsewhere is put into another script.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from lxml import etree

from reportgen.characters import has_chinese
from reportgen.convert.passages import Edit, Passage, code_styles, passages
from reportgen.convert.typefaces import ScriptSwitch, Switched
from reportgen.diagnostics import Message
from reportgen.model.language import Language
from reportgen.office.markup.marks import contains_reserved
from reportgen.office.markup.steps import quoted
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, write_package, xml_entry
from reportgen.office.opc.page_facts import drop_thumbnail
from reportgen.office.reading_order import part_label, plan_package

E = TypeVar("E", bound=Edit)

_PROPERTIES = (Message("document properties"),)
"""The steps of the parts in which Office writes names of styles and themes: they do not tell a document's language."""
_SKIPPED = ("_rels/", "customXml/", "_xmlsignatures/", "docProps/thumbnail")
"""What the names of XML parts hold whose text no reader sees."""


@dataclass(frozen=True, slots=True)
class AppliedEdit(Generic[E]):
    """An edit that was made, and the passage it was made in."""

    passage: Passage
    edit: E


@dataclass(slots=True)
class RewriteResult(Generic[E]):
    """The result of rewriting a package.

    `data` is the new file, the old one byte for byte where nothing changed; `applied` are the edits in
    reading order; `switched` counts the typefaces and language tags that were replaced; `unconverted` are the steps
    and descriptions of what holds text that was not rewritten.
    """

    data: bytes
    applied: list[AppliedEdit[E]] = field(default_factory=list)
    switched: Counter[Switched] = field(default_factory=Counter)
    unconverted: list[tuple[tuple[str, ...], str]] = field(default_factory=list)


class Finish(Protocol):
    """What is done to a package beyond its texts."""

    def finish_part(self, part: str, root: etree._Element) -> bool:
        """Finish a part whose texts have been rewritten; return whether it has changed."""

    def add_parts(self, package: Package) -> None:
        """Add to the rewritten package what the parts need besides."""


def read_passages(package: Package) -> Iterator[Passage]:
    """Yield every text of a package that a reader sees, part by part in reading order."""
    code = _code_style_ids(package)
    for part, steps in _parts(package):
        yield from passages(package.parse(part), steps, code)


def reserved_parts(package: Package) -> Iterator[tuple[str, ...]]:
    """Yield the steps of the parts that hold noncharacters, which are marks to whoever finishes a part (`Finish`)."""
    yield from (steps for part, steps in _parts(package) if contains_reserved(package.parse(part)))


def rewrite(
    package: Package,
    data: bytes,
    edits_for: Callable[[Passage], Iterable[E]],
    language: Language | None = None,
    finish: Finish | None = None,
) -> RewriteResult[E]:
    """Rewrite every text of a package, whose bytes are `data`.

    `edits_for` gives the edits of a passage; one that would take away a break, an equation, a
    picture or code is not made. With `language`, a Chinese one, typefaces and language tags of
    Chinese text are switched to it. `finish` has the last word on each part. Raises `ProblemsFound` for a part that
    cannot be read.
    """
    result: RewriteResult[E] = RewriteResult(data)
    entries: dict[str, Entry] = dict(package.entries)
    code = _code_style_ids(package)
    parts = [(part, steps, package.parse(part)) for part, steps in _parts(package)]
    passages_of = {part: list(passages(root, steps, code)) for part, steps, root in parts}
    switch = ScriptSwitch(language, _theme_roots(package)) if language and _is_chinese(passages_of.values()) else None
    for part, _, root in parts:
        applied = list(_rewrite_passages(passages_of[part], edits_for, result.unconverted))
        switched = switch.switch_part(root) if switch else Counter()
        result.applied += applied
        result.switched += switched
        finished = finish is not None and finish.finish_part(part, root)
        if applied or switched or finished:
            entries[part] = xml_entry(root)
    if result.applied:
        drop_thumbnail(package, entries)
    written = Package(package.name, entries, package.defaults, dict(package.overrides))
    if finish:
        finish.add_parts(written)
    if written.entries != package.entries:
        result.data = write_package(written.entries, written.defaults, written.overrides)
    result.unconverted += _unconverted_content(package, {part: steps for part, steps, _ in parts})
    return result


def _rewrite_passages(
    found: Iterable[Passage],
    edits_for: Callable[[Passage], Iterable[E]],
    unconverted: list[tuple[tuple[str, ...], str]],
) -> Iterator[AppliedEdit[E]]:  # fmt: skip
    """Rewrite the passages of a part, and yield the edits that were made.

    `unconverted` gets the names in codes of fields that stay as they are, with the place where each stands first.
    """
    kept: dict[str, Passage] = {}
    for passage in found:
        edits = list(edits_for(passage))
        possible = [edit for edit in edits if passage.can_apply(edit)]
        passage.rewrite(possible)
        yield from (AppliedEdit(passage, edit) for edit in possible)
        if passage.is_code and len(possible) < len(edits):
            kept.setdefault(quoted(passage.text), passage)
    unconverted += (
        (passage.steps, Message("the names in {code} stay as they are", code=code)) for code, passage in kept.items()
    )


def _is_chinese(parts: Iterable[Iterable[Passage]]) -> bool:
    """Whether anything but the document properties holds Chinese text."""
    return any(has_chinese(one.text) for found in parts for one in found if one.part_steps != _PROPERTIES)


def _parts(package: Package) -> list[tuple[str, tuple[str, ...]]]:
    """Return the XML parts that may hold text or formatting, in reading order, with their steps."""
    found: dict[str, tuple[str, ...]] = {}
    for planned in plan_package(package).parts:
        if planned.name in package.entries:
            found[planned.name] = _readable_steps(package, planned.name, planned.steps)
    for name in package.entries:
        if name not in found:
            found[name] = (part_label(package, name),)
    return [(name, steps) for name, steps in found.items() if _is_markup(package, name)]


def _is_markup(package: Package, name: str) -> bool:
    kind = package.content_type(name)
    return kind.endswith("+xml") and "relationships" not in kind and not any(skip in name for skip in _SKIPPED)


def _readable_steps(package: Package, name: str, steps: tuple[str, ...]) -> tuple[str, ...]:
    """Return the steps of a planned part, with a label in the place of a file name."""
    return (*steps[:-1], part_label(package, name)) if steps[-1] == posixpath.basename(name) else steps


def _code_style_ids(package: Package) -> frozenset[str]:
    """Return the ids of the Word styles whose text is code."""
    styles = package.related(package.main_part, "styles")
    return frozenset(style for part in styles for style in code_styles(package.parse(part)))


def _theme_roots(package: Package) -> list[etree._Element]:
    return [package.parse(part) for part in package.entries if package.content_type(part).endswith("theme+xml")]


_EMBEDDED = re.compile(r"(^|/)embeddings/")


def _unconverted_content(package: Package, steps: dict[str, tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the steps and a description of what holds text of its own that stays as it is."""
    for part, steps_of_part in steps.items():
        for relationship in package.relationships(part):
            target = package.resolve(part, relationship.target)
            if not relationship.external and _EMBEDDED.search(target) and target in package.entries:
                is_workbook = target.lower().endswith((".xlsx", ".xls", ".xlsb"))
                what = Message("workbook") if is_workbook else Message("object")
                yield steps_of_part, Message("the embedded {what} keeps its text", what=what)
            elif relationship.kind == "afchunk":
                yield steps_of_part, Message("the file inserted there keeps its text")
    for name, entry in package.entries.items():
        is_data = name.startswith("customXml/item") and "Props" not in name
        if is_data and has_chinese(entry.read().decode("utf-8", "replace")):
            yield (name,), Message("the data behind content controls keeps its text")
        if name.startswith("_xmlsignatures/") and name.endswith(".xml"):
            yield (name,), Message("the digital signature no longer holds")
