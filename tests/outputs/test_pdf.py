"""LibreOffice prints a sample of each kind: all pages, with what makes a PDF accessible, the same bytes every time."""

from __future__ import annotations

import http.server
import io
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pptx
import pypdfium2
import pypdfium2.raw
import pytest
from PIL import Image

from reportgen.build.build import Options, build
from reportgen.build.outcome import Outcome
from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW, Format, Target
from reportgen.printing.libreoffice import LibreOffice, find_libreoffice
from reportgen.printing.printer import Printer
from reportgen.project.load import Project
from tests.outputs.conftest import Packs
from tests.outputs.reading import normal
from tests.support.kinds import DECK, SUMMARY
from tests.support.pdf_tags import accessibility_faults

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SAMPLE = {
    Target("finance", DECK, "zh-Hant"): None,
    Target(OVERVIEW, DECK, "en"): None,
    Target("youth", SUMMARY, "zh-Hans"): range(2, 4),
    Target("professional-services", SUMMARY, "en"): range(2, 5),
    Target(OVERVIEW, SUMMARY, "zh-Hant"): range(4, 15),
}
"""A file of each template, with the pages it may take; a deck takes a page for each slide."""

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def printed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, Office files and PDF, made in one go."""
    out = tmp_path_factory.mktemp("pdf")
    results = build(project, list(SAMPLE), out, Options(jobs=2, format=Format.PDF))
    assert [str(diagnostic) for result in results for diagnostic in result.diagnostics] == []
    assert [result.outcome for result in results] == [Outcome.WRITTEN] * (2 * len(SAMPLE))
    return out


@pytest.fixture(params=SAMPLE, ids=lambda target: target.path.stem)
def target(request: pytest.FixtureRequest) -> Target:
    """A file of the sample."""
    chosen: Target = request.param
    return chosen


@pytest.fixture
def document(printed: Path, target: Target) -> Iterator[pypdfium2.PdfDocument]:
    """Its PDF."""
    document = pypdfium2.PdfDocument(printed / target.pdf)
    yield document
    document.close()


def _texts(document: pypdfium2.PdfDocument) -> list[str]:
    """The text of each page."""
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    return texts


def test_the_file_prints_with_all_its_pages(packs: Packs, document: pypdfium2.PdfDocument, target: Target) -> None:
    """As many pages as slides, or as a summary of this size takes; text is on every page."""
    texts = _texts(document)
    expected = SAMPLE[target] or [len(packs[target].slides)]
    assert len(texts) in expected, f"{len(texts)} pages"
    assert all(len(text.strip()) > 20 for text in texts)
    assert "{{" not in "".join(texts)


def test_the_pdf_says_what_the_office_file_says(packs: Packs, document: pypdfium2.PdfDocument, target: Target) -> None:
    """Every title of a slide, every paragraph of a summary's beginning: the text can be searched and copied."""
    file = packs[target]
    said = [file.title(slide) for slide in file.slides] if target.kind == DECK else file.paragraphs[:10]
    printed = "".join("".join(_texts(document)).split())
    missing = [text for text in said if "".join(normal(text).split()) not in printed]
    assert [text for text in missing if "\u2011" not in text and "†" not in text] == []


def test_the_pdf_can_be_read_aloud(
    packs: Packs, document: pypdfium2.PdfDocument, target: Target, printed: Path
) -> None:
    """Tagged, with the document's own title and language, and bookmarks to its parts."""
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    title = normal(packs[target].property("title")).replace("會議: ", "會議：")  # the colon of a Chinese title
    assert normal(document.get_metadata_value("Title")) == title
    with pikepdf.open(printed / target.pdf) as pdf:
        assert pdf.Root.Lang == LANGUAGES[target.edition].office
    bookmarks = [normal(item.get_title()) for item in document.get_toc()]
    if target.kind == DECK:
        titles = [packs[target].title(slide) for slide in packs[target].slides]
        assert len(bookmarks) == len(titles) == len(set(bookmarks))
        # of a long title, LibreOffice takes the first 63 characters; equal ones it numbers
        begun = [re.sub(r" \(\d+\)$", "", mark) for mark in bookmarks]
        assert all(len(mark) > 1 and title.startswith(mark) for mark, title in zip(begun, titles, strict=True))
    else:
        assert len(bookmarks) > 4


