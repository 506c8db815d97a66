"""Slides and pages of notes with what they inherit from, and every run of their text.

What slides inherit (placeholders, list styles, typefaces, colours) is read once for all slides of a layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from lxml import etree

from reportgen.office.drawing.placeholders import inherited_shapes, master_style, placeholder_type
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.markup.dialect import DRAWING
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.review.colour_values import MASTER_MAP, Palette
from reportgen.review.shapes import Shape, Shapes, shape_tree, shapes_in
from reportgen.review.text_runs import Formatting, TextRun, markup
from reportgen.review.visible_text import VisibleText

_RUNS = (DRAWING.run, qn("a:fld"))
_LIST_STYLE = qn("a:lstStyle")


@dataclass(frozen=True, slots=True, eq=False)
class SlideRun(TextRun[Formatting]):
    """A run of a slide: `shape` is the outermost one that it is in, `body` the element around its paragraph."""

    shape: Shape
    body: etree._Element


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """What all runs in paragraphs of one level inherit, the nearest first, and the formattings of these runs."""

    inherited: Sequence[etree._Element]
    _formattings: dict[bytes, Formatting] = field(default_factory=dict)

    def formatting(self, own: etree._Element | None) -> Formatting:
        """Return the formatting of a run with these properties of its own."""
        key = markup(own)
        if key not in self._formattings:
            self._formattings[key] = Formatting(own, self.inherited)
        return self._formattings[key]


@dataclass(frozen=True, eq=False)
class SlideBase:
    """What slides of one layout inherit from; None where there is no such part.

    Pages of notes have no layout, and the notes master for their master. `default_text` is the file's
    `p:defaultTextStyle`.
    """

    layout: etree._Element | None
    master: etree._Element | None
    theme: etree._Element | None
    default_text: etree._Element | None
    texts: VisibleText
    _shapes: dict[tuple[str, str | None], Shapes] = field(default_factory=dict)
    _levels: dict[tuple[object, ...], Level] = field(default_factory=dict)

    @cached_property
    def fonts(self) -> Fonts:
        """The typefaces of the theme."""
        return read_fonts(self.theme) if self.theme is not None else Fonts()

    @cached_property
    def palette(self) -> Palette:
        """The colours that names stand for, unless a slide says otherwise."""
        return Palette.of_theme(self.theme).mapped_by(self.master, MASTER_MAP).mapped_by(self.layout)

    @cached_property
    def shapes(self) -> list[Shape]:
        """The shapes of master and layout that are seen behind a slide's own: all but the placeholders."""
        roots = (root for root in (self.master, self.layout) if root is not None)
        shapes = (shape for root in roots for shape in shapes_in(shape_tree(root), self.texts))
        return [shape for shape in shapes if not shape.placeholder]

    def inherited_by(self, placeholder: etree._Element) -> Shapes:
        """Return the shapes of layout and master that a placeholder (`p:ph`) inherits from, the nearest first."""
        key = (placeholder_type(placeholder), placeholder.get("idx"))
        if key not in self._shapes:
            self._shapes[key] = tuple(inherited_shapes(placeholder, self.layout, self.master))
        return self._shapes[key]

    def level(self, shape: Shape, name: str, own: etree._Element | None, reference: etree._Element | None) -> Level:
        """Return what runs inherit in a paragraph of a level (`lvl1pPr`) in a shape.

        `own` is the list style of its text body, `reference` the typeface and colour of the shape's style.
        """
        own = _level_defaults(own, name) if own is not None and len(own) else None
        key = (shape.inherits, shape.placeholder, name, markup(own), markup(reference))
        if key not in self._levels:
            levels = (_level_defaults(one, name) for one in self._list_styles(shape.inherits, shape.placeholder))
            sources = (own, *levels, _font_reference(reference), _level_defaults(self.default_text, name))
            self._levels[key] = Level([source for source in sources if source is not None])
        return self._levels[key]

    def _list_styles(self, inherits: Shapes, placeholder: str) -> Iterator[etree._Element | None]:
        """Yield the list styles that a shape inherits from layout and master, the nearest first."""
        for source in inherits:
            yield source.find(f"{qn('p:txBody')}/{_LIST_STYLE}")
        if self.master is not None and placeholder:
            yield self.master.find(f"{qn('p:txStyles')}/{qn(master_style(placeholder))}")
            yield self.master.find(qn("p:notesStyle"))


@dataclass(frozen=True, eq=False)
class Slide:
    """A slide or a page of notes: its root, the steps to it, and what it inherits from."""

    root: etree._Element
    steps: tuple[str, ...]
    base: SlideBase

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """Its shapes in the order in which they are drawn and read; those of a group are not listed."""
        return tuple(shapes_in(shape_tree(self.root), self.base.texts, self.base.inherited_by))

    @cached_property
    def palette(self) -> Palette:
        """The colours that names stand for on it."""
        return self.base.palette.mapped_by(self.root)

    @cached_property
    def runs(self) -> tuple[SlideRun, ...]:
        """Its runs of text in reading order."""
        return tuple(run for shape in self.shapes for leaf in shape.leaves() for run in self._runs(shape, leaf))

    def _runs(self, outermost: Shape, shape: Shape) -> Iterator[SlideRun]:
        """Yield the runs of one shape."""
        texts, steps = self.base.texts, self.steps
        reference = shape.element.find(f"{qn('p:style')}/{qn('a:fontRef')}")
        for body, paragraphs in groupby(shape.element.iter(DRAWING.paragraph), _text_body):
            own_list = body.find(_LIST_STYLE)
            levels: dict[str, Level] = {}
            for paragraph in paragraphs:
                name = _level_name(paragraph)
                if name not in levels:
                    levels[name] = self.base.level(shape, name, own_list, reference)
                runs = list(paragraph.iterchildren(*_RUNS))
                seen = texts.of_runs([_text(run) for run in runs])
                for run, text in zip(runs, seen, strict=True):
                    own = next(run.iterchildren(DRAWING.run_properties), None)
                    yield SlideRun(text, run, steps, levels[name].formatting(own), outermost, body)


def _text(run: etree._Element) -> str:
    text = next(run.iterchildren(DRAWING.text), None)
    return (text.text or "") if text is not None else ""


def _text_body(paragraph: etree._Element) -> etree._Element:
    """Return the element that a paragraph of a shape stands in."""
    body = paragraph.getparent()
    assert body is not None
    return body


def _level_name(paragraph: etree._Element) -> str:
    """Return the name of a paragraph's level in list styles."""
    properties = next(paragraph.iterchildren(DRAWING.paragraph_properties), None)
    return f"lvl{whole(properties.get('lvl')) + 1 if properties is not None else 1}pPr"


def _level_defaults(list_style: etree._Element | None, level: str) -> etree._Element | None:
    """Return the run properties of a level in a list style, or None."""
    return list_style.find(f"{qn(f'a:{level}')}/{qn('a:defRPr')}") if list_style is not None else None


def _font_reference(reference: etree._Element | None) -> etree._Element | None:
    """Return the font and colour of a shape's style (`a:fontRef`, §20.1.4.1.17) as run properties."""
    if reference is None:
        return None
    slot = {"major": "+mj", "minor": "+mn"}.get(reference.get("idx", ""), "")
    properties = etree.Element(qn("a:rPr"))
    if len(reference):
        fill = etree.SubElement(properties, qn("a:solidFill"))
        fill.append(etree.fromstring(etree.tostring(reference[0])))
    if slot:
        etree.SubElement(properties, qn("a:latin"), typeface=f"{slot}-lt")
        etree.SubElement(properties, qn("a:ea"), typeface=f"{slot}-ea")
    return properties
