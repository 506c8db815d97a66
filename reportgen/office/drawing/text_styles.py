"""The style of a text on a slide: what its shape says and what that inherits from layout, master, deck and theme.

ECMA-376 part 1 §21.1.2.4 says how list styles stand behind one another. All lengths are in points, except boxes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from lxml import etree

from reportgen.office.drawing.boxes import Box, first_box, read_box
from reportgen.office.drawing.placeholders import (
    FOOTERS,
    TITLES,
    inherited_shapes,
    master_style,
    placeholder_of,
    placeholder_type,
)
from reportgen.office.drawing.theme import Fonts, read_fonts, typeface
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.markup.numbers import points
from reportgen.office.opc.package import Package
from reportgen.records.pickling import quickly_pickled

_INSETS = (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))
_MARGINS = (("marL", 7.2), ("marT", 3.6), ("marR", 7.2), ("marB", 3.6))

_BODY, _LIST_STYLE = (f"{qn('p:txBody')}/{qn(name)}" for name in ("a:bodyPr", "a:lstStyle"))
_PRESET = f"{qn('p:spPr')}/{qn('a:prstGeom')}"
"""The paths to what a shape says of its text, and to its geometry."""

Spacing = tuple[bool, float]
"""True and a number of points, or false and a share of the line's height."""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class RunDefaults:
    """The properties of a run that names none itself.

    `size` and letter `spacing` are in points; `latin` is a typeface, or the theme's as in `+mn-lt`; `capitals` says
    that small letters are shown as capitals.
    """

    size: float = 18.0
    bold: bool = False
    italic: bool = False
    latin: str = "+mn-lt"
    capitals: bool = False
    spacing: float = 0.0


@quickly_pickled
@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """The properties of a paragraph of one level.

    `left`, `right` and the first line's `indent` are in points; `line` is the height of a line, `before` and `after`
    the space around the paragraph; `bullet` is about as wide as the real one, and empty where there is none; `align`
    is that of `ST_TextAlignType`.
    """

    left: float = 0.0
    right: float = 0.0
    indent: float = 0.0
    line: Spacing = (False, 1.0)
    before: Spacing = (True, 0.0)
    after: Spacing = (True, 0.0)
    bullet: str = ""
    align: str = "l"
    run: RunDefaults = field(default_factory=RunDefaults)


Levels = tuple[ParagraphStyle, ...]
"""The paragraph styles of the nine levels of a text, from 0."""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text of one shape is set.

    `box` is the shape's own, or the one its layout or master gives it; `insets` are left, top, right, bottom;
    `autofit` is `none`, `normal` or `shape`; `placeholder` the placeholder's type.
    """

    placeholder: str = ""
    box: Box | None = None
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    wrap: bool = True
    upright: bool = True
    columns: int = 1
    gap: float = 0.0
    autofit: str = "none"
    geometry: str = "rect"
    levels: Levels = (ParagraphStyle(),) * 9

    @property
    def is_title(self) -> bool:
        """Whether the shape is its slide's title."""
        return self.placeholder in TITLES

    @property
    def is_furniture(self) -> bool:
        """Whether the shape is a date, footer or slide number."""
        return self.placeholder in FOOTERS


def _opens(layout: etree._Element) -> bool:
    """Whether a layout is for opening slides; LibreOffice drops what type it is, and no other has a subtitle."""
    subtitles = (ph for ph in layout.iter(qn("p:ph")) if ph.get("type") == "subTitle")
    return layout.get("type") in ("title", "secHead") or next(subtitles, None) is not None


class _Inherited(NamedTuple):
    """What the text of a shape inherits: the attributes of `a:bodyPr`, the nearest before others, and the rest."""

    body: Mapping[str, str]
    box: Box | None
    autofit: str
    geometry: str
    levels: Levels


