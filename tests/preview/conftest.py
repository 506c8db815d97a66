"""A project on a desk, asked in the process of the test; without pictures unless a test brings a printer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
from reportgen.live.live_project import LiveProject, Wanted
from reportgen.preview import pictures
from reportgen.preview.app import make_app
from reportgen.preview.desk import Desk
from reportgen.preview.events import Events
from reportgen.preview.security import Rules

PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Shown:
    """A project that is shown: the folder, the desk, and who asks the server for it."""

    root: Path
    out: Path
    desk: Desk
    client: TestClient
    token: str

    def get(self, address: str) -> Any:
        """What is answered, as JSON; the answer has to be a good one."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, address: str, **body: Any) -> Any:
        """The answer to what the page sends."""
        return self.client.post(address, json=body, headers={"x-reportgen-token": self.token, "origin": ADDRESS})

    def correct(self, place: Mapping[str, Any], old: str | None, new: str) -> Any:
        """The answer to one text that is to say something else."""
        texts = [{"key": place["key"], "old": old, "new": new}]
        return self.post("/api/correct", path=place["path"], texts=texts)

    def row(self, kind: str, label: str, number: int = 0, pack: str = "finance") -> tuple[str, dict[str, Any]]:
        """The page's key and the row of this label."""
        for page in self.get(f"/api/pack/{pack}/{kind}")["pages"]:
            for row in page["rows"]:
                if (row["label"], row["number"]) == (label, number):
                    return page["key"], row
        raise AssertionError(f"no row {label} {number}")

    def detail(self, kind: str, label: str, number: int = 0, pack: str = "finance") -> dict[str, Any]:
        """All that is known of a row, by tag."""
        page, row = self.row(kind, label, number, pack)
        texts: dict[str, Any] = self.get(f"/api/row/{pack}/{kind}/{page}/{row['id']}")["texts"]
        return texts

    def wait(self, is_so: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The state of the project, as soon as something is so."""
        end = time.monotonic() + 60
        while not is_so(state := self.get("/api/state")):
            assert time.monotonic() < end, state
            time.sleep(0.05)
        found: dict[str, Any] = state
        return found


def no_office() -> Any:
    """Looks for LibreOffice, and finds none."""
    raise ProblemsFound([Diagnostic("no-libreoffice", "LibreOffice is not installed", Location("--format pdf"))])


@pytest.fixture
def shown(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    """The small project, built, on a computer without LibreOffice."""
    monkeypatch.setattr(pictures, "find_libreoffice", no_office)
    yield from shown_project(root, tmp_path / "out")


def shown_project(root: Path, out: Path) -> Iterator[Shown]:
    """A project that is shown until the test is over."""
    events, rules = Events(), Rules(PORT)
    desk = Desk(LiveProject(root, out, Wanted()), events)
    desk.start()
    client = TestClient(make_app(desk, events, rules), base_url=ADDRESS)
    shown = Shown(root, out, desk, client, rules.token)
    try:
        shown.wait(lambda state: state["state"] == "ready")
        yield shown
    finally:
        desk.close()
