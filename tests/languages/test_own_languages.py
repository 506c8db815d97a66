"""A project adds languages with files alone: Portuguese of Macau, and the Chinese of Taiwan, from text to document."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import docx
import pptx
import pytest
from lxml import etree
from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.golden.small import SMALL
from tests.support.cxml import NAMESPACES, qn
from tests.support.office import parts_of

FILES = Path(__file__).parent / "project"


@dataclass(frozen=True)
class Built:
    """A file of the project: its bytes, and its texts in reading order, a table's cell a text."""

    data: bytes
    texts: list[str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project's templates with these files, built by the command, in worker processes."""
    root = tmp_path_factory.mktemp("languages")
    shutil.copytree(SMALL / "templates", root / "templates")
    shutil.copytree(FILES, root, dirs_exist_ok=True)
    words = f"build --quiet --project {root} --sector finance --force --jobs 2"
    done = CliRunner().invoke(app, words.split())
    assert (done.exit_code, done.output) == (0, "")
    return root


def built(root: Path, kind: str, language: str) -> Built:
    """The finance pack of a kind in a language."""
    data = (root / f"out/finance/finance-{kind}.{language}").with_suffix(
        f".{language}.pptx" if kind == "deck" else f".{language}.docx"
    )
    content = data.read_bytes()
    return Built(content, _deck_texts(content) if kind == "deck" else _document_texts(content))


def _deck_texts(data: bytes) -> list[str]:
    found: list[str] = []
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def _document_texts(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def tags_of(data: bytes) -> set[str]:
    """Every language that runs and styles of a document or slide, master and defaults included, name for text."""
    found: set[str] = set()
    for name, part in parts_of(data).items():
        if re.match(r"ppt/(slides|slideMasters|slideLayouts)/[^/]*xml|word/(document|styles)\.xml", name):
            tree = etree.fromstring(part)
            found |= {str(tag) for tag in tree.xpath("//a:*/@lang", namespaces=NAMESPACES)}
            found |= {lang.get(qn("w:eastAsia")) or lang.get(qn("w:val")) or "" for lang in tree.iter(qn("w:lang"))}
    return found


@pytest.mark.parametrize("kind", ["deck", "summary"])
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pt-MO", ["O programa corre na rede", "22 de fevereiro de 2023", "Concluído"]),
        ("zh-Hant-TW", ["軟體在網路上執行", "2023年2月22日", "已完成"]),
    ],
)
def test_texts_dates_and_labels_are_the_language_s_own(
    root: Path, kind: str, language: str, expected: list[str]
) -> None:
    """What is authored is printed, what is not is converted; dates and labels read as the language's table has them."""
    shown = "\n".join(built(root, kind, language).texts)
    assert [words for words in expected[: 2 if kind == "deck" else 3] if words not in shown] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pt-MO", ["MOP\u00a01,2 mil milhões", "mais de 10\u00a0000 visitantes", "1\u00a0234,5 hectares"]),
        ("zh-Hant-TW", ["12億澳門元", "超過10,000 名", "1,234.5 公頃"]),
    ],
)
def test_numbers_and_money_are_written_as_the_table_says(root: Path, language: str, expected: list[str]) -> None:
    """Groups of three, decimals, units of large sums and qualifiers."""
    texts = [text.strip() for text in built(root, "deck", language).texts]
    assert [words for words in expected if words not in texts] == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "pt-MO",
            "O Conselho de Comércio de Hong Kong (CCHK) diz que «funciona» no Governo de Hong Kong; o CCHK continua.",
        ),
        ("zh-Hant-TW", "香港貿易協會（貿協會）表示「運作順暢」，軟體裡有印表機的設定；貿協會繼續推行。"),
    ],
)
def test_names_and_marks_in_a_sentence(root: Path, language: str, sentence: str) -> None:
    """A name is the glossary's in this language, introduced with its short form in this language's brackets."""
    assert sentence in built(root, "summary", language).texts


def test_a_wording_decided_in_the_text_is_kept(root: Path) -> None:
    """`[[zh-Hant-TW:資安|資訊保安]]` prints 資安 there, and elsewhere what stands last."""
    assert any("資安資料已上載網際網路。" in text for text in built(root, "deck", "zh-Hant-TW").texts)
    assert any("資訊保安資料已上載互聯網。" in text for text in built(root, "deck", "zh-Hant").texts)


@pytest.mark.parametrize("kind", ["deck", "summary"])
@pytest.mark.parametrize(("language", "tag"), [("pt-MO", "pt-MO"), ("zh-Hant-TW", "zh-TW")])
def test_office_is_told_the_language(root: Path, kind: str, language: str, tag: str) -> None:
    """By runs and styles, and by the properties of the document."""
    data = built(root, kind, language).data
    assert tag in tags_of(data)
    assert f"<dc:language>{language}</dc:language>".encode() in parts_of(data)["docProps/core.xml"]


def test_typefaces_are_those_of_the_script(root: Path) -> None:
    """The theme's Latin font stays for Portuguese; Taiwan's Chinese is in the one that the theme has for its script."""

    def latin(data: bytes) -> list[str]:
        theme = etree.fromstring(parts_of(data)["ppt/theme/theme1.xml"])
        return [str(name) for name in theme.xpath("//a:minorFont/a:latin/@typeface", namespaces=NAMESPACES)]

    assert latin(built(root, "deck", "pt-MO").data) == latin((root / "templates/deck.pptx").read_bytes())
    assert latin(built(root, "deck", "zh-Hant-TW").data) == latin(built(root, "deck", "zh-Hant").data) == ["新細明體"]


def test_two_own_languages_stand_side_by_side(root: Path) -> None:
    """An edition of both prints each with its own words and tag."""
    both = built(root, "summary", "pt-MO+zh-Hant-TW")
    assert "Carta de Intenções sobre Estágios, Governo de Hong Kong" in both.texts
    assert "實習計畫意向書 香港特別行政區政府" in both.texts
    assert {"pt-MO", "zh-TW"} <= tags_of(both.data)


def test_the_rules_know_the_languages(root: Path) -> None:
    """A check of the project reports nothing about languages, and names a text that is missing in one."""
    done = CliRunner().invoke(app, f"check --project {root}".split())
    told = [line for line in done.output.replace(str(root), "").splitlines() if "[unlabelled-words]" not in line]
    assert not [line for line in told if "language" in line]
    sector = root / "content/sectors/finance.yaml"
    text = sector.read_text(encoding="utf-8")
    sector.write_text(text.replace("  pt-MO: >-\n    Finanças\n", "", 1), encoding="utf-8")
    done = CliRunner().invoke(app, f"check --project {root}".split())
    sector.write_text(text, encoding="utf-8")
    assert "the text is not written in português (Macau)" in done.output
