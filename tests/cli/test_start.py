"""`new`, `rename` and `remove` as people type them: what they ask, write, refuse and say."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import reportgen.cli.start.project
import reportgen.cli.start.sectors
from reportgen.check import check_project
from reportgen.cli.main import app
from reportgen.project.load import load_project
from tests.cli.conftest import Done, Shell
from tests.golden.small import change, files_below

Typed = Callable[..., Done]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command in an empty folder, and answers what it asks; without answers nobody is there."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(line: str, *answers: str) -> Done:
        for module in (reportgen.cli.start.project, reportgen.cli.start.sectors):
            monkeypatch.setattr(module, "at_terminal", lambda: bool(answers))
        result = CliRunner().invoke(app, shlex.split(line), input="".join(f"{answer}\n" for answer in answers))
        return Done(result.exit_code, result.stdout, result.stderr)

    return run


def test_a_project_is_begun_with_flags(typed: Typed) -> None:
    """Each name goes to its language; the first language is written first."""
    line = "new project demo --name '海港會議 / Harbour Meeting' -l tc -l en -s 'Tourism / 旅遊' -s rail --date 2026-05"
    done = typed(f"{line} --place 赤楊灣")
    assert (done.code, done.err) == (0, "")
    assert done.lines[1:3] == ["  cd demo", "  reportgen build"]
    assert Path("demo/README.md").read_text(encoding="utf-8").startswith("# 會議文件")
    meeting = load_project(Path("demo")).meeting
    assert list(meeting.title.root.items()) == [("zh-Hant", "海港會議"), ("en", "Harbour Meeting")]
    assert meeting.place.root == {"zh-Hant": "赤楊灣", "en": "Alder Bay"}
    assert (meeting.languages, meeting.sectors) == (("zh-Hant", "en"), ("tourism", "rail"))
    assert (meeting.date.year, meeting.date.part) == (2026, 5)


def test_a_project_is_begun_in_a_language_of_its_own(typed: Typed) -> None:
    """Its folder has `languages.toml`; samples and labels stand in English until somebody writes them."""
    Path("demo").mkdir()
    portuguese = '[pt]\nlike = "en"\nname = "Português"\nscript = "Latn"\noffice = "pt-PT"\nquotes = "«»“”"\n'
    Path("demo/languages.toml").write_text(portuguese, encoding="utf-8")
    done = typed("new project demo --force -l pt -l tc --name 'Encontro / 會議'")
    assert (done.code, done.err) == (0, "")
    assert Path("demo/languages.toml").read_text(encoding="utf-8") == portuguese
    project = load_project(Path("demo"))
    assert project.meeting.title.root == {"pt": "Encontro", "zh-Hant": "會議"}
    assert project.sectors["transport"].title.root["pt"] == "Transport"
    assert [found.message for found in check_project(project)] == []


def test_what_is_not_given_is_asked_for(typed: Typed) -> None:
    """An empty answer takes what stands in brackets; what was given is not asked for."""
    done = typed("new project demo --date 2026-05-14", "en, sc", "Harbour Meeting / 海港会议", "rail，Tourism", "")
    assert done.code == 0
    assert "Name of the meeting (English / 简体中文（内地）) [a sample]: " in done.out
    assert "Date" not in done.out
    project = load_project(Path("demo"))
    assert project.meeting.title.root == {"en": "Harbour Meeting", "zh-Hans": "海港会议"}
    assert list(project.sectors) == ["rail", "tourism"]
    assert project.meeting.place.root["en"] == "Alder Bay"


def test_a_folder_whose_name_has_spaces_is_told_as_a_shell_takes_it(typed: Typed) -> None:
    """The line can be copied."""
    assert "  cd 'our meeting'" in typed("new project 'our meeting' --yes").lines


def test_an_answer_that_cannot_be_read_is_asked_for_again(typed: Typed) -> None:
    """With what is wrong about it; what was answered before stays."""
    answers = [
        "xx",
        "en",
        "Harbour / 海港",
        "Harbour Meeting",
        "fish, Fish",
        "fish, rail",
        "31/2/2026",
        "2026-02-28",
        "",
    ]
    done = typed("new project demo", *answers)
    assert done.code == 0
    said = done.out + done.err
    for fault in (
        "unknown language 'xx'",
        "more names than",
        "there is a sector 'fish' already",
        "'31/2/2026' is not a date",
    ):
        assert said.count(fault) == 1
    project = load_project(Path("demo"))
    assert (list(project.sectors), project.meeting.title.root) == (["fish", "rail"], {"en": "Harbour Meeting"})


@pytest.mark.parametrize("options", ["--yes", "--quiet", "--json"])
def test_nothing_is_asked_when_nobody_wants_to_be(typed: Typed, options: str) -> None:
    """Samples stand for what is not given."""
    assert typed(f"new project demo {options}", "would be an answer").code == 0
    assert list(load_project(Path("demo")).sectors) == ["transport", "education"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("-l xx", "unknown language 'xx'"),
        ("-l xx", "or describe your own in demo/languages.toml first, and say --force"),
        ("--date soon", "'soon' is not a date"),
        ("-s overview", "'overview' is a reserved name"),
        ("-s rail -s Rail", "there is a sector 'rail' already; give it an id of its own, as in 'youth=Rail'"),
        ("--name 'A / B'", "more names than there are languages to write them in, en; a language that is derived"),
        ("--example nowhere", "unknown example 'nowhere'; examples: hk-sz-2023"),
        ("--example hk-sz-2023 --name x", "an example has its own name"),
    ],
)
def test_wrong_use_writes_nothing(typed: Typed, options: str, said: str) -> None:
    """Status 2, one line, no folder."""
    done = typed(f"new project demo --yes {options}")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not Path("demo").exists()


def test_a_folder_in_use_is_refused_before_anything_is_asked(typed: Typed) -> None:
    """Nobody answers five questions in vain."""
    Path("demo").mkdir()
    Path("demo/notes.txt").write_text("mine", encoding="utf-8")
    done = typed("new project demo", "en")
    assert (done.code, done.out) == (1, "")
    assert "the folder has files (notes.txt)" in done.err
    assert typed("new project demo --force --yes").code == 0
    assert Path("demo/notes.txt").read_text(encoding="utf-8") == "mine"


def test_the_example_is_the_whole_meeting(typed: Typed) -> None:
    """With its content, names and settings."""
    assert typed("new project demo --example hk-sz-2023").code == 0
    project = load_project(Path("demo"))
    assert (project.meeting.id, len(project.sectors)) == ("hk-sz-2023", 12)


@pytest.mark.parametrize(
    "line",
    [
        *("build", "check", "deck", "watch", "clean", "verify", "proof", "approve -s x", "preview", "glossary list"),
        *("translate export x.xlf -l tc", "new sector rail", "new kind agenda --from deck", "rename sector a b"),
        *("remove sector a",),
    ],
)
def test_in_an_empty_folder_a_command_says_how_to_begin(typed: Typed, line: str) -> None:
    """It takes the one command that a new user needs."""
    done = typed(line)
    assert done.code == 1
    assert "begin one with 'reportgen new project DIR', or name the folder of one with --project" in done.err


# -- sectors and kinds


def test_a_sector_is_added_in_its_place(shell: Shell) -> None:
    """What is written is said."""
    done = shell("new sector rail --after finance")
    assert done.lines == [
        "written   content/meeting.yaml",
        "written   content/sectors/rail.yaml",
        "written   templates/palette.yaml",
    ]
    assert list(load_project(shell.root).sectors) == ["finance", "rail", "youth"]


@pytest.mark.parametrize(
    "line", ["new sector rail", "new kind agenda --from deck", "rename sector youth talent", "remove sector youth"]
)
def test_a_dry_run_writes_nothing(shell: Shell, line: str) -> None:
    """It says what would be written and removed."""
    before = files_below(shell.root)
    done = shell(f"{line} --dry-run")
    assert done.code == 0
    assert done.lines
    assert all(found.startswith("would be ") for found in done.lines)
    assert files_below(shell.root) == before


def test_outputs_that_nobody_needs_any_more_are_named(shell: Shell) -> None:
    """Those of the old name; `clean` removes them. They are of no sector that goes later without a build."""
    shell.write_english_only()
    assert shell("build -s youth").code == 0
    change(shell.root, "content/meeting.yaml", "languages: [en]", "languages: [en, zh-Hant, zh-Hans]")
    assert (
        shell("rename sector youth talent").lines[-1]
        == "no build makes 2 files in out any more: reportgen clean removes them"
    )
    told = shell("remove sector talent --dry-run").lines[-1]
    assert told == "no build makes 2 files in out any more: reportgen clean removes them"
    assert shell("clean").lines[-1] == "2 files removed from out"
    assert shell("check -s talent").code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rename sector yout talent", "unknown sector 'yout'; did you mean 'youth'?"),
        ("rename sector youth finance", "there is a sector 'finance' already"),
        ("rename sector youth Talent", "'Talent' is not an id"),
        ("remove sector nothing", "unknown sector 'nothing'"),
        ("new sector youth", "there is a sector 'youth' already"),
        ("new sector rail --after nothing", "unknown sector 'nothing'"),
        ("new kind deck --from summary", "there is a kind 'deck' already"),
        ("new kind agenda --from brief", "there is no kind 'brief'"),
        ("new kind all --from deck", "'all' is a reserved name"),
    ],
)
def test_what_cannot_be_is_said(shell: Shell, line: str, said: str) -> None:
    """Status 2, and nothing changes."""
    before = files_below(shell.root)
    done = shell(line)
    assert done.code == 2
    assert said in done.err
    assert files_below(shell.root) == before


def test_the_last_sector_stays(shell: Shell) -> None:
    """A meeting has one."""
    assert shell("remove sector youth").code == 0
    done = shell("remove sector finance")
    assert done.code == 2
    assert "the only sector" in done.err


def test_a_person_is_asked_before_texts_go(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """No is an answer."""
    monkeypatch.setattr(reportgen.cli.start.sectors, "at_terminal", lambda: True)
    before = files_below(shell.root)
    assert CliRunner().invoke(app, ["remove", "sector", "youth"], input="n\n").exit_code == 1
    assert files_below(shell.root) == before
    assert CliRunner().invoke(app, ["remove", "sector", "youth"], input="y\n").exit_code == 0
    assert not (shell.root / "content/sectors/youth.yaml").exists()


@pytest.mark.tags_as_data
def test_a_new_kind_is_made(shell: Shell) -> None:
    """It is a document from the first moment, and looks like the other until somebody designs it."""
    assert shell("new kind agenda --from deck").code == 0
    assert shell("build -k agenda -s youth -l en").code == 0
    assert shell.made() == {"youth/youth-agenda.en.pptx"}
