"""Draw the pictures of the READMEs: real packs, built, printed by LibreOffice, put side by side.

`make pictures` runs it. LibreOffice's layout and stand-in fonts are shown, not those of Office.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from PIL import Image

from docs.four_jobs import copy_project
from docs.printed import DESK, draw_pages, print_packs, print_proofs

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "zh-Hant", "zh-Hans")

SHEETS: dict[str, tuple[int, int, Sequence[tuple[str, int]]]] = {
    "finance-deck.png": (2, 600, [("finance-deck.en.pptx", page) for page in (1, 2, 4, 5)]),
    "professional-services-deck.png": (3, 480, [(f"professional-services-deck.{tag}.pptx", 2) for tag in LANGUAGES]),
    "finance-summary.png": (3, 480, [(f"finance-summary.{tag}.docx", 1) for tag in LANGUAGES]),
    "finance-proof.png": (1, 1000, [("finance-proof.zh-Hant.docx", 1)]),
}
"""Picture → columns, width of a page in pixels, and the pages: file and page number."""

JOB_SHEETS: dict[str, tuple[str, str, int, int]] = {
    "job-blue.png": ("blue", "finance", 2, 2),
    "job-numbers.png": ("numbers", "professional-services", 2, 2),
    "job-due.png": ("due", "innovation", 4, 4),
    "job-parties.png": ("parties", "finance", 5, 6),
}
"""Picture → one of the four jobs, a pack, and the slides of its deck before and after: in English, then in Chinese."""

JOB_WIDTH = 480
"""The width of a slide in pixels."""

MARGIN = 8


def main() -> None:
    """Draw all pictures."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        files = [file for _, _, pages in SHEETS.values() for file, _ in pages]
        print_packs({pack_of(file) for file in files}, work)
        print_proofs({pack_of(file) for file in files if "-proof." in file}, work)
        for picture, (columns, width, pages) in SHEETS.items():
            images = [
                draw_page(work / pack_of(file) / f"{Path(file).stem}.pdf", number, width) for file, number in pages
            ]
            put_together(images, columns).save(HERE / picture, optimize=True)
    for picture, (job, pack, before, after) in JOB_SHEETS.items():
        put_together(draw_job(job, pack, before, after), columns=3).save(HERE / picture, optimize=True)


def draw_job(job: str, pack: str, before: int, after: int) -> list[Image.Image]:
    """A slide before a job, and after it in English and in Traditional Chinese."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        print_packs([pack], work / "old")
        done = copy_project(work / "new", job)
        print_packs([pack], done / "out", done)
        pages = [(work / "old", "en", before), (done / "out", "en", after), (done / "out", "zh-Hant", after)]
        return [draw_page(out / pack / f"{pack}-deck.{tag}.pdf", page, JOB_WIDTH) for out, tag, page in pages]


def pack_of(file: str) -> str:
    """The pack a file belongs to: `finance-deck.en.pptx` to `finance`."""
    return file.split(".")[0].rpartition("-")[0]


def draw_page(pdf: Path, number: int, width: int) -> Image.Image:
    """One page of a PDF file, `width` pixels wide."""
    return next(islice(draw_pages(pdf, width), number - 1, None))


def put_together(images: Sequence[Image.Image], columns: int) -> Image.Image:
    """The pages in rows, in few colours so that the file is small."""
    width = max(image.width for image in images) + MARGIN
    height = max(image.height for image in images) + MARGIN
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * width + MARGIN, rows * height + MARGIN), DESK)
    for index, image in enumerate(images):
        row, column = divmod(index, columns)
        sheet.paste(image, (MARGIN + column * width, MARGIN + row * height))
    return sheet.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
