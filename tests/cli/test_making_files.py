"""`deck`, `summary` and `build` as people type them: what is made, what is printed, with which status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen import __version__
from tests.cli.conftest import Shell
from tests.golden.small import change


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("deck --sector finance --lang zh-Hant", {"finance/finance-deck.zh-Hant.pptx"}),
        ("summary --sector finance --lang en", {"finance/finance-summary.en.docx"}),
        ("deck -s finance -l zh-HK", {"finance/finance-deck.zh-Hant.pptx"}),
        ("deck -s finance -l TC", {"finance/finance-deck.zh-Hant.pptx"}),
        ("deck -s finance -l sc -l zh_CN", {"finance/finance-deck.zh-Hans.pptx"}),
        ("summary -s youth -s overview -l en",
         {"youth/youth-summary.en.docx", "overview/overview-summary.en.docx"}),
        ("summary -s youth -l all",
         {"youth/youth-summary.en.docx", "youth/youth-summary.zh-Hant.docx", "youth/youth-summary.zh-Hans.docx"}),
        ("deck -s finance -l en+tc", {"finance/finance-deck.en+zh-Hant.pptx"}),
        ("build -s youth -l zh-CN+EN -k summary", {"youth/youth-summary.zh-Hans+en.docx"}),
        ("build -s youth -l en -k summary", {"youth/youth-summary.en.docx"}),
        ("build -s youth -l en", {"youth/youth-summary.en.docx", "youth/youth-deck.en.pptx"}),
        ("build -s youth -l en -k all -j 2", {"youth/youth-summary.en.docx", "youth/youth-deck.en.pptx"}),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_made_and_no_more(shell: Shell, line: str, made: set[str]) -> None:
    """The options and their short forms, repeated, with the names people type for languages."""
    done = shell(line)
    assert (done.code, done.err) == (0, "")
    assert shell.made() == made


def test_build_makes_everything(shell: Shell) -> None:
    """Without options: every sector and the overview, both kinds, all languages; the second time nothing."""
    first = shell("build -l en")
    assert first.code == 0
    assert len(shell.made()) == 6
    assert set(first.lines[:-1]) == {f"written   {path}" for path in _in_order("en")}  # two processes have no order
    assert first.lines[-1] == "6 files in out: 6 written"
    second = shell("build -l en")
    assert second.code == 0
    assert second.lines == [*(f"unchanged {path}" for path in _in_order("en")), "6 files in out: 6 unchanged"]
    assert shell("build -s youth -l en --force").lines[-1] == "2 files in out: 2 same"


def _in_order(lang: str) -> list[str]:
    return [
        f"{sector}/{sector}-{kind}.{lang}.{ending}"
        for sector in ("finance", "youth", "overview")
        for kind, ending in (("deck", "pptx"), ("summary", "docx"))
    ]


def test_quiet_prints_nothing_where_nothing_is_wrong(shell: Shell) -> None:
    """A job at night leaves an empty log."""
    done = shell("build -s youth -l en --quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert len(shell.made()) == 2


def test_json_is_one_object(shell: Shell) -> None:
    """Files with their outcomes, for a program to read; paths that it can open."""
    for outcome in ("written", "unchanged"):
        done = shell("build -s youth -l en --json")
        assert (done.code, done.err) == (0, "")
        assert done.report["diagnostics"] == []
        assert [file["outcome"] for file in done.report["files"]] == [outcome] * 2
        assert all(Path(file["path"]).is_file() for file in done.report["files"])


def test_out_and_project_may_be_elsewhere(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder does not matter where both are named, and a folder within the project will do as well."""
    monkeypatch.chdir(tmp_path)
    assert shell(f"deck -s youth -l en --project {shell.root} --out elsewhere").code == 0
    assert (tmp_path / "elsewhere/youth/youth-deck.en.pptx").is_file()
    assert not shell.out.exists()
    monkeypatch.chdir(shell.root / "content/sectors")
    assert shell("deck -s youth -l en").code == 0
    assert shell.made() == {"youth/youth-deck.en.pptx"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("deck --sector finanse", "unknown sector 'finanse'; did you mean 'finance'?"),
        ("build --lang zh", "unknown language 'zh'; use one of en, zh-Hant, zh-Hans"),
        ("build --kind pptx", "unknown kind 'pptx'; there are deck, summary"),
        ("build -s finance -s yuoth", "unknown sector 'yuoth'; did you mean 'youth'?"),
        ("check --explain unknown-terms", "did you mean 'unknown-term'?"),
    ],
)
def test_a_choice_that_does_not_exist_is_wrong_usage(shell: Shell, line: str, words: str) -> None:
    """Status 2, one line on standard error with the way out, and nothing made."""
    done = shell(line)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert words in done.err
    assert not shell.out.exists()


@pytest.mark.parametrize(
    "line", ["deck --sektor finance", "biuld", "deck -j 0", "deck -j many", "deck finance", "check x"]
)
def test_what_the_command_line_does_not_know_is_wrong_usage(shell: Shell, line: str) -> None:
    """Status 2 for options, commands and numbers that there are not."""
    done = shell(line)
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err
    assert not shell.out.exists()


