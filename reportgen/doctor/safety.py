"""Looks for what weakens the promises of SECURITY.md: a project's own program, and who else can change it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from reportgen.diagnostics import Message
from reportgen.doctor.parts import Part, State
from reportgen.project.places import CONTENT_FOLDER, GLOSSARY_FOLDER, HOOKS_FILE, SETTINGS_FILE, TEMPLATES_FOLDER

_OTHERS_WRITE = 0o022


def safety_parts(root: Path, runs_hooks: bool) -> Iterator[Part]:
    """What weakens the safety of whoever builds the project in `root`; one good part where nothing does."""
    weak = False
    open_places = sorted(_open_places(root))
    if runs_hooks:
        weak = True
        yield _weak(
            Message("{hooks} is a program, and runs with your rights at every build and check", hooks=HOOKS_FILE),
            Message("whoever can change it decides what you run"),
            Message("read it before you build, or take 'hooks: true' out of {settings}", settings=SETTINGS_FILE),
        )
        if open_places:
            yield _weak(
                Message("others can write to {places}", places=open_places),
                Message("they can put another {hooks} there", hooks=HOOKS_FILE),
                f"chmod go-w {' '.join(open_places)}",
            )
    if _is_root() and (open_places or root.stat().st_uid != os.geteuid()):
        weak = True
        yield _weak(
            Message("you are root, and others can change this project"),
            Message("a fault that content or a template finds in a library has all rights"),
            Message("build as the user whom the project belongs to"),
        )
    if not weak:
        yield Part(Message("safety"), State.GOOD, Message("the project has no program of its own"))


def _weak(found: str, costs: str, remedy: str) -> Part:
    return Part(Message("safety"), State.LACKING, found, costs, remedy)


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _open_places(root: Path) -> Iterator[str]:
    """The folders and files of a project that others can write to, as far as that decides what is run or read."""
    for name in (".", HOOKS_FILE, SETTINGS_FILE, CONTENT_FOLDER, GLOSSARY_FOLDER, TEMPLATES_FOLDER):
        path = root / name
        if sys.platform != "win32" and path.exists() and path.stat().st_mode & _OTHERS_WRITE:
            yield name
