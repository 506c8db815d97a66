"""Compiled programs kept on disk, so that a template compiled once is quick to start for good.

An entry is named by a digest of the program's source and of everything that shapes the compiled code
(this package, Jinja, the interpreter), so nothing stale is ever read. Entries are code: the folder
must be the user's own, as Python's `__pycache__` is.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import sys
from collections.abc import Iterator, MutableMapping
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from reportgen import __version__
from reportgen.user_cache import keep

_MOST_ENTRIES = 200


class CodeCache(MutableMapping[str, CodeType]):
    """Source → compiled code, in memory and in the files of `folder`.

    A folder that cannot be written to, or a damaged file, only makes things slower.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._memory: dict[str, CodeType] = {}

    def __getitem__(self, source: str) -> CodeType:
        if source not in self._memory:
            self._memory[source] = self._read(source)
        return self._memory[source]

    def __setitem__(self, source: str, code: CodeType) -> None:
        self._memory[source] = code
        keep(self._path(source), marshal.dumps(code))
        with contextlib.suppress(OSError):  # another process may have removed an entry
            self._forget_oldest()

    def __delitem__(self, source: str) -> None:
        del self._memory[source]

    def __iter__(self) -> Iterator[str]:
        return iter(self._memory)

    def __len__(self) -> int:
        return len(self._memory)

    def _path(self, source: str) -> Path:
        shaped_by = (__version__, version("jinja2"), sys.implementation.cache_tag or "", sys.version)
        digest = hashlib.sha256("\0".join((*shaped_by, source)).encode("utf-8", "surrogatepass"))
        return self._folder / f"{digest.hexdigest()}.code"

    def _read(self, source: str) -> CodeType:
        try:
            code = marshal.loads(self._path(source).read_bytes())
        except (OSError, EOFError, ValueError, TypeError):  # not there, or cut off, or no marshalled data
            raise KeyError(source) from None
        if not isinstance(code, CodeType):
            raise KeyError(source)
        return code

    def _forget_oldest(self) -> None:
        entries = sorted(self._folder.glob("*.code"), key=lambda path: path.stat().st_mtime)
        for path in entries[:-_MOST_ENTRIES]:
            path.unlink(missing_ok=True)
