"""Checks the project after each build, on threads that nobody waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

from reportgen.check import check_project
from reportgen.diagnostics import Diagnostic
from reportgen.live.live_project import LiveProject
from reportgen.model.target import Target
from reportgen.preview.messages import Finding
from reportgen.preview.reading.findings import located
from reportgen.project.load import Project


class Checker:
    """The checks of a project; what the rules find in its content comes before all else."""

    def __init__(self, live: LiveProject) -> None:
        self._live = live
        self._turn = threading.Lock()

    def check(
        self,
        project: Project,
        targets: Sequence[Target],
        known: Sequence[Diagnostic],
        is_wanted: Callable[[], bool],
        tell: Callable[[tuple[Finding, ...]], None],
    ) -> None:
        """Begin to check, and `tell` all that is `known` and found, whenever it is more, as long as it `is_wanted`."""

        def work() -> None:
            with self._turn:
                for check in (check_project, self._check_all):
                    if not is_wanted():
                        return
                    found = dict.fromkeys(located(_all_told(known, check(project)), targets))
                    if is_wanted():
                        tell(tuple(found))

        threading.Thread(target=work, daemon=True, name="check").start()

    def _check_all(self, project: Project) -> Iterable[Diagnostic]:
        """What a whole check finds, of templates and of the files made from them too; it reads the project itself."""
        return self._live.findings().diagnostics


def _all_told(known: Sequence[Diagnostic], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What a build has told and what a check has found; what both say of a place the check says of all files."""
    checked = list(found)
    said = {(one.code, one.location) for one in checked}
    return [*(one for one in known if (one.code, one.location) not in said), *checked]
