"""What looks unfinished on printed pages: `python -m docs.page_faults [PACK …]` builds, prints and looks at them all,
of every kind of document, in each language and two side by side; with `--printed FOLDER` it looks at what is printed
there.

Text flows on pages, so where it ends is known only when LibreOffice has printed it; with its stand-in fonts, so that
what is found is a warning, and never part of `reportgen check`.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from docs.printed import PROJECT, STAND_INS, print_packs
from reportgen.build.targets import checked_targets
from reportgen.characters import CHINESE, has_chinese
from reportgen.lang.joints import joints
from reportgen.model.target import Target
from reportgen.project.load import load_project

MARGIN = 62.0
"""The height of the upper and lower margin of a page in points: what lies there is header and footer."""
LEAST_FILLED = 0.25
"""The share of a last page that is filled, at the least."""
_HEADING = 1.2
"""Type that is larger than that of most lines, of the page and of all, by this factor is a heading's."""
_NAME = "person's name"
_MARK = "（第"
"""With this a mark begins, which is in smaller type than the text before it."""
_SAME_LINE = 0.45
"""The lower edges of the pieces of a line differ by less than this factor of its type's size."""
_BESIDE = 0.7
"""The pieces of a line are less than so many em apart; what stands in the next column is farther away."""
_NEXT_LINE = 1.9
"""Two lines of a paragraph are less than this factor of their type's size apart."""
_SAME_PITCH = 1.1
"""A paragraph goes on in a line that is as far away as the one before; the next row of a table is farther."""
_BEFORE_BRACKET = 1.8
"""What stands in brackets is less than so many em away: a full-width mark on either side is half empty."""
_BEHIND_MARK = 1.0
"""The same for what follows a full-width mark."""
_RAGGED = 4
"""A line that goes on in the next is at the most so many em shorter than the longest of its column."""
_SCRIPT_SPACE = re.compile(f"(?<=[{CHINESE}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{CHINESE}])")
"""The space that LibreOffice sets between scripts, which is in no text."""
_OTHER_WIDTHS = STAND_INS["Georgia"].replace(" ", "")
"""The typeface in whose lines Office's end elsewhere: it is narrower than the one that it stands in for."""
_LEAST_CHARACTERS, _LEAST_SHARE = 3, 0.2
"""The characters of a last line in Chinese, and the share of its column that a Latin one of one word fills."""


