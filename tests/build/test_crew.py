"""Who makes the targets: any executor gives the files of a build on one processor, whatever becomes of its workers."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from reportgen.build import crew
from reportgen.build.build import Options, build
from reportgen.build.bundle import bundle_of, opened
from reportgen.build.outcome import Outcome, Result
from reportgen.build.state import ProjectState
from reportgen.build.work import Batch, make_files
from reportgen.diagnostics import ProblemsFound
from reportgen.project.load import Project, read_project
from tests.golden.small import change, files_below
from tests.support.projects import all_targets

DEADLY = "youth-deck.en.pptx"


def _two_threads() -> Executor:
    return ThreadPoolExecutor(2)


def _two_processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("start", [_two_threads, _two_processes])
def test_any_executor_makes_the_files_of_a_local_build(
    small: Project, local: dict[str, bytes], tmp_path: Path, start: Callable[[], Executor], shared: bool
) -> None:
    """Threads and processes; files that come back, and files that workers write: the same bytes, the same record."""
    with start() as executor:
        build(small, all_targets(small), tmp_path, Options(executor=executor, shared=shared))
    assert files_below(tmp_path) == local


def test_the_project_is_sent_to_who_asks_and_not_with_each_target(small: Project, tmp_path: Path) -> None:
    """One worker with a long queue gets the project as often as copies may be under way, and no more."""
    sent: list[bool] = []

    class Counting(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
            sent.append(arguments[-1] is not None)
            return super().submit(fn, *arguments, **named)

    with Counting(1) as executor:
        build(small, all_targets(small), tmp_path, Options(executor=executor))
    assert 0 < sum(sent) <= crew._MOST_CARRIERS


def test_batches_are_of_one_template_and_language_and_get_smaller(small: Project) -> None:
    """Every target is in one of them, and the last ones are small, so that all workers end together."""
    targets = all_targets(small) * 4
    made = list(crew.batches(targets, 2))
    assert sorted(target for batch in made for target in batch) == sorted(targets)
    assert all(len({(target.template, target.edition) for target in batch}) == 1 for batch in made)
    assert len(made[-1]) == 1


def _deadly(state: str, batch: Batch, out: Path, bundle: None = None) -> list[Result] | None:
    if any(target.path.name == DEADLY for target in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return make_files(state, batch, out, bundle)


@pytest.mark.skipif(not crew._CAN_FORK, reason="a worker that is a copy knows the replaced function")
def test_a_target_that_ends_its_worker_fails_by_name_and_no_other_with_it(
    small: Project, local: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that ran beside it is made in the end: suspects are tried again one by one."""
    monkeypatch.setattr(crew, "_START_MILLISECONDS", 0)
    monkeypatch.setattr(crew, "make_files", _deadly)
    results = build(small, all_targets(small), tmp_path, Options(jobs=2))
    failed = {result.path.name: result.diagnostics[0].code for result in results if result.outcome is Outcome.FAILED}
    assert failed == {DEADLY: "worker-lost"}
    made = {name: data for name, data in local.items() if name.endswith((".pptx", ".docx")) and DEADLY not in name}
    assert {name: data for name, data in files_below(tmp_path).items() if name in made} == made


def test_a_build_ends_when_nobody_works_any_more(small: Project, tmp_path: Path) -> None:
    """An executor that is broken for good is named, and not asked for ever."""

    class Broken(Executor):
        def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
            raise BrokenExecutor

    with pytest.raises(ProblemsFound) as raised:
        build(small, all_targets(small), tmp_path, Options(executor=Broken()))
    assert [fault.code for fault in raised.value.diagnostics] == ["workers-gone"]


def test_a_sector_with_faults_keeps_no_other_from_being_made_elsewhere(root: Path, tmp_path: Path) -> None:
    """Workers read what can be read of a project, as the build itself does."""
    change(root, "content/sectors/youth.yaml", "id: youth", "id: [")
    project = read_project(root).project
    assert project is not None
    here = build(project, all_targets(project), tmp_path / "here")
    with ThreadPoolExecutor(1) as executor:
        there = build(project, all_targets(project), tmp_path / "there", Options(executor=executor))
    assert [result.outcome for result in there] == [result.outcome for result in here]
    assert files_below(tmp_path / "there") == files_below(tmp_path / "here") != {}


def test_a_worker_with_another_program_makes_nothing(root: Path) -> None:
    """The state of a project names the program too; a worker that finds another state says which program it has."""
    state = ProjectState(root)
    bundle = bundle_of(root, state.record)
    with opened(bundle, state.state) as project:
        assert project.root != root
    with pytest.raises(ProblemsFound) as raised, opened(bundle, "the state by another program"):
        pass
    [fault] = raised.value.diagnostics
    assert fault.code == "other-program"
    assert "opencc-" in fault.message


def test_a_project_that_changes_before_it_is_sent_is_not_sent(root: Path) -> None:
    """The files that workers get are those of the state that the build began with."""
    state = ProjectState(root)
    change(root, "content/sectors/youth.yaml", "id: youth", "id: youth  # ours")
    with pytest.raises(ProblemsFound) as raised:
        bundle_of(root, state.record)
    [fault] = raised.value.diagnostics
    assert (fault.code, fault.location.path) == ("changed-meanwhile", "content/sectors/youth.yaml")


WORKERS = """
import os, sys, time
from pathlib import Path
from reportgen.build.crew import start_workers
from reportgen.project.load import load_project
workers = start_workers(2, "a state", load_project(Path(sys.argv[1])))
print(*{future.result() for future in [workers.submit(busy) for busy in [os.getpid] * 8]}, flush=True)
for _ in range(2):
    workers.submit(time.sleep, 600)
time.sleep(600)
"""


@pytest.mark.skipif(not crew._CAN_FORK, reason="processes are looked up in /proc")
def test_workers_end_with_the_process_that_started_them(root: Path) -> None:
    """Also where it is killed, and they have work for ten minutes."""
    main = subprocess.Popen([sys.executable, "-c", WORKERS, str(root)], stdout=subprocess.PIPE, text=True)
    assert main.stdout is not None
    workers = main.stdout.readline().split()
    main.kill()
    main.wait()
    main.stdout.close()
    assert workers
    waited = itertools.takewhile(lambda _: any(map(_runs, workers)), range(300))
    for _ in waited:
        time.sleep(0.1)
    assert not any(map(_runs, workers))


def _runs(pid: str) -> bool:
    """Whether a process runs: one that nobody has waited for yet does not."""
    try:
        status = Path("/proc", pid, "stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"
