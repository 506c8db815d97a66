"""Keeps connectors and animations true: they refer to shapes of a slide by id (ECMA-376 part 1 §19.5, §20.1.2.2.36).

A statement can take such a shape away or repeat it. A connector is then connected to the nearest copy, and an animation
is played for every copy, as PowerPoint does when a shape is duplicated; a reference to a shape that is gone is removed.
To tell the copies, a shape that is referred to carries its id in the template through the program (`rgOf`), and
references are redirected when the slide is rendered.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from lxml import etree

from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.marks import ORIGIN, PARAGRAPHS
from reportgen.office.markup.namespaces import MC, parse_xml, qn, serialise

_REFERRING_NAMES = ("a:stCxn", "a:endCxn", "p:spTgt", "p:inkTgt", "p:bldP", "p:bldDgm", "p:bldOleChart", "p:bldGraphic")
"""Elements that refer to a shape: the ends of connectors, the targets of animations, how animations build it."""
_ENDS = (qn("a:stCxn"), qn("a:endCxn"))
_CONNECTOR = qn("p:cxnSp")
_TARGET = qn("p:spTgt")
_PRG = qn("p:pRg")
_INK_TARGET = qn("p:inkTgt")
_BUILDS = tuple(qn(name) for name in _REFERRING_NAMES if name.startswith("p:bld"))
_REFERENCES: Mapping[str, str] = {
    **dict.fromkeys(_ENDS, "id"), **dict.fromkeys((_TARGET, _INK_TARGET, *_BUILDS), "spid"),
}  # fmt: skip
"""Element that refers to a shape → the attribute that has the shape's id."""
_DRAWING = qn("p:cNvPr")
_TIMING = qn("p:timing")
_TIME_LIST = qn("p:childTnLst")
_FIXED_NODES = ("tmRoot", "mainSeq")
"""The types of time nodes that belong to the whole slide and are never duplicated."""


# -- in the template


def store_paragraph_counts(root: etree._Element) -> None:
    """Write into every shape whose paragraphs are animated one by one how many it has in the template."""
    animated = {target.get("spid") for target in root.iter(_TARGET) if target.find(f".//{_PRG}") is not None}
    for drawing in root.iter(_DRAWING):
        if drawing.get("id") in animated:
            drawing.set(PARAGRAPHS, str(sum(bool(text.strip()) for text in _paragraphs(drawing))))


def store_original_ids(root: etree._Element, movable: Iterable[etree._Element]) -> bool:
    """Write its id into every shape that a statement may repeat or remove and that is referred to, or is a connector.

    `movable` are the elements that statements reach over. Return whether references have to be redirected when the
    slide is rendered.
    """
    referenced = {element.get(attribute) for name, attribute in _REFERENCES.items() for element in root.iter(name)}
    found = root.find(f".//{_DRAWING}[@{PARAGRAPHS}]") is not None
    for drawing in movable if referenced else ():
        if drawing.tag == _DRAWING and (drawing.get("id") in referenced or _is_connector(drawing)):
            drawing.set(ORIGIN, str(drawing.get("id")))
            found = True
    return found


def _is_connector(drawing: etree._Element) -> bool:
    return any(True for _ in drawing.iterancestors(_CONNECTOR))


def animated_shapes(root: etree._Element) -> set[str]:
    """Return the ids of the shapes that a slide animates."""
    return _targets(root)


def forget_shapes(root: etree._Element, ids: Collection[str]) -> None:
    """Take out of a slide what refers to shapes (by id) that have been taken out."""
    for end in [end for end in root.iter(*_ENDS) if end.get("id") in ids]:
        end.getparent().remove(end)  # type: ignore[union-attr]
    for timing in list(root.iter(_TIMING)):
        _forget_targets(timing, ids)
        for build in [build for build in timing.iter(*_BUILDS) if build.get("spid") in ids]:
            build.getparent().remove(build)  # type: ignore[union-attr]
        _remove_empty_lists(timing)


# -- in the output


def may_refer_to_shapes(markup: str) -> bool:
    """Whether anything on a slide may refer to a shape by its id, from its markup in the canonical form."""
    return any(f"<{name}" in markup for name in _REFERRING_NAMES)


def redirect_on_slide(markup: str) -> str:
    """Return the markup of a rendered slide with references only to shapes that are there."""
    root = parse_xml(markup.encode("utf-8"))
    shapes = _Shapes(root)
    for shape in list(root.iter(*SHAPES)):
        for end in list(shape.iter(*_ENDS)) if shape.tag == _CONNECTOR else ():
            found = shapes.nearest(end.get("id", ""), shape)
            if found is None:
                end.getparent().remove(end)  # type: ignore[union-attr]
            else:
                end.set("id", found)
    for timing in list(root.iter(_TIMING)):
        _redirect_timing(timing, shapes)
    return serialise(root)


