"""What a person reads is a `Message`: a plain string would be English on every screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tools.make_catalogues import PACKAGE

SAID: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("Diagnostic", "UnitFault", "error", "warning"), (1, 3)),
    **dict.fromkeys(("Finding", "refusal"), (1, 2)),
    **dict.fromkeys(("finding",), (0, 1)),
    **dict.fromkeys(("usage_error", "echo", "say", "show", "remark", "Blank", "to_decide"), (0,)),
}
"""What is called with sentences for people → which of its arguments they are."""
SENTENCES = ("message", "hint", "reason")
"""Arguments by name that are sentences."""
RAISED = ("ValueError", "TypeError", "OverflowError", "UnusableMarkdown", "UnusablePicture", "UnreadableArchive")
"""Exceptions whose words become part of a problem."""
NOT_FOR_PEOPLE = (
    "preview/requests.py",  # answers a program that does not keep to the protocol
    "template/docxtpl/__main__.py",  # says what docxtpl says
)
_WORDS = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]|[a-z]+ [a-z]+ $|^ [a-z]+")
_PHRASE = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+\b")
"""What is more than data in a place of a message: names, commands and dates are not."""

Assigned = Mapping[str, list[ast.expr]]
"""Name → what is assigned to it in a function, or in its module."""


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_a_person_reads_is_a_message(path: Path) -> None:
    """Problems, hints, sentences of commands, reasons that are raised, and the words in a message's places."""
    if str(path.relative_to(PACKAGE)) not in NOT_FOR_PEOPLE:
        assert sorted({f"{one.lineno}: {ast.unparse(one)}" for one in _plain_sentences(path)}) == []


def test_plain_sentences_are_found(tmp_path: Path) -> None:
    """Wherever the sentence is put together."""
    plain = (
        "Finding(place, 'it is wrong')",
        "problems.error(code, f'{a} is wrong', place)",
        "raise ValueError('it is ' + word)",
        "Message('{a}', a='three of them')",
    )
    hidden = ("hint = 'mend it' if a else Message('leave it')", "Finding(place, message, hint)")
    file = tmp_path / "module.py"
    for lines in (*((line,) for line in plain), hidden):
        file.write_text("\n    ".join(("def f():", *lines)))
        assert list(_plain_sentences(file)), lines
    file.write_text(
        "def f():\n    Finding(place, Message('{a}', a='word'))\n    raise ValueError(Message('it is wrong'))"
    )
    assert list(_plain_sentences(file)) == []


def _plain_sentences(path: Path) -> Iterator[ast.expr]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = _assigned(tree.body)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        assigned = {**module, **_assigned(ast.walk(function))}
        for node in ast.walk(function):
            for said in _sentences(node):
                yield from _plain(said, assigned, _WORDS)
            if isinstance(node, ast.Call) and _name(node) == "Message":
                for value in node.keywords:
                    yield from _plain(value.value, assigned, _PHRASE)


def _sentences(node: ast.AST) -> list[ast.expr]:
    """What is said by a call, or raised."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc) in RAISED:
        return node.exc.args[:1]
    if not isinstance(node, ast.Call) or _name(node) not in SAID:
        return []
    named = [one.value for one in node.keywords if one.arg in SENTENCES]
    return [*named, *(node.args[place] for place in SAID[_name(node)] if place < len(node.args))]


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _assigned(nodes: Iterator[ast.AST] | list[ast.stmt]) -> Assigned:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    for name, value in zip(target.elts, node.value.elts, strict=False):
                        found.setdefault(getattr(name, "id", ""), []).append(value)
    return found


def _plain(value: ast.expr, assigned: Assigned, words: re.Pattern[str], depth: int = 0) -> Iterator[ast.expr]:
    """The plain strings with words in them that a value may be, or be put together of."""
    parts: list[ast.expr] = []
    match value:
        case ast.Constant(value=str() as text) if words.search(text):
            yield value
        case ast.JoinedStr(values=values):
            if any(isinstance(one, ast.Constant) and words.search(str(one.value)) for one in values):
                yield value
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            parts = [one, other]
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            pass
        case ast.Name(id=name) if depth < 3:
            parts = assigned.get(name, [])
        case ast.Subscript(value=ast.Name(id=name)) if depth < 3:
            parts = [each for one in assigned.get(name, []) if isinstance(one, ast.Dict) for each in one.values]
    for part in parts:
        yield from _plain(part, assigned, words, depth + 1)
