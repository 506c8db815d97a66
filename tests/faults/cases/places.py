"""What is no file where a file should be: pipes, devices, sockets and folders, at every path that a project has."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.case import Case, Content
from tests.faults.tiny import TINY


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(path.name)
    os.chdir(here)


NO_FILES: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a socket": _socket,
    "a folder": Path.mkdir,
}
"""What it is → what puts it at a path."""
OUT = "out/ferries/ferries-letter.en.docx"

NEEDED = ("content/sectors/ferries.yaml", "glossary/bodies.csv", "templates/labels.yaml", "reportgen.yaml")
"""Files without which nothing is built."""
RECORDS = ("out/.reportgen/manifest.json", f"out/.reportgen/reads/{OUT.removeprefix('out/')}.z")
GIVEN = {
    "template check X.docx": "X.docx",
    "template text X.docx": "X.docx",
    "template list X.docx": "X.docx",
    "template show X.docx": "X.docx",
    "template restore X.docx --from templates/letter.docx": "X.docx",
    "template restore templates/letter.docx --from X.docx": "X.docx",
    "convert X.docx --to zh-Hans": "X.docx",
    "convert X.txt --to zh-Hans": "X.txt",
    "glossary import X.csv": "X.csv",
    "glossary import X.tbx": "X.tbx",
    "translate import X.xlf": "X.xlf",
    "proof import X.docx": "X.docx",
    "import X.txt": "X.txt",
    "import X.html": "X.html",
    "new project X": "X",
    "diff X .": "X",
    "build --project X": "X",
}
"""What is typed → the path in it."""


def _cases() -> Iterator[Case]:
    for kind, put in NO_FILES.items():
        for name in NEEDED:
            yield Case(f"{kind} as {name}", {name: put}, says=(name, "not a file", "[unreadable-file]"))
        yield Case(
            f"{kind} as the meeting",
            {"content/meeting.yaml": put},
            says=("content/meeting.yaml", "not a file", "[unreadable-file]"),
        )
        yield Case(
            f"{kind} as a template", {"templates/letter.docx": put}, says=("templates/letter.docx", "[unreadable-file]")
        )
        yield Case(
            f"{kind} as a template that is checked", {"templates/letter.docx": put}, line="check -q", says=("letter",)
        )
        for name in RECORDS:
            yield Case(f"{kind} as {name}", {name: put}, line="build -q", code=0, changes=("out/*",))
    for line, name in GIVEN.items():
        yield Case(f"a pipe in '{line}'", {name: os.mkfifo}, line=line, says=(name.partition(".")[0],))
    for kind, put in NO_FILES.items():
        if kind != "a folder":
            files = {"templates/letter.docx": put}
            yield Case(f"{kind} handed to the library", files, values={}, says=(f"it is {kind}",))
    for name, content in (
        ("pictures/map.png", "pictures:\n  map: {file: pictures/map.png, alt: {en: Map}}\n"),
        ("data/x.xlsx", "figures:\n  - {value: 'data/x.xlsx#S!A1', label: {en: A}}\n"),
    ):
        sector = str(TINY["content/sectors/ferries.yaml"]) + content
        for kind, put in {**NO_FILES, "a link to itself": lambda path: path.symlink_to(path.name)}.items():
            files: dict[str, Content] = {"content/sectors/ferries.yaml": sector, name: put}
            yield Case(f"{kind} as {name}", files, says=("content/sectors/ferries.yaml:", f"'{name}'"))
    for kind, target in (("a link to itself", "reportgen.yaml"), ("a link that leads nowhere", "nowhere")):
        put = {"reportgen.yaml": lambda path, target=target: path.symlink_to(target)}
        yield Case(f"{kind} as the settings", put, says=("reportgen.yaml: error:",))
    for line in ("glossary export X/x.csv", "proof --out X", "convert content/meeting.yaml --to zh-Hans --out X"):
        yield Case(f"a link to itself in '{line}'", {"X": lambda path: path.symlink_to("X")}, line=line)
    yield Case("a pipe as a baseline", {"X": os.mkfifo}, line="check --baseline X", code=2, says=("it is a pipe",))
    yield Case("a pipe as the output folder", {"X": os.mkfifo}, line="build --out X", code=2, says=("X is a file",))


CASES = tuple(_cases()) if hasattr(os, "mkfifo") else ()
assert set(NEEDED) <= set(TINY)
