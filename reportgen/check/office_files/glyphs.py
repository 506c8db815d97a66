"""The rule about characters that a typeface cannot show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Message, Severity, marked
from reportgen.review.document import OfficeDocument
from reportgen.review.glyphs import MissingGlyph, missing_glyphs

_AROUND = 12
"""The characters on each side of the one in question that a message quotes."""

_SAID = {True: marked("{named} is not in {typeface}"), False: marked("{named} may be missing in {typeface}")}
"""Whether it is certain that a typeface lacks a character → what is said of it."""


@document_rule("missing-glyph", Severity.WARNING)
def missing_glyph(document: OfficeDocument) -> Iterator[Finding]:
    """A character is not in the typeface that it is set in, or may not be; told once for a character and typeface.

    Why: Office takes the glyph from another font, which looks out of place, or shows a box; which of the two
    depends on the reader's computer. Where the font is installed here, its own characters are asked. Where not, it
    "may be missing": it is in none of the character sets that this font is known to have (Big5 with Hong
    Kong's supplement for Microsoft JhengHei, GBK and Extension A for Microsoft YaHei).

    For example:
        𫚭魚涌     in Microsoft YaHei

    Instead:
        鱲鱼涌     (or another typeface for the name; or accept the character in reportgen.yaml)
    """
    for glyph in missing_glyphs(document):
        message = Message(_SAID[glyph.certain], named=_named(glyph.character), typeface=glyph.typeface)
        hint = Message("it stands in '{excerpt}'; use another character or another typeface", excerpt=_excerpt(glyph))
        yield Finding(Location(document.name, steps=glyph.steps), message, hint, glyph.character)


def _named(character: str) -> str:
    """A character for a person: itself where it can be shown, and its code point."""
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character)[0] == "C":
        return Message("the character ({code})", code=code)
    return Message("'{character}' ({code})", character=character, code=code)


def _excerpt(glyph: MissingGlyph) -> str:
    at = glyph.text.index(glyph.character)
    return " ".join(glyph.text[max(at - _AROUND, 0) : at + _AROUND + 1].split())
