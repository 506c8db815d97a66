"""Puts pictures beside the words: the state of each page's picture, where texts stand on it, and what was altered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.diagnostics import ProblemsFound
from reportgen.model.target import Target
from reportgen.preview.history import Altered, History, name_before, passages, text_before
from reportgen.preview.messages import Box, Cell, Mark, Page, Pages, PictureState, Sheet
from reportgen.preview.pictures import Pictures, Printed
from reportgen.printing.page_texts import Found, Wanted, find_texts
from reportgen.records.memory import Memory

_MOST_KEPT = 32
_Places = Mapping[tuple[str, str], Found]
"""Page and row → where its text stands in one language."""


class Sheets:
    """What is known of the printed pages of documents; `history` is told of each file that is made."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.history = History()
        self._places: Memory[_Places] = Memory(_MOST_KEPT)

    def look_at(self, targets: Sequence[Target]) -> None:
        """Have the pages of these printed first, then those of the build before."""
        self.pictures.look_at([*(str(target.path) for target in targets), *map(name_before, targets)])

    def dressed(self, pages: Pages, targets: Mapping[str, Target]) -> Pages:
        """Pages with all that is known of their looks; `targets` are their files by tag."""
        by_tag = {tag: _Looks(self, pages, tag, target) for tag, target in targets.items()}
        totals = {tag: looks.printed.pages for tag, looks in by_tag.items() if looks.printed is not None}
        dressed = tuple(self._page(page, by_tag) for page in pages.pages)
        return replace(pages, pages=dressed, totals={**pages.totals, **totals})

    def _page(self, page: Page, by_tag: Mapping[str, _Looks]) -> Page:
        sheets = {tag: by_tag[tag].sheet(page, sheet) for tag, sheet in page.sheets.items()}
        rows = tuple(
            replace(row, texts={tag: by_tag[tag].cell(page, row.id, cell) for tag, cell in row.texts.items()})
            for row in page.rows
        )
        changed = any(by_tag[tag].is_changed(sheet.number) for tag, sheet in page.sheets.items())
        marks: tuple[Mark, ...] = (*page.marks, "changed") if changed else page.marks
        return replace(page, sheets=sheets, rows=rows, marks=marks)

    def picture(self, name: str, file_digest: str, number: int) -> tuple[str, PictureState]:
        """The address of a page's picture, and its state."""
        if not self.pictures.printer.available:
            return "", "none"
        outcome = self.pictures.outcome(name, file_digest)
        if outcome is None:
            return "", "waiting"
        return ("", "failed") if outcome.reason else (picture_address(outcome.key, number), "fresh")

    def places(self, key: str, pages: Pages, tag: str) -> _Places:
        """Where the texts of a printed file stand."""
        places = self._places.get((key, tag))
        if places is None:
            places = self._find(key, pages, tag)
            self._places.put((key, tag), places)
        return places

    def _find(self, key: str, pages: Pages, tag: str) -> _Places:
        is_deck = pages.unit == "slide"
        texts = {
            (page.key, row.id): Wanted(row.texts[tag].text, page.sheets[tag].number if is_deck else 0)
            for page in pages.pages
            for row in page.rows
            if tag in row.texts and not row.notes
        }
        pdf = self.pictures.pdf(key)
        try:
            found = find_texts(pdf, list(texts.values())) if pdf is not None else []
        except ProblemsFound:  # the library is missing: frames are drawn around shapes
            found = []
        return {place: one for place, one in zip(texts, found, strict=False) if one is not None}


class _Looks:
    """The looks of one document."""

    def __init__(self, sheets: Sheets, pages: Pages, tag: str, target: Target) -> None:
        self._tag = tag
        self._pictures = sheets.pictures
        self._name = str(target.path)
        self._is_deck = pages.unit == "slide"
        version = sheets.history.now(target)
        self._written = version.written if version is not None else ""
        self.altered: Altered | None = sheets.history.altered(target)
        self.outcome = self._pictures.outcome(self._name, version.digest) if version is not None else None
        self.printed = self.outcome if self.outcome is not None and not self.outcome.reason else None
        self._places = sheets.places(self.printed.key, pages, tag) if self.printed is not None else {}

    def is_changed(self, number: int) -> bool:
        """Whether a page is not as it was."""
        return self.altered is not None and self.altered.page(number) is not None

    def sheet(self, page: Page, sheet: Sheet) -> Sheet:
        """The page with its picture, as far as there is one."""
        shown = self.printed or self._pictures.last_good(self._name)
        state, reason = self._state(shown)
        if shown is None:
            return replace(sheet, state=state, reason=reason, written=self._written)
        first, last = self._range(page, sheet)
        numbers = [number for number in range(first, last + 1) if number <= shown.pages]
        pictures = tuple(picture_address(shown.key, number) for number in numbers)
        return replace(
            sheet, number=first, pages=last - first + 1, state=state if pictures else "waiting", reason=reason,
            picture=pictures[0] if pictures else "", pictures=pictures, before=self._before(sheet.number),
            written=self._written,
        )  # fmt: skip

    def _state(self, shown: Printed | None) -> tuple[PictureState, str]:
        if not self._pictures.printer.available:
            return ("stale" if shown is not None else "none"), ""
        if self.printed is not None:
            return "fresh", ""
        reason = self.outcome.reason if self.outcome is not None else ""
        if shown is not None:
            return "stale", reason
        return ("failed" if reason else "waiting"), reason

    def _range(self, page: Page, sheet: Sheet) -> tuple[int, int]:
        """The first and the last printed page of a slide or a section."""
        if self._is_deck:
            return sheet.number, sheet.number
        found = [self._places[page.key, row.id].page for row in page.rows if (page.key, row.id) in self._places]
        return (min(found), max(found)) if found else (1, 1)

    def _before(self, number: int) -> str:
        """The picture of a page in the build before, where that is printed and differs."""
        old = self.altered.page(number) if self.altered is not None else None
        if self.altered is None or old is None or not old.before:
            return ""
        key = self._pictures.key(self.altered.before.digest)
        return picture_address(key, old.before) if self._pictures.pdf(key) is not None else ""

    def cell(self, page: Page, row: str, cell: Cell) -> Cell:
        """A text with where it stands, and with what was altered in it."""
        found = self._places.get((page.key, row))
        if found is not None:
            cell = replace(cell, page=found.page, box=Box(found.x, found.y, found.width, found.height))
        old = self.altered.page(page.sheets[self._tag].number) if self.altered is not None else None
        before = text_before(cell.text, old.then) if old is not None else None
        return replace(cell, passages=passages(before, cell.text)) if before is not None else cell


def picture_address(key: str, page: int) -> str:
    """Where the picture of a page is; `small` or `close` in the place of `page` are other sizes of it."""
    return f"/picture/{key}/{page}/page.png"