def test_the_same_file_gives_the_same_pdf(project: Project, printed: Path, tmp_path: Path) -> None:
    """On its own as in a batch, now as then, whatever was printed before it."""
    chosen = list(SAMPLE)
    build(project, list(reversed(chosen)), tmp_path / "backwards", Options(format=Format.PDF))
    build(project, chosen[2:3], tmp_path / "alone", Options(format=Format.PDF))
    for target in chosen:
        assert (tmp_path / "backwards" / target.pdf).read_bytes() == (printed / target.pdf).read_bytes()
    assert (tmp_path / "alone" / chosen[2].pdf).read_bytes() == (printed / chosen[2].pdf).read_bytes()


def test_a_file_that_is_none_costs_no_other_its_pdf(printed: Path) -> None:
    """LibreOffice says why it cannot load a damaged file, and prints the others, of Word and of PowerPoint."""
    with Printer[str](find_libreoffice(), 1) as printer:
        for target in (Target("youth", SUMMARY, "zh-Hans"), Target("finance", DECK, "zh-Hant")):
            good = (printed / target.path).read_bytes()
            for name, data in (("bad", good[: len(good) // 2]), ("good", good)):
                printer.add(f"{name} {target.kind.name}", f"{name}-{target.path.name}", data)
        results = {result.name: result for result in printer.finish()}
    assert {name for name, result in results.items() if result.data} == {"good summary", "good deck"}
    assert all("could not be loaded" in results[name].reason for name in ("bad summary", "bad deck"))


# -- no access to the network


class _Listener(http.server.BaseHTTPRequestHandler):
    """Notes what is asked of it."""

    asked: list[str] = []  # noqa: RUF012 - one list for the server's one test

    def do_GET(self) -> None:
        """Note the request."""
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Keep standard error for faults."""


@pytest.fixture
def address() -> Iterator[str]:
    """Where a picture would be fetched from."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Listener) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/picture.png"
        server.shutdown()
        thread.join()


def _with_linked_picture(data: bytes, address: str) -> bytes:
    """An Office file whose picture lies somewhere else."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xml.rels"):
                target = rb'(<Relationship [^>]*?/image"[^>]*?Target=")[^"]*("[^>]*?)/>'
                part = re.sub(target, rb"\1" + address.encode() + rb'\2 TargetMode="External"/>', part)
            new.writestr(name, part.replace(b"r:embed=", b"r:link="))
    return result.getvalue()


def test_nothing_is_fetched(address: str) -> None:
    """A picture that a document only links to is not asked for, in Word and PowerPoint."""
    picture, word, powerpoint = io.BytesIO(), io.BytesIO(), io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("Text")
    document.add_picture(picture)
    document.save(word)
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(picture, 0, 0)
    deck.save(powerpoint)
    office: LibreOffice = find_libreoffice()
    with Printer[str](office, 1) as printer:
        printer.add("word", "linked.docx", _with_linked_picture(word.getvalue(), address))
        printer.add("powerpoint", "linked.pptx", _with_linked_picture(powerpoint.getvalue(), address))
        assert all(result.data for result in printer.finish())
    assert _Listener.asked == []


def test_a_validator_of_pdf_ua_has_nothing_to_say(printed: Path, target: Target) -> None:
    """No figure without words, nothing drawn or linked in no tag, headings that say what they head, metadata."""
    with pikepdf.open(printed / target.pdf) as pdf:
        assert sorted(set(accessibility_faults(pdf))) == []
