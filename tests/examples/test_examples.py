"""The example meetings build, check clean, and say nothing of the meeting that the program was first made for."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from reportgen.live.checked import Choice
from reportgen.live.project_check import check_everything
from tests.docs.reading import ROOT

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/content"))
OURS = re.compile(r"Hong Kong|Shenzhen|HKSAR|Mainland|press release|(?<!中文（)香港|深圳|特区|特區|新聞公報|新闻公报")
_MARKUP = re.compile(r"<[^>]*>")

pytestmark = pytest.mark.parametrize("root", EXAMPLES, ids=lambda path: path.name)


def test_an_example_checks_clean(root: Path) -> None:
    """Strictly, and with nothing that has been accepted."""
    assert [str(one) for one in check_everything(root, Choice(), 1).diagnostics] == []


def test_an_example_is_about_itself(root: Path, tmp_path: Path) -> None:
    """No word of another meeting is in its documents: not in texts, notes, properties or alternative texts."""
    done = CliRunner().invoke(app, ["build", "--project", str(root), "--out", str(tmp_path), "--jobs", "1", "--quiet"])
    assert done.exit_code == 0, done.output
    files = [path for path in tmp_path.rglob("*") if path.suffix in (".docx", ".pptx")]
    assert files
    assert {word for path in files for word in OURS.findall(_texts(path))} == set()


def test_an_example_shares_the_templates(root: Path) -> None:
    """No template is in the repository twice."""
    assert (root / "templates").resolve() == ROOT / "templates"


def _texts(path: Path) -> str:
    """What all parts of a file say, and the values of their attributes that a reader meets."""
    with zipfile.ZipFile(path) as file:
        parts = [file.read(name).decode("utf-8") for name in file.namelist() if name.endswith((".xml", ".rels"))]
    attributes = " ".join(found for part in parts for found in re.findall(r' (?:descr|title|name)="([^"]*)"', part))
    return f"{attributes} {' '.join(_MARKUP.sub('', part) for part in parts)}"
