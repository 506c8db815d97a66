"""Whatever comes back from other programs: taken, or refused with its place, and nothing half done.

By hand, `REPORTGEN_FUZZ=3000 pytest tests/exchange/test_fuzz.py` tries as many files.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from reportgen.cli.main import app
from reportgen.project.load import load_project
from tests.exchange.spoilt import spoilt
from tests.faults.test_faults import LINE
from tests.faults.test_fuzz import often
from tests.project.sample import write_project
from tests.support.records import MINUTES, old_deck, web_minutes, word_minutes

EXPORTS: Mapping[str, tuple[str, str]] = {
    "21.xlf": ("translate export --lang zh-Hant --xliff 2.1", "translate import"),
    "22.xlf": ("translate export --lang zh-Hant --xliff 2.2", "translate import"),
    "12.xlf": ("translate export --lang zh-Hant --xliff 1.2", "translate import"),
    "names.tbx": ("glossary export", "glossary import"),
    "names08.tbx": ("glossary export --tbx 2008", "glossary import"),
    "names.xlsx": ("glossary export", "glossary import"),
    "names.csv": ("glossary export", "glossary import"),
    "names.tsv": ("", "glossary import"),
    "youth-proof.zh-Hant.docx": ("", "proof import"),
    "youth-proof.zh-Hant.xlsx": ("", "proof import"),
    "minutes.txt": ("", "import"),
    "minutes.html": ("", "import"),
    "minutes.docx": ("", "import"),
    "minutes.pptx": ("", "import"),
}
"""The file → the command that writes it, if one does, and the one that takes it."""
IN_PYTHON = re.compile(
    r"out of range|NoneType|has no attribute|codec|invalid literal|subscriptable|[A-Z][a-z]+Error|<string>|<class|"
    r"not enough values|too many values|unhashable|positional|must be str|expected str|not iterable|KeyError|"
    r"invalid token|could not convert|Error -\d|object at 0x"
)
"""Words that only who knows Python understands."""


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest project with all that it exports in a folder beside it."""
    root = write_project(tmp_path_factory.mktemp("exports") / "project")
    run = CliRunner()
    for name, (line, _) in EXPORTS.items():
        if line:
            done = run.invoke(app, [*line.split(), str(root.parent / name), "--project", str(root)])
            assert done.exit_code == 0, done.output
    sheets = ["proof", "-s", "youth", "-l", "zh-Hant", "--out", str(root.parent), "--project", str(root)]
    assert run.invoke(app, sheets).exit_code == 0
    table = (root.parent / "names.csv").read_text("utf-8-sig")
    with (root.parent / "names.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, "excel-tab").writerows(csv.reader(io.StringIO(table)))
    word_minutes(root.parent / "minutes.docx")
    web_minutes(root.parent / "minutes.html")
    old_deck(root.parent / "minutes.pptx")
    (root.parent / "minutes.txt").write_text("\n\n".join(text for _, text in MINUTES), "utf-8")
    return root.parent


def _contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _told(folder: Path, name: str, data: bytes, options: list[str]) -> list[str]:
    """What is wrong with how the program takes a file: nothing."""
    root = folder / "project"
    before = _contents(root)
    file = folder / name
    file.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        done = CliRunner().invoke(app, [*EXPORTS[name][1].split(), str(file), "--project", str(root), *options])
    found = [f"status {done.exit_code}"] if done.exit_code not in (0, 1, 2) else []
    found += [line for line in done.stderr.splitlines() if not LINE.match(line) or IN_PYTHON.search(line)]
    found += ["nothing is told"] if done.exit_code and not done.stderr else []
    after = _contents(root)
    changed = [name for name in {*before, *after} if before.get(name) != after.get(name)]
    found += [f"{name} has changed" for name in changed if "--dry-run" in options or name not in done.stdout]
    if changed:
        if EXPORTS[name][1] != "import":  # drafts leave to a person what the record does not say
            load_project(root)  # raises where what was written is no project any more
        shutil.rmtree(root)
        write_project(root)
    return found


def test_any_spoilt_file_is_taken_or_told(exports: Path, tmp_path: Path) -> None:
    """Every format, spoilt in its bytes, its text, its parts and its XML."""
    folder = shutil.copytree(exports, tmp_path / "exports")

    @often
    @given(st.integers(0, 2**64))
    def holds(seed: int) -> None:
        random = Random(seed)
        name = random.choice(list(EXPORTS))
        options = random.choice(([], [], ["--dry-run"], ["--accept-warnings"] * (EXPORTS[name][1] != "import")))
        assert _told(folder, name, spoilt(random, (exports / name).read_bytes()), options) == []

    holds()
