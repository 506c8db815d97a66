"""Fingerprints of what each file is made from, and the record of the last build, so that only what changed is built.

`out/.reportgen/manifest.json` has two digests for every file: of all that it was made from, and of the file itself.
A file is up to date when both are still the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from reportgen import __version__
from reportgen.build.files import write_atomically
from reportgen.model.target import OVERVIEW, Target
from reportgen.printing.libreoffice import PROFILE_SETTINGS
from reportgen.project.load import MEETING_FILE, Project

MANIFEST = ".reportgen/manifest.json"


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(project: Project, target: Target, templates: Mapping[str, str]) -> str:
    """A digest of everything a target is made from.

    A sector's pack reads its own file, the meeting, the glossary, labels and palette, and of the
    other sectors their titles; the overview reads every sector. `templates` maps the template files
    the target uses to their digests.
    """
    others = {f"content/sectors/{name}.yaml" for name in project.sectors if name != target.sector}
    excluded = set() if target.sector == OVERVIEW else others
    inputs = {name: value for name, value in project.digests.items() if name not in excluded}
    assert MEETING_FILE in inputs
    titles = [(name, sorted(sector.title.root.items())) for name, sector in project.sectors.items()]
    described = [__version__, str(target), sorted(inputs.items()), sorted(templates.items()), titles]
    return digest(json.dumps(described).encode("utf-8"))


def pdf_fingerprint(office_digest: str, language: str, libreoffice: str) -> str:
    """A digest of everything a PDF is made from: the Office file, its language, LibreOffice's version and settings."""
    return digest(json.dumps([__version__, office_digest, language, libreoffice, PROFILE_SETTINGS]).encode("utf-8"))


class Manifest:
    """The record of the last build in one output folder."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._path = out / MANIFEST
        self._made: dict[str, tuple[str, str]] = {}
        try:
            loaded = dict(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return  # no record, or a damaged one: everything is built anew
        for name, digests in loaded.items():
            if isinstance(digests, list) and len(digests) == 2:
                self._made[name] = (str(digests[0]), str(digests[1]))

    def is_current(self, path: PurePosixPath, inputs: str) -> bool:
        """Whether a file is there, untouched, and made from these inputs; `path` is below the output folder."""
        known = self._made.get(str(path))
        if not known or known[0] != inputs:
            return False
        try:
            return digest((self._out / path).read_bytes()) == known[1]
        except OSError:
            return False

    def record(self, path: PurePosixPath, inputs: str, output: str) -> None:
        """Record the digest of what a file was made from, and of the file."""
        self._made[str(path)] = (inputs, output)

    def save(self) -> None:
        """Write the record to disk; raises `OSError`."""
        text = json.dumps(dict(sorted(self._made.items())), indent=1)
        write_atomically(self._path, (text + "\n").encode("utf-8"))
