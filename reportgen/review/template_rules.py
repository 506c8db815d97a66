"""Lists what a template holds, slide by slide, and says in plain words when each slide and shape is shown.

An editor sees what a slide will print, and not when: the statements stand in notes and alt texts. Here they are read
out: “for each item in slide, a grid in "Frame: cards"”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.diagnostics import Message, marked
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import plan_package
from reportgen.template.syntax.keywords import ARRANGEMENTS
from reportgen.template.syntax.shape_statements import statements_in
from reportgen.template.syntax.tags import Tag

_SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_FOR = re.compile(r"for\s+(?P<name>[\w, ]+?)\s+in\s+(?P<items>.+)", re.DOTALL)
_PAGES = re.compile(r"(?P<items>.+?)\s*\|\s*pages(?:\s*\(\s*(?P<most>\d*)\s*\))?", re.DOTALL)
_REPEATED = {
    "tr": marked("a row for each {name} in {items}"),
    "p": marked("a paragraph for each {name} in {items}"),
}
_EACH = marked("for each {name} in {items}")
"""Level of a statement → what is repeated; a statement about the shape or the slide repeats that."""
_SLIDES = "slides."
"""What the lists of slides begin with: `slides.progress` is what the slides about progress show."""


@dataclass(frozen=True, slots=True)
class ShapeRule:
    """A shape that is not simply there: its name, and its rules in words."""

    name: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateSlide:
    """A slide of a template: its number, its name, the section that it is in, and when it is shown.

    `statements` are what its rules say, as it was typed.
    """

    number: int
    name: str
    section: str
    rules: tuple[str, ...]
    shapes: tuple[ShapeRule, ...] = field(default=())
    statements: tuple[str, ...] = field(default=())


def template_slides(data: bytes, name: str) -> list[TemplateSlide]:
    """The slides of a PowerPoint template in order; empty for a Word file. Raises `ProblemsFound` for other files."""
    package = Package.read(data, name)
    plan = plan_package(package)
    sections = _sections(package)
    found = []
    for number, part in enumerate(plan.slides, 1):
        root = package.parse(part)
        trees = [package.parse(planned.name) for planned in plan.parts if planned.slide == number]
        tags = [tag for tree in trees for text in _texts(tree) for tag in statements_in(text) if tag.level == "slide"]
        rules = tuple(filter(None, map(_in_words, tags)))
        typed = tuple(tag.text for tag in tags if _in_words(tag))
        content = root.find(qn("p:cSld"))
        title = content.get("name", "") if content is not None else ""
        found.append(TemplateSlide(number, title, sections.get(number, ""), rules, tuple(_shape_rules(root)), typed))
    return found


def slide_names(data: bytes, name: str) -> list[str]:
    """The names of a deck's slides in order, which they have from the template. Raises `ProblemsFound`."""
    package = Package.read(data, name)
    contents = (package.parse(part).find(qn("p:cSld")) for part in plan_package(package).slides)
    return [content.get("name", "") if content is not None else "" for content in contents]


def _sections(package: Package) -> dict[int, str]:
    """The number of each slide → the section that it is in (`p14:sectionLst`)."""
    root = package.parse(package.main_part)
    numbers = {slide.get("id"): number for number, slide in enumerate(root.iter(qn("p:sldId")), 1)}
    return {
        numbers[slide.get("id")]: section.get("name", "")
        for section in root.iter(f"{_SECTION}section")
        for slide in section.iter(f"{_SECTION}sldId")
        if slide.get("id") in numbers
    }


def _shape_rules(root: etree._Element) -> Iterator[ShapeRule]:
    for shape in root.iter(*SHAPES):
        properties = next(shape.iter(qn("p:cNvPr")), None)
        if properties is None:
            continue
        own = (text for text in _texts(shape) if "{%shape" in text)
        tags = (tag for text in (properties.get("descr", ""), *own) for tag in statements_in(text))
        rules = tuple(filter(None, map(_in_words, tags)))
        if rules:
            yield ShapeRule(properties.get("name", ""), rules)


def _texts(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(qn("a:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("a:t")))


def _in_words(tag: Tag) -> str:
    """What a statement says, empty for one that says nothing of its own: an end, or how long texts are fitted."""
    keyword, rest = tag.keyword, tag.inside[len(tag.keyword) :].strip()
    if keyword in ("if", "with"):
        return Message("if {condition}", condition=rest) if keyword == "if" else f"{keyword} {rest}"
    if keyword in ("else", "elif"):
        return Message("otherwise, if {condition}", condition=rest) if rest else Message("otherwise")
    if keyword == "for":
        return _loop_in_words(tag)
    if keyword in ARRANGEMENTS:
        return tag.inside if keyword == "along" else Message("in a {arrangement}", arrangement=tag.inside)
    return ""


def _loop_in_words(tag: Tag) -> str:
    loop = _FOR.fullmatch(tag.inside)
    if loop is None:
        return Message("for each round of '{loop}'", loop=tag.inside)
    pages = _PAGES.fullmatch(loop["items"])
    if pages is None:
        return Message(_REPEATED.get(tag.level, _EACH), name=loop["name"], items=loop["items"])
    what = pages["items"].removeprefix(_SLIDES).strip()
    there = Message("if there is something in '{items}'", items=what)
    return Message("{there}, up to {most} on a slide", there=there, most=pages["most"]) if pages["most"] else there
