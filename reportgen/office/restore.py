"""Puts back into a presentation what LibreOffice does not write, from a copy of before.

LibreOffice reads nearly all of a `.pptx`, but when it saves one (found in 7.4) it drops the alternative texts of all
shapes but pictures, the marks of decoration and of header rows, the names of placeholders and the typefaces of the
theme; and it writes typefaces and colours out where they were the theme's.
"""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.drawing.theme import Fonts, read_fonts, typeface
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package, xml_entry

_PROPERTIES, _TABLE_PROPERTIES = f"*/{qn('p:cNvPr')}", f".//{qn('a:tblPr')}"
_DESCRIPTION = ("descr", "title")
_RUN_PROPERTIES = (qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr"))
_MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
"""What slides call the slots of a colour scheme that a master maps as Office does (ECMA-376 part 1 §19.3.1.6)."""

Key = tuple[bool, str]
"""What a shape is known by: whether it is a placeholder, and its text if it is one, otherwise its name."""
Pair = tuple[etree._Element, etree._Element]


def restore_presentation(saved: Package, before: Package) -> int:
    """Put what `saved` has lost back from `before`; the number of shapes that got something back is returned.

    A slide is known by its shapes, a shape by its name, a placeholder by its text. What was drawn anew, or changed so
    much that nothing tells what it was, stays as it was saved.
    """
    theme = before.parse(next(iter(_themes(before))))
    old_slides, slides = (_roots(package, package.related(package.main_part, "slide")) for package in (before, saved))
    old_frames, frames = (_roots(package, _frames(package)) for package in (before, saved))
    pairs = [pair for root, old in _same_slides(slides, old_slides) for pair in _same_shapes(root, [old])]
    pairs += [pair for root in frames.values() for pair in _same_shapes(root, old_frames.values())]
    restored = sum(_restore_shape(shape, lost) for shape, lost in pairs)
    fonts, colours = read_fonts(theme), _colour_names(theme)
    for name, root in (slides | frames).items():
        _refer_to_typefaces(root, fonts)
        _refer_to_colours(root, colours)
        saved.entries[name] = xml_entry(root)
    for name, root in _roots(saved, _themes(saved)).items():
        _replace(root, theme, qn("a:fontScheme"))
        saved.entries[name] = xml_entry(root)
    return restored


def _roots(package: Package, parts: Iterable[str]) -> dict[str, etree._Element]:
    return {part: package.parse(part) for part in parts}


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
    if placeholder_of(shape) is None:
        properties = shape.find(_PROPERTIES)
        return False, properties.get("name", "") if properties is not None else ""
    texts = (text.text or "" for run in shape.iter(qn("a:r")) for text in run.iter(qn("a:t")))
    return True, " ".join("".join(texts).split())


def _keys(root: etree._Element) -> Counter[Key]:
    return Counter(map(_key, root.iter(*SHAPES)))


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
    left: list[etree._Element] = []
    for shape in root.iter(*SHAPES):
        if found := earlier.get(_key(shape)):
            yield shape, found.pop(0)
        elif placeholder_of(shape) is not None:
            left.append(shape)
    rest = [shape for (is_placeholder, _), shapes in earlier.items() if is_placeholder for shape in shapes]
    if len(left) == len(rest):
        yield from zip(left, rest, strict=True)


# -- what comes back


def _restore_shape(shape: etree._Element, lost: etree._Element) -> bool:
    """Give a shape its name, description, mark of decoration and table style back; False if it had lost nothing."""
    properties, old = shape.find(_PROPERTIES), lost.find(_PROPERTIES)
    if properties is None or old is None:
        return False
    before = etree.tostring(shape)
    names = (*_DESCRIPTION, "name") if placeholder_of(shape) is not None else _DESCRIPTION
    for name in names:
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
