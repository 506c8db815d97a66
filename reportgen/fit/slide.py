"""Fits one rendered slide: every text into its shape, every table above what is below it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from lxml import etree

from reportgen.diagnostics import Message, shortened
from reportgen.fit.bounds import TableBounds
from reportgen.fit.geometry import Obstacles, Rectangle, slide_rectangle, text_area, visible_shapes
from reportgen.fit.known_shapes import KnownShape, KnownShapes
from reportgen.fit.measure import AS_DESIGNED, HEIGHT_USED, WIDTH_USED, Extent, Setting, TextArea, extent
from reportgen.fit.numbered_slide import NumberedSlide
from reportgen.fit.paragraphs import Paragraph
from reportgen.fit.policy import Policy
from reportgen.fit.split import paragraph_heights, split_evenly, with_previous
from reportgen.fit.table_statements import change_table, finish_joined, join_equal, room_of, separate_equal
from reportgen.fit.tables import Table, read_table
from reportgen.fit.write import loosen, wrap_lines, write_setting, write_size
from reportgen.office.markup.namespaces import qn

_TIGHTER_SETTINGS = (Setting(gaps=0.5), Setting(gaps=0.5, lines=0.92))
"""The settings of `tighten`, in the order in which they are tried."""
_SCALE_STEP = 0.02
"""Sizes are tried in steps of two per cent: half a point of type of 24 points."""
_TOLERANCE = 0.01
"""How much higher than its room a table may be, in points: heights are rounded to EMU."""
_QUOTED_CHARACTERS = 40
"""How many characters of a text a message quotes."""
_TREE = f"{qn('p:cSld')}/{qn('p:spTree')}"


@dataclass(slots=True)
class Cut:
    """A list of elements that goes on over several slides: the ranges of the elements that each slide shows."""

    items: list[etree._Element]
    ranges: list[range]


@dataclass(slots=True)
class Overflow:
    """A text that does not fit with all that its policy allows, and how many of its characters are too many, about."""

    shape: KnownShape
    message: str
    text: str
    excess: int


@dataclass(slots=True)
class FittedSlide:
    """The result of fitting a slide: where it is to be cut, what does not fit, whether anything was changed.

    `crowded` says that it would fit with fewer items on it.
    """

    root: etree._Element
    cuts: list[Cut] = field(default_factory=list)
    overflows: list[Overflow] = field(default_factory=list)
    crowded: bool = False
    changed: bool = False


@dataclass(slots=True)
class _Text:
    """A text in a shape: its paragraphs, the room for them, and its shape with the rectangle of that."""

    shape: etree._Element
    known: KnownShape
    box: Rectangle
    paragraphs: list[Paragraph]
    room: TextArea

    @property
    def policy(self) -> Policy:
        return self.known.facts.policy

    def measure(self) -> Extent:
        return self.room.measure(self.paragraphs)

    def fits(self, setting: Setting = AS_DESIGNED) -> bool:
        return self.room.fits(self.paragraphs, setting)


def _read_text(shape: etree._Element, known: KnownShape) -> _Text | None:
    """The text of a shape; None without any, or where its room is not known."""
    body = shape.find(qn("p:txBody"))
    style = known.facts.style
    box = slide_rectangle(shape, style)
    if body is None or box is None or not any(text.text for text in body.iter(qn("a:t"))):
        return None
    return _Text(shape, known, box, known.measure.read(body, style), TextArea(style, *text_area(box, style)))


class SlideFitter:
    """Fits the texts of one slide; what is changed is its tree.

    `has_several_items` says that the slide is a page of several items, which could be fewer; `candidates` are the
    indices of the shapes to measure, None for all that tags fill.
    """

    def __init__(
        self,
        slide: NumberedSlide,
        shapes: KnownShapes,
        has_several_items: bool = False,
        candidates: Container[int] | None = None,
    ) -> None:
        self._shapes = shapes
        self._has_several_items = has_several_items
        self._candidates = candidates
        self._slide = slide
        self._tree = slide.root.find(_TREE)
        self._obstacles: Obstacles | None = None
        self._settings: dict[int, list[tuple[_Text, Setting]]] = {}
        self.result = FittedSlide(slide.root)

    def fit(self) -> FittedSlide:
        """Fit everything but the title, to which a page number may be added yet."""
        for place, shape, known in self._known_shapes():
            table = next(shape.iter(qn("a:tbl")), None) if shape.tag == qn("p:graphicFrame") else None
            if table is not None:
                self._fit_table(place, shape, known, table)
            elif shape.tag == qn("p:sp") and not (known.facts.policy.keep or known.facts.style.is_title):
                self._fit_text(shape, known)
        self._write_settings()
        return self.result

    def fit_headings(self) -> FittedSlide:
        """Fit the candidates, the slide's title and what a page mark was added to."""
        for _, shape, known in self._known_shapes():
            if not known.facts.policy.keep:
                self._fit_text(shape, known)
        self._write_settings()
        return self.result

    def _known_shapes(self) -> Iterator[tuple[int, etree._Element, KnownShape]]:
        for place, (shape, known) in enumerate(self._shapes.standing_in(self._tree)):
            if known.facts.is_filled if self._candidates is None else place in self._candidates:
                yield place, shape, known

    # -- shapes

    def _fit_text(self, shape: etree._Element, known: KnownShape) -> None:
        text = _read_text(shape, known)
        if text is None or text.fits():
            return
        torn = known.facts.style.wrap and text.measure().too_wide
        if torn and "shrink" in text.policy.steps and self._shrink(text):  # smaller rather than torn
            return
        if torn and loosen(shape):
            self.result.changed = True
            self._fit_text(shape, known)
            return
        for step in text.policy.steps:
            if _STEPS[step](self, text):
                return
        found = text.measure()
        self._overflow(known, text.paragraphs, found, text.room.limit(found), text.room.width)

    # A step changes the slide so that the text fits, and returns whether it could.

    def _tighten(self, text: _Text) -> bool:
        return any(self._apply_if_fits(text, setting) for setting in _TIGHTER_SETTINGS)

    def _shrink(self, text: _Text) -> bool:
        tightest = _TIGHTER_SETTINGS[-1] if "tighten" in text.policy.steps else AS_DESIGNED
        for scale in _scales(text.policy, text.paragraphs):
            if self._apply_if_fits(text, Setting(scale, tightest.gaps, tightest.lines, text.policy.floor)):
                return True
        return False

    def _apply_if_fits(self, text: _Text, setting: Setting) -> bool:
        """Note a setting if the text fits with it, and return whether it does."""
        if not text.fits(setting):
            return False
        self._settings.setdefault(id(text.known), []).append((text, setting))
        self.result.changed = True
        return True

    def _write_settings(self) -> None:
        """Write the settings that were noted; copies of one shape, like cards, get the tightest of any of them.

        A copy that does not fit with it is cut or reported, and stays as it was designed.
        """
        for noted in self._settings.values():
            known = noted[0][0].known
            tightest = min((setting for _, setting in noted), key=lambda one: (one.scale, one.gaps, one.lines))
            copies = (_read_text(shape, of) for shape, of in self._shapes.standing_in(self._tree) if of is known)
            for text in copies:
                if text is not None and text.fits(tightest):
                    write_setting(text.paragraphs, tightest)

    def _grow(self, text: _Text) -> bool:
        """Make the shape as wide (where lines do not wrap) and as high as its text."""
        style, slide = text.known.facts.style, text.known.facts.slide
        left, top, right, bottom = style.insets
        width = text.box.width
        if not style.wrap:  # as wide as its longest line; a line longer than the slide is wrapped at its edge
            widest = extent(text.paragraphs, text.room.width, wrap=False).width / WIDTH_USED + left + right
            width = max(width, min(widest, slide.width - text.box.x))
        found = extent(text.paragraphs, (width - left - right) * WIDTH_USED)
        height = found.height / (1.0 if found.lines == 1 else HEIGHT_USED) + top + bottom
        height = max(height, text.box.height)
        grown = Rectangle(text.box.x, text.box.y, width, height)
        if found.too_wide or grown.y + height > self._limit(text.shape, grown, text.known):
            return False
        write_size(text.shape, grown)
        if not style.wrap and found.lines > len(text.paragraphs):
            wrap_lines(text.shape)
        self.result.changed = True
        return True

    def _continue(self, text: _Text) -> bool:
        if text.measure().too_wide:
            return False
        if self._has_several_items:
            self.result.crowded = True
            return True
        if not (text.policy.explicit or text.known.facts.style.placeholder) or len(text.paragraphs) < 2:
            return False
        heights, gaps = paragraph_heights(text.paragraphs, text.room)
        ranges = split_evenly(heights, text.room.height * HEIGHT_USED, with_previous(text.paragraphs), gaps)
        if ranges is None:
            return False
        self.result.cuts.append(Cut([p.element for p in text.paragraphs], ranges))
        self.result.changed = True
        return True

    # -- tables

    def _fit_table(self, place: int, frame: etree._Element, known: KnownShape, element: etree._Element) -> None:
        """Carry out what statements say of a table, and let its rows fit; one that is cut is finished in its parts."""
        lowest = room_of(frame)
        self.result.changed |= change_table(frame, element)
        box = slide_rectangle(frame, known.facts.style)
        if box is not None and not known.facts.policy.keep:
            limit = self._limit(frame, box, known)
            room = (limit if lowest is None else min(limit, lowest)) - box.y
            shares = lowest is not None
            settled = self._settle_rows(place, element, known, room, shares)
            if not settled and self._fit_rows(element, known, room, shares):
                return
        finish_joined(element)

    def _settle_rows(
        self, place: int, element: etree._Element, known: KnownShape, room: float, shares: bool
    ) -> bool:  # fmt: skip
        """Do what `_fit_rows` would where bounds tell what that is, and return whether they do.

        A row gets what it would if it needed nothing, unless it needs more; so only rows whose bounds are higher than
        that are measured. The bounds are those of the table as it was printed: a column that was dropped since gives
        its width to others, and cells that were made one need no more than each by itself.
        """
        content = self._slide.content(place, TableBounds.start, TableBounds.end)
        if not isinstance(known.bounds, TableBounds) or content is None:
            return False
        most, cells = known.bounds.needed(content, self._slide.opening), known.facts.slide.layout.cells
        table = read_table(element, cells, known.measure, rows=())
        if len(most) != len(table.rows):
            return False
        if sum(table.as_designed_at_least(most)) <= room + _TOLERANCE:
            return True
        if sum(table.designed) <= room + _TOLERANCE or not (shares or "tighten" in known.facts.policy.steps):
            return False
        needed = [0.0] * len(most)
        while True:
            heights = _shared_heights(table, needed, room, shares)
            higher = [number for number, height in enumerate(heights) if most[number] > height]
            if not higher:
                break
            measured, wide = read_table(element, cells, known.measure, rows=higher).row_heights()
            if wide or table.together:  # a cell over several rows needs what all of them leave
                return False
            for number in higher:
                needed[number] = most[number] = measured[number]
        if sum(heights) > room:
            return False
        table.write_heights(heights)
        self.result.changed = True
        return True

    def _fit_rows(self, element: etree._Element, known: KnownShape, room: float, shares: bool) -> bool:
        """Let a table's rows fit into a room by the steps of its policy, and return whether the table is cut.

        With `shares` they share the room, whatever the policy says.
        """
        table = read_table(element, known.facts.slide.layout.cells, known.measure)
        needed, wide = table.row_heights()
        if wide and loosen(element):
            self.result.changed = True
            return self._fit_rows(element, known, room, shares)
        if sum(table.as_designed_at_least(needed)) <= room + _TOLERANCE and not wide:
            return False
        steps, paragraphs = known.facts.policy.steps, [p for cell in table.cells for p in cell.paragraphs]
        if (shares or "tighten" in steps) and not wide and sum(needed) <= room:
            return self._write_heights(table, needed, room, shares)
        if "shrink" in steps:
            for scale in _scales(known.facts.policy, paragraphs):
                setting = Setting(scale, floor=known.facts.policy.floor)
                smaller, still_wide = table.row_heights(setting)
                if sum(smaller) <= room and not still_wide:
                    write_setting(paragraphs, setting)
                    return self._write_heights(table, smaller, room, shares)
        if "continue" in steps and not wide:
            if self._has_several_items and len(table.rows) - table.header_rows > 1:
                self.result.crowded = True
                return False
            if self._cut_table(element, known, room, shares):
                return True
        self._overflow(known, paragraphs, Extent(0, sum(needed), wide), room, 0.0)
        return False

    def _write_heights(self, table: Table, needed: Sequence[float], room: float, shares: bool) -> bool:
        table.write_heights(_shared_heights(table, needed, room, shares))
        self.result.changed = True
        return False

    def _cut_table(self, element: etree._Element, known: KnownShape, room: float, shares: bool) -> bool:
        """Cut a table into parts that fit; each of its rows is as high as if nothing were joined with others."""
        separate_equal(element)
        table = read_table(element, known.facts.slide.layout.cells, known.measure)
        needed, _ = table.row_heights()
        designed = table.as_designed_at_least(needed)
        head = designed[: table.header_rows]
        room -= sum(head)
        together = {row - table.header_rows for row in table.together}
        for heights in (needed,) if shares else (designed, needed):
            ranges = split_evenly(heights[table.header_rows :], room, together)
            if ranges is not None:
                body = slice(table.header_rows, None)
                parts = ((needed[body][r.start : r.stop], table.designed[body][r.start : r.stop]) for r in ranges)
                table.write_heights([*head, *(height for part in parts for height in _distribute(*part, room))])
                self.result.cuts.append(Cut(table.rows[body], ranges))
                self.result.changed = True
                return True
        join_equal(element)
        return False

    # -- the room below, and texts that do not fit

    def _limit(self, shape: etree._Element, box: Rectangle, known: KnownShape) -> float:
        """Return the lowest y that a shape may reach, in points (`Obstacles`)."""
        slide = known.facts.slide
        self._obstacles = self._obstacles or Obstacles(self._rectangles(), slide.layout.background, slide.height)
        return self._obstacles.limit_below(shape, box)

    def _rectangles(self) -> Iterator[tuple[etree._Element, Rectangle]]:
        for element in visible_shapes(self._tree) if self._tree is not None else ():
            known = self._shapes.of(element)
            box = slide_rectangle(element, known.facts.style if known else None)
            if box is not None:
                yield element, box

    def _overflow(
        self, known: KnownShape, paragraphs: Sequence[Paragraph], found: Extent, room: float, width: float
    ) -> None:
        texts, excess = [p.text for p in paragraphs if found.too_wide in p.text], 0
        text = max(texts, key=len, default="")
        if found.too_wide:
            where = Message("its line of {width:.0f} pt", width=width) if width else Message("its cell")
            message = Message(
                "'{quote}' is wider than {where}, and it cannot be broken", quote=_quote(found.too_wide), where=where
            )
        else:
            message = Message(
                "the text '{quote}' needs {height:.0f} pt of height and has {room:.0f} pt",
                quote=_quote(text),
                height=found.height,
                room=room,
            )
            share = max(1 - room / found.height, 0.0) if found.height else 0.0
            excess = min(ceil(share * sum(len(p.text) for p in paragraphs)), len(text))
        self.result.overflows.append(Overflow(known, message, text, excess))


