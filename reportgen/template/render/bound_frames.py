"""Finds the pictures and charts that a tag in their alt text binds, and takes their old content out of the package.

What a bound picture or chart showed in the template is not part of any output. So before a template
is planned, relationships that only bound frames use are cut, the parts that nothing else leads to
leave the package, and charts are kept aside as patterns for those that a render makes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.diagnostics import Location
from reportgen.office.drawing.boxes import Box, first_box
from reportgen.office.drawing.placeholders import inherited_shapes, placeholder_of
from reportgen.office.markup.canonical_form import may_contain
from reportgen.office.markup.namespaces import PIC, C, qn, relationship_ids
from reportgen.office.opc.new_parts import NewPart
from reportgen.office.opc.package import Package, Relationship, rels_name
from reportgen.office.opc.part_trees import detach, reachable_parts
from reportgen.template.syntax.tags import TagKind, find_tags, read_tag

_HOLDERS = (qn("p:cNvPr"), qn("wp:docPr"), qn("pic:cNvPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHART_EX = "http://schemas.microsoft.com/office/drawing/2014/chartex"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A bound picture or chart in a part's tree.

    `element` is what goes when there is nothing to show, `described` are the elements with the alt
    text; `picture` is the `p:pic` or `pic:pic`, `chart` the `c:chart` that names the chart part.
    A `chart_ex` is a chart of one of the kinds that came with Office 2016 and have a format of their own.
    """

    element: etree._Element
    described: tuple[etree._Element, ...]
    picture: etree._Element | None = None
    chart: etree._Element | None = None
    chart_ex: bool = False

    @property
    def elements(self) -> tuple[etree._Element, ...]:
        """All elements that it names."""
        inner = (each for each in (self.picture, self.chart) if each is not None)
        return (self.element, *self.described, *inner)

    def copied(self, twins: Mapping[etree._Element, etree._Element]) -> Frame:
        """The same frame in a copy of the tree; `twins` has the copies of its elements."""
        return Frame(
            twins[self.element],
            tuple(twins[described] for described in self.described),
            None if self.picture is None else twins[self.picture],
            None if self.chart is None else twins[self.chart],
            self.chart_ex,
        )


@dataclass(slots=True)
class BoundContent:
    """What the bound frames of a part have to do with other parts.

    `charts` are the names of the chart parts they showed, by relationship id; `parts` these charts with their design,
    by name; `boxes` the boxes that pictures in placeholders inherit, by drawing id.
    """

    charts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, NewPart] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict)


def is_binding(alt: str) -> bool:
    """Whether an alt text binds what it describes: it holds one output tag, and no word.

    Statements about the slide or the shape may stand beside it.
    """
    outputs, position = 0, 0
    for match in find_tags(alt):
        if match.fault or alt[position : match.start].strip():
            return False
        position = match.end
        outputs += match.kind is TagKind.OUTPUT
        if match.kind is TagKind.STATEMENT and read_tag(match, Location("")).level not in ("slide", "shape"):
            return False
    return outputs == 1 and not alt[position:].strip()


def frame_of(holder: etree._Element) -> Frame | None:
    """The picture or chart whose alt text an element holds, or None for anything else."""
    parent = holder.getparent()
    if parent is None:
        return None
    if holder.tag == qn("wp:docPr"):
        return _word_frame(parent, holder)
    outer = parent.getparent()
    if holder.tag == qn("pic:cNvPr") and outer is not None:
        drawing = next(outer.iterancestors(qn("w:drawing")), None)
        data = outer.getparent()
        if drawing is not None and data is not None and data.tag == qn("a:graphicData"):
            # Word shows the alt text of the outer element: it gets the picture's where it has none of its own
            unnamed = [outside for outside in drawing.iter(qn("wp:docPr")) if not outside.get("descr")]
            return Frame(drawing, (*unnamed, holder), picture=outer)
        return Frame(outer, (holder,), picture=outer)
    if outer is not None and outer.tag == qn("p:pic"):
        return Frame(outer, (holder,), picture=outer)
    if outer is not None and outer.tag == qn("p:graphicFrame"):
        return _chart_frame(outer, outer, (holder,))
    return None


def _word_frame(placed: etree._Element, holder: etree._Element) -> Frame | None:
    drawing = placed.getparent()
    if drawing is None or drawing.tag != qn("w:drawing"):
        return None
    picture = placed.find(f"{qn('a:graphic')}/{qn('a:graphicData')}/{{{PIC}}}pic")
    if picture is not None:
        return Frame(drawing, (holder, *picture.iter(qn("pic:cNvPr"))), picture=picture)
    return _chart_frame(drawing, placed, (holder,))


