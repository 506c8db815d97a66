"""What Word's styles, numbering and direct formatting make of paragraphs and runs (ECMA-376 part 1 §17.7.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from lxml import etree

from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.list_levels import ListLevels, value_of
from reportgen.office.markup.namespaces import qn

_VALUE, _STYLE, _STYLE_ID = qn("w:val"), qn("w:pStyle"), qn("w:styleId")
_TWIPS = 20
"""Twentieths of a point: the unit of sizes of paragraphs and tables."""
_BODY_LEVEL = 9
"""The level in the outline of what is no heading (ECMA-376 part 1 §17.3.1.20)."""
UNCOUNTED = ("bullet", "none")
"""The formats of a list's level that print no number."""


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph is set; sizes in points.

    `line` is the height of a line where `exact`, else a factor of the typeface's own. `first` is what the first line
    has more than the others on its left, `align` that of `ST_Jc`. `numbering` is the list that it counts in, with its
    level from 0; a `heading` has a level in the outline of the document.
    """

    before: float
    after: float
    line: float
    exact: bool
    left: float
    right: float
    first: float
    align: str
    keep_next: bool
    keep_lines: bool
    break_before: bool
    numbering: tuple[str, int] | None
    heading: bool


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run is set: size in points, and a typeface by name or as a slot of the theme (`minorHAnsi`)."""

    size: float
    bold: bool
    italic: bool
    latin: str


