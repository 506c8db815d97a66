"""A project kept warm: after each save it has the files that a build from nothing would make."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reportgen.build.outcome import Outcome, Result
from reportgen.live.live_project import LiveProject, Wanted
from reportgen.model.target import Target
from tests.golden.small import change, files_below

SENTENCE = ("content/sectors/finance.yaml", "smoothly", "very smoothly")


@pytest.fixture
def live(root: Path, tmp_path: Path) -> LiveProject:
    """The English files of two sectors of the small project, made once."""
    project = LiveProject(root, tmp_path / "out", Wanted(languages=["en"]))
    assert {result.outcome for result in project.rebuild().results} == {Outcome.WRITTEN}
    return project


def _named(project: LiveProject, name: str) -> Target:
    return next(target for target in project.targets if target.path.name == name)


def test_a_saved_sentence_reaches_the_files_that_print_it(live: LiveProject) -> None:
    """Nothing else is made; the answer says which file was saved."""
    change(live.root, *SENTENCE)
    done = live.rebuild()
    assert (done.epoch, done.changed, done.problems) == (2, (SENTENCE[0],), ())
    assert {result.target.sector for result in done.made} <= {"finance", "overview"}
    assert done.made


def test_what_is_looked_at_is_made_first(live: LiveProject) -> None:
    """Each file is on disk when progress hears of it."""
    change(live.root, *SENTENCE)
    heard: list[tuple[str, bool]] = []

    def progress(result: Result) -> None:
        if result.is_made:
            heard.append((result.path.name, b"very smoothly" in _parts(live.out / result.path)))

    live.rebuild(first=[_named(live, "finance-summary.en.docx")], progress=progress)
    assert heard[0] == ("finance-summary.en.docx", True)
    assert len(heard) > 1


def _parts(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return b"".join(map(package.read, package.namelist()))


def test_an_error_leaves_the_last_good_file_and_the_next_save_recovers(live: LiveProject) -> None:
    """Other sectors are made meanwhile."""
    before = files_below(live.out)
    change(live.root, SENTENCE[0], "smoothly", "[[no-such-term]]")
    failed = live.rebuild(first=[_named(live, "finance-deck.en.pptx")])
    assert {one.code for one in failed.diagnostics} == {"unknown-term"}
    assert files_below(live.out) == before
    change(live.root, SENTENCE[0], "[[no-such-term]]", "very smoothly")
    assert live.rebuild().made


def test_a_project_that_cannot_be_read_is_told_and_the_last_one_stays(live: LiveProject) -> None:
    """The file that all packs need has a fault."""
    known, before = live.project, files_below(live.out)
    change(live.root, "content/meeting.yaml", "languages:", "languages: [")
    failed = live.rebuild()
    assert failed.results == ()
    assert failed.diagnostics
    assert live.project is known
    assert files_below(live.out) == before


def test_a_choice_that_is_gone_is_told(root: Path, tmp_path: Path) -> None:
    """A sector that was asked for is taken out of the meeting."""
    live = LiveProject(root, tmp_path / "out", Wanted(sectors=["youth"], languages=["en"]))
    assert live.rebuild().made
    change(root, "content/meeting.yaml", "sectors: [finance, youth]", "sectors: [finance]")
    assert [one.code for one in live.rebuild().diagnostics] == ["unknown-choice"]
