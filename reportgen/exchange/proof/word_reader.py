"""Reads a proof sheet that has come back as a Word document, from Word, LibreOffice or another program.

Tracked changes count as accepted, struck text as deleted; both are noted with the words, and with author and date
where the file has them. So are comments with their replies, highlighted words, and what was written outside the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.diagnostics import Location, Message
from reportgen.exchange.package_input import DOCUMENT, check_package
from reportgen.exchange.proof.returned import (
    Columns,
    Comment,
    Note,
    NoteKind,
    ReturnedSheet,
    day_in,
)
from reportgen.exchange.proof.rows import parse_key, same_text
from reportgen.exchange.proof.word_sheet import OWN_STYLES
from reportgen.exchange.xml_input import parse_xml
from reportgen.model.language import Language
from reportgen.office.opc.archive import Entry, read_archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF = ("0", "false", "off", "none")
_SYMBOLS = {0xE0: "→", 0xE8: "→", 0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFB: "✗", 0xFD: "☒"}
"""Signs of the typeface Wingdings, which Word puts in the place of `->` and offers for ticks."""
_CODE = re.compile("(?![Dd][89A-Fa-f])[0-9A-Fa-f]{1,4}")
"""The number of a character of at most four digits, which half a surrogate pair is not."""
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(slots=True)
class _Cell:
    """What a cell or a paragraph says: visible text, hidden text, and the marks on it."""

    text: str = ""
    hidden: str = ""
    marks: list[tuple[NoteKind, str, str, str]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)


def read_word(data: bytes, name: str, languages: Mapping[str, Language]) -> ReturnedSheet:
    """The sheet in a document; raises `ProblemsFound` with the faults of `check_package`."""
    check_package(data, name, DOCUMENT)
    parts = read_archive(data)
    reader = _Reader(name, languages, _comments(parts, name), _style_names(parts, name))
    body = parse_xml(parts["word/document.xml"].read(), name).find(f"{_W}body")
    reader.read_blocks([] if body is None else list(body))
    reader.add_other_comments()
    for part in (part for part in _NOTES if part in parts):
        for note in parse_xml(parts[part].read(), f"{name} › {part}").iter(f"{_W}footnote", f"{_W}endnote"):
            if note.get(f"{_W}type") is None:  # the others are the lines between text and notes
                text = "".join(t for run in note.iter(f"{_W}r") for t in _texts(run))
                reader.sheet.add_outside([text], Location(name))
    return reader.sheet


@dataclass(slots=True)
class _Reader:
    name: str
    languages: Mapping[str, Language]
    comments: Mapping[str, Comment]
    styles: Mapping[str, str]
    sheet: ReturnedSheet = field(init=False)
    seen: set[str] = field(default_factory=set)
    open: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheet = ReturnedSheet(self.name)

    def read_blocks(self, blocks: list[etree._Element]) -> None:
        """Paragraphs and tables in order, those in content controls and tracked insertions too."""
        for block in blocks:
            kind = _local(block)
            if kind == "p":
                self._read_paragraph(block)
            elif kind == "tbl":
                self._read_table(block)
            elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
                self.read_blocks(list(block))

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        cell = self._cell([paragraph])
        properties = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = self.styles.get("" if properties is None else properties.get(f"{_W}val", ""), "")
        location = Location(self.name)
        if style not in OWN_STYLES:
            self.sheet.add_outside([cell.text], location)
        self._note_marks(cell, location)

    def _read_table(self, table: etree._Element) -> None:
        columns: Columns | None = None
        for row in _rows(table):
            cells = [self._cell([cell]) for cell in row.iter(f"{_W}tc") if _owner(cell, "tr") is row]
            texts = [cell.text for cell in cells]
            if heads := self.sheet.take_heads(texts, self.languages):
                columns = heads
            elif self.sheet.take_signature(texts):
                pass
            elif columns:
                self._read_row(cells, columns, row)
                continue
            else:
                self.sheet.add_outside(texts, Location(self.name))
            for cell in cells:
                self._note_marks(cell, Location(self.name))

    def _read_row(self, cells: list[_Cell], columns: Columns, row: etree._Element) -> None:
        texts = [cell.text for cell in cells]
        number = columns.text(texts, "number").split("\n")[0].strip()
        location = Location(self.name, 0, (Message("row {row}", row=number),) if number else ())
        key = next((key for cell in cells if (key := parse_key(cell.hidden))), None)
        if row.find(f"{_W}trPr/{_W}del") is not None:
            self.sheet.notes.append(Note(NoteKind.DELETED, Message("the whole row"), location))
        elif key or number.isdigit():
            self.sheet.add_row(key, texts, columns, location)
        else:
            self.sheet.add_outside(texts, location)
        for cell in cells:
            self._note_marks(cell, location)

    def _cell(self, elements: list[etree._Element]) -> _Cell:
        cell = _Cell()
        for element in elements:
            for number, paragraph in enumerate(p for p in element.iter(f"{_W}p") if not _is_fallback(p)):
                if _owner(paragraph, "txbxContent") is not None:
                    text = "".join(t for run in paragraph.iter(f"{_W}r") for t in _texts(run))
                    cell.marks.append((NoteKind.OUTSIDE, text, "", ""))
                    continue
                if number and cell.text:
                    cell.text += "\n"
                self._read_runs(paragraph, cell)
        return cell

    def _read_runs(self, paragraph: etree._Element, cell: _Cell) -> None:
        for element in paragraph.iter():
            kind = _local(element)
            if kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
                self._follow_comment(kind, element.get(f"{_W}id", ""), cell)
            elif kind == "r" and _owner(element, "p") is paragraph and not _is_fallback(element):
                self._read_run(element, cell)

    def _follow_comment(self, kind: str, comment: str, cell: _Cell) -> None:
        """Keep the words that a comment is about while its range goes on."""
        if kind == "commentRangeStart":
            self.open[comment] = ""
        else:
            about = self.open.pop(comment, None)
            if about is not None or comment not in cell.comments:
                cell.comments.setdefault(comment, about or "")

    def _read_run(self, run: etree._Element, cell: _Cell) -> None:
        text = "".join(_texts(run))
        if not text:
            return
        if _is_on(run, "vanish"):
            cell.hidden += text
            return
        change = _tracked(run)
        is_deleted = change is not None and _local(change) in ("del", "moveFrom")
        if change is not None:
            kind = NoteKind.DELETED if is_deleted else NoteKind.INSERTED
            cell.marks.append((kind, text, change.get(f"{_W}author", ""), change.get(f"{_W}date", "")))
        is_struck = _is_on(run, "strike") or _is_on(run, "dstrike")
        if is_struck and not is_deleted:
            cell.marks.append((NoteKind.STRUCK, text, "", ""))
        if _is_on(run, "highlight"):
            cell.marks.append((NoteKind.HIGHLIGHTED, text, "", ""))
        if not (is_deleted or is_struck):
            cell.text += text
        for comment in self.open:
            self.open[comment] += text

    def _note_marks(self, cell: _Cell, location: Location) -> None:
        for kind, text, author, when in _joined(cell.marks):
            if text.strip():
                self.sheet.notes.append(Note(kind, same_text(text), location, author, day_in(when)))
        for comment, about in cell.comments.items():
            if comment not in self.seen and comment in self.comments:
                self.seen.add(comment)
                self.sheet.notes.append(self.comments[comment].note(location, same_text(about)))

    def add_other_comments(self) -> None:
        """Comments whose place the program that saved the file has lost."""
        for comment, content in self.comments.items():
            if comment not in self.seen:
                self.sheet.notes.append(content.note(Location(self.name)))


def _joined(marks: list[tuple[NoteKind, str, str, str]]) -> Iterator[tuple[NoteKind, str, str, str]]:
    """Marks of one kind and author that follow each other, as one: programs divide words into runs anywhere."""
    current: tuple[NoteKind, str, str, str] | None = None
    for kind, text, author, when in marks:
        if current and (current[0], current[2], current[3]) == (kind, author, when):
            current = (kind, current[1] + text, author, when)
        else:
            if current:
                yield current
            current = (kind, text, author, when)
    if current:
        yield current


def _comments(parts: Mapping[str, Entry], name: str) -> dict[str, Comment]:
    """The comments by id; those that answer another are replies ([MS-DOCX] 2.5.4.1)."""
    if "word/comments.xml" not in parts:
        return {}
    replies: set[str] = set()
    if "word/commentsExtended.xml" in parts:
        extended = parse_xml(parts["word/commentsExtended.xml"].read(), f"{name} › comments")
        replies = {
            each.get(f"{_W15}paraId", "").upper()
            for each in extended.iter(f"{_W15}commentEx")
            if each.get(f"{_W15}paraIdParent")
        }
    found = {}
    for comment in parse_xml(parts["word/comments.xml"].read(), f"{name} › comments").iter(f"{_W}comment"):
        paragraphs = list(comment.iter(f"{_W}p"))
        text = "\n".join("".join(t for run in p.iter(f"{_W}r") for t in _texts(run)) for p in paragraphs)
        last = paragraphs[-1].get(f"{_W14}paraId", "").upper() if paragraphs else ""
        author, when = comment.get(f"{_W}author", ""), comment.get(f"{_W}date", "")
        found[comment.get(f"{_W}id", "")] = Comment(text.strip(), author, when, bool(last) and last in replies)
    return found


def _style_names(parts: Mapping[str, Entry], name: str) -> dict[str, str]:
    """The names of styles by id; Word writes the built-in ones in small letters."""
    if "word/styles.xml" not in parts:
        return {}
    own = {style.lower(): style for style in OWN_STYLES}
    found = {}
    for style in parse_xml(parts["word/styles.xml"].read(), f"{name} › styles").iter(f"{_W}style"):
        named = style.find(f"{_W}name")
        text = "" if named is None else named.get(f"{_W}val", "")
        found[style.get(f"{_W}styleId", "")] = own.get(text.lower(), text)
    return found


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter(f"{_W}tr"):
        if _owner(row, "tbl") is table:
            yield row


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{_W}{name}"), None)


def _is_fallback(element: etree._Element) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _tracked(run: etree._Element) -> etree._Element | None:
    """The tracked change that a run is in; a deletion within an insertion is a deletion."""
    changes = list(run.iterancestors(f"{_W}del", f"{_W}moveFrom", f"{_W}ins", f"{_W}moveTo"))
    return next((each for each in changes if _local(each) in ("del", "moveFrom")), changes[0] if changes else None)


def _is_on(run: etree._Element, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def _texts(run: etree._Element) -> Iterator[str]:
    for child in run:
        kind = _local(child)
        if kind in ("t", "delText"):
            yield child.text or ""
        elif kind == "sym":
            yield _symbol(child.get(f"{_W}char", ""))
        else:
            yield _CHARACTERS.get(kind, "")


def _symbol(digits: str) -> str:
    """The character of a `w:sym`; a space for one that is not known (ECMA-376 part 1 §17.3.3.30)."""
    code = int(digits, 16) if _CODE.fullmatch(digits) else 0
    return _SYMBOLS.get(code & 0xFF, " ") if code & 0xFF00 in (0, 0xF000) else chr(code)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
