"""What is known of a template's shapes before anything is printed: how their texts are set, what may be done.

Compiling numbers every shape of a slide in an attribute that no schema knows; the rendered slide still has
it, in each copy of a shape, and loses it when it has been fitted.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from reportgen.fit.bounds import SharedBounds, TableBounds, TextBounds, parse_piece, texts_of
from reportgen.fit.geometry import Rectangle as Box
from reportgen.fit.geometry import drawn, limit_below, slide_box, text_area
from reportgen.fit.measure import Measure, Room
from reportgen.fit.policy import DEFAULTS, Policy, default_policy, read_policy
from reportgen.fit.tables import read_table
from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.drawing.text_styles import SlideStyles, TextStyle
from reportgen.office.markup.marks import SHAPE, SHAPE_NUMBER
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.markup.numbers import EMU_PER_POINT
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import Package

_MARK = f' {SHAPE_NUMBER}="{SHAPE}'
_MOST_KEPT = 64
_STALE = ("fontScale", "lnSpcReduction")
_SHAPES = (qn("p:sp"), qn("p:graphicFrame"))
_PROPERTIES = qn("p:cNvPr")


@dataclass(slots=True)
class KnownShape:
    """A shape of a template: its name, its slide in the user's words, and how its text is set and fitted.

    `bounds` tell that a text plainly fits; a shape without them is measured, if it is one `with_text`. `box` is None
    for a copy with a size of its own. `fitting` are texts that fit: labels and notes are the same in many decks.
    """

    name: str
    slide: KnownSlide
    style: TextStyle
    policy: Policy
    with_text: bool
    box: Box | None
    bounds: TextBounds | TableBounds | None
    fitting: set[str] = field(default_factory=set)

    def remember(self, content: str) -> None:
        """Note a text that fits."""
        if len(self.fitting) < _MOST_KEPT:
            self.fitting.add(content)


@dataclass(slots=True)
class KnownSlide:
    """A slide of a template.

    `step` is what messages call it, `standing` are its shapes with their boxes, `backdrop` what its layout
    draws behind it, `width` and `height` its own in points.
    """

    step: str
    styles: SlideStyles
    measure: Measure
    bounds: SharedBounds
    standing: list[tuple[etree._Element, Box]]
    backdrop: list[Box]
    width: float
    height: float


class NumberedSlide:
    """The markup of a rendered slide, cut where its numbered shapes begin.

    `numbers` are those of the shapes in order; `pieces` the markup from each to the next.
    """

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self._first, *chunks = markup.split(_MARK)
        cut = [chunk.partition('"') for chunk in chunks]
        self.numbers = [int(number) for number, _, _ in cut]
        self.pieces = [piece for _, _, piece in cut]

    @property
    def opening(self) -> str:
        """The tag that opens the slide."""
        return self._first[: self._first.index(">") + 1]

    @cached_property
    def root(self) -> etree._Element:
        """The slide as a tree, with the numbers."""
        return parse_xml(self.markup.encode())

    def shape(self, place: int) -> etree._Element:
        """The shape at a place, in the tree."""
        numbered = [properties for properties in self.root.iter(_PROPERTIES) if SHAPE_NUMBER in properties.attrib]
        return next(numbered[place].iterancestors(*_SHAPES))

    def content(self, place: int, start: str, end: str) -> str | None:
        """The markup between two tags in the shape at a place; None where they are not there."""
        _, opened, rest = self.pieces[place].partition(start)
        content, closed, _ = rest.partition(end)
        return content if opened and closed else None

    def with_piece(self, place: int, piece: str) -> NumberedSlide:
        """The slide with another piece at a place."""
        pieces = [*self.pieces[:place], piece, *self.pieces[place + 1 :]]
        numbered = (f'{_MARK}{number}"{piece}' for number, piece in zip(self.numbers, pieces, strict=True))
        return NumberedSlide(self._first + "".join(numbered))

    def plain(self) -> str:
        """The whole slide without the numbers."""
        return self._first + "".join(self.pieces)


class KnownShapes:
    """The shapes of a template in one output language.

    `parse` gives a part's root in that language, `size` is that of a slide in EMU.
    """

    def __init__(self, package: Package, parse: Callable[[str], etree._Element], size: tuple[int, int]) -> None:
        self._package = package
        self._parse = parse
        self._size = (size[0] / EMU_PER_POINT, size[1] / EMU_PER_POINT)
        self._shapes: list[KnownShape] = []
        self._static: dict[int, str] = {}
        self._layouts: dict[str, tuple[SlideStyles, Measure, SharedBounds, list[Box]]] = {}

    def number(self, root: etree._Element, part: str, step: str, arranged: Container[etree._Element] = ()) -> None:
        """Give every shape of a slide its number, and look up how its text is set.

        `arranged` are the shapes whose copies get places and sizes of their own.
        """
        styles, measure, bounds, backdrop = self._layout_of(part)
        texts = {shape: styles.of_shape(shape) for shape in root.iter(*_SHAPES)}
        standing = [(shape, box) for shape in drawn(root) if (box := slide_box(shape, texts.get(shape))) is not None]
        slide = KnownSlide(step, styles, measure, bounds, standing, backdrop, *self._size)
        for shape, style in texts.items():
            properties = next(shape.iter(_PROPERTIES), None)
            if properties is None:
                continue
            policy = DEFAULTS["table"] if shape.tag == qn("p:graphicFrame") else default_policy(style, styles.opens)
            properties.set(SHAPE_NUMBER, f"{SHAPE}{len(self._shapes)}")
            name = properties.get("name", "")
            self._shapes.append(_known_shape(shape, name, slide, style, policy, shape in arranged))
            for autofit in shape.iter(qn("a:normAutofit")):
                for name in _STALE:  # PowerPoint computed it for the text that stood in the template
                    autofit.attrib.pop(name, None)

    def keep_static(self, plan: int, markup: str) -> None:
        """Note the numbered markup of a slide without tags, by its place among the template's parts."""
        self._static[plan] = markup

    def markup_of(self, part: WrittenPart) -> str:
        """The markup of a rendered slide; a slide without tags is written by no program."""
        return part.markup or self._static[part.plan]

    def state_policy(self, shape: etree._Element, words: str) -> None:
        """Take over what a shape's `fit` tag says, from the words behind `fit`; raises `PolicyError`."""
        policy = read_policy(words)
        for properties in shape.iter(_PROPERTIES):
            number = properties.get(SHAPE_NUMBER)
            if number is not None:
                self._shapes[int(number.removeprefix(SHAPE))].policy = policy

    def of(self, shape: etree._Element) -> KnownShape | None:
        """What is known of a shape of a rendered slide."""
        properties = next(shape.iter(_PROPERTIES), None)
        number = properties.get(SHAPE_NUMBER) if properties is not None else None
        return self._shapes[int(number.removeprefix(SHAPE))] if number is not None else None

    def standing_in(self, tree: etree._Element | None) -> Iterator[tuple[etree._Element, KnownShape]]:
        """The known shapes of a rendered slide, in order."""
        for shape in tree.iter(*_SHAPES) if tree is not None else ():
            known = self.of(shape)
            if known is not None:
                yield shape, known

    def doubtful(self, slide: NumberedSlide) -> set[int]:
        """The shapes of a rendered slide whose texts do not fit as they are, by the order in which they stand.

        Titles are left out: a title may get a mark yet.
        """
        return {
            place
            for place, shape in enumerate(map(self._shapes.__getitem__, slide.numbers))
            if not shape.style.is_title and not _fits(shape, slide, place)
        }

    def title_of(self, slide: NumberedSlide) -> int | None:
        """Where the title of a rendered slide stands among its shapes."""
        return next((p for p, number in enumerate(slide.numbers) if self._shapes[number].style.is_title), None)

    def title(self, slide: NumberedSlide) -> str:
        """The text of a slide's title, with entities."""
        place = self.title_of(slide)
        if place is None:
            return ""
        return "".join(texts_of(slide.pieces[place])).strip()

    def fits(self, slide: NumberedSlide, place: int) -> bool:
        """Whether the text of the shape at a place fits as it is."""
        return _fits(self._shapes[slide.numbers[place]], slide, place)

    def _spans(self, box: Box) -> bool:
        """Whether something lies behind all of the slide, as a background or a watermark does."""
        width, height = self._size
        return box.width > width / 2 and box.height > height / 2

    def _layout_of(self, slide: str) -> tuple[SlideStyles, Measure, SharedBounds, list[Box]]:
        layout = next(iter(self._package.related(slide, "slidelayout")), "")
        if layout not in self._layouts:
            styles = SlideStyles(self._package, self._parse, slide)
            shapes = [shape for tree in styles.backdrops for shape in drawn(tree) if placeholder_of(shape) is None]
            boxes = [box for shape in shapes if (box := slide_box(shape, None)) is not None and not self._spans(box)]
            self._layouts[layout] = (styles, measure := Measure(styles.fonts), SharedBounds(measure), boxes)
        return self._layouts[layout]


