"""Prints what becomes of a watched project: a line for each save, and what is wrong, for people or programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.cli.build.build_output import file_event, plain_result, stale_problems, summary
from reportgen.cli.language import echo_line
from reportgen.cli.output import Reporter, count, listed, relative_path
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.build.outcome import Result
    from reportgen.diagnostics import Diagnostic
    from reportgen.live.live_project import Rebuild

_MOST_NAMED = 3
"""The files that a line names of those that were saved, or made."""


class WatchReporter(Reporter):
    """Prints a watched project; as JSON lines an object for each event, which `docs/json.md` lists."""

    def __init__(self, quiet: bool, as_lines: bool, out: Path) -> None:
        super().__init__(quiet, as_lines)
        self._out = out
        self._shown: set[Diagnostic] = set()

    def watching(self, folders: Collection[Path], polled: bool) -> None:
        """Say which folders are watched, and how."""
        names = sorted(map(relative_path, folders))
        self._event("watching", folders=names, out=str(self._out), polled=polled)
        watched = Message("{names}, looked at several times a second", names=names) if polled else listed(names)
        out = relative_path(self._out)
        self.say(Message("watching {names}; files go to {out}; Ctrl+C ends it", names=watched, out=out))

    def polls(self) -> None:
        """Say that no events come."""
        self._event("polling")
        self.say(Message("the system does not tell of saves here, so files are looked at several times a second"))

    def made(self, result: Result) -> None:
        """Tell programs of a file as soon as it is made, or cannot be."""
        if result.outcome != "unchanged":
            self._event("file", **file_event(result, self._out))

    def rebuilt(self, rebuild: Rebuild) -> None:
        """Print what is wrong, and a line: what was saved, which files were made, and how long it took."""
        stale = stale_problems(rebuild.stale, self._out)
        files = [plain_result(one, self._out) for one in rebuild.results if one.outcome != "unchanged"]
        saved = rebuild.changed if rebuild.epoch > 1 else ()
        found = [*rebuild.diagnostics, *stale]
        self._event(
            "save", saved=saved, files=files, stale=[str(self._out / path) for path in rebuild.stale],
            diagnostics=self._plain(found), seconds=round(rebuild.seconds, 3),
        )  # fmt: skip
        self._complain([*rebuild.diagnostics, *(one for one in stale if one not in self._shown)])
        self._shown = set(stale)
        made = count(len(rebuild.results), "file")
        everything = Message("{count} in {folder}", count=made, folder=relative_path(self._out))
        what = _named(saved) if saved else everything
        became = _became(rebuild) if saved or rebuild.problems else summary(rebuild.results, 0, self._out)
        self.say(Message("{what}: {became} ({seconds:.2f} s)", what=what, became=became, seconds=rebuild.seconds))

    def checked(self, found: Sequence[Diagnostic], before: Collection[Diagnostic]) -> None:
        """Print the findings of a check that were not there before, and how many there are."""
        new = [one for one in found if one not in before]
        self._event("findings", diagnostics=self._plain(found), new=len(new))
        self._complain(new)
        self.say(Message("check: {findings}, {new} new", findings=count(len(found), "finding"), new=len(new)))

    def stopped(self) -> None:
        """Print the closing line."""
        self._event("end")
        self.say(Message("stopped; the files in {relative_path} are whole", relative_path=relative_path(self._out)))

    def _complain(self, diagnostics: Iterable[Diagnostic]) -> None:
        for diagnostic in diagnostics if not self._json else ():
            echo_line(str(diagnostic))

    def _event(self, event: str, **content: Any) -> None:
        if self._json:
            self._print_object({"event": event, **content})


def _became(rebuild: Rebuild) -> Message:
    """What became of the files: those that were written, and how many could not be made."""
    if rebuild.problems:
        return Message("nothing can be made, the last good files stay")
    failed = sum(result.outcome == "failed" for result in rebuild.results)
    made = _named([str(result.path) for result in rebuild.made])
    if not failed:
        return made if rebuild.made else Message("every file is as it was")
    files = Message("{files} cannot be made, the last good ones stay", files=count(failed, "file"))
    return Message("{made}; {failed}", made=made, failed=files) if rebuild.made else files


def _named(names: Sequence[str]) -> Message:
    first, more = listed(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    return Message("{documents} and {more} more", documents=first, more=more) if more > 0 else first
