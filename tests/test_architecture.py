"""The house stands as drawn: imports point downwards, each library has one room, files stay small.

The imports are read from the sources, so that one inside a function or under `TYPE_CHECKING` counts too.
"""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from typer import Typer
from typer.models import CommandInfo

import reportgen
from reportgen.cli.main import app

PACKAGE = Path(reportgen.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOOR = {
    **{"__main__": 12, "cli": 11, "preview": 10, "live": 9, "build": 8, "check": 8, "pack": 7, "review": 7},
    **{"template": 6, "convert": 6, "start": 6, "intake": 6, "fit": 5, "exchange": 5, "doctor": 5, "compare": 5},
    **{"hooks": 5},
    **{"project": 4, "lang": 4, "office": 4},
    **{"model": 3, "fonts": 3, "printing": 3, "records": 2},
    **{"characters": 1, "files": 1, "version": 1, "diagnostics": 0},
}
"""Room → floor. A module may import from its own room and from rooms on lower floors, never sideways."""

FACE = 9
"""The floor of `reportgen/__init__.py`, which hands on what users of the library need; nothing in the house asks it."""

INNER_FLOOR = {
    "template": {
        **{
            "docxtpl": 9,
            "template": 8,
            "run": 7,
            "compile": 6,
            "appended": 6,
            "program": 5,
            "assemble": 5,
            "subdocuments": 5,
        },
        **{"structure": 4, "render": 4},
        **{"runtime": 3, "syntax": 2, "confined": 1, "values": 1, "faults": 1},
    },
    "office": {
        "localise": 4,
        "reading_order": 4,
        "restore": 4,
        "presentation": 3,
        "workbook": 3,
        "drawing": 3,
        "opc": 2,
        "markup": 1,
    },
    "lang": {
        **{"chinese": 3, "measures": 3, "money": 2, "numbers": 1, "dates": 1, "scripts": 1, "linebreak": 1},
        **{"markup": 1, "spans": 1, "joints": 1, "names": 1, "printed": 2, "doubts": 3, "whole_words": 4},
    },
    "intake": {
        **{"importing": 6, "draft": 5, "sectors": 4, "names": 4, "analysed": 3, "linked": 2, "listed": 2},
        **{"read": 1, "recognise": 1, "align": 1, "yaml_text": 1, "faults": 1},
    },
    "check": {
        **{
            "templates": 8,
            "documents": 7,
            "own_rules": 7,
            "sound": 8,
            "rules": 6,
            "document_rules": 6,
            "texts": 5,
            "structure": 5,
            "office_files": 5,
            "kept": 5,
            "run": 4,
        },
        **{"project": 3, "nodes": 2, "registry": 1},
    },
}
"""The same for the rooms inside a room, and for the modules that stand beside them."""

HOMES = {
    "opencc": {"lang"},
    "ahocorasick_rs": {"lang"},
    "babel": {"lang", "model"},
    "typer": {"cli"},
    "click": {"cli"},
    "rich": {"cli"},
    "pydantic": {"model", "project"},
    "pydantic_core": {"model", "project", "preview"},
    "yaml": {"project"},
    "packaging": {"doctor"},
    "lxml": {"office", "fit", "template", "review", "convert", "exchange", "intake"},
    "openpyxl": {"exchange", "project"},
    "charset_normalizer": {"exchange"},
    "jinja2": {"template"},
    "markdown_it": {"template"},
    "fontTools": {"fonts", "printing"},
    "pikepdf": {"printing"},
    "pypdfium2": {"printing"},
    "PIL": {"office", "printing"},
    "starlette": {"preview"},
    "uvicorn": {"preview"},
    "dask": {"build"},
    "distributed": {"build"},
    "watchfiles": {"live"},
    "docx": {"exchange", "office", "intake"},
    "pptx": {"office", "intake"},
}
"""Library → the rooms that may know it."""

MOST_LINES = 450
HEAVY = {
    *("lxml", "jinja2", "pydantic", "opencc", "yaml", "ahocorasick_rs", "fontTools", "pikepdf", "dask", "watchfiles"),
    *("docx", "pptx", "babel"),
}
"""What no answer to `--help` waits for."""


MOST_MODULES = 20
"""Side by side in one folder."""
MOST_IMPORTS = 15
"""Modules of our own that one module imports."""
LARGEST_ROOM = 0.30
"""The share of all lines that one room may hold."""


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


def is_downwards(room: str, other: str, floors: Mapping[str, int]) -> bool:
    """Whether `other` lies below `room`, or is the same."""
    return other == room or other not in floors or floors[other] < floors.get(room, FACE)


def broken_rules(module: str, source: str) -> list[str]:
    """What a module imports and should not, in words."""
    room = room_of(module)
    found = []
    for name in imports_of(source):
        top = name.split(".")[0]
        if top == "reportgen":
            other = room_of(name)
            if other in reportgen.__all__:
                found.append(f"{module} imports {name} from the package's face; name the module that has it")
            inner, others_inner = [*module.split("."), "", ""][2], [*name.split("."), "", ""][2]
            if not is_downwards(room, other, FLOOR):
                found.append(f"{module} imports {name}: {other} is not below {room or 'the package'}")
            elif other == room and inner and not is_downwards(inner, others_inner, INNER_FLOOR.get(room, {})):
                found.append(f"{module} imports {name}: {others_inner} is not below {inner} in {room}")
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
        ("reportgen.lang.x", "from reportgen.template import RichText"),
        ("reportgen.office.x", "def f():\n    import reportgen.lang.chinese"),
        ("reportgen.project.x", "from reportgen.template.template import OfficeTemplate"),
        ("reportgen.template.syntax.x", "from reportgen.template.structure.shapes import versions"),
        ("reportgen.template.render.x", "from reportgen.template.structure.shapes import versions"),
        ("reportgen.office.markup.x", "from reportgen.office.opc.package import Package"),
        ("reportgen.check.x", "from reportgen.build.build import build"),
        ("reportgen.pack.x", "from reportgen import check"),
        ("reportgen.model.x", "from reportgen.project.load import Project"),
        ("reportgen.diagnostics.x", "from reportgen.model import dates"),
        ("reportgen", "from reportgen.cli.main import main"),
        ("reportgen.pack.x", "from reportgen import ProblemsFound"),
        ("reportgen.pack.x", "from reportgen import __version__"),
        ("reportgen.pack.x", "import opencc"),
        ("reportgen.pack.x", "if TYPE_CHECKING:\n    from rich.console import Console"),
        ("reportgen.template.x", "import docx.oxml"),
        ("reportgen.template.x", "from pydantic import BaseModel"),
    ],
)
def test_a_planted_import_is_found(module: str, source: str) -> None:
    """The rule above can fail: each of these imports is one that it must not let pass."""
    assert len(broken_rules(module, source)) == 1