class SlideStyles:
    """Works out the styles of the texts of one slide.

    `parse` gives a part's root. `fonts` are those of the slide's `theme`, which is the name of a part; `opens` says
    that the slide opens a deck or a section of it.
    """

    def __init__(self, package: Package, parse: Callable[[str], etree._Element], slide: str) -> None:
        layouts = list(package.related(slide, "slidelayout"))
        self._layout = parse(layouts[0]) if layouts else None
        masters = list(package.related(layouts[0], "slidemaster")) if layouts else []
        self._master = parse(masters[0]) if masters else None
        self._defaults = _markup_of_list(parse(package.main_part).find(qn("p:defaultTextStyle")))
        themes = list(package.related(masters[0], "theme")) if masters else []
        self.theme = themes[0] if themes else ""
        self.fonts = read_fonts(parse(self.theme)) if themes else Fonts()
        self.opens = self._layout is not None and _opens(self._layout)
        self._texts: dict[tuple[str, str | None, bytes], _Inherited] = {}
        self._master_styles: dict[str | None, bytes] = {}

    @property
    def background_trees(self) -> list[etree._Element]:
        """The shape trees behind the slide: of its layout, and of its master."""
        trees = []
        for part in (self._layout, self._master):
            tree = part.find(f"{qn('p:cSld')}/{qn('p:spTree')}") if part is not None else None
            if tree is not None:
                trees.append(tree)
            if part is not None and part.get("showMasterSp") in ("0", "false"):
                break
        return trees

    def of_shape(self, shape: etree._Element) -> TextStyle:
        """The style of a shape's text: what the shape says itself, and what it inherits."""
        placeholder, body = placeholder_of(shape), shape.find(_BODY)
        inherited = self._inherited(placeholder, shape.find(_LIST_STYLE))
        said = {**inherited.body, **body.attrib} if body is not None else inherited.body
        left, top, right, bottom = (points(said.get(name), default) for name, default in _INSETS)
        return TextStyle(
            placeholder=placeholder_type(placeholder),
            box=read_box(shape) or inherited.box,
            insets=(left, top, right, bottom),
            wrap=said.get("wrap") != "none",
            upright=said.get("vert") in (None, "horz"),
            columns=max(1, int(said.get("numCol") or 1)),
            gap=points(said.get("spcCol")),
            autofit=_autofit(body) or inherited.autofit or "none",
            geometry=_geometry(shape) or inherited.geometry or "rect",
            levels=inherited.levels,
        )

    def _inherited(self, placeholder: etree._Element | None, own: etree._Element | None) -> _Inherited:
        """What a shape inherits, which is this placeholder, if any; its levels are those behind its `own` list style.

        Shapes that inherit the same share what is looked up.
        """
        kind = placeholder_type(placeholder)
        key = (kind, placeholder.get("idx") if placeholder is not None else None, _markup_of_list(own))
        if key not in self._texts:
            chain = inherited_shapes(placeholder, self._layout, self._master) if placeholder is not None else []
            bodies = [body for one in chain if (body := one.find(_BODY)) is not None]
            said: dict[str, str] = {}
            for body in reversed(bodies):
                said.update(body.attrib)
            lists = [own, *(one.find(_LIST_STYLE) for one in chain)]
            self._texts[key] = _Inherited(
                said,
                first_box(chain),
                next(filter(None, map(_autofit, bodies)), ""),
                next(filter(None, map(_geometry, chain)), ""),
                self._levels(lists, master_style(kind) if kind else "p:otherStyle"),
            )
        return self._texts[key]

    @cached_property
    def cells(self) -> CellStyles:
        """The styles of the texts in the slide's tables."""
        return CellStyles(self._levels((), None), self._levels((), None, bold=True))

    def _levels(self, own: Iterable[etree._Element | None], style: str | None, bold: bool = False) -> Levels:
        """The levels of a text behind its own list styles: those of a style of the master, if any, and the deck's."""
        latin = "+mj-lt" if style == "p:titleStyle" else "+mn-lt"
        lists = (*map(_markup_of_list, own), self._of_master(style), self._defaults)
        return read_levels(tuple(filter(None, lists)), latin, bold)

    def _of_master(self, style: str | None) -> bytes:
        """The markup of a style of the master; empty where there is none."""
        if style not in self._master_styles:
            found = None
            if style is not None and self._master is not None:
                found = self._master.find(f"{qn('p:txStyles')}/{qn(style)}")
            self._master_styles[style] = _markup_of_list(found)
        return self._master_styles[style]


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The styles of the texts in tables, whose levels only the deck and the cell itself say: plain, and of heads."""

    plain: Levels
    heads: Levels

    def of_cell(self, cell: etree._Element, bold: bool) -> TextStyle:
        """The style of a table cell's text; `bold` where the table's style makes it so, as it does in heads."""
        properties = cell.find(qn("a:tcPr"))
        chain = [properties] if properties is not None else []
        insets = tuple(points(_first(chain, key), default) for key, default in _MARGINS)
        own = cell.find(f"{qn('a:txBody')}/{qn('a:lstStyle')}")
        return TextStyle(
            insets=(insets[0], insets[1], insets[2], insets[3]),
            upright=_first(chain, "vert") in (None, "horz"),
            levels=with_lists(self.heads if bold else self.plain, [own] if own is not None else [], bold),
        )


def paragraph_style(properties: etree._Element, style: ParagraphStyle) -> ParagraphStyle:
    """A level's style with what a paragraph says itself (`a:pPr`)."""
    get = properties.get
    return ParagraphStyle(
        left=points(get("marL"), style.left),
        right=points(get("marR"), style.right),
        indent=points(get("indent"), style.indent),
        line=_spacing([properties], "a:lnSpc") or style.line,
        before=_spacing([properties], "a:spcBef") or style.before,
        after=_spacing([properties], "a:spcAft") or style.after,
        bullet=_bullet([properties], style.bullet),
        align=get("algn", style.align),
        run=style.run,
    )