class _Shapes:
    """The shapes of a rendered slide, by the id they had in the template."""

    def __init__(self, root: etree._Element) -> None:
        self._drawings: dict[str, list[etree._Element]] = {}
        fallbacks: dict[str, list[etree._Element]] = {}
        for drawing in root.iter(_DRAWING):
            in_fallback = any(True for _ in drawing.iterancestors(f"{{{MC}}}Fallback"))
            group = fallbacks if in_fallback else self._drawings
            group.setdefault(_origin(drawing), []).append(drawing)
        self._drawings = fallbacks | self._drawings

    def drawings(self, origin: str) -> list[etree._Element]:
        """Return the `p:cNvPr` of the copies of a shape, in reading order."""
        return self._drawings.get(origin, [])

    def ids(self, origin: str) -> list[str]:
        """Return the ids of the copies of a shape, in reading order."""
        return [drawing.get("id", "") for drawing in self.drawings(origin)]

    def nearest(self, origin: str, connector: etree._Element) -> str | None:
        """Return the id of the copy in the smallest group around `connector`: of as many the one with its number, else
        the first.
        """
        there = self.drawings(origin)
        own = next(connector.iter(_DRAWING))
        siblings = self.drawings(_origin(own))
        for holder in connector.iterancestors():
            inside = [drawing for drawing in there if holder in drawing.iterancestors()]
            if inside:
                alike = [drawing for drawing in siblings if holder in drawing.iterancestors()]
                same = len(alike) == len(inside) and own in alike
                return inside[alike.index(own) if same else 0].get("id")
        return None


def _origin(drawing: etree._Element) -> str:
    return str(drawing.get(ORIGIN) or drawing.get("id", ""))


def _paragraphs(drawing: etree._Element) -> list[str]:
    """Return the texts of the paragraphs in a shape's own text body."""
    shape = next(drawing.iterancestors(*SHAPES))
    body = shape.find(qn("p:txBody"))
    return ["".join(p.itertext()) for p in body.iterchildren(qn("a:p"))] if body is not None else []


# -- animations


def _redirect_timing(timing: etree._Element, shapes: _Shapes) -> None:
    for origin in dict.fromkeys(target.get("spid", "") for target in timing.iter(_TARGET, _INK_TARGET)):
        copies = shapes.ids(origin)
        if not copies:
            _forget_targets(timing, (origin,))
            continue
        nodes = list(_nodes_of(timing, {origin}))
        for target in timing.iter(_TARGET, _INK_TARGET):
            if target.get("spid") == origin:
                target.set("spid", copies[0])
        for run in _runs(nodes):
            _duplicate_for_copies(run, timing, copies)
        for drawing in shapes.drawings(origin):
            if drawing.get(PARAGRAPHS):
                _match_paragraph_count(timing, drawing)
    for build in list(timing.iter(*_BUILDS)):
        holder = build.getparent()
        assert holder is not None
        for spid in shapes.ids(build.get("spid", "")):
            one = copy.deepcopy(build)
            one.set("spid", spid)
            build.addprevious(one)
        holder.remove(build)
    _remove_empty_lists(timing)


def _forget_targets(timing: etree._Element, ids: Collection[str]) -> None:
    """Take out the time nodes that animate shapes with these ids."""
    for target in [target for target in timing.iter(_TARGET, _INK_TARGET) if target.get("spid") in ids]:
        _remove_node(target, timing)


def _remove_empty_lists(timing: etree._Element) -> None:
    for holder in timing.findall(qn("p:bldLst")):
        if len(holder) == 0:
            timing.remove(holder)
    if timing.find(f".//{_TIME_LIST}") is None:
        _remove_timing(timing)


def _targets(node: etree._Element) -> set[str]:
    return {target.get("spid", "") for target in node.iter(_TARGET, _INK_TARGET)}


def _time_nodes(element: etree._Element, timing: etree._Element) -> Iterator[etree._Element]:
    """The time nodes around an element, innermost first, below those that stand for the whole slide."""
    for node in element.iterancestors():
        if node is timing:
            return
        parent = node.getparent()
        if parent is not None and parent.tag == _TIME_LIST:
            own = node.find(f".//{qn('p:cTn')}")
            if own is not None and own.get("nodeType") in _FIXED_NODES:
                return
            yield node


def _nodes_of(timing: etree._Element, origins: set[str]) -> Iterator[etree._Element]:
    """The largest time nodes in which nothing but these shapes is animated."""
    seen: set[etree._Element] = set()
    for target in timing.iter(_TARGET, _INK_TARGET):
        whole = [node for node in _time_nodes(target, timing) if _targets(node) == origins]
        if whole and whole[-1] not in seen:
            seen.add(whole[-1])
            yield whole[-1]


def _runs(nodes: Iterable[etree._Element]) -> Iterator[list[etree._Element]]:
    """Time nodes that follow each other, together: what a shape does is repeated whole."""
    run: list[etree._Element] = []
    for node in nodes:
        if run and run[-1].getnext() is not node:
            yield run
            run = []
        run.append(node)
    if run:
        yield run