def test_downward_imports_are_allowed() -> None:
    """What the rule is for stays possible."""
    source = "from reportgen.version import __version__\nfrom reportgen.lang.markup import term_ids\nimport json"
    assert broken_rules("reportgen.pack.x", source) == []


def own_imports(path: Path) -> set[str]:
    """The package's own modules that a source imports."""
    known = {dotted(module) for module in MODULES}
    names = (name for name in imports_of(path.read_text(encoding="utf-8")) if name.startswith("reportgen"))
    return {name if name in known else name.rpartition(".")[0] for name in names} - {dotted(path)}


ASKED = {"docx", "pptx", ".docx", ".pptx", "deck", "summary"}
"""Names of formats and kinds of documents, which are rows of tables."""
ASKING = {
    "reportgen.template.structure.required_content": 2,
    "reportgen.template.subdocuments.source": 1,  # a Word document alone can be inserted
}
"""How often a module may ask which program or kind a file is for."""


def questions(source: str) -> int:
    """How many comparisons of a source are with a dialect, a format or a kind of document."""
    return sum(
        (isinstance(side, ast.Name) and side.id in ("WORD", "DRAWING") and isinstance(node.ops[0], ast.Is | ast.IsNot))
        or (isinstance(side, ast.Constant) and side.value in ASKED)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
    )  # fmt: skip