def _markup_of_list(one: etree._Element | None) -> bytes:
    """The markup of a list style; empty where it says nothing."""
    return etree.tostring(one, with_tail=False) if one is not None and len(one) else b""


@lru_cache(maxsize=1024)
def read_levels(lists: tuple[bytes, ...], latin: str, bold: bool = False) -> Levels:
    """The levels that list styles (the markup of `a:lstStyle` and the like) say, the nearest first.

    `latin` and `bold` hold where none of them says otherwise; with `bold` no style takes boldness away. The files that
    are made from a template have most of their list styles in common.
    """
    return with_lists((ParagraphStyle(run=RunDefaults(latin=latin, bold=bold)),) * 9, map(parse_xml, lists), bold)


def with_lists(levels: Levels, lists: Iterable[etree._Element], bold: bool = False) -> Levels:
    """Levels with what further list styles say of them, the nearest first; with `bold` no style takes boldness away."""
    for one in reversed(list(lists)):
        own = (one.find(qn(f"a:lvl{number}pPr")) for number in range(1, 10))
        levels = tuple(
            level if properties is None else _level(properties, level, bold)
            for level, properties in zip(levels, own, strict=True)
        )
    return levels


def _level(properties: etree._Element, style: ParagraphStyle, bold: bool) -> ParagraphStyle:
    """A level's style with what a list style says of the level (`a:lvl1pPr` …)."""
    level, run = paragraph_style(properties, style), properties.find(qn("a:defRPr"))
    if run is None:
        return level
    defaults, get = style.run, run.get
    return replace(
        level,
        run=RunDefaults(
            size=int(get("sz", defaults.size * 100)) / 100,
            bold=get("b") in ("1", "true") or bold if "b" in run.attrib else defaults.bold,
            italic=get("i") in ("1", "true") if "i" in run.attrib else defaults.italic,
            latin=typeface(run, "a:latin") or defaults.latin,
            capitals=get("cap") in ("all", "small") if "cap" in run.attrib else defaults.capitals,
            spacing=int(get("spc", defaults.spacing * 100)) / 100,
        ),
    )


def _first(chain: Iterable[etree._Element], key: str) -> str | None:
    return next((value for element in chain if (value := element.get(key)) is not None), None)


def _spacing(chain: Iterable[etree._Element], name: str) -> Spacing | None:
    for element in chain:
        spacing = element.find(qn(name))
        if spacing is not None and len(spacing):
            value = spacing[0].get("val", "0")
            number = float(value[:-1]) * 1000 if value.endswith("%") else float(value)
            return (True, number / 100) if spacing[0].tag == qn("a:spcPts") else (False, number / 100_000)
    return None


_AUTOFITS = {qn("a:normAutofit"): "normal", qn("a:spAutoFit"): "shape", qn("a:noAutofit"): "none"}
_BULLETS = {qn("a:buChar"): "•", qn("a:buAutoNum"): "10.", qn("a:buBlip"): "•", qn("a:buNone"): ""}


def _bullet(chain: Iterable[etree._Element], default: str) -> str:
    for element in chain:
        for child in element:
            if child.tag in _BULLETS:
                return child.get("char") or _BULLETS[str(child.tag)]
    return default


def _autofit(body: etree._Element | None) -> str:
    """What a text body says of its size (`TextStyle.autofit`), or nothing."""
    return next((_AUTOFITS[str(child.tag)] for child in body if child.tag in _AUTOFITS), "") if body is not None else ""


def _geometry(shape: etree._Element) -> str:
    """The preset geometry that a shape says it has, or nothing."""
    preset = shape.find(_PRESET)
    return preset.get("prst", "rect") if preset is not None else ""
