"""Batches, workers, failures and interruptions of printing, with a small program in the place of LibreOffice."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.printing import libreoffice
from reportgen.printing import printer as printer_module
from reportgen.printing.libreoffice import LibreOffice
from reportgen.printing.printer import BATCH, MAX_FIRST_FAILURES, Printer, PrintResult
from tests.support.fake_office import FakeOffice


@pytest.fixture
def fake(tmp_path: Path) -> FakeOffice:
    """The program, and no run yet."""
    return FakeOffice(tmp_path / "fake").install()


def _print(fake: FakeOffice, files: Mapping[str, bytes], workers: int = 1) -> dict[str, PrintResult[str]]:
    """Print files by name; what became of each."""
    with Printer[str](LibreOffice(str(fake.program), "1"), workers) as printer:
        for name, data in files.items():
            printer.add(name, name, data)
        return {printed.name: printed for printed in printer.finish()}


def _files(count: int) -> dict[str, bytes]:
    return {f"file-{number:02}.en.docx": b"x" * number for number in range(count)}


def _printed(fake: FakeOffice) -> list[str]:
    """The files that were printed, by the names they were handed in with."""
    return [Path(file).stem for run in fake.runs for file in run["files"]]


def _wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_every_file_comes_back_as_its_own_pdf(fake: FakeOffice) -> None:
    """Each once, under the name it was handed in with, made from its own bytes."""
    files = _files(2 * BATCH + 3)
    printed = _print(fake, files, workers=2)
    assert {name: result.data for name, result in printed.items()} == {
        name: f"%PDF-1.6 {name}.docx {len(data)}\n%%EOF\n".encode() for name, data in files.items()
    }
    assert Counter(_printed(fake)) == Counter(files.keys())


def test_files_of_two_formats_with_one_name_are_two_pdfs(fake: FakeOffice) -> None:
    """Also in one run, which puts all of its PDFs into one folder."""
    printed = _print(fake, {"a.en.docx": b"page", "a.en.pptx": b"a slide"})
    sizes = {name: (result.data or b"").split()[2] for name, result in printed.items()}
    assert (len(fake.runs), sizes) == (1, {"a.en.docx": b"4", "a.en.pptx": b"7"})


def test_many_files_go_into_one_run(fake: FakeOffice) -> None:
    """Starting the program is what costs: a batch is a run, and no run is larger; the order is kept."""
    files = _files(2 * BATCH + 3)
    _print(fake, files)
    assert [len(run["files"]) for run in fake.runs] == [BATCH, BATCH, 3]
    assert _printed(fake) == list(files)


def test_one_run_at_a_time_in_a_profile(fake: FakeOffice) -> None:
    """Two workers have two profiles, and the runs of each follow one another."""
    _print(fake, _files(4 * BATCH), workers=2)
    profiles = {run["profile"] for run in fake.runs}
    assert len(profiles) == 2
    for profile in profiles:
        runs = [run for run in fake.runs if run["profile"] == profile]
        assert all(first["end"] <= second["start"] for first, second in pairwise(runs))


def test_the_last_files_are_shared(fake: FakeOffice) -> None:
    """Six files and two workers: three in each, so that neither waits for the other."""
    _print(fake, _files(6), workers=2)
    assert [len(run["files"]) for run in fake.runs] == [3, 3]


def test_more_workers_than_useful_are_not_opened(fake: FakeOffice) -> None:
    """On a computer with many processors, memory is the limit."""
    files = _files(printer_module.MAX_WORKERS * BATCH * 2)
    _print(fake, files, workers=64)
    assert len({run["profile"] for run in fake.runs}) <= printer_module.MAX_WORKERS


def test_printing_begins_while_files_still_come(fake: FakeOffice) -> None:
    """A full batch is printed before anybody says that it was the last."""
    with Printer[str](LibreOffice(str(fake.program), "1"), 1) as printer:
        files = _files(BATCH + 1)
        for name, data in list(files.items())[:-1]:
            printer.add(name, name, data)
        early: list[PrintResult[str]] = []
        _wait_for(lambda: early.extend(printer.finished()) or len(early) == BATCH)
        name, data = list(files.items())[-1]
        printer.add(name, name, data)
        assert [printed.name for printed in printer.finish()] == [name]


def test_nothing_to_print_runs_nothing(fake: FakeOffice) -> None:
    """A build that is up to date starts no program."""
    assert _print(fake, {}) == {}
    assert fake.runs == []


@pytest.mark.parametrize(
    ("told", "reason"),
    [("SKIP", "could not be loaded"), ("CRASH", ""), ("HALF", ""), ("HANG", "did not finish in 5 seconds")],
)
def test_a_bad_file_costs_no_other_its_pdf(
    fake: FakeOffice, told: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried once more on its own, with what came after it, and its reason is told."""
    monkeypatch.setattr(printer_module, "SECONDS_TO_START", 5)
    monkeypatch.setattr(printer_module, "SECONDS_FOR_A_FILE", 0)
    files = _files(5)
    bad = "file-02.en.docx"
    printed = _print(fake, files | {bad: told.encode()})
    assert {name for name, result in printed.items() if result.data is None} == {bad}
    assert reason in printed[bad].reason
    assert [run["files"] for run in fake.runs].count([f"{bad}.docx"]) == 1
    assert not fake.left


def test_a_failed_run_leaves_its_profile_behind(fake: FakeOffice) -> None:
    """The settings are written anew after a crash, so that a spoilt profile spoils nothing else."""
    _print(fake, {**_files(2), "bad.docx": b"CRASH"})
    assert all(run["settings"] == libreoffice.PROFILE_SETTINGS for run in fake.runs)


@pytest.mark.parametrize("told", ["SKIP", "CRASH"])
def test_a_program_that_prints_nothing_is_given_up(fake: FakeOffice, told: str) -> None:
    """Where nothing has ever been printed, seventy files are not tried one after another."""
    fake.install(broken=told)
    printed = _print(fake, _files(3 * BATCH))
    assert len(printed) == 3 * BATCH
    assert all(result.data is None for result in printed.values())
    assert len(fake.runs) <= 3 + MAX_FIRST_FAILURES


def test_leaving_ends_what_runs(fake: FakeOffice) -> None:
    """Both programs and what they have started are gone at once, with the folders they worked in."""
    fake.install(broken="HANG")
    with Printer[str](LibreOffice(str(fake.program), "1"), 2) as printer:
        for name, data in _files(3 * BATCH).items():
            printer.add(name, name, data)
        _wait_for(lambda: len(fake.alive) == 4)
    _wait_for(lambda: not fake.alive)
    assert len(fake.runs) == 2
    assert not any(Path(run["out"]).exists() or Path(run["profile"]).exists() for run in fake.runs)


def test_a_program_that_has_gone_is_heard_of(tmp_path: Path) -> None:
    """LibreOffice taken away in the middle of a build is a fault that is raised, not a wait without end."""
    with Printer[str](LibreOffice(str(tmp_path / "gone"), "1"), 1) as printer:
        printer.add("a", "a.docx", b"")
        with pytest.raises(FileNotFoundError):
            list(printer.finish())


def test_the_settings_are_what_libreoffice_reads() -> None:
    """Well-formed, each setting once; tagged PDF, no macros, no links."""
    root = ET.fromstring(libreoffice.PROFILE_SETTINGS.encode())
    values = {item[0].attrib["{http://openoffice.org/2001/registry}name"]: item[0][0].text for item in root}
    assert values["UseTaggedPDF"] == values["DisableMacrosExecution"] == values["BlockUntrustedRefererLinks"] == "true"
    assert len(values) == len(root)
