"""Hyperlinks whose targets hold tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import unquote

from reportgen.office.opc.package import Relationship
from reportgen.template.syntax.escapes import without_escapes
from reportgen.template.syntax.tags import Match, Tag, find_tags

_SCHEME_WORDS = ("http://", "https://", "mailto:", "tel:")


def tagged_links(relationships: Iterable[Relationship]) -> dict[str, str]:
    """The targets with tags in them, by relationship id."""
    targets = {}
    for item in relationships:
        target = address_of(item)
        if item.external and item.kind == "hyperlink" and "{{" in target:
            targets[item.id] = target
    return targets


def address_of(item: Relationship) -> str:
    """The target of a relationship as it was typed.

    Word and PowerPoint percent-encode what is typed as an address, braces included.
    """
    return unquote(item.target) if "%7b" in item.target.lower() else item.target  # else its %20 stay


def address_code(target: str, check: Callable[[Match], Tag]) -> str:
    """The Jinja expression that gives an address with tags in it; `check` reads one tag.

    Literal pieces become strings, which `~` joins to the expressions between them.
    """
    parts, position = [], 0
    for match in find_tags(target):
        tag = check(match)
        # a tag with a fault is silenced and says nothing; `()` would be a fault of its own
        parts += [repr(without_escapes(target[position : match.start])), f"({tag.inside or repr('')})"]
        position = match.end
    return " ~ ".join([*parts, repr(without_escapes(target[position:]))])


def bare_address(address: str) -> str:
    """An address without the scheme that Office put before a tag whose value brings its own.

    `http://{{ page }}` in the template and `https://a.org` as value give `http://https://a.org`.
    """
    for outer in _SCHEME_WORDS:
        inner = address.removeprefix(outer).lstrip("/")
        if inner != address and inner.lower().startswith(_SCHEME_WORDS):
            return inner
    return address