def _duplicate_for_copies(run: Sequence[etree._Element], timing: etree._Element, copies: Sequence[str]) -> None:
    """Play time nodes for the other copies of their shape too, one copy after the other."""
    last = run[-1]
    for spid in copies[1:]:
        for node in run:
            last = _duplicate(node, timing, last)
            for target in last.iter(_TARGET, _INK_TARGET):
                target.set("spid", spid)


def _duplicate(node: etree._Element, timing: etree._Element, behind: etree._Element) -> etree._Element:
    """Insert a copy of a time node, with ids of its own, after another; within a click both play at the same time."""
    one = copy.deepcopy(node)
    largest = max((int(n.get("id", "0")) for n in timing.iter(qn("p:cTn"))), default=0)
    renamed = {}
    for own in one.iter(qn("p:cTn")):
        largest += 1
        renamed[own.get("id")] = str(largest)
        own.set("id", str(largest))
    for reference in one.iter(qn("p:tn")):
        reference.set("val", renamed.get(reference.get("val"), reference.get("val", "")))
    sequence = node.getparent().getparent()  # type: ignore[union-attr]
    if sequence is not None and sequence.get("nodeType") not in (*_FIXED_NODES, "interactiveSeq"):
        for own in one.iter(qn("p:cTn")):
            if own.get("nodeType") in ("clickEffect", "afterEffect"):
                own.set("nodeType", "withEffect")
    behind.addnext(one)
    return one


def _remove_node(element: etree._Element, timing: etree._Element) -> None:
    """Remove the time node around an element, and the nodes around it that are empty then."""
    node = next(_time_nodes(element, timing), None)
    while node is not None:
        holder = node.getparent()
        if holder is None:
            return
        holder.remove(node)
        if len(holder):
            _promote_next_effect(holder)
            return
        outer = next(holder.iterancestors(qn("p:cTn")), None)
        if outer is None:
            return
        parent = outer.getparent()
        assert parent is not None
        if outer.get("nodeType") == "tmRoot":
            outer.remove(holder)
            return
        node = parent


def _promote_next_effect(holder: etree._Element) -> None:
    """Make the next effect of a click its first one, where the first has been removed."""
    click = holder
    for ancestor in holder.iterancestors(qn("p:par")):
        parent = ancestor.getparent()
        if parent is not None and parent.getparent() is not None and parent.getparent().get("nodeType") == "mainSeq":  # type: ignore[union-attr]
            click = ancestor
    effects = [n for n in click.iter(qn("p:cTn")) if n.get("nodeType") in ("clickEffect", "withEffect", "afterEffect")]
    starts = click.findall(f"{qn('p:cTn')}/{qn('p:stCondLst')}/{qn('p:cond')}")
    if effects and [start.get("delay") for start in starts] == ["indefinite"]:
        effects[0].set("nodeType", "clickEffect")


def _remove_timing(timing: etree._Element) -> None:
    """Remove an empty `p:timing`, and the `mc:AlternateContent` around it that holds nothing else."""
    holder = timing.getparent()
    assert holder is not None
    holder.remove(timing)
    outer = holder.getparent()
    if outer is not None and outer.tag == f"{{{MC}}}AlternateContent" and not any(map(len, outer)):
        outer.getparent().remove(outer)  # type: ignore[union-attr]


# -- paragraphs that are animated one by one


def _match_paragraph_count(timing: etree._Element, drawing: etree._Element) -> None:
    """Animate the paragraphs that a shape has now: where the template animates all, new ones like the last."""
    spid, there = drawing.get("id", ""), len(_paragraphs(drawing))
    ranges = [r for t in timing.iter(_TARGET) if t.get("spid") == spid for r in t.iter(_PRG)]
    numbers = {int(r.get("st", "0")) for r in ranges}
    for one in ranges:
        if int(one.get("st", "0")) >= there:
            _remove_node(one, timing)
        elif int(one.get("end", "0")) >= there:
            one.set("end", str(there - 1))
    if not numbers or len(numbers) < int(drawing.get(PARAGRAPHS, "0")):
        return
    last = max(numbers)
    for node in list(_nodes_of_paragraph(timing, spid, str(last))) if there > last + 1 else ():
        at = node
        for number in range(last + 1, there):
            at = _duplicate(node, timing, at)
            for paragraph in at.iter(_PRG):
                paragraph.set("st", str(number))
                paragraph.set("end", str(number))


def _nodes_of_paragraph(timing: etree._Element, spid: str, number: str) -> Iterator[etree._Element]:
    """Yield the largest time nodes in which nothing but one paragraph of a shape is animated."""
    wanted = (spid, number, number)

    def only(node: etree._Element) -> bool:
        return all(
            (t.get("spid"), r.get("st"), r.get("end")) == wanted if (r := t.find(f".//{_PRG}")) is not None else False
            for t in node.iter(_TARGET)
        )

    seen: set[etree._Element] = set()
    for one in timing.iter(_PRG):
        whole = [node for node in _time_nodes(one, timing) if only(node)]
        if whole and whole[-1] not in seen:
            seen.add(whole[-1])
            yield whole[-1]
