"""Makes PNG of pictures in formats that not every Office shows: BMP, TIFF and WebP.

What a PNG cannot hold is made what a reader sees: CMYK and other colour spaces become RGB, an Exif orientation is
carried out, and of several frames or pages the first is taken. Depth, transparency, colour profile and resolution stay.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 40_000_000
"""A picture that is converted is decoded, to four bytes a pixel."""
_KEPT = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
"""The modes of Pillow that a PNG has too."""
_OTHER_MODES: Mapping[str, str] = {"PA": "RGBA", "La": "LA", "RGBa": "RGBA", "I;16B": "I;16", "I;16L": "I;16"}
"""What becomes of other modes; of any that is not named, RGB."""
_NUMBERS = ("I", "F")
"""Modes for measured values: which of them is black, the file does not say."""
_MOST_PER_INCH = 10_000


class Unconvertible(ValueError):
    """The bytes are no picture that can be converted; the message says why."""


def png_of(data: bytes, kind: str) -> bytes:
    """The PNG that shows what a picture shows; `kind` is Pillow's name of its format. Raises `Unconvertible`."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # of what is odd, on the screen
            return _converted(data, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Unconvertible(Message("it has too many pixels; {limit:,} are allowed", limit=MAX_PIXELS)) from fault
    except Unconvertible:
        raise
    except Exception as fault:  # decoders of damaged bytes raise whatever they stumble over
        raise Unconvertible(Message("it is damaged")) from fault


def _converted(data: bytes, kind: str) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=[kind]) as picture:
        _check(picture)
        upright = ImageOps.exif_transpose(picture)
        return _saved(upright if upright.mode in _KEPT else upright.convert(_OTHER_MODES.get(upright.mode, "RGB")))


def _check(picture: Image) -> None:
    """Refuse what cannot be converted before any pixel is decoded."""
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise Unconvertible(
            Message(
                "it is {width:,} × {height:,} pixels in size; {limit:,} in all are allowed",
                width=width,
                height=height,
                limit=MAX_PIXELS,
            )
        )
    if picture.mode in _NUMBERS:
        raise Unconvertible(Message("its pixels are measured values and no colours; save it as PNG or JPEG"))


def _saved(picture: Image) -> bytes:
    stream = io.BytesIO()
    resolution = [float(number) for number in picture.info.get("dpi", ())]
    known = len(resolution) == 2 and all(1 <= number <= _MOST_PER_INCH for number in resolution)
    picture.save(stream, "PNG", **({"dpi": tuple(resolution)} if known else {}))
    return stream.getvalue()
