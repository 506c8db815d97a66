"""Reads every run of text with all that formats it: its own properties, and those it inherits.

Office looks a property up in one source after another and takes the first that states it. `TextRun.properties` are
those sources in that order (ECMA-376 part 1 §17.7.2 for Word, §19.3.1 and §21.1.2.4 for slides).
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
    """A run of DrawingML: its visible text, its element, and the sources of its properties, the nearest first.

    A run of Word is a `WordRun`.
    """

    text: str
    element: etree._Element
    part_steps: tuple[str, ...]
    properties: tuple[etree._Element, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps to the run, in an editor's words."""
        return (*self.part_steps, *steps_to(self.element))

    def child(self, name: str) -> etree._Element | None:
        """Return the first element of this name (`a:latin`) in the sources of the run's properties, or None."""
        return self.first((qn(name),))

    def first(self, names: Container[str]) -> etree._Element | None:
        """Return the first element of one of these qualified names in the sources of the run's properties, or None."""
        return next((child for place in self.properties for child in place if child.tag in names), None)

    def attribute(self, name: str) -> str:
        """Return the first value of an attribute in the sources of the run's properties, empty where none states it."""
        return next((str(place.get(name)) for place in self.properties if place.get(name) is not None), "")

    @property
    def bold(self) -> bool:
        """Whether it is set in bold."""
        return self.attribute("b") in ("1", "true")

    @property
    def points(self) -> float:
        """Its size in points; 0 where no source states one."""
        return whole(self.attribute("sz")) / 100


@dataclass(frozen=True, slots=True)
class WordRun(TextRun):
    """A run of a Word file."""

    def value(self, name: str, attribute: str) -> str:
        """Return the first value of an attribute of the property `name`, empty where no source states it."""
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
        """Its size in points; 0 where no source states one."""
        return whole(self.value("w:sz", "w:val")) / 2


@lru_cache(maxsize=100)  # several rules ask for them
def slide_runs(document: OfficeDocument, slide: Slide) -> tuple[tuple[TextRun, Shape], ...]:
    """Return the runs of a slide or of its notes in reading order, each with the outermost shape that it is in."""
    return tuple(
        (run, shape)
        for shape in slide_shapes(document, slide)
        for inner in _leaf_shapes(document, shape)
        for run in _shape_runs(document, slide, inner)
    )


def _leaf_shapes(document: OfficeDocument, shape: Shape) -> Iterator[Shape]:
    """Yield the shape, or the shapes in it when it is a group."""
    if shape.kind != "group":
        yield shape
        return
    for member in members(document, shape):
        yield from _leaf_shapes(document, member)


def _shape_runs(document: OfficeDocument, slide: Slide, shape: Shape) -> Iterator[TextRun]:
    inherited = _inherited_lists(document, slide, shape)
    for paragraph in shape.element.iter(DRAWING.paragraph):
        properties = paragraph.find(DRAWING.paragraph_properties)
        level = f"lvl{whole(properties.get('lvl')) + 1 if properties is not None else 1}pPr"
        body = paragraph.getparent()
        own = body.find(qn("a:lstStyle")) if body is not None else None
        level_defaults = _level_defaults([own, *inherited], level)
        style = shape.element.find(f"{qn('p:style')}/{qn('a:fontRef')}")
        for run in paragraph.iterchildren(*_RUNS):
            text = document.visible_text(run.findtext(DRAWING.text) or "")
            direct = run.find(DRAWING.run_properties)
            sources = [direct, *level_defaults[:-1], _font_reference_properties(style), *level_defaults[-1:]]
            yield TextRun(text, run, slide.steps, tuple(place for place in sources if place is not None))


