"""A part with all that it leads to: taken out to be copied, or left behind when nothing leads to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, Relationship


@dataclass(slots=True)
class DetachedPart:
    """A part taken out of a package with the parts it leads to, by relationship id.

    `cells` are a chart's references to cells of its workbook whose texts hold tags.
    """

    name: str
    entry: Entry
    content_type: str
    relationships: Sequence[Relationship] = ()
    parts: dict[str, DetachedPart] = field(default_factory=dict)
    cells: Sequence[str] = ()


def detach(package: Package, part: str, outer: tuple[str, ...] = ()) -> DetachedPart:
    """A part with all that it leads to, ready to be copied; `outer` are the parts around it."""
    detached = DetachedPart(part, package.entries[part], package.content_type(part), package.relationships(part))
    for item in detached.relationships:
        target = package.resolve(part, item.target)
        if not item.external and target in package.entries and target not in (part, *outer):
            detached.parts[item.id] = detach(package, target, (part, *outer))
    return detached


def reachable(package: Package, cut: Mapping[str, Collection[str]] = MappingProxyType({})) -> set[str]:
    """The parts that relationships lead to; `cut` are relationship ids, by part, that do not count."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for item in package.relationships(part):
            target = package.resolve(part, item.target)
            if not item.external and target not in reached and item.id not in cut.get(part, ()):
                reached.add(target)
                waiting.append(target)
    return reached


def part_tree(part: DetachedPart) -> Iterator[DetachedPart]:
    """A part and all that belongs to it alone, outermost first."""
    yield part
    for item in part.relationships:
        if item.id in part.parts and item.kind not in SHARED:
            yield from part_tree(part.parts[item.id])


def left_behind(package: Package, cut: Mapping[str, set[str]]) -> set[str]:
    """The parts that nothing leads to once some relationships (ids by part) are cut."""
    return reachable(package) - reachable(package, cut) if any(cut.values()) else set()


SHARED = frozenset(("slidelayout", "slidemaster", "notesmaster", "theme", "image", "media", "audio", "video", "slide",
                     "hyperlink", "font", "tags"))  # fmt: skip
"""Relationships of a slide to parts that copies of the slide share with it."""


def owned_parts(package: Package, part: str) -> list[str]:
    """The parts that belong to one slide alone: its notes, charts, workbooks, diagrams, and theirs.

    A diagram's drawing comes behind its data, whose text it repeats.
    """
    owned: list[str] = []
    for relationship in sorted(package.relationships(part), key=lambda item: item.kind == "diagramdrawing"):
        if relationship.external or relationship.kind in SHARED:
            continue
        target = package.resolve(part, relationship.target)
        if target in package.entries and target not in owned:
            owned += [target, *(o for o in owned_parts(package, target) if o not in owned)]
    return owned
