"""Relates what is inserted to what it refers to: addresses of links, pictures, charts, diagrams, embedded files."""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.namespaces import relationship_ids
from reportgen.office.opc.new_parts import HYPERLINK, OFFICE_RELATIONSHIP
from reportgen.office.opc.package import Package, Relationship
from reportgen.office.opc.part_trees import PartCopier, detach
from reportgen.template.render.copied_parts import name_drawing
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.source import HEADERS, drawing_named_by
from reportgen.template.values.text import safe_address


def relate(element: etree._Element, part: str, package: Package, names: dict[str, str], state: RenderState) -> None:
    """Let what an element refers to, which stands in a part of an inserted document, be referred to from here.

    `names` are those of the copies of parts so far, by their own names; headers and footers are among them already.
    """
    relationships = {item.id: item for item in package.relationships(part)}
    for attribute, id_ in relationship_ids(element).items():
        if not id_:
            continue
        item = relationships[id_]
        target = package.resolve(part, item.target)
        if item.kind == "hyperlink":
            new = state.package.part.relate(HYPERLINK, safe_address(item.target), external=True)
        elif item.kind == "image":
            extension = target.rpartition(".")[2].lower()
            media = state.package.add_media(package.entries[target].read(), extension, package.content_type(target))
            new = state.package.part.relate(OFFICE_RELATIONSHIP + "image", media)
        elif item.kind in HEADERS:
            new = state.package.part.relate(item.type, names[target])
        else:
            copied = _copied_part(target, package, names, state)
            new = state.package.part.relate(item.type, copied)
            if drawing := drawing_named_by(item, part, package):
                new_drawing = _related_drawing(relationships[drawing], part, package, names, state)
                name_drawing(state.package.new_parts, copied, new_drawing)
        element.set(attribute, new)


def _related_drawing(
    item: Relationship, part: str, package: Package, names: dict[str, str], state: RenderState
) -> str:  # fmt: skip
    """The id of the new relationship to a diagram's drawing."""
    copied = _copied_part(package.resolve(part, item.target), package, names, state)
    return state.package.part.relate(item.type, copied)


def _copied_part(target: str, package: Package, names: dict[str, str], state: RenderState) -> str:
    """The copy of a part of an inserted document; `names` are those of the copies so far."""
    written = state.package
    return PartCopier(detach(package, [target]), written.new_parts, written.names.added, shared=(), names=names).copy(
        target
    )