def _known_shape(
    shape: etree._Element, name: str, slide: KnownSlide, style: TextStyle, policy: Policy, arranged: bool
) -> KnownShape:
    """What is known of a shape of a template; it has bounds where these can tell that its text fits."""
    table = next(shape.iter(qn("a:tbl")), None)
    with_text = table is not None or shape.find(qn("p:txBody")) is not None
    box = slide_box(shape, style)
    known = KnownShape(name, slide, style, policy, with_text, None if arranged else box, None)
    if not with_text or box is None or style.columns > 1 or not style.upright or (arranged and _in_group(shape)):
        return known
    if table is None:
        known.bounds = TextBounds(slide.bounds.of(style), style.wrap)
    elif not arranged:
        limit = limit_below(shape, box, slide.standing, slide.backdrop, slide.height)
        known.bounds = TableBounds(slide.styles, slide.bounds, limit - box.y)
    return known


def _in_group(shape: etree._Element) -> bool:
    return next(shape.iterancestors(qn("p:grpSp")), None) is not None


def _fits(known: KnownShape, slide: NumberedSlide, place: int) -> bool:
    """Whether a text fits, told from its bounds or measured; what fits in one copy does in the next."""
    bounds = known.bounds
    if bounds is None:
        return not known.with_text
    content = slide.content(place, bounds.start, bounds.end)
    if content is None:  # the slide's tree tells what became of the text
        return False
    if content in known.fitting:
        return True
    if isinstance(bounds, TableBounds):
        fits = bounds.fits(content, slide.opening) or _table_fits(known, bounds, content, slide.opening)
    else:
        fits = _text_fits(known, bounds, content, slide, place)
    if fits and known.box is not None:
        known.remember(content)
    return fits


def _text_fits(known: KnownShape, bounds: TextBounds, content: str, slide: NumberedSlide, place: int) -> bool:
    box = known.box or slide_box(slide.shape(place), known.style)
    if box is None:
        return False
    area = text_area(box, known.style)
    if bounds.fits(content, slide.opening, area):
        return True
    body = parse_piece(content, slide.opening)
    return Room(known.style, *area).holds(known.slide.measure.read(body, known.style))


def _table_fits(known: KnownShape, bounds: TableBounds, content: str, opening: str) -> bool:
    table = read_table(parse_piece(content, opening), known.slide.styles, known.slide.measure)
    needed, wide = table.needed()
    return sum(table.at_least(needed)) <= bounds.room and not wide
