"""Makes LibreOffice's PDF files reproducible (the same document gives the same bytes), and completes their tags.

Measured with LibreOffice 7.4: two conversions of a file differ in the time in `/Info`, in the `/ID` and `/DocChecksum`
made from it, and in the `/UniqueID` of its Type 1 fonts, which counts the fonts of everything one process has printed.
The PDF of a presentation names the language of LibreOffice's settings instead of the presentation's own.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportgen.printing.accessible_pdf import make_accessible
from reportgen.printing.type1_fonts import has_private_id, with_unique_id

if TYPE_CHECKING:
    import pikepdf

_FIRST_UNIQUE_ID = 4100001
"""The id of the first font of a LibreOffice process; the range is free for private use (Adobe Type 1 §2.5)."""


def make_reproducible(data: bytes, language: str) -> bytes:
    """Return the PDF without what differs between two conversions, with the BCP 47 tag `language` as its language.

    A damaged file is returned unchanged: nothing is repaired.
    """
    import pikepdf

    output = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            _remove(pdf.docinfo, "/CreationDate", "/ModDate")
            _remove(pdf.trailer, "/ID", "/DocChecksum")
            pdf.Root.Lang = pikepdf.String(language)
            make_accessible(pdf)
            _number_fonts(pdf)
            pdf.save(output, deterministic_id=True)
            damaged = bool(pdf.get_warnings())
    except pikepdf.PdfError:
        return data
    return data if damaged else output.getvalue()


def _remove(dictionary: pikepdf.Object, *keys: str) -> None:
    """Remove keys from a dictionary, as far as it has them."""
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def _number_fonts(pdf: pikepdf.Pdf) -> None:
    """Number the Type 1 fonts in the file's order, as LibreOffice does in a process that prints this file alone."""
    import pikepdf

    number = _FIRST_UNIQUE_ID
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Stream) or "/Length2" not in font:  # only Type 1 programs have it
            continue
        program = font.read_bytes()
        if has_private_id(program):
            font.write(with_unique_id(program, int(font.Length1), int(font.Length2), number))
            number += 1
