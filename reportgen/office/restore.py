"""Puts back into a file what LibreOffice does not write, from a copy of before.

It reads nearly all of a `.pptx`, but when it saves one (found in 7.4) it drops the alternative texts of all
shapes but pictures, the marks of decoration and of header rows, the names of slides and placeholders, the typefaces
of the theme, and the presentation's text style with the language of its text; and it writes typefaces and colours out
where they were the theme's. Of a `.docx` it drops the titles and descriptions of tables, and writes out the typefaces
of runs and the colours of tables.
"""

from __future__ import annotations

import copy
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from urllib.parse import unquote

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.drawing.theme import Fonts, read_fonts, typeface
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package, Relationship, refusal, xml_entry

_SHAPE_PROPERTIES = qn("p:cNvPr")
_PROPERTIES, _TABLE_PROPERTIES = f"*/{_SHAPE_PROPERTIES}", f".//{qn('a:tblPr')}"
_DESCRIPTION = ("descr", "title")
_RUN_PROPERTIES = (qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr"))
_MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
"""What slides call the slots of a colour scheme that a master maps as Office does (ECMA-376 part 1 §19.3.1.6)."""

_TEXT_STYLE = qn("p:defaultTextStyle")
_BEHIND_TEXT_STYLE = (qn("p:modifyVerifier"), qn("p:extLst"))
"""What follows it in a presentation (ECMA-376 part 1 §19.2.1.26)."""

_TABLE_TEXTS = (qn("w:tblCaption"), qn("w:tblDescription"))
"""The last of a table's properties, in this order (ECMA-376 part 1 §17.4.59)."""

_DOCUMENT_PARTS = ("styles", "numbering", "header", "footer", "footnotes", "endnotes", "comments")
_WORD_SLOTS = {"ascii": ("lt", "HAnsi"), "hAnsi": ("lt", "HAnsi"), "eastAsia": ("ea", "EastAsia")}
"""Attributes of `w:rFonts` → the slot of the theme, and the end of what Word calls it (ST_Theme, §17.18.96)."""
_FILLED = ((qn("w:color"), qn("w:themeColor")), (qn("w:fill"), qn("w:themeFill")))
"""The colours of borders and shadings, each with what refers to the theme. LibreOffice keeps that of text itself."""

Key = tuple[bool, str]
"""What a shape is known by: whether it is a placeholder for text, and its text if it is one, otherwise its name.

A table or chart in a placeholder keeps its name, and is saved without the placeholder.
"""
Pair = tuple[etree._Element, etree._Element]


def restore(saved: Package, before: Package) -> int:
    """Put what `saved` has lost back from `before`, a file of the same format.

    The number of shapes, or of a document's tables, that got something back is returned. Raises `ProblemsFound` for
    another format, and for damaged files.
    """
    if before.format != saved.format:
        raise refusal(
            before.name, Message("it is no .{format} file as {name} is", format=saved.format, name=saved.name)
        )
    _restore_addresses(saved, before)
    return _RESTORE[saved.format](saved, before)


def _restore_addresses(saved: Package, before: Package) -> None:
    """Let links to a place beside the file lead there again: LibreOffice writes where that is on its own computer."""
    links = (link for part in _linking_parts(before) for link in before.relationships(part))
    beside = [link.target for link in links if link.external and ":" not in link.target.split("/")[0]]
    for part in _linking_parts(saved):
        found = [_addressed(link, beside) if link.external else link for link in saved.relationships(part)]
        if tuple(found) != saved.relationships(part):
            saved.set_relationships(part, found)


def _linking_parts(package: Package) -> list[str]:
    return [package.main_part, *package.related(package.main_part, "slide", *_DOCUMENT_PARTS)]


def _addressed(link: Relationship, beside: Sequence[str]) -> Relationship:
    """A link to a file of a computer with the earlier address that ends so, if there is one."""
    if not link.target.startswith("file:"):
        return link
    ends = unquote(link.target)
    return next((replace(link, target=old) for old in beside if ends.endswith(f"/{old.replace('../', '')}")), link)


def _restore_document(saved: Package, before: Package) -> int:
    """Put back what tables have lost, and let typefaces and colours refer to the theme again.

    A table is known by its text, else by its turn among all.
    """
    part = saved.main_part
    root, old = saved.parse(part), before.parse(before.main_part)
    tables, lost = list(root.iter(qn("w:tbl"))), list(old.iter(qn("w:tbl")))
    known = {"".join(table.itertext()): table for table in lost}
    in_turn: Sequence[etree._Element | None] = lost if len(lost) == len(tables) else [None] * len(tables)
    found = [known.get("".join(table.itertext()), other) for table, other in zip(tables, in_turn, strict=True)]
    restored = sum(_restore_table(*pair) for pair in zip(tables, found, strict=True))
    saved.entries[part] = xml_entry(root)
    old_parts, parts = (_roots(package, _text_parts(package)) for package in (before, saved))
    themes = _roots(before, before.related(before.main_part, "theme"))
    fonts = [read_fonts(theme) for theme in themes.values()]
    colours = dict(used for tree in old_parts.values() for used in _colours_in_use(tree))
    for name, tree in parts.items():
        for one in fonts:
            _refer_to_word_typefaces(tree, one)
        _refer_to_word_colours(tree, colours)
        saved.entries[name] = xml_entry(tree)
    return restored


def _restore_table(table: etree._Element, lost: etree._Element | None) -> bool:
    """Give a table of a document its title and description back; False if it had lost none."""
    properties, old = (one.find(qn("w:tblPr")) if one is not None else None for one in (table, lost))
    if properties is None or old is None:
        return False
    missing = [one for name in _TABLE_TEXTS if properties.find(name) is None for one in old.iterchildren(name)]
    properties.extend(copy.deepcopy(missing))
    return bool(missing)


def _restore_presentation(saved: Package, before: Package) -> int:
    """Put back what shapes, tables, masters and themes have lost.

    A slide is known by its shapes, a shape by its name, a placeholder by its text. What was drawn anew, or changed so
    much that nothing tells what it was, stays as it was saved.
    """
    themes = list(_themes(before))
    if not themes:
        raise refusal(before.name, Message("it has no theme"))
    theme = before.parse(themes[0])
    old_slides, slides = (_roots(package, package.related(package.main_part, "slide")) for package in (before, saved))
    old_frames, frames = (_roots(package, _frames(package)) for package in (before, saved))
    same = list(_same_slides(slides, old_slides))
    for root, old in same:
        _restore_name(root, old)
    pairs = [pair for root, old in same for pair in _same_shapes(root, [old])]
    drawn = [pair for root in frames.values() for pair in _same_shapes(root, old_frames.values())]
    pairs += [pair for pair in drawn if placeholder_of(pair[0]) is None]  # layouts have the same placeholders
    restored = sum(_restore_shape(shape, lost) for shape, lost in pairs)
    fonts, colours = read_fonts(theme), _colour_names(theme)
    for name, root in (slides | frames).items():
        _refer_to_typefaces(root, fonts)
        _refer_to_colours(root, colours)
        _make_ids_distinct(root)
        saved.entries[name] = xml_entry(root)
    for name, root in _roots(saved, _themes(saved)).items():
        _replace(root, theme, qn("a:fontScheme"))
        saved.entries[name] = xml_entry(root)
    _restore_text_style(saved, before)
    return restored


def _restore_text_style(saved: Package, before: Package) -> None:
    """Put back what text has that no shape or master formats: its language, above all."""
    root, old = (package.parse(package.main_part) for package in (saved, before))
    style = old.find(_TEXT_STYLE)
    if style is not None and root.find(_TEXT_STYLE) is None:
        behind = [child for child in root if child.tag in _BEHIND_TEXT_STYLE]
        root.insert(len(root) - len(behind), copy.deepcopy(style))
        saved.entries[saved.main_part] = xml_entry(root)


def _roots(package: Package, parts: Iterable[str]) -> dict[str, etree._Element]:
    return {part: package.parse(part) for part in parts}


def _text_parts(package: Package) -> Iterator[str]:
    """The parts of a document that format text."""
    yield package.main_part
    yield from package.related(package.main_part, *_DOCUMENT_PARTS)


def _masters(package: Package) -> Iterator[str]:
    yield from package.related(package.main_part, "slidemaster", "notesmaster")


def _frames(package: Package) -> Iterator[str]:
    """The masters and layouts; LibreOffice makes a master of each layout that is used."""
    for master in _masters(package):
        yield master
        yield from package.related(master, "slidelayout")


def _themes(package: Package) -> dict[str, None]:
    """The themes, that of the first master first."""
    return dict.fromkeys(theme for master in _masters(package) for theme in package.related(master, "theme"))


# -- what was what


def _key(shape: etree._Element) -> Key:
    if placeholder_of(shape) is None or shape.tag == qn("p:graphicFrame"):
        properties = shape.find(_PROPERTIES)
        return False, properties.get("name", "") if properties is not None else ""
    texts = (text.text or "" for run in shape.iter(qn("a:r")) for text in run.iter(qn("a:t")))
    return True, " ".join("".join(texts).split())


def _copied_key(shape: etree._Element) -> Key:
    """The key of what a shape is a copy of: on a slide that it duplicates LibreOffice numbers the names, "Card 1"."""
    is_placeholder, known_by = _key(shape)
    return is_placeholder, known_by if is_placeholder else re.sub(r" \d+$", "", known_by)


def _keys(root: etree._Element) -> Counter[Key]:
    return Counter(map(_copied_key, root.iter(*SHAPES)))


def _same_slides(slides: Mapping[str, etree._Element], old: Mapping[str, etree._Element]) -> Iterator[Pair]:
    """Each slide with the earlier one of which it has the most shapes; of several the nearest."""
    earlier = [(place, root, _keys(root)) for place, root in enumerate(old.values())]
    for place, root in enumerate(slides.values()):
        keys = _keys(root)
        shared = [((keys & others).total(), -abs(place - other), other) for other, _, others in earlier]
        most, _, other = max(shared)
        if most:
            yield root, earlier[other][1]


def _same_shapes(root: etree._Element, old: Iterable[etree._Element]) -> Iterator[Pair]:
    """Each shape with the earlier one that has its key; placeholders that are left over, if as many, in their order."""
    earlier: dict[Key, list[etree._Element]] = defaultdict(list)
    for shape in (shape for tree in old for shape in tree.iter(*SHAPES)):
        earlier[_key(shape)].append(shape)
    left = list(root.iter(*SHAPES))
    for key_of in (_key, _copied_key):
        unknown, left = left, []
        for shape in unknown:
            if found := earlier.get(key_of(shape)):
                yield shape, found.pop(0)
            else:
                left.append(shape)
    left = [shape for shape in left if placeholder_of(shape) is not None]
    rest = [shape for (is_placeholder, _), shapes in earlier.items() if is_placeholder for shape in shapes]
    if len(left) == len(rest):
        yield from zip(left, rest, strict=True)


# -- what comes back


def _restore_name(slide: etree._Element, lost: etree._Element) -> None:
    """Give a slide the name back that messages call it by."""
    content, old = slide.find(qn("p:cSld")), lost.find(qn("p:cSld"))
    if content is not None and old is not None and not content.get("name"):
        content.attrib.update({key: value for key, value in old.attrib.items() if key == "name"})


def _restore_shape(shape: etree._Element, lost: etree._Element) -> bool:
    """Give a shape its name, description, mark of decoration and table style back; False if it had lost nothing."""
    properties, old = shape.find(_PROPERTIES), lost.find(_PROPERTIES)
    if properties is None or old is None:
        return False
    before = etree.tostring(shape)
    for name in (*_DESCRIPTION, "name"):
        if old.get(name) and (name == "name" or not properties.get(name)):
            properties.set(name, old.get(name, ""))
    extensions = old.find(qn("a:extLst"))
    if extensions is not None and properties.find(qn("a:extLst")) is None:
        properties.append(copy.deepcopy(extensions))
    table, old_table = shape.find(_TABLE_PROPERTIES), lost.find(_TABLE_PROPERTIES)
    if table is not None and old_table is not None and not table.attrib:
        table.attrib.update(old_table.attrib)
        _replace(table, old_table, qn("a:tableStyleId"))
    return etree.tostring(shape) != before


def _replace(root: etree._Element, old: etree._Element, tag: str) -> None:
    """Put an element of an earlier part in the place of its like, or last where there is none."""
    mine, wanted = next(root.iter(tag), None), next(old.iter(tag), None)
    if wanted is None:
        return
    holder = mine.getparent() if mine is not None else None
    if mine is None or holder is None:
        root.append(copy.deepcopy(wanted))
    else:
        holder.replace(mine, copy.deepcopy(wanted))


def _refer_to_typefaces(root: etree._Element, fonts: Fonts) -> None:
    """Let runs in a typeface of the theme refer to it, so that they follow the language."""
    references: Sequence[str] = ("+mn", "+mj")
    for properties in root.iter(*_RUN_PROPERTIES):
        for slot, name in (("a:latin", "lt"), ("a:ea", "ea")):
            written = typeface(properties, slot)
            found = [one for one in references if written and fonts.resolve(f"{one}-{name}") == written]
            if not found:
                continue
            heading = typeface(properties, "a:latin").startswith("+mj")
            reference = "+mj" if heading and "+mj" in found else found[0]
            properties.find(qn(slot)).set("typeface", f"{reference}-{name}")  # type: ignore[union-attr]


def _make_ids_distinct(root: etree._Element) -> None:
    """Give shapes of masters ids of their own: LibreOffice gives some the id of the shape tree."""
    taken = {properties.get("id") for properties in root.iter(_SHAPE_PROPERTIES)}
    free = (str(number) for number in count(2) if str(number) not in taken)
    seen: set[str | None] = set()
    for properties in root.iter(_SHAPE_PROPERTIES):
        if properties.get("id") in seen:
            properties.set("id", next(free))
        seen.add(properties.get("id"))


def _colour_names(theme: etree._Element) -> dict[str, str]:
    """What slides call the colours of a theme, by their values; a value with two names has the first."""
    names: dict[str, str] = {}
    for slot in next(theme.iter(qn("a:clrScheme"))):
        name = etree.QName(slot).localname
        for colour in slot:
            value = colour.get("lastClr") or colour.get("val") or ""
            names.setdefault(value.upper(), _MAPPED.get(name, name))
    return names


def _refer_to_colours(root: etree._Element, names: Mapping[str, str]) -> None:
    """Let what is in a colour of the theme refer to it, so that it follows the sector."""
    for colour in list(root.iter(qn("a:srgbClr"))):
        if name := names.get(colour.get("val", "").upper()):
            colour.tag = qn("a:schemeClr")
            colour.set("val", name)


def _refer_to_word_typefaces(root: etree._Element, fonts: Fonts) -> None:
    """Do in a part of a document what `_refer_to_typefaces` does on slides."""
    for written in root.iter(qn("w:rFonts")):
        latin = written.get(qn("w:ascii"))
        heading = latin == fonts.major.typeface("lt") != fonts.minor.typeface("lt")
        collection, name = (fonts.major, "major") if heading else (fonts.minor, "minor")
        for attribute, (slot, end) in _WORD_SLOTS.items():
            if written.get(qn(f"w:{attribute}")) == collection.typeface(slot) != "":
                del written.attrib[qn(f"w:{attribute}")]
                written.set(qn(f"w:{attribute}Theme"), name + end)


def _refer_to_word_colours(root: etree._Element, names: Mapping[tuple[str, str], str]) -> None:
    """Let borders and shadings in a colour that the file before has from its theme refer to it."""
    for element in root.iter(etree.Element):
        for written, reference in _FILLED:
            name = names.get((reference, element.get(written, "")))
            if name and element.get(reference) is None:
                element.set(reference, name)


def _colours_in_use(root: etree._Element) -> Iterator[tuple[tuple[str, str], str]]:
    """What a part calls colours of the theme: reference and written value, and the name."""
    for element in root.iter(etree.Element):
        for written, reference in _FILLED:
            if (name := element.get(reference)) and (value := element.get(written)):
                yield (reference, value), name


_RESTORE: Mapping[str, Callable[[Package, Package], int]] = {
    "docx": _restore_document,
    "pptx": _restore_presentation,
}
"""A file's format → what puts back what it has lost."""