def test_version_and_help(shell: Shell) -> None:
    """The version on one line; help names every command and option with its use."""
    assert shell("--version").lines == [f"reportgen {__version__}"]
    top = shell("--help")
    assert top.code == 0
    assert all(command in top.out for command in ("deck", "summary", "build", "check"))
    for command, options in {
        **dict.fromkeys(("deck", "summary"), "--sector --lang --format --project --out --jobs --force --quiet --json"),
        "build": "--sector --lang --kind --project --out --jobs --force --quiet --json",
        "check": "--project --strict --explain --quiet --format --json",
        "clean": "--cache --dry-run --project --out --quiet --json",
        "verify": "--strict --project --out --quiet --json",
    }.items():
        shown = shell(f"{command} --help")
        assert shown.code == 0
        for option in options.split():
            assert re.search(rf"{option}\b", shown.out), f"{command} {option}"


@pytest.mark.parametrize("kind", ["deck", "summary"])
def test_two_kinds_of_document_have_a_command(shell: Shell, kind: str) -> None:
    """It makes what `build --kind` makes."""
    made = shell(f"{kind} --sector youth --lang en")
    assert made.lines[0] == f"written   youth/youth-{kind}.en.{'pptx' if kind == 'deck' else 'docx'}"
    assert shell(f"build --kind {kind} --sector youth --lang en --json").report["files"][0]["outcome"] == "unchanged"


def test_reportgen_alone_shows_its_help(shell: Shell) -> None:
    """Somebody who types the bare name is told what there is."""
    done = shell("")
    assert "Commands" in done.out + done.err
    assert done.code in (0, 2)


def test_an_edition_of_two_languages_is_a_file_like_any_other(shell: Shell) -> None:
    """Written, then unchanged; its path is in the report for programs."""
    for outcome in ("written", "unchanged"):
        files = shell("deck -s youth -l en+sc --json").report["files"]
        assert [(Path(file["path"]).name, file["outcome"]) for file in files] == [
            ("youth-deck.en+zh-Hans.pptx", outcome)
        ]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("en+en", "'en+en' names the same language twice; write 'en', or two that differ"),
        ("en+xx", "unknown language 'xx'; use one of en, zh-Hant, zh-Hans, zh-Hans-HK on either side of the +"),
    ],
)
def test_a_pair_that_cannot_be_is_wrong_usage(shell: Shell, pair: str, words: str) -> None:
    """Nothing is made; one message says what to write."""
    done = shell(f"build --lang {pair}")
    assert done.code == 2
    assert words in " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.err).split())
    assert shell.made() == set()


def test_editions_that_the_meeting_lists_are_built_without_asking(shell: Shell) -> None:
    """`editions` in meeting.yaml stands beside `languages`; an alias there is the same edition."""
    change(shell.root, "content/meeting.yaml", "languages: [en, zh-Hant, zh-Hans]",
           "languages: [en, zh-Hant]\neditions: [en+tc]")  # fmt: skip
    assert shell("build -s youth").code == 0
    assert len(shell.made()) == 6
    assert {path for path in shell.made() if "+" in path} == {
        "youth/youth-deck.en+zh-Hant.pptx", "youth/youth-summary.en+zh-Hant.docx"}  # fmt: skip


@pytest.mark.parametrize(
    ("editions", "words"),
    [
        ("[en+sc]", "unknown language 'sc'; use one of en, zh-Hant on either side of the +"),
        ("[en+en]", "'en+en' names the same language twice"),
        ("[zh-Hant]", "'zh-Hant' is one language; an edition here is two, as in 'zh-Hant+…'"),
    ],
)
def test_an_edition_that_cannot_be_is_reported_with_its_line(shell: Shell, editions: str, words: str) -> None:
    """In the file and the line where somebody has to change it."""
    change(shell.root, "content/meeting.yaml", "languages: [en, zh-Hant, zh-Hans]",
           f"languages: [en, zh-Hant]\neditions: {editions}")  # fmt: skip
    done = shell("build -s youth")
    assert done.code == 1
    assert re.search(r"content/meeting\.yaml:\d+", done.err)
    assert words in done.err


def test_check_renders_editions_of_two_languages(shell: Shell) -> None:
    """A fault in a template that only they use is found, with its place, before anybody asks for one."""
    change(shell.root, "templates/deck.bilingual.pptx", "sector.other.title", "sector.other.titel")
    done = shell("check")
    assert done.code == 1
    assert "templates/deck.bilingual.pptx › slide 1" in done.err
    assert "unknown name 'sector.other.titel'" in done.err
    names = shell("template list templates/deck.bilingual.pptx")
    assert names.code == 1
    assert re.search(r"^sector\.other\.titel +printed +templates/deck", names.out, re.MULTILINE)
    assert re.search(r"^other\.labels\.terms +printed +text ", names.out, re.MULTILINE)
    assert re.search(r"^page\[\]\.other\.lead|^sector\.next_steps\[\]\.other\.lead", names.out, re.MULTILINE)