def _chart_frame(
    element: etree._Element, holder: etree._Element, described: tuple[etree._Element, ...]
) -> Frame | None:
    data = holder.find(f"{qn('a:graphic')}/{qn('a:graphicData')}")
    if data is None:
        return None
    if data.get("uri") == _CHART_EX:
        return Frame(element, described, chart_ex=True)
    chart = data.find(f"{{{C}}}chart")
    return Frame(element, described, chart=chart) if chart is not None else None


def detach_bound(package: Package) -> dict[str, BoundContent]:
    """Take what bound frames showed out of a package; it comes back by the name of the part that showed it."""
    bound: dict[str, BoundContent] = {}
    before: set[str] = set()
    for part in list(package.entries):
        if not package.content_type(part).endswith("+xml") or rels_name(part) not in package.entries:
            continue
        if not may_contain(package.entries[part].read(), b"{{"):
            continue
        root = package.parse(part)
        drop_fallbacks(root)
        frames = list(_frames(root))
        if not frames:
            continue
        before = before or reachable_parts(package)  # once, and before anything is cut
        relationships = package.relationships(part)
        shown = {frame.chart.get(qn("r:id"), "") for frame in frames if frame.chart is not None}
        charts = {
            item.id: name
            for item in relationships
            if item.id in shown and (name := package.resolve(part, item.target)) in package.entries
        }
        boxes = dict(_inherited_boxes(package, part, frames))
        bound[part] = BoundContent(charts, _detach_charts(package, charts.values()), boxes)
        cut = _references_in_frames_only(root, frames)
        package.set_relationships(part, [item for item in relationships if item.id not in cut])
    for name in sorted(before - reachable_parts(package)) if bound else ():
        package.remove_part(name)
    return bound


def _frames(root: etree._Element) -> Iterator[Frame]:
    for holder in root.iter(*_HOLDERS):
        alt = holder.get("descr", "")
        if "{{" in alt and is_binding(alt) and (frame := frame_of(holder)) is not None:
            yield frame


def drop_fallbacks(root: etree._Element) -> None:
    """Take away the old-style copies of drawings that hold a bound frame: they would go on showing its old content."""
    for frame in list(_frames(root)):
        if any(True for _ in frame.element.iterancestors(_FALLBACK)):
            continue
        for alternate in frame.element.iterancestors():
            for fallback in alternate.findall(_FALLBACK):
                alternate.remove(fallback)


def _references(element: etree._Element) -> Iterator[str]:
    """The relationship ids in an element and everything below it, each as often as it stands there."""
    return (id_ for node in element.iter(etree.Element) for id_ in relationship_ids(node).values())


def _references_in_frames_only(root: etree._Element, frames: list[Frame]) -> set[str]:
    """The relationship ids that stand in the content of frames and nowhere else."""
    inside: Counter[str] = Counter()
    for content in {part for frame in frames for part in _content(frame)}:
        inside.update(_references(content))
    everywhere = Counter(_references(root))
    return {reference for reference, count in inside.items() if everywhere[reference] == count}


def _content(frame: Frame) -> Iterator[etree._Element]:
    """What names the old content of a frame: the file of a picture, the part of a chart."""
    if frame.chart is not None:
        yield frame.chart
    elif frame.picture is not None:
        yield from (child for child in frame.picture if etree.QName(child).localname == "blipFill")  # `p:` or `pic:`


def _detach_charts(package: Package, charts: Iterable[str]) -> dict[str, NewPart]:
    """Charts with all of their design; the workbooks they had, and what they link to in other files, stay behind."""
    charts = list(charts)  # gone through twice
    for chart in charts:
        package.parse(chart)  # a damaged chart is a fault of the template, and this says so
    parts = detach(package, charts)
    return {
        name: replace(part, relationships=tuple(item for item in part.relationships if _is_design(item, parts)))
        for name, part in parts.items()
    }


def _is_design(item: Relationship, parts: Mapping[str, NewPart]) -> bool:
    if item.external:
        return item.kind == "hyperlink"
    part = parts.get(item.target)  # a link to a slide takes nothing along
    return part is None or item.kind == "image" or part.content_type.endswith("+xml")


def _inherited_boxes(package: Package, part: str, frames: list[Frame]) -> Iterator[tuple[str, Box]]:
    """The boxes that pictures in placeholders take over from their layout or master, by drawing id."""
    pictures = [(frame, frame.picture) for frame in frames if frame.picture is not None]
    in_placeholders = [(frame, ph) for frame, picture in pictures if (ph := placeholder_of(picture)) is not None]
    if not in_placeholders:
        return
    layout = next(package.related(part, "slidelayout"), "")
    master = next(package.related(layout, "slidemaster"), "") if layout else ""
    sources = [package.parse(name) if name else None for name in (layout, master)]
    for frame, ph in in_placeholders:
        box = first_box(inherited_shapes(ph, *sources))
        if box is not None:
            yield frame.described[0].get("id", ""), box
