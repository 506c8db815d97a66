"""The heads of picture files: size, which way is up, and why a file is refused."""

from __future__ import annotations

import contextlib
import gzip
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.office.opc import image_files
from reportgen.office.opc.image_files import TRANSPARENT_PNG, PictureFile, UnusablePicture, read_picture
from tests.support.drawings import chunk, jpeg, png, svg


def _refused(data: bytes) -> str:
    with pytest.raises(UnusablePicture) as fault:
        read_picture(data)
    return str(fault.value)


def _size(file: PictureFile) -> tuple[float, float]:
    return file.width, file.height


def _drawn(kind: str, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (6, 3)).save(stream, kind, **options)
    return stream.getvalue()


# -- what is read


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pngs_of_every_depth_are_read(mode: str) -> None:
    """Palettes, transparency and 16 bits a channel make no difference to the head."""
    file = read_picture(_drawn("PNG", mode))
    assert (file.extension, file.content_type, _size(file)) == ("png", "image/png", (6, 3))


@pytest.mark.parametrize(("mode", "options"), [("L", {}), ("RGB", {"progressive": True}), ("CMYK", {})])
def test_jpegs_of_every_colour_space_are_read(mode: str, options: dict[str, object]) -> None:
    """Grey, progressive and CMYK files are all JPEG."""
    file = read_picture(_drawn("JPEG", mode, **options))
    assert (file.extension, file.content_type, _size(file)) == ("jpeg", "image/jpeg", (6, 3))


@pytest.mark.parametrize(
    ("orientation", "turn", "mirrored"),
    [(0, 0, False), (1, 0, False), (2, 0, True), (3, 180, False), (4, 180, True), (5, 270, True), (6, 90, False),
     (7, 90, True), (8, 270, False), (9, 0, False)],
)  # fmt: skip
def test_the_orientation_of_a_photo_is_read(orientation: int, turn: int, mirrored: bool) -> None:
    """All eight values of Exif; anything else counts as upright."""
    file = read_picture(jpeg(orientation=orientation))
    assert (file.turn, file.mirrored) == (turn, mirrored)


def test_pixels_that_are_not_square_count_as_wide_as_they_are() -> None:
    """A resolution that differs in the two directions, as of a fax, changes the proportions."""
    twice = chunk(b"pHYs", struct.pack(">IIB", 2000, 1000, 1))
    assert _size(read_picture(png(4, 2, extra=twice))) == (4, 4)
    assert _size(read_picture(_drawn("JPEG", dpi=(100, 200)))) == (6, 1.5)


@pytest.mark.parametrize("resolution", [(0, 0), (0, 300), (1, 2**31)])
def test_a_resolution_that_cannot_be_is_not_believed(resolution: tuple[int, int]) -> None:
    """Zero or absurd resolutions leave the pixels square."""
    assert _size(read_picture(png(4, 2, extra=chunk(b"pHYs", struct.pack(">IIB", *resolution, 1))))) == (4, 2)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [('width="40" height="20"', (40, 20)), ('width="1in" height="2.54cm"', (96, 96)),
     ('viewBox="0 0 30 15"', (30, 15)), ('width="100%" height="100%" viewBox="0,0,7,9"', (7, 9)),
     ('width="3e1px" height="1pc"', (30, 16))],
)  # fmt: skip
def test_the_size_of_a_drawing_is_read(attributes: str, size: tuple[float, float]) -> None:
    """Width and height in any unit; where they say nothing, the viewBox."""
    assert _size(read_picture(svg(attributes))) == pytest.approx(size)


def test_the_public_doctype_of_a_drawing_is_left_out() -> None:
    """Many programs write it; Office would refuse the file for it."""
    public = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n'
    file = read_picture(svg(before=public))
    assert b"DOCTYPE" not in file.data
    assert _size(file) == (200, 100)


def test_a_drawing_may_use_itself_and_link_elsewhere() -> None:
    """References into the same file, embedded data and links to pages need no other file."""
    content = (
        '<a xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org"><use href="#shape"/></a>'
        '<image href="data:image/png;base64,AAAA"/><rect style="fill:url(#grey)"/>'
    )
    assert read_picture(svg(content=content)).extension == "svg"


