"""`--dry-run`, `--why FILE`, stale files, `--fail-fast` and sectors with errors, as people meet them."""

from __future__ import annotations

import io
import re

import pytest

from reportgen.cli.build.build_output import BuildReporter
from tests.cli.conftest import Shell
from tests.golden.small import change, files_below
from tests.support.kinds import KINDS

DECK = "youth/youth-deck.en.pptx"
SUMMARY = "youth/youth-summary.en.docx"


@pytest.fixture
def built(shell: Shell) -> Shell:
    """A shell in a project that was built in English."""
    assert shell("build -l en").code == 0
    return shell


# -- why a file would be made


CHANGES = [
    ("content/sectors/youth.yaml", "Young people learn", "Young people work",
     r"content/sectors/youth\.yaml:8: headline in en"),
    ("glossary/bodies.csv", "HKTC", "HKTCC", r"glossary/bodies\.csv:\d+: term council, short form in en"),
    ("templates/labels.yaml", "Names", "Terms", r"templates/labels\.yaml:\d+: terms in en"),
    ("templates/palette.yaml", "C22B38", "C22B39", r"templates/palette\.yaml:\d+: the colour of youth"),
    ("templates/deck.pptx", "labels.terms", "labels.say", r"templates/deck\.pptx in en"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "reason"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_reason_is_in_the_words_of_the_user(built: Shell, file: str, old: str, new: str, reason: str) -> None:
    """What changed, by name, with its file and line; nothing is made."""
    change(built.root, file, old, new)
    before = files_below(built.out)
    done = built(f"build --why {DECK}")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == f"{DECK}: would be made"
    assert any(re.fullmatch(f"    {reason}", line) for line in done.lines[1:]), done.out
    assert files_below(built.out) == before


def test_a_value_that_is_gone_has_a_file_and_no_line(built: Shell) -> None:
    """A line that holds something else would lead nowhere."""
    path = built.root / "content/sectors/finance.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("  - ", text.index("next_steps:"))
    path.write_text(text[:at] + text[text.index("\n  - ", at + 1) + 1 :], encoding="utf-8")
    said = built("build --why finance-deck.en.pptx").out
    assert re.search(r"^    content/sectors/finance\.yaml: next_steps \d+, text in en$", said, re.MULTILINE), said


@pytest.mark.parametrize("name", [DECK, f"out/{DECK}", "youth-deck.en.pptx", f"content/../out/{DECK}"])
def test_a_file_is_named_as_one_likes(built: Shell, name: str) -> None:
    """By its path from here, by its path below the output folder, by its bare name."""
    assert built(f"build --why {name}").lines == [f"{DECK}: up to date"]


def test_a_pdf_has_reasons_of_its_own(built: Shell) -> None:
    """It was never printed; or what it would be printed from would be made again."""
    pdf = "youth/youth-deck.en.pdf"
    assert built(f"build --why {pdf}").lines == [f"{pdf}: would be made", "    it was never made here"]
    change(built.root, "templates/palette.yaml", "C22B38", "C22B39")
    assert "the colour of youth" in built(f"build --why {pdf}").out


def test_an_edition_of_two_languages_has_reasons_too(built: Shell) -> None:
    """Also where no build makes it without being asked."""
    name = "youth/youth-deck.en+zh-Hant.pptx"
    assert built(f"deck --why {name}").lines == [f"{name}: would be made", "    it was never made here"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("youth-dek.en.pptx", "did you mean 'youth-deck.en.pptx'?"),
        ("finance/youth-deck.en.pptx", "did you mean 'youth-deck.en.pptx'?"),
        ("letter.odt", "finance-deck.en.pptx is one"),
        ("youth-deck.fr.pptx", "did you mean"),
    ],
)
def test_a_file_that_is_not_made_is_wrong_usage(built: Shell, name: str, words: str) -> None:
    """Status 2, with the nearest name."""
    done = built(f"build --why {name}")
    assert (done.code, done.out) == (2, "")
    assert f"'{name}' is no file that this project makes; " in done.err
    assert words in done.err


# -- a dry run


def test_a_dry_run_lists_what_would_be_made_and_why(built: Shell) -> None:
    """A line for each file that is due, a line at the end, nothing made."""
    change(built.root, "content/sectors/youth.yaml", "Young people learn", "Young people work")
    (built.out / "finance/finance-deck.en.pptx").unlink()
    before = files_below(built.out)
    done = built("build -l en --dry-run")
    assert (done.code, done.err) == (0, "")
    assert files_below(built.out) == before
    due = {line.split()[1]: line.split(maxsplit=2)[2] for line in done.lines[:-1]}
    assert due["finance/finance-deck.en.pptx"] == "the file is not there"
    assert due[DECK].startswith("content/sectors/youth.yaml:")
    assert done.lines[-1] == f"6 files in out: {len(due)} would be made, {6 - len(due)} up to date"
    made = {line.split()[1] for line in built("build -l en").lines[:-1] if not line.startswith("unchanged")}
    assert made == set(due)


def test_a_dry_run_names_what_cannot_be_made(built: Shell) -> None:
    """Status 1, as the build would end."""
    change(built.root, "content/sectors/youth.yaml", "The [[council]] has", "The [[councl]] has")
    done = built("build -l en --dry-run")
    assert done.code == 1
    assert "[unknown-term]" in done.err
    assert done.lines[-1] == "6 files in out: 4 cannot be made, 2 up to date"


def test_a_dry_run_names_pdf_files(built: Shell) -> None:
    """Where they are asked for."""
    assert built("build -s youth -l en --format pdf -n").lines[-1] == "4 files in out: 2 would be made, 2 up to date"


# -- stale files


def test_every_build_names_what_no_build_makes_any_more(built: Shell) -> None:
    """Also one that has nothing to do, and one that makes nothing."""
    built.write_english_only()
    change(built.root, "content/meeting.yaml", "[finance, youth]", "[finance]")
    (built.root / "content/sectors/youth.yaml").unlink()
    for line in ("build", "build", "deck -s finance", "build --dry-run"):
        done = built(line)
        assert done.code == 0
        (warning,) = [said for said in done.err.splitlines() if said.endswith("[stale-file]")]
        assert warning.startswith("out: warning: no build makes 2 files any more: ")
        assert DECK in warning
    stale = built("build --json").report["stale"]
    assert stale == [str(built.out / DECK), str(built.out / SUMMARY)]
    assert built("clean").code == 0
    assert built("build").err == ""


# -- sectors with errors


def test_a_sector_with_errors_does_not_keep_the_others_from_being_made(shell: Shell) -> None:
    """What it touches fails, named once; the rest is made; status 1."""
    change(shell.root, "content/sectors/youth.yaml", "The [[council]] has", "The [[councl]] has")
    done = shell("build -l en")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert done.lines[-1] == "6 files in out: 4 failed, 2 written"
    assert shell.made() == {"finance/finance-deck.en.pptx", "finance/finance-summary.en.docx"}


def test_a_sector_that_cannot_be_read_does_not_either(built: Shell) -> None:
    """Its files from before still stand, and the summary says so."""
    before = files_below(built.out)
    (built.root / "content/sectors/youth.yaml").write_text("title: [", encoding="utf-8")
    change(built.root, "content/sectors/finance.yaml", "smoothly", "well")
    done = built("build -l en")
    assert done.code == 1
    assert "6 files in out: 4 failed (4 still there from before), " in done.lines[-1]
    assert "written" in done.lines[-1]
    assert files_below(built.out)[DECK] == before[DECK]


def test_an_error_in_a_language_that_is_not_asked_for_does_not_matter(shell: Shell) -> None:
    """`--lang en` does not ask for Chinese."""
    change(shell.root, "content/sectors/youth.yaml", "兩地青年互相學習", "兩地青年[[councl]]")
    assert shell("build -s youth -l en").code == 0
    assert shell("build -s youth -l zh-Hant").code == 1


def test_a_build_that_is_to_fail_fast_ends_at_the_first_fault(shell: Shell) -> None:
    """The others are counted, and not tried."""
    change(shell.root, "templates/deck.pptx", "{{ sector.source }}", "{{ sector.sourse }}")
    done = shell("build -s finance -l en -l tc -k deck --fail-fast -j 1")
    assert done.code == 1
    assert done.lines[-1] == "2 files in out: 1 failed, 1 not tried"
    assert shell("build -s finance -l en -l tc -k deck -j 1").lines[-1] == "2 files in out: 2 failed"


# -- progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_counts_files_and_weighs_work(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are up to date leave the work to do, and so the time left, as it is."""
    from pathlib import PurePosixPath

    from rich.progress import Progress

    from reportgen.build.outcome import Outcome, Result
    from reportgen.model.target import Target

    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    bars: list[Progress] = []
    monkeypatch.setattr(Progress, "__exit__", lambda self, *_: bars.append(self))
    targets = [Target("youth", kind, "en") for kind in KINDS]
    weights: dict[PurePosixPath, int] = {targets[0].path: 300, targets[1].path: 100}
    with BuildReporter(quiet=False, as_json=False).building(shell.out, weights) as progress:
        progress(Result(targets[0], Outcome.UNCHANGED))
        progress(Result(targets[1], Outcome.WRITTEN))
    (task,) = bars[0].tasks
    assert (task.completed, task.total) == (100, 100)
    assert (task.fields["done"], task.fields["files"]) == (2, 2)
