"""What a deck keeps in one place for all slides, and slides of other decks need: authors of comments, table styles."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import Package, xml_entry
from reportgen.office.presentation.slide_comments import give_own_ids, number_on
from reportgen.template.appended.presentation import PresentationPart
from reportgen.template.runtime.new_package import NewPackage

AUTHORS = "commentauthors"
_KEYS = {"tablestyles": "styleId", "authors": "id", AUTHORS: "name"}
"""The kinds of relationships from the presentation to such lists, with the attribute that tells their items apart."""


@dataclass(slots=True)
class SharedList:
    """A list of a deck, of a kind, that items of other decks' lists are added to."""

    kind: str
    name: str = ""
    root: etree._Element | None = None
    changed: bool = False
    ids: dict[str, str] = field(default_factory=dict)

    def take(self, other: Package, presentation: PresentationPart, new: NewPackage) -> None:
        """Add the items of another deck's list that are not here; `ids` has the ids here by those there."""
        theirs = next(other.related(other.main_part, self.kind), "")
        self.ids = {}
        if not theirs:
            return
        root = other.parse(theirs)
        if self.root is None:
            self.root, self.changed = root, True
            self.name = new.names.free(theirs)
            new.new_parts[self.name] = NewPart(xml_entry(root), other.content_type(theirs))
            type_ = next(r.type for r in other.relationships(other.main_part) if r.kind == self.kind)
            presentation.relate(type_, self.name)
        here = {item.get(_KEYS[self.kind], ""): item for item in self.root.iterchildren(etree.Element)}
        numbers = [int(id_) for item in here.values() if (id_ := item.get("id", "")).isdecimal()]
        for item in root.iterchildren(etree.Element):
            same = here.get(item.get(_KEYS[self.kind], ""))
            if same is None:
                same = copy.deepcopy(item)
                if self.kind == AUTHORS:
                    numbers.append(max(numbers, default=-1) + 1)
                    same.set("id", str(numbers[-1]))
                self.root.append(same)
                self.changed = True
            self.ids[item.get("id", "")] = same.get("id", "")

    def with_comments(self, name: str, part: NewPart) -> NewPart:
        """Comments that get this name, whose authors have new ids here: each has a number or an id of its own."""
        root = parse_xml(part.entry.read())
        for comment in root.iter(qn("p:cm")):
            id_ = comment.get("authorId", "")
            comment.set("authorId", self.ids.get(id_, id_))
            self.changed = True
        number_on(root, self.root)
        give_own_ids(root, name)
        return NewPart(xml_entry(root), part.content_type, part.relationships)

    def write(self, package: Package, new: NewPackage) -> None:
        """Put the list into the deck, if anything was added."""
        if self.root is None or not self.changed:
            return
        entry = xml_entry(self.root)
        if self.name in new.new_parts:
            new.new_parts[self.name] = NewPart(entry, new.new_parts[self.name].content_type)
        else:
            package.entries[self.name] = entry


def shared_lists(package: Package) -> dict[str, SharedList]:
    """The lists of a deck by their kinds."""
    names = {kind: next(package.related(package.main_part, kind), "") for kind in _KEYS}
    return {kind: SharedList(kind, name, package.parse(name) if name else None) for kind, name in names.items()}
