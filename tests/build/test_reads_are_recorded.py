"""What a build or a check opens of a project is part of the record of its state; a change of another would be missed.

After Shake's lint: the reads are seen where Python opens files, not where the program says that it does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.build.state import input_record
from reportgen.project.places import INPUT_FOLDERS
from reportgen.records.file_digests import FileDigests

WATCHED = """
import json, os, sys
root, words = os.path.realpath(sys.argv[1]), json.loads(sys.argv[2])
opened = set()

def watch(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, os.PathLike)):
        path = os.path.realpath(arguments[0])
        if path.startswith(root + os.sep):
            opened.add(os.path.relpath(path, root).replace(os.sep, "/"))

sys.addaudithook(watch)
from typer.testing import CliRunner
from reportgen.cli.main import app
for line in words:
    CliRunner().invoke(app, line, catch_exceptions=False)
print(json.dumps(sorted(opened)))
"""
OPTIONAL = {
    "content/approvals.yaml": "{}\n",
    "glossary/wording.csv": "id,instead_of,write,languages,reason\n",
    "templates/macros.j2": "{% macro x() %}x{% endmacro %}\n",
    "reportgen.yaml": "check: {}\n",
    "content/schema/extra.yaml": "sector: {owner: {type: name}}\n",
    "data/projects.csv": "name\n",
    "pictures/maps/map.svg": "<svg/>",
    "templates/README.md": "how to change the templates\n",
    "content/sectors/unlisted.yaml": "id: unlisted\n",
}
"""Files that a project may have, and one that is nobody's business."""


def _opened(root: Path, *lines: list[str]) -> set[str]:
    """The files and folders of a project that some commands open, in a process of its own."""
    cache = {"XDG_CACHE_HOME": str(root.parent / "cache")}
    command = [sys.executable, "-c", WATCHED, str(root), json.dumps(lines)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **cache}, check=True)
    return set(json.loads(done.stdout))


@pytest.fixture
def recorded(root: Path) -> set[str]:
    """The files and folders that the record of the project's state looks at; the project has whatever one may have."""
    for name, text in OPTIONAL.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    files = {question[1] for question in input_record(root, FileDigests()) if question[0] == "file"}
    return files | set(INPUT_FOLDERS) | {"pictures/maps"}


@pytest.mark.parametrize("command", ["build", "check"])
def test_every_read_is_in_the_record(root: Path, recorded: set[str], command: str) -> None:
    """Of a command, and of a second one that finds all as it was."""
    line = [command, "--quiet", "--project", str(root), "--jobs", "1"]
    line += ["--out", str(root.parent / "out"), "--lang", "zh-Hans", "--force"] if command == "build" else []
    opened = _opened(root, line, line)
    assert {"content/meeting.yaml", "templates/deck.pptx", "reportgen.yaml"} <= opened
    assert opened - recorded == set()


def test_a_read_that_is_not_recorded_is_found(root: Path, recorded: set[str]) -> None:
    """A check that is told to read another file of the project."""
    opened = _opened(root, ["check", "--baseline", str(root / "templates/README.md"), "--project", str(root)])
    assert opened - recorded == {"templates/README.md"}
