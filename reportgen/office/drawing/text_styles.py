"""What a shape's text inherits: from its placeholder's layout and master, the deck's defaults, the theme.

ECMA-376 part 1 §19.3.1.36 (placeholders) and §21.1.2.4 (list styles). Everything is in points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT
from reportgen.office.opc.package import Package

_FURNITURE = ("dt", "ftr", "sldNum", "hdr")
_TITLES = ("title", "ctrTitle")
_TEXT_CLASS = {"title": "title", "ctrTitle": "title", "body": "body", "subTitle": "body", "obj": "body"}
_MASTER_STYLE = {"title": "p:titleStyle", "body": "p:bodyStyle"}
_INSETS = (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))
_MARGINS = (("marL", 7.2), ("marT", 3.6), ("marR", 7.2), ("marB", 3.6))

Spacing = tuple[bool, float]
"""Whether it is in points, and how much: points, or a share of the line."""


@dataclass(frozen=True, slots=True)
class RunDefaults:
    """What a run is set in where it says nothing itself: size in points, style, theme or typeface names."""

    size: float = 18.0
    bold: bool = False
    italic: bool = False
    latin: str = "+mn-lt"
    capitals: bool = False
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a paragraph of one level is set: indents in points, spacing, bullet, its runs' defaults."""

    left: float = 0.0
    right: float = 0.0
    indent: float = 0.0
    line: Spacing = (False, 1.0)
    before: Spacing = (True, 0.0)
    after: Spacing = (True, 0.0)
    bullet: str = ""
    run: RunDefaults = field(default_factory=RunDefaults)


class Levels:
    """The styles of the nine levels of a text, each resolved when a paragraph first asks for it."""

    def __init__(self, lists: Sequence[etree._Element], latin: str, bold: bool = False) -> None:
        self._lists = lists
        self._latin = latin
        self._bold = bold
        self._known: dict[int, ParagraphStyle] = {}

    def __getitem__(self, level: int) -> ParagraphStyle:
        if level not in self._known:
            self._known[level] = _level(self._lists, level + 1, self._latin, self._bold)
        return self._known[level]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text of one shape is set.

    `box` is where the layout puts the shape (x, y, width, height in points), if it does; `insets` are left,
    top, right, bottom; `autofit` is `none`, `normal` or `shape`; `placeholder` the placeholder's type.
    """

    placeholder: str = ""
    box: tuple[float, float, float, float] | None = None
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    wrap: bool = True
    upright: bool = True
    columns: int = 1
    gap: float = 0.0
    autofit: str = "none"
    geometry: str = "rect"
    levels: Levels = field(default_factory=lambda: Levels((), "+mn-lt"))

    @property
    def is_title(self) -> bool:
        """Whether the shape is its slide's title."""
        return self.placeholder in _TITLES

    @property
    def is_furniture(self) -> bool:
        """Whether the shape is a date, footer or slide number."""
        return self.placeholder in _FURNITURE


@dataclass(frozen=True, slots=True)
class ThemeFonts:
    """The Latin typefaces that `+mj-lt` and `+mn-lt` stand for."""

    names: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> str:
        """The typeface a name or theme reference means."""
        return self.names.get(name, name) if name.startswith("+") else name


