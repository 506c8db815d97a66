"""Finds texts on the pages of a PDF file, with pypdfium2: on which page each stands, and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reportgen.printing.page_pictures import opened_pdf


class Wanted(NamedTuple):
    """A text to be found, on the page of this number (from 1), or with 0 from where the text before was found on."""

    text: str
    page: int = 0


class Found(NamedTuple):
    """Where a text stands: the page's number, and the box in shares of its width and height from its upper left."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class _Page:
    """The letters and digits of a page, each with its number among the page's characters."""

    page: Any
    texts: Any
    letters: str
    numbers: list[int]
    taken: list[range] = field(default_factory=list)

    @classmethod
    def read(cls, page: Any) -> _Page:
        from pypdfium2 import raw

        texts = page.get_textpage()
        letters, numbers = [], []
        for number in range(texts.count_chars()):
            for letter in _letters(chr(raw.FPDFText_GetUnicode(texts, number))):
                letters.append(letter)
                numbers.append(number)
        return cls(page, texts, "".join(letters), numbers)

    def find(self, letters: str) -> range | None:
        """Where some letters stand that no text before has been found at."""
        start = self.letters.find(letters)
        while start >= 0:
            found = range(start, start + len(letters))
            if not any(found.start < other.stop and other.start < found.stop for other in self.taken):
                self.taken.append(found)
                return found
            start = self.letters.find(letters, start + 1)
        return None

    def box(self, found: range) -> tuple[float, float, float, float]:
        """The box around some letters."""
        boxes = [self.texts.get_charbox(self.numbers[index]) for index in found]
        left, bottom, right, top = (
            pick(values) for pick, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
        )
        width, height = self.page.get_size()
        return left / width, 1 - top / height, (right - left) / width, (top - bottom) / height


def find_texts(pdf: bytes, wanted: Sequence[Wanted]) -> list[Found | None]:
    """Where each text stands, in order; None for one that is not found.

    Only letters and digits count: a PDF file breaks lines and sets spaces as it likes. Raises `ProblemsFound` where
    the libraries are not installed.
    """
    with opened_pdf(pdf) as document:
        pages = [_Page.read(page) for page in document]
        return list(_found(pages, wanted))


def _found(pages: Sequence[_Page], wanted: Sequence[Wanted]) -> Iterator[Found | None]:
    last = 1
    for text, page in wanted:
        letters = "".join(map(_letters, text))
        numbers = [page] if page else [*range(last, len(pages) + 1), *range(1, last)]
        places = ((number, pages[number - 1].find(letters)) for number in numbers if letters and number <= len(pages))
        number, place = next(((number, place) for number, place in places if place is not None), (0, None))
        if place is None:
            yield None
            continue
        if not page:
            last = number
        yield Found(number, *pages[number - 1].box(place))


def _letters(text: str) -> str:
    """The letters and digits of a text, in the form that compatible ones share."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())
