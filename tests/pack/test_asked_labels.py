"""Labels that the program itself asks for: templates/README.md lists them, so that no project has to find them out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import reportgen.pack
from reportgen.project.load import Project
from tests.docs.reading import ROOT, code_in, tables

LISTED = {
    name
    for heading, rows in tables(ROOT / "templates/README.md")
    if heading == "Labels, palette"
    for row in rows
    for name in code_in(row[1])
}


def _patterns(key: ast.expr) -> Iterator[str]:
    """Regular expressions for the keys that an argument may be; none for a variable."""
    match key:
        case ast.Constant():
            yield re.escape(str(key.value))
        case ast.IfExp():
            yield from (*_patterns(key.body), *_patterns(key.orelse))
        case ast.JoinedStr():
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in key.values)


def _asked() -> Iterator[str]:
    """The keys of the labels that the sources of the views ask for, as regular expressions."""
    for path in Path(reportgen.pack.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("label", "label_text"):
                yield from _patterns(node.args[0])


def test_every_label_that_is_asked_for_is_listed() -> None:
    """A view with words of its own has its line in the table."""
    asked = set(_asked())
    assert len(asked) > 30
    assert [pattern for pattern in sorted(asked) if not any(re.fullmatch(pattern, name) for name in LISTED)] == []


def test_the_labels_that_are_listed_are_there(own: Project) -> None:
    """The project that others begin with has each of them."""
    assert sorted(LISTED - set(own.labels)) == []
