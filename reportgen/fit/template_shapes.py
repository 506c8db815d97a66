"""Layout facts of a template's shapes, collected once when it is compiled: how each text is set, what may be done.

Compiling numbers every shape of a slide in an attribute that no schema knows; the rendered slide still has it, in each
copy of a shape, and loses it when it has been fitted. The facts are plain data: what fitting looks up to be quick
stands in `known_shapes.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.fit.geometry import Obstacles, Rectangle, slide_rectangle, visible_shapes
from reportgen.fit.numbered_slide import SHAPES, number_of, numbers_in, set_number
from reportgen.fit.policy import DEFAULTS, KEPT, STATIC, Policy, default_policy, read_policy
from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.drawing.text_styles import CellStyles, SlideStyles, TextStyle
from reportgen.office.drawing.theme import Fonts
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.markup.numbers import EMU_PER_POINT, whole
from reportgen.office.opc.package import Package
from reportgen.records.pickling import quickly_pickled

_AUTOFIT = qn("a:normAutofit")
_STALE = ("fontScale", "lnSpcReduction")


@dataclass(frozen=True, slots=True)
class TemplateLayout:
    """What a slide's layout and master say of its texts.

    `background` is what they draw behind it, in points; `cells` are the styles of texts in tables.
    """

    fonts: Fonts
    cells: CellStyles
    background: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class TemplateSlide:
    """A slide of a template: what messages call it, and its size in points."""

    step: str
    layout: TemplateLayout
    width: float
    height: float


@quickly_pickled
@dataclass(frozen=True, slots=True)
class TemplateShape:
    """A shape of a template: its name, its slide, and how its text is set and may be fitted.

    `box` is None for a copy with a size of its own. With `has_bounds` a cheap look can tell that its text fits; of a
    table `room` says how high it may get, in points; 0 where an arrangement decides that. Only what `is_filled` is
    fitted: the rest is as its author left it.
    """

    name: str
    slide: TemplateSlide
    style: TextStyle
    policy: Policy
    has_text: bool
    box: Rectangle | None
    has_bounds: bool
    room: float | None = None
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class StaticSlide:
    """A slide without tags: which one it is in the template, 1 for the first, and its numbered markup."""

    number: int
    markup: str


@dataclass(frozen=True, slots=True)
class TemplateShapes:
    """The shapes of a template in one output language, by their numbers.

    `static` are the slides without tags, by their places among the template's parts; `first_number` is the number of
    the first slide.
    """

    shapes: tuple[TemplateShape, ...] = ()
    static: Mapping[int, StaticSlide] = field(default_factory=dict)
    first_number: int = 1


class ShapeCollector:
    """Numbers the shapes of a template's slides while it is compiled, and collects what is known of them.

    `size` is that of a slide in EMU. What is collected is the same in every output language but for the typefaces of
    themes and the slides without tags, so one collector serves all.
    """

    def __init__(self, package: Package, size: tuple[int, int]) -> None:
        self._package = package
        self._roots: dict[str, etree._Element] = {}
        self._size = (size[0] / EMU_PER_POINT, size[1] / EMU_PER_POINT)
        self._shapes: list[TemplateShape] = []
        self._static: dict[int, StaticSlide] = {}
        self._shrunk: set[int] = set()
        self._layouts: dict[str, tuple[SlideStyles, TemplateLayout]] = {}

    def number(self, root: etree._Element, part: str, step: str, arranged: Container[etree._Element] = ()) -> None:
        """Give every shape of a slide its number, and look up how its text is set.

        `arranged` are the shapes whose copies get places and sizes of their own.
        """
        styles, layout = self._layout_of(part)
        texts = {shape: styles.of_shape(shape) for shape in root.iter(*SHAPES)}
        standing = [
            (shape, box)
            for shape in visible_shapes(root)
            if (box := slide_rectangle(shape, texts.get(shape))) is not None
        ]
        obstacles = Obstacles(standing, layout.background, self._size[1])
        slide = TemplateSlide(step, layout, *self._size)
        for shape, style in texts.items():
            if not set_number(shape, len(self._shapes)):
                continue
            if any(name in autofit.attrib for autofit in shape.iter(_AUTOFIT) for name in _STALE):
                self._shrunk.add(len(self._shapes))
            policy = DEFAULTS["table"] if shape.tag == qn("p:graphicFrame") else default_policy(style, styles.opens)
            self._shapes.append(_template_shape(shape, slide, style, policy, shape in arranged, obstacles))

    def keep_static(self, plan: int, slide: StaticSlide) -> None:
        """Note a slide without tags, by its place among the template's parts."""
        self._static[plan] = slide

    def state_policy(self, shape: etree._Element, words: str) -> None:
        """Take over what a shape's `fit` tag says, from the words behind `fit`; raises `PolicyError`."""
        policy = read_policy(words)
        for number in numbers_in(shape):
            self._shapes[number] = replace(self._shapes[number], policy=policy)

    def collected(self, fonts: Mapping[str, Fonts], filled: Collection[int]) -> TemplateShapes:
        """The shapes of all slides that were numbered.

        `fonts` are those of themes in the output language, by part; `filled` are the shapes (`fill_shapes`) that
        rendering changes.
        """
        slides: dict[int, TemplateSlide] = {}
        layouts = {
            id(layout): replace(layout, fonts=fonts.get(styles.theme, layout.fonts))
            for styles, layout in self._layouts.values()
        }
        for shape in self._shapes:
            if id(shape.slide) not in slides:
                slides[id(shape.slide)] = replace(shape.slide, layout=layouts[id(shape.slide.layout)])
        return TemplateShapes(
            tuple(
                replace(
                    shape,
                    slide=slides[id(shape.slide)],
                    is_filled=number in filled,
                    policy=shape.policy if number in filled else self._static_policy(number),
                )
                for number, shape in enumerate(self._shapes)
            ),
            dict(self._static),
            whole(self._parse(self._package.main_part).get("firstSlideNum"), 1),
        )

    def _static_policy(self, number: int) -> Policy:
        """The policy of a shape whose text stays; one that PowerPoint has shrunk fits."""
        shape = self._shapes[number]
        return KEPT if number in self._shrunk else STATIC["table" if shape.room is not None else shape.style.autofit]

    def _parse(self, part: str) -> etree._Element:
        """The tree of a layout, master or theme, read once."""
        if part not in self._roots:
            self._roots[part] = parse_xml(self._package.entries[part].read())
        return self._roots[part]

    def _spans(self, box: Rectangle) -> bool:
        """Whether something lies behind all of the slide, as a background or a watermark does."""
        width, height = self._size
        return box.width > width / 2 and box.height > height / 2

    def _layout_of(self, slide: str) -> tuple[SlideStyles, TemplateLayout]:
        layout = next(iter(self._package.related(slide, "slidelayout")), "")
        if layout not in self._layouts:
            styles = SlideStyles(self._package, self._parse, slide)
            shapes = [
                shape
                for tree in styles.background_trees
                for shape in visible_shapes(tree)
                if placeholder_of(shape) is None
            ]
            boxes = [
                box for shape in shapes if (box := slide_rectangle(shape, None)) is not None and not self._spans(box)
            ]
            self._layouts[layout] = (styles, TemplateLayout(styles.fonts, styles.cells, tuple(boxes)))
        return self._layouts[layout]


