"""What a person, a log or a program reads: progress, results, problems."""

from __future__ import annotations

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
        """Every problem on a line of its own, on standard error."""
        if self._json:
            typer.echo(json.dumps({"diagnostics": [_plain(d) for d in diagnostics]}, ensure_ascii=False))
            return
        for diagnostic in diagnostics:
            typer.echo(str(diagnostic), err=True)

    @contextlib.contextmanager
    def building(self, total: int) -> Iterator[Callable[[Result], None]]:
        """Progress while files are made: a bar when a person looks on, otherwise a line a file."""
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
        """What a build did: its problems, each once, and one closing line."""
        diagnostics = list(dict.fromkeys(d for result in results for d in result.diagnostics))
        if self._json:
            files = [{"path": str(out / r.path), "outcome": r.outcome} for r in results]
            report = {"files": files, "diagnostics": [_plain(d) for d in diagnostics]}
            typer.echo(json.dumps(report, ensure_ascii=False))
            return
        self.problems(diagnostics)
        if not self._quiet:
            counts = Counter(result.outcome for result in results)
            words = ", ".join(f"{counts[outcome]} {outcome}" for outcome in sorted(counts))
            noun = "file" if len(results) == 1 else "files"
            typer.echo(f"{len(results)} {noun} in {_shown(out)}: {words}")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Rows in columns, or a list of objects for programs."""
        if self._json:
            typer.echo(json.dumps([dict(zip(heads, row, strict=True)) for row in rows], ensure_ascii=False))
            return
        widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
        for row in (heads, *rows):
            typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    return asdict(diagnostic)


def _shown(path: Path) -> str:
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
