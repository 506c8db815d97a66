"""Puts the file of a picture value into the frame of a template's picture that a tag in the alt text binds.

`fit` shows the whole picture in the frame, centred, and makes the frame smaller where proportions
differ; `fill` fills the frame and crops what stands out (`a:srcRect`, ECMA-376 part 1 §20.1.8.55); `stretch` fills it
with the whole picture, out of proportion.
Outline, effects, rotation, animation and position of the template's picture stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from jinja2 import Undefined
from lxml import etree

from reportgen.diagnostics import Message, shortened
from reportgen.office.drawing.arrangements import Placement
from reportgen.office.drawing.boxes import Box, read_box, read_child_box
from reportgen.office.markup.namespaces import A, R, qn, relationship_ids
from reportgen.office.opc.image_files import TRANSPARENT_PNG, PictureFile, UnusablePicture, read_picture
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP
from reportgen.template.render.arrange import Arranged
from reportgen.template.render.bound_frames import Frame
from reportgen.template.runtime.part_code import Variable
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.chart_data import ChartValue
from reportgen.template.values.kinds import check_kind
from reportgen.template.values.rich_text import NotText

IMAGE = OFFICE_RELATIONSHIP + "image"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_FULL_TURN = 360 * 60_000
"""Angles are in sixty-thousandths of a degree (§20.1.10.3), shares in thousandths of a per cent (§20.1.10.40)."""
_WHOLE = 100_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for the place of a template's: the bytes of a PNG, JPEG, SVG, GIF, BMP,
    TIFF or WebP file; the last three become PNG.

    `alt` becomes the alt text. `mode` says how the picture goes into the frame, in PowerPoint's
    words for cropping: `fit` shows all of it, `fill` covers the whole frame, `stretch` does both and distorts it.
    `name` is what messages call the picture, its path for example. `fallback` is a PNG for programs that cannot draw
    an SVG.
    """

    data: bytes = field(repr=False)
    alt: str = ""
    mode: Literal["fit", "fill", "stretch"] = "fit"
    name: str = ""
    fallback: bytes = field(default=TRANSPARENT_PNG, repr=False)

    def __post_init__(self) -> None:
        check_kind(self.data, bytes, Message("a picture is the bytes of its file: Path('a.png').read_bytes()"))
        check_kind(self.fallback, bytes, Message("a fallback is the bytes of a PNG"))
        if self.mode not in ("fit", "fill", "stretch"):
            raise ValueError(Message("a picture's mode is 'fit', 'fill' or 'stretch', not {mode!r}", mode=self.mode))

    def __str__(self) -> str:
        raise NotText(
            Message(
                "a picture is no text; put the tag alone into a picture's alt text, or in Word give it a size: "
                "|inline(width='4cm')"
            )
        )


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """What the markup of one copy of a bound picture needs to know of its value.

    `left` … `bottom` are the shares cropped away; `rotation` and `mirrored` put a picture right side
    up that is stored otherwise; `grow_x` and `grow_y` are what a picture on its side needs beyond `cx`
    and `cy`.
    """

    alt: str
    embed: str
    svg: str
    left: int
    top: int
    x: int
    y: int
    cx: int
    cy: int
    rotation: int
    mirrored: int
    grow_x: int
    grow_y: int


