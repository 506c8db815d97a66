"""Follows relationships from a part to all that it leads to: to detach it from its package, copy it, or find what
nothing leads to any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import Package, Relationship

_NOT_OWNED = frozenset(("slide", "slidelayout", "slidemaster", "notesmaster", "theme"))
"""Relationships to parts that belong to the file: a copy may refer to them, and they are never taken along with it."""
SHARED = _NOT_OWNED | {"image", "media", "audio", "video", "hyperlink", "font", "tags"}
"""Relationships whose targets all copies of a part share with it."""


def detach(package: Package, roots: Iterable[str], left: Container[str] = _NOT_OWNED) -> dict[str, NewPart]:
    """Return parts of a package with all that they lead to, by name, ready to be copied.

    What relationships of the kinds in `left` lead to stays behind, unless it is named too. The targets of their
    internal relationships are part names. A relationship to a missing part is left out.
    """
    detached: dict[str, NewPart] = {}
    queue = list(roots)
    while queue:
        part = queue.pop()
        if part in detached:
            continue
        relationships = []
        for item in package.relationships(part):
            target = item.target if item.external else package.resolve(part, item.target)
            if item.external or target in package.entries:
                relationships.append(replace(item, target=target))
            if not item.external and target in package.entries and item.kind not in left:
                queue.append(target)
        detached[part] = NewPart(package.entries[part], package.content_type(part), tuple(relationships))
    return detached


def exclusive_parts(parts: Mapping[str, NewPart], roots: Iterable[str]) -> list[str]:
    """Return the names of detached parts and of those that belong to them alone, each before what it leads to."""
    found: list[str] = []
    queue = [*roots][::-1]
    while queue:
        part = queue.pop()
        if part not in found:
            found.append(part)
            inner = (item for item in parts[part].relationships if not item.external and item.kind not in SHARED)
            queue += reversed([item.target for item in inner if item.target in parts])
    return found


@dataclass(slots=True)
class PartCopier:
    """Copies parts with all that they lead to, each once.

    `parts` are the originals by name; the copies are added to `new_parts` under names that `free` gives. The targets
    of `shared` kinds of relationships are not copied: they are added under their own names. `names` are the names of
    the copies, by those of their originals.
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
        """Return the relationships of a copy: to copies of the original's targets, or to the targets they share."""
        return [self._relationship(item) for item in originals]

    def _relationship(self, item: Relationship) -> Relationship:
        if item.external or item.target not in self.parts:
            return item
        if item.kind in self.shared:
            self.new_parts.setdefault(item.target, self.parts[item.target])
            return item
        return replace(item, target=self.copy(item.target))


def reachable_parts(package: Package, ignored: Mapping[str, Collection[str]] = MappingProxyType({})) -> set[str]:
    """Return all parts that relationships lead to from the package; `ignored` are ids of relationships, by part."""
    reached: set[str] = set()
    queue = [""]
    while queue:
        part = queue.pop()
        for item in package.relationships(part):
            target = package.resolve(part, item.target)
            if not item.external and target not in reached and item.id not in ignored.get(part, ()):
                reached.add(target)
                queue.append(target)
    return reached


def orphaned_parts(package: Package, ignored: Mapping[str, set[str]]) -> set[str]:
    """Return the parts that nothing leads to without these relationships (ids by part)."""
    return reachable_parts(package) - reachable_parts(package, ignored) if any(ignored.values()) else set()


def owned_parts(package: Package, part: str) -> list[str]:
    """Return the parts that belong to one slide alone: its notes, charts, workbooks, diagrams, and theirs.

    A diagram's drawing comes after its data, because it repeats the text of the data.
    """
    owned: list[str] = []
    for relationship in sorted(package.relationships(part), key=lambda item: item.kind == "diagramdrawing"):
        if relationship.external or relationship.kind in SHARED:
            continue
        target = package.resolve(part, relationship.target)
        if target in package.entries and target not in owned:
            owned += [target, *(o for o in owned_parts(package, target) if o not in owned)]
    return owned
