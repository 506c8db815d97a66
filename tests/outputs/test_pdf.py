"""LibreOffice opens a sample of each kind and prints all its pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from reportgen.model.target import OVERVIEW, Kind, Target
from tests.outputs.conftest import Packs

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SAMPLE = {
    Target("finance", Kind.DECK, "zh-Hant"): None,
    Target(OVERVIEW, Kind.DECK, "en"): None,
    Target("youth", Kind.SUMMARY, "zh-Hans"): range(2, 4),
    Target("professional-services", Kind.SUMMARY, "en"): range(2, 5),
    Target(OVERVIEW, Kind.SUMMARY, "zh-Hant"): range(4, 15),
}
"""A file of each template, with the pages it may take; a deck takes a page for each slide."""

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def printed(packs: Packs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as PDF, made in one go."""
    folder = tmp_path_factory.mktemp("pdf")
    command = [
        str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), *(str(packs[target].path) for target in SAMPLE),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("target", SAMPLE, ids=lambda target: target.path.stem)
def test_the_file_prints_with_all_its_pages(packs: Packs, printed: Path, target: Target) -> None:
    """As many pages as slides, or as a summary of this size takes; text is on every page."""
    document = pypdfium2.PdfDocument(printed / f"{target.path.stem}.pdf")
    try:
        pages = len(document)
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    finally:
        document.close()
    expected = SAMPLE[target] or [len(packs[target].slides)]
    assert pages in expected, f"{pages} pages"
    assert all(len(text.strip()) > 20 for text in texts)
    assert "{{" not in "".join(texts)
