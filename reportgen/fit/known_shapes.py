"""What fitting knows of a template's shapes, with what it has looked up: measured runs, bounds, texts that fit.

Looking up changes no outcome, only how soon it is there; the template's own facts (`template_shapes.py`) stay as they
are. Each process looks up for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.fit.bounds import SharedBounds, TableBounds, TextBounds, holds_text, parse_piece, texts_of
from reportgen.fit.geometry import Rectangle, slide_rectangle, text_area
from reportgen.fit.measure import TextArea
from reportgen.fit.numbered_slide import SHAPES, NumberedSlide, number_of
from reportgen.fit.paragraphs import Measure
from reportgen.fit.tables import read_table
from reportgen.fit.template_shapes import TemplateLayout, TemplateShape, TemplateShapes
from reportgen.office.drawing.placeholders import KICKERS
from reportgen.office.markup.marks import SLIDE_NUMBER
from reportgen.office.opc.new_parts import WrittenPart

_MOST_KEPT = 64
_MOST_TEMPLATES = 32


@dataclass(slots=True)
class KnownShape:
    """A shape of a template: its facts, what measures its texts, and what tells that one plainly fits.

    `fitting` are texts that fit: labels and notes are the same in many decks. `rectangles` are those of copies with
    places and sizes of their own, by the markup before their texts; `insets` what became of texts in columns of some
    width (`fit.insets`).
    """

    facts: TemplateShape
    measure: Measure
    bounds: TextBounds | TableBounds | None
    fitting: set[str] = field(default_factory=set)
    insets: dict[tuple[str, float, float], str] = field(default_factory=dict)
    rectangles: dict[str, Rectangle] = field(default_factory=dict)

    def remember(self, content: str) -> None:
        """Note a text that fits."""
        if len(self.fitting) < _MOST_KEPT:
            self.fitting.add(content)

    def remember_inset(self, asked: tuple[str, float, float], inset: str) -> None:
        """Note what became of a text in a column of `width` points."""
        if len(self.insets) < _MOST_KEPT:
            self.insets[asked] = inset


_KNOWN: dict[int, tuple[TemplateShapes, KnownShapes]] = {}
"""By `id` of the template's shapes, which would take long to compare; they are held, so that no others get the id."""


def known_shapes(shapes: TemplateShapes) -> KnownShapes:
    """What is known of the shapes of a template; it grows with every deck that is fitted."""
    if id(shapes) not in _KNOWN:
        if len(_KNOWN) >= _MOST_TEMPLATES:
            del _KNOWN[next(iter(_KNOWN))]
        _KNOWN[id(shapes)] = (shapes, KnownShapes(shapes))
    return _KNOWN[id(shapes)][1]


class KnownShapes:
    """The shapes of a template as fitting knows them."""

    def __init__(self, shapes: TemplateShapes) -> None:
        self._static = shapes.static
        layouts: dict[int, tuple[Measure, SharedBounds]] = {}
        self._shapes = [_known_shape(shape, *_shared(shape.slide.layout, layouts)) for shape in shapes.shapes]

    def markup_of(self, part: WrittenPart) -> str:
        """The markup of a rendered slide; a slide without tags is written by no program."""
        return part.markup or self._static[part.plan].markup

    def is_as_before(self, part: WrittenPart, slide: NumberedSlide, number: int) -> bool:
        """Whether a slide without tags, the one of that number, says in the output what it says in the template."""
        static = None if part.markup else self._static[part.plan]
        if static is None or slide.markup is not static.markup:
            return False
        return static.number == number or SLIDE_NUMBER not in static.markup

    def of(self, shape: etree._Element) -> KnownShape | None:
        """What is known of a shape of a rendered slide."""
        number = number_of(shape)
        return self._shapes[number] if number is not None else None

    def standing_in(self, tree: etree._Element | None) -> Iterator[tuple[etree._Element, KnownShape]]:
        """The known shapes of a rendered slide, in order."""
        for shape in tree.iter(*SHAPES) if tree is not None else ():
            known = self.of(shape)
            if known is not None:
                yield shape, known

    def doubtful(self, slide: NumberedSlide) -> set[int]:
        """The filled shapes of a rendered slide whose texts do not fit as they are, by the order in which they stand.

        Titles are left out: a title may get a mark yet.
        """
        return {
            place
            for place, shape in enumerate(self.at(slide))
            if shape.facts.is_filled and not shape.facts.style.is_title and not _fits(shape, slide, place)
        }

    def doubtful_static(self, slide: NumberedSlide) -> set[int]:
        """The shapes of a template's slide that nothing fills and whose texts do not fit as they are."""
        return {
            place
            for place, shape in enumerate(self.at(slide))
            if not (shape.facts.is_filled or shape.facts.policy.keep) and not _fits(shape, slide, place)
        }

    def title_places(self, slide: NumberedSlide) -> list[int]:
        """Where the title of a rendered slide stands among its shapes: in each version of the shape (`mc:Fallback`)."""
        places = [p for p, number in enumerate(slide.numbers) if self._shapes[number].facts.style.is_title]
        return places[:1] + [place for place in places[1:] if _text_at(slide, place) == _text_at(slide, places[0])]

    def filled_title_places(self, slide: NumberedSlide) -> list[int]:
        """Where the title of a rendered slide stands, if tags fill it."""
        return [p for p in self.title_places(slide) if self._shapes[slide.numbers[p]].facts.is_filled]

    def heading(self, slide: NumberedSlide) -> list[str]:
        """The text of a slide's title, then that of the line above it, with entities; empty without a title."""
        return [_text_at(slide, place) for place in self._heading_places(slide)]

    def has_filled_heading(self, slide: NumberedSlide) -> bool:
        """Whether tags fill the title of a slide or the line above it."""
        return any(self._shapes[slide.numbers[place]].facts.is_filled for place in self._heading_places(slide))

    def _heading_places(self, slide: NumberedSlide) -> list[int]:
        return [*self.title_places(slide)[:1], *self.kicker_places(slide)]

    def kicker_places(self, slide: NumberedSlide) -> list[int]:
        """Where the line above the headline stands: a placeholder with a text that is read before the title."""
        places = self.title_places(slide)
        above = [p for p in range(places[0] if places else 0) if self._is_kicker(slide, p, places[0])]
        return above[:1]

    def _is_kicker(self, slide: NumberedSlide, place: int, title: int) -> bool:
        shape, headline = (self._shapes[slide.numbers[number]].facts for number in (place, title))
        if shape.style.placeholder not in KICKERS or shape.box is None or headline.box is None:
            return False
        return shape.box.y < headline.box.y and bool(_text_at(slide, place))

    def at(self, slide: NumberedSlide) -> list[KnownShape]:
        """The shapes of a rendered slide, in the order in which they stand."""
        return [self._shapes[number] for number in slide.numbers]

    def rectangle(self, slide: NumberedSlide, place: int) -> Rectangle | None:
        """The rectangle of the shape at a place."""
        known = self._shapes[slide.numbers[place]]
        return known.facts.box or _rectangle(known, slide, place)

    def fits(self, slide: NumberedSlide, place: int) -> bool:
        """Whether the text of the shape at a place fits as it is."""
        return _fits(self._shapes[slide.numbers[place]], slide, place)


