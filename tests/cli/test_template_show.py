"""`reportgen template show`: the list, and the page with pictures."""

from __future__ import annotations

import shutil

import pytest

from reportgen.printing.libreoffice import NAMES
from tests.cli.conftest import Shell
from tests.support.office import docx_of


def test_each_slide_is_listed_with_its_rule(shell: Shell) -> None:
    """The list has a line for each slide, and the same as JSON."""
    done = shell("template show templates/deck.pptx")
    assert done.code == 0
    listed = shell("template show templates/deck.pptx --json").report["slides"]
    assert len(listed) == len([line for line in done.lines if line[:5].strip().isdigit()])


@pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="LibreOffice draws the pictures")
def test_pictures_show_a_slide_empty_and_filled(shell: Shell) -> None:
    """The page in the folder has a picture of each slide of the template; every picture that it names is there."""
    shell.write_english_only()
    done = shell("template show templates/deck.pptx --pictures shown")
    assert done.code == 0, done.err
    slides = shell("template show templates/deck.pptx --json").report["slides"]
    folder = shell.root / "shown"
    page = (folder / "index.html").read_text(encoding="utf-8")
    pictures = [path.name for path in sorted(folder.glob("*.png"))]
    assert [name for name in pictures if "template" in name] == [f"{one['number']:02}-template.png" for one in slides]
    assert all(f'src="{name}"' in page for name in pictures)


@pytest.mark.parametrize("line", ["text", "{% if x %}"])
def test_a_word_file_has_no_slides(shell: Shell, line: str) -> None:
    """Which is said, with the command that shows what it has."""
    (shell.root / "letter.docx").write_bytes(docx_of(line))
    done = shell("template show letter.docx")
    assert done.code == 1
    assert "letter.docx: error: there is no slide in it; 'reportgen template text' prints" in done.err
