"""Draw the pictures of the README: real packs, built, printed by LibreOffice, put side by side.

`make pictures` runs it. LibreOffice's layout and stand-in fonts are shown, not those of Office.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence, Set
from pathlib import Path

import pypdfium2
from PIL import Image

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
LANGUAGES = ("en", "zh-Hant", "zh-Hans")

SHEETS: dict[str, tuple[int, int, Sequence[tuple[str, int]]]] = {
    "finance-deck.png": (2, 600, [("finance-deck.en.pptx", page) for page in (1, 2, 4, 5)]),
    "professional-services-deck.png": (3, 480, [(f"professional-services-deck.{tag}.pptx", 2) for tag in LANGUAGES]),
    "finance-summary.png": (3, 480, [(f"finance-summary.{tag}.docx", 1) for tag in LANGUAGES]),
}
"""Picture → columns, width of a page in pixels, and the pages: file and page number."""

MARGIN = 8
DESK = (208, 213, 219)

STAND_INS = {
    "Microsoft JhengHei": "Noto Sans CJK HK",
    "Microsoft YaHei": "Noto Sans CJK SC",
    "Georgia": "Liberation Serif",
}
"""Fonts that Office has, and what is shown in their place."""


def main() -> None:
    """Draw all pictures."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        build({pack_of(file) for _, _, pages in SHEETS.values() for file, _ in pages}, work)
        for picture, (columns, width, pages) in SHEETS.items():
            images = [
                draw_page(work / pack_of(file) / f"{Path(file).stem}.pdf", number, width) for file, number in pages
            ]
            put_together(images, columns).save(HERE / picture, optimize=True)


def build(packs: Set[str], work: Path) -> None:
    """Build packs below `work`, printed with stand-ins for the fonts of Office."""
    aliases = "".join(
        f'<match><test name="family"><string>{font}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{shown}</string></edit></match>'
        for font, shown in STAND_INS.items()
    )
    fonts = work / "fonts.conf"
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    fonts.write_text(f'<?xml version="1.0"?><fontconfig>{aliases}{system}</fontconfig>', encoding="utf-8")
    sectors = [part for pack in sorted(packs) for part in ("--sector", pack)]
    command = [sys.executable, "-m", "reportgen", "build", "--quiet", "--format", "pdf", "--out", str(work), *sectors]
    subprocess.run(command, cwd=PROJECT, check=True, env={**os.environ, "FONTCONFIG_FILE": str(fonts)})


def pack_of(file: str) -> str:
    """The pack a file belongs to: `finance-deck.en.pptx` to `finance`."""
    return file.split(".")[0].rpartition("-")[0]


def draw_page(pdf: Path, number: int, width: int) -> Image.Image:
    """One page of a PDF file, `width` pixels wide."""
    page = pypdfium2.PdfDocument(pdf)[number - 1]
    image: Image.Image = page.render(scale=2 * width / page.get_width()).to_pil()
    height = round(width * page.get_height() / page.get_width())
    return image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


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
