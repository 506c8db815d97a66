"""Prints progress, results and problems, for people, logs or programs."""

from __future__ import annotations

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from reportgen.build.outcome import Result
    from reportgen.diagnostics import Diagnostic


class Reporter:
    """Prints for people on standard error and standard output, or one JSON object for programs."""

    def __init__(self, quiet: bool, as_json: bool) -> None:
        self._quiet = quiet
        self._json = as_json

    def problems(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print each problem on a line of its own on standard error, or one JSON object."""
        if self._json:
            typer.echo(json.dumps({"diagnostics": [asdict(d) for d in diagnostics]}, ensure_ascii=False))
            return
        for diagnostic in diagnostics:
            typer.echo(str(diagnostic), err=True)

    @contextlib.contextmanager
    def building(self, total: int) -> Iterator[Callable[[Result], None]]:
        """Print progress while files are built: a bar on a terminal, otherwise a line for each file."""
        if self._json or self._quiet:
            yield lambda result: None
        elif sys.stderr.isatty():
            with self._bar(total) as advance:
                yield advance
        else:
            yield lambda result: typer.echo(f"{result.outcome:9} {result.path}")

    @contextlib.contextmanager
    def _bar(self, total: int) -> Iterator[Callable[[Result], None]]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("building", total=total)
            yield lambda result: bar.update(task, advance=1, description=str(result.path))

    def built(self, results: Sequence[Result], out: Path) -> None:
        """Print the results of a build: its problems, each once, and a summary."""
        diagnostics = list(dict.fromkeys(d for result in results for d in result.diagnostics))
        if self._json:
            files = [{"path": str(out / r.path), "outcome": r.outcome} for r in results]
            report = {"files": files, "diagnostics": [asdict(d) for d in diagnostics]}
            typer.echo(json.dumps(report, ensure_ascii=False))
            return
        self.problems(diagnostics)
        if not self._quiet:
            counts = Counter(result.outcome for result in results)
            words = ", ".join(f"{counts[outcome]} {outcome}" for outcome in sorted(counts))
            typer.echo(f"{count(len(results), 'file')} in {relative_path(out)}: {words}")

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
