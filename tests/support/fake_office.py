"""A small program in the place of LibreOffice: it does what a file tells it to, and notes each run.

A file is named to it by its path; what the file holds, in its bytes or in a text part, says what happens: `SKIP` prints
an error and goes on, `CRASH` ends the run, `HALF` leaves half a PDF, `HANG` never ends. All others become a PDF.

Started with `--nodefault` it waits in its profile, and ends when the next run in that has done its work; its note
says so by `waiting`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PROGRAM = """#!{python} -S
import json, os, pathlib, subprocess, sys, time, urllib.parse

def options(name):
    return [word.split(name, 1)[1] for word in sys.argv if word.startswith(name)]

if "--version" in sys.argv:
    print({version!r})
    sys.exit({version_status})
profile = pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(options("-env:UserInstallation=")[0]).path))
taken = profile / "taken"
if "--nodefault" in sys.argv:
    note = pathlib.Path({runs!r}, str(time.time_ns()) + "-" + str(os.getpid()) + ".json")
    text = json.dumps({{"files": [], "waiting": True, "profile": str(profile), "pids": [os.getpid()], "end": None}})
    note.with_suffix(".tmp").write_text(text, encoding="utf-8")
    note.with_suffix(".tmp").replace(note)
    while not taken.exists():
        time.sleep(0.01)
    taken.unlink()
    sys.exit()
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
files = [pathlib.Path(word) for word in sys.argv[sys.argv.index("--outdir") + 2:]]
hangs = {broken!r} == "HANG" or any(b"HANG" in file.read_bytes() for file in files)
child = subprocess.Popen(["sleep", "600"]) if hangs else None
run = {{
    "files": [f.name for f in files], "profile": str(profile), "start": time.time(), "out": str(out),
    "settings": (profile / "user/registrymodifications.xcu").read_text(encoding="utf-8"),
    "pids": [os.getpid()] + ([child.pid] if child else []),
}}
note = pathlib.Path({runs!r}, str(time.time_ns()) + "-" + str(os.getpid()) + ".json")
def write(end):
    note.with_suffix(".tmp").write_text(json.dumps({{**run, "end": end}}), encoding="utf-8")
    note.with_suffix(".tmp").replace(note)
write(None)
for path in files:
    data = path.read_bytes()
    told = {broken!r} or next((w for w in ("SKIP", "CRASH", "HALF", "HANG") if w.encode() in data), "")
    if told == "SKIP":
        print("Error: source file could not be loaded", flush=True)
        continue
    if told == "CRASH":
        os._exit(77)
    if told == "HANG":
        time.sleep(600)
    pdf = b"%PDF-1.6 " + path.name.encode() + b" " + str(len(data)).encode() + b"\\n%%EOF\\n"
    (out / (path.stem + ".pdf")).write_bytes(pdf[:9] if told == "HALF" else pdf)
taken.touch()
write(time.time())
"""


@dataclass(frozen=True)
class FakeOffice:
    """The program in a folder `bin`, and what it has noted."""

    folder: Path

    @property
    def program(self) -> Path:
        """The program, under the name that LibreOffice has."""
        return self.folder / "bin" / "soffice"

    def install(self, version: str = "LibreOffice 1.2.3", broken: str = "", version_status: int = 0) -> FakeOffice:
        """Put the program there; `broken` is what it does with every file."""
        for name in ("bin", "runs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        text = _PROGRAM.format(
            python=sys.executable, version=version, broken=broken, version_status=version_status,
            runs=str(self.folder / "runs"),
        )  # fmt: skip
        self.program.write_text(text, encoding="utf-8")
        self.program.chmod(0o755)
        return self

    @property
    def runs(self) -> list[dict[str, Any]]:
        """Every run so far, in the order in which they began; `end` is None where it did not come to its end."""
        notes = sorted((self.folder / "runs").glob("*.json"))
        return [json.loads(note.read_text(encoding="utf-8")) for note in notes]

    @property
    def alive(self) -> list[int]:
        """The processes of all runs that still run."""
        return [pid for run in self.runs for pid in run["pids"] if _runs(pid)]

    @property
    def left(self) -> list[int]:
        """Those that run on after a moment, in which the system ends what has been killed."""
        for _ in range(50):
            if not self.alive:
                break
            time.sleep(0.1)
        return self.alive


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
