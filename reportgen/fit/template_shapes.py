"""What is known of a template's shapes before anything is printed: how their texts are set, what may be done.

Compiling numbers every shape of a slide in an attribute that no schema knows; the rendered slide still has
it, in each copy of a shape, and loses it when it has been fitted.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.fit.bounds import Bounds, NoText, QuickTable, QuickText, bounds_of, widest
from reportgen.fit.geometry import Rectangle as Box
from reportgen.fit.geometry import drawn, limit_below, slide_box
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


@dataclass(slots=True)
class KnownShape:
    """A shape of a template: its name, its slide in the user's words, and how its text is set and fitted.

    `quick` tells that a text plainly fits; a shape without it is measured. `fitting` are texts that fit: labels
    and notes are the same in many decks.
    """

    name: str
    slide: KnownSlide
    style: TextStyle
    policy: Policy
    quick: Quick | None
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
    standing: list[tuple[etree._Element, Box]]
    backdrop: list[Box]
    width: float
    height: float


class NumberedSlide:
    """The markup of a rendered slide, cut where its numbered shapes begin.

    `numbers` are those of the shapes in order; `pieces` the markup from each to the next, which may be replaced.
    """

    def __init__(self, markup: str) -> None:
        self._first, *chunks = markup.split(_MARK)
        cut = [chunk.partition('"') for chunk in chunks]
        self.numbers = [int(number) for number, _, _ in cut]
        self.pieces = [piece for _, _, piece in cut]

    @property
    def opening(self) -> str:
        """The tag that opens the slide."""
        return self._first[: self._first.index(">") + 1]

    def markup(self) -> str:
        """The whole slide, with the numbers."""
        numbered = (f'{_MARK}{number}"{piece}' for number, piece in zip(self.numbers, self.pieces, strict=True))
        return self._first + "".join(numbered)

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
        self._layouts: dict[str, tuple[SlideStyles, Measure, list[Box]]] = {}

    def number(
        self, root: etree._Element, part: str, step: str,
        arranged: Container[etree._Element] = (), repeating: Container[etree._Element] = (),
    ) -> None:  # fmt: skip
        """Give every shape of a slide its number, and look up how its text is set.

        `arranged` are the shapes whose copies get places and sizes of their own, `repeating` the tables in which any
        column may be printed where another stood.
        """
        styles, measure, backdrop = self._layout_of(part)
        texts = {shape: styles.of_shape(shape) for shape in root.iter(*_SHAPES)}
        standing = [(shape, box) for shape in drawn(root) if (box := slide_box(shape, texts.get(shape))) is not None]
        slide = KnownSlide(step, styles, measure, standing, backdrop, *self._size)
        for shape, style in texts.items():
            properties = next(shape.iter(qn("p:cNvPr")), None)
            if properties is None:
                continue
            policy = DEFAULTS["table"] if shape.tag == qn("p:graphicFrame") else default_policy(style, styles.opens)
            quick = _quick(shape, slide, style, shape in arranged, repeating)
            properties.set(SHAPE_NUMBER, f"{SHAPE}{len(self._shapes)}")
            self._shapes.append(KnownShape(properties.get("name", ""), slide, style, policy, quick))
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
        for properties in shape.iter(qn("p:cNvPr")):
            number = properties.get(SHAPE_NUMBER)
            if number is not None:
                self._shapes[int(number.removeprefix(SHAPE))].policy = policy

    def of(self, shape: etree._Element) -> KnownShape | None:
        """What is known of a shape of a rendered slide."""
        properties = next(shape.iter(qn("p:cNvPr")), None)
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

    def fits(self, slide: NumberedSlide, place: int) -> bool:
        """Whether the text of the shape at a place fits as it is."""
        return _fits(self._shapes[slide.numbers[place]], slide, place)

    def _spans(self, box: Box) -> bool:
        """Whether something lies behind all of the slide, as a background or a watermark does."""
        width, height = self._size
        return box.width > width / 2 and box.height > height / 2

    def _layout_of(self, slide: str) -> tuple[SlideStyles, Measure, list[Box]]:
        layout = next(iter(self._package.related(slide, "slidelayout")), "")
        if layout not in self._layouts:
            styles = SlideStyles(self._package, self._parse, slide)
            shapes = [shape for tree in styles.backdrops for shape in drawn(tree) if placeholder_of(shape) is None]
            boxes = [box for shape in shapes if (box := slide_box(shape, None)) is not None and not self._spans(box)]
            self._layouts[layout] = (styles, Measure(styles.fonts), boxes)
        return self._layouts[layout]


Quick = NoText | QuickText | QuickTable


def _quick(
    shape: etree._Element, slide: KnownSlide, style: TextStyle, arranged: bool, repeating: Container[etree._Element]
) -> Quick | None:  # fmt: skip
    """What tells that a text plainly fits into a shape of a template, None where only measuring can."""
    table = next(shape.iter(qn("a:tbl")), None)
    body = shape.find(qn("p:txBody"))
    if table is None and body is None:
        return NoText()
    box = slide_box(shape, style)
    if box is None or style.columns > 1 or not style.upright or (arranged and _in_group(shape)):
        return None
    if table is not None:
        return None if arranged else _quick_table(shape, table, slide, box, table in repeating)
    assert body is not None
    return QuickText(bounds_of(body, style, slide.styles.fonts), style, None if arranged else box)


def _quick_table(
    frame: etree._Element, table: etree._Element, slide: KnownSlide, box: Box, repeating: bool
) -> QuickTable | None:
    rows = [row.findall(qn("a:tc")) for row in table.iterchildren(qn("a:tr"))]
    cells = [cell for row in rows for cell in row]
    if not cells or len({len(row) for row in rows}) > 1 or any(cell.find(qn("a:txBody")) is None for cell in cells):
        return None
    columns = list(zip(*rows, strict=True))
    if repeating:
        columns = [tuple(cells)] * len(columns)
    heads, others = ([_cell_bounds(column, slide, bold) for column in columns] for bold in (True, False))
    margins = [_cell_margins(column, slide) for column in columns]
    limit = limit_below(frame, box, slide.standing, slide.backdrop, slide.height)
    return QuickTable(heads, others, margins, limit - box.y)


def _cell_margins(cells: Sequence[etree._Element], slide: KnownSlide) -> tuple[float, float]:
    """The most that any of some cells leaves free beside its text, and above and below it."""
    insets = [slide.styles.of_cell(cell, bold=False).insets for cell in cells]
    return max(left + right for left, _, right, _ in insets), max(top + bottom for _, top, _, bottom in insets)


def _cell_bounds(cells: Sequence[etree._Element], slide: KnownSlide, bold: bool) -> Bounds:
    """The bounds of any of some cells; `bold` for a head, which the table's style may make so."""
    styles, body = slide.styles, qn("a:txBody")
    return widest([bounds_of(next(c.iter(body)), styles.of_cell(c, bold), styles.fonts, cell=True) for c in cells])


