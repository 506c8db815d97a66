"""A key that is another one whenever the program might give other results: a part of every record and of every cache.

An installed program is known by its version and by the files that were installed: two wheels that are built from a
checkout may have one version. In a checkout the sources change between two runs, so they are looked at.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportgen.version import __version__

_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = (
    *("ahocorasick_rs", "fonttools", "jinja2", "lxml", "markupsafe", "opencc", "pydantic", "pyyaml"),
    *("python_docx", "python_pptx", "xlsxwriter"),
)
"""The libraries whose version shapes a result, as their `.dist-info` folders spell them; the last of hooks only."""


@cache
def program_key() -> str:
    """The digest of the program, its libraries and the interpreter."""
    return hashlib.sha256("\n".join(program_parts()).encode()).hexdigest()


def program_parts() -> tuple[str, ...]:
    """What shapes a result: the program and, in a checkout, its sources; the interpreter and the libraries."""
    # zlib: other versions compress the same bytes to others
    parts = [f"reportgen {__version__}", f"Python {sys.version}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    parts += _library_versions()
    if (_PACKAGE.parent / "pyproject.toml").exists():
        sources = hashlib.sha256("\n".join(_sources(_PACKAGE)).encode()).hexdigest()
        parts.append(f"the sources {sources[:16]} in {_PACKAGE}")
    else:
        files = hashlib.sha256("\n".join(_installed_files(_PACKAGE.parent)).encode()).hexdigest()
        parts.append(f"the files {files[:16]}")
    return tuple(parts)


def _installed_files(folder: Path) -> list[str]:
    """The files of the package with their digests, as the installer has recorded them (PEP 376); none without a record.

    Scripts are left out, which name the interpreter's place, and what an interpreter has compiled, which has no digest.
    """
    try:
        record = (folder / f"reportgen-{__version__}.dist-info/RECORD").read_text("utf-8")
    except OSError:
        return []
    return sorted(line for line in record.splitlines() if line.startswith("reportgen/") and not line.endswith(",,"))


def _library_versions() -> list[str]:
    """`opencc-1.4.2` and the like: reading names of folders takes a hundredth of what importlib.metadata takes."""
    found = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - a path for each of hundreds of names takes longer
        except OSError:
            continue
        names = [name.removesuffix(".dist-info") for name in names if name.endswith(".dist-info")]
        found |= {name for name in names if name.lower().split("-")[0] in _LIBRARIES}
    return sorted(found)


def _sources(folder: str | os.PathLike[str]) -> Iterator[str]:
    """Every file below a folder with its size and date, in order."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if not entry.is_dir():
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
        elif entry.name != "__pycache__":
            yield from _sources(entry.path)
