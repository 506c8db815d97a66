"""What differs in LibreOffice's PDF files although the document is the same, taken out; and the language set right.

Measured with LibreOffice 7.4: two conversions of a file differ in the time in `/Info`, in the `/ID` and `/DocChecksum`
made from it, and in the `/UniqueID` of its Type 1 fonts, which counts the fonts of everything one process has printed.
Presentations name the language of LibreOffice's settings, not their own.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportgen.printing.type1 import is_numbered, renumbered

if TYPE_CHECKING:
    import pikepdf

_FIRST_UNIQUE = 4100001
"""The number LibreOffice gives to the first font of a process; the range is free for private use (Adobe, Type 1)."""


def settle(data: bytes, language: str) -> bytes:
    """The PDF without what differs between two conversions, its document language being the BCP 47 tag `language`.

    What is no sound PDF comes back as it is: nothing is repaired.
    """
    import pikepdf

    settled = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            _remove(pdf.docinfo, "/CreationDate", "/ModDate")
            _remove(pdf.trailer, "/ID", "/DocChecksum")
            pdf.Root.Lang = pikepdf.String(language)
            _number_fonts(pdf)
            pdf.save(settled, deterministic_id=True)
            damaged = bool(pdf.get_warnings())
    except pikepdf.PdfError:
        return data
    return data if damaged else settled.getvalue()


def _remove(dictionary: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def _number_fonts(pdf: pikepdf.Pdf) -> None:
    """Number the Type 1 fonts as LibreOffice does in a process that prints this file alone."""
    import pikepdf

    number = _FIRST_UNIQUE
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Stream) or "/Length2" not in font:
            continue
        program = font.read_bytes()
        if is_numbered(program):
            font.write(renumbered(program, int(font.Length1), int(font.Length2), number))
            number += 1
