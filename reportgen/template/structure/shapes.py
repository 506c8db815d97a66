"""Which shape a statement stands in, and which of two versions of a shape it is read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import MC, qn
from reportgen.template.structure.statements import Block, detach, wrap
from reportgen.template.syntax.keywords import BRANCHES, SINGLE
from reportgen.template.syntax.tags import Tag, TagKind

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


def put_into_shape(placeholder: etree._Element, described: etree._Element) -> None:
    """Let a statement in an alt text stand in the shape that the text describes."""
    shape = next((a for a in described.iterancestors() if a.tag in SHAPES or a.tag == qn("w:r")), None)
    if shape is not None:
        shape.insert(0, placeholder)


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


def wrap_shapes(
    tags: Sequence[Tag], found: Collector, end_of: Callable[[Tag], Tag],
    place: Callable[[etree._Element, Tag], None],
) -> None:  # fmt: skip
    """Give every `{%shape %}` statement its shape; without an end tag it ends with the shape.

    `end_of` makes that end tag, `place` carries out what a tag says about the place of a shape.
    """
    by_shape: dict[etree._Element, list[Tag]] = {}
    for tag in (t for t in tags if t.level == "shape" and t.kind is TagKind.STATEMENT and t.element is not None):
        if tag.keyword in BRANCHES or tag.keyword in SINGLE:
            hint = "write a second shape with the opposite condition" if tag.keyword in BRANCHES else ""
            found.error("misplaced-tag", f"'{tag.text}' does nothing at a shape", tag.location, hint)
            continue
        shape = shape_of(tag)
        if shape is None:
            found.error("misplaced-tag", f"'{tag.text}' stands in no shape", tag.location)
        else:
            by_shape.setdefault(shape, []).append(tag)
    for shape, inside in by_shape.items():
        opened = [tag.keyword for tag in inside if tag.opens]
        for tag in inside:
            if tag.closes and tag.closes not in opened:
                found.error("stray-end", f"'{tag.text}' ends nothing that this shape opens", tag.location)
        for tag in inside:
            if not tag.opens and tag.element is not None:
                detach(tag.element)
            for version in versions(shape):
                place(version, tag)
        blocks = [Block(tag, close=end_of(tag)) for tag in inside if tag.opens]
        wrap(shape, blocks)
