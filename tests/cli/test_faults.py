"""Faults in people's files, in the way of the program, and in the program: status, one line each, nothing spoilt."""

from __future__ import annotations

import re
import shutil
from typing import Any

import pytest

from tests.cli.conftest import Done, Shell
from tests.golden.small import change, files_below

PLACE = re.compile(r"^\S+(:\d+)?( › [^:]+)*: (error|warning): .+ \[[a-z0-9-]+\]$")
"""file:line › steps: severity: message; hint [code]"""

FAULTS = {
    "broken YAML": (
        "content/sectors/youth.yaml", "title:\n", "title: a: b\n",
        ["content/sectors/youth.yaml:2", "[yaml-syntax]"],
    ),
    "an unknown term": (
        "content/sectors/youth.yaml", "The [[council]] has", "The [[councl]] has",
        ["content/sectors/youth.yaml:36", "unknown term 'councl'", "did you mean 'council'?", "[unknown-term]"],
    ),
    "a misspelt key": (
        "content/meeting.yaml", "chairs:", "chiars:",
        ["content/meeting.yaml:14", "'chiars'", "did you mean 'chairs'?", "[unknown-key]"],
    ),
    "a term without a name": (
        "glossary/bodies.csv", "Hong Kong Trade Council,", ",",
        ["glossary/bodies.csv:2", "[empty-name]"],
    ),
    "an unknown name in a template": (
        "templates/deck.pptx", "{{ sector.source }}", "{{ sector.sourse }}",
        ["templates/deck.pptx › slide 3 › notes", "unknown name 'sector.sourse'", "did you mean 'source'?"],
    ),
    "a loop without an end": (
        "templates/deck.pptx", "{%p endfor %}", "{{ 1 }}",
        ["templates/deck.pptx › slide 1 › ", "[unclosed-statement]"],
    ),
    "an unknown filter": (
        "templates/deck.pptx", "|pages(2)", "|page(2)",
        ["templates/deck.pptx › slide 4 › notes", "'page'", "did you mean 'pages'?"],
    ),
}  # fmt: skip
"""What was done to which file, and what the one line about it must say."""


@pytest.fixture
def built(shell: Shell) -> Shell:
    """A shell in a project that was built while it was sound."""
    assert shell("build -l en").code == 0
    return shell


def _problems(done: Done) -> list[str]:
    assert "Traceback" not in done.out + done.err
    return done.err.splitlines()


def _office_files(shell: Shell) -> dict[str, bytes]:
    return {name: data for name, data in files_below(shell.out).items() if not name.startswith(".reportgen/")}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_file_is_one_line_with_its_place(built: Shell, fault: str) -> None:
    """Status 1; file, line or place in the slide, message, way out and code; `out/` stays as it was."""
    file, old, new, words = FAULTS[fault]
    before = _office_files(built)
    change(built.root, file, old, new)
    done = built("deck -l en")
    assert done.code == 1
    problems = _problems(done)
    if fault != "a misspelt key":  # which is a key too many and a key too few
        assert len(problems) == 1, problems
    assert PLACE.match(problems[0]), problems[0]
    for word in words:
        assert any(word in problem for problem in problems), f"{word} is not in\n{done.err}"
    assert _office_files(built) == before


@pytest.mark.parametrize("fault", FAULTS)
def test_check_finds_what_a_build_would_find(shell: Shell, fault: str) -> None:
    """The same line, without making anything."""
    file, old, new, words = FAULTS[fault]
    shell.write_english_only()
    change(shell.root, file, old, new)
    done = shell("check")
    assert done.code == 1
    for word in words:
        assert any(word in problem for problem in _problems(done)), f"{word} is not in\n{done.err}"
    assert not shell.out.exists()


def test_all_problems_come_in_one_run(shell: Shell) -> None:
    """A template broken in two places and read by many targets: each problem once; the other kind is made."""
    change(shell.root, "templates/deck.pptx", "{{ sector.source }}", "{{ sector.sourse }}")
    change(shell.root, "templates/deck.pptx", "{{ meeting.date }}", "{{ meeting.dat }}")
    done = shell("build -l en -l zh-Hans")
    assert done.code == 1
    assert len(_problems(done)) == 2
    assert done.lines[-1] == "12 files in out: 4 failed, 8 written"
    assert not [name for name in shell.made() if name.startswith(("finance/finance-deck", "youth/youth-deck"))]
    assert not [name for name in files_below(shell.out) if name.endswith(".tmp")]


def test_problems_as_json(shell: Shell) -> None:
    """A program gets code, message, place, hint and severity apart, on standard output."""
    change(shell.root, "content/sectors/youth.yaml", "The [[council]] has", "The [[councl]] has")
    for line in ("check --json", "build --json"):
        done = shell(line)
        assert (done.code, done.err) == (1, "")
        (problem,) = [found for found in done.report["diagnostics"] if found["severity"] == "error"]
        assert problem["code"] == "unknown-term"
        assert problem["hint"] == "did you mean 'council'?"
        assert problem["location"]["path"] == "content/sectors/youth.yaml"
        assert problem["location"]["line"] == 36


