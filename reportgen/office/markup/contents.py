"""Word's tables of contents: a TOC field is given the entries that Word would write into it.

An entry is a link to a bookmark at its heading, with the heading's number, its text, and its page, which is a PAGEREF
field (ECMA-376 part 1 §17.16.5.45, §17.16.5.68). Word brings all of it up to date.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.dialect import WORD, insert_in_order, ppr_after
from reportgen.office.markup.fields import Field, fields
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.word_styles import WordStyles

_BOOKMARK = "_Toc2023{:05}"
"""Names that begin so are hidden, and Word takes them away when it writes others."""
_OUTLINE = re.compile(r'\\o\s+"(\d)-(\d)"')
_STYLES = re.compile(r'\\t\s+"([^"]*)"')
_VALUE, _ID = qn("w:val"), qn("w:id")


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading that a table of contents lists, with its level from 1 and its number, which may be empty."""

    heading: etree._Element
    level: int
    number: str


def write_contents(
    root: etree._Element, styles: WordStyles, pages: Callable[[], Mapping[etree._Element, int]]
) -> None:  # fmt: skip
    """Write the entries of every table of contents in a document; `pages` tells the page of each paragraph.

    It is asked when the entries stand, since they take room themselves.
    """
    written: list[tuple[etree._Element, Entry]] = []
    for field in [field for field in fields(root) if field.name == "TOC"]:
        shown = _shown_paragraphs(field)
        entries = [entry for entry in _entries(root, field.code, styles) if entry.heading not in shown]
        if not shown or not entries:
            continue
        numbers = [_write_entry(entry, name, shown[0], field, styles) for name, entry in _marked(root, entries)]
        _move_ends(shown, numbers)
        written += zip(numbers, entries, strict=True)
    found = pages() if written else {}
    for number, entry in written:
        number.text = str(found.get(entry.heading, 1))


def _shown_paragraphs(field: Field) -> list[etree._Element]:
    """The paragraphs from the beginning of a field to its end; none where these are not siblings."""
    first = next(field.start.iterancestors(WORD.paragraph), None)
    depth, shown = 0, []
    for paragraph in [] if first is None else [first, *first.itersiblings(WORD.paragraph)]:
        shown.append(paragraph)
        for mark in paragraph.iter(qn("w:fldChar")):
            kind = mark.get(qn("w:fldCharType"))
            depth += (kind == "begin") - (kind == "end")
        if depth == 0:
            return shown
    return []


def _entries(root: etree._Element, code: str, styles: WordStyles) -> Iterator[Entry]:
    """The headings that the code of a TOC field asks for, by outline level and by names of styles."""
    levels = _levels(code, styles)
    counts: Counter[tuple[str, int]] = Counter()
    for paragraph in root.iter(WORD.paragraph):
        format_ = styles.paragraph(paragraph)
        if format_.numbering is not None:
            number, depth = format_.numbering
            counts[number, depth] += 1
        level = levels.get(styles.style_id(paragraph))
        if level and paragraph_text(paragraph, WORD).strip():
            listed = format_.numbering
            yield Entry(paragraph, level, str(counts[listed]) if listed and styles.prints_number(*listed) else "")


def _levels(code: str, styles: WordStyles) -> dict[str, int]:
    """The level of each style that a TOC field lists, by the id of the style."""
    levels: dict[str, int] = {}
    if outline := _OUTLINE.search(code):
        for level in range(int(outline[1]), int(outline[2]) + 1):
            levels[styles.id_of(f"heading {level}")] = level
    for listed in _STYLES.findall(code):
        names = re.split("[,;]", listed)
        levels |= {styles.id_of(name.strip()): int(level) for name, level in zip(names[::2], names[1::2], strict=False)}
    levels.pop("", None)
    return levels


