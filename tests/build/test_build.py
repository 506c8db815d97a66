"""The build as a whole: same bytes every time, atomic, one bad target beside many good ones."""

from __future__ import annotations

import errno
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest

import reportgen.build.crew
from reportgen.build.build import Options, build
from reportgen.build.manifest import MANIFEST
from reportgen.build.outcome import Outcome, Result
from reportgen.build.state import ProjectState
from reportgen.build.targets import select_targets
from reportgen.diagnostics import Severity
from reportgen.model.target import Target
from reportgen.project.load import Project, load_project
from reportgen.project.places import LABELS_FILE
from tests.golden.small import change, files_below

DECK = "finance/finance-deck.en.pptx"
WRONG_NAME = ("{{ labels.terms }}", "{{ labels.termz }}")


def _targets(project: Project, sector: str = "all", lang: str = "all", kind: str = "all") -> list[Target]:
    return select_targets(project.catalogue, [sector], [lang], [kind])


def _outcomes(results: list[Result]) -> dict[str, Outcome]:
    return {str(result.target.path): result.outcome for result in results}


def test_the_same_input_gives_the_same_bytes_however_it_is_built(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process, two processes, or a target at a time, backwards: every file is the same, byte for byte."""
    targets = _targets(small, "finance")
    build(small, targets, tmp_path / "one", Options(jobs=1))
    monkeypatch.setattr(reportgen.build.crew, "_START_MILLISECONDS", 0)
    results = build(small, targets, tmp_path / "two", Options(jobs=2))
    assert [result.target for result in results] == targets
    assert {result.outcome for result in results} == {Outcome.WRITTEN}
    for target in reversed(targets):
        build(small, [target], tmp_path / "single")
    one, two, single = (files_below(tmp_path / name) for name in ("one", "two", "single"))
    assert len(one) == 2 * len(targets) + 1  # each with what it was made from, and the record of all
    assert one == two
    assert one == single


def test_bytes_do_not_depend_on_where_the_project_lies(small: Project, root: Path, tmp_path: Path) -> None:
    """Two people with copies in different folders make the same files."""
    build(small, _targets(small, "finance", "zh-Hant"), tmp_path / "here")
    copied = load_project(root)
    build(copied, _targets(copied, "finance", "zh-Hant"), tmp_path / "there")
    assert files_below(tmp_path / "here") == files_below(tmp_path / "there")


def test_results_and_progress_tell_of_every_target(small: Project, tmp_path: Path) -> None:
    """Results come in the order asked for; progress hears of each target once, unchanged ones too."""
    targets = list(reversed(_targets(small, "youth", "en")))
    for expected in (Outcome.WRITTEN, Outcome.UNCHANGED):
        heard: list[Result] = []
        results = build(small, targets, tmp_path, progress=heard.append)
        assert [result.target for result in results] == targets
        assert sorted(heard, key=str) == sorted(results, key=str)
        assert {result.outcome for result in results} == {expected}


def test_force_builds_what_is_up_to_date(small: Project, tmp_path: Path) -> None:
    """`force` asks no record; a file that comes out as it was is left alone, with its date."""
    targets = _targets(small, sector="youth", lang="en")
    build(small, targets, tmp_path)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*.*x")}
    assert set(_outcomes(build(small, targets, tmp_path, Options(force=True))).values()) == {Outcome.SAME}
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*.*x")} == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failing_target_keeps_its_last_good_file_and_stops_no_other(
    root: Path, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template broken between two builds: its files stay as they were, all others are made, nothing is left over."""
    monkeypatch.setattr(reportgen.build.crew, "_START_MILLISECONDS", 0)
    out = tmp_path / "out"
    project = load_project(root)
    targets = _targets(project, lang="zh-Hans")
    build(project, targets, out)
    before = files_below(out)
    change(root, "templates/deck.pptx", *WRONG_NAME)
    change(root, "content/meeting.yaml", "二○二三年", "二○二四年")
    project = load_project(root)
    results = build(project, targets, out, Options(jobs=jobs))
    failed = {path for path, outcome in _outcomes(results).items() if outcome is Outcome.FAILED}
    assert failed == {f"{sector}/{sector}-deck.zh-Hans.pptx" for sector in ("finance", "youth")}
    assert {outcome for path, outcome in _outcomes(results).items() if path not in failed} == {Outcome.WRITTEN}
    after = files_below(out)
    assert set(after) == set(before)
    assert all(after[path] == before[path] for path in failed)
    for result in results:
        assert bool(result.diagnostics) == (result.outcome is Outcome.FAILED)
        for diagnostic in result.diagnostics:
            assert diagnostic.severity is Severity.ERROR
            assert "labels.termz" in diagnostic.message
            assert "did you mean 'terms'?" in diagnostic.hint
            assert str(diagnostic.location).startswith("templates/deck.pptx › slide 5 › ")


def test_what_failed_is_tried_again(root: Path, tmp_path: Path) -> None:
    """A failure is not remembered as done."""
    change(root, "templates/deck.pptx", *WRONG_NAME)
    project = load_project(root)
    targets = _targets(project, "finance", "en")
    for _ in range(2):
        assert _outcomes(build(project, targets, tmp_path / "out"))[DECK] is Outcome.FAILED
    change(root, "templates/deck.pptx", *reversed(WRONG_NAME))
    assert _outcomes(build(load_project(root), targets, tmp_path / "out"))[DECK] is Outcome.WRITTEN


@pytest.mark.parametrize(
    ("damage", "code", "words"),
    [("missing", "missing-file", "the file is missing"), ("text", "not-a-template", "no Word or PowerPoint file"),
     ("cut off", "not-a-template", "damaged or cut off"), ("folder", "unreadable-file", "is a folder")],
)  # fmt: skip
def test_a_template_that_cannot_be_used_is_one_problem(
    root: Path, tmp_path: Path, damage: str, code: str, words: str
) -> None:
    """Its targets fail, the others are made, and nothing is written in its name."""
    template = root / "templates/deck.pptx"
    data = template.read_bytes()
    template.unlink()
    if damage == "folder":
        template.mkdir()
    elif damage != "missing":
        template.write_bytes(b"{{ sector.title }}" if damage == "text" else data[: len(data) // 2])
    project = load_project(root)
    results = build(project, _targets(project, "finance", "en"), tmp_path / "out")
    assert list(_outcomes(results).values()) == [Outcome.FAILED, Outcome.WRITTEN]
    (diagnostic,) = results[0].diagnostics
    assert (diagnostic.code, diagnostic.location.path) == (code, "templates/deck.pptx")
    assert words in diagnostic.message
    made = {path.name for path in (tmp_path / "out").rglob("*.*x")}
    assert made == {"finance-summary.en.docx"}
    assert (tmp_path / "out" / MANIFEST).exists()


class _DiskFull:
    """Stands in for a function of `os` that a full disk makes fail, after `successes` calls."""

    def __init__(self, real: Any, fault: BaseException, successes: int) -> None:
        self.real, self.fault, self.left = real, fault, successes

    def __call__(self, *arguments: Any) -> Any:
        if self.left <= 0:
            raise self.fault
        self.left -= 1
        return self.real(*arguments)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_whole_files_only(
    root: Path, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever writing fails, the old file stays, no half of a new one does, and the reason is told."""
    out = tmp_path / "out"
    project = load_project(root)
    targets = _targets(project, "finance", "en")
    build(project, targets, out)
    before = files_below(out)
    change(root, "content/meeting.yaml", "二○二三年", "二○二四年")
    change(root, "content/sectors/finance.yaml", "smoothly", "well")
    project = load_project(root)
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os, step, _DiskFull(getattr(os, step), full, successes=0))
    results = build(project, targets, out)
    monkeypatch.undo()
    assert set(_outcomes(results).values()) == {Outcome.FAILED}
    diagnostic = results[0].diagnostics[0]
    assert diagnostic.code == "not-written"
    assert "No space left on device" in diagnostic.message
    assert diagnostic.location.path == str(out / DECK)
    assert files_below(out) == before


def test_an_interrupted_build_leaves_whole_files_only(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C while a file is renamed into place: what is there is whole, and nothing half-written stays."""
    monkeypatch.setattr(os, "replace", _DiskFull(os.replace, KeyboardInterrupt(), successes=1))
    with pytest.raises(KeyboardInterrupt):
        build(small, _targets(small, "youth", "en"), tmp_path)
    monkeypatch.undo()
    left = {name: data for name, data in files_below(tmp_path).items() if name.endswith("x")}
    assert len(left) == 1
    build(small, _targets(small, "youth", "en"), tmp_path)
    after = files_below(tmp_path)
    assert all(after[name] == data for name, data in left.items())


@pytest.mark.parametrize("obstacle", ["out", "out/finance", "out/finance/finance-deck.en.pptx"])
def test_a_place_that_cannot_be_written_to_is_reported(small: Project, tmp_path: Path, obstacle: str) -> None:
    """A file where a folder has to be, or the reverse: a problem with its path and a way out, no traceback."""
    path = tmp_path / obstacle
    path.parent.mkdir(parents=True, exist_ok=True)
    if obstacle.endswith(".pptx"):
        path.mkdir()
    else:
        path.write_text("in the way", encoding="utf-8")
    results = build(small, _targets(small, "finance", "en", "deck"), tmp_path / "out")
    assert [result.outcome for result in results] == [Outcome.FAILED]
    (diagnostic,) = results[0].diagnostics
    assert diagnostic.code == "not-written"
    assert diagnostic.location.path == str(tmp_path / "out" / DECK)
    assert diagnostic.hint
    assert not [name for name in files_below(tmp_path) if name.endswith(".tmp")]


def test_a_record_that_cannot_be_written_does_no_harm(small: Project, tmp_path: Path) -> None:
    """Files are made; the next build, without a record, makes them again."""
    (tmp_path / ".reportgen").write_text("in the way", encoding="utf-8")
    targets = _targets(small, "youth", "en")
    for expected in (Outcome.WRITTEN, Outcome.SAME):
        assert set(_outcomes(build(small, targets, tmp_path)).values()) == {expected}


def test_files_can_be_read_by_others(small: Project, tmp_path: Path) -> None:
    """A file on a shared drive is readable by colleagues, as any other file would be."""
    build(small, _targets(small, "youth", "en", "deck"), tmp_path)
    assert (tmp_path / "youth/youth-deck.en.pptx").stat().st_mode & 0o044 == 0o044


@pytest.mark.parametrize("saved_back", ["while it goes on", "afterwards"])
def test_what_was_saved_while_a_build_went_on_is_in_the_next(root: Path, tmp_path: Path, saved_back: str) -> None:
    """Nobody knows which state such a build has read, so the next one asks again, also where it was saved back."""
    out, file = tmp_path / "out", root / "content/sectors/finance.yaml"
    targets = _targets(load_project(root), "finance", "en")
    saved = file.read_bytes()
    time.sleep(0.05)  # the clock by which files are dated ticks a hundred times a second
    state = ProjectState(root)
    change(root, "content/sectors/finance.yaml", "smoothly", "well")
    project = load_project(root)
    during = saved_back == "while it goes on"
    build(project, targets, out, Options(), lambda result: file.write_bytes(saved) if during else None, state)
    file.write_bytes(saved)
    assert set(_outcomes(build(load_project(root), targets, out)).values()) == {Outcome.WRITTEN}


def test_all_labels_that_are_missing_are_told_at_once(root: Path, tmp_path: Path) -> None:
    """Those that the program itself fills in, of every file, and no file is made that lacks one."""
    labels = root / LABELS_FILE
    lines = labels.read_text(encoding="utf-8")
    taken = ("paragraph_n", "paragraphs_n", "paragraph_mark")
    for key in taken:
        lines = re.sub(rf"(?m)^{key}:\n(?:  .*\n)+", "", lines)
    labels.write_text(lines, encoding="utf-8")
    project = load_project(root)
    results = build(project, _targets(project, "finance", "en"), tmp_path / "out")
    told = {one.message for result in results for one in result.diagnostics if one.code == "missing-label"}
    assert len(told) > 1
    assert told <= {f"there is no label '{key}'" for key in taken}
    for result in results:
        faults = [one.message for one in result.diagnostics if one.code == "missing-label"]
        assert len(faults) == len(set(faults))
        assert bool(faults) == (result.outcome is Outcome.FAILED)
    assert any(sum(one.code == "missing-label" for one in result.diagnostics) > 1 for result in results)