class PageLine(NamedTuple):
    """A line of text on a page: its page, its text, its edges in points from the lower left, the size of its type.

    `is_own` says that its lines end where those of Office end: its typeface has the widths of the document's.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    size: float
    is_own: bool = True


class PageFault(NamedTuple):
    """A fault on a page, counted from 1: what it is, and the text in question."""

    page: int
    code: str
    text: str


def read_lines(pdf: Path) -> tuple[list[PageLine], float]:
    """The lines of a printed document between the margins, from top to bottom, and the height of a page in points."""
    lines, height = [], 0.0
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            height = page.get_height()
            texts = page.get_textpage()
            for index in range(texts.count_rects()):
                left, bottom, right, top = texts.get_rect(index)
                text = texts.get_text_bounded(left, bottom, right, top).strip()
                at = pdfium.FPDFText_GetCharIndexAtPos(texts, ctypes.c_double(left + 1), (bottom + top) / 2, 4, 4)
                size = pdfium.FPDFText_GetFontSize(texts, at) if at >= 0 else top - bottom
                if text and bottom > MARGIN and top < height - MARGIN:
                    is_own = _OTHER_WIDTHS not in _typeface(texts, at)
                    lines.append(PageLine(number, text, left, right, bottom, size, is_own))
    return list(whole_lines(lines)), height


def _typeface(texts: pypdfium2.PdfTextPage, at: int) -> str:
    """The name of the typeface of a character; empty where there is none."""
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(texts, at, buffer, len(buffer), None)
    return buffer.value.decode("utf-8", "replace")


def whole_lines(pieces: Sequence[PageLine]) -> Iterator[PageLine]:
    """The lines of a document from top to bottom, given their pieces: where the typeface changes, a new one begins."""
    lines: list[PageLine] = []
    for piece in sorted(pieces, key=lambda one: (one.page, one.left)):
        beside = (
            n
            for n, line in enumerate(lines)
            if line.page == piece.page
            and abs(line.bottom - piece.bottom) < _SAME_LINE * line.size
            and piece.left - line.right < line.size * _beside(line.text, piece.text)
        )
        place = next(beside, None)
        if place is None:
            lines.append(piece)
        else:
            line = lines[place]
            text = line.text + (" " if piece.left - line.right > line.size / 6 else "") + piece.text
            lines[place] = line._replace(text=text, right=piece.right, size=max(line.size, piece.size))
    yield from sorted(lines, key=lambda line: (line.page, -round(line.bottom), line.left))


def _beside(before: str, after: str) -> float:
    """How many em the pieces of one line may be apart at the most."""
    return _BEFORE_BRACKET if after[0] in "(（" else _BEHIND_MARK if before[-1] in "，。、；：）」”" else _BESIDE


def page_faults(lines: Sequence[PageLine], height: float) -> Iterator[PageFault]:
    """The faults of a document of several pages, given its lines from top to bottom and the height of a page."""
    if not lines:
        return
    usual = median(line.size for line in lines)
    pages = [list(found) for _, found in groupby(lines, key=lambda line: line.page)]
    filled = (height - MARGIN - min(line.bottom for line in pages[-1])) / (height - 2 * MARGIN)
    if len(pages) > 1 and filled < LEAST_FILLED:
        yield PageFault(pages[-1][0].page, "empty-last-page", f"{filled:.0%} filled")
    for page in pages[:-1]:
        last = min(page, key=lambda line: line.bottom)
        if last.size > max(usual, median(line.size for line in page)) * _HEADING:
            yield PageFault(last.page, "stranded-heading", last.text)
    yield from _faults_of_lines(lines)


def _faults_of_lines(lines: Sequence[PageLine]) -> Iterator[PageFault]:
    """Lines that tear what belongs together, and lines that end a paragraph and are too short.

    A paragraph is what stands below one another at one left edge, as far as it is in one language.
    """
    for before, line, column in _lines_of_columns(lines):
        pitch = before.bottom - line.bottom
        if pitch > _NEXT_LINE * max(line.size, before.size):
            continue
        both = f"{before.text} / {line.text}"
        is_alike = abs(before.size - line.size) < 0.5
        torn = _torn(before.text, line.text)
        if torn and line.is_own and (is_alike or torn.startswith(_MARK)):
            yield PageFault(line.page, "torn", f"{torn} in {both}")
        if not is_alike or not line.is_own or (has_chinese(line.text) and not has_chinese(before.text)):
            continue
        goes_on = any(0 < line.bottom - other.bottom < _SAME_PITCH * pitch for other in column)
        if goes_on or before.right < max(other.right for other in column) - _RAGGED * line.size:
            continue
        letters = sum(map(str.isalnum, line.text))
        width = before.right - before.left
        alone = len(line.text.split()) == 1 and line.right - line.left < _LEAST_SHARE * width
        is_short = letters < _LEAST_CHARACTERS if has_chinese(line.text) else alone and not line.text.isdigit()
        if letters and is_short:
            yield PageFault(line.page, "short-last-line", both)


def _lines_of_columns(lines: Sequence[PageLine]) -> Iterator[tuple[PageLine, PageLine, list[PageLine]]]:
    """Each line with the one above it and all of its column: what begins less than a point from the line before."""
    columns: list[list[PageLine]] = []
    for line in sorted(lines, key=lambda line: (line.page, line.left)):
        if columns and columns[-1][-1].page == line.page and line.left - columns[-1][-1].left < 1:
            columns[-1].append(line)
        else:
            columns.append([line])
    for column in columns:
        column.sort(key=lambda line: -line.bottom)
        yield from ((before, line, column) for before, line in pairwise(column))


def _torn(before: str, after: str) -> str:
    """The date, amount, name or dagger that the end of a line tears; a word may be torn at its hyphen."""
    is_name_whole = any(joint.kind == _NAME and joint.end == len(before) for joint in joints(before))
    kept = {"word", *([_NAME] if is_name_whole and not before.endswith("-") else [])}
    text = before if has_chinese(before[-1:] + after[:1]) else f"{before} "
    text, after = (_SCRIPT_SPACE.sub("", part) for part in (text, after))
    for kind, start, end in joints(text + after):
        if kind not in kept and start < len(text) < end:
            return (text + after)[start:end]
    return ""


def word_targets(packs: Sequence[str]) -> list[Target]:
    """The Word documents of some packs of the project, or of all."""
    targets = checked_targets(load_project(PROJECT).catalogue, ["all"])
    return [target for target in targets if target.kind.suffix == ".docx" and (not packs or target.sector in packs)]


def print_targets(targets: Sequence[Target], folder: Path) -> None:
    """Build and print documents below a folder, and what else their packs have of these kinds."""
    kinds = {option for target in targets for option in (f"--kind={target.kind.name}", f"--lang={target.edition}")}
    print_packs({target.sector for target in targets}, folder, options=sorted(kinds))


def main() -> None:
    """Print what is found in the Word documents of some packs, or of all."""
    parser = argparse.ArgumentParser(prog="python -m docs.page_faults", description="Look at printed pages.")
    parser.add_argument("--printed", type=Path, metavar="FOLDER", help="packs that are printed below it already")
    parser.add_argument("packs", nargs="*", metavar="PACK", help="these packs only")
    options = parser.parse_args()
    targets = word_targets(options.packs)
    with tempfile.TemporaryDirectory() as name:
        folder = options.printed or Path(name)
        if not options.printed:
            print_targets(targets, folder)
        for pdf in (folder / target.pdf for target in targets):
            for fault in page_faults(*read_lines(pdf)) if pdf.exists() else ():
                print(f"{pdf.stem}: page {fault.page}: warning: {fault.text} [{fault.code}]")


if __name__ == "__main__":
    main()
