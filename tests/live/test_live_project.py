"""A project kept warm: after each save it has the files that a build from nothing would make."""

from __future__ import annotations

import gc
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from reportgen.build.outcome import Outcome, Result
from reportgen.build.state import ProjectState
from reportgen.lang.chinese import converter
from reportgen.live.checked import Choice
from reportgen.live.live_project import LiveProject, Wanted
from reportgen.live.project_check import check_everything
from reportgen.live.saves import watched_folders
from reportgen.model.glossary import Glossary
from reportgen.model.target import Target
from reportgen.project.load import Project
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


def test_a_file_saved_while_others_are_made_ends_that_work(live: LiveProject) -> None:
    """What was made of it before is not what is there in the end; every file that was saved is told, not the last."""
    change(live.root, *SENTENCE)
    saved = False

    def progress(result: Result) -> None:
        nonlocal saved
        if not saved:
            saved = True
            change(live.root, "content/sectors/youth.yaml", "headline:", "# a remark\nheadline:")
            change(live.root, "content/sectors/finance.yaml", "very smoothly", "well")
            time.sleep(0.06)  # a glance is due

    done = live.rebuild(first=[_named(live, "finance-deck.en.pptx")], progress=progress)
    assert live.state == ProjectState(live.root).state
    assert all(b"very smoothly" not in _parts(live.out / result.path) for result in done.results)
    assert done.changed == ("content/sectors/finance.yaml", "content/sectors/youth.yaml")
    assert {result.path.name for result in done.made} == {"finance-deck.en.pptx", "finance-summary.en.docx"}


def test_whoever_looks_elsewhere_ends_a_rebuild(live: LiveProject) -> None:
    """By an exception of its own; the next rebuild makes what is missing."""
    change(live.root, *SENTENCE)

    def progress(result: Result) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        live.rebuild(progress=progress)
    assert live.state != ProjectState(live.root).state
    assert live.rebuild().made
    assert live.state == ProjectState(live.root).state


def test_what_is_kept_of_many_saves_is_bounded(live: LiveProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few states of the project are in memory, however often it is saved."""
    monkeypatch.setattr(converter, "_MOST_CONVERTERS", 2)
    monkeypatch.setattr(converter, "_CONVERTERS", {})
    counts = []

    def is_of_this_one(one: object) -> bool:
        return isinstance(one, Glossary) or (isinstance(one, Project) and one.root == live.root)

    for _ in range(9):
        change(live.root, "content/sectors/finance.yaml", "smoothly", "smoothly, smoothly")
        change(live.root, "glossary/bodies.csv", "HKTC", "HKTCX")
        live.rebuild()
        gc.collect()
        counts.append(Counter(map(type, filter(is_of_this_one, gc.get_objects()))))
    assert counts[4][Glossary] == counts[8][Glossary]
    assert counts[4][Project] == counts[8][Project]
    assert counts[8][Project] <= 4


def test_findings_are_those_of_a_check(live: LiveProject) -> None:
    """They are asked for apart, since they take longer than the files."""
    change(live.root, "content/sectors/finance.yaml", "smoothly", "[[no-such-term]]")
    live.rebuild()
    found = check_everything(live.root, Choice(languages=("en",)), 1)
    assert found.diagnostics
    assert live.findings() == found


def test_a_file_that_is_looked_at_is_made_of_the_templates_that_are_there(live: LiveProject) -> None:
    """The overview's own one goes, and the sectors' one makes it; whoever looks at it still names it as it was."""
    overview = _named(live, "overview-summary.en.docx")
    (live.root / "templates/summary.overview.docx").unlink()
    done = live.rebuild(first=[overview])
    assert overview in [result.target for result in done.results]
    assert done.diagnostics == []


def _with_named_files(root: Path) -> tuple[Path, Path]:
    """The spreadsheet and the picture that a sector of the project names from now on."""
    book, picture = root / "data/figures.xlsx", root / "pictures/map.png"
    _save_book(book, 10000)
    _save_picture(picture, "red")
    change(root, SENTENCE[0], "  - value: 10000\n", "  - value: data/figures.xlsx#Sheet!A1\n")
    sector = root / SENTENCE[0]
    with sector.open("a", encoding="utf-8") as file:
        file.write("pictures: {map: {file: pictures/map.png, alt: {en: Map, zh-Hant: 地圖}}}\n")
    return book, picture


def _save_book(path: Path, value: int) -> None:
    path.parent.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = value
    book.save(path)


def test_a_file_that_is_empty_for_a_moment_is_waited_for(live: LiveProject) -> None:
    """As every file is that is saved in its place, longer where the machine is busy; one that stays empty is told."""
    path, before = live.root / SENTENCE[0], files_below(live.out)
    data = path.read_bytes().replace(b"smoothly", b"very smoothly")
    path.write_bytes(b"")
    assert {one.code for one in live.rebuild().diagnostics} == {"empty-file"}
    assert files_below(live.out) == before
    path.write_bytes(data)
    live.rebuild()
    path.write_bytes(b"")
    later = threading.Timer(0.15, path.write_bytes, [data.replace(b"smoothly", b"smoothly enough")])
    later.start()
    done = live.rebuild()
    later.join()
    assert (done.diagnostics, {result.outcome for result in done.made}) == ([], {Outcome.WRITTEN})


def test_a_file_that_is_saved_again_and_again_in_its_place_has_no_faults(live: LiveProject) -> None:
    """Though it is empty whenever it is looked at, for longer than one save takes."""
    path = live.root / SENTENCE[0]
    data = path.read_bytes().replace(b"smoothly", b"very smoothly")

    def save() -> None:
        for _ in range(8):
            path.write_bytes(b"")
            time.sleep(0.1)
        path.write_bytes(data)

    path.write_bytes(b"")
    saving = threading.Thread(target=save)
    saving.start()
    done = live.rebuild()
    saving.join()
    assert (done.diagnostics, {result.outcome for result in done.made}) == ([], {Outcome.WRITTEN})


def _save_picture(path: Path, colour: str) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), colour).save(path)


def test_a_saved_spreadsheet_or_picture_reaches_what_is_made_of_it(live: LiveProject) -> None:
    """Their folders are watched; one that is half saved is told, what was made stays, and the next save recovers."""
    book, picture = _with_named_files(live.root)
    assert live.rebuild().problems == ()
    assert {"data", "pictures"} <= {folder.relative_to(live.root).as_posix() for folder in watched_folders(live)}
    _save_book(book, 12345)
    done = live.rebuild()
    assert (done.changed, done.problems) == (("data/figures.xlsx",), ())
    assert any("12\u00a0345".encode() in _parts(live.out / result.path) for result in done.made)
    whole = {file: file.read_bytes() for file in (book, picture)}
    for file, data in whole.items():
        before = files_below(live.out)
        file.write_bytes(data[: len(data) // 2])
        half = live.rebuild()
        assert [*half.problems, *half.diagnostics], file
        assert files_below(live.out) == before
        file.unlink()
        assert [*(gone := live.rebuild()).problems, *gone.diagnostics], file
        file.write_bytes(data)
        healed = live.rebuild()
        assert [*healed.problems, *healed.diagnostics] == []
    _save_picture(picture, "blue")
    assert live.rebuild().changed == ("pictures/map.png",)
