"""The house stands as drawn: imports point downwards, each library has one room, files stay small.

The imports are read from the sources, so that one inside a function or under `TYPE_CHECKING` counts too.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportgen

PACKAGE = Path(reportgen.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOOR = {
    **{"__main__": 7, "cli": 6, "check": 5, "pack": 5, "project": 4},
    **{"ooxml": 3, "lang": 3, "model": 2, "diagnostics": 1},
}
"""Room → floor. A module may import from its own room and from rooms on lower floors, never sideways."""

HOMES = {
    "opencc": {"lang"},
    "ahocorasick_rs": {"lang"},
    "typer": {"cli"},
    "click": {"cli"},
    "rich": {"cli"},
    "pydantic": {"model", "project"},
    "yaml": {"project"},
    "lxml": {"ooxml", "project"},
    "openpyxl": {"project"},
    "jinja2": {"ooxml"},
    "fontTools": {"ooxml"},
    "docx": set(),
    "pptx": set(),
}
"""Library → the rooms that may know it; python-docx and python-pptx are for the tests alone."""

MOST_LINES = 450
HEAVY = {"lxml", "jinja2", "pydantic", "opencc", "yaml", "ahocorasick_rs", "fontTools"}
"""What no answer to `--help` waits for."""


def room_of(module: str) -> str:
    """The room a dotted module name belongs to; empty for the package itself, which holds the version."""
    return [*module.split("."), ""][1]


def dotted(path: Path) -> str:
    """The dotted name of a source file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(source: str) -> Iterator[str]:
    """The dotted names a source imports, wherever in it; `from a import b` counts as `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that they can be read"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def broken_rules(module: str, source: str) -> list[str]:
    """What a module imports and should not, in words."""
    room = room_of(module)
    found = []
    for name in imports_of(source):
        top = name.split(".")[0]
        if top == "reportgen":
            other = room_of(name)
            downwards = other == room or FLOOR.get(other, 0) < FLOOR.get(room, 0)
            if other in FLOOR and not downwards:
                found.append(f"{module} imports {name}: {other} is not below {room or 'the package'}")
        elif top in HOMES and room not in HOMES[top]:
            found.append(f"{module} imports {top}, which belongs to {', '.join(sorted(HOMES[top])) or 'the tests'}")
    return found


def test_every_module_stands_in_a_room() -> None:
    """A new room needs a floor, or its imports would go unchecked."""
    assert {room_of(dotted(path)) for path in MODULES} - {""} == set(FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_downwards(path: Path) -> None:
    """No module imports from a higher room, a neighbouring one, or a library that has another home."""
    assert broken_rules(dotted(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("reportgen.lang.x", "from reportgen.ooxml import RichText"),
        ("reportgen.ooxml.x", "def f():\n    import reportgen.lang.chinese"),
        ("reportgen.check.x", "from reportgen.pack.build import build"),
        ("reportgen.pack.x", "from reportgen import check"),
        ("reportgen.model.x", "from reportgen.project.load import Project"),
        ("reportgen.diagnostics", "from reportgen.model import dates"),
        ("reportgen", "from reportgen.cli.main import main"),
        ("reportgen.pack.x", "import opencc"),
        ("reportgen.pack.x", "if TYPE_CHECKING:\n    from rich.console import Console"),
        ("reportgen.ooxml.x", "import docx.oxml"),
        ("reportgen.ooxml.x", "from pydantic import BaseModel"),
    ],
)
def test_a_planted_import_is_found(module: str, source: str) -> None:
    """The rule above can fail: each of these imports is one that it must not let pass."""
    assert len(broken_rules(module, source)) == 1


def test_downward_imports_are_allowed() -> None:
    """What the rule is for stays possible."""
    source = "from reportgen import __version__\nfrom reportgen.lang.markup import term_ids\nimport json"
    assert broken_rules("reportgen.pack.x", source) == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_has_one_job(path: Path) -> None:
    """A file too long to read at one sitting has more than one."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{dotted(path)} has {lines} lines"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]], ids=" ".join)
def test_help_is_instant(arguments: list[str]) -> None:
    """Asking for help or for the version loads none of the libraries that a build needs."""
    heavy = HEAVY - {"pydantic"} if arguments[0] == "build" else HEAVY  # typer itself may use pydantic for options
    script = (
        "import json, sys\n"
        "from reportgen.cli.main import app\n"
        f"try:\n    app({arguments!r})\nexcept SystemExit as end:\n    code = end.code\n"
        "print(json.dumps([code, sorted({name.split('.')[0] for name in sys.modules})]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    assert code in (0, None)
    assert heavy.intersection(loaded) == set()
