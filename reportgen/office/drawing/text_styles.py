"""The style of a text on a slide: what its shape says and what that inherits from layout, master, deck and theme.

ECMA-376 part 1 §21.1.2.4 says how list styles stand behind one another. All lengths are in points, except boxes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

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
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import points
from reportgen.office.opc.package import Package
from reportgen.records.pickling import quickly_pickled

_INSETS = (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))
_MARGINS = (("marL", 7.2), ("marT", 3.6), ("marR", 7.2), ("marB", 3.6))

_OWN_STYLE = (f"{qn('p:txBody')}/{qn('a:bodyPr')}", f"{qn('p:txBody')}/{qn('a:lstStyle')}", f"*/{qn('a:prstGeom')}")
"""The paths to what a shape itself says of its text."""

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
        self._defaults = parse(package.main_part).find(qn("p:defaultTextStyle"))
        themes = list(package.related(masters[0], "theme")) if masters else []
        self.theme = themes[0] if themes else ""
        self.fonts = read_fonts(parse(self.theme)) if themes else Fonts()
        self.opens = self._layout is not None and _opens(self._layout)
        self._plain: dict[tuple[str | None, bool], Levels] = {}
        self._shapes: dict[tuple[object, ...], TextStyle] = {}

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
        """The style of a shape's text; shapes that say the same of it share what is looked up."""
        placeholder = placeholder_of(shape)
        own = (placeholder, *(shape.find(path) for path in _OWN_STYLE))
        key = tuple(etree.tostring(one, with_tail=False) if one is not None else b"" for one in own)
        if key not in self._shapes:
            self._shapes[key] = self._style_of(shape, placeholder)
        style, box = self._shapes[key], read_box(shape)
        return replace(style, box=box) if box is not None else style

    def _style_of(self, shape: etree._Element, placeholder: etree._Element | None) -> TextStyle:
        """The style of a shape's text, with the box that it inherits."""
        kind = placeholder_type(placeholder)
        chain = [shape]
        if placeholder is not None:
            chain += inherited_shapes(placeholder, self._layout, self._master)
        bodies = [body for e in chain if (body := e.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")) is not None]
        lists = [e.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}") for e in chain]
        insets = tuple(points(_first(bodies, key), default) for key, default in _INSETS)
        return TextStyle(
            placeholder=kind,
            box=first_box(chain[1:]),
            insets=(insets[0], insets[1], insets[2], insets[3]),
            wrap=_first(bodies, "wrap") != "none",
            upright=_first(bodies, "vert") in (None, "horz"),
            columns=max(1, int(_first(bodies, "numCol") or 1)),
            gap=points(_first(bodies, "spcCol")),
            autofit=_autofit(bodies),
            geometry=_geometry(chain),
            levels=self._levels(lists, master_style(kind) if kind else "p:otherStyle"),
        )

    @property
    def cells(self) -> CellStyles:
        """The styles of the texts in the slide's tables."""
        return CellStyles(self._levels((), None), self._levels((), None, bold=True))

    def _levels(self, own: Sequence[etree._Element | None], style: str | None, bold: bool = False) -> Levels:
        """The levels of a text behind its own list styles: those of a style of the master, if any, and the deck's.

        The many shapes without list styles of their own share them.
        """
        of_master = None
        if style is not None and self._master is not None:
            of_master = self._master.find(f"{qn('p:txStyles')}/{qn(style)}")
        shared = [one for one in (of_master, self._defaults) if one is not None]
        latin = "+mj-lt" if style == "p:titleStyle" else "+mn-lt"
        lists = [one for one in own if one is not None and len(one)]
        if (style, bold) not in self._plain:
            self._plain[style, bold] = read_levels(shared, latin, bold)
        return with_lists(self._plain[style, bold], lists, bold)


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


def read_levels(lists: Sequence[etree._Element], latin: str, bold: bool = False) -> Levels:
    """The levels that list styles (`a:lstStyle` and the like) say, the nearest first.

    `latin` and `bold` hold where none of them says otherwise.
    """
    return with_lists((ParagraphStyle(run=RunDefaults(latin=latin, bold=bold)),) * 9, lists, bold)


def with_lists(levels: Levels, lists: Sequence[etree._Element], bold: bool = False) -> Levels:
    """Levels with what further list styles say of them, the nearest first; with `bold` no style takes boldness away."""
    for one in reversed(lists):
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


_BULLETS = {qn("a:buChar"): "•", qn("a:buAutoNum"): "10.", qn("a:buBlip"): "•", qn("a:buNone"): ""}


def _bullet(chain: Iterable[etree._Element], default: str) -> str:
    for element in chain:
        for child in element:
            if child.tag in _BULLETS:
                return child.get("char") or _BULLETS[str(child.tag)]
    return default


def _autofit(bodies: Iterable[etree._Element]) -> str:
    for body in bodies:
        for name, word in (("a:normAutofit", "normal"), ("a:spAutoFit", "shape"), ("a:noAutofit", "none")):
            if body.find(qn(name)) is not None:
                return word
    return "none"


def _geometry(chain: Iterable[etree._Element]) -> str:
    for element in chain:
        preset = element.find(f"{qn('p:spPr')}/{qn('a:prstGeom')}")
        if preset is not None:
            return preset.get("prst", "rect")
    return "rect"
