"""Pictures of pages, with a small program in the place of LibreOffice: order, newest edits, failures, and the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen.preview import pictures as pictures_module
from reportgen.preview.pictures import Job, Pictures
from reportgen.printing.libreoffice import LibreOffice
from reportgen.records.cache import clear_cache
from reportgen.records.questions import digest
from tests.preview.conftest import no_office
from tests.support.fake_office import FakeOffice


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """The program, which every search finds; its PDF files have one page."""
    found = FakeOffice(tmp_path / "fake").install()
    monkeypatch.setattr(pictures_module, "find_libreoffice", lambda: LibreOffice(str(found.program), str(tmp_path)))
    monkeypatch.setattr(pictures_module, "page_count", lambda pdf: 1)
    return found


@pytest.fixture
def pictures(fake: FakeOffice) -> Iterator[Pictures]:
    """One lane of printing, not yet begun; in the end no process is left."""
    made = Pictures(lambda name: None, lanes=1)
    yield made
    made.close()
    assert fake.left == []


def _job(name: str, data: bytes) -> Job:
    return Job(name, f"{name}.pptx", digest(data), lambda: data)


def _wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def _printed(fake: FakeOffice) -> list[str]:
    return [file for run in fake.runs for file in run["files"]]


def test_what_is_looked_at_is_printed_first(fake: FakeOffice, pictures: Pictures) -> None:
    """Then the others, in the order in which they came."""
    for name in ("a", "b", "c", "d"):
        pictures.want(_job(name, name.encode()))
    pictures.look_at(["c"])
    pictures.start()
    _wait_for(lambda: len(_printed(fake)) == 4)
    assert _printed(fake) == ["c.pptx", "a.pptx", "b.pptx", "d.pptx"]


def test_the_newest_edit_wins(fake: FakeOffice, pictures: Pictures) -> None:
    """What waits is dropped, what is being printed is ended, and only the newest has pictures."""
    pictures.start()
    pictures.want(_job("a", b"HANG"))
    _wait_for(lambda: "a.pptx" in _printed(fake))
    for data in (b"second", b"third"):
        pictures.want(_job("a", data))
    _wait_for(lambda: pictures.outcome("a", digest(b"third")))
    assert _printed(fake) == ["a.pptx", "a.pptx"]
    assert pictures.outcome("a", digest(b"HANG")) is None
    good = pictures.last_good("a")
    assert good is not None
    assert pictures.pdf(good.key) == b"%PDF-1.6 a.pptx 5\n%%EOF\n"


def test_a_file_that_cannot_be_printed_fails_alone_and_can_be_tried_again(fake: FakeOffice, pictures: Pictures) -> None:
    """The last good pages stay beside the reason."""
    pictures.start()
    pictures.want(_job("a", b"good"))
    _wait_for(lambda: pictures.outcome("a", digest(b"good")))
    pictures.want(_job("a", b"SKIP"))
    pictures.want(_job("b", b"other"))
    _wait_for(lambda: pictures.outcome("a", digest(b"SKIP")) and pictures.outcome("b", digest(b"other")))
    failed = pictures.outcome("a", digest(b"SKIP"))
    assert failed is not None
    assert failed.reason == "source file could not be loaded"
    good = pictures.last_good("a")
    assert good is not None
    assert good.key == pictures.key(digest(b"good"))
    assert pictures.again("a")
    pictures.want(_job("a", b"SKIP"))
    _wait_for(lambda: _printed(fake).count("a.pptx") == 3)


def test_a_file_that_hangs_is_given_up_and_said(
    fake: FakeOffice, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one is printed."""
    monkeypatch.setattr(pictures_module, "SECONDS", 1.0)
    pictures.start()
    pictures.want(_job("a", b"HANG"))
    pictures.want(_job("b", b"other"))
    _wait_for(lambda: pictures.outcome("a", digest(b"HANG")) and pictures.outcome("b", digest(b"other")))
    failed = pictures.outcome("a", digest(b"HANG"))
    assert failed is not None
    assert "did not finish" in failed.reason


def test_a_file_that_was_printed_once_is_not_printed_again(fake: FakeOffice, pictures: Pictures) -> None:
    """Whatever has happened in between: going back to it costs nothing."""
    pictures.start()
    for data in (b"one", b"two", b"one"):
        pictures.want(_job("a", data))
        _wait_for(lambda data=data: pictures.outcome("a", digest(data)))
    assert _printed(fake) == ["a.pptx", "a.pptx"]


def test_what_has_left_the_cache_is_printed_anew(fake: FakeOffice) -> None:
    """Somebody has cleared it, or it was full: who asks for the picture has it again, and is told when."""
    told: list[str] = []
    pictures = Pictures(told.append, lanes=1)
    pictures.start()
    pictures.want(_job("a", b"one"))
    _wait_for(lambda: pictures.outcome("a", digest(b"one")))
    clear_cache()
    assert pictures.picture(pictures.key(digest(b"one")), 1, "page") is None
    assert pictures.last_good("a") is None or pictures.outcome("a", digest(b"one"))
    _wait_for(lambda: _printed(fake) == ["a.pptx", "a.pptx"] and pictures.outcome("a", digest(b"one")))
    assert pictures.pdf(pictures.key(digest(b"one")))
    _wait_for(lambda: told.count("a") == 3)  # printed, lost, printed
    pictures.close()


def test_the_end_does_not_wait_for_what_is_printed(fake: FakeOffice) -> None:
    """And leaves no process behind."""
    pictures = Pictures(lambda name: None, lanes=2)
    pictures.start()
    pictures.want(_job("a", b"HANG"))
    _wait_for(lambda: "a.pptx" in _printed(fake))
    begun = time.monotonic()
    pictures.close()
    assert time.monotonic() - begun < 10
    assert fake.left == []


def test_libreoffice_is_looked_for_again_until_it_is_there(fake: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installs it meanwhile sees pictures without starting anything anew."""
    found = pictures_module.find_libreoffice
    monkeypatch.setattr(pictures_module, "find_libreoffice", no_office)
    monkeypatch.setattr(pictures_module, "_SECONDS_TO_LOOK_AGAIN", 0.05)
    told = threading.Event()
    pictures = Pictures(lambda name: told.set(), lanes=1)
    pictures.start()
    assert told.wait(30)
    assert not pictures.printer.available
    monkeypatch.setattr(pictures_module, "find_libreoffice", found)
    _wait_for(lambda: pictures.printer.available)
    pictures.close()
