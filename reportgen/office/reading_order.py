"""Plans which parts of a package are rendered, in which order, and what messages call each."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import quoted
from reportgen.office.opc.package import Package, refusal
from reportgen.office.opc.part_trees import owned_parts

_WORD_PARTS = {
    "header": Message("header"),
    "footer": Message("footer"),
    "footnotes": Message("footnotes"),
    "endnotes": Message("endnotes"),
    "comments": Message("comments"),
    "chart": Message("chart"),
    "diagramdata": Message("diagram"),
    "diagramdrawing": Message("diagram"),
}
"""Kind of relationship of a Word document → what messages call such a part; in reading order."""
_MAIN_ROOTS = {"docx": qn("w:document"), "pptx": qn("p:presentation")}
"""What the main part of a file is, by its format."""
_MASTERS = ("slidemaster", "notesmaster", "handoutmaster")
"""The kinds of relationships to a presentation's masters, in reading order."""
NOTES = Message("notes")
"""The step that messages have for a slide's notes."""
_LABELS = {
    "diagramData": "SmartArt", "drawingml.diagramDrawing": "SmartArt", "diagramLayout": Message("SmartArt layout"),
    "drawingml.chart": Message("chart"), "chartex": Message("chart"), "drawingml.chartshapes": Message("chart drawing"),
    "handoutMaster": Message("handout master"), "document.glossary": Message("building blocks"),
    "comments": Message("comments"),
    "numbering": Message("numbering"), "styles": Message("styles"), "settings": Message("settings"),
    "presentation.main": Message("presentation"),
    "theme": Message("theme"), "commentAuthors": Message("authors of comments"),
}  # fmt: skip
"""The end of a content type before `+xml` → what a reader calls such a part, where the plan has no name for it."""
_PROPERTY_RELATIONSHIPS = ("core-properties", "coreproperties", "extended-properties", "custom-properties")


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part to render: its name, its steps in messages, the number of the slide that owns it (0: none)."""

    name: str
    steps: tuple[str, ...]
    slide: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a package in reading order.

    `slides` are the names of the slide parts in the deck's order, `slide_size` their width and height in EMU.
    """

    parts: list[PlannedPart]
    slides: list[str] = field(default_factory=list)
    slide_size: tuple[int, int] = (0, 0)


def plan_package(package: Package) -> Plan:
    """Return the plan for a `.docx` or `.pptx` package; raises `ProblemsFound` where its list of parts is damaged."""
    try:
        plan = _PLANS[package.format](package)
    except (KeyError, ValueError) as fault:
        raise refusal(package.name, Message("its list of parts is damaged ({fault})", fault=fault)) from fault
    seen: set[str] = set()
    unique = [part for part in plan.parts if not (part.name in seen or seen.add(part.name))]  # type: ignore[func-returns-value]
    return Plan(unique, plan.slides, plan.slide_size)


def refuse_no_document(package: Package, part: str, root: etree._Element) -> None:
    """Raise `ProblemsFound` where a part is the main one of its package, and its root not what that has."""
    if part == package.main_part and root.tag != _MAIN_ROOTS[package.format]:
        tag = etree.QName(root).localname
        raise refusal(package.name, Message("its main part is no document: it begins with <{tag}>", tag=tag))


def part_label(package: Package, name: str) -> str:
    """Return what a reader calls a part that the plan has no name for, by its content type."""
    kind = package.content_type(name)
    return next((label for kind_name, label in _LABELS.items() if f"{kind_name}+xml" in kind), posixpath.basename(name))


def _plan_document(package: Package) -> Plan:
    main = package.main_part
    parts = [PlannedPart(main, (Message("body"),))]
    for kind, word in _WORD_PARTS.items():
        related = list(package.related(main, kind))
        for number, name in enumerate(related, 1):
            label = (
                Message("{part} {number}", part=word, number=number)
                if kind in ("header", "footer", "chart") and len(related) > 1
                else word
            )
            parts.append(PlannedPart(name, (label,)))
    return Plan([*parts, *_property_parts(package)])


def _property_parts(package: Package) -> Iterator[PlannedPart]:
    for name in package.related("", *_PROPERTY_RELATIONSHIPS):
        yield PlannedPart(name, (Message("document properties"),))


def _plan_presentation(package: Package) -> Plan:
    main = package.main_part
    targets = {r.id: package.resolve(main, r.target) for r in package.relationships(main) if not r.external}
    presentation = package.parse(main)
    refuse_no_document(package, main, presentation)
    slide_list, size = presentation.find(qn("p:sldIdLst")), presentation.find(qn("p:sldSz"))
    slides = [targets[item.get(qn("r:id"), "")] for item in _slide_ids(slide_list)]
    parts: list[PlannedPart] = []
    for number, name in enumerate(slides, 1):
        if name not in package.entries:
            raise KeyError(name)
        step = _slide_step(number, package.parse(name))
        parts.append(PlannedPart(name, (step,), number))
        for owned in owned_parts(package, name):
            if owned.endswith(".xml"):
                inner = NOTES if "notesSlide" in package.content_type(owned) else owned.rsplit("/", 1)[-1]
                parts.append(PlannedPart(owned, (step, inner), number))
    masters = [master for kind in _MASTERS for master in package.related(main, kind)]
    for master in masters:
        parts.append(PlannedPart(master, (Message("{name} master", name=_display_name(package, master)),)))
        for layout in package.related(master, "slidelayout"):
            parts.append(PlannedPart(layout, (Message('layout "{name}"', name=_display_name(package, layout)),)))
    dimensions = (int(size.get("cx", "0")), int(size.get("cy", "0"))) if size is not None else (0, 0)
    return Plan([*parts, *_property_parts(package)], slides, dimensions)


_PLANS: Mapping[str, Callable[[Package], Plan]] = {"docx": _plan_document, "pptx": _plan_presentation}
"""Extension → how a package of this format is planned."""


def _slide_ids(slide_list: etree._Element | None) -> list[etree._Element]:
    """Return the entries of the list of slides; raises `ValueError` for an id that is no number."""
    entries = [] if slide_list is None else list(slide_list.iterchildren(qn("p:sldId")))
    for entry in entries:
        int(entry.get("id", ""))
    return entries


def _slide_step(number: int, slide: etree._Element) -> str:
    """Return what tells a slide from others: its number, and the name that an editor gave it, in quotation marks."""
    data = slide.find(qn("p:cSld"))
    name = data.get("name", "") if data is not None else ""
    if name:
        return Message("slide {number} {name}", number=number, name=quoted(name))
    return Message("slide {number}", number=number)


def _display_name(package: Package, part: str) -> str:
    """Return the name that PowerPoint shows for a master or layout."""
    data = package.parse(part).find(qn("p:cSld"))
    name = data.get("name", "") if data is not None else ""
    return name or next((word for word in ("notes", "handout") if word in part.lower()), "slide")