@dataclass(frozen=True, slots=True)
class Geometry:
    """The template's frame: its box, rotation and mirroring; `stretch` is how much wider than high groups make it."""

    box: Box
    rotation: int = 0
    mirrored: bool = False
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class PictureSlot:
    """A bound picture of a template: it tells the program what to write for a value.

    `arrangement` says how copies of the picture itself share a frame, `groups` the same for the groups around it;
    `has_extensions` that the file's element (`a:blip`) keeps extensions of its own.
    """

    tag: Tag
    geometry: Geometry
    placement: Placement | None
    has_extensions: bool

    def render(self, value: Any, state: RenderState) -> PlacedPicture | None:
        """How `value` is shown, or None when there is nothing to show or something is wrong with it."""
        if value is None:
            return None
        if isinstance(value, Undefined):
            str(value)  # reports the name
        elif isinstance(value, ChartValue):
            message = Message("'{text}' gives a chart, and stands on a picture", text=self.tag.text)
            state.problem("chart-on-a-picture", message, self.tag.location, Message("bind it to a chart"))
        elif not isinstance(value, Picture):
            message = Message("'{text}' gives {shown}, which is no picture", text=self.tag.text, shown=shown(value))
            hint = Message(
                "an alt text that is one tag alone binds the picture; add a word where only the text is meant"
            )
            state.problem("not-a-picture", message, self.tag.location, hint)
        else:
            try:
                return self._relate(value, state)
            except UnusablePicture as fault:
                message = Message(
                    "the picture {called} of '{text}' cannot be used: {fault}",
                    called=called(value),
                    text=self.tag.text,
                    fault=fault,
                )
                state.problem("unusable-picture", message, self.tag.location)
        return None

    def _relate(self, picture: Picture, state: RenderState) -> PlacedPicture:
        file, embed, svg = store(picture, state, self.has_extensions)
        return place(file, picture.mode, self._geometry_of_copy(state), picture.alt, embed, svg)

    def _geometry_of_copy(self, state: RenderState) -> Geometry:
        """The frame of this copy, where a statement places it or a group around it."""
        box = state.memory.arranged.get(self.placement)
        return self.geometry if box is None else replace(self.geometry, box=box)


def bind_picture(
    frame: Frame, tag: Tag, inherited: Box | None, placed: Variable, arranged: Mapping[etree._Element, Arranged]
) -> PictureSlot:  # fmt: skip
    """Put marks into the frame of a bound picture, for the fields of the `PlacedPicture` in a variable.

    `arranged` are the shapes of the part that statements place. Raises `UnusablePicture` when the frame has no
    size.
    """
    picture = frame.picture
    assert picture is not None
    placement = arranged[picture].placement if picture in arranged else None
    geometry = _read_geometry(picture, frame.element, placement.shape if placement else inherited, placement)
    has_extensions = _mark_fill(picture, placed)
    _mark_transform(picture, placed, moves=frame.element is picture)
    if frame.element is not picture:
        _mark_placement(frame.element, placed)
    return PictureSlot(tag, geometry, placement, has_extensions)


def store(picture: Picture, state: RenderState, has_extensions: bool) -> tuple[PictureFile, str, str]:
    """Put a picture's file into the package: what is known of it, its relationship id, and the extension for an SVG.

    `has_extensions` says that the file's element (`a:blip`) has others already. Raises `UnusablePicture`.
    """
    file = stored(picture.data, state)
    embed = state.package.part.relate(IMAGE, add_picture(file, state))
    if file.extension != "svg":
        return file, embed, ""
    fallback = stored(picture.fallback, state)
    if fallback.extension == "svg":
        raise UnusablePicture(Message("its fallback is an SVG too; give it a PNG"))
    return file, state.package.part.relate(IMAGE, add_picture(fallback, state)), _svg(embed, has_extensions)


def _svg(reference: str, has_extensions: bool) -> str:
    """The extension through which Office finds an SVG ([MS-ODRAWXML] 2.3.1.4); older programs show the fallback."""
    extension = (
        f'<a:ext xmlns:a="{A}" uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="{R}" r:embed="{reference}"/></a:ext>'
    )
    return extension if has_extensions else f'<a:extLst xmlns:a="{A}">{extension}</a:extLst>'


def stored(data: bytes, state: RenderState) -> PictureFile:
    """What the bytes of a picture say of it, read once a render."""
    file = state.memory.pictures.get(data)
    if file is None:
        file = state.memory.pictures[data] = read_picture(data)
    return file


def add_picture(file: PictureFile, state: RenderState) -> str:
    """The part that holds a picture; equal bytes are stored once a package."""
    return state.package.add_media(file.data, file.extension, file.content_type)