def _marked(root: etree._Element, entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    """The entries, each with the name of a new bookmark around its heading."""
    ids = [int(id_) for mark in root.iter(qn("w:bookmarkStart")) if (id_ := mark.get(_ID, "")).isdecimal()]
    first = max(ids, default=0) + 1
    for position, entry in enumerate(entries):
        name, id_ = _BOOKMARK.format(first + position), str(first + position)
        properties = entry.heading.find(WORD.paragraph_properties)
        start = etree.Element(qn("w:bookmarkStart"), {_ID: id_, qn("w:name"): name})
        entry.heading.insert(0 if properties is None else 1, start)
        etree.SubElement(entry.heading, qn("w:bookmarkEnd"), {_ID: id_})
        yield name, entry


def _write_entry(
    entry: Entry, name: str, before: etree._Element, field: Field, styles: WordStyles
) -> etree._Element:  # fmt: skip
    """Put an entry in front of a paragraph, and return the text that is its page.

    Where the document has no style for its level, it looks like that paragraph.
    """
    paragraph = etree.Element(WORD.paragraph)
    properties = before.find(WORD.paragraph_properties)
    if style := styles.id_of(f"toc {entry.level}"):
        properties = etree.Element(WORD.paragraph_properties)
        etree.SubElement(properties, qn("w:pStyle"), {_VALUE: style})
    if properties is not None:
        paragraph.append(copy.deepcopy(properties))
        etree.strip_elements(paragraph, qn("w:sectPr"))  # the section ends behind the last entry: `_move_ends`
    link = etree.SubElement(paragraph, qn("w:hyperlink"), {qn("w:anchor"): name, qn("w:history"): "1"})
    if entry.number:
        _add_run(link, _text(entry.number), etree.Element(qn("w:tab")))
    for run in entry.heading.iter(WORD.run):
        _add_run(link, *(_text(text.text or "") for text in run.iter(WORD.text)), like=run)
    _add_run(link, etree.Element(qn("w:tab")))
    _add_run(link, _field_mark("begin"))
    code = etree.Element(qn("w:instrText"), {qn("xml:space"): "preserve"})
    code.text = f" PAGEREF {name} \\h "
    _add_run(link, code)
    _add_run(link, _field_mark("separate"))
    number = _text("")
    _add_run(link, number)
    _add_run(link, _field_mark("end"))
    before.addprevious(paragraph)
    return number


def _add_run(parent: etree._Element, *content: etree._Element, like: etree._Element | None = None) -> None:
    """Add a run; one like another has the language and the typefaces of its text."""
    run = etree.SubElement(parent, WORD.run)
    properties = like.find(WORD.run_properties) if like is not None else None
    kept = [] if properties is None else [one for one in properties if one.tag in (qn("w:rFonts"), qn("w:lang"))]
    if kept:
        etree.SubElement(run, WORD.run_properties).extend(map(copy.deepcopy, kept))
    run.extend(content)


def _text(text: str) -> etree._Element:
    element = etree.Element(WORD.text, {qn("xml:space"): "preserve"})
    element.text = text
    return element


def _field_mark(kind: str) -> etree._Element:
    return etree.Element(qn("w:fldChar"), {qn("w:fldCharType"): kind})


def _move_ends(shown: Sequence[etree._Element], numbers: Sequence[etree._Element]) -> None:
    """Move the marks of the field to the new entries, and take away what stood there."""
    first, last = (next(number.iterancestors(WORD.paragraph)) for number in (numbers[0], numbers[-1]))
    marks = [run for paragraph in shown for run in paragraph.iter(WORD.run) if _is_own(run)]
    for position, run in enumerate(marks[:-1]):
        first.insert(1 + position, run)
    last.append(marks[-1])
    if (section := shown[-1].find(f"{WORD.paragraph_properties}/{qn('w:sectPr')}")) is not None:
        properties = last.find(WORD.paragraph_properties)
        if properties is None:
            last.insert(0, properties := etree.Element(WORD.paragraph_properties))
        insert_in_order(properties, section, ppr_after("sectPr"))
    for paragraph in shown:
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]


def _is_own(run: etree._Element) -> bool:
    """Whether a run holds a mark or the code of the field; entries of ours have none, others' fields are gone."""
    return next(run.iter(qn("w:fldChar"), qn("w:instrText")), None) is not None
