"""Finds tags in places of a file that are not rendered: nothing is left there in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from reportgen.diagnostics import Collector, Diagnostic, Location, Message
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.steps import Steps
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import place_of, texts
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import Plan, part_label
from reportgen.template.syntax.embedded import embedded_tags
from reportgen.template.syntax.links import address_of
from reportgen.template.syntax.tags import Match, find_tags, read_tag

_ELSEWHERE = re.compile(rb"""=\s*(?:"[^"<]*?|'[^'<]*?)\{[{%]|<(?!(?:[\w.-]+:)?t[\s>])[^<>]*>[^<]*?\{[{%]""")
"""What may be a tag in the markup of a part, in an attribute or a text that is none of a run."""
_ANYWHERE = re.compile(rb"\{[{%#<]")
"""What may be a tag, or the beginning of one that is cut across runs."""
_NO_TEXT = ("customXml/", "_xmlsignatures/")
"""How the names of parts begin whose text no reader sees."""
_REMEDY = Message("move the tag into plain text")


def refuse(matches: Iterable[Match], place: str, remedy: str, location: Location, found: Collector) -> None:
    """Report tags that are not rendered; `place` says in an editor's words what the text is that they stand in."""
    for match in matches:
        shown = read_tag(match, location).text[:40]
        found.error(
            "hidden-tag",
            Message("'{shown}' stands in the {place}, where no tag is rendered", shown=shown, place=place),
            location,
            remedy,
        )


def unread_tags(package: Package, plan: Plan) -> list[Diagnostic]:
    """Return the faults of tags that stand where nobody else looks for any.

    These are the parts that the plan does not have, the places in planned ones that the table of texts does not have,
    the addresses of linked files, and what is embedded.
    """
    found = Collector()
    planned = {part.name: part.steps for part in plan.parts}
    for part, entry in package.entries.items():
        if not _is_markup(package, part):
            continue
        steps = planned.get(part) or (part_label(package, part),)
        if (_ELSEWHERE if part in planned else _ANYWHERE).search(entry.read()):
            _report(package.parse(part), steps, part in planned, package.name, found)
        for item in package.relationships(part):
            if item.external and not (part in planned and item.kind == "hyperlink"):
                location = Location(package.name, steps=steps)
                refuse(
                    find_tags(address_of(item)),
                    Message("address of a linked file ({kind})", kind=item.kind),
                    _REMEDY,
                    location,
                    found,
                )
        for match, place, remedy in embedded_tags(package, part):
            refuse([match], place, remedy, Location(package.name, steps=steps), found)
    return found.diagnostics


def _is_markup(package: Package, part: str) -> bool:
    kind = package.content_type(part)
    return kind.endswith(("+xml", "vmlDrawing")) and "relationships" not in kind and not part.startswith(_NO_TEXT)


def _report(root: etree._Element, steps: tuple[str, ...], is_planned: bool, name: str, found: Collector) -> None:
    """Report the tags of a part; in a planned one those alone that stand in places that the table does not have."""
    inner = Steps()

    def location(element: etree._Element) -> Location:
        return Location(name, steps=(*steps, *inner.to(element)))

    for text in () if is_planned else texts(root, Use.RENDERED | Use.REPORTED):
        typed = paragraph_text(text.element, text.dialect) if text.dialect else text.value
        if "{" in typed:
            refuse(find_tags(typed), text.place.aspect or "text", text.place.remedy, location(text.element), found)
    for element, place, typed in _unknown_texts(root):
        # what does not end is no tag here: nobody knows what such a text may hold
        whole = [match for match in find_tags(typed) if not match.fault]
        refuse(whole, place, _REMEDY, location(element), found)


def _unknown_texts(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield each text with a brace in a place that the table does not have: its element, what it is, and itself."""
    for element in root.iter(etree.Element):
        for attribute, typed in element.attrib.items():
            if "{" in typed and place_of(element, str(attribute)) is None:
                yield element, f"'{etree.QName(attribute).localname}' of a '{_name(element)}'", str(typed)
        if "{" in (element.text or "") and not _is_known(element):
            yield element, f"'{_name(element)}'", element.text or ""


def _is_known(element: etree._Element) -> bool:
    """Whether the text of an element is one of the table's, or a piece of one: runs and formulas have such."""
    return etree.QName(element).localname == "t" or place_of(element, "") is not None


def _name(element: etree._Element) -> str:
    return f"{element.prefix}:{etree.QName(element).localname}" if element.prefix else etree.QName(element).localname
