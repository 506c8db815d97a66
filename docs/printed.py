"""Pages of real packs as pictures: built and printed by the program itself, drawn from the PDF.

LibreOffice's layout and stand-in fonts are shown, not those of Office.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

from reportgen.printing.libreoffice import find_libreoffice

_PROGRAM = (sys.executable, "-m", "reportgen")
PROJECT = Path(__file__).resolve().parents[1]
DESK = (208, 213, 219)
"""The colour that pages lie on."""

STAND_INS = {
    "Microsoft JhengHei": "Noto Sans CJK HK",
    "Microsoft YaHei": "Noto Sans CJK SC",
    "Georgia": "Liberation Serif",
}
"""Fonts that Office has, and what is shown in their place."""


def print_packs(packs: Iterable[str], work: Path, project: Path = PROJECT, options: Sequence[str] = ()) -> None:
    """Build packs of a project below `work`, printed with stand-ins for the fonts of Office; `options` of the command
    choose kinds and languages.

    The program says itself what is wrong; then `subprocess.CalledProcessError` is raised.
    """
    sectors = [part for pack in sorted(packs) for part in ("--sector", pack)]
    command = ["build", "--quiet", "--format", "pdf", "--out", str(work), *sectors, *options]
    subprocess.run([*_PROGRAM, *command], cwd=project, check=True, env=_environment(work))


def print_proofs(packs: Iterable[str], work: Path) -> None:
    """Write the proof sheets of packs in Word into their folders below `work`, and print them."""
    for pack in packs:
        folder = work / pack
        command = ["proof", "--quiet", "--format", "docx", "--sector", pack, "--out", str(folder)]
        subprocess.run([*_PROGRAM, *command], cwd=PROJECT, check=True)
        printing = [find_libreoffice().program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless"]
        sheets = map(str, sorted(folder.glob("*-proof.*.docx")))
        convert = ["--convert-to", "pdf", "--outdir", str(folder), *sheets]
        subprocess.run([*printing, *convert], check=True, capture_output=True, env=_environment(work))


def _environment(work: Path) -> dict[str, str]:
    """The environment of a program that shows the stand-ins."""
    aliases = "".join(
        f'<match><test name="family"><string>{font}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{shown}</string></edit></match>'
        for font, shown in STAND_INS.items()
    )
    work.mkdir(parents=True, exist_ok=True)
    fonts = work / "fonts.conf"
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    fonts.write_text(f'<?xml version="1.0"?><fontconfig>{aliases}{system}</fontconfig>', encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(fonts)}


def draw_pages(pdf: Path, width: int) -> Iterator[Image.Image]:
    """The pages of a PDF file, each `width` pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image: Image.Image = page.render(scale=2 * width / page.get_width()).to_pil()
            height = round(width * page.get_height() / page.get_width())
            yield image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
