"""The heads of picture files: size, which way is up, and why a file is refused."""

from __future__ import annotations

import contextlib
import gzip
import io
import struct
import subprocess
import sys
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.office.opc import converted_pictures, image_files
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


def test_a_gif_stays_as_it_is() -> None:
    """With its frames, of which PowerPoint shows one after the other."""
    stream = io.BytesIO()
    frames = [Image.new("P", (6, 3), shade) for shade in range(3)]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:], loop=0)
    for data in (stream.getvalue(), _drawn("GIF", "L"), _drawn("GIF", "1", transparency=0)):
        file = read_picture(data)
        assert (file.data, file.content_type, _size(file)) == (data, "image/gif", (6, 3))


@pytest.mark.parametrize(
    ("kind", "mode", "saved_mode"),
    [("BMP", "1", "1"), ("BMP", "RGB", "RGB"), ("TIFF", "RGB", "RGB"), ("TIFF", "CMYK", "RGB"),
     ("TIFF", "I;16", "I;16"), ("TIFF", "LAB", "RGB"), ("TIFF", "P", "P"), ("TIFF", "PA", "RGBA"),
     ("WEBP", "RGB", "RGB"), ("WEBP", "RGBA", "RGBA")],
)  # fmt: skip
def test_what_office_may_not_show_becomes_a_png(kind: str, mode: str, saved_mode: str) -> None:
    """In a mode that a PNG has, with the same pixels."""
    picture = Image.new(mode, (6, 3), 1 if mode in ("1", "P") else None)
    stream = io.BytesIO()
    picture.save(stream, kind, **({"lossless": True} if kind == "WEBP" else {}))
    file = read_picture(stream.getvalue())
    shown = Image.open(io.BytesIO(file.data))
    assert (file.extension, file.content_type, _size(file)) == ("png", "image/png", (6, 3))
    assert (shown.format, shown.mode) == ("PNG", saved_mode)
    expected = picture if picture.mode == saved_mode else picture.convert(saved_mode)
    assert shown.tobytes() == expected.tobytes()


def test_a_converted_picture_is_upright_and_keeps_its_resolution() -> None:
    """An orientation is carried out; of several frames the first is shown."""
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind in ("TIFF", "WEBP"):
        file = read_picture(_drawn(kind, exif=exif, dpi=(144, 144)))
        assert (_size(file), file.turn) == ((3, 6), 0)
    assert read_picture(_drawn("BMP", dpi=(144, 144))).per_inch == 144
    frames = [Image.new("RGB", (6, 3), shade) for shade in ("red", "blue")]
    for kind, options in (("TIFF", {}), ("WEBP", {"lossless": True})):
        stream = io.BytesIO()
        frames[0].save(stream, kind, save_all=True, append_images=frames[1:], **options)
        shown = Image.open(io.BytesIO(read_picture(stream.getvalue()).data))
        assert shown.getpixel((0, 0)) == (255, 0, 0)


def test_what_pillow_warns_of_is_not_said() -> None:
    """Who builds would read it among the problems, without a place."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(UnusablePicture, match="damaged"):
            read_picture(b"II*\0" + b"\xff" * 60)
    assert told == []


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a bound of ours, and by Pillow's beyond that."""
    monkeypatch.setattr(converted_pictures, "MAX_PIXELS", 10)
    assert _refused(_drawn("WEBP")) == "it is 6 × 3 pixels in size; 10 in all are allowed (WebP)"
    head = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 58, 0, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
    assert "too many pixels" in _refused(head + bytes(4))


def test_no_decoder_is_loaded_for_what_stays_as_it_is() -> None:
    """Pillow takes longer to import than a small document to render."""
    code = (
        "import sys; from reportgen.office.opc.image_files import TRANSPARENT_PNG, read_picture; "
        "read_picture(TRANSPARENT_PNG); print('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# -- what is refused


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"just words", "it is no PNG, JPEG, SVG, GIF, BMP, TIFF or WebP picture"),
        (_drawn("GIF", "P")[:12], "it is a GIF that is cut off"),
        (_drawn("GIF", "P")[:-3], "it is a GIF that is cut off"),
        (_drawn("GIF", "P")[:13] + bytes(6) + b"??", "it is a damaged GIF"),
        (_drawn("BMP")[:-20], "it is damaged (BMP)"),
        (_drawn("TIFF")[:60], "it is damaged (TIFF)"),
        (_drawn("TIFF", "F"), "its pixels are measured values and no colours; save it as PNG or JPEG (TIFF)"),
        (_drawn("WEBP")[:-8], "it is damaged (WebP)"),
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
        (b"<html><body/></html>", "it is no PNG, JPEG, SVG, GIF, BMP, TIFF or WebP picture"),
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


@given(
    data=st.binary(max_size=80),
    head=st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg", b"", b"GIF89a", b"BM", b"II*\0"]),
)
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
