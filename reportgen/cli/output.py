"""Prints progress, results and problems, for people, logs or programs."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic


JSON_VERSION = 1
"""Raised when a key of what is printed as JSON goes or means something else; new keys may come at any time."""


class Reporter:
    """Prints for people on standard error and standard output, or one JSON object for programs."""

    def __init__(self, quiet: bool, as_json: bool) -> None:
        self._quiet = quiet
        self._json = as_json

    def problems(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print each problem on a line of its own on standard error, or one JSON object."""
        if self._json:
            self.print_json(diagnostics=[asdict(d) for d in diagnostics])
            return
        for diagnostic in diagnostics:
            typer.echo(str(diagnostic), err=True)

    def print_json(self, **content: object) -> None:
        """Print one JSON object, with the version of its layout first."""
        typer.echo(json.dumps({"version": JSON_VERSION, **content}, ensure_ascii=False))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows in aligned columns, or a JSON list of objects."""
        if self._json:
            typer.echo(json.dumps([dict(zip(heads, row, strict=True)) for row in rows], ensure_ascii=False))
            return
        widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
        for row in (heads, *rows):
            typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural unless it is one: `1 change`, `2 changes`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def relative_path(path: Path) -> str:
    """A path as seen from the current folder, if it lies below it."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