def shown(value: Any) -> str:
    """A value as messages show it: the beginning of a text, the type of anything else."""
    if isinstance(value, str):
        return f"'{shortened(value, 40)}'"
    names = {
        "bool": Message("yes or no"),
        "int": Message("a number"),
        "float": Message("a number"),
        "list": Message("a list"),
        "dict": Message("a mapping"),
    }
    name = type(value).__name__
    return names.get(name) or Message("a '{name}'", name=name)


def called(picture: Picture) -> str:
    """A picture as messages call it."""
    name = picture.name or picture.alt
    return f"'{shortened(name, 80)}'" if name else Message("without a name")


# -- the template's frame


def _read_geometry(
    picture: etree._Element, element: etree._Element, inherited: Box | None, placement: Placement | None
) -> Geometry:  # fmt: skip
    box = inherited if placement else read_box(picture) or inherited
    extent = element.find(f".//{qn('wp:extent')}")
    if element.tag == qn("w:drawing") and extent is not None:
        box = Box(0, 0, int(extent.get("cx", "0")), int(extent.get("cy", "0")))
    if box is None or box.cx < 1 or box.cy < 1:
        raise UnusablePicture(Message("it has no size"))
    transform = picture.find(f".//{qn('a:xfrm')}")
    flips = [transform is not None and transform.get(name) in ("1", "true") for name in ("flipH", "flipV")]
    rotation = int(transform.get("rot", "0")) if transform is not None else 0
    if flips[1]:  # upside down is mirrored and turned by half
        rotation += _FULL_TURN // 2
    return Geometry(box, rotation, flips[0] != flips[1], _stretch(picture))


def _stretch(picture: etree._Element) -> float:
    """How much wider than high the groups around a picture make it (§20.1.7.5, `a:chExt`); placed ones do not."""
    stretch = 1.0
    for group in picture.iterancestors():
        inner, outer = read_child_box(group), read_box(group)
        if inner is not None and outer is not None and min(outer.cx, outer.cy, inner.cx, inner.cy) > 0:
            stretch *= (outer.cx / inner.cx) / (outer.cy / inner.cy)
    return stretch


def _child(parent: etree._Element, name: str, index: int) -> etree._Element:
    found = parent.find(qn(name))
    if found is None:
        found = etree.Element(qn(name))
        parent.insert(index, found)
    return found


def _part_of(picture: etree._Element, name: str) -> etree._Element:
    """The picture's `blipFill` or `spPr`, whose namespace is PowerPoint's or the picture's own."""
    prefix = str(picture.tag).rpartition("}")[0]
    found = picture.find(f"{prefix}}}{name}")
    if found is None:
        raise UnusablePicture(Message("its markup has no {name}", name=name))
    return found


def _mark_fill(picture: etree._Element, placed: Variable) -> bool:
    """Mark the file and the crop; says whether the file's element keeps extensions of its own."""
    fill = _part_of(picture, "blipFill")
    blip = _child(fill, "a:blip", 0)
    for name in relationship_ids(blip):  # `r:link` too: a linked picture would be read from elsewhere
        del blip.attrib[name]
    blip.set(qn("r:embed"), placed.field("embed"))
    extensions = blip.find(qn("a:extLst"))
    for extension in list(extensions) if extensions is not None else ():
        if any(relationship_ids(element) for element in extension.iter(etree.Element)):  # the old picture's SVG
            extensions.remove(extension)  # type: ignore[union-attr]
    if extensions is not None and len(extensions) == 0:
        blip.remove(extensions)
        extensions = None
    _append_text(blip if extensions is None else extensions, placed.field("svg"))
    for old in fill.findall(qn("a:srcRect")) + fill.findall(qn("a:tile")) + fill.findall(qn("a:stretch")):
        fill.remove(old)
    sides = {"l": placed.field("left"), "t": placed.field("top"), "r": placed.field("left"), "b": placed.field("top")}
    crop, stretch = etree.Element(qn("a:srcRect"), sides), etree.Element(qn("a:stretch"))
    etree.SubElement(stretch, qn("a:fillRect"))
    fill.insert(1, crop)  # behind `a:blip`, in the order of the schema (CT_BlipFillProperties)
    fill.insert(2, stretch)
    return extensions is not None


