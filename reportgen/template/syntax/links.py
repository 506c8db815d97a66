"""Hyperlinks whose targets hold tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import unquote

from reportgen.office.opc.package import Relationship
from reportgen.template.syntax.tags import Match, Tag, find_tags

_SCHEME_WORDS = ("http://", "https://", "mailto:", "tel:")


def tagged_links(relationships: Iterable[Relationship]) -> dict[str, str]:
    """The targets with tags in them, by relationship id.

    Word and PowerPoint percent-encode what is typed as an address, braces included.
    """
    found = {}
    for item in relationships:
        target = unquote(item.target) if "%7b" in item.target.lower() else item.target
        if item.external and item.kind == "hyperlink" and "{{" in target:
            found[item.id] = target
    return found


def address_code(target: str, check: Callable[[Match], Tag]) -> str:
    """The expression that gives an address with tags in it; `check` reads one of them."""
    parts, position = [], 0
    for match in find_tags(target):
        tag = check(match)
        parts += [repr(target[position : match.start]), f"({tag.inside or repr('')})"]
        position = match.end
    return " ~ ".join([*parts, repr(target[position:])])


def bare_address(address: str) -> str:
    """An address without the scheme that Office put before a tag whose value brings its own."""
    for outer in _SCHEME_WORDS:
        rest = address.removeprefix(outer).lstrip("/")
        if rest != address and rest.lower().startswith(_SCHEME_WORDS):
            return rest
    return address
