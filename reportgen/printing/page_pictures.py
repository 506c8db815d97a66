"""Draws the pages of a PDF file as PNG pictures, with pypdfium2 and Pillow: the extra `pictures`."""

from __future__ import annotations

import io
from collections.abc import Collection

from reportgen.diagnostics import Diagnostic, Location, ProblemsFound

_POINTS_PER_INCH = 72


def page_pictures(pdf: bytes, pages: Collection[int], dots_per_inch: int = 80) -> dict[int, bytes]:
    """The PNG pictures of some pages of a PDF file, by their numbers from 1; pages that it lacks are left out.

    Raises `ProblemsFound` where the libraries that draw are not installed.
    """
    try:
        import pypdfium2
        from PIL import Image  # noqa: F401  # pypdfium2 hands its bitmaps over to it
    except ImportError as fault:
        message = f"pictures need the library {fault.name}, which is not installed"
        hint = "pip install 'reportgen[pictures]'"
        raise ProblemsFound([Diagnostic("missing-library", message, Location("reportgen"), hint)]) from fault
    document = pypdfium2.PdfDocument(pdf)
    try:
        wanted = [number for number in sorted(pages) if 1 <= number <= len(document)]
        return {number: _png(document[number - 1].render(scale=dots_per_inch / _POINTS_PER_INCH)) for number in wanted}
    finally:
        document.close()


def _png(bitmap: object) -> bytes:
    output = io.BytesIO()
    bitmap.to_pil().save(output, "PNG")  # type: ignore[attr-defined]
    return output.getvalue()
