"""A text file is refused for the characters that no document may hold, and for no others."""

from __future__ import annotations

import unicodedata

from reportgen.project.text_file import forbidden_characters

LINE_BREAKS = "\u2028\u2029"
BYTE_ORDER_MARK = "\ufeff"


def may_not_stand(character: str) -> bool:
    """What the module's docstring says, in the terms of Unicode's tables."""
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    control = unicodedata.category(character) == "Cc" and character not in "\t\n\r"
    return control or noncharacter or 0xD800 <= code <= 0xDFFF or character in LINE_BREAKS + BYTE_ORDER_MARK


def test_every_character_is_allowed_or_forbidden_as_unicode_describes_it() -> None:
    """Control characters, surrogates, noncharacters of all planes, two line breaks and the byte-order mark are."""
    every = [chr(code) for code in range(0x110000)]
    assert not list(forbidden_characters("".join(c for c in every if not may_not_stand(c)), "a.yaml"))
    assert [c for c in every if may_not_stand(c) and not list(forbidden_characters(c, "a.yaml"))] == []
