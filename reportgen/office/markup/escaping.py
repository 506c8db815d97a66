"""Escapes text for XML, as `xml.sax.saxutils` does, which loads Python's web client and TLS along with it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})
_WHITE_SPACE = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def escape(text: str, entities: Mapping[str, str] = _NOTHING) -> str:
    """The text with `&`, `>` and `<` as entities, and then each key of `entities` replaced by its value."""
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    for character, entity in entities.items():
        text = text.replace(character, entity)
    return text


def quoteattr(text: str) -> str:
    """The text as an attribute's value, in double quotes or, where it has some itself, in single ones."""
    value = escape(text, _WHITE_SPACE)
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else '"' + value.replace('"', "&quot;") + '"'
