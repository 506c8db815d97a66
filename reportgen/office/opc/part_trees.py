"""A part with all that it leads to: taken out of its package, copied, or left behind when nothing leads to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import Package, Relationship

_STAYING = frozenset(("slide", "slidelayout", "slidemaster", "notesmaster", "theme"))
"""Relationships to what a file is made of: a link from a copy leads there, and takes nothing along."""
SHARED = _STAYING | {"image", "media", "audio", "video", "hyperlink", "font", "tags"}
"""Relationships to parts that copies of a part share with it."""


def detach(package: Package, roots: Iterable[str]) -> dict[str, NewPart]:
    """Some parts of a package with all that they lead to, by name, ready to be copied.

    The targets of their relationships are part names too. A relationship to a part that is missing is left out.
    """
    detached: dict[str, NewPart] = {}
    waiting = list(roots)
    while waiting:
        part = waiting.pop()
        if part in detached:
            continue
        relationships = []
        for item in package.relationships(part):
            target = item.target if item.external else package.resolve(part, item.target)
            if item.external or target in package.entries:
                relationships.append(replace(item, target=target))
            if not item.external and target in package.entries and item.kind not in _STAYING:
                waiting.append(target)
        detached[part] = NewPart(package.entries[part], package.content_type(part), tuple(relationships))
    return detached


def belonging(parts: Mapping[str, NewPart], roots: Iterable[str]) -> list[str]:
    """The names of some detached parts, and of those that belong to them alone: each before what it leads to."""
    found: list[str] = []
    waiting = [*roots][::-1]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.append(part)
            inner = (item for item in parts[part].relationships if not item.external and item.kind not in SHARED)
            waiting += reversed([item.target for item in inner if item.target in parts])
    return found


@dataclass(slots=True)
class PartCopier:
    """Copies parts with all that they lead to, each once.

    `parts` are the originals by name, `new_parts` takes the copies in, `free` gives a free name for the copy of a
    part. Where `shared` holds the kind of a relationship, its target is not copied, and goes into `new_parts` under
    its own name. `names` are those of the copies, by the names of their originals.
    """

    parts: Mapping[str, NewPart]
    new_parts: dict[str, NewPart]
    free: Callable[[str], str]
    shared: Container[str] = SHARED
    names: dict[str, str] = field(default_factory=dict)

    def copy(self, part: str) -> str:
        """Copy a part, unless it has been copied, and return the name of the copy."""
        if part not in self.names:
            self.names[part] = self.free(part)
            original = self.parts[part]
            relationships = tuple(self.relationships(original.relationships))
            self.new_parts[self.names[part]] = NewPart(original.entry, original.content_type, relationships)
        return self.names[part]

    def relationships(self, originals: Iterable[Relationship]) -> list[Relationship]:
        """The relationships of a copy: to copies of what the original leads to, or to what they share."""
        return [self._relationship(item) for item in originals]

    def _relationship(self, item: Relationship) -> Relationship:
        if item.external or item.target not in self.parts:
            return item
        if item.kind in self.shared:
            self.new_parts.setdefault(item.target, self.parts[item.target])
            return item
        return replace(item, target=self.copy(item.target))


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


def left_behind(package: Package, cut: Mapping[str, set[str]]) -> set[str]:
    """The parts that nothing leads to once some relationships (ids by part) are cut."""
    return reachable(package) - reachable(package, cut) if any(cut.values()) else set()


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
