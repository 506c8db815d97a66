"""A contact sheet: the pages of a pack's deck and summary in one picture, each under its name.

Where each page lies is written into the PNG file, so that a sheet can be taken apart again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from docs.printed import DESK

PAGE_WIDTH = 360
"""Pixels. Body text can just be read, and 39 sheets take 4 MB."""
COLUMNS = 4
MARGIN = 8
CAPTION = 18
"""The height of the line in which a page's name stands, in pixels."""
INK = (66, 72, 80)
COLOURS = 48

_PLACES, _PRINTED_BY = "Pages", "Printed by"
"""Keywords of the texts in the PNG file."""


class NoSheet(ValueError):
    """A file that is no contact sheet."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a picture; `kind` is the kind of document, `number` counts from one."""

    kind: str
    number: int
    image: Image.Image

    @property
    def name(self) -> str:
        """What the page is called on the sheet and in messages: `deck 4`."""
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages in order, and the program that laid them out."""

    pages: tuple[Page, ...]
    printed_by: str


def save_sheet(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a PNG file in few colours."""
    placed = list(_arranged(sheet.pages))
    width = MARGIN + COLUMNS * (PAGE_WIDTH + MARGIN)
    height = max(y + page.image.height for page, (_, y) in placed) + MARGIN
    picture = Image.new("RGB", (width, height), DESK)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(size=12)
    boxes = []
    for page, (x, y) in placed:
        picture.paste(page.image, (x, y))
        draw.text((x, y - CAPTION + 2), page.name, INK, font)
        boxes.append([page.kind, page.number, x, y, x + page.image.width, y + page.image.height])
    about = PngImagePlugin.PngInfo()
    about.add_text(_PLACES, json.dumps(boxes))
    about.add_text(_PRINTED_BY, sheet.printed_by)
    # Two rounds of k-means: the colours of large areas are then true, whatever else a page shows.
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(path, "PNG", optimize=True, pnginfo=about)


def read_sheet(path: Path) -> Sheet:
    """Take a sheet apart; raises `NoSheet` for a file that `save_sheet` did not write."""
    try:
        with Image.open(path) as picture:
            about = dict(picture.info)
            pixels = picture.convert("RGB")
        pages = [Page(kind, number, pixels.crop(tuple(box))) for kind, number, *box in json.loads(about[_PLACES])]
        return Sheet(tuple(pages), about[_PRINTED_BY])
    except (OSError, KeyError, ValueError, TypeError) as fault:
        raise NoSheet(f"{path.name} is not a contact sheet") from fault


def _arranged(pages: Sequence[Page]) -> Iterator[tuple[Page, tuple[int, int]]]:
    """Each page with its left upper corner: rows of `COLUMNS`, each kind beginning a new one."""
    y = MARGIN + CAPTION
    for _, group in groupby(pages, key=lambda page: page.kind):
        rest = list(group)
        while rest:
            row, rest = rest[:COLUMNS], rest[COLUMNS:]
            for column, page in enumerate(row):
                yield page, (MARGIN + column * (PAGE_WIDTH + MARGIN), y)
            y += max(page.image.height for page in row) + MARGIN + CAPTION
