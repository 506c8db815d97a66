"""A project as plain data, to be sent to where its folder is not: its files by name."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from reportgen.project.load import Project, load_project
from reportgen.records.questions import ABSENT, Record

Bundle = Mapping[str, bytes]
"""The files of a project by their paths relative to it, with `/`."""


def bundle_of(root: Path, inputs: Record) -> Bundle:
    """The files that a project is read from; `inputs` is the record of its state. Raises `OSError`."""
    names = [question[1] for question, given in inputs.items() if question[0] == "file" and given != ABSENT]
    return {name: (root / name).read_bytes() for name in names}


@contextlib.contextmanager
def opened(bundle: Bundle) -> Iterator[Project]:
    """The project that a bundle holds, in a temporary folder that is there as long. Raises `ProblemsFound`."""
    with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as folder:
        for name, data in bundle.items():
            relative = PurePosixPath(name)
            if relative.is_absolute() or ".." in relative.parts:
                raise ValueError(f"a bundle holds no files outside of its project, and this one has {name}")
            path = Path(folder) / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield load_project(Path(folder))
