"""Draws the pages of a PDF file as PNG pictures, with pypdfium2 and Pillow: the extra `pictures`.

pdfium works for one thread at a time: who draws from several has them wait for one another.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound

_POINTS_PER_INCH = 72


def page_pictures(
    pdf: bytes, pages: Collection[int], dots_per_inch: int = 80, width: int = 0
) -> dict[int, bytes]:  # fmt: skip
    """The PNG pictures of some pages of a PDF file, by their numbers from 1; pages that it lacks are left out.

    With a `width`, each has so many pixels across. Raises `ProblemsFound` where the libraries that draw are not
    installed.
    """
    with opened_pdf(pdf) as document:
        wanted = [number for number in sorted(pages) if 1 <= number <= len(document)]
        return {number: _picture(document[number - 1], dots_per_inch, width) for number in wanted}


def page_count(pdf: bytes) -> int:
    """How many pages a PDF file has; raises as `page_pictures` does."""
    with opened_pdf(pdf) as document:
        return len(document)


@contextmanager
def opened_pdf(pdf: bytes) -> Iterator[Any]:
    """A PDF file as pdfium has it (`pypdfium2.PdfDocument`); raises `ProblemsFound` without it, or for another file."""
    try:
        import pypdfium2
        from PIL import Image  # noqa: F401  # pypdfium2 hands its bitmaps over to it
    except ImportError as fault:
        message = Message("pictures need the library {name}, which is not installed", name=fault.name)
        hint = Message("pip install 'reportgen[pictures]'")
        raise ProblemsFound([Diagnostic("missing-library", message, Location("reportgen"), hint)]) from fault
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        message = Message("what was printed cannot be read ({fault})", fault=fault)
        raise ProblemsFound([Diagnostic("unreadable-file", message, Location("PDF"))]) from fault
    try:
        yield document
    finally:
        document.close()


def _picture(page: Any, dots_per_inch: int, width: int) -> bytes:
    scale = width / page.get_width() if width else dots_per_inch / _POINTS_PER_INCH
    output = io.BytesIO()
    page.render(scale=scale).to_pil().save(output, "PNG")
    return output.getvalue()