def _inherited_lists(document: OfficeDocument, slide: Slide, shape: Shape) -> list[etree._Element | None]:
    """Return the list styles that a shape inherits, the nearest first, the file's defaults last."""
    lists = [source.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}") for source in shape.inherits]
    if slide.master is not None and shape.placeholder:
        lists.append(slide.master.find(f"{qn('p:txStyles')}/{qn(master_style(shape.placeholder))}"))
        lists.append(slide.master.find(qn("p:notesStyle")))
    return [*lists, document.main.find(qn("p:defaultTextStyle"))]


def _level_defaults(lists: Iterable[etree._Element | None], level: str) -> list[etree._Element | None]:
    path = f"{qn(f'a:{level}')}/{qn('a:defRPr')}"
    return [one.find(path) if one is not None else None for one in lists]


def _font_reference_properties(reference: etree._Element | None) -> etree._Element | None:
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


class WordStyles:
    """The styles of a Word file, with what each is based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = styles.iter(qn("w:style")) if styles is not None else ()
        self._styles: Mapping[str, etree._Element] = {style.get(qn("w:styleId"), ""): style for style in found}
        self._root = styles
        self._chains: dict[str, list[etree._Element]] = {}

    @cached_property
    def defaults(self) -> list[etree._Element]:
        """The run properties of the whole file (`w:docDefaults`), at most one element."""
        path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{WORD.run_properties}"
        found = self._root.find(path) if self._root is not None else None
        return [found] if found is not None else []

    @cached_property
    def default_paragraph(self) -> str:
        """The id of the style of paragraphs that name none."""
        for name, style in self._styles.items():
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                return name
        return ""

    def chain(self, name: str) -> list[etree._Element]:
        """Return a style and those it is based on, the nearest first; a circle ends where it closes."""
        if name not in self._chains:
            found: list[etree._Element] = []
            current = name
            while current in self._styles and self._styles[current] not in found:
                found.append(self._styles[current])
                based = self._styles[current].find(qn("w:basedOn"))
                current = based.get(qn("w:val"), "") if based is not None else ""
            self._chains[name] = found
        return self._chains[name]

    def properties(self, name: str) -> list[etree._Element]:
        """Return the run properties of a style and of those it is based on, the nearest first."""
        found = (style.find(WORD.run_properties) for style in self.chain(name))
        return [properties for properties in found if properties is not None]

    def paragraph_style(self, paragraph: etree._Element | None) -> str:
        """Return the id of a paragraph's style, which is the default one where it names none."""
        named = self.named_style(paragraph) if paragraph is not None else None
        return named if named is not None else self.default_paragraph

    @staticmethod
    def named_style(paragraph: etree._Element) -> str | None:
        """Return the id of the style that a paragraph names, or None."""
        named = paragraph.find(f"{WORD.paragraph_properties}/{qn('w:pStyle')}")
        return named.get(qn("w:val"), "") if named is not None else None


@lru_cache(maxsize=2)
def word_styles(document: OfficeDocument) -> WordStyles:
    """Return the styles of a Word file."""
    return WordStyles(document.main_related("styles"))


@lru_cache(maxsize=2)
def word_runs(document: OfficeDocument) -> tuple[WordRun, ...]:
    """Return the runs of a Word file, part by part, without those of tracked deletions."""
    return tuple(_word_runs(document, word_styles(document)))


def _word_runs(document: OfficeDocument, styles: WordStyles) -> Iterator[WordRun]:
    for root, steps in document.word_parts():
        for run in root.iter(WORD.run):
            if next(run.iterancestors(*WORD.hidden), None) is not None:
                continue
            text = document.visible_text("".join(node.text or "" for node in run.iterchildren(WORD.text)))
            direct = run.find(WORD.run_properties)
            named = direct.find(qn("w:rStyle")) if direct is not None else None
            by_run = styles.properties(named.get(qn("w:val"), "")) if named is not None else []
            paragraph = next(run.iterancestors(WORD.paragraph), None)
            by_paragraph = styles.properties(styles.paragraph_style(paragraph))
            own = [direct] if direct is not None else []
            yield WordRun(text, run, steps, (*own, *by_run, *by_paragraph, *styles.defaults))
