"""Changes random things in a copy of a project, and holds a build after each change against one from nothing.

    python -m tests.build.random_changes [--project FOLDER] [--rounds N] [--seed N] [--jobs N] [--check] [--warm]

What both must agree on: every file's bytes, what each was made from, which files cannot be made, and all that is said
about the project: by the rules, and with `--check` by the whole check. A file whose bytes are the same keeps its date.
With `--warm` the builds after changes are those of one process that keeps the project, as `reportgen watch` does.
Printed is, for each kind of change, how often it
was tried, how often it broke something, and how many files were made, and made for nothing; also after Ctrl+C.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from reportgen.build.manifest import MANIFEST
from reportgen.check import check_project
from reportgen.cli.main import app
from reportgen.diagnostics import ProblemsFound
from reportgen.live.live_project import LiveProject
from reportgen.project.load import load_project
from tests.golden.small import SMALL, files_below
from tests.support.changes import change_something, input_files, normalise, restore

_LASTING = ("templates", "words", "coverage")
"""Kinds of cache entries that a build from nothing may use after a change of content, to which they owe nothing."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build said, the outcome of each file and everything that is wrong, and what a check has found."""

    outcomes: Mapping[str, str]
    diagnostics: list[Any]
    findings: list[Any]

    @property
    def failed(self) -> set[str]:
        """The files that could not be made."""
        return {path for path, outcome in self.outcomes.items() if outcome == "failed"}


@dataclass(frozen=True, slots=True)
class Work:
    """What is done after each change: a build with so many processes, and the whole check or only rules.

    One that `is_warm` is done by the process that changes the project, which keeps it; the other one begins anew.
    """

    jobs: int = 1
    whole_check: bool = False
    is_warm: bool = False


def _run(root: Path, out: Path, cache: Path, work: Work) -> Built:
    """Build and check a project, in this process."""
    os.environ["XDG_CACHE_HOME"] = str(cache)
    report = json.loads(_output("build", "--json", "--project", root, "--out", out, "--jobs", work.jobs))
    outcomes = {str(Path(file["path"]).relative_to(out)): file["outcome"] for file in report["files"]}
    diagnostics = [one for one in report["diagnostics"] if one["code"] != "stale-file"]
    return _checked(root, outcomes, diagnostics, work)


def _checked(root: Path, outcomes: Mapping[str, str], diagnostics: list[Any], work: Work) -> Built:
    """What a build has said, and what a check says now."""
    if work.whole_check:
        return Built(outcomes, diagnostics, json.loads(_output("check", "--format", "json", "--project", root)))
    try:
        return Built(outcomes, diagnostics, list(map(str, check_project(load_project(root)))))
    except ProblemsFound as problems:
        return Built(outcomes, diagnostics, list(map(str, problems.diagnostics)))


def _output(*words: object) -> str:
    """What a command prints."""
    done = CliRunner().invoke(app, list(map(str, words)))
    assert done.exit_code in (0, 1), f"{done.output}\n{done.exception!r}"
    return done.stdout


def run_apart(root: Path, out: Path, cache: Path, work: Work) -> Built:
    """Build a project, in a process that has built nothing before."""
    kind = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(kind)
    context.set_forkserver_preload([__name__, "reportgen.build.build", "reportgen.template"])
    with ProcessPoolExecutor(1, mp_context=context) as process:
        return process.submit(_run, root, out, cache, work).result()


@dataclass(frozen=True, slots=True)
class Round:
    """One change and what came of it; `faults` are the promises that were not kept."""

    kind: str
    file: str
    outcomes: Mapping[str, str]
    faults: list[str]

    @property
    def is_broken(self) -> bool:
        """Whether the change kept a file from being made."""
        return not self.outcomes or "failed" in self.outcomes.values()