def _text_at(slide: NumberedSlide, place: int) -> str:
    """The text of the shape at a place, with entities."""
    return "".join(texts_of(slide.pieces[place])).strip()


def _shared(
    layout: TemplateLayout, layouts: dict[int, tuple[Measure, SharedBounds]]
) -> tuple[Measure, SharedBounds]:  # fmt: skip
    """What the shapes of all slides with a layout share."""
    if id(layout) not in layouts:
        measure = Measure(layout.fonts)
        layouts[id(layout)] = (measure, SharedBounds(measure))
    return layouts[id(layout)]


def _known_shape(facts: TemplateShape, measure: Measure, shared: SharedBounds) -> KnownShape:
    if facts.room is not None:
        return KnownShape(facts, measure, TableBounds(facts.slide.layout.cells, shared, facts.room))
    if not facts.has_bounds:
        return KnownShape(facts, measure, None)
    return KnownShape(facts, measure, TextBounds(shared.of(facts.style), facts.style.wrap))


def _fits(known: KnownShape, slide: NumberedSlide, place: int) -> bool:
    """Whether a text fits, told from its bounds or measured; what fits in one copy does in the next."""
    bounds = known.bounds
    if bounds is None or not known.facts.has_bounds:
        return not known.facts.has_text or _has_empty_text(slide, place)
    content = slide.content(place, bounds.start, bounds.end)
    if content is None:  # the slide's tree tells what became of the text
        return False
    if content in known.fitting:
        return True
    if isinstance(bounds, TableBounds):
        fits = bounds.fits(content, slide.opening) or _table_fits(known, bounds, content, slide.opening)
    else:
        fits = _text_fits(known, bounds, content, slide, place)
    if fits and known.facts.box is not None:
        known.remember(content)
    return fits


def _has_empty_text(slide: NumberedSlide, place: int) -> bool:
    """Whether a shape plainly has no text, like the dots of a timeline."""
    content = slide.content(place, TextBounds.start, TextBounds.end)
    return content is not None and not holds_text(content)


def _text_fits(known: KnownShape, bounds: TextBounds, content: str, slide: NumberedSlide, place: int) -> bool:
    style = known.facts.style
    box = known.facts.box or _rectangle(known, slide, place)
    if box is None:
        return False
    area = text_area(box, style)
    if bounds.fits(content, slide.opening, area):
        return True
    body = parse_piece(content, slide.opening)
    return TextArea(style, *area).fits(known.measure.read(body, style))


def _rectangle(known: KnownShape, slide: NumberedSlide, place: int) -> Rectangle | None:
    """Where a copy with a place and size of its own stands; where one with no bounds does, its groups say too."""
    if known.bounds is None:
        return slide_rectangle(slide.shape(place), known.facts.style)
    before = slide.pieces[place].partition(TextBounds.start)[0]
    rectangle = known.rectangles.get(before) or slide_rectangle(slide.shape(place), known.facts.style)
    if rectangle is not None and len(known.rectangles) < _MOST_KEPT:
        known.rectangles[before] = rectangle
    return rectangle


def _table_fits(known: KnownShape, bounds: TableBounds, content: str, opening: str) -> bool:
    table = read_table(parse_piece(content, opening), known.facts.slide.layout.cells, known.measure)
    needed, wide = table.row_heights()
    return sum(table.as_designed_at_least(needed)) <= bounds.room and not wide
