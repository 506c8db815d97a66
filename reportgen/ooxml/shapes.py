"""Which shape a statement stands in, and which of two versions of a shape it is read from."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reportgen.ooxml.dialect import SHAPES
from reportgen.ooxml.namespaces import MC, qn
from reportgen.ooxml.structure import detach
from reportgen.ooxml.tags import Tag, TagKind

_ALTERNATIVES = f"{{{MC}}}AlternateContent"
_VERSIONS = (f"{{{MC}}}Choice", f"{{{MC}}}Fallback")


def shape_of(tag: Tag) -> etree._Element | None:
    """What `{%shape %}` takes with it: the shape around a tag, with all its versions; in Word the run with it."""
    if tag.element is None:
        return None
    ancestors = list(tag.element.iterancestors())
    shape = next((a for a in ancestors if a.tag in SHAPES), None)
    if shape is None:
        return next((a for a in ancestors if a.tag == qn("w:r")), None)
    holder = shape.getparent()
    while holder is not None and holder.tag in (*_VERSIONS, _ALTERNATIVES):
        shape, holder = holder, holder.getparent()
    return shape


def versions(shape: etree._Element) -> list[etree._Element]:
    """The shapes that stand for one: itself, or what each alternative shows."""
    if shape.tag != _ALTERNATIVES:
        return [shape]
    return [one for version in shape.iterchildren(*_VERSIONS) for inner in version for one in versions(inner)]


def is_statement(tag: Tag, *levels: str) -> bool:
    """Whether a tag is a statement at one of these levels that has a place in the tree."""
    return tag.level in levels and tag.kind is TagKind.STATEMENT and tag.element is not None


def drop_doubles(tags: Iterable[Tag]) -> None:
    """Take away statements about shape and slide that a fallback says a second time (ECMA-376 part 3 §7.5).

    Office writes a shape that older programs cannot show in two versions with the same text.
    """
    said: dict[etree._Element, set[str]] = {}
    for tag in tags:
        if not is_statement(tag, "shape", "slide"):
            continue
        assert tag.element is not None
        for version in tag.element.iterancestors(*_VERSIONS):
            alternatives = version.getparent()
            assert alternatives is not None
            if version.tag == _VERSIONS[0]:
                said.setdefault(alternatives, set()).add(tag.text)
            elif tag.text in said.get(alternatives, ()):
                detach(tag.element)
                tag.element = None
                break
