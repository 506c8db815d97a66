"""Checks the project after each build, on a thread that no build waits for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from reportgen.build.targets import UnknownChoice
from reportgen.check import check_project
from reportgen.diagnostics import Diagnostic
from reportgen.live.live_project import LiveProject
from reportgen.model.target import Target
from reportgen.preview.messages import Finding
from reportgen.preview.reading.findings import located
from reportgen.project.load import Project


class _Overtaken(Exception):
    """What is being checked is wanted no more."""


class Checker:
    """The checks of a project; what the rules find in its content comes before all else. `close` ends them."""

    def __init__(self, live: LiveProject) -> None:
        self._live = live
        self._thread = ThreadPoolExecutor(1, "check")

    def check(
        self,
        project: Project,
        targets: Sequence[Target],
        known: Sequence[Diagnostic],
        is_wanted: Callable[[], bool],
        tell: Callable[[tuple[Finding, ...]], None],
    ) -> Future[None]:
        """Begin to check, and `tell` all that is `known` and found, whenever it is more.

        It ends after the file that is being checked once it is no longer what `is_wanted`.
        """

        def look() -> None:
            if not is_wanted():
                raise _Overtaken

        def work() -> None:
            with contextlib.suppress(_Overtaken, UnknownChoice):  # a sector that has just gone is told by the build
                for check in (check_project, self._check_all):
                    found = dict.fromkeys(located(_all_told(known, check(project, look)), targets, self._live.root))
                    look()
                    tell(tuple(found))

        return self._thread.submit(work)

    def close(self) -> None:
        """End after the file that is being checked, where nothing is wanted any more."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _check_all(self, project: Project, look: Callable[[], None]) -> Iterable[Diagnostic]:
        """What a whole check finds, of templates and of the files made from them too; it reads the project itself."""
        return self._live.findings(look).diagnostics


def _all_told(known: Sequence[Diagnostic], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What a build has told and what a check has found; what both say of a place the check says of all files."""
    checked = list(found)
    said = {(one.code, one.location) for one in checked}
    return [*(one for one in known if (one.code, one.location) not in said), *checked]
