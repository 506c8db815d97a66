"""What commands load: as little as their work needs, since loading is most of what a short command takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.small import copy_project

READING = {
    "yaml",
    "tomllib",
    "pydantic",
    "reportgen.model.content",
    "reportgen.model.language",
    "reportgen.project.load",
}
MAKING = {
    "lxml",
    "jinja2",
    "reportgen.pack",
    "reportgen.template",
    "reportgen.office",
    "reportgen.fit",
    "reportgen.lang",
}
CHECKING = {"reportgen.check", "reportgen.project.approvals"}
CONVERTING = {"opencc", "reportgen.lang.chinese.converter"}
PARSING = {"yaml", "reportgen.project.yaml_composer", "reportgen.project.yaml_errors"}
COMPILING = {"reportgen.template.compile.package_compiler", "reportgen.template.syntax.isolate"}
OTHER_WORK = {
    *("openpyxl", "pikepdf", "fontTools", "http.client", "ssl"),
    *("reportgen.convert", "reportgen.exchange", "reportgen.printing", "reportgen.review"),
}
"""Libraries and modules by what they are for."""


def loaded_by(line: str, root: Path) -> set[str]:
    """The modules that are loaded when a command ends, which has to end well."""
    script = (
        "import atexit, json, sys\nfrom reportgen.cli.main import main\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules))))\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *line.split()],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "XDG_CACHE_HOME": str(root.parent / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project after a build."""
    root = copy_project(tmp_path_factory.mktemp("imports") / "project")
    loaded = loaded_by("build -j1", root)
    assert {*READING, *MAKING, *CHECKING, *CONVERTING, *PARSING, *COMPILING} <= loaded  # their names are right
    return root


def test_a_build_with_nothing_to_do_reads_makes_and_checks_nothing(built: Path) -> None:
    """It looks at the files, and at what the last build has found."""
    forbidden = {*READING, *MAKING, *CHECKING, *CONVERTING, *PARSING, *COMPILING, *OTHER_WORK, "multiprocessing"}
    assert loaded_by("build", built) & forbidden == set()


def test_a_file_is_made_again_without_what_is_known(built: Path) -> None:
    """The content is sound and kept, the template is compiled, and nothing in the file is converted."""
    forbidden = {*CHECKING, *CONVERTING, *PARSING, *COMPILING, *OTHER_WORK}
    assert loaded_by("deck --sector finance --lang zh-Hant --force", built) & forbidden == set()
