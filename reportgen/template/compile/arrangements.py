"""Places what statements arrange, once all of a part's are known: shapes, the rows of tables, frames that grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.fit import fill_shapes
from reportgen.office.drawing.boxes import Box
from reportgen.office.markup.namespaces import qn
from reportgen.template.render.arrange import Arranged, members, place, read_arrangement
from reportgen.template.render.named_frames import ArrangementError, NamedFrames
from reportgen.template.render.table_statements import place_rows, state_table
from reportgen.template.runtime.code import statement_piece
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.structure.levels.shapes import ShapeStatement, with_versions
from reportgen.template.syntax.keywords import ARRANGEMENTS, TABLE_STATEMENTS
from reportgen.template.syntax.placed_tags import PartTags, placeholders
from reportgen.template.syntax.tags import Tag


def arrange_shapes(
    root: etree._Element, tags: PartTags, statements: Sequence[ShapeStatement], codes: PartCode,
    slide_size: tuple[int, int], guides: Mapping[str, Box], found: Collector,
) -> Mapping[etree._Element, Arranged]:  # fmt: skip
    """Let every copy of an arranged shape say where it stands; the arranged shapes come back, with members of groups.

    Boxes are read before marks are written into them.
    """
    if not any(statement.tag.keyword in (*ARRANGEMENTS, *TABLE_STATEMENTS) for statement in statements):
        return {}
    conditions = _conditions(statements)
    arranging = {each.shape: each.tag for each in statements if each.tag.keyword in ARRANGEMENTS}
    frames = NamedFrames(root, guides, conditions, arranging)
    shapes: dict[etree._Element, Arranged] = {}
    tables: dict[etree._Element, Arranged] = {}
    for statement in statements:
        shape, tag = statement.shape, statement.tag
        try:
            if tag.keyword in ARRANGEMENTS:
                shapes[shape] = read_arrangement(tag, shape, statement.repeated, slide_size, frames)
            elif tag.keyword in TABLE_STATEMENTS and (named := state_table(tag, shape, frames)) is not None:
                tables[shape] = Arranged(tag, named.frame, conditions=named.conditions)
        except ArrangementError as fault:
            found.error("wrong-arrangement", Message("'{text}': {fault}", text=tag.text, fault=fault), tag.location)
    frames_shown = {
        shape: Arranged(named.conditions[0], named.frame, conditions=named.conditions)
        for shape, named in frames.growing.items()
    }
    evaluation = _Evaluation(tags, conditions, [*shapes, *tables, *frames_shown], codes)
    shapes = {shape: evaluation.told(arranged) for shape, arranged in (frames_shown | shapes).items()}
    for table, arranged in tables.items():
        place_rows(table, evaluation.told(arranged), codes)
    for group, arranged in list(shapes.items()):
        shapes = {**dict(members(group, arranged)), **shapes}  # what is arranged by itself does not follow its group
    for shape, arranged in shapes.items():
        place(shape, arranged, codes)
    return shapes


def filled_shapes(
    root: etree._Element, changed: Iterable[etree._Element], statements: Iterable[ShapeStatement] = (),
    arranged: Iterable[etree._Element] = (),
) -> frozenset[int]:  # fmt: skip
    """The numbers of the shapes of a part whose texts are to be fitted, before their statements are placed.

    Tags stand in them, the language has `changed` a text in them, a statement says something of them, or they are
    `arranged`. To repeat a shape or leave it out is no reason.
    """
    stated = (statement.shape for statement in statements if not statement.tag.opens)
    return fill_shapes([*stated, *arranged], [*changed, *placeholders(root)])


def _conditions(statements: Sequence[ShapeStatement]) -> dict[etree._Element, Tag]:
    """The shapes that are there or not, with the statement that says when: the outermost of each."""
    outermost: dict[etree._Element, Tag] = {}
    for statement in statements:
        if statement.tag.opens:
            outermost.setdefault(statement.shape, statement.tag)
    return {shape: tag for shape, tag in outermost.items() if tag.keyword == "if"}


@dataclass(slots=True)
class _Evaluation:
    """Evaluates each condition that frames depend on once, before the first shape that may ask for it.

    `conditions` are the shapes that are there or not, with the statement that says when, `asking` the arranged shapes.
    """

    tags: PartTags
    conditions: Mapping[etree._Element, Tag]
    asking: Sequence[etree._Element]
    codes: PartCode
    _names: dict[str, str] = field(default_factory=dict)

    def told(self, arranged: Arranged) -> Arranged:
        """An arranged shape that is told which of its conditions hold."""
        return replace(arranged, shown=f"[{', '.join(map(self._variable, arranged.conditions))}]")

    def _variable(self, condition: Tag) -> str:
        """The variable that says whether a condition holds; the statements that say the same ask it too."""
        name = self._names.get(condition.inside)
        if name is None:
            name = self._names[condition.inside] = self.codes.package.variable()
            shown = {shape: tag for shape, tag in self.conditions.items() if tag.inside == condition.inside}
            start = self._start([*shown, *self.asking])
            value = condition.inside.removeprefix(condition.keyword)
            setting = replace(condition, inside=f"set {name} = true if ({value}) else false")
            start.addprevious(self.codes.placeholder(statement_piece(setting)))
            for shape, tag in shown.items():
                for before in with_versions(shape).itersiblings(preceding=True):
                    if self.tags.get(before) == tag:
                        self.tags.replace(before, replace(tag, inside=f"if {name}"))
                        break
        return name

    def _start(self, shapes: Sequence[etree._Element]) -> etree._Element:
        """What stands first of shapes and their statements, outside all groups."""
        outermost = [next(n for n in (s, *s.iterancestors()) if _is_outermost(n)) for s in shapes]
        first = min(outermost, key=lambda node: node.getparent().index(node))  # type: ignore[union-attr]
        while (before := first.getprevious()) is not None and (tag := self.tags.get(before)) and tag.opens:
            first = before
        return first


def _is_outermost(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is None or parent.tag == qn("p:spTree")
