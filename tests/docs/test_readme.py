"""Every command of the READMEs runs, and prints what they say it prints.

A `sh` block is run as it stands and has to succeed. A `console` block holds commands after `$` and what they
print; `…` stands for any text, on a line of its own for any lines. Commands that set the computer up
(`make`, `pip`) are left out here: they are run from a fresh checkout wherever a change is accepted.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from pptx import Presentation

from reportgen.cli.main import app
from tests.docs.reading import ROOT, Block, blocks, code_in, tables

READMES = (
    "README.md",
    "content/README.md",
    "glossary/README.md",
    "templates/README.md",
    "docs/adopt.md",
    "examples/README.md",
)
GUIDES = ("README.md", "content/README.md", "glossary/README.md", "templates/README.md")
"""The pages for those who write and design, which are there in every language of the screen."""
LANGUAGES = ("zh-Hant", "zh-Hans")
SET_UP = ("make", "pip", "pipx", "python3 -m venv", ". .venv")
"""How a command begins that is not run here."""
CHANGING = re.compile(r"\d+(?= terms| untouched)|(?<=\.yaml:)\d+|(?<=\.csv:)\d+")
"""Numbers that change with every correction of the content and are no promise of the README."""

Shell = Callable[..., tuple[int, str]]


def translation(name: str, tag: str) -> str:
    """The page in another language, which stands beside it: `README.zh-Hant.md`."""
    return name.removesuffix(".md") + f".{tag}.md"


TRANSLATIONS = {translation(name, tag): (name, tag) for name in GUIDES for tag in LANGUAGES}
"""A translated page → the English one, and the language of its reader's screen."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a user has in front of them, as a copy."""
    root = tmp_path / "project"
    for name in ("content", "glossary", "templates", "examples"):
        shutil.copytree(ROOT / name, root / name, symlinks=True, ignore=shutil.ignore_patterns("~$*"))
    for path in ROOT.glob("reportgen.yaml"):
        shutil.copy(path, root)
    return root


@pytest.fixture
def shell(project: Path, tmp_path: Path) -> Shell:
    """Runs a command in the project, with the program of this checkout as `reportgen`."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "reportgen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportgen "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
    }

    def run(command: str, meanwhile: Callable[[Path], None] | None = None, language: str = "en") -> tuple[int, str]:
        environment["REPORTGEN_LANG"] = language
        with subprocess.Popen(
            ["bash", "-c", f"exec {command}" if meanwhile else command], cwd=project, env=environment, text=True,
            encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process:  # fmt: skip
            printed = _edited(process, meanwhile, project) if meanwhile else ""
            printed += process.communicate(timeout=300)[0]
        return process.returncode, printed

    return run


def _edited(process: subprocess.Popen[str], edit: Callable[[Path], None], project: Path) -> str:
    """What a program that goes on prints before something is edited, and about that; then Ctrl+C is typed."""
    assert process.stdout is not None
    printed = [process.stdout.readline(), process.stdout.readline()]
    edit(project)
    printed.append(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    return "".join(printed)


def steps(block: Block) -> Iterator[tuple[str, str | None]]:
    """The commands of a block, each with what it has to print; None where that is not told."""
    if block.info == "sh":
        for line in block.lines:
            yield line, None
        return
    command, printed = "", []
    for line in [*block.lines, "$ "]:
        if not line.startswith("$ "):
            printed.append(line)
            continue
        if command:
            yield command, "\n".join(printed)
        command, printed = line[2:], []


def runs_here(command: str) -> bool:
    """Whether a line is a command that is not left out."""
    return bool(command.strip()) and not command.startswith(("#", *SET_UP))


def matches(expected: str, actual: str) -> bool:
    """Whether a command printed what is expected: `…` is any text, numbers that change may differ."""

    def plain(text: str) -> str:
        return CHANGING.sub("0", text.strip())

    pattern = "".join(
        ".*" if part == "…" else re.escape(part) for part in re.split("(…)", plain(expected))
    )  # fmt: skip
    return re.fullmatch(pattern, plain(actual), re.DOTALL) is not None


# -- what a reader does with a mouse, between two commands


def edit_deck(project: Path) -> None:
    """Move the headline of the deck's second slide, as one would in PowerPoint."""
    path = project / "templates/deck.pptx"
    deck = Presentation(str(path))
    headline = next(shape for shape in deck.slides[1].shapes if shape.name == "Headline")
    headline.top += 9525
    deck.save(str(path))


BY_HAND: Mapping[str, Callable[[Path], None]] = {"<!-- by hand: edit templates/deck.pptx -->": edit_deck}
"""A comment above a block → what is done before its commands run."""


def correct_sentence(project: Path) -> None:
    """Put a letter before the English summary of finance."""
    path = project / "content/sectors/finance.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^(summary:\n  en: >-\n    )", r"\1A ", text, flags=re.M), encoding="utf-8")


MEANWHILE: Mapping[str, Callable[[Path], None]] = {
    "<!-- meanwhile: correct a sentence of content/sectors/finance.yaml -->": correct_sentence
}
"""A comment above a block → what is done while its command runs, which is then ended."""


@pytest.mark.parametrize("name", [*READMES, *TRANSLATIONS])
def test_every_command_runs(name: str, project: Path, shell: Shell) -> None:
    """The commands of a README, in order, in one copy of the project, on the screen of its reader."""
    tried = 0
    _, language = TRANSLATIONS.get(name, (name, "en"))
    for block in blocks(ROOT / name):
        if block.info not in ("sh", "console"):
            continue
        if block.above in BY_HAND:
            BY_HAND[block.above](project)
        for command, expected in steps(block):
            if not runs_here(command):
                continue
            status, printed = shell(command, MEANWHILE.get(block.above), language)
            place = f"{name}:{block.line}: {command}"
            if expected is None:
                assert status == 0, f"{place} ended with {status}:\n{printed}"
            else:
                assert matches(expected, printed), f"{place} printed\n{printed}\nand should print\n{expected}"
            tried += 1
    assert tried, f"{name} shows no command"


@pytest.mark.parametrize("name", ["README.md", *(translation("README.md", tag) for tag in LANGUAGES)])
def test_every_command_of_the_program_is_listed(name: str) -> None:
    """A new command has its line in every README."""
    headings = ("More commands", "其他指令", "其他命令")
    rows = next(rows for heading, rows in tables(ROOT / name) if heading in headings)
    program: Any = typer.main.get_command(app)
    assert {command for row in rows for command in code_in(row[0])} == set(program.commands)


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_translation_shows_the_same_commands(name: str) -> None:
    """A translated page has the English one's commands, in the same order; what they print is in its language."""
    original, translated = (
        [re.sub(r"\s+#.*", "", command) for block in blocks(ROOT / page) for command, _ in steps(block)]
        for page in (TRANSLATIONS[name][0], name)
    )
    assert translated == original


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("…\nlast", "one\ntwo\nlast", True),
        ("12 sectors, 185 terms: no problems", "12 sectors, 190 terms: no problems", True),
        ("12 sectors, 185 terms: no problems", "11 sectors, 185 terms: no problems", False),
        ("a", "a\nb", False),
        ("…\nlast", "one\nlast but one", False),
    ],
)
def test_what_is_printed_is_compared(expected: str, actual: str, same: bool) -> None:
    """The comparison above can fail."""
    assert matches(expected, actual) is same
