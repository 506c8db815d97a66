"""What makes a name or a text doubtful that comes from other people's programs.

Each doubt is what typing, copying and converting between programs leave behind, and what no reader of a list sees:
characters of the other script, invisible ones, spaces that are not meant, a text that nobody has translated. It may be
right nevertheless, so a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from reportgen.characters import CHINESE, IDEOGRAPHS, has_ideograph
from reportgen.lang.markup import MarkupError
from reportgen.lang.printed import NAME_MASK, plain_text
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.language import Language

_OTHER_SCRIPT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"Hant": ("Simplified ", "Hans"), "Hans": ("Traditional ", "Hant")}
)
"""Script of a language → the other script, by name and by its ISO 15924 code."""

_PATTERNS = MappingProxyType(
    {
        "chinese": f"[{CHINESE}]+",
        # soft hyphen, grapheme joiner, zero-width space, marks of direction, word joiner and invisible operators
        "invisible": "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]",
        # a no-break space belongs beside a digit (10 000, 5 km); the others to no text at all
        "odd space": "(?<![0-9])[\u00a0\u202f](?![0-9])|[\t\u2000-\u200a\u205f\u3000]",
        "spaces": " [ \u00a0]+",
        "between": f"(?<=[{IDEOGRAPHS}])[ \u00a0](?=[{IDEOGRAPHS}])",
        "break": "[\n\r\u0085\u2028\u2029]",
        # three words, of which at least one is no name: it begins with a small letter and is no “and” or “of” of a name
        "clause": r"[A-Za-z][\w'’-]*(?: [A-Za-z][\w'’-]*){2,}",
        "small word": r"\b(?!(?:and|of|the|for|in|on|to|at|by|with)\b)[a-z][\w'’-]+",
    }
)


class Doubt(NamedTuple):
    """What is doubtful about a text, and what is to be done where it is wrong."""

    message: str
    hint: str


def doubts_of_name(name: str, language: Language, english: str = "") -> Iterator[Doubt]:
    """What is doubtful about an official name; `english` is the name that it translates, where there is one."""
    yield from _wrong_script(name, language)
    yield from _invisible(name)
    if language.east_asian and name == english and _pattern("small word").search(name):
        yield Doubt(f"'{name}' is the English name", f"write the one in {language.name}")


def doubts_of_text(markup: str, language: Language, source: str = "") -> Iterator[Doubt]:
    """What is doubtful about a text with its markup; `source` is the text that it translates, also with its markup.

    A text whose markup is faulty has no doubts: it has an error.
    """
    try:
        plain, original = plain_text(markup, language.tag), plain_text(source, language.tag)
    except MarkupError:
        return
    yield from _wrong_script(plain, language)
    yield from _invisible(plain)
    if _pattern("break").search(plain.strip()) and not _pattern("break").search(original.strip()):
        yield Doubt("a line ends within the text", "write it on one line")
    left = _left_untranslated(plain, language, original)
    if left:
        yield Doubt(f"'{left}' is as in the text to be translated", "translate it")


def characters_of_other_script(plain: str, language: Language) -> tuple[str, str]:
    """The name of another script, with a space behind it, and its characters in a text; Chinese ones in English."""
    if language.script in _OTHER_SCRIPT:
        script, code = _OTHER_SCRIPT[language.script]
        characters = distinctive_characters(code)
        return script, "".join(character for character in plain if character in characters)
    return "", "" if language.east_asian else "".join(_pattern("chinese").findall(plain.replace(NAME_MASK, "")))


def _wrong_script(plain: str, language: Language) -> Iterator[Doubt]:
    script, wrong = characters_of_other_script(plain, language)
    if wrong:
        yield Doubt(f"'{''.join(dict.fromkeys(wrong))}' is {script}Chinese", "write the character of this script")


def _invisible(text: str) -> Iterator[Doubt]:
    """Characters that are not seen, and spaces that are more or another than they seem."""
    for character in dict.fromkeys(_pattern("invisible").findall(text)):
        yield Doubt(f"it holds U+{ord(character):04X} ({_name(character)}), which is invisible", "delete it")
    for character in dict.fromkeys(_pattern("odd space").findall(text)):
        yield Doubt(f"it holds U+{ord(character):04X} ({_name(character)})", "write an ordinary space, or none")
    if _pattern("spaces").search(text):
        yield Doubt("it holds several spaces in a row", "write one")
    if text != text.strip():
        yield Doubt("it begins or ends with a space", "delete it")
    if found := _pattern("between").search(text):
        near = text[max(0, found.start() - 2) : found.end() + 2]
        yield Doubt(f"a space parts Chinese characters in '{near}'", "delete it")


def _left_untranslated(plain: str, language: Language, original: str) -> str:
    """The English that an East Asian text still has in common with what it translates; empty for none."""
    if not language.east_asian or not original:
        return ""
    if " ".join(plain.split()) == " ".join(original.split()) and not has_ideograph(plain):
        return plain.strip() if _pattern("small word").search(plain) else ""
    for clause in _pattern("clause").finditer(plain):
        if clause[0] in original and _pattern("small word").search(clause[0]):
            return clause[0]
    return ""


def _name(character: str) -> str:
    return unicodedata.name(character, "a control character").lower()


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """A pattern of `_PATTERNS`, compiled when it is first needed: classes of whole blocks take their time."""
    return re.compile(_PATTERNS[kind])
