"""Relates what is inserted to what it refers to: addresses of links, pictures, charts, diagrams."""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.namespaces import relationship_ids
from reportgen.office.opc.new_parts import HYPERLINK, OFFICE_RELATIONSHIP
from reportgen.office.opc.package import Relationship
from reportgen.office.opc.part_trees import PartCopier, detach
from reportgen.template.render.copied_parts import name_drawing
from reportgen.template.runtime.state import RenderState
from reportgen.template.subdocuments.source import Source, drawing_named_by
from reportgen.template.values.text import safe_address


def relate(element: etree._Element, source: Source, names: dict[str, str], state: RenderState) -> None:
    """Let what an element of an inserted document refers to be referred to from here.

    `names` are those of the copies of parts so far, by their own names.
    """
    package = source.package
    relationships = {item.id: item for item in package.relationships(package.main_part)}
    for attribute, id_ in relationship_ids(element).items():
        if not id_:
            continue
        item = relationships[id_]
        target = package.resolve(package.main_part, item.target)
        if item.kind == "hyperlink":
            new = state.package.part.relate(HYPERLINK, safe_address(item.target), external=True)
        elif item.kind == "image":
            extension = target.rpartition(".")[2].lower()
            media = state.package.add_media(package.entries[target].read(), extension, package.content_type(target))
            new = state.package.part.relate(OFFICE_RELATIONSHIP + "image", media)
        else:
            copied = _copied_part(item, source, names, state)
            new = state.package.part.relate(item.type, copied)
            if drawing := drawing_named_by(item, package):
                item = relationships[drawing]
                drawn = state.package.part.relate(item.type, _copied_part(item, source, names, state))
                name_drawing(state.package.new_parts, copied, drawn)
        element.set(attribute, new)


def _copied_part(item: Relationship, source: Source, names: dict[str, str], state: RenderState) -> str:
    """The copy of what a relationship of an inserted document leads to; `names` are those of the copies so far."""
    target = source.package.resolve(source.package.main_part, item.target)
    parts, written = detach(source.package, [target]), state.package
    return PartCopier(parts, written.new_parts, written.names.added, shared=(), names=names).copy(target)
