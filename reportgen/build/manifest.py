"""The record of what was built in an output folder: of each file what it was made from, and the digest of the file.

`out/.reportgen/manifest.json` has two digests for every file: of the file, and of its reads. `out/.reportgen/reads/`
has the reads: the questions that were asked while the file was made, with the digests of their answers. A file is up
to date when it is as it was written, and every question has the answer that it had.

What is true of this computer only is kept in the user's cache: dates of files, how long each took to make, and in
which state of the project its reads were last found to hold.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.files import read_file, write_atomically
from reportgen.model.target import OVERVIEW
from reportgen.project.places import SECTORS_FOLDER, sector_file
from reportgen.records.cache import Cache
from reportgen.records.file_digests import FileDigests
from reportgen.records.questions import Record, digest, record_from_json, record_to_json

FOLDER = ".reportgen"
MANIFEST = f"{FOLDER}/manifest.json"
READS = f"{FOLDER}/reads"
EVERY_SECTOR = "*"
_MOST_READS = 64 << 20
"""The bytes that the reads of a file may unfold to; those of the largest ones take some hundred thousand."""
VERSION = 3
"""Of the layout; a record of another version is none."""


@dataclass(frozen=True, slots=True)
class Row:
    """The SHA-256 of a file and of its reads, and the sectors' files that these ask about, or `EVERY_SECTOR`."""

    output: str
    reads: str
    sectors: tuple[str, ...] = ()


class Manifest:
    """The record of one output folder."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._rows = _read_rows(out / MANIFEST)
        self._saved = dict(self._rows)
        self._cache = Cache("outputs")
        self._key = hashlib.sha256(str(out.absolute()).encode("utf-8", "surrogateescape")).hexdigest()
        self._local = _read_local(self._cache, self._key)
        self._states: dict[str, str] = {**self._local.get("states", {})}
        self._unsettled: dict[str, str] = {}
        self._milliseconds: dict[str, int] = {**self._local.get("milliseconds", {})}
        self._digests = FileDigests(self._local.get("digests", {}))

    def __iter__(self) -> Iterator[PurePosixPath]:
        return map(PurePosixPath, sorted(self._rows))

    def __contains__(self, path: PurePosixPath) -> bool:
        return str(path) in self._rows

    def __getitem__(self, path: PurePosixPath) -> Row:
        return self._rows[str(path)]

    def exists(self, path: PurePosixPath) -> bool:
        """Whether there is a file, below the output folder."""
        return (self._out / path).is_file()

    def is_untouched(self, path: PurePosixPath) -> bool:
        """Whether a file, below the output folder, is as it was written."""
        return path in self and self._digests.of(self._out / path) == self[path].output

    def state_of(self, path: PurePosixPath) -> str:
        """The state of the project in which the reads of a file were last found to hold; empty for none."""
        state, _, reads = self._states.get(str(path), "").partition(" ")
        return state if path in self and reads == self[path].reads else ""

    def milliseconds(self, path: PurePosixPath) -> int | None:
        """How long a file took to make, if that is known."""
        return self._milliseconds.get(str(path))

    def reads(self, path: PurePosixPath) -> Record | None:
        """What a file was made from; None where that is not known any more."""
        return read_reads(self._out, path, self[path].reads)

    def record(self, path: PurePosixPath, row: Row, state: str, milliseconds: int) -> None:
        """Note that a file was made, in a state of the project."""
        self._rows[str(path)] = row
        self._milliseconds[str(path)] = milliseconds
        self._states.pop(str(path), None)
        self.confirm(path, state)

    def confirm(self, path: PurePosixPath, state: str) -> None:
        """Note that the reads of a file hold in a state of the project, if `settle` says so in the end."""
        self._unsettled[str(path)] = f"{state} {self[path].reads}"

    def settle(self, is_known: bool) -> None:
        """Say whether it is known which state was read; otherwise nothing is known to hold in it."""
        if is_known:
            self._states.update(self._unsettled)
        self._unsettled.clear()

    def forget(self, path: PurePosixPath) -> None:
        """Take a file out of the record."""
        for table in (self._rows, self._states, self._unsettled, self._milliseconds):
            table.pop(str(path), None)
        with contextlib.suppress(OSError):
            _reads_path(self._out, path).unlink()

    def look_at_files(self) -> None:
        """Look at every file, so that the next run need not read it; for the end of a build: it reads what is new."""
        for path in self._rows:
            self._digests.of(self._out / path)

    def save(self) -> None:
        """Write the record where it changed; raises `OSError`."""
        if self._rows != self._saved:
            rows = {path: [row.output, row.reads, row.sectors] for path, row in sorted(self._rows.items())}
            lines = (f"  {json.dumps(path)}: {json.dumps(row)}" for path, row in rows.items())
            text = f'{{\n "version": {VERSION},\n "files": {{\n' + ",\n".join(lines) + "\n }\n}\n"
            write_atomically(self._out / MANIFEST, text.encode("utf-8"))
            self._saved = dict(self._rows)
        local = {
            "states": self._states, "milliseconds": self._milliseconds, "digests": self._digests.remembered(),
        }  # fmt: skip
        if local != self._local:
            self._cache.write(self._key, json.dumps(local).encode())
            self._local = {**local, "states": {**self._states}, "milliseconds": {**self._milliseconds}}


def sectors_asked(record: Record) -> tuple[str, ...]:
    """The sectors' files that a record asks about, in order; `EVERY_SECTOR` where the overview is asked for."""
    found: set[str] = set()
    for kind, *rest in record:
        if kind in ("text", "value", "all") and rest[0].startswith(f"{SECTORS_FOLDER}/"):
            found.add(rest[0])
        elif kind in ("terms", "paragraphs"):
            found.add(EVERY_SECTOR if rest[0] == OVERVIEW else sector_file(rest[0]))
    return tuple(sorted(found))


