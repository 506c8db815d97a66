"""What a case of bad input is: plain data, and how it is put into a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Content = str | bytes | Callable[[Path], object]
"""What lies at a path: a text, bytes, or whatever a function puts there: `os.mkfifo`, `Path.mkdir`."""


@dataclass(frozen=True)
class Case:
    """Something bad that is put into the tiny project, and what the program must make of it.

    `name` says what is bad, in words that make a test's name. `files` are put there, in place of what is there;
    `edits` replace a text that is in a file by another one. Then `line` is typed, the words after `reportgen`. With
    `values`, the engine is used as a library instead: `templates/letter.docx` is rendered with them, and status 1 means
    `ProblemsFound`. The exit status is `code`, and all of `says` stands on standard error. Of all files, only those
    that match a pattern of `changes` may come, go or change. The command takes at most so many `seconds`.
    """

    name: str
    files: Mapping[str, Content] = field(default_factory=dict)
    edits: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    line: str = "build --quiet"
    values: Mapping[str, Any] | None = None
    code: int = 1
    says: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    seconds: float = 5.0

    def put_into(self, root: Path) -> None:
        """Put what is bad into a project."""
        for name, content in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            if callable(content):
                content(path)
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        for name, (old, new) in self.edits.items():
            text = (root / name).read_text(encoding="utf-8")
            assert old in text, f"{old!r} is not in {name}"
            (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