def _append_text(element: etree._Element, text: str) -> None:
    """Put a mark behind the children of an element: what it prints is markup, so it cannot be an attribute."""
    if len(element):
        element[-1].tail = text
    else:
        element.text = text


def _mark_transform(picture: etree._Element, placed: Variable, moves: bool) -> None:
    """Mark size and rotation, and the position where it is the picture's own to say (`moves`)."""
    transform = _child(_part_of(picture, "spPr"), "a:xfrm", 0)
    for name in ("flipV", "rot", "flipH"):  # upside down is told as rotation and mirroring, see `_read_geometry`
        transform.attrib.pop(name, None)
    transform.set("rot", placed.field("rotation"))
    transform.set("flipH", placed.field("mirrored"))
    offset, extent = _child(transform, "a:off", 0), _child(transform, "a:ext", 1)
    for name in ("x", "y"):
        offset.set(name, placed.field(name) if moves else offset.get(name, "0"))
    extent.set("cx", placed.field("cx"))
    extent.set("cy", placed.field("cy"))


def _mark_placement(drawing: etree._Element, placed: Variable) -> None:
    """Mark what Word says outside the picture: its size, its position, the room around it (§20.4.2)."""
    anchor = drawing[0]
    for name in ("sizeRelH", "sizeRelV"):  # a size in per cent of the page would override the one in EMU
        for relative in anchor.findall(qn(f"wp14:{name}")):
            anchor.remove(relative)
    extent = anchor.find(qn("wp:extent"))
    assert extent is not None
    extent.set("cx", placed.field("cx"))
    extent.set("cy", placed.field("cy"))
    room = _child(anchor, "wp:effectExtent", anchor.index(extent) + 1)
    for side, field_name in (("l", "grow_x"), ("t", "grow_y"), ("r", "grow_x"), ("b", "grow_y")):
        room.set(side, placed.field(f"{field_name}+{int(room.get(side, '0'))}"))
    for axis, field_name in (("wp:positionH", "x"), ("wp:positionV", "y")):
        offset = anchor.find(f"{qn(axis)}/{qn('wp:posOffset')}")
        if offset is not None:
            offset.text = placed.field(f"{field_name}+{int(offset.text or 0)}")


# -- the value in the frame


def place(file: PictureFile, mode: str, frame: Geometry, alt: str, embed: str, svg: str) -> PlacedPicture:
    """The numbers that put a file into a frame: worked out as the reader sees it, then turned as the file is stored."""
    on_its_side = file.turn in (90, 270)
    ratio = (file.height / file.width if on_its_side else file.width / file.height) / frame.stretch
    width, height = float(frame.box.cx), float(frame.box.cy)
    crop_x = crop_y = 0.0
    if mode == "fill":
        crop_x = max(0.0, (1 - width / height / ratio) / 2)
        crop_y = max(0.0, (1 - ratio * height / width) / 2)
    elif mode == "stretch":
        pass
    elif ratio > width / height:
        height = width / ratio
    else:
        width = height * ratio
    cx, cy = (height, width) if on_its_side else (width, height)
    left, top = (crop_y, crop_x) if on_its_side else (crop_x, crop_y)
    turn = file.turn * 60_000
    return PlacedPicture(
        alt=alt,
        embed=embed,
        svg=svg,
        left=round(left * _WHOLE),
        top=round(top * _WHOLE),
        x=round(frame.box.x + (frame.box.cx - cx) / 2),
        y=round(frame.box.y + (frame.box.cy - cy) / 2),
        cx=max(1, round(cx)),
        cy=max(1, round(cy)),
        # in a mirrored frame a turn to the right looks like one to the left
        rotation=(frame.rotation - turn if frame.mirrored else frame.rotation + turn) % _FULL_TURN,
        mirrored=int(frame.mirrored != file.mirrored),
        grow_x=max(0, round((width - cx) / 2)),
        grow_y=max(0, round((height - cy) / 2)),
    )