def test_what_differs_between_programs_and_kinds_is_a_table() -> None:
    """No module decides by an `if` which program or which kind of document a file is for."""
    asking = {dotted(path): questions(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {module: count for module, count in asking.items() if count > ASKING.get(module, 0)} == {}


@pytest.mark.parametrize("test", ["dialect is WORD", "package.format == 'docx'", "kind.name == 'deck'"])
def test_a_planted_question_is_found(test: str) -> None:
    """The rule above can fail."""
    assert questions(f"x = 1 if {test} else 2") == 1


@pytest.mark.parametrize("room", sorted(INNER_FLOOR))
def test_everything_in_a_divided_room_has_a_floor(room: str) -> None:
    """What stands beside the inner rooms is held to the same rule."""
    found = {
        path.stem for path in (PACKAGE / room).iterdir() if (path / "__init__.py").is_file() or path.suffix == ".py"
    }
    assert found - {"__init__"} == set(INNER_FLOOR[room])


def test_no_modules_import_one_another_in_a_circle() -> None:
    """What a module needs is there before it."""
    graph = {dotted(path): own_imports(path) for path in MODULES}
    for names in iter(lambda: [name for name, needed in graph.items() if not needed & graph.keys()], []):
        for name in names:
            del graph[name]
    assert sorted(graph) == []


def test_no_room_is_half_the_house() -> None:
    """The largest room holds at most three lines in ten."""
    lines = Counter(dict.fromkeys(FLOOR, 0))
    for path in MODULES:
        lines[room_of(dotted(path))] += len(path.read_text(encoding="utf-8").splitlines())
    room, most = lines.most_common(1)[0]
    assert most <= LARGEST_ROOM * lines.total(), f"{room} holds {most} of {lines.total()} lines"


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_a_folder_can_be_taken_in_at_a_glance(folder: Path) -> None:
    """More than twenty modules side by side want rooms of their own."""
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= MOST_MODULES


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_knows_few_others(path: Path) -> None:
    """A module that imports more of ours than this does the work of several."""
    assert len(own_imports(path)) <= MOST_IMPORTS, sorted(own_imports(path))


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


def registered_commands(app: Typer) -> Iterator[CommandInfo]:
    """The commands of the program and of its groups."""
    yield from app.registered_commands
    for group in app.registered_groups:
        if group.typer_instance:
            yield from registered_commands(group.typer_instance)


@pytest.mark.parametrize("command", list(registered_commands(app)), ids=lambda command: command.callback.__qualname__)
def test_a_command_declares_its_options_as_values(command: CommandInfo) -> None:
    """Strings in their place would be evaluated for every command, whatever is asked for."""
    parameters = inspect.signature(command.callback).parameters.values()
    assert [each.name for each in parameters if isinstance(each.annotation, str)] == []


@pytest.mark.parametrize("module", ["http.client", "ssl", "reportgen.template.compile.package_compiler"])
def test_a_build_starts_without_what_it_may_not_need(module: str) -> None:
    """Python's web client, which `xml.sax.saxutils` loads, and the compiler, before there is anything to compile."""
    script = f"import sys, reportgen.build.build; print({module!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_the_package_names_what_users_need_and_loads_it_when_it_is_asked_for() -> None:
    """`import reportgen` loads no module of the program, and each name that it lists is there."""
    script = "import sys, reportgen; print([name for name in sys.modules if name.startswith('reportgen.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert [name for name in reportgen.__all__ if not hasattr(reportgen, name)] == []
    assert set(reportgen.__all__) <= set(dir(reportgen))
    with pytest.raises(AttributeError, match="no attribute 'OficeTemplate'"):
        _ = reportgen.OficeTemplate


def test_a_template_loads_no_library_that_only_its_result_is_handed_to() -> None:
    """python-docx and python-pptx are imported where a document of theirs is asked for."""
    script = (
        "import sys, reportgen.template.compile.package_compiler; print({'docx', 'pptx'}.intersection(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_build_on_this_computer_does_not_load_dask() -> None:
    """It is an extra, and takes longer to load than many builds take."""
    script = "import sys, reportgen.build.build; print('distributed' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


@pytest.mark.parametrize(("reader", "library"), [("word_reader", "docx"), ("files", "docx"), ("files", "openpyxl")])
def test_proof_sheets_load_what_writes_them_where_one_is_written(reader: str, library: str) -> None:
    """Reading a sheet needs no python-docx, and a document no openpyxl."""
    script = f"import sys, reportgen.exchange.proof.{reader}; print({library!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_a_build_of_office_files_loads_nothing_for_pdf() -> None:
    """What only printing needs is loaded where something is printed."""
    script = "import sys, reportgen.build.build, reportgen.printing.reproducible_pdf; print('pikepdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


OWN_FILES = ("found", "font")
"""What stands before `.read_bytes` where a file of the program itself is read, or a stream of another library."""


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_files_of_users_are_read_through_one_door(path: Path) -> None:
    """Which refuses what is no file: a pipe would wait for ever."""
    if path == PACKAGE / "files.py":
        return
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "read_bytes":
            read_from = ast.get_source_segment(source, node.value) or ""
            assert any(own in read_from for own in OWN_FILES), f"{read_from}.read_bytes: use reportgen.files.read_file"