class SlideStyles:
    """Resolves the styles of the shapes of one slide; `parse` gives a part's root in the output language.

    `opens` says that the slide opens a deck or a section of it.
    """

    def __init__(self, package: Package, parse: Callable[[str], etree._Element], slide: str) -> None:
        layouts = list(package.related(slide, "slidelayout"))
        self._layout = parse(layouts[0]) if layouts else None
        masters = list(package.related(layouts[0], "slidemaster")) if layouts else []
        self._master = parse(masters[0]) if masters else None
        self._defaults = parse(package.main_part).find(qn("p:defaultTextStyle"))
        themes = list(package.related(masters[0], "theme")) if masters else []
        self.fonts = _theme_fonts(parse(themes[0])) if themes else ThemeFonts()
        self.opens = self._layout is not None and self._layout.get("type") in ("title", "secHead")
        self._plain: dict[tuple[str, bool], Levels] = {}

    @property
    def backdrops(self) -> list[etree._Element]:
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
        """The style of a shape's text."""
        placeholder = placeholder_of(shape)
        chain = [shape, *self._ancestors(placeholder)]
        bodies = [body for e in chain if (body := e.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")) is not None]
        kind = placeholder.get("type", "obj") if placeholder is not None else ""
        name = _TEXT_CLASS.get(kind, "other") if placeholder is not None else "other"
        lists = [e.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}") for e in chain]
        insets = tuple(_emu(_first(bodies, key), default) for key, default in _INSETS)
        return TextStyle(
            placeholder=kind,
            box=next((box for e in chain if (box := read_box(e))), None),
            insets=(insets[0], insets[1], insets[2], insets[3]),
            wrap=_first(bodies, "wrap") != "none",
            upright=_first(bodies, "vert") in (None, "horz"),
            columns=max(1, int(_first(bodies, "numCol") or 1)),
            gap=_emu(_first(bodies, "spcCol"), 0.0),
            autofit=_autofit(bodies),
            geometry=_geometry(chain),
            levels=self._levels(lists, name),
        )

    def of_cell(self, cell: etree._Element, bold: bool) -> TextStyle:
        """The style of a table cell's text; `bold` where the table's style makes it so."""
        properties = cell.find(qn("a:tcPr"))
        chain = [properties] if properties is not None else []
        insets = tuple(_emu(_first(chain, key), default) for key, default in _MARGINS)
        body = cell.find(qn("a:txBody"))
        lists = [body.find(qn("a:lstStyle"))] if body is not None else []
        return TextStyle(
            insets=(insets[0], insets[1], insets[2], insets[3]),
            upright=_first(chain, "vert") in (None, "horz"),
            levels=self._levels(lists, "cell", bold),
        )

    def _ancestors(self, placeholder: etree._Element | None) -> list[etree._Element]:
        """The layout's and the master's placeholders that a placeholder inherits from."""
        if placeholder is None:
            return []
        found = []
        in_layout = _matching(self._layout, placeholder, by_index=True)
        kind = placeholder.get("type", "obj")
        if in_layout is not None:
            found.append(in_layout)
            own = placeholder_of(in_layout)
            kind = own.get("type", "obj") if kind == "obj" and own is not None else kind
        wanted = etree.Element(qn("p:ph"), type=_TEXT_CLASS.get(kind, kind))
        in_master = _matching(self._master, wanted, by_index=False)
        if in_master is not None:
            found.append(in_master)
        return found

    def _master_style(self, name: str) -> etree._Element | None:
        if self._master is None or name == "cell":
            return None
        styles = self._master.find(qn("p:txStyles"))
        return styles.find(qn(_MASTER_STYLE.get(name, "p:otherStyle"))) if styles is not None else None

    def _levels(self, own: Sequence[etree._Element | None], name: str, bold: bool = False) -> Levels:
        """The levels of a text; those of the many shapes without a list style of their own are shared."""
        shared = [style for style in (self._master_style(name), self._defaults) if style is not None]
        latin = "+mj-lt" if name == "title" else "+mn-lt"
        lists = [style for style in own if style is not None and len(style)]
        if lists:
            return Levels([*lists, *shared], latin, bold)
        return self._plain.setdefault((name, bold), Levels(shared, latin, bold))


def paragraph_style(properties: etree._Element, style: ParagraphStyle) -> ParagraphStyle:
    """A level's style with what a paragraph says itself (`a:pPr`)."""
    get = properties.get
    return ParagraphStyle(
        left=_emu(get("marL"), style.left),
        right=_emu(get("marR"), style.right),
        indent=_emu(get("indent"), style.indent),
        line=_spacing([properties], "a:lnSpc") or style.line,
        before=_spacing([properties], "a:spcBef") or style.before,
        after=_spacing([properties], "a:spcAft") or style.after,
        bullet=_bullet([properties], style.bullet),
        run=style.run,
    )


def _level(lists: Iterable[etree._Element], number: int, latin: str, bold: bool) -> ParagraphStyle:
    chain = [e for style in lists if (e := style.find(qn(f"a:lvl{number}pPr"))) is not None]
    runs = [run for e in chain if (run := e.find(qn("a:defRPr"))) is not None]
    return ParagraphStyle(
        left=_emu(_first(chain, "marL"), 0.0),
        right=_emu(_first(chain, "marR"), 0.0),
        indent=_emu(_first(chain, "indent"), 0.0),
        line=_spacing(chain, "a:lnSpc") or (False, 1.0),
        before=_spacing(chain, "a:spcBef") or (True, 0.0),
        after=_spacing(chain, "a:spcAft") or (True, 0.0),
        bullet=_bullet(chain, ""),
        run=RunDefaults(
            size=int(_first(runs, "sz") or 1800) / 100,
            bold=_first(runs, "b") in ("1", "true") or bold,
            italic=_first(runs, "i") in ("1", "true"),
            latin=next((t for r in runs if (t := typeface(r, "a:latin"))), latin),
            capitals=_first(runs, "cap") in ("all", "small"),
            spacing=int(_first(runs, "spc") or 0) / 100,
        ),
    )


def placeholder_of(shape: etree._Element) -> etree._Element | None:
    """The `p:ph` of a shape, or None."""
    for name in ("p:nvSpPr", "p:nvPicPr", "p:nvGraphicFramePr"):
        found = shape.find(f"{qn(name)}/{qn('p:nvPr')}/{qn('p:ph')}")
        if found is not None:
            return found
    return None


def read_box(shape: etree._Element) -> tuple[float, float, float, float] | None:
    """A shape's own place: x, y, width, height in points; None where a layout gives it."""
    for name in ("p:spPr/a:xfrm", "p:xfrm", "p:grpSpPr/a:xfrm"):
        transform = shape.find("/".join(map(qn, name.split("/"))))
        if transform is not None:
            offset, extent = transform.find(qn("a:off")), transform.find(qn("a:ext"))
            if offset is not None and extent is not None:
                x, y = (_emu(offset.get(key), 0.0) for key in ("x", "y"))
                width, height = (_emu(extent.get(key), 0.0) for key in ("cx", "cy"))
                return x, y, width, height
    return None


def typeface(properties: etree._Element, slot: str) -> str:
    """The typeface named in a slot of run properties, or nothing."""
    element = properties.find(qn(slot))
    return element.get("typeface", "") if element is not None else ""


def _matching(part: etree._Element | None, wanted: etree._Element, by_index: bool) -> etree._Element | None:
    """The shape of a layout or master whose placeholder a placeholder inherits from."""
    if part is None:
        return None
    shapes = [(shape, ph) for shape in part.iter(qn("p:sp"), qn("p:pic")) if (ph := placeholder_of(shape)) is not None]
    kind, index = wanted.get("type", "obj"), wanted.get("idx", "0")
    if by_index and index != "0":
        for shape, ph in shapes:
            if ph.get("idx", "0") == index:
                return shape
    group = _TEXT_CLASS.get(kind, kind)
    for shape, ph in shapes:
        if ph.get("type", "obj") == kind:
            return shape
    return next((s for s, ph in shapes if _TEXT_CLASS.get(t := ph.get("type", "obj"), t) == group), None)


def _theme_fonts(theme: etree._Element) -> ThemeFonts:
    names = {}
    for element, prefix in (("a:majorFont", "+mj"), ("a:minorFont", "+mn")):
        collection = next(theme.iter(qn(element)), None)
        if collection is not None:
            names[f"{prefix}-lt"] = typeface(collection, "a:latin")
            names[f"{prefix}-ea"] = typeface(collection, "a:ea")
    return ThemeFonts(names)


def _first(chain: Iterable[etree._Element], key: str) -> str | None:
    return next((value for element in chain if (value := element.get(key)) is not None), None)


def _emu(value: str | None, default: float) -> float:
    try:
        return int(value) / EMU_PER_POINT if value is not None else default
    except ValueError:
        return default


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
