"""Statements about shapes (`{%shape … %}`), and shapes that a file holds in two versions."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Collector, Message
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import MC, qn
from reportgen.template.structure.blocks import Block, detach, wrap
from reportgen.template.syntax.keywords import BRANCHES, SINGLE
from reportgen.template.syntax.placed_tags import PartTags, PlacedTag
from reportgen.template.syntax.tags import Tag, TagKind

_ALTERNATIVES = f"{{{MC}}}AlternateContent"
_VERSIONS = (f"{{{MC}}}Choice", f"{{{MC}}}Fallback")


def shape_of(placeholder: etree._Element) -> etree._Element | None:
    """What `{%shape %}` takes with it: the shape around a tag, with all its versions; in Word the run with it."""
    ancestors = list(placeholder.iterancestors())
    shape = next((a for a in ancestors if a.tag in SHAPES), None)
    return next((a for a in ancestors if a.tag == qn("w:r")), None) if shape is None else with_versions(shape)


def with_versions(shape: etree._Element) -> etree._Element:
    """A shape, or the `mc:AlternateContent` that holds it in several versions."""
    holder = shape.getparent()
    while holder is not None and holder.tag in (*_VERSIONS, _ALTERNATIVES):
        shape, holder = holder, holder.getparent()
    return shape


def put_into_shape(placeholder: etree._Element, described: etree._Element) -> None:
    """Let a statement in an alt text stand in the shape that the text describes."""
    shape = next((a for a in described.iterancestors() if a.tag in SHAPES or a.tag == qn("w:r")), None)
    (described if shape is None else shape).insert(0, placeholder)


def versions(shape: etree._Element) -> list[etree._Element]:
    """The shapes that stand for one: itself, or what each alternative shows."""
    if shape.tag != _ALTERNATIVES:
        return [shape]
    return [each for version in shape.iterchildren(*_VERSIONS) for inner in version for each in versions(inner)]


def take_slide_statements(tags: PartTags) -> list[Tag]:
    """Take the statements about the slide out of a part's tree and return them in reading order."""
    _drop_doubles(tags)
    taken = [placed for placed in tags.scanned() if placed.tag.level == "slide"]
    for placed in taken:
        detach(placed.placeholder)
    return [placed.tag for placed in taken]


def _drop_doubles(tags: PartTags) -> None:
    """Take away statements about shape and slide that a fallback says a second time (ECMA-376 part 3 §7.5).

    Office writes a shape that older programs cannot show in two versions with the same text.
    """
    in_choice: dict[etree._Element, set[str]] = {}
    for placed in list(tags.scanned()):  # a list, since placeholders are taken out
        if placed.tag.level not in ("shape", "slide") or placed.tag.kind is not TagKind.STATEMENT:
            continue
        for version in placed.placeholder.iterancestors(*_VERSIONS):
            alternatives = version.getparent()
            assert alternatives is not None
            if version.tag == _VERSIONS[0]:
                in_choice.setdefault(alternatives, set()).add(placed.tag.text)
            elif placed.tag.text in in_choice.get(alternatives, ()):
                detach(placed.placeholder)
                break


@dataclass(frozen=True, slots=True, eq=False)
class ShapeStatement:
    """What a statement says about one version of a shape: its place, how its text may be fitted, whether it is there.

    `repeated` says that the shape has a loop of its own.
    """

    shape: etree._Element
    tag: Tag
    repeated: bool


def wrap_shapes(tags: PartTags, found: Collector) -> list[ShapeStatement]:
    """Put every `{%shape %}` statement around its shape, and return all that is said about shapes.

    A statement without an end tag ends with the shape.
    """
    shape_statements: list[ShapeStatement] = []
    for shape, inside in _by_shape(tags, found).items():
        opened = [placed.tag.keyword for placed in inside if placed.tag.opens]
        for tag in (placed.tag for placed in inside):
            if tag.closes and tag.closes not in opened:
                found.error(
                    "stray-end", Message("'{text}' ends nothing that this shape opens", text=tag.text), tag.location
                )
        for placed in inside:
            if not placed.tag.opens:
                detach(placed.placeholder)
            shape_statements += [ShapeStatement(version, placed.tag, "for" in opened) for version in versions(shape)]
        opening = [placed for placed in inside if placed.tag.opens]
        ends = [placed.tag.closing() for placed in opening]
        wrap(
            shape, [Block(start, (), PlacedTag(end, tags.hold(end))) for start, end in zip(opening, ends, strict=True)]
        )
    return shape_statements


def _by_shape(tags: PartTags, found: Collector) -> dict[etree._Element, list[PlacedTag]]:
    """The `{%shape … %}` statements of a part by the shape that they stand in."""
    by_shape: dict[etree._Element, list[PlacedTag]] = {}
    for placed in tags.scanned():
        tag = placed.tag
        if tag.level != "shape" or tag.kind is not TagKind.STATEMENT:
            continue
        if tag.keyword in BRANCHES or tag.keyword in SINGLE:
            hint = Message("write a second shape with the opposite condition") if tag.keyword in BRANCHES else ""
            found.error("misplaced-tag", Message("'{text}' does nothing at a shape", text=tag.text), tag.location, hint)
            continue
        shape = shape_of(placed.placeholder)
        if shape is None:
            found.error("misplaced-tag", Message("'{text}' stands in no shape", text=tag.text), tag.location)
        else:
            by_shape.setdefault(shape, []).append(placed)
    return by_shape