def _in_group(shape: etree._Element) -> bool:
    return next(shape.iterancestors(qn("p:grpSp")), None) is not None


def _fits(shape: KnownShape, slide: NumberedSlide, place: int) -> bool:
    """Whether a text fits, told from its markup or measured; what fits in one copy does in the next."""
    quick, piece = shape.quick, slide.pieces[place]
    if quick is None or isinstance(quick, NoText):
        return quick is not None
    content = quick.content(piece)
    if content in shape.fitting:
        return True
    if not quick.fits(piece) and not _fits_measured(shape, quick, _parse(slide.opening, content), piece):
        return False
    if isinstance(quick, QuickTable) or quick.box:
        shape.remember(content)
    return True


def _fits_measured(shape: KnownShape, quick: QuickText | QuickTable, content: etree._Element, piece: str) -> bool:
    if isinstance(quick, QuickText):
        paragraphs = shape.slide.measure.read(content, shape.style)
        return Room(shape.style, *quick.area(piece)).holds(paragraphs)
    table = read_table(content, shape.slide.styles, shape.slide.measure)
    needed, wide = table.needed()
    return sum(table.at_least(needed)) <= quick.room and not wide


def _parse(opening: str, content: str) -> etree._Element:
    """A piece of a slide by itself; `opening` is the tag that opens the slide, with its namespaces."""
    return parse_xml(f"{opening}{content}</{opening[1:].split(None, 1)[0]}>".encode())[0]
