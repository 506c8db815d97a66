"""Fitting a rendered deck: its slides one by one, those that go on over several, their titles and count."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.diagnostics import Collector, Location
from reportgen.ooxml.fit.known import KnownShapes, forget_numbers
from reportgen.ooxml.fit.measure import SLIDE_COUNT
from reportgen.ooxml.fit.slide import Cut, Overflow, SlideFitter
from reportgen.ooxml.fit.write import paragraph_properties
from reportgen.ooxml.namespaces import parse_xml, qn, serialise
from reportgen.ooxml.state import WrittenPart

_HINT = "shorten the text, give it more room, or say in the shape's alt text what may be done: {%shape fit shrink 14 %}"

SlideGroup = list[WrittenPart]
"""A slide as it was written, then what belongs to it alone: its notes, its charts."""


@dataclass(slots=True)
class FittedDeck:
    """The slides after fitting. `crowded` are the calls of `pages`, with the items that were too many for a slide."""

    groups: list[SlideGroup]
    crowded: dict[int, int] = field(default_factory=dict)
    found: Collector = field(default_factory=Collector)


@dataclass(slots=True)
class _Slide:
    """A slide on its way; `fitter` is there once it had to be looked into."""

    group: SlideGroup
    title: str
    fitter: SlideFitter | None = None


def fit_deck(
    groups: Sequence[SlideGroup],
    shapes: KnownShapes,
    name: str,
    page_mark: str,
    copy_owned: Callable[[WrittenPart], WrittenPart],
    plain: bool,
) -> FittedDeck:
    """Fit every slide of a deck.

    `name` is the template's in messages; `page_mark` the pattern of the mark that tells slides of the same
    title apart, with `{n}` and `{total}`; `copy_owned` gives a slide that is repeated charts of its own;
    `plain` says that no value brought sizes or typefaces of its own.
    """
    deck = FittedDeck([])
    slides: list[_Slide] = []
    for group in groups:
        markup = shapes.markup_of(group[0])
        doubtful = shapes.doubtful(markup) if plain else None
        if doubtful is not None and not doubtful:
            slides.append(_Slide(group, shapes.title_of(markup)))
            continue
        page = group[0].page
        fitter = SlideFitter(parse_xml(markup.encode()), shapes, page is not None and len(page) > 1, doubtful)
        result = fitter.fit()
        if result.crowded and page is not None:
            deck.crowded[page.call] = min(len(page), deck.crowded.get(page.call, len(page)))
        _report(result.overflows, name, deck.found)
        slides += _continued(_Slide(group, shapes.title_of(markup), fitter), shapes, copy_owned)
    if deck.crowded:
        return deck
    _mark_titles(slides, shapes, page_mark)
    for fitter in (slide.fitter for slide in slides if slide.fitter is not None):
        fitter.result.overflows.clear()
        fitter.fit_title()
        _report(fitter.result.overflows, name, deck.found)
    deck.groups = [_written(slide, str(len(slides))) for slide in slides]
    return deck


def _report(overflows: Iterable[Overflow], name: str, found: Collector) -> None:
    for overflow in overflows:
        location = Location(name, steps=(overflow.shape.slide.step, f'shape "{overflow.shape.name}"'))
        found.error("text-overflow", overflow.message, location, _HINT)


# -- slides that go on


def _continued(
    slide: _Slide, shapes: KnownShapes, copy_owned: Callable[[WrittenPart], WrittenPart]
) -> Iterator[_Slide]:
    """A slide, or the slides that its lists are spread over."""
    assert slide.fitter is not None
    result = slide.fitter.result
    cuts = result.cuts
    if not cuts:
        yield slide
        return
    tree = result.root.getroottree()
    paths = [[tree.getelementpath(item) for item in cut.items] for cut in cuts]
    for number in range(max(len(cut.ranges) for cut in cuts)):
        root = copy.deepcopy(result.root)
        for cut, items in zip(cuts, paths, strict=True):
            _keep(cut, [root.getroottree().find(path) for path in items], number)
        group = slide.group if number == 0 else [copy_owned(slide.group[0]), *slide.group[1:]]
        fitter = SlideFitter(root, shapes)
        fitter.result.changed = True
        yield _Slide(group, slide.title, fitter)


def _keep(cut: Cut, items: Sequence[etree._Element | None], number: int) -> None:
    """Keep the items of one slide; a shape that has none left goes."""
    kept = cut.ranges[number] if number < len(cut.ranges) else range(0)
    shape = (
        next((a for a in items[0].iterancestors(qn("p:sp"), qn("p:graphicFrame"))), None)
        if items[0] is not None
        else None
    )
    _number_on(items, kept.start)
    for index, item in enumerate(items):
        parent = item.getparent() if item is not None else None
        if index not in kept and parent is not None and item is not None:
            parent.remove(item)
    holder = shape.getparent() if shape is not None else None
    if shape is not None and not kept and holder is not None:
        holder.remove(shape)
    elif shape is not None and shape.tag == qn("p:graphicFrame"):
        _set_table_height(shape)


def _set_table_height(frame: etree._Element) -> None:
    extent = frame.find(f"{qn('p:xfrm')}/{qn('a:ext')}")
    if extent is not None:
        extent.set("cy", str(sum(int(row.get("h", "0")) for row in frame.iter(qn("a:tr")))))


def _number_on(items: Sequence[etree._Element | None], start: int) -> None:
    """Let a numbered list that goes on count on."""
    if start == 0:
        return
    before = [_numbering(item) for item in items[:start]]
    first = items[start]
    numbering = _numbering(first)
    if first is None or numbering is None:
        return
    count = sum(other is not None for other in before)
    numbering.set("startAt", str(int(numbering.get("startAt", "1")) + count))
    for item in items[start + 1 :]:
        own = _numbering(item)
        if own is not None:
            own.set("startAt", numbering.get("startAt", "1"))


def _numbering(item: etree._Element | None) -> etree._Element | None:
    if item is None or item.tag != qn("a:p"):
        return None
    return paragraph_properties(item).find(qn("a:buAutoNum"))


# -- titles


def _mark_titles(slides: Sequence[_Slide], shapes: KnownShapes, page_mark: str) -> None:
    """Tell slides apart that follow one another with the same title: (1/2), (2/2)."""
    start = 0
    for end in range(1, len(slides) + 1):
        if end < len(slides) and slides[end].title == slides[start].title and slides[start].title:
            continue
        if end - start > 1:
            for number, slide in enumerate(slides[start:end], 1):
                _append_to_title(slide, shapes, page_mark.format(n=number, total=end - start))
        start = end


def _title(root: etree._Element, shapes: KnownShapes) -> etree._Element | None:
    for shape in root.iter(qn("p:sp")):
        known = shapes.of(shape)
        if known is not None and known.style.is_title:
            return shape
    return None


def _append_to_title(slide: _Slide, shapes: KnownShapes, mark: str) -> None:
    slide.fitter = fitter = slide.fitter or SlideFitter(parse_xml(shapes.markup_of(slide.group[0]).encode()), shapes)
    shape = _title(fitter.result.root, shapes)
    runs = [run for run in shape.iter(qn("a:r")) if run.findtext(qn("a:t"))] if shape is not None else []
    if runs:
        last = runs[-1]
        added = copy.deepcopy(last)
        text = added.find(qn("a:t"))
        assert text is not None
        text.text = mark
        last.addnext(added)
        fitter.result.changed = True


def _written(slide: _Slide, count: str) -> SlideGroup:
    """A slide as it goes into the package."""
    first, *others = slide.group
    changed = slide.fitter is not None and slide.fitter.result.changed
    markup = serialise(slide.fitter.result.root) if slide.fitter and changed else first.markup
    markup = forget_numbers(markup).replace(SLIDE_COUNT, count)
    return [replace(first, markup=markup), *(_counted(part, count) for part in others)]


def _counted(part: WrittenPart, count: str) -> WrittenPart:
    return replace(part, markup=part.markup.replace(SLIDE_COUNT, count)) if SLIDE_COUNT in part.markup else part