def fill_shapes(stated: Iterable[etree._Element], inside: Iterable[etree._Element]) -> frozenset[int]:
    """The numbers of the shapes that rendering changes, which are those to be fitted.

    They are the `stated` shapes and all in such groups, and those around the elements `inside`. They lose what
    PowerPoint computed for the texts that they have in the template.
    """
    shapes = {inner for shape in stated for inner in shape.iter(*SHAPES)}
    shapes.update(shape for element in inside for shape in element.iterancestors(*SHAPES))
    for shape in shapes:
        for autofit in shape.iter(_AUTOFIT):
            for name in _STALE:
                autofit.attrib.pop(name, None)
    return frozenset(number for shape in shapes if (number := number_of(shape)) is not None)


def _template_shape(
    shape: etree._Element, slide: TemplateSlide, style: TextStyle, policy: Policy, arranged: bool,
    obstacles: Obstacles,
) -> TemplateShape:  # fmt: skip
    """The facts of a shape; `obstacles` are the shapes of its slide."""
    name = next(shape.iter(qn("p:cNvPr"))).get("name", "")
    table = next(shape.iter(qn("a:tbl")), None)
    has_text = table is not None or shape.find(qn("p:txBody")) is not None
    box = slide_rectangle(shape, style)
    lines = has_text and box is not None and style.columns == 1 and style.upright
    facts = TemplateShape(name, slide, style, policy, has_text, None if arranged else box, has_bounds=False)
    if not lines or box is None or (arranged and _in_group(shape)):
        return facts
    if table is None:
        return replace(facts, has_bounds=True)
    if arranged:
        return replace(facts, room=0.0)
    return replace(facts, has_bounds=True, room=obstacles.limit_below(shape, box) - box.y)


def _in_group(shape: etree._Element) -> bool:
    return next(shape.iterancestors(qn("p:grpSp")), None) is not None
