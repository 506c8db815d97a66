"""`reportgen watch` as a process of its own: whatever way a file is saved, its packs are made, and nothing else."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden.small import change, files_below
from tests.support.watching import PATIENCE, REPOSITORY, Watching, codes, written

FINANCE, TEMPLATE = "content/sectors/finance.yaml", "templates/deck.pptx"
SENTENCE = (FINANCE, "smoothly", "very smoothly")
ENGLISH = ("--lang", "en")


def _in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _with_its_old_date(path: Path, data: bytes) -> None:
    before = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _by_rename(path: Path, data: bytes) -> None:
    """As Office does: the new file beside it, the old one renamed, the new one renamed, the old one removed."""
    new, old = path.with_name("~WRD0001.tmp"), path.with_name("~WRL0002.tmp")
    new.write_bytes(data)
    path.rename(old)
    time.sleep(0.02)
    new.rename(path)
    old.unlink()


def _cut_in_two(path: Path, data: bytes) -> None:
    """As over a slow network: the second half comes later."""
    with path.open("wb") as stream:
        stream.write(data[: len(data) // 2])
        stream.flush()
        time.sleep(0.15)
        stream.write(data[len(data) // 2 :])


WAYS = [_in_place, _with_its_old_date, _by_rename]


@pytest.mark.parametrize("save", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["events", "poll"])
def test_a_saved_sentence_arrives(root: Path, save: Callable[[Path, bytes], None], options: tuple[str, ...]) -> None:
    """The files that print it are made, once; what the program writes itself wakes it no more."""
    with Watching(root, *ENGLISH, *options) as watching:
        path = root / FINANCE
        save(path, path.read_bytes().replace(b"smoothly", b"very smoothly"))
        event = watching.next("save")
        assert (event["saved"], codes(event)) == ([FINANCE], set())
        assert written(event) == {"finance-deck.en.pptx", "finance-summary.en.docx"}
        assert watching.is_quiet(1.5)


@pytest.mark.parametrize("save", [_in_place, _by_rename, _cut_in_two], ids=lambda way: way.__name__)
def test_a_saved_template_arrives(root: Path, tmp_path: Path, save: Callable[[Path, bytes], None]) -> None:
    """A file that is half there, or not there for a moment, is waited for, and nobody hears of it."""
    shutil.copytree(root, tmp_path / "other")
    new = change(tmp_path / "other", TEMPLATE, "{{ labels.terms }}", "{{ labels.source }}").read_bytes()
    with Watching(root, *ENGLISH, "--kind", "deck") as watching:
        save(root / TEMPLATE, new)
        event = watching.next("save")
        assert (event["saved"], codes(event)) == ([TEMPLATE], set())
        assert "finance-deck.en.pptx" in written(event)
        assert watching.is_quiet(1)


def test_a_template_that_stays_cut_off_is_told_and_the_next_save_recovers(root: Path) -> None:
    """The last good files stay meanwhile."""
    data = (root / TEMPLATE).read_bytes()
    with Watching(root, *ENGLISH, "--kind", "deck") as watching:
        before = files_below(root / "out")
        (root / TEMPLATE).write_bytes(data[: len(data) // 2])
        assert codes(watching.next("save")) == {"not-a-template"}
        assert files_below(root / "out") == before
        (root / TEMPLATE).write_bytes(data)
        event = watching.next("save")
        assert (codes(event), written(event)) == (set(), set())


def test_an_error_is_told_as_build_tells_it_and_the_next_save_recovers(root: Path) -> None:
    """The last good files stay meanwhile."""
    with Watching(root, *ENGLISH) as watching:
        before = files_below(root / "out")
        path = change(root, FINANCE, "smoothly", "[[no-such-term]]")
        event = watching.next("save")
        assert codes(event) == {"unknown-term"}
        assert event["diagnostics"][0]["location"]["path"] == FINANCE
        assert files_below(root / "out") == before
        change(root, FINANCE, "[[no-such-term]]", "very smoothly")
        event = watching.next("save")
        assert codes(event) == set()
        assert path.name == "finance.yaml"
        assert "finance-deck.en.pptx" in written(event)


def test_files_of_other_programs_are_no_saves(root: Path) -> None:
    """Lock files of Office and LibreOffice, swap files, a date that changes, a file saved as it was."""
    with Watching(root, *ENGLISH) as watching:
        (root / "templates/~$deck.pptx").write_bytes(b"somebody")
        (root / "templates/.~lock.deck.pptx#").write_bytes(b"somebody")
        (root / "content/sectors/.finance.yaml.swp").write_bytes(b"b0VIM")
        (root / TEMPLATE).touch()
        (root / FINANCE).write_bytes((root / FINANCE).read_bytes())
        assert watching.is_quiet(1.5)
        change(root, *SENTENCE)
        assert watching.next("save")["saved"] == [FINANCE]


def test_output_inside_the_watched_tree_wakes_nobody(root: Path) -> None:
    """Although every folder of the project is watched."""
    with Watching(root, *ENGLISH, "--out", "content-made") as watching:
        assert watching.is_quiet(1.5)
        change(root, *SENTENCE)
        assert written(watching.next("save")) == {"finance-deck.en.pptx", "finance-summary.en.docx"}
        assert watching.is_quiet(1.5)


def test_a_sector_is_renamed_goes_and_comes(root: Path) -> None:
    """The files of the old name are told as stale, those of the new one are made."""
    meeting, youth, young = "content/meeting.yaml", "content/sectors/youth.yaml", "content/sectors/young.yaml"
    with Watching(root, *ENGLISH, "--kind", "deck") as watching:
        (root / youth).rename(root / young)
        assert codes(watching.next("save")) == {"missing-file"}
        change(root, young, "id: youth", "id: young")
        change(root, meeting, "sectors: [finance, youth]", "sectors: [finance, young]")
        event = watching.next("save")
        while "young-deck.en.pptx" not in written(event):  # the two saves may have been heard of one by one
            event = watching.next("save")
        assert codes(event) == {"stale-file"}
        (root / young).unlink()
        assert "missing-file" in codes(watching.next("save"))


def test_a_folder_that_is_exchanged_is_watched_again(root: Path) -> None:
    """As by a checkout of another branch: the folder of this name is another one now."""
    with Watching(root, *ENGLISH) as watching:
        shutil.copytree(root / "content/sectors", root / "sectors")
        shutil.rmtree(root / "content/sectors")
        (root / "sectors").rename(root / "content/sectors")
        time.sleep(1.5)
        change(root, *SENTENCE)
        event = watching.next("save")
        while not written(event):
            event = watching.next("save")
        assert "finance-deck.en.pptx" in written(event)


def test_findings_come_after_the_files_and_only_new_ones_count(root: Path) -> None:
    """With `--check`."""
    with Watching(root, *ENGLISH, "--check") as watching:
        assert watching.next("findings")["new"] == 0
        change(root, FINANCE, "smoothly", "smoothly smoothly")
        assert written(watching.next("save"))
        event = watching.next("findings")
        assert event["new"] == len(event["diagnostics"])


def test_ctrl_c_ends_it_well(root: Path) -> None:
    """Status 0, and a last event."""
    with Watching(root, *ENGLISH) as watching:
        assert watching.interrupt() == 0
        watching.next("end")


def test_a_person_reads_what_is_watched_what_was_saved_and_what_was_made(root: Path) -> None:
    """A line for each save; the closing line says that all is well."""
    command = [sys.executable, "-m", "reportgen", "watch", *ENGLISH]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(2)]
        change(root, *SENTENCE)
        said.append(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=PATIENCE)
    assert said[0] == "watching ., content, content/sectors, glossary, templates; files go to out; Ctrl+C ends it\n"
    assert said[1].startswith("6 files in out: 6 written (")
    assert said[2].startswith(f"{FINANCE}: finance/finance-deck.en.pptx, finance/finance-summary.en.docx (")
    assert (rest, complaints, process.returncode) == ("stopped; the files in out are whole\n", "", 0)


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        ("--sector nothing", 2, "unknown sector 'nothing'"),
        ("--out content/meeting.yaml", 2, "is a file"),
        ("--project nowhere", 1, "no-project"),
    ],
)
def test_what_cannot_begin_ends_at_once(root: Path, options: str, status: int, said: str) -> None:
    """With the words and the status of `build`."""
    command = [sys.executable, "-m", "reportgen", "watch", *options.split()]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == status
    assert said in done.stderr
