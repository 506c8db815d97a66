"""A LibreOffice that was started beforehand, with a small program in its place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen.printing.libreoffice import LibreOffice, find_libreoffice
from reportgen.printing.spare import Spare
from tests.support.fake_office import FakeOffice

NEVER = threading.Event()


@pytest.fixture
def fake(tmp_path: Path) -> FakeOffice:
    """The program, and no run yet."""
    return FakeOffice(tmp_path / "fake").install()


@pytest.fixture
def spare(fake: FakeOffice) -> Iterator[Spare]:
    """A lane, in which one waits."""
    with Spare(LibreOffice(str(fake.program), "1")) as lane:
        lane.start()
        yield lane
    assert fake.left == []


def _waiting(fake: FakeOffice) -> list[int]:
    return [pid for run in fake.runs if run.get("waiting") for pid in run["pids"] if pid in fake.alive]


def _wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_a_file_is_printed_in_the_profile_of_the_one_that_waits(fake: FakeOffice, spare: Spare) -> None:
    """The next one is another process in the same profile."""
    _wait_for(lambda: _waiting(fake))
    (first,) = _waiting(fake)
    pdf, reason = spare.print_pdf("a.en.pptx", b"deck", 30, NEVER)
    assert (pdf, reason) == (b"%PDF-1.6 a.en.pptx 4\n%%EOF\n", "")
    spare.start()
    _wait_for(lambda: _waiting(fake) not in ([], [first]))
    assert len({run["profile"] for run in fake.runs}) == 1


def test_without_one_that_waits_it_is_printed_all_the_same(fake: FakeOffice) -> None:
    """Only later."""
    with Spare(LibreOffice(str(fake.program), "1")) as spare:
        assert spare.print_pdf("a.pptx", b"deck", 30, NEVER)[0] is not None


def test_a_file_that_hangs_is_given_up_with_all_processes(fake: FakeOffice, spare: Spare) -> None:
    """It is said, and the next file is printed in a new profile."""
    pdf, reason = spare.print_pdf("a.pptx", b"HANG", 0.5, NEVER)
    assert (pdf, reason) == (None, "it did not finish in 0 seconds")
    assert fake.left == []
    spare.start()
    assert spare.print_pdf("b.pptx", b"deck", 30, NEVER)[0] is not None


def test_printing_stops_when_it_is_told_to(fake: FakeOffice, spare: Spare) -> None:
    """A newer file has come."""
    stopped = threading.Event()
    threading.Timer(0.3, stopped.set).start()
    assert spare.print_pdf("a.pptx", b"HANG", 30, stopped)[0] is None
    assert fake.left == []


@pytest.mark.parametrize("told", [b"SKIP", b"CRASH", b"HALF"])
def test_a_file_that_cannot_be_printed_costs_itself_alone(fake: FakeOffice, spare: Spare, told: bytes) -> None:
    """An end mark that is missing counts too."""
    pdf, reason = spare.print_pdf("a.pptx", told, 30, NEVER)
    assert pdf is None
    assert reason == ("source file could not be loaded" if told == b"SKIP" else "")
    spare.start()
    assert spare.print_pdf("b.pptx", b"deck", 30, NEVER)[0] is not None


@pytest.mark.libreoffice
def test_libreoffice_itself_hands_a_file_over(local: dict[str, bytes]) -> None:
    """Two files, one after the other, each printed by a process that waited."""
    decks = [(name.rpartition("/")[2], data) for name, data in local.items() if name.endswith(".pptx")]
    with Spare(find_libreoffice()) as spare:
        for name, data in decks[:2]:
            spare.start()
            pdf, reason = spare.print_pdf(name, data, 120, NEVER)
            assert (pdf or b"")[:5] == b"%PDF-", reason
