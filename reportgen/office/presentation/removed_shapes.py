"""Takes shapes out of a slide, layout or master with all that refers to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from reportgen.office.markup.namespaces import qn, relationship_ids
from reportgen.office.opc.package import Package, xml_entry
from reportgen.office.opc.part_trees import reachable_parts
from reportgen.office.presentation.shape_references import forget_shapes


def take_out(package: Package, shapes: Mapping[str, tuple[etree._Element, Collection[etree._Element]]]) -> None:
    """Take shapes out of the parts of a package, and the parts that nothing leads to any more.

    `shapes` has for each part its tree and the shapes to take out of it.
    """
    before = reachable_parts(package)
    for name, (root, gone) in shapes.items():
        _take_out_of_part(package, name, root, gone)
    for name in sorted(before - reachable_parts(package)):
        package.remove_part(name)


def _take_out_of_part(package: Package, part: str, root: etree._Element, shapes: Collection[etree._Element]) -> None:
    """Take shapes out of a part, and cut the relationships that they alone use."""
    if not shapes:
        return
    named = {reference for shape in shapes for reference in _references(shape)}
    gone = {properties.get("id", "") for shape in shapes for properties in shape.iter(qn("p:cNvPr"))}
    for shape in shapes:
        shape.getparent().remove(shape)  # type: ignore[union-attr]
    forget_shapes(root, gone)
    package.entries[part] = xml_entry(root)
    cut = named - set(_references(root))
    if cut:
        package.set_relationships(part, [item for item in package.relationships(part) if item.id not in cut])


def _references(element: etree._Element) -> Iterator[str]:
    """The ids of relationships in an element and everything below it."""
    return (id_ for node in element.iter(etree.Element) for id_ in relationship_ids(node).values())