def test_the_stand_in_for_drawings_is_a_picture() -> None:
    """The transparent pixel is a PNG that other programs read too."""
    assert Image.open(io.BytesIO(TRANSPARENT_PNG)).convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)
    assert _size(read_picture(TRANSPARENT_PNG)) == (1, 1)


# -- what is refused


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"just words", "it is no PNG, JPEG or SVG picture"),
        (_drawn("GIF", "P"), "it is a GIF picture; save it as PNG or JPEG"),
        (_drawn("BMP"), "it is a BMP picture; save it as PNG or JPEG"),
        (_drawn("TIFF"), "it is a TIFF picture; save it as PNG or JPEG"),
        (_drawn("WEBP"), "it is a WebP picture; save it as PNG or JPEG"),
        (gzip.compress(svg(), mtime=0), "it is a compressed SVG picture; save it as PNG or JPEG"),
        (b"%PDF-1.7", "it is a PDF picture; save it as PNG or JPEG"),
        (png(0, 5), "it is 0 × 5 pixels in size"),
        (png()[:20], "it is a PNG that is cut off"),
        (png()[:-12], "it is a PNG that is cut off"),
        (png()[:30] + b"!" + png()[31:], "it is a damaged PNG"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "it is a damaged PNG: its head is missing"),
        (jpeg()[:100], "it is a JPEG that is cut off"),
        (jpeg()[:-2], "it is a JPEG that is cut off"),
        (b"\xff\xd8\xff\xd9", "it is a JPEG that is cut off"),
        (jpeg().replace(b"\xff\xc0", b"\xff\xc9"),
         "it is a JPEG of a rare kind that Office cannot show; save it again"),
        (b"<html><body/></html>", "it is no PNG, JPEG or SVG picture"),
        (b"<svg viewBox='0 0 1 1'/>", 'it is an SVG without its namespace; write <svg xmlns="http://www.w3.org/2000/svg">'),
        (svg(before='<!DOCTYPE svg [<!ENTITY a "b">]>'),
         "it is an SVG with a document type declaration; save it as plain SVG"),
        (svg('width="100%"'), "it is an SVG that names no size; give it a viewBox"),
        (svg('viewBox="0 0 a b"'), "it is an SVG that names no size; give it a viewBox"),
        (svg(content="<script>1</script>"), "it is an SVG with a <script>, which Office does not show"),
        (svg(content='<rect onclick="f()"/>'), "it is an SVG with a script in 'onclick'"),
        (svg(content='<image href="https://x.org/a.png"/>'), "it is an SVG that needs another file, 'https://x.org/a.png'"),
        (svg(content="<style>@import 'a.css';</style>"), "it is an SVG whose styles need another file"),
        (svg(content='<rect style="fill:url(http://x.org/a)"/>'), "it is an SVG whose styles need another file"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    """Missing, cut off, damaged, of another kind, active or dependent on other files."""
    assert _refused(data) == reason


def test_a_drawing_that_is_cut_off_is_refused() -> None:
    """Nothing of a broken XML file is recovered."""
    assert "a damaged SVG" in _refused(svg()[:-4])


def test_a_picture_of_enormous_size_is_refused_unread() -> None:
    """A few bytes can claim pixels enough to fill a machine's memory."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0))
    assert "60,000 × 60,000 pixels" in _refused(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IEND", b""))


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are constants of the module, for whoever must raise them."""
    monkeypatch.setattr(image_files, "MAX_BYTES", 50)
    assert _refused(png()) == f"it has {len(png())} bytes; 50 are allowed"


@given(data=st.binary(max_size=80), head=st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg", b""]))
@settings(deadline=None, max_examples=200)
def test_whatever_the_bytes_nothing_but_a_refusal_is_raised(data: bytes, head: bytes) -> None:
    """A hostile file is no fault of the program."""
    _refused(head + data)


@given(at=st.integers(0, 10_000), value=st.integers(0, 255), orientation=st.integers(1, 8))
@settings(deadline=None, max_examples=200)
def test_a_changed_byte_is_refused_or_harmless(at: int, value: int, orientation: int) -> None:
    """One wrong byte in a photo, its Exif segment included, never makes the program fail."""
    data = bytearray(jpeg(orientation=orientation))
    data[at % len(data)] = value
    with contextlib.suppress(UnusablePicture):
        assert read_picture(bytes(data)).width > 0
