"""Tries changes on a copy of the project before they are written: what would break it is not."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.check import project_findings
from reportgen.diagnostics import Diagnostic, ProblemsFound, Severity
from reportgen.project.load import read_project
from reportgen.project.places import INPUT_FILES, INPUT_FOLDERS, input_names


def new_errors(root: Path, changes: Mapping[str, bytes]) -> list[Diagnostic]:
    """The errors that a project would have with other bytes in some of its files, and does not have now."""
    known = Counter(map(_identity, _errors(root)))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        copy = Path(folder)
        _copy_inputs(root, copy)
        for name, data in changes.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(data)
        return [one for one in _errors(copy) if not _is_known(one, known)]


def _is_known(error: Diagnostic, known: Counter[tuple[str, str, str]]) -> bool:
    """Whether an error was there before; each of them counts once."""
    identity = _identity(error)
    if known[identity] < 1:
        return False
    known[identity] -= 1
    return True


def _identity(error: Diagnostic) -> tuple[str, str, str]:
    """What makes two errors the same: not the line, which moves."""
    return error.code, error.message, error.location.path


def _errors(root: Path) -> list[Diagnostic]:
    try:
        read = read_project(root)
    except ProblemsFound as problems:
        return _only_errors(problems.diagnostics)
    if read.project is None:
        return _only_errors(read.problems)
    found = [one.diagnostic for one in project_findings(read.project, is_whole=not read.faulty)]
    return _only_errors([*read.problems, *found])


def _only_errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.severity is Severity.ERROR]


def _copy_inputs(root: Path, copy: Path) -> None:
    """Copy the files that a project is read from; of templates, which are not read here, the names."""
    for name in INPUT_FILES:
        if (root / name).is_file():
            _copy(root / name, copy / name)
    for folder in INPUT_FOLDERS:
        for name in input_names(root, folder):
            if name.endswith((".pptx", ".docx")):
                (copy / folder).mkdir(parents=True, exist_ok=True)
                (copy / folder / name).touch()
            else:
                _copy(root / folder / name, copy / folder / name)


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)
