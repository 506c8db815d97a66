"""`ARCHITECTURE.md` tells what is there: its rooms and floors, files, functions, tables, and the text it follows."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
import yaml
from lxml import etree

from docs.pictures import draw_rooms
from reportgen.pack.writer import DocumentText, Mentions, Writer
from reportgen.project.load import load_project
from reportgen.template.render.runs import rich_value
from tests.docs.reading import ROOT, blocks, code_in, tables
from tests.test_architecture import FLOOR, HOMES, INNER_FLOOR

PAGE = ROOT / "ARCHITECTURE.md"
TEXT = PAGE.read_text(encoding="utf-8")
PAGES = [PAGE, *(ROOT / "docs" / f"{name}.md" for name in ("build", "fitting", "pdf"))]
WORDS = " ".join(" ".join(page.read_text(encoding="utf-8").split()) for page in PAGES)
"""The story and the pages that it leaves details to, each paragraph on one line."""

FILES = sorted(set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.(?:py|yaml|toml|json|csv|j2))`", WORDS)))
WRITTEN_LATER = {"macros.j2", "languages.toml", "out/.reportgen/manifest.json"}
"""Files a project may have."""

_NAMES = r"`[A-Za-z_.]+`(?:(?:, | and | or )`[A-Za-z_.]+`)*"
NAMED = [
    (name, module) for names, module in re.findall(rf"({_NAMES}) in `([a-z/_]+\.py)`", WORDS) for name in code_in(names)
]
"""Functions, classes, methods and constants, each with the module that it is said to stand in."""


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_named_is_there(name: str) -> None:
    """A path leads from the project, the program or a room, and so does a bare name."""
    rooms = [path.parent for path in (ROOT / "reportgen").rglob("__init__.py")]
    assert name in WRITTEN_LATER or any((place / name).is_file() for place in (ROOT, *rooms))


def _defined(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from _defined(node.body, f"{node.name}.")
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        yield from (prefix + target.id for target in targets if isinstance(target, ast.Name))


@cache
def defined(module: str) -> frozenset[str]:
    """The names that a module of the program defines, those of its classes' methods with a dot."""
    source = (ROOT / "reportgen" / module).read_text(encoding="utf-8")
    return frozenset(_defined(ast.parse(source).body))


@pytest.mark.parametrize(("name", "module"), NAMED, ids=lambda value: value)
def test_a_name_is_defined_where_the_page_says(name: str, module: str) -> None:
    """A function, class, method or table stands in the module that the page names with it."""
    assert name in defined(module)


def test_the_days_are_followed_from_function_to_function() -> None:
    """Each numbered step of a day names a function that can be looked up, or what runs in a function named before."""
    steps = re.findall(r"^\d+\. (.+?)(?=^\d+\. |^\n|^\*\*|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    found = [re.search(rf"{_NAMES} in `[a-z/_]+\.py`", " ".join(step.split())) for step in steps]
    assert len(steps) == 27
    assert sum(match is not None for match in found) >= len(steps) - 3


# -- rooms and floors


def _rooms() -> list[list[str]]:
    return next(rows for heading, rows in tables(PAGE) if heading == "Rooms")


def _bare(name: str) -> str:
    return name.rstrip("/").removesuffix(".py")


def test_every_room_is_on_its_floor() -> None:
    """The table has all rooms, each on the floor that the rule of imports gives it."""
    assert {_bare(code_in(room)[0]): int(floor) for floor, room, *_ in _rooms()} == FLOOR


def test_the_libraries_of_a_room_are_those_it_may_import() -> None:
    """What the table says of libraries is what the rule of imports says."""
    said = {(library, _bare(code_in(room)[0])) for _, room, _, own in _rooms() for library in code_in(own)}
    assert said == {(library, room) for library, rooms in HOMES.items() for room in rooms}


def _inner_floors(cell: str) -> Mapping[str, int]:
    return {name: int(part.split()[0]) for part in cell.split(";") for name in code_in(part)}


def test_every_inner_room_is_on_its_floor() -> None:
    """The same for the rooms inside a room."""
    rows = [rows for heading, rows in tables(PAGE) if heading == "Rooms"][1]
    assert {_bare(code_in(room)[0]): _inner_floors(cell) for room, cell in rows} == INNER_FLOOR


def test_the_picture_is_as_it_was_drawn() -> None:
    """It is changed where it is drawn, and not by hand."""
    assert draw_rooms.PICTURE.read_text(encoding="utf-8") == draw_rooms.draw()


@pytest.mark.parametrize(("group", "floors"), [("house", FLOOR), ("engine", INNER_FLOOR["template"])])
def test_the_picture_has_every_room_on_its_floor(group: str, floors: Mapping[str, int]) -> None:
    """A room stands on the line of its floor's number, and higher floors are higher up."""
    picture = etree.parse(ROOT / "docs/pictures/rooms.svg")
    texts = picture.xpath(f"//*[@id='{group}']/*[local-name() = 'text']")
    numbers = {float(text.get("y")): int(text.text) for text in texts if text.text.isdecimal()}
    names = {_bare(text.text): float(text.get("y")) for text in texts if text.get("font-weight")}
    assert {name: numbers[min(numbers, key=lambda line: abs(line - y))] for name, y in names.items()} == floors
    assert [numbers[line] for line in sorted(numbers)] == sorted(numbers.values(), reverse=True)


# -- what is claimed


def test_what_is_said_to_be_frozen_is() -> None:
    """The classes that rooms hand to one another cannot be changed once they are made."""
    claim = re.search(r"\*\*Between rooms things are finished\.\*\*(.*?) are frozen", WORDS)
    assert claim is not None
    handed = re.findall(r"`(\w+)` in `([a-z/_]+)\.py`", claim[1])
    assert len(handed) == 7
    for name, module in handed:
        made = getattr(importlib.import_module(f"reportgen.{module.replace('/', '.')}"), name)
        assert made.__dataclass_params__.frozen, name


def test_the_text_of_the_day_is_in_the_content_and_prints_as_the_page_says() -> None:
    """The sentence that the page follows is one of the finance file, and each edition prints what the table has."""
    project = load_project(ROOT)
    shown = yaml.safe_load(next(block.text for block in blocks(PAGE) if block.info == "yaml"))
    followed = [item.text for item in project.sectors["finance"].progress if item.text.root == shown]
    assert len(followed) == 1
    printed = next(rows for heading, rows in tables(PAGE) if heading == "A text's day")
    assert [tag for tag, _ in printed] == ["en", "zh-Hant", "zh-Hans"]
    for tag, text in printed:
        writer = Writer(project.languages[tag], project.glossary, project.languages)
        assert str(rich_value(DocumentText(writer, followed[0], Mentions()))) == text
