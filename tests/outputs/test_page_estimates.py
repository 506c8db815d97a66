"""The pages that tables of contents expect, against those that LibreOffice prints: every heading of every summary."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from reportgen.fit.pages import PageEstimate
from reportgen.fit.word_texts import WordTexts
from reportgen.office.drawing.theme import read_fonts
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.markup.word_styles import WordStyles
from tests.docs.reading import ROOT
from tests.support.office import parts_of

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

FEWEST_RIGHT = 0.9
"""The share of headings whose page has to be the right one: two programs do not break all lines alike."""


def test_most_headings_are_on_the_page_that_contents_expect(tmp_path: Path) -> None:
    """What is not there is a page off; the share is printed."""
    command = [sys.executable, "-m", "reportgen", "summary", "--project", ROOT, "--out", tmp_path / "out", "-q"]
    subprocess.run(command, check=True)
    files = sorted((tmp_path / "out").glob("*/*.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    printing = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path / "pdf", *files]
    subprocess.run(printing, check=True, capture_output=True)
    pairs = [pair for file in files for pair in expected_and_printed(file, tmp_path / "pdf" / f"{file.stem}.pdf")]
    right = sum(expected == printed for expected, printed in pairs)
    print(f"{right} of {len(pairs)} headings are on the page expected")
    assert right >= FEWEST_RIGHT * len(pairs) > 200
    assert all(abs(expected - printed) <= 1 for expected, printed in pairs)


def expected_and_printed(file: Path, pdf: Path) -> list[tuple[int, int]]:
    """The two pages of each heading; where a text stands on several pages, the one nearest to what is expected."""
    parts = parts_of(file.read_bytes())
    body = parse_xml(parts["word/document.xml"]).find(qn("w:body"))
    assert body is not None
    styles = WordStyles(parse_xml(parts["word/styles.xml"]), parse_xml(parts["word/numbering.xml"]))
    expected = PageEstimate(body, WordTexts(styles, read_fonts(parse_xml(parts["word/theme/theme1.xml"])))).pages()
    document = pypdfium2.PdfDocument(pdf)
    pages = [_joined(page.get_textpage().get_text_range()) for page in document]
    document.close()
    pairs = []
    for paragraph, page in expected.items():
        text = _joined("".join(node.text or "" for node in paragraph.iter(qn("w:t"))))
        printed = [number for number, content in enumerate(pages, 1) if text in content]
        if styles.style_id(paragraph) in ("Heading1", "SectorHeading") and printed:
            pairs.append((page, min(printed, key=lambda number: abs(number - page))))
    return pairs


def _joined(text: str) -> str:
    return re.sub(r"\s", "", text)
