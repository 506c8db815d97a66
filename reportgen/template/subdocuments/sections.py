"""Lets an inserted document of several sections keep them: the section around it ends before it and goes on behind it.

Until its part is whole the document stands between two marked paragraphs: `w:rgOpens` before it, and `w:rgCloses`
behind it, with the properties of its last section (ECMA-376 part 1 §17.6.17). Where one of the documents has other
headers on even pages, the others get their own there too.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import W, parse_xml, qn, serialise
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.odd_and_even import has_odd_and_even
from reportgen.office.opc.package import Package
from reportgen.template.runtime.state import RenderState
from reportgen.template.structure.levels.sections import close_paragraph, closing_elements, name_headers
from reportgen.template.subdocuments.splice import splice_blocks
from reportgen.template.syntax.join_paragraphs import add_section_properties

_OPENS, _CLOSES, _ODD_AND_EVEN = qn("w:rgOpens"), qn("w:rgCloses"), qn("w:rgOddAndEven")
_OPENS_MARKUP = " w:rgOpens="
"""What stands in markup wherever there is such a document."""
_PROPERTIES, _PARAGRAPH, _TYPE = qn("w:sectPr"), qn("w:p"), qn("w:type")
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
_SHOWN = (qn("w:r"), qn("w:hyperlink"), qn("w:fldSimple"), qn("w:sdt"))


def place_documents(state: RenderState, package: Package) -> None:
    """Put documents where their tags stand; those of several sections that stand where none can begin are problems.

    `package` is the template's.
    """
    if not state.blocks:
        return
    splice_blocks(state)

    def settled(part: WrittenPart) -> str:
        if _OPENS_MARKUP not in part.markup:
            return part.markup
        root = parse_xml(part.markup.encode())
        state.package.begin_inner(part)  # which may gain empty headers
        for number in settle_sections(root, state.package.relate_blank, has_odd_and_even(package)):
            tag = state.blocks[number][1]
            message = Message(
                "the document of '{tag}' has sections of its own, which only the body can take in", tag=tag.text
            )
            hint = Message("put the tag into the body, outside of tables, text boxes and content controls")
            state.problem("misplaced-document", message, tag.location, hint)
        state.package.end_inner()
        return serialise(root)

    state.package.write([settled(part) for part in state.package.parts])


def between_marks(
    blocks: list[etree._Element], last: etree._Element, number: int, odd_and_even: bool
) -> list[etree._Element]:  # fmt: skip
    """Blocks of a document between its marks; `last` are the properties of its last section.

    `odd_and_even` says that its even pages have headers of their own.
    """
    _begin_page(blocks, last)
    opens, closes = (etree.Element(_PARAGRAPH, {mark: str(number)}, nsmap={"w": W}) for mark in (_OPENS, _CLOSES))
    if odd_and_even:
        opens.set(_ODD_AND_EVEN, "1")
    add_section_properties(closes, last)
    return [opens, *blocks, closes]


def _begin_page(blocks: list[etree._Element], last: etree._Element) -> None:
    """Let the first section begin a page, as it did: Word does not ask how the first of a file begins."""
    first = next((found for block in blocks for found in block.iter(_PROPERTIES)), last)
    kind = first.find(_TYPE)
    if kind is not None and kind.get(qn("w:val")) in ("continuous", "nextColumn"):
        first.remove(kind)


def settle_sections(root: etree._Element, blank: Callable[[str], str], odd_and_even: bool) -> list[int]:
    """Give all sections their properties, and return the numbers of the documents that stand where none can begin.

    `blank` gives the id of a relationship to an empty `header` or `footer`; `odd_and_even` says that the even pages of
    the document around the others have headers of their own.
    """
    body = root.find(qn("w:body"))
    misplaced = [
        int(p.get(_OPENS, "")) for p in root.iter(_PARAGRAPH) if _OPENS in p.attrib and p.getparent() is not body
    ]
    if body is None or misplaced:
        return misplaced
    if body.find(_PROPERTIES) is None:
        etree.SubElement(body, _PROPERTIES)
    _write_headers_out(body, blank, odd_and_even)
    for opens in [child for child in body if _OPENS in child.attrib]:
        closes = next(child for child in opens.itersiblings() if child.get(_CLOSES) == opens.get(_OPENS))
        _settle(opens, closes)
    return []


def _write_headers_out(body: etree._Element, blank: Callable[[str], str], own_odd_and_even: bool) -> None:
    """Let every section say which headers it has: the sections before it are others now."""
    groups: dict[str, list[etree._Element]] = {}
    odd_and_even = {"": own_odd_and_even}
    inserted, ends = "", set(closing_elements(body))
    for child in body:
        if _OPENS in child.attrib:
            inserted = child.get(_OPENS, "")
            odd_and_even[inserted] = _ODD_AND_EVEN in child.attrib
        if child in ends:
            groups.setdefault(inserted, []).extend(_sections(child))
        inserted = "" if _CLOSES in child.attrib else inserted
    if any(odd_and_even.values()):
        for properties in (one for number, found in groups.items() if not odd_and_even[number] for one in found):
            _show_on_even_pages(properties)
    name_headers(list(groups.values()), blank)


def _show_on_even_pages(properties: etree._Element) -> None:
    """Let even pages of a section show the headers of the others, as they did where they had none of their own."""
    for reference in list(properties.iterchildren(*_REFERENCES)):
        kind = reference.get(qn("w:type"), "default")
        if kind == "even":
            properties.remove(reference)
        elif kind == "default":
            same = copy.deepcopy(reference)
            same.set(qn("w:type"), "even")
            reference.addnext(same)


def _sections(child: etree._Element) -> Iterator[etree._Element]:
    yield from [child] if child.tag == _PROPERTIES else child.iter(_PROPERTIES)


def _settle(opens: etree._Element, closes: etree._Element) -> None:
    """End the section around a document before it, and let it go on behind it."""
    around = next(found for sibling in _outside(closes) for found in _sections(sibling))
    before = opens.getprevious()
    if before is not None and not any(True for _ in _sections(before)):
        _end_section(opens, copy.deepcopy(around))
        _go_on(around)
    else:
        _remove(opens)
    behind = closes.getnext()
    last = next(closes.iter(_PROPERTIES))
    if behind is around:  # nothing comes behind the document
        around.getparent().replace(around, last)  # type: ignore[union-attr]
        _remove(closes)
        return
    if behind is not None and around in _sections(behind) and _is_empty(behind):
        _remove(behind)
    _end_section(closes, last)


def _outside(closes: etree._Element) -> Iterator[etree._Element]:
    """What stands behind a document but in no other one."""
    inside = False
    for sibling in closes.itersiblings():
        inside = inside or _OPENS in sibling.attrib
        if not inside:
            yield sibling
        inside = inside and _CLOSES not in sibling.attrib


def _end_section(mark: etree._Element, properties: etree._Element) -> None:
    """End a section with the paragraph before a mark, which goes, or with the mark where there is none."""
    before = mark.getprevious()
    for name in (_OPENS, _CLOSES, _ODD_AND_EVEN):
        mark.attrib.pop(name, None)
    for child in list(mark):
        mark.remove(child)
    if before is not None and before.tag == _PARAGRAPH and not any(True for _ in _sections(before)):
        _remove(mark)
        add_section_properties(before, properties)
    else:
        close_paragraph(mark)
        add_section_properties(mark, properties)


def _go_on(properties: etree._Element) -> None:
    """Let a section that was ended go on: it has no first page any more, and its pages count on."""
    for name in ("w:titlePg", "w:pgNumType"):
        for element in properties.findall(qn(name)):
            element.attrib.pop(qn("w:start"), None)
            if not element.attrib or name == "w:titlePg":
                properties.remove(element)


def _is_empty(block: etree._Element) -> bool:
    return block.tag == _PARAGRAPH and next(block.iterchildren(*_SHOWN), None) is None


def _remove(element: etree._Element) -> None:
    element.getparent().remove(element)  # type: ignore[union-attr]