def test_quiet_still_prints_problems(shell: Shell) -> None:
    """Quiet is about good news."""
    change(shell.root, "templates/deck.pptx", "{{ sector.source }}", "{{ sector.sourse }}")
    done = shell("deck -s finance -l en -q")
    assert (done.code, done.out) == (1, "")
    assert len(_problems(done)) == 1


def test_warnings_do_not_stop_a_build(shell: Shell) -> None:
    """Matters of style are told by `check`, with status 0, or 1 where somebody asks to be strict."""
    shell.write_english_only()
    change(shell.root, "content/sectors/youth.yaml", "兩地青年互相學習", "两地青年互相學習")
    done = shell("check")
    assert done.code == 0
    assert "warning" in done.err
    assert "[wrong-script]" in done.err
    assert done.lines[-1].endswith(": 1 warning")
    assert shell("check --strict").code == 1
    assert shell("build -s youth -l en").code == 0


def test_a_sound_project_is_told_so(shell: Shell) -> None:
    """One line, or none; as JSON an empty list."""
    assert shell("check").lines == ["2 sectors, 12 terms: no problems"]
    shell.write_english_only()
    assert shell("check --strict -q").out == ""
    assert shell("check --json").report["diagnostics"] == []


@pytest.mark.parametrize("line", ["check", "build", "deck -s finance -l en", "build --project nowhere"])
def test_outside_a_project(shell: Shell, line: str) -> None:
    """Status 1, and what makes a folder a project."""
    shutil.rmtree(shell.root / "content")
    done = shell(line)
    assert done.code == 1
    (problem,) = _problems(done)
    assert "content/meeting.yaml" in problem
    assert problem.endswith("[no-project]")
    assert not shell.out.exists()


def test_an_output_folder_that_is_a_file(shell: Shell) -> None:
    """It is wrong usage, and told before anything is made."""
    shell.out.write_text("in the way", encoding="utf-8")
    done = shell("build")
    assert done.code == 2
    assert "is a file; --out names a folder" in done.err
    assert shell.out.read_text(encoding="utf-8") == "in the way"


@pytest.mark.parametrize("command", ["build", "watch", "preview --no-open"])
@pytest.mark.parametrize("folder", ["content", "templates", ".", "content/sectors/new"])
def test_an_output_folder_among_the_sources(shell: Shell, command: str, folder: str) -> None:
    """Packs beside templates would be taken for templates."""
    done = shell(f"{command} --out {folder}")
    assert done.code == 2
    assert f"{folder} holds the project's own files; --out names another folder" in done.err


def test_a_folder_in_the_place_of_the_meeting_is_named(shell: Shell) -> None:
    """The project is one, and its file cannot be read."""
    meeting = shell.root / "content/meeting.yaml"
    meeting.unlink()
    meeting.mkdir()
    assert "content/meeting.yaml: error: the file cannot be read (it is a folder, not a file)" in shell("check").err


@pytest.mark.parametrize("line", ["build --dry-run --force", "build --why x.pptx --force", "build --json --json-lines"])
def test_options_that_contradict_one_another(shell: Shell, line: str) -> None:
    """None of them wins in silence."""
    assert shell(line).code == 2


def test_files_whose_template_is_not_there_are_not_promised(shell: Shell) -> None:
    """What a dry run says would be made can be made."""
    (shell.root / "templates/deck.pptx").unlink()
    done = shell("build --dry-run -s youth -l en")
    assert done.code == 1
    assert "the file is missing" in done.err
    assert "1 would be made" in done.out


def _raise(fault: BaseException) -> Any:
    def fail(*_arguments: Any, **_named: Any) -> Any:
        raise fault

    return fail


@pytest.mark.parametrize("line", ["check", "build"])
@pytest.mark.parametrize(
    "fault", [RuntimeError("two\nlines"), KeyError("x"), RecursionError(), MemoryError()], ids=repr
)
def test_a_fault_of_the_program_is_one_line(
    shell: Shell, line: str, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 3: the user learns that it is not their fault and how to report it; no traceback."""
    monkeypatch.setattr("reportgen.build.state.ProjectState.__init__", _raise(fault))
    monkeypatch.delenv("REPORTGEN_DEBUG", raising=False)
    done = shell(line)
    assert (done.code, done.out) == (3, "")
    (told,) = done.err.splitlines()
    assert "our fault, not yours" in told
    assert type(fault).__name__ in told
    assert "REPORTGEN_DEBUG=1" in told
    assert not shell.out.exists()


def test_debugging_shows_where_it_happened(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """For whoever repairs it."""
    monkeypatch.setattr("reportgen.build.state.ProjectState.__init__", _raise(RuntimeError("boom")))
    monkeypatch.setenv("REPORTGEN_DEBUG", "1")
    done = shell("check")
    assert done.code == 3
    assert "Traceback" in done.err
    assert "RuntimeError: boom" in done.err


def test_ctrl_c_is_no_fault(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 130, as shells expect, and the promise that files are whole."""
    monkeypatch.setattr("reportgen.build.build.build", _raise(KeyboardInterrupt()))
    done = shell("build")
    assert done.code == 130
    assert done.err.splitlines() == ["reportgen: interrupted; files already written are whole"]