_STEPS: Mapping[str, Callable[[SlideFitter, _Text], bool]] = {
    "tighten": SlideFitter._tighten,
    "grow": SlideFitter._grow,
    "shrink": SlideFitter._shrink,
    "continue": SlideFitter._continue,
}


def _scales(policy: Policy, paragraphs: Sequence[Paragraph]) -> Iterator[float]:
    """Yield the scales to try, largest first; none makes type smaller than the policy allows.

    Where it states a floor, a paragraph that has reached it stays there (`Setting.scale_of`).
    """
    scales = [policy.least_scale(p.size) for p in paragraphs if p.text.strip()] or [1.0]
    least = min(scales) if policy.floor else max(scales)
    scale = 1.0 - _SCALE_STEP
    while scale > least:
        yield scale
        scale -= _SCALE_STEP
    if least < 1.0:
        yield least


def _shared_heights(table: Table, needed: Sequence[float], room: float, shares: bool) -> list[float]:
    """A room distributed over rows, in points; where they share it by a statement, the header keeps its height if it
    can.
    """
    head = table.as_designed_at_least(needed)[: table.header_rows] if shares else []
    if sum(head) + sum(needed[len(head) :]) > room:
        head = []
    body = slice(len(head), None)
    return [*head, *_distribute(needed[body], table.designed[body], room - sum(head))]


def _distribute(needed: Sequence[float], designed: Sequence[float], room: float) -> list[float]:
    """Distribute the height of a room over rows, and return their heights in points.

    Each row gets what it needs, and up to a common most, the largest for which all fit, the height it was designed
    with; so rows that need less than that are of one height.
    """
    low, high = 0.0, max(designed, default=0.0)
    for _ in range(24):  # halve the interval to below a thousandth of a point
        most = (low + high) / 2
        total = sum(max(n, min(d, most)) for n, d in zip(needed, designed, strict=True))
        low, high = (most, high) if total <= room else (low, most)
    return [max(n, min(d, low)) for n, d in zip(needed, designed, strict=True)]


def _quote(text: str) -> str:
    return shortened(text.strip(), _QUOTED_CHARACTERS)
