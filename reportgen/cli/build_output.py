"""Prints the progress and the results of a build, for people, logs or programs."""

from __future__ import annotations

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import typer

from reportgen.cli.output import JSON_VERSION, Reporter, count, relative_path

if TYPE_CHECKING:
    from reportgen.build.outcome import Result
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.target import Target

_MOST_REASONS = 3
"""The reasons that are listed for a file where many files are."""


class BuildReporter(Reporter):
    """Prints a build: its files while they are made, then its problems and a summary.

    As JSON one object with the keys `version`, `files`, `stale` and `diagnostics`, in success and failure alike. As
    JSON lines an object for each event: `start`, `file` for each file, and `end` with the same keys.
    """

    def __init__(self, quiet: bool, as_json: bool, as_lines: bool = False) -> None:
        super().__init__(quiet, as_json or as_lines)
        self._lines = as_lines

    def problems(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print what kept a build from beginning."""
        if self._json:
            self._print_report([], [], diagnostics)
        else:
            super().problems(diagnostics)

    @contextlib.contextmanager
    def building(self, total: int) -> Iterator[Callable[[Result], None]]:
        """Print progress while files are built: a bar on a terminal, otherwise a line for each file."""
        if self._lines:
            self._print_event("start", total=total)
            yield lambda result: self._print_event("file", **_as_dict(result), milliseconds=result.milliseconds)
        elif self._json or self._quiet:
            yield lambda result: None
        elif sys.stderr.isatty():
            with self._bar(total) as advance:
                yield advance
        else:
            yield lambda result: typer.echo(f"{result.outcome:9} {result.path}")

    @contextlib.contextmanager
    def _bar(self, total: int) -> Iterator[Callable[[Result], None]]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("building", total=total)
            yield lambda result: bar.update(task, advance=1, description=str(result.path))

    def built(self, results: Sequence[Result], out: Path, stale: Sequence[PurePosixPath]) -> None:
        """Print the results of a build: its problems, each once, and a summary."""
        diagnostics = list(dict.fromkeys(d for result in results for d in result.diagnostics))
        diagnostics += _stale_problems(stale, out)
        if self._json:
            files = [{**_as_dict(result), "path": str(out / result.path)} for result in results]
            self._print_report(files, [str(out / path) for path in stale], diagnostics)
            return
        self.problems(diagnostics)
        if not self._quiet:
            typer.echo(f"{count(len(results), 'file')} in {relative_path(out)}: {_summary(results, out)}")

    def reasons(self, due: Mapping[Target, Sequence[str]], out: Path, every: bool) -> None:
        """Print why files would be made; with `every`, each reason, and of files that are up to date that they are."""
        if self._json:
            files = [
                {"path": str(out / target.path), "outcome": "due" if why else "unchanged", "reasons": list(why)}
                for target, why in due.items()
            ]
            self._print_report(files, [], [])
            return
        for target, why in due.items():
            if why:
                shown = list(why) if every else list(why[:_MOST_REASONS])
                more = [f"and {len(why) - len(shown)} more"] if len(why) > len(shown) else []
                typer.echo(f"{target.path}: {'; '.join([*shown, *more])}")
            elif every:
                typer.echo(f"{target.path}: it is up to date")
        if not (self._quiet or every):
            number = sum(map(bool, due.values()))
            typer.echo(f"{count(len(due), 'file')} in {relative_path(out)}: {number} would be made")

    def _print_report(self, files: Sequence[object], stale: Sequence[str], diagnostics: Sequence[Diagnostic]) -> None:
        report = {"files": files, "stale": stale, "diagnostics": [asdict(d) for d in diagnostics]}
        if self._lines:
            self._print_event("end", **report)
        else:
            self.print_json(**report)

    def _print_event(self, event: str, **content: object) -> None:
        typer.echo(json.dumps({"version": JSON_VERSION, "event": event, **content}, ensure_ascii=False))


def _as_dict(result: Result) -> dict[str, object]:
    return {"path": str(result.path), "outcome": str(result.outcome)}


def _summary(results: Sequence[Result], out: Path) -> str:
    """What became of the files: `2 failed (1 still there from before), 74 unchanged, 2 written`."""
    counts = Counter(str(result.outcome) for result in results)
    words = {outcome: f"{number} {outcome}" for outcome, number in counts.items()}
    standing = sum(result.outcome == "failed" and (out / result.path).is_file() for result in results)
    if standing:
        words["failed"] += f" ({standing} still there from before)"
    return ", ".join(words[outcome] for outcome in sorted(words))


def _stale_problems(stale: Sequence[PurePosixPath], out: Path) -> list[Diagnostic]:
    """One warning for each folder with files that no build makes any more."""
    if not stale:
        return []
    from reportgen.diagnostics import Diagnostic, Location, Severity

    return [
        Diagnostic(
            "stale-file",
            f"{count(number, 'file')} of earlier builds {'is' if number == 1 else 'are'} made no more",
            Location(relative_path(out / folder)),
            "'reportgen clean' removes what is left of sectors and languages that are gone",
            Severity.WARNING,
        )
        for folder, number in sorted(Counter(path.parts[0] for path in stale).items())
    ]
