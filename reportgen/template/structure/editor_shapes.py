"""Takes out of a presentation what is there for editors alone: guides, and labels beside its slides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.fit.geometry import Rectangle, slide_rectangle
from reportgen.office.drawing.boxes import Box
from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package
from reportgen.office.presentation.removed_shapes import take_out
from reportgen.office.presentation.shape_references import animated_shapes
from reportgen.office.reading_order import plan_package
from reportgen.template.structure.levels.shapes import with_versions
from reportgen.template.syntax.part_tags import tags_of_part
from reportgen.template.syntax.shape_statements import is_guide, statements_in

_SLIDES = tuple(f"presentationml.{kind}+xml" for kind in ("slide", "slideLayout", "slideMaster"))
"""How the content types end of the parts that have the slides' size."""
_DRAWING = qn("p:cNvPr")

Guides = Mapping[str, Box]
"""The boxes of a part's guides on its slide, by the names of the shapes."""


def take_editor_shapes(package: Package) -> dict[str, Guides]:
    """Take guides and what lies beside the slides out of a presentation; the guides come back by part.

    A guide is a shape with `{%shape guide %}` in its alt text. What lies wholly beside the slide stays where it is a
    placeholder, is animated (it may come in), or has a statement in its alt text; and in a file without any tag
    everything stays. Raises `ProblemsFound` where the package's list of parts is damaged.
    """
    plan = plan_package(package)
    slides = {planned.name: package.parse(planned.name) for planned in plan.parts if _is_slide(package, planned.name)}
    guides = {name: _outermost(filter(is_guide, root.iter(*SHAPES))) for name, root in slides.items()}
    beside = {name: _outermost(_beside(root, plan.slide_size)) for name, root in slides.items()}
    if not any(guides.values()) and not (
        any(beside.values()) and any(True for planned in plan.parts for _ in tags_of_part(package.parse(planned.name)))
    ):
        return {}
    boxes = {name: _boxes(shapes) for name, shapes in guides.items() if shapes}
    take_out(package, {name: (root, [*guides[name], *beside[name]]) for name, root in slides.items()})
    return boxes


def _is_slide(package: Package, part: str) -> bool:
    return package.content_type(part).endswith(_SLIDES)


def _outermost(shapes: Iterator[etree._Element]) -> dict[etree._Element, None]:
    """The shapes in order, each with its other versions, without those that stand in another one of them."""
    found: dict[etree._Element, None] = {}
    for shape in map(with_versions, shapes):
        if not any(ancestor in found for ancestor in shape.iterancestors()):
            found[shape] = None
    return found


def _beside(root: etree._Element, size: tuple[int, int]) -> Iterator[etree._Element]:
    """The shapes that lie wholly beside a slide of this size in EMU and are there for editors alone."""
    if not all(size):
        return
    animated = animated_shapes(root)
    slide = Rectangle.of(Box(0, 0, *size))
    for shape in root.iter(*SHAPES):
        box = slide_rectangle(shape, None)
        if box is None or not box.turned(_rotation(shape)).is_beside(slide) or placeholder_of(shape) is not None:
            continue
        inside = list(shape.iter(_DRAWING))
        alt_texts = (properties.get("descr", "") for properties in inside)
        if not any(properties.get("id") in animated for properties in inside) and not any(
            True for text in alt_texts for _ in statements_in(text)
        ):
            yield shape


def _rotation(shape: etree._Element) -> float:
    """By how many degrees a shape is turned (§20.1.7.6: sixty-thousandths)."""
    transform = next(shape.iter(qn("a:xfrm"), qn("p:xfrm")), None)
    return int(transform.get("rot", "0")) / 60_000 if transform is not None else 0.0


def _boxes(shapes: Mapping[etree._Element, None]) -> Guides:
    found = {}
    for shape in shapes:
        properties = next(shape.iter(_DRAWING))
        box = slide_rectangle(next(properties.iterancestors(*SHAPES)), None)
        if box is not None:
            found[properties.get("name", "")] = box.box
    return found
