"""Every run of text that is shown, with all that shapes it: its own properties, and those it inherits.

Office looks a property up in one place after another and takes the first that says it. `TextRun.properties` are
those places in that order (ECMA-376 part 1 §17.7.2 for Word, §19.3.1 and §21.1.2.4 for slides).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from reportgen.office.drawing.placeholders import master_style
from reportgen.office.markup.dialect import DRAWING, WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.office.markup.steps import steps_to
from reportgen.review.document import OfficeDocument, Slide
from reportgen.review.shapes import Shape, members, slide_shapes

_RUNS = (DRAWING.run, qn("a:fld"))


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run: what a reader sees of it, its element, and the elements that say how it looks, the first one first.

    It is one of DrawingML; Word has its own.
    """

    text: str
    element: etree._Element
    part_steps: tuple[str, ...]
    properties: tuple[etree._Element, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The way to it, in an editor's words."""
        return (*self.part_steps, *steps_to(self.element))

    def child(self, name: str) -> etree._Element | None:
        """The first element of this name in what shapes the run."""
        return self.first((qn(name),))

    def first(self, names: Container[str]) -> etree._Element | None:
        """The first element of one of these qualified names in what shapes the run."""
        return next((child for place in self.properties for child in place if child.tag in names), None)

    def attribute(self, name: str) -> str:
        """The first value of an attribute in what shapes the run, empty where none says it."""
        return next((str(place.get(name)) for place in self.properties if place.get(name) is not None), "")

    @property
    def bold(self) -> bool:
        """Whether it is set in bold."""
        return self.attribute("b") in ("1", "true")

    @property
    def points(self) -> float:
        """Its size in points; 0 where nothing says it."""
        return whole(self.attribute("sz")) / 100


@dataclass(frozen=True, slots=True)
class WordRun(TextRun):
    """A run of a Word file."""

    def value(self, name: str, attribute: str) -> str:
        """The first value of an attribute of the property `name`, whichever of the places says it."""
        found = (place.find(qn(name)) for place in self.properties)
        values = (one.get(qn(attribute)) for one in found if one is not None)
        return next((str(value) for value in values if value is not None), "")

    @property
    def bold(self) -> bool:
        """Whether it is set in bold."""
        mark = self.child("w:b")
        return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")

    @property
    def points(self) -> float:
        """Its size in points; 0 where nothing says it."""
        return whole(self.value("w:sz", "w:val")) / 2


@lru_cache(maxsize=100)  # several rules ask for them
def slide_runs(document: OfficeDocument, slide: Slide) -> tuple[tuple[TextRun, Shape], ...]:
    """The runs of a slide or of its notes, in reading order, each with the shape of the slide it stands in."""
    return tuple(
        (run, shape)
        for shape in slide_shapes(document, slide)
        for inner in _inmost(document, shape)
        for run in _shape_runs(document, slide, inner)
    )


def _inmost(document: OfficeDocument, shape: Shape) -> Iterator[Shape]:
    """The shape, or what stands in it when it is a group."""
    if shape.kind != "group":
        yield shape
        return
    for member in members(document, shape):
        yield from _inmost(document, member)


def _shape_runs(document: OfficeDocument, slide: Slide, shape: Shape) -> Iterator[TextRun]:
    inherited = _inherited_lists(document, slide, shape)
    for paragraph in shape.element.iter(DRAWING.paragraph):
        properties = paragraph.find(DRAWING.paragraph_properties)
        level = f"lvl{whole(properties.get('lvl')) + 1 if properties is not None else 1}pPr"
        body = paragraph.getparent()
        own = body.find(qn("a:lstStyle")) if body is not None else None
        shaped = _by_level([own, *inherited], level)
        style = shape.element.find(f"{qn('p:style')}/{qn('a:fontRef')}")
        for run in paragraph.iterchildren(*_RUNS):
            text = document.shown(run.findtext(DRAWING.text) or "")
            direct = run.find(DRAWING.run_properties)
            places = [direct, *shaped[:-1], _font_reference(style), *shaped[-1:]]
            yield TextRun(text, run, slide.steps, tuple(place for place in places if place is not None))


def _inherited_lists(document: OfficeDocument, slide: Slide, shape: Shape) -> list[etree._Element | None]:
    """The list styles behind a shape's own, the file's defaults last."""
    lists = [source.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}") for source in shape.inherits]
    if slide.master is not None and shape.placeholder:
        lists.append(slide.master.find(f"{qn('p:txStyles')}/{qn(master_style(shape.placeholder))}"))
        lists.append(slide.master.find(qn("p:notesStyle")))
    return [*lists, document.main.find(qn("p:defaultTextStyle"))]


def _by_level(lists: Iterable[etree._Element | None], level: str) -> list[etree._Element | None]:
    path = f"{qn(f'a:{level}')}/{qn('a:defRPr')}"
    return [one.find(path) if one is not None else None for one in lists]


def _font_reference(reference: etree._Element | None) -> etree._Element | None:
    """A shape style's font and colour as run properties (§20.1.4.1.17)."""
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


class WordStyles:
    """The styles of a Word file: what a paragraph's and a run's style say, and what those are based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = styles.iter(qn("w:style")) if styles is not None else ()
        self._styles: Mapping[str, etree._Element] = {style.get(qn("w:styleId"), ""): style for style in found}
        self._root = styles
        self._known: dict[str, list[etree._Element]] = {}

    @cached_property
    def defaults(self) -> list[etree._Element]:
        """The properties of runs for the whole file."""
        path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{WORD.run_properties}"
        found = self._root.find(path) if self._root is not None else None
        return [found] if found is not None else []

    @cached_property
    def default_paragraph(self) -> str:
        """The style of paragraphs that name none."""
        for name, style in self._styles.items():
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                return name
        return ""

    def chain(self, name: str) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        if name not in self._known:
            found: list[etree._Element] = []
            current = name
            while current in self._styles and self._styles[current] not in found:
                found.append(self._styles[current])
                based = self._styles[current].find(qn("w:basedOn"))
                current = based.get(qn("w:val"), "") if based is not None else ""
            self._known[name] = found
        return self._known[name]

    def properties(self, name: str) -> list[etree._Element]:
        """The run properties of a style and of those it is based on."""
        found = (style.find(WORD.run_properties) for style in self.chain(name))
        return [properties for properties in found if properties is not None]

    def paragraph_style(self, paragraph: etree._Element | None) -> str:
        """The id of a paragraph's style."""
        named = paragraph.find(f"{WORD.paragraph_properties}/{qn('w:pStyle')}") if paragraph is not None else None
        return named.get(qn("w:val"), "") if named is not None else self.default_paragraph


@lru_cache(maxsize=2)
def word_styles(document: OfficeDocument) -> WordStyles:
    """The styles of a Word file."""
    return WordStyles(document.main_related("styles"))


@lru_cache(maxsize=2)
def word_runs(document: OfficeDocument) -> tuple[WordRun, ...]:
    """The runs of a Word file, part by part."""
    return tuple(_word_runs(document, word_styles(document)))


def _word_runs(document: OfficeDocument, styles: WordStyles) -> Iterator[WordRun]:
    for root, steps in document.word_parts():
        for run in root.iter(WORD.run):
            if next(run.iterancestors(*WORD.hidden), None) is not None:
                continue
            text = document.shown("".join(node.text or "" for node in run.iterchildren(WORD.text)))
            direct = run.find(WORD.run_properties)
            named = direct.find(qn("w:rStyle")) if direct is not None else None
            by_run = styles.properties(named.get(qn("w:val"), "")) if named is not None else []
            paragraph = next(run.iterancestors(WORD.paragraph), None)
            by_paragraph = styles.properties(styles.paragraph_style(paragraph))
            own = [direct] if direct is not None else []
            yield WordRun(text, run, steps, (*own, *by_run, *by_paragraph, *styles.defaults))
