"""The words of the program and of its page in their languages."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tools import make_catalogues
from tools.make_catalogues import (
    LOCALES,
    PACKAGE,
    PAGE,
    as_json,
    as_mo,
    as_po,
    compiled,
    loaded,
    read,
    sources,
    updated,
)

NAMES = list(sources())


def entries(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue without its head."""
    return (message for message in catalogue if message.id)


def places(text: str) -> set[str]:
    """The names of the places of a pattern."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("name", NAMES)
def test_every_message_has_its_translation(tag: str, name: str) -> None:
    """What the sources say is in the catalogue, translated, and what they no longer say is not."""
    catalogue = read(tag, name)
    assert [message.id for message in entries(catalogue) if not (message.string and all(message.string))] == []
    assert as_po(updated(catalogue, sources()[name]())) == as_po(catalogue)


@pytest.mark.parametrize("tag", LOCALES)
def test_a_translation_of_the_page_fills_in_what_the_message_does(tag: str) -> None:
    """A place for a value that a translation lacks or invents would be seen as braces, or not at all."""
    for message in read(tag, PAGE):
        said, translated = (
            " ".join([text] if isinstance(text, str) else text) for text in (message.id, message.string)
        )
        assert set(re.findall(r"{\w+}", translated)) <= {*re.findall(r"{\w+}", said), "{n}"}, said


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in (PAGE, "help", "pages", "typer")])
def test_a_translation_has_the_places_of_its_message(tag: str, name: str) -> None:
    """A translation says every value that the message says, and no other."""
    for message in entries(read(tag, name)):
        if isinstance(message.id, str) and _has_places(message.id):
            assert places(str(message.string)) == places(message.id), message.id


@pytest.mark.parametrize("tag", LOCALES)
def test_a_value_stands_in_the_quotation_marks_of_the_language(tag: str) -> None:
    """Those of a typewriter stand only in what is to be typed: `xmlns="{svg}"`."""
    quoted = re.compile(r"""(?<![=\[])(?<!: )(['"])\{\w+\}\1""")
    messages = [str(message.string) for name in NAMES for message in entries(read(tag, name))]
    assert [text for text in messages if quoted.search(text)] == []


def _has_places(text: str) -> bool:
    """Whether a message is a pattern; one about tags, `{{ }}`, is none and may not even be read as one."""
    try:
        return bool(places(text))
    except ValueError:
        return False


@pytest.mark.parametrize("tag", LOCALES)
def test_what_is_loaded_is_what_the_catalogues_say(tag: str) -> None:
    """`python -m tools.make_catalogues` was run after the last change."""
    catalogues = {name: read(tag, name) for name in NAMES}
    assert compiled(tag).read_bytes() == as_mo(loaded(catalogues), tag)
    words = (make_catalogues.ASSETS / f"words.{tag}.json").read_text(encoding="utf-8")
    assert words == as_json(catalogues[PAGE])


@pytest.mark.parametrize("tag", LOCALES)
def test_a_message_has_one_translation(tag: str) -> None:
    """Rooms that say the same say it in the same words."""
    said: dict[str, str] = {}
    for name in NAMES:
        for message in entries(read(tag, name)) if name != PAGE else ():
            if isinstance(message.id, str):
                assert said.setdefault(message.id, str(message.string)) == message.string


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_pattern_is_written_where_translators_find_it(path: Path) -> None:
    """The first argument of a message is a text, or comes from a table of marked ones."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if _is_message(call) and call.args:
            assert not isinstance(call.args[0], ast.JoinedStr | ast.BinOp), ast.unparse(call)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_value_of_a_message_is_a_list_and_not_joined_by_english(path: Path) -> None:
    """What stands between the words of a list is the catalogue's: English commas and "or" would stay English."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        assigned = {
            target.id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            for value in (keyword.value for keyword in call.keywords) if _is_message(call) else ():
                said = assigned.get(value.id, value) if isinstance(value, ast.Name) else value
                joins = (node for node in ast.walk(said) if isinstance(node, ast.Attribute) and node.attr == "join")
                assert not any(_is_english(join.value) for join in joins), ast.unparse(call)


def _is_message(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "Message"


def _is_english(separator: ast.expr) -> bool:
    return isinstance(separator, ast.Constant) and bool(re.search(r"[A-Za-z,;]", str(separator.value)))
