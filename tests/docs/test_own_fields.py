"""What the READMEs say of own fields, pictures and spreadsheets: their examples are a project that prints so."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from reportgen.build.render import Renderer
from reportgen.check import check_project
from reportgen.diagnostics import ProblemsFound
from reportgen.model.target import Target
from reportgen.project.load import load_project
from tests.docs.reading import ROOT, blocks
from tests.golden.small import change, copy_project
from tests.support.kinds import DECK, SUMMARY
from tests.support.office import Slide, docx_of, pptx_of

CONTENT, TEMPLATES = ROOT / "content/README.md", ROOT / "templates/README.md"
SECTOR = "content/sectors/finance.yaml"
LABELS = "\nrisk_high: {en: High, zh-Hant: 高}\nrisk_low: {en: Low, zh-Hant: 低}\n"


def block_of(page: Path, info: str) -> str:
    """The block of a page with some words behind its fence."""
    return next(block.text for block in blocks(page) if block.info == info)


def png(width: int = 4, height: int = 2, grey: int = 120) -> bytes:
    """A small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes([grey]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project with what the page about content shows."""
    root = copy_project(tmp_path / "project")
    for folder in ("content/schema", "data", "pictures"):
        (root / folder).mkdir(exist_ok=True)
    (root / "content/schema/extra.yaml").write_text(block_of(CONTENT, "yaml extra.yaml"), encoding="utf-8")
    with (root / SECTOR).open("a", encoding="utf-8") as file:
        file.write(block_of(CONTENT, "yaml sector"))
    with (root / "templates/labels.yaml").open("a", encoding="utf-8") as file:
        file.write(LABELS)
    (root / "data/projects.csv").write_text(block_of(CONTENT, "csv projects.csv"), encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    book.active["B2"] = 12_500_000
    book.active["B3"] = 7
    book.save(root / "data/figures.xlsx")
    (root / "pictures/map.png").write_bytes(png())
    return root


def words(root: Path, *lines: str, edition: str = "en") -> list[str]:
    """What a Word template prints in the finance pack of a project."""
    (root / "templates/summary.docx").write_bytes(docx_of(*lines))
    data = Renderer(load_project(root)).render(Target("finance", SUMMARY, edition)).data
    return [paragraph.text.replace("\u00a0", " ") for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_the_example_prints_what_the_page_says(project: Path) -> None:
    """Its content is that of the page about content."""
    found = list(blocks(TEMPLATES))
    at = next(index for index, block in enumerate(found) if block.info == "own-jinja")
    assert words(project, *found[at].lines) == found[at + 1].lines


def test_all_is_in_the_language_of_the_document(project: Path) -> None:
    """Amounts, names, choices and the texts of a table."""
    line = "{{ sector.extra.budget }} {{ sector.extra.risk }} {{ sector.extra.projects[0].name }}"
    assert words(project, line, edition="zh-Hans") == ["1250万港元 高 大桥"]
    assert words(project, line, edition="zh-Hant") == ["1 250萬港元 高 大橋"]


def test_the_project_of_the_page_is_sound(project: Path) -> None:
    """Nothing about what it adds is found."""
    found = [str(one) for one in check_project(load_project(project))]
    assert [one for one in found if "extra" in one or "pictures" in one] == []


def test_a_misspelt_field_is_told_with_what_was_meant(project: Path) -> None:
    """In content and in a template."""
    change(project, SECTOR, "  risk: high", "  rsik: high")
    with pytest.raises(ProblemsFound, match="unknown key 'rsik'; did you mean 'risk'"):
        load_project(project)
    change(project, SECTOR, "  rsik: high", "  risk: high")
    with pytest.raises(ProblemsFound, match=r"'sector\.extra\.budgt'.*did you mean 'budget'"):
        words(project, "{{ sector.extra.budgt }}")


def test_without_a_declaration_extra_is_refused(project: Path) -> None:
    """And the message says where to declare."""
    (project / "content/schema/extra.yaml").unlink()
    with pytest.raises(ProblemsFound, match=r"no fields of its own; declare them in content/schema/extra\.yaml"):
        load_project(project)


def test_a_picture_stands_in_its_frame_with_its_alt_text(project: Path) -> None:
    """In the language; where a sector has none, the frame is not printed."""

    def frame(slide: object) -> None:
        for number, key in enumerate(("map", "logo")):
            box = Inches(1 + 3 * number), Inches(3), Inches(2), Inches(1)
            picture = slide.shapes.add_picture(io.BytesIO(png(2, 2, 0)), *box)  # type: ignore[attr-defined]
            picture._element.nvPicPr.cNvPr.set("descr", f"{{{{ sector.pictures.{key} }}}}")

    lines = ["{{ sector.pictures.map.credit }}"]
    (project / "templates/deck.pptx").write_bytes(pptx_of(Slide(lines, change=frame)))
    credits_ = {"en": ("A map of the two cities", "Lands Department"), "zh-Hans": ("两地地图", "地政总署")}
    for edition, (alt, credit) in credits_.items():
        made = Renderer(load_project(project)).render(Target("finance", DECK, edition))
        shapes = list(Presentation(io.BytesIO(made.data)).slides[0].shapes)
        (picture,) = [shape for shape in shapes if hasattr(shape, "image")]
        assert picture.image.blob == png()
        assert picture._element.nvPicPr.cNvPr.get("descr") == alt
        assert any(shape.has_text_frame and shape.text_frame.text == credit for shape in shapes)


@cache
def _template(line: str) -> bytes:
    """The same bytes each time: python-docx notes when it writes them."""
    return docx_of(line)


def answers(root: Path, line: str) -> dict[tuple[str, ...], str]:
    """What a Word file that prints a line was made from."""
    (root / "templates/summary.docx").write_bytes(_template(line))
    return dict(Renderer(load_project(root)).render(Target("finance", SUMMARY, "en")).record)


@pytest.mark.parametrize(
    ("line", "is_touched"), [("{{ sector.extra.budget }}", True), ("{{ sector.extra.risk }}{{ sector.title }}", False)]
)
def test_a_changed_cell_is_a_reason_for_what_prints_it_alone(project: Path, line: str, is_touched: bool) -> None:
    """The record of reads has the value, not the file."""
    before = answers(project, line)
    book = openpyxl.load_workbook(project / "data/figures.xlsx")
    book["Sheet1"]["B2"] = 13_000_000
    book.save(project / "data/figures.xlsx")
    assert (answers(project, line) != before) is is_touched


@pytest.mark.parametrize(("line", "is_touched"), [("{% if sector.pictures.map %}x{% endif %}", True), ("x", False)])
def test_a_changed_picture_is_a_reason_for_what_shows_it_alone(project: Path, line: str, is_touched: bool) -> None:
    """By its bytes."""
    before = answers(project, line)
    (project / "pictures/map.png").write_bytes(png(grey=200))
    assert (answers(project, line) != before) is is_touched


def own_types(root: Path) -> Iterator[str]:
    """The own fields that an editor completes in a sector."""
    from reportgen.project.load import load_own_fields
    from reportgen.start.schemas import json_schemas

    schema = json.loads(json_schemas(load_own_fields(root))["sector.schema.json"])
    yield from schema["properties"]["extra"]["properties"]
    yield from schema["$defs"]["NextStep"]["properties"]["extra"]["properties"]


def test_editors_complete_own_fields(project: Path) -> None:
    """A next step has those of an item."""
    assert list(own_types(project)) == ["budget", "owner", "risk", "opened", "projects", "ministers"]
