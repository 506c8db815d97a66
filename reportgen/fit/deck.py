"""Fitting a rendered deck: its slides one by one, those that go on over several, their titles and count."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from reportgen.diagnostics import TEXT_TOO_LONG, Collector, Location, Message, TextTooLong
from reportgen.fit.bounds import TEXT
from reportgen.fit.insets import with_insets
from reportgen.fit.known_shapes import KnownShapes, known_shapes
from reportgen.fit.numbered_slide import NumberedSlide
from reportgen.fit.slide import Cut, FittedSlide, Overflow, SlideFitter
from reportgen.fit.table_statements import finish_joined, join_equal
from reportgen.fit.template_shapes import TemplateShapes
from reportgen.office.markup.escaping import escape
from reportgen.office.markup.marks import SLIDE_COUNT, SLIDE_NUMBER
from reportgen.office.markup.namespaces import qn, serialise
from reportgen.office.opc.new_parts import WrittenPart

_HINT = Message(
    "shorten the text, give it more room, or say in the shape's alt text what may be done: {%shape fit shrink 14 %}"
)

_RUN = re.compile("<a:r>.*?</a:r>", re.DOTALL)
_EMPTY = "emptied"
"""Marks a shape of which nothing is left on a slide, until it is taken away."""

SlideGroup = list[WrittenPart]
"""A slide as it was written, then what belongs to it alone: its notes, its charts."""


@dataclass(slots=True)
class FittedDeck:
    """The slides after fitting. `crowded` are the calls of `pages`, with the items that were too many for a slide."""

    groups: list[SlideGroup]
    crowded: dict[int, int] = field(default_factory=dict)
    found: Collector = field(default_factory=Collector)


@dataclass(frozen=True, slots=True)
class _Slide:
    """A slide on its way; `marked` are the places of the shapes that a page mark was added to."""

    group: SlideGroup
    printed: NumberedSlide
    marked: tuple[int, ...] = ()


def fit_deck(
    groups: Sequence[SlideGroup],
    template: TemplateShapes,
    name: str,
    page_mark: str,
    copy_owned: Callable[[WrittenPart], WrittenPart],
    plain: bool,
) -> FittedDeck:
    """Fit every slide of a deck; `template` has the facts of its shapes.

    `name` is the template's in messages; `page_mark` the pattern of the mark that tells slides of the same
    title apart, with `{n}` and `{total}`; `copy_owned` gives a slide that is repeated charts of its own;
    `plain` says that no value brought sizes or typefaces of its own.
    """
    shapes = known_shapes(template)
    deck = FittedDeck([])
    slides: list[_Slide] = []
    for group in groups:
        slide = _Slide(group, NumberedSlide(shapes.markup_of(group[0])))
        doubtful = shapes.doubtful(slide.printed) if plain else None
        if doubtful is not None and not doubtful:
            slides.append(slide)
            continue
        page = group[0].page
        result = SlideFitter(slide.printed, shapes, page is not None and len(page) > 1, doubtful).fit()
        if result.crowded and page is not None:
            deck.crowded[page.call] = min(len(page), deck.crowded.get(page.call, len(page)))
        _report(result.overflows, name, deck.found)
        slides += _continued(slide, result, copy_owned)
    if deck.crowded:
        return deck
    for number, slide in enumerate(_with_marked_titles(slides, shapes, page_mark), 1):
        fitted, overflows = _fit_title(slide, shapes, plain)
        _report(overflows, name, deck.found)
        fitted = replace(fitted, printed=with_insets(fitted.printed, shapes, fitted.marked))
        if shapes.is_as_before(fitted.group[0], fitted.printed, number):
            deck.groups.append(fitted.group)
            continue
        shown = str(template.first_number + number - 1)
        deck.groups.append(_written(fitted, {SLIDE_COUNT: str(len(slides)), SLIDE_NUMBER: shown}))
    return deck


def _report(overflows: Iterable[Overflow], name: str, found: Collector) -> None:
    for overflow in overflows:
        location = location_of(overflow, name)
        found.diagnostics.append(
            TextTooLong(TEXT_TOO_LONG, overflow.message, location, _HINT, text=overflow.text, excess=overflow.excess)
        )


def location_of(overflow: Overflow, name: str) -> Location:
    """The place of a text in a template, which messages call `name`."""
    return Location(
        name, steps=(overflow.shape.facts.slide.step, Message('shape "{name}"', name=overflow.shape.facts.name))
    )


# -- slides that go on


def _continued(
    slide: _Slide, result: FittedSlide, copy_owned: Callable[[WrittenPart], WrittenPart]
) -> Iterator[_Slide]:
    """A slide that was fitted, or the slides that its lists are spread over."""
    cuts = [cut for cut in result.cuts if cut.items]
    if not cuts:
        yield _Slide(slide.group, NumberedSlide(serialise(result.root))) if result.changed else slide
        return
    places = [_take_out(cut) for cut in cuts]
    for number in range(max(len(cut.ranges) for cut in cuts)):
        root = copy.deepcopy(result.root)
        for cut, place in zip(cuts, places, strict=True):
            _put_back(cut, place, root, number)
        _drop_emptied(root)
        group = slide.group if number == 0 else [copy_owned(slide.group[0]), *slide.group[1:]]
        yield _Slide(group, NumberedSlide(serialise(root)))


Place = tuple[str, int]
"""Where a list stood: the path to what holds it, and the position in that."""


def _take_out(cut: Cut) -> Place:
    """Take a list out of its slide, so that the slide is copied without it."""
    holder = cut.items[0].getparent()
    assert holder is not None
    place = (holder.getroottree().getelementpath(holder), holder.index(cut.items[0]))
    for item in cut.items:
        holder.remove(item)
    return place


def _put_back(cut: Cut, place: Place, root: etree._Element, number: int) -> None:
    """Put the items of one slide into its copy; a shape that has none goes when all are in."""
    kept = cut.ranges[number] if number < len(cut.ranges) else range(0)
    path, position = place
    holder = root.getroottree().find(path)
    assert holder is not None
    if kept:
        _number_on(cut.items, kept.start)
    for offset, index in enumerate(kept):
        holder.insert(position + offset, cut.items[index])
    shape = next((a for a in holder.iterancestors(qn("p:sp"), qn("p:graphicFrame"))), None)
    if shape is not None and not kept:
        shape.set(_EMPTY, "1")  # it is taken away last: the paths of other lists count the shapes before them
    elif shape is not None and shape.tag == qn("p:graphicFrame"):
        _finish_table(shape)


def _drop_emptied(root: etree._Element) -> None:
    for shape in [shape for shape in root.iter(qn("p:sp"), qn("p:graphicFrame")) if shape.get(_EMPTY)]:
        parent = shape.getparent()
        if parent is not None:
            parent.remove(shape)


def _finish_table(frame: etree._Element) -> None:
    """Make the equal cells of a part of a table one, and its frame as high as its rows."""
    for table in frame.iter(qn("a:tbl")):
        join_equal(table)
        finish_joined(table)
    extent = frame.find(f"{qn('p:xfrm')}/{qn('a:ext')}")
    if extent is not None:
        extent.set("cy", str(sum(int(row.get("h", "0")) for row in frame.iter(qn("a:tr")))))


def _number_on(items: Sequence[etree._Element], start: int) -> None:
    """Let a numbered list that goes on with item `start` count on."""
    numbering = _numbering(items[start])
    if start == 0 or numbering is None:
        return
    first = _numbering(items[0])
    offset = int(first.get("startAt", "1")) if first is not None else 1
    count = str(offset + sum(_numbering(item) is not None for item in items[:start]))
    for item in items[start:]:
        own = _numbering(item)
        if own is not None:
            own.set("startAt", count)


def _numbering(item: etree._Element) -> etree._Element | None:
    if item.tag != qn("a:p"):
        return None
    return item.find(f"{qn('a:pPr')}/{qn('a:buAutoNum')}")


# -- titles


def _with_marked_titles(slides: Sequence[_Slide], shapes: KnownShapes, page_mark: str) -> Iterator[_Slide]:
    """The slides, with marks that tell those apart which follow one another with the same heading: (1/2), (2/2).

    The mark stands in the line above the headline where a slide has one, so that it takes no line of the headline.
    Another line there is another heading. Slides that somebody has written with the same title stay as they are.
    """
    times = Counter(slide.group[0].plan for slide in slides)

    def heading_of(slide: _Slide) -> list[str]:
        repeated = times[slide.group[0].plan] > 1
        return shapes.heading(slide.printed) if repeated or shapes.has_filled_heading(slide.printed) else []

    for heading, found in groupby(slides, heading_of):
        alike = list(found)
        if not any(heading[:1]) or len(alike) == 1:
            yield from alike
            continue
        for number, slide in enumerate(alike, 1):
            mark = page_mark.format(n=number, total=len(alike))
            places = shapes.kicker_places(slide.printed) or shapes.title_places(slide.printed)
            marked = {place: _marked(slide.printed.pieces[place], mark) for place in places}
            yield replace(slide, printed=slide.printed.with_pieces(marked), marked=tuple(marked))


def _marked(title: str, mark: str) -> str:
    """The markup of a title with a mark behind its text, set as the end of that is."""
    for run in reversed(list(_RUN.finditer(title))):
        before, _, rest = run[0].partition(TEXT)
        text, _, after = rest.partition("<")
        if text:
            return f"{title[: run.end()]}{before}{TEXT}{escape(mark)}<{after}{title[run.end() :]}"
    return title


def _fit_title(slide: _Slide, shapes: KnownShapes, plain: bool) -> tuple[_Slide, list[Overflow]]:
    """A slide with its title fitted, and what has a mark now; and what does not fit."""
    places = {*shapes.filled_title_places(slide.printed), *slide.marked}
    if not places or (plain and all(shapes.fits(slide.printed, place) for place in places)):
        return slide, []
    result = SlideFitter(slide.printed, shapes, candidates=places).fit_headings()
    if not result.changed:
        return slide, result.overflows
    return replace(slide, printed=NumberedSlide(serialise(result.root))), result.overflows


def _written(slide: _Slide, numbers: Mapping[str, str]) -> SlideGroup:
    """A slide as it goes into the package; `numbers` are what stands for marks."""
    first, *others = slide.group
    return [_numbered(part, numbers) for part in (first.with_markup(slide.printed.plain()), *others)]


def _numbered(part: WrittenPart, numbers: Mapping[str, str]) -> WrittenPart:
    markup = part.markup
    for mark, number in numbers.items():
        markup = markup.replace(mark, number)
    return part if markup is part.markup else part.with_markup(markup)
