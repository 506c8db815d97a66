"""What people type for a sector or a meeting: a name in one language or several, and from it an id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportgen.characters import has_ideograph
from reportgen.diagnostics import Message, in_one_line
from reportgen.model.content import ID
from reportgen.model.language import Language
from reportgen.project.text_file import forbidden_characters

_BETWEEN_LANGUAGES = re.compile(r"\s+/\s+")
_ID_AND_NAME = re.compile(r"\s*([a-z][a-z0-9-]*)\s*=\s*(\S.*)")
_ID = re.compile(ID)


class NewSector(NamedTuple):
    """A sector that is to be written: its id, and its title in some of the languages."""

    id: str
    title: Mapping[str, str]


def names_by_language(text: str, languages: Sequence[Language]) -> dict[str, str]:
    """The names in a text like `Harbour Meeting / 海港會議`, by the tag of the first language that each can be in.

    Raises `ValueError` where there are more names than languages, where one is empty, and for a character that no
    document may hold, such as a byte of another encoding.
    """
    for bad in forbidden_characters(text, ""):
        raise ValueError(Message("'{text}' cannot be a name: {reason}", text=in_one_line(text, 60), reason=bad.message))
    names: dict[str, str] = {}
    for name in _BETWEEN_LANGUAGES.split(f" {text.strip()} "):
        name = name.strip()
        if not name:
            raise ValueError(
                Message(
                    "'{text}' has an empty name; write one, or one in each language with ' / ' between them", text=text
                )
            )
        free = [language for language in languages if language.tag not in names]
        if not free:
            tags = [language.tag for language in languages]
            raise ValueError(
                Message(
                    "'{text}' has more names than there are languages to write them in, {tags}; "
                    "a language that is derived from another gets its name from there",
                    text=text,
                    tags=tags,
                )
            )
        fitting = [language for language in free if language.east_asian == has_ideograph(name)]
        names[(fitting or free)[0].tag] = name
    return names


def read_sector(text: str, languages: Sequence[Language], taken: Sequence[str]) -> NewSector:
    """The sector that `tourism`, `Tourism / 旅遊` or `tourism=旅遊` means.

    An id that is not given is made of the first name in Latin letters; without one it is a number that is not `taken`.
    Raises `ValueError` as `names_by_language` does.
    """
    given = _ID_AND_NAME.fullmatch(text)
    if given:
        return NewSector(given[1], names_by_language(given[2], languages))
    if _ID.fullmatch(text):
        title = text.replace("-", " ").capitalize()
        return NewSector(text, {language.tag: title for language in languages if not language.east_asian})
    names = names_by_language(text, languages)
    made = next(filter(None, map(id_of, names.values())), "")
    return NewSector(made or _numbered("sector", taken), names)


def id_of(name: str) -> str:
    """An id made of a name's Latin letters and digits: `professional-services`; empty where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789").rstrip("-")


def _numbered(stem: str, taken: Sequence[str]) -> str:
    number = next(number for number in range(1, len(taken) + 2) if f"{stem}-{number}" not in taken)
    return f"{stem}-{number}"
