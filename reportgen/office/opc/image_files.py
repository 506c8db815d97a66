"""Reads what a picture file says of itself: its kind, its size, and which way up it is.

Only headers are read, never pixels: PNG chunks (PNG specification §5 and §11), JPEG segments (ITU T.81
annex B, JFIF 1.02), the orientation an Exif segment gives (TIFF 6.0, Exif 2.32 tag 0x0112), GIF blocks (GIF89a §17
to §27), the root of an SVG. BMP, TIFF and WebP become PNG first. A file that is cut off, damaged or of another kind
is refused with the reason. Why Pillow does not do it: `docs/decisions/picture-heads-are-read-by-hand.md`.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import UnsafeXml, parse_xml

MAX_BYTES = 64 * 1024 * 1024
"""The largest picture file that is read."""
MAX_PIXELS = 100_000_000
"""Office decodes a picture to four bytes a pixel when it shows it; more than 400 MB stops small machines."""
MAX_SVG_BYTES = 8 * 1024 * 1024
"""The largest SVG: it is parsed as a whole."""
UNSTATED = 72
"""The pixels per inch of a file that does not say how many it has, as python-docx and python-pptx take it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_OTHER_KINDS: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyphei", "a HEIC"), (4, b"ftypmif", "a HEIC"), (4, b"ftypavi", "an AVIF"),
    (40, b" EMF", "an EMF"), (0, b"\xd7\xcd\xc6\x9a", "a WMF"), (0, b"8BPS", "a Photoshop"), (0, b"%PDF", "a PDF"),
    (0, b"\x1f\x8b", "a compressed SVG"), (4, b"jP  ", "a JPEG 2000"), (4, b"JXL ", "a JPEG XL"),
)  # fmt: skip
"""Where a kind's signature stands, the signature, and what the kind is called."""
_CONVERTED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"BM", "BMP"), (0, b"II*\0", "TIFF"), (0, b"MM\0*", "TIFF"), (8, b"WEBP", "WebP"),
)  # fmt: skip
"""The same of the kinds that become PNG."""

_NO_PICTURE = Message("it is no PNG, JPEG, SVG, GIF, BMP, TIFF or WebP picture")


class UnusablePicture(ValueError):
    """The bytes are no picture that can be put into a file; the message says why."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture file as it goes into a package.

    `width` and `height` are those of the stored picture, in units that are square, of which an inch has `per_inch`.
    To be right side up it has to be mirrored left to right where `mirrored`, then turned clockwise by `turn` degrees.
    """

    data: bytes
    extension: str
    content_type: str
    width: float
    height: float
    turn: int = 0
    mirrored: bool = False
    per_inch: float = UNSTATED


