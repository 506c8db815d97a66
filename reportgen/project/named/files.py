"""The files that content names: pictures, and spreadsheets with their cells and tables.

They lie in `pictures/` and `data/` of the project, and nowhere else: no path leads out of it. A workbook is opened
where a cell of it is named, and stays open while the project is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reportgen.diagnostics import Collector, Message, ProblemsFound, did_you_mean
from reportgen.files import read_named
from reportgen.model.cells import Cell, Sheet
from reportgen.model.reading import NamedFile
from reportgen.project.csv_reader import read_table
from reportgen.project.places import DATA_FOLDER, INPUT_FOLDERS, PICTURES_FOLDER, input_names
from reportgen.records.questions import ABSENT

if TYPE_CHECKING:
    from reportgen.project.named.workbooks import Book

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read: as large as the pictures that Office files may hold."""
_CELL = re.compile(r"(?P<path>[^#]+\.xlsx)#(?P<sheet>.+)!(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})")
_RANGE = re.compile(
    r"(?P<path>[^#]+\.xlsx)#(?P<sheet>[^!]+|'[^']+')"
    r"(?:!(?P<range>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}:\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}))?"
)


@dataclass
class ProjectFiles:
    """The files of the project in the folder `root`; `digests` has the SHA-256 of each that was read.

    `asked` has those of the files that were named since somebody has last emptied it.
    """

    root: Path
    digests: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    _books: dict[str, Book] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """What another process gets: it opens workbooks itself, should it ever need one."""
        return {**vars(self), "_books": {}}

    def picture(self, path: str) -> NamedFile:
        """A picture of the project; raises `ValueError`."""
        data = self._read(path, PICTURES_FOLDER)
        return NamedFile(path, self._note(path, data))

    def cell(self, reference: str) -> Cell:
        """A cell of a workbook: `data/figures.xlsx#Sheet1!B4`; raises `ValueError`."""
        found = _CELL.fullmatch(reference)
        if not found:
            hint = Message("write the file, the sheet and the cell, as in data/figures.xlsx#Sheet1!B4")
            raise ValueError(Message("'{reference}' names no cell; {hint}", reference=reference, hint=hint))
        return self._book(found["path"]).cell(found["sheet"].strip("'"), found["cell"].replace("$", "").upper())

    def table(self, reference: str) -> Sheet:
        """A table: `data/projects.csv`, `data/projects.xlsx#Sheet1!A1:D20`.

        Raises `ValueError`, and `ProblemsFound` with every fault of a CSV file.
        """
        if reference.endswith(".csv"):
            data = self._read(reference, DATA_FOLDER)
            self._note(reference, data)
            return _csv_table(data, reference)
        found = _RANGE.fullmatch(reference)
        if not found:
            hint = Message(
                "write data/projects.csv, or a sheet or cells of a workbook: data/projects.xlsx#Sheet1!A1:D20"
            )
            raise ValueError(Message("'{reference}' names no table; {hint}", reference=reference, hint=hint))
        cells = (found["range"] or "").replace("$", "").upper()
        return self._book(found["path"]).table(found["sheet"].strip("'"), cells)

    def digest(self, path: str) -> str:
        """The SHA-256 of a file as it is now; `ABSENT` where there is none that content may name."""
        if path not in self.digests:
            try:
                folder = PurePosixPath(path).parts[0]
                self.digests[path] = hashlib.sha256(self._read(path, folder)).hexdigest()
            except ValueError:
                return ABSENT
        return self.digests[path]

    def _note(self, path: str, data: bytes) -> str:
        self.asked[path] = self.digests[path] = hashlib.sha256(data).hexdigest()
        return self.asked[path]

    def _book(self, path: str) -> Book:
        if path not in self._books:
            from reportgen.project.named.workbooks import (
                open_book,  # and with it openpyxl, which most projects do without
            )

            self._books[path] = open_book(self._read(path, DATA_FOLDER), path)
            self._note(path, self._books[path].data)
        self.asked[path] = self.digests[path]
        return self._books[path]

    def _read(self, path: str, folder: str) -> bytes:
        """The bytes of a file below a folder of the project; raises `ValueError`."""
        suffixes, steps = INPUT_FOLDERS[folder], PurePosixPath(path).parts
        leads_out = "\\" in path or steps[:1] != (folder,) or str(PurePosixPath(path)) != path
        if leads_out or any(step.startswith((".", "~$")) for step in steps):  # `names_in` passes hidden files over
            raise ValueError(
                Message(
                    "'{path}' does not lie in {folder}/; put it there, and write {folder}/FILE",
                    path=path,
                    folder=folder,
                )
            )
        if not path.endswith(suffixes):
            raise ValueError(
                Message(
                    "'{path}' is of a kind that cannot be used; save it as one of {suffixes}",
                    path=path,
                    suffixes=suffixes,
                )
            )
        place = self.root / path
        if not Path(realpath(place)).is_relative_to(realpath(self.root)):
            raise ValueError(Message("'{path}' leads out of the project; put the file itself there", path=path))
        try:
            return read_named(place, path, most=MAX_BYTES)
        except ProblemsFound as found:
            (fault,) = found.diagnostics
            hint = self._nearest(path, folder) if fault.code == "missing-file" else fault.hint
            raise ValueError(Message("'{path}': {what}; {hint}", path=path, what=fault.message, hint=hint)) from None

    def _nearest(self, path: str, folder: str) -> str:
        """What to do about a file that is not there."""
        present = [f"{folder}/{name}" for name in input_names(self.root, folder)]
        return did_you_mean(path, present) or Message("put it there")


def _csv_table(data: bytes, path: str) -> Sheet:
    problems = Collector()
    headings, rows = read_table(data, path, problems)
    problems.raise_errors()
    found: list[Mapping[str, Cell]] = []
    for row in rows:
        places = {
            word: Message("{path}, line {line}, column '{column}'", path=path, line=row.location.line, column=word)
            for word in row.cells
        }
        found.append({word: Cell(places[word], text) for word, text in row.cells.items()})
    return Sheet(path, frozenset(headings), tuple(found))
