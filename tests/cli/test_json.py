"""`--json`: one object with a version, and the keys that `docs/json.md` lists, whether a command succeeds or fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from reportgen.cli.main import app
from tests.cli.conftest import Shell
from tests.docs.reading import ROOT, code_in, tables
from tests.golden.small import change
from tests.support.office import docx_of
from tests.support.watching import Watching

PAGE = ROOT / "docs/json.md"
COMMANDS, EVENTS, WATCHED = (
    {name: set(code_in(row[1])) for row in rows for name in code_in(row[0])} for _, rows in tables(PAGE)
)
"""Command, or event → the keys of its object, besides those that every one has."""

BROKEN = "--project nowhere"
LINES = {
    "build": ("build -s youth -l en", f"build {BROKEN}"),
    "deck": ("deck -s youth -l en", f"deck {BROKEN}"),
    "summary": ("summary -s youth -l en --dry-run", f"summary {BROKEN}"),
    "clean": ("clean --dry-run --cache", f"clean {BROKEN}"),
    "verify": ("verify", "verify --out nowhere"),
    "check": ("check -s youth -l en -k deck", f"check {BROKEN}"),
    "check --explain": ("check --explain wrong-value", None),
    "new project": ("new project ../demo --yes", "new project ."),
    "new meeting": ("new meeting ../next --from .", "new meeting ../next --from nowhere"),
    "new sector": ("new sector rail", f"new sector rail {BROKEN}"),
    "new kind": ("new kind agenda --from deck", f"new kind agenda --from deck {BROKEN}"),
    "rename sector": ("rename sector youth talent", f"rename sector youth talent {BROKEN}"),
    "remove sector": ("remove sector youth", f"remove sector youth {BROKEN}"),
    "schema": ("schema", f"schema {BROKEN}"),
    "diff": ("diff . .", "diff . nowhere"),
    "convert": ("convert letter.txt --to sc", "convert nothing.txt --to sc"),
    "convert --learn": ("convert ../looked.docx --to sc --learn", "convert nothing.docx --to sc --learn"),
    "approve": ("approve -s youth", f"approve {BROKEN}"),
    "doctor": ("doctor", None),
    "template check": ("template check templates/summary.docx", "template check nothing.docx"),
    "template restore": (
        "template restore templates/deck.pptx --from templates/deck.pptx",
        "template restore templates/deck.pptx --from templates/summary.docx",
    ),
    "template append": (
        "template append templates/deck.pptx templates/deck.pptx -o whole.pptx",
        "template append templates/deck.pptx templates/summary.docx -o whole.pptx",
    ),
    "template show": ("template show templates/deck.pptx", "template show nothing.pptx"),
    "template text": ("template text templates/summary.docx", "template text nothing.docx"),
    "template list": ("template list templates/summary.docx", "template list nothing.docx"),
    "glossary find": ("glossary find council", f"glossary find council {BROKEN}"),
    "glossary list": ("glossary list", f"glossary list {BROKEN}"),
    "glossary check": ("glossary check", f"glossary check {BROKEN}"),
    "glossary add": (
        "glossary add bureau --kind body --name en=Bureau --name zh-Hant=局 --name zh-Hans=局",
        "glossary add council --kind body --name en=Council --name zh-Hant=議會",
    ),
    "glossary export": ("glossary export names.xlsx", f"glossary export names.xlsx {BROKEN}"),
    "glossary import": ("glossary import ../names.csv", "glossary import ../nothing.csv"),
    "translate export": ("translate export -s youth -l tc youth.xlf", f"translate export -l tc youth.xlf {BROKEN}"),
    "translate import": ("translate import ../youth.xlf", "translate import ../nothing.xlf"),
    "import": ("import ../record.en.txt", "import ../nothing.txt"),
    "proof": ("proof -s youth -l en", f"proof {BROKEN}"),
    "proof import": ("proof import ../youth-proof.en.docx", "proof import ../nothing.docx"),
}
"""Command → a line that succeeds, and one that fails."""
GO_ON = {"preview", "watch"}
"""Commands that go on until they are ended: `watch` has events alone, and the page of `preview` is told what is new."""
FILES_BEFORE = (
    "build -s finance -l en -k deck",
    "glossary export ../names.csv",
    "translate export -s youth -l tc ../youth.xlf",
    "proof -s youth -l en --format docx --out ..",
    "convert letter.docx --to sc --review ../looked.docx",
)


@pytest.fixture
def prepared(shell: Shell) -> Shell:
    """A shell where the files that the lines name are there."""
    (shell.root / "letter.docx").write_bytes(docx_of("軟件展覽"))
    for line in FILES_BEFORE:
        assert shell(line).code == 0
    (shell.root / "letter.txt").write_text("軟件展覽", encoding="utf-8")
    (shell.root / "../record.en.txt").write_text(
        "A record\n\nFerries\nThe ferry opened in May 2025.\n", encoding="utf-8"
    )
    return shell


@pytest.mark.tags_as_data
@pytest.mark.parametrize("command", LINES)
def test_the_same_keys_come_in_success_and_in_failure(prepared: Shell, command: str) -> None:
    """They are those that the page lists, in one object, and nothing is said besides."""
    for line, code in zip(LINES[command], (0, 1), strict=True):
        if line is None:
            continue
        done = prepared(f"{line} --json")
        assert (done.code, done.err) == (code, "")
        assert set(done.report) == {"version", "diagnostics"} | COMMANDS[command]
        assert done.report["version"] == 1
        assert bool([d for d in done.report["diagnostics"] if d["severity"] == "error"]) is bool(code)


def _names(command: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command of the program with its name, those of groups with both words."""
    for name, inner in command.commands.items():
        if hasattr(inner, "commands"):
            if inner.invoke_without_command:
                yield f"{before}{name}", inner
            yield from _names(inner, f"{before}{name} ")
        else:
            yield f"{before}{name}", inner


def test_every_command_is_listed_and_takes_json() -> None:
    """A new command has its row in the page, and its lines here."""
    commands = {name: one for name, one in _names(typer.main.get_command(app)) if name not in GO_ON}
    assert {*commands, "check --explain", "convert --learn"} == set(COMMANDS) == set(LINES)
    assert [name for name, one in commands.items() if not any("--json" in p.opts for p in one.params)] == []


def test_json_lines_are_events(shell: Shell) -> None:
    """The start, each file as it is made, the end; the keys are those that the page lists."""
    done = shell("build -s youth -l en --json-lines")
    events = [json.loads(line) for line in done.lines]
    assert [event["event"] for event in events] == ["start", "file", "file", "end"]
    assert all(set(event) == {"version", "event"} | EVENTS[event["event"]] for event in events)
    assert events[0]["total"] == 2
    assert sorted(event["path"] for event in events[1:3]) == sorted(file["path"] for file in events[3]["files"])
    assert [json.loads(line)["event"] for line in shell("build --project nowhere --json-lines").lines] == ["end"]


def test_events_of_a_watched_project_have_the_keys_of_the_page(root: Path) -> None:
    """All of them come when a sentence is saved, but for the one about a system without events."""
    with Watching(root, "--lang", "en", "--check") as watching:
        change(root, "content/sectors/finance.yaml", "smoothly", "very smoothly")
        heard = [watching.next(name) for name in ("file", "save", "findings")]
        watching.interrupt()
        heard += [watching.next("end"), *watching.heard]
    assert {event["event"] for event in heard} == WATCHED.keys() - {"polling"}
    assert all(set(event) == {"version", "event"} | WATCHED[event["event"]] for event in heard)