def read_picture(data: bytes) -> PictureFile:
    """Read what the bytes of a picture say of it, as PNG if they are BMP, TIFF or WebP; raises `UnusablePicture`."""
    if not data:
        raise UnusablePicture(Message("it is empty"))
    if len(data) > MAX_BYTES:
        raise UnusablePicture(
            Message("it has {count:,} bytes; {limit:,} are allowed", count=len(data), limit=MAX_BYTES)
        )
    if data.startswith(_PNG):
        return _read_png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _read_jpeg(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _read_gif(data)
    for at, signature, kind in _CONVERTED:
        if data[at : at + len(signature)] == signature:
            return _read_converted(data, kind)
    for at, signature, kind in _OTHER_KINDS:
        if data[at : at + len(signature)] == signature:
            raise UnusablePicture(Message("it is {kind} picture; save it as PNG or JPEG", kind=kind))
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_svg(data)
    raise UnusablePicture(_NO_PICTURE)


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise UnusablePicture(Message("it is {width} × {height} pixels in size", width=width, height=height))
    if width * height > MAX_PIXELS:
        raise UnusablePicture(
            Message(
                "it is {width:,} × {height:,} pixels in size; {limit:,} in all are allowed",
                width=width,
                height=height,
                limit=MAX_PIXELS,
            )
        )


def _in_square_units(width: int, height: int, per_unit_x: int, per_unit_y: int) -> tuple[float, float]:
    """Return the size in square units, from the numbers of pixels that make a length in either direction.

    A ratio of more than four is taken for an error of the program that wrote it.
    """
    if per_unit_x > 0 and per_unit_y > 0 and 1 / 4 <= per_unit_x / per_unit_y <= 4:
        return float(width), height * per_unit_x / per_unit_y
    return float(width), float(height)


# -- PNG


def _read_png(data: bytes) -> PictureFile:
    chunks = _png_chunks(data)
    kind, head = next(chunks, (b"", b""))
    if kind != b"IHDR" or len(head) != 13:
        raise UnusablePicture(Message("it is a damaged PNG: its head is missing"))
    width, height = struct.unpack_from(">II", head)
    _check_size(width, height)
    per_unit_x = per_unit_y = in_metres = 0
    has_pixels = has_end = False
    for kind, content in chunks:
        has_pixels = has_pixels or kind == b"IDAT"
        has_end = kind == b"IEND"
        if kind == b"pHYs" and len(content) == 9:
            per_unit_x, per_unit_y, in_metres = struct.unpack_from(">IIB", content)
    if not has_pixels or not has_end:
        raise UnusablePicture(Message("it is a PNG that is cut off"))
    size = _in_square_units(width, height, per_unit_x, per_unit_y)
    per_inch = round(per_unit_x * 0.0254) if in_metres == 1 else 0
    if per_inch <= 1:  # one is what a TIFF says that knows of none
        per_inch = UNSTATED
    return PictureFile(data, "png", "image/png", *size, per_inch=per_inch)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG)
    while position < len(data):
        if position + 12 > len(data):
            raise UnusablePicture(Message("it is a PNG that is cut off"))
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 8 + length
        if end + 4 > len(data):
            raise UnusablePicture(Message("it is a PNG that is cut off"))
        if zlib.crc32(memoryview(data)[position + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise UnusablePicture(Message("it is a damaged PNG"))
        yield kind, data[position + 8 : end] if length < 1024 else b""  # pixels are not read
        position = end + 4
        if kind == b"IEND":
            return


# -- JPEG

_TURNS = {1: (0, False), 2: (0, True), 3: (180, False), 4: (180, True),
          5: (270, True), 6: (90, False), 7: (90, True), 8: (270, False)}  # fmt: skip
"""Exif orientation → how to put the picture upright: the clockwise turn in degrees, and whether it is mirrored."""

_UNITS_PER_INCH = {1: 1, 2: 2.54}
"""JFIF's units of density, inches and centimetres → how many of them an inch has; any other gives a ratio alone."""


def _read_jpeg(data: bytes) -> PictureFile:
    size: tuple[int, int] | None = None
    per_unit_x = per_unit_y = 0
    unit, orientation = 0, 1
    for marker, start, end in _jpeg_segments(data):
        if marker in (0xC0, 0xC1, 0xC2):  # the frame headers SOF0 to SOF2: baseline, extended, progressive
            if end - start < 6:
                raise UnusablePicture(Message("it is a damaged JPEG"))
            height, width = struct.unpack_from(">HH", data, start + 1)
            size = (width, height)
        elif 0xC3 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            raise UnusablePicture(Message("it is a JPEG of a rare kind that Office cannot show; save it again"))
        elif marker == 0xE0 and data[start : start + 5] == b"JFIF\0" and end - start >= 12:
            unit, per_unit_x, per_unit_y = struct.unpack_from(">BHH", data, start + 7)
        elif marker == 0xE1 and data[start : start + 6] == b"Exif\0\0":
            orientation = _orientation(data[start + 6 : end])
    if size is None:
        raise UnusablePicture(Message("it is a damaged JPEG: it names no size"))
    _check_size(*size)
    turn, mirrored = _TURNS[orientation]
    square = _in_square_units(*size, per_unit_x, per_unit_y)
    per_inch = round(per_unit_x * _UNITS_PER_INCH.get(unit, 0)) or UNSTATED
    return PictureFile(data, "jpeg", "image/jpeg", *square, turn, mirrored, per_inch)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the segments before the pixels: the marker, and where the content starts and ends."""
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            raise UnusablePicture(Message("it is a damaged JPEG"))
        marker = data[position + 1]
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        length = struct.unpack_from(">H", data, position + 2)[0]
        end = position + 2 + length
        if length < 2 or end > len(data):
            break
        if marker == 0xDA:  # start of scan: the pixels follow, up to the end-of-image marker
            if data.rfind(b"\xff\xd9", end) < 0:
                break
            return
        yield marker, position + 4, end
        position = end
    raise UnusablePicture(Message("it is a JPEG that is cut off"))


def _orientation(tiff: bytes) -> int:
    """Return the orientation in a TIFF header; 1 (upright) wherever it cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    if first + 2 > len(tiff):
        return 1
    count = struct.unpack_from(order + "H", tiff, first)[0]
    for number in range(min(count, (len(tiff) - first - 2) // 12)):
        tag, kind, values, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * number)
        if tag == 0x0112 and kind == 3 and values == 1:
            return value if value in _TURNS else 1
    return 1


# -- GIF


def _read_gif(data: bytes) -> PictureFile:
    """A GIF as it is: PowerPoint plays one that moves. Its first frame has to be whole."""
    if len(data) < 13:
        raise UnusablePicture(Message("it is a GIF that is cut off"))
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    _check_size(width, height)
    position = 13 + _gif_colours(flags)
    while data[position : position + 1] == b"!":  # extensions before the first frame
        position = _behind_gif_blocks(data, position + 2)
    if data[position : position + 1] != b",":
        raise UnusablePicture(
            Message("it is a GIF that is cut off") if position >= len(data) else Message("it is a damaged GIF")
        )
    flags = data[position + 9] if position + 9 < len(data) else 0
    _behind_gif_blocks(data, position + 11 + _gif_colours(flags))
    return PictureFile(data, "gif", "image/gif", float(width), float(height))


def _gif_colours(flags: int) -> int:
    """The length of a colour table, which the flags before it tell."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind_gif_blocks(data: bytes, position: int) -> int:
    """Where a row of blocks ends, each of which begins with its length; an empty one is the last."""
    while position < len(data) and data[position]:
        position += data[position] + 1
    if position >= len(data):
        raise UnusablePicture(Message("it is a GIF that is cut off"))
    return position + 1


# -- BMP, TIFF, WebP


def _read_converted(data: bytes, kind: str) -> PictureFile:
    from reportgen.office.opc.converted_pictures import Unconvertible, png_of

    try:
        return _read_png(png_of(data, kind.upper()))
    except Unconvertible as fault:
        raise UnusablePicture(Message("{fault} ({kind})", fault=fault, kind=kind)) from fault


# -- SVG

_SVG = "http://www.w3.org/2000/svg"
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+svg[^<>\[\]]*>")
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_EXTERNAL_REFERENCE = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"]?\s*(?:#|data:))", re.IGNORECASE)


def _read_svg(data: bytes) -> PictureFile:
    if len(data) > MAX_SVG_BYTES:
        raise UnusablePicture(
            Message(
                "it is an SVG of {count:,} bytes; {limit:,} are allowed",
                count=len(data),
                limit=MAX_SVG_BYTES,
            )
        )
    plain = _DOCTYPE.sub(b"", data, count=1)  # names the public DTD, which nobody reads
    try:
        root = parse_xml(plain)
    except UnsafeXml as fault:
        raise UnusablePicture(Message("it is an SVG with a document type declaration; save it as plain SVG")) from fault
    except etree.XMLSyntaxError as fault:
        raise UnusablePicture(Message("it is no picture, or a damaged SVG ({msg})", msg=fault.msg)) from fault
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise UnusablePicture(_NO_PICTURE)
    if root.tag == "svg":
        raise UnusablePicture(Message('it is an SVG without its namespace; write <svg xmlns="{svg}">', svg=_SVG))
    _refuse_active_svg(root)
    width, height = _svg_size(root)
    return PictureFile(plain, "svg", "image/svg+xml", width, height, per_inch=96)


def _refuse_active_svg(root: etree._Element) -> None:
    """Refuse an SVG with scripts, or with references to other files."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in ("script", "foreignObject"):
            raise UnusablePicture(Message("it is an SVG with a <{name}>, which Office does not show", name=name))
        for key, value in element.attrib.items():
            attribute = etree.QName(key).localname
            if attribute.startswith("on"):
                raise UnusablePicture(Message("it is an SVG with a script in '{attribute}'", attribute=attribute))
            if attribute == "href" and name != "a" and not str(value).strip().startswith(("#", "data:")):
                raise UnusablePicture(Message("it is an SVG that needs another file, '{value}'", value=str(value)[:60]))
        styles = f"{element.text if name == 'style' else ''} {' '.join(map(str, element.attrib.values()))}"
        if _EXTERNAL_REFERENCE.search(styles):
            raise UnusablePicture(Message("it is an SVG whose styles need another file"))


def _svg_size(root: etree._Element) -> tuple[float, float]:
    """Return the size of an SVG in CSS pixels, from its `width` and `height`, else from its `viewBox`."""
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    lengths = [float(m[1]) * _UNITS[(m[2] or "").lower()] for m in sides if m]
    if len(lengths) != 2:
        try:
            lengths = [float(number) for number in root.get("viewBox", "").replace(",", " ").split()][2:]
        except ValueError:
            lengths = []
    if len(lengths) != 2 or not all(0 < length < 1e6 for length in lengths):
        raise UnusablePicture(Message("it is an SVG that names no size; give it a viewBox"))
    return lengths[0], lengths[1]


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


TRANSPARENT_PNG = (
    _PNG
    + _png_chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0))
    + _png_chunk(b"IDAT", zlib.compress(bytes(5), 9))
    + _png_chunk(b"IEND", b"")
)
"""One transparent pixel: the fallback of an SVG for programs that cannot draw one."""
