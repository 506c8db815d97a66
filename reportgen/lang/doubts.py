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

from reportgen.characters import CHINESE, IDEOGRAPHS, has_chinese, has_ideograph
from reportgen.diagnostics import Message, marked
from reportgen.lang.markup import MarkupError
from reportgen.lang.printed import NAME_MASK, plain_text
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.language import Language

_OTHER_SCRIPT: Mapping[str, str] = MappingProxyType({"Hant": "Hans", "Hans": "Hant"})
"""Script of a written Chinese → the other one; ISO 15924."""

_OF_SCRIPT: Mapping[str, str] = MappingProxyType(
    {
        "Hans": marked("'{characters}' is Simplified Chinese"),
        "Hant": marked("'{characters}' is Traditional Chinese"),
        "": marked("'{characters}' is Chinese"),
    }
)
"""What is said of characters of a script; without one, of Chinese ones in a text that is not Chinese."""

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
        # three words, of which at least one is no name: it begins with a small letter, and is neither an “and” or “of”
        # of a name nor the place of a value, %(date)s
        "clause": r"[A-Za-z][A-Za-z0-9'’-]*(?: [A-Za-z][A-Za-z0-9'’-]*){2,}",
        "small word": r"(?<!%\()\b(?!(?:and|of|the|for|in|on|to|at|by|with)\b)[a-z][A-Za-z0-9'’-]+",
    }
)


class Doubt(NamedTuple):
    """What is doubtful about a text, and what is to be done where it is wrong."""

    message: Message
    hint: Message


def doubts_of_name(name: str, language: Language, english: str = "") -> Iterator[Doubt]:
    """What is doubtful about an official name; `english` is the name that it translates, where there is one."""
    yield from wrong_script(name, language)
    yield from _invisible(name)
    if language.east_asian and name == english and _pattern("small word").search(name):
        hint = Message("write the one in {language}", language=language.name)
        yield Doubt(Message("'{name}' is the English name", name=name), hint)


def doubts_of_text(markup: str, language: Language, source: str = "") -> Iterator[Doubt]:
    """What is doubtful about a text with its markup; `source` is the text that it translates, also with its markup.

    A text whose markup is faulty has no doubts: it has an error.
    """
    try:
        plain, original = plain_text(markup, language.tag), plain_text(source, language.tag)
    except MarkupError:
        return
    yield from wrong_script(plain, language)
    yield from _invisible(plain)
    if _pattern("break").search(plain.strip()) and not _pattern("break").search(original.strip()):
        yield Doubt(Message("a line ends within the text"), Message("write it on one line"))
    yield from left_untranslated(plain, language, original)


def wrong_script(plain: str, language: Language) -> Iterator[Doubt]:
    """The characters of another script in a text: of the other Chinese, or Chinese ones in English."""
    script = _OTHER_SCRIPT.get(language.script, "")
    if script:
        characters = distinctive_characters(script)
        wrong = "".join(character for character in plain if character in characters)
    else:
        wrong = "" if language.east_asian else "".join(_pattern("chinese").findall(plain.replace(NAME_MASK, "")))
    if wrong:
        message = Message(_OF_SCRIPT[script], characters="".join(dict.fromkeys(wrong)))
        yield Doubt(message, Message("write the character of this script"))


def _invisible(text: str) -> Iterator[Doubt]:
    """Characters that are not seen, and spaces that are more or another than they seem."""
    for character in invisible_characters(text):
        message = Message("it holds {character}, which is invisible", character=_name(character))
        yield Doubt(message, Message("delete it"))
    for character in dict.fromkeys(_pattern("odd space").findall(text)):
        message = Message("it holds {character}", character=_name(character))
        yield Doubt(message, Message("write an ordinary space, or none"))
    if _pattern("spaces").search(text):
        yield Doubt(Message("it holds several spaces in a row"), Message("write one"))
    if text != text.strip():
        yield Doubt(Message("it begins or ends with a space"), Message("delete it"))
    if found := _pattern("between").search(text):
        near = text[max(0, found.start() - 2) : found.end() + 2]
        yield Doubt(Message("a space parts Chinese characters in '{near}'", near=near), Message("delete it"))


def left_untranslated(plain: str, language: Language, original: str) -> Iterator[Doubt]:
    """The first English words of an East Asian text that are those of what it translates, both plain; where it has no
    ideograph, the first words that are no name.
    """
    if not language.east_asian or not original:
        return
    is_copy = " ".join(plain.split()) == " ".join(original.split()) and not has_ideograph(plain)
    clauses = (plain,) if is_copy else tuple(found[0] for found in _pattern("clause").finditer(plain))
    for clause in clauses:
        is_copied = clause in original
        if (is_copied or not has_chinese(plain)) and _pattern("small word").search(clause):
            message = Message("'{words}' is not in {language}", words=clause, language=language.name)
            if is_copied:
                message = Message("'{words}' is as in the text to be translated", words=clause.strip())
            yield Doubt(message, Message("translate it"))
            return


def invisible_characters(text: str) -> list[str]:
    """The characters of a text that no reader sees, each once."""
    return list(dict.fromkeys(_pattern("invisible").findall(text)))


def _name(character: str) -> str:
    """A character by its code and its name in Unicode: `U+200B (zero width space)`."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'control').lower()})"


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """A pattern of `_PATTERNS`, compiled when it is first needed: classes of whole blocks take their time."""
    return re.compile(_PATTERNS[kind])
