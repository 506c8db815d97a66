"""Pictures in a line of text, as large as the tag says. In Word alone: a text of PowerPoint holds none.

`wp:inline` (ECMA-376 part 1 §20.4.2.8) stands in a run like a letter. Sizes are in EMU, of which an inch has 914 400.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import Message
from reportgen.office.drawing.boxes import Box
from reportgen.office.markup.namespaces import PIC, WP, A, R
from reportgen.office.markup.numbers import EMU_PER_POINT, emu
from reportgen.office.opc.image_files import PictureFile, UnusablePicture
from reportgen.office.opc.new_parts import HYPERLINK
from reportgen.template.render.pictures import Geometry, Picture, PlacedPicture, called, place, store
from reportgen.template.runtime.state import RenderState
from reportgen.template.values.kinds import check_kind
from reportgen.template.values.rich_text import NotText, Placed
from reportgen.template.values.text import escape_attribute, safe_address

_EMU_PER_INCH = 914_400
_MOST_EMU = 31_680 * 635
"""The length of Word's largest page, 22 inches, in EMU: 31 680 twentieths of a point."""


@dataclass(frozen=True, slots=True)
class InlinePicture(Placed):
    """A picture that is printed in a line of text in Word.

    `width` and `height` are in EMU, as python-docx's `Cm(4)`. With one of them the other follows; with both the
    picture's mode says how it goes into the room; with neither it is as large as its file says. It leads to the
    address `link`. Raises `TypeError` for what is no picture and no size, and `ValueError` for sizes that Word has not.
    """

    picture: Picture
    width: int = 0
    height: int = 0
    link: str = ""

    def __post_init__(self) -> None:
        check_kind(self.picture, Picture, Message("a picture in a line of text is made of a Picture"))
        for length in (self.width, self.height):
            check_kind(length, (int, float), Message("width and height are numbers, in EMU: Cm(4) of python-docx"))
            if not 0 <= length <= _MOST_EMU:
                raise ValueError(
                    Message("{length} EMU is no size; Word's largest page has {most}", length=length, most=_MOST_EMU)
                )

    def __str__(self) -> str:
        raise NotText(Message("a picture in a line of text is no text; put the tag into a paragraph of a Word file"))

    def placed(self, slot: Any, state: RenderState) -> str:
        """The run that holds the picture."""
        tag = slot.tag
        if not slot.markup.takes_objects:
            message = Message("'{text}' gives a picture in a line of text, which only Word has", text=tag.text)
            hint = Message("put a picture on the slide, and the tag without |inline into its alt text")
            state.problem("misplaced-picture", message, tag.location, hint)
            return ""
        try:
            drawing = _markup(self, slot.format.part.prefixes, state)
        except UnusablePicture as fault:
            message = Message(
                "the picture {called} of '{text}' cannot be used: {fault}",
                called=called(self.picture),
                text=tag.text,
                fault=fault,
            )
            state.problem("unusable-picture", message, tag.location)
            return ""
        before, behind = slot.markup.run
        return f"{before}{slot.base}{drawing}{behind}"


def inline(picture: Picture, width: int | str = 0, height: int | str = 0, link: str = "") -> InlinePicture:
    """The filter `inline`: a picture to be printed in text, with sizes as `'4cm'` or in EMU.

    Raises `ValueError` for another size, and `TypeError` for what is no picture.
    """
    check_kind(picture, Picture, Message("|inline takes a picture"))
    return InlinePicture(picture, _emu(width), _emu(height), link)


def _emu(length: int | str) -> int:
    size = emu(str(length).replace(" ", ""))
    if size is not None and size > _MOST_EMU:
        raise ValueError(Message("{length!r} is more than Word's largest page, 55.88cm", length=length))
    if size is None or not (size == 0 or size >= EMU_PER_POINT):  # a bare 4 was meant in a unit
        raise ValueError(
            Message("{length!r} is not a size; write it as '4cm', '40mm', '1.5in' or '72pt'", length=length)
        )
    return size


def _markup(value: InlinePicture, prefixes: Mapping[str, str], state: RenderState) -> str:
    """The `w:drawing` of a picture, in a part that declares these namespaces (uri → prefix).

    Raises `UnusablePicture` and `UnsafeAddress`.
    """
    file, embed, svg = store(value.picture, state, has_extensions=False)
    placed = place(file, value.picture.mode, Geometry(_room(value, file)), value.picture.alt, embed, svg)
    link = state.package.part.relate(HYPERLINK, safe_address(value.link), external=True) if value.link else ""
    return _drawing(placed, link, prefixes, state.memory.fresh_id())


def _room(value: InlinePicture, file: PictureFile) -> Box:
    """The room for a picture as its reader sees it."""
    across, down = (file.height, file.width) if file.turn in (90, 270) else (file.width, file.height)
    width, height = value.width, value.height
    if not width and not height:
        width = round(across / file.per_inch * _EMU_PER_INCH)
    width = width or round(height * across / down)
    height = height or round(width * down / across)
    if max(width, height) > _MOST_EMU:
        raise UnusablePicture(Message("it would be larger than Word's largest page, 55.88cm; give it a width"))
    return Box(0, 0, max(1, width), max(1, height))


def _drawing(placed: PlacedPicture, link: str, prefixes: Mapping[str, str], id_: str) -> str:
    names = {"wp": WP, "a": A, "pic": PIC, "r": R}
    declared = "".join(f' xmlns:{name}="{uri}"' for name, uri in names.items() if prefixes.get(uri) != name)
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    described = f'id="{id_}" name="Picture {id_}" descr="{escape_attribute(placed.alt)}"'
    turn = f' rot="{placed.rotation}"' * bool(placed.rotation) + ' flipH="1"' * placed.mirrored
    crop = f'<a:srcRect l="{placed.left}" t="{placed.top}" r="{placed.left}" b="{placed.top}"/>'
    return (
        f'<w:drawing><wp:inline{declared} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{placed.cx}" cy="{placed.cy}"/>'
        f'<wp:effectExtent l="{placed.grow_x}" t="{placed.grow_y}" r="{placed.grow_x}" b="{placed.grow_y}"/>'
        f"<wp:docPr {described}>{click}</wp:docPr>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{placed.embed}">{placed.svg}</a:blip>'
        f"{crop if placed.left or placed.top else ''}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm{turn}><a:off x="0" y="0"/><a:ext cx="{placed.cx}" cy="{placed.cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