class Trial:
    """A copy of a project in a folder, which is changed again and again."""

    def __init__(self, project: Path, folder: Path, seed: int, work: Work) -> None:
        self.root, self.out, self._fresh = folder / "project", folder / "out", folder / "fresh"
        self._caches = folder / "cache", folder / "fresh-cache"
        self._choice, self._looked_at = random.Random(seed), random.Random(seed)
        self._work = work
        self._live = LiveProject(self.root, self.out)
        for name, data in input_files(project).items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_bytes(data)
        normalise(self.root)
        first = self._build()
        assert not first.failed, first.diagnostics

    def rounds(self, number: int) -> Iterator[Round]:
        """Change something so many times; what breaks the project is taken back afterwards."""
        good = input_files(self.root)
        for _ in range(number):
            one = self._round(good)
            if one.is_broken:
                restore(self.root, good)
            good = input_files(self.root)
            yield one

    def _round(self, before: Mapping[str, bytes]) -> Round:
        files, dates = files_below(self.out), self._dates()
        kind, file = change_something(self.root, self._choice)
        changed = [name for name, data in input_files(self.root).items() if before.get(name) != data]
        built = self._build()
        self._forget(all(name.startswith("content/") for name in changed))
        fresh = run_apart(self.root, self._fresh, self._caches[1], self._work)
        faults = [*self._differences(built, fresh), *self._rewritten(files, dates)]
        return Round(kind, file, built.outcomes, faults)

    def _build(self) -> Built:
        """Build what the last change has touched: where the process keeps the project, a random file first."""
        if not self._work.is_warm:
            return run_apart(self.root, self.out, self._caches[0], self._work)
        os.environ["XDG_CACHE_HOME"] = str(self._caches[0])
        targets = self._live.targets
        rebuild = self._live.rebuild(self._looked_at.sample(targets, min(2, len(targets))))
        outcomes = {str(result.path): str(result.outcome) for result in rebuild.results}
        diagnostics = json.loads(json.dumps([asdict(one) for one in rebuild.diagnostics]))
        return _checked(self.root, outcomes, diagnostics, self._work)

    def _forget(self, only_content: bool) -> None:
        """Take away all that a build from nothing does not have."""
        shutil.rmtree(self._fresh, ignore_errors=True)
        for kind in (self._caches[1] / "reportgen").glob("*/"):
            if not (only_content and kind.name in _LASTING):
                shutil.rmtree(kind)

    def _dates(self) -> dict[str, tuple[int, int]]:
        found = {name: (self.out / name).stat() for name in files_below(self.out)}
        return {name: (status.st_mtime_ns, status.st_ino) for name, status in found.items()}

    def _differences(self, built: Built, fresh: Built) -> Iterator[str]:
        """In what a build after a change differs from one from nothing."""
        if built.failed != fresh.failed:
            yield f"not the same files failed: {sorted(built.failed ^ fresh.failed)}"
        for what in ("diagnostics", "findings"):
            if getattr(built, what) != getattr(fresh, what):
                yield f"other {what}: {getattr(built, what)} instead of {getattr(fresh, what)}"
        if built.outcomes.keys() != fresh.outcomes.keys():
            yield "not the same files were asked for"
        files, wanted = files_below(self.out), files_below(self._fresh)
        rows, wanted_rows = _rows(self.out), _rows(self._fresh)
        for path in sorted(built.outcomes.keys() - built.failed):
            if files.get(path) != wanted.get(path) or path not in files:
                yield f"{path} has other bytes"
            if rows.get(path) != wanted_rows.get(path):
                yield f"{path} has another record"

    def _rewritten(self, files: Mapping[str, bytes], dates: Mapping[str, tuple[int, int]]) -> Iterator[str]:
        """The files that were written although they are as they were."""
        now, dated = files_below(self.out), self._dates()
        for path, data in files.items():
            if path.endswith((".pptx", ".docx")) and now.get(path) == data and dated[path] != dates[path]:
                yield f"{path} was written again as it was"


def _rows(out: Path) -> dict[str, Any]:
    path = out / MANIFEST
    rows: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["files"] if path.exists() else {}
    return rows


def main() -> None:
    """Try as many rounds as asked for, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=SMALL)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="hold the whole check against one from nothing too")
    parser.add_argument("--warm", action="store_true", help="build after changes in one process, which goes on")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        trial = Trial(options.project, Path(folder), options.seed, Work(options.jobs, options.check, options.warm))
        for one in trial.rounds(options.rounds):
            tally.add(one)
    tally.print()


class Tally:
    """What came of many rounds, by kind of change."""

    def __init__(self) -> None:
        self._tried: Counter[str] = Counter()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._faults = 0

    def add(self, one: Round) -> None:
        """Count a round; what it found is printed at once."""
        self._tried[one.kind] += 1
        self._counts[one.kind, "broken"] += one.is_broken
        self._counts.update((one.kind, outcome) for outcome in one.outcomes.values())
        self._faults += len(one.faults)
        for fault in one.faults:
            print(f"round {self._tried.total()}, {one.kind} in {one.file}: {fault}", flush=True)

    def print(self) -> None:
        """Print a table."""
        heads = ("broken", "failed", "written", "same")
        print(f"{'kind':22}{'tried':>8}" + "".join(f"{head:>9}" for head in heads))
        for kind in sorted(self._tried):
            print(f"{kind:22}{self._tried[kind]:8}" + "".join(f"{self._counts[kind, head]:9}" for head in heads))
        print(f"{self._tried.total()} rounds, {self._faults} promises not kept")


if __name__ == "__main__":
    main()
