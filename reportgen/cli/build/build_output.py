"""Prints the progress and the results of a build, for people, logs or programs."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reportgen.cli.language import said
from reportgen.cli.output import Reporter, count, listed, relative_path
from reportgen.diagnostics import Message, marked

if TYPE_CHECKING:
    from reportgen.build.outcome import Result
    from reportgen.diagnostics import Diagnostic

_MOST_REASONS = 1
"""The reasons that are listed for a file where many files are."""
_MOST_STALE = 2
"""The files that are named of those that no build makes any more."""
_PLANNED = {
    "due": (marked("would be made"), marked("{number} would be made")),
    "failed": (marked("cannot be made"), marked("{number} cannot be made")),
    "unchanged": (marked("up to date"), marked("{number} up to date")),
}
"""What would become of a file → what is said of one, and of several."""
_MADE = {
    "failed": (marked("failed"), marked("{number} failed")),
    "same": (marked("same"), marked("{number} same")),
    "unchanged": (marked("unchanged"), marked("{number} unchanged")),
    "written": (marked("written"), marked("{number} written")),
}
"""What has become of a file → what is said of one, and of several."""
_STATE = {"due": marked("due"), "failed": marked("failed")}
"""What would become of a file that is not up to date → the word before its name."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file, below the output folder: the reasons why it would be made, or the problems that keep it from being made.

    One with neither is up to date.
    """

    path: PurePosixPath
    reasons: Sequence[str] = ()
    problems: Sequence[Diagnostic] = ()

    @property
    def outcome(self) -> str:
        """What would become of it."""
        return "due" if self.reasons else "failed" if self.problems else "unchanged"


class BuildReporter(Reporter):
    """Prints a build: its files while they are made, then its problems and a summary.

    As JSON one object with the keys `files`, `stale` and `diagnostics`. As JSON lines an object for each event:
    `start`, `file` for each file, and `end` with the same keys.
    """

    def __init__(self, quiet: bool, as_json: bool, as_lines: bool = False) -> None:
        super().__init__(quiet, as_json or as_lines, files=[], stale=[])
        self._lines = as_lines

    @contextlib.contextmanager
    def building(self, out: Path, weights: Mapping[PurePosixPath, int]) -> Iterator[Callable[[Result], None]]:
        """Print progress while files are built: a bar on a terminal, otherwise a line for each file.

        `weights` has every file, with the milliseconds that it is expected to take.
        """
        if self._lines:
            self._print_event("start", total=len(weights))
            yield lambda result: self._print_event(
                "file", **plain_result(result, out), milliseconds=result.milliseconds
            )
        elif self._json or self._quiet:
            yield lambda result: None
        elif sys.stderr.isatty():
            with self._bar(weights) as advance:
                yield advance
        else:
            yield lambda result: self.say(
                Message("{outcome:9} {path}", outcome=Message(_MADE[result.outcome][0]), path=result.path)
            )

    @contextlib.contextmanager
    def _bar(self, weights: Mapping[PurePosixPath, int]) -> Iterator[Callable[[Result], None]]:
        """A bar with the time left; files that need not be made, or cannot be, are no part of the work."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        number = TextColumn("{task.fields[done]}/{task.fields[files]}")
        columns = (TextColumn("{task.description}"), BarColumn(), number, TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            total, made, done = sum(weights.values()), 0, 0
            task = bar.add_task(said(Message("building")), total=total, done=0, files=len(weights))

            def advance(result: Result) -> None:
                nonlocal total, made, done
                weight = weights.get(result.path, 0)
                total, made = (total, made + weight) if result.is_made else (total - weight, made)
                done += 1
                bar.update(task, total=total, completed=made, description=str(result.path), done=done)

            yield advance

    def built(
        self,
        results: Sequence[Result],
        left: int,
        out: Path,
        stale: Sequence[PurePosixPath],
        left_out: Sequence[Diagnostic] = (),
        root: Path | None = None,
    ) -> None:
        """Print the results of a build: its problems, each once, and a summary; `left` files were not tried.

        `left_out` says which sectors the overview is without; `root` is the folder of a project with problems.
        """
        from reportgen.live.told_once import told_once

        diagnostics = told_once([*(d for result in results for d in result.diagnostics), *left_out])
        if diagnostics and root:
            from reportgen.check.documents import with_losses

            diagnostics = with_losses(diagnostics, root)
        files = [plain_result(result, out) for result in results]
        paths = [str(out / path) for path in stale]
        self.report([*diagnostics, *stale_problems(stale, out)], files=files, stale=paths)
        self.say(
            Message(
                "{count} in {relative_path}: {summary}",
                count=count(len(results) + left, "file"),
                relative_path=relative_path(out),
                summary=summary(results, left, out),
            )
        )

    def planned(self, plan: Sequence[Planned], out: Path, stale: Sequence[PurePosixPath], one: bool) -> None:
        """Print why files would be made: of `one` that was asked about every reason, of many the first ones."""
        from reportgen.live.told_once import told_once

        problems = told_once(problem for file in plan for problem in file.problems)
        files = [
            {"path": str(out / file.path), "outcome": file.outcome, "reasons": list(file.reasons)} for file in plan
        ]
        self.report([*problems, *stale_problems(stale, out)], files=files, stale=[str(out / path) for path in stale])
        if one:
            self._show_every_reason(plan)
            return
        self._show_first_reasons([file for file in plan if file.outcome != "unchanged"])
        counts = Counter(file.outcome for file in plan)
        planned = [Message(_PLANNED[outcome][1], number=number) for outcome, number in sorted(counts.items())]
        self.say(
            Message(
                "{count} in {relative_path}: {summary}",
                count=count(len(plan), "file"),
                relative_path=relative_path(out),
                summary=planned,
            )
        )

    def _show_every_reason(self, plan: Sequence[Planned]) -> None:
        for file in plan:
            self.show(Message("{path}: {planned}", path=file.path, planned=Message(_PLANNED[file.outcome][0])))
            for reason in file.reasons:
                self.show(Message("    {reason}", reason=reason))

    def _show_first_reasons(self, plan: Sequence[Planned]) -> None:
        width = max((len(str(file.path)) for file in plan), default=0)
        for file in plan:
            more = len(file.reasons) - _MOST_REASONS
            rest = [Message("and {more} more", more=more)] if more > 0 else []
            reasons = said(Message("; ")).join(map(said, [*file.reasons[:_MOST_REASONS], *rest]))
            self.show(f"{said(Message(_STATE[file.outcome])):9} {file.path!s:{width}}  {reasons}".rstrip())

    def _print_object(self, content: dict[str, Any]) -> None:
        if self._lines:
            self._print_event("end", **content)
        else:
            super()._print_object(content)

    def _print_event(self, event: str, **content: object) -> None:
        super()._print_object({"event": event, **content})


def plain_result(result: Result, out: Path) -> dict[str, object]:
    """A result as plain data."""
    return {"path": str(out / result.path), "outcome": str(result.outcome), "reasons": []}


def file_event(result: Result, out: Path) -> dict[str, object]:
    """A result as the event that tells of it."""
    return {**plain_result(result, out), "milliseconds": result.milliseconds}


def summary(results: Sequence[Result], left: int, out: Path) -> Message:
    """What became of the files: `2 failed (1 still there from before), 74 unchanged, 2 written`."""
    counts = Counter(str(result.outcome) for result in results)
    words: dict[str, str] = {name: Message(_MADE[name][1], number=number) for name, number in counts.items()}
    standing = sum(result.outcome == "failed" and (out / result.path).is_file() for result in results)
    if standing:
        several = marked("{failed} ({standing} still there from before)")
        words["failed"] = Message(several, failed=words["failed"], standing=standing)
    if left:
        words["left"] = Message("{number} not tried", number=left)
    return listed([words[outcome] for outcome in sorted(words)])


def stale_problems(stale: Sequence[PurePosixPath], out: Path) -> list[Diagnostic]:
    """One warning that names the first files that no build makes any more."""
    if not stale:
        return []
    from reportgen.diagnostics import Diagnostic, Location, Severity

    named: str = listed(list(map(str, stale[:_MOST_STALE])))
    if len(stale) > _MOST_STALE:
        named = Message("{documents} and {more} more", documents=named, more=len(stale) - _MOST_STALE)
    message = Message("no build makes {count} any more: {named}", count=count(len(stale), "file"), named=named)
    hint = Message("'reportgen clean --dry-run' lists them, and 'reportgen clean' removes them")
    return [Diagnostic("stale-file", message, Location(relative_path(out)), hint, Severity.WARNING)]