class WordStyles:
    """The styles of a document; `styles` and `numbering` are the roots of these parts."""

    def __init__(self, styles: etree._Element, numbering: etree._Element | None) -> None:
        self._root = styles
        self._levels = ListLevels(numbering)
        self._formats: dict[tuple[str, bytes], ParagraphFormat] = {}
        self._runs: dict[tuple[str, bytes], RunFormat] = {}

    def id_of(self, name: str) -> str:
        """The id of a style by its name, without regard to case; empty where there is none."""
        return self._ids.get(name.casefold(), "")

    def style_id(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        direct = next(paragraph.iterchildren(WORD.paragraph_properties), None)
        return self._style_id(direct)

    def _style_id(self, direct: etree._Element | None) -> str:
        named = next(direct.iterchildren(_STYLE), None) if direct is not None else None
        return named.get(_VALUE, "") if named is not None else self._default

    def table_margins(self, table: etree._Element) -> dict[str, float]:
        """The margins of a table's cells in points, by side."""
        found: dict[str, float] = {}
        for holder in self._table_layers(table):
            found |= cell_margins(holder.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}"))
        return found

    def has_rules(self, table: etree._Element) -> bool:
        """Whether a line stands between the rows of a table."""
        borders = f"{qn('w:tblPr')}/{qn('w:tblBorders')}/{qn('w:insideH')}"
        found = [rule for holder in self._table_layers(table) for rule in holder.iterfind(borders)]
        return bool(found) and found[-1].get(_VALUE) not in ("nil", "none")

    def paragraph(self, paragraph: etree._Element) -> ParagraphFormat:
        """How a paragraph is set."""
        direct = next(paragraph.iterchildren(WORD.paragraph_properties), None)
        key = (self._style_id(direct), b"" if direct is None else etree.tostring(direct))
        if key not in self._formats:
            self._formats[key] = self._paragraph_format(key[0], direct)
        return self._formats[key]

    def indent_beside_numbering(self, paragraph: etree._Element) -> dict[str, str]:
        """The attributes of `w:ind` that a paragraph has of its style, which numbers it, and of itself.

        Where a style numbers a paragraph its indents are stronger than the list's; where the paragraph itself names the
        list, the list's are stronger than the style's.
        """
        direct = next(paragraph.iterchildren(WORD.paragraph_properties), None)
        layers = list(self._layers(self._style_id(direct), WORD.paragraph_properties))
        numbered = [index for index, layer in enumerate(layers) if layer.find(qn("w:numPr")) is not None]
        return _merged([*layers[numbered[-1] if numbered else 0 :], *([] if direct is None else [direct])], "w:ind")

    def run(self, run: etree._Element, style: str) -> RunFormat:
        """How a run of a paragraph with a style is set."""
        direct = next(run.iterchildren(WORD.run_properties), None)
        key = (style, b"" if direct is None else etree.tostring(direct))
        if key not in self._runs:
            self._runs[key] = self._run_format(style, direct)
        return self._runs[key]

    def size(self, style: str) -> float:
        """The size of the type of a paragraph's style, in points."""
        found = self._runs.get((style, b""))
        if found is None:
            self._runs[style, b""] = found = self._run_format(style, None)
        return found.size

    def _paragraph_format(self, style: str, direct: etree._Element | None) -> ParagraphFormat:
        layers = [*self._layers(style, WORD.paragraph_properties), *([] if direct is None else [direct])]
        numbering = self._numbering_of(layers)
        level = self._levels.of(numbering[0]).get(numbering[1]) if numbering else None
        if level is not None and (of_level := level.find(WORD.paragraph_properties)) is not None:
            layers.insert(0, of_level)  # the indents of styles and paragraphs are stronger
        spacing, indent = _merged(layers, "w:spacing"), _merged(layers, "w:ind")
        exact = spacing.get("lineRule", "auto") != "auto"
        return ParagraphFormat(
            before=_points(spacing.get("before")),
            after=_points(spacing.get("after")),
            line=float(spacing.get("line", 240)) / (_TWIPS if exact else 240),
            exact=exact,
            left=_points(indent.get("left", indent.get("start"))),
            right=_points(indent.get("right", indent.get("end"))),
            first=_points(indent.get("firstLine")) - _points(indent.get("hanging")),
            align=_merged(layers, "w:jc").get("val", "left"),
            keep_next=_is_on(layers, "w:keepNext"),
            keep_lines=_is_on(layers, "w:keepLines"),
            break_before=_is_on(layers, "w:pageBreakBefore"),
            numbering=numbering,
            heading=int(_merged(layers, "w:outlineLvl").get("val", _BODY_LEVEL)) < _BODY_LEVEL,
        )

    def _run_format(self, style: str, direct: etree._Element | None) -> RunFormat:
        layers = list(self._layers(style, WORD.run_properties))
        if direct is not None:
            named = direct.find(qn("w:rStyle"))
            if named is not None:
                layers += [s for one in self._chain(named.get(_VALUE, "")) for s in one.iterfind(WORD.run_properties)]
            layers.append(direct)
        return RunFormat(
            size=float(_merged(layers, "w:sz").get("val", 20)) / 2,
            bold=_is_on(layers, "w:b"),
            italic=_is_on(layers, "w:i"),
            latin=_latin(layers),
        )

    def _table_layers(self, table: etree._Element) -> list[etree._Element]:
        """What holds the properties of a table, the weakest first: its styles, then itself."""
        named = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        return [*(self._chain(named.get(_VALUE, "")) if named is not None else ()), table]

    def _layers(self, style: str, kind: str) -> Iterator[etree._Element]:
        """The properties of a kind that hold for a style, the weakest first."""
        yield from self._root.iterfind(f"{qn('w:docDefaults')}/*/{kind}")
        for one in self._chain(style):
            yield from one.iterfind(kind)

    def _numbering_of(self, layers: list[etree._Element]) -> tuple[str, int] | None:
        found = [layer.find(qn("w:numPr")) for layer in layers]
        numbers = [named for one in found if one is not None and (named := one.find(qn("w:numId"))) is not None]
        levels = [named for one in found if one is not None and (named := one.find(qn("w:ilvl"))) is not None]
        if not numbers or numbers[-1].get(_VALUE) == "0":  # taken off the list
            return None
        return numbers[-1].get(_VALUE, ""), int(levels[-1].get(_VALUE, "0")) if levels else 0

    def prints_number(self, number: str, depth: int) -> bool:
        """Whether a level of a list prints a number: no bullet, and not nothing, as LibreOffice has for headings."""
        level = self._levels.of(number).get(depth)
        return level is None or value_of(level, "w:numFmt") not in UNCOUNTED

    def _chain(self, style: str) -> list[etree._Element]:
        """A style and those that it is based on, the first of these first."""
        chain: list[etree._Element] = []
        while (found := self._styles.get(style)) is not None and found not in chain:
            chain.insert(0, found)
            based = found.find(qn("w:basedOn"))
            style = based.get(_VALUE, "") if based is not None else ""
        return chain

    @cached_property
    def _styles(self) -> Mapping[str, etree._Element]:
        return {style.get(_STYLE_ID, ""): style for style in self._root.iterfind(qn("w:style"))}

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        names = ((style.find(qn("w:name")), id_) for id_, style in self._styles.items())
        return {name.get(_VALUE, "").casefold(): id_ for name, id_ in names if name is not None}

    @cached_property
    def _default(self) -> str:
        paragraphs = (style for style in self._styles.values() if style.get(qn("w:type")) == "paragraph")
        return next((s.get(_STYLE_ID, "") for s in paragraphs if s.get(qn("w:default")) in ("1", "true")), "")


def cell_margins(margins: etree._Element | None) -> dict[str, float]:
    """The margins of cells in points, by side, that `w:tblCellMar` or `w:tcMar` states."""
    sides = () if margins is None else margins
    return {etree.QName(side).localname: _points(side.get(qn("w:w"))) for side in sides}


def _merged(layers: list[etree._Element], name: str) -> dict[str, str]:
    """The attributes of a property, those of stronger layers in place of others."""
    found: dict[str, str] = {}
    for layer in layers:
        element = layer.find(qn(name))
        if element is not None:
            found |= {etree.QName(key).localname: str(value) for key, value in element.attrib.items()}
    return found


def _latin(layers: list[etree._Element]) -> str:
    """The Latin typeface of a run: a slot of the theme is stronger than a name beside it, not than a stronger layer."""
    for layer in reversed(layers):
        fonts = _merged([layer], "w:rFonts")
        if name := fonts.get("asciiTheme") or fonts.get("ascii"):
            return name
    return ""


def _is_on(layers: list[etree._Element], name: str) -> bool:
    found = [element for layer in layers if (element := layer.find(qn(name))) is not None]
    return bool(found) and found[-1].get(_VALUE, "1") not in ("0", "false", "off")


@cache
def _points(twips: str | None) -> float:
    return float(twips or 0) / _TWIPS
