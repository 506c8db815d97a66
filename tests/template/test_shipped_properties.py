"""What the project's own templates say of themselves to Word and PowerPoint."""

import zipfile
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
DOCUMENTS = sorted(TEMPLATES.glob("*.docx"))
DECKS = sorted(TEMPLATES.glob("*.pptx"))


def _part(file: Path, part: str) -> str:
    with zipfile.ZipFile(file) as package:
        return package.read(part).decode()


@pytest.mark.parametrize("file", [*DOCUMENTS, *DECKS], ids=lambda file: file.name)
def test_the_company_is_the_meeting(file: Path) -> None:
    """What a document says of its company comes from the project."""
    assert "<Company>{{ meeting.title }}</Company>" in _part(file, "docProps/app.xml")


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_a_new_table_has_the_style_of_the_house(file: Path) -> None:
    """Word gives a table that is inserted the style that the settings name (ECMA-376 part 1 §17.15.1.24)."""
    assert '<w:defaultTableStyle w:val="ReportTable"/>' in _part(file, "word/settings.xml")
    assert 'w:styleId="ReportTable"' in _part(file, "word/styles.xml")