def write_reads(out: Path, path: PurePosixPath, record: Record) -> str:
    """Write what a file was made from, and return its digest; raises `OSError`."""
    text = json.dumps(record_to_json(record), ensure_ascii=False)
    data = text.encode("utf-8", "surrogatepass")
    place = _reads_path(out, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)  # it may be a pipe
    place.write_bytes(zlib.compress(data, 1))  # one that is cut off does not have its digest, and is none
    return digest(data)


def read_reads(out: Path, path: PurePosixPath, expected: str) -> Record | None:
    """What a file was made from, if its record has the expected digest."""
    try:
        inflate = zlib.decompressobj()
        data = inflate.decompress(read_file(_reads_path(out, path)), _MOST_READS)
        if not inflate.eof or digest(data) != expected:
            return None
        return record_from_json(json.loads(data))
    except (OSError, zlib.error, ValueError, TypeError, RecursionError):
        return None


def _reads_path(out: Path, path: PurePosixPath) -> Path:
    return out / READS / f"{path}.z"


def _read_rows(path: Path) -> dict[str, Row]:
    try:
        loaded = json.loads(read_file(path).decode("utf-8"))
        if loaded["version"] != VERSION:
            return {}
        rows = {
            str(name): Row(str(output), str(reads), tuple(map(str, sectors)))
            for name, (output, reads, sectors) in loaded["files"].items()
            if _lies_within(PurePosixPath(name))
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}  # no record, or a damaged one: everything is built anew
    return rows


def _lies_within(path: PurePosixPath) -> bool:
    """Whether a recorded path is one of the output folder's own; another one was written by somebody else."""
    return not (path.is_absolute() or ".." in path.parts or "\0" in str(path))


def _read_local(cache: Cache, key: str) -> dict[str, Any]:
    data = cache.read(key)
    loaded = json.loads(data) if data else {}
    return loaded if isinstance(loaded, dict) else {}
