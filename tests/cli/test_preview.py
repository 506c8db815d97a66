"""`reportgen preview` as a command: what it says when it cannot serve, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.support.fake_office import FakeOffice


def test_without_the_extra_it_says_what_to_install(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "reportgen.preview.server", raising=False)
    done = shell("preview --no-open")
    assert done.code == 2
    assert "pip install 'reportgen[preview]'" in done.err


def test_a_port_that_is_taken_is_said(shell: Shell) -> None:
    """With the way out."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = shell(f"preview --no-open --port {other.getsockname()[1]}")
    assert done.code == 2
    assert "--port 0" in done.err


def test_outside_of_a_project_it_is_refused(shell: Shell) -> None:
    """As by every command."""
    assert shell("preview --no-open --project nowhere").code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_every_program_that_it_has_started(root: Path, tmp_path: Path, ended_by: signal.Signals) -> None:
    """A LibreOffice that waits, too; and it says that all is well, since this is how it is meant to end."""
    fake = FakeOffice(tmp_path / "fake").install()
    path = f"{fake.program.parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "reportgen", "preview", "--no-open", "--port", "0", "--project", str(root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        with urllib.request.urlopen(found[0]) as page:
            assert b"reportgen-token" in page.read()
        while not any(run.get("waiting") for run in fake.runs):
            assert process.poll() is None
        process.send_signal(ended_by)
        said, complaints = process.communicate(timeout=60)
    assert "stopped; the files in" in said
    assert (complaints, process.returncode) == ("", 0)
    assert fake.left == []
